/* Sealed uploads, opened again by libsodium alone as the datanet does it. */
#include "tests/unit/wallet_vector.h"

#include <sodium.h>

#include "base/be.h"
#include "base/buf.h"
#include "chain/keccak.h"
#include "wallet/seal.h"

static const struct seal_context context = {
	.chain_id = 0x0102030405060708,
	.eas = {{0xea, 0x5e, [19] = 0x21}},
	.dataset = {{0xda, [31] = 0x7a}},
};

struct intake {
	uint8_t public[crypto_box_PUBLICKEYBYTES];
	uint8_t private[crypto_box_SECRETKEYBYTES];
};

static enum status append(void *user, const void *data, size_t len, struct err *e)
{
	(void)e;
	buf_add(user, data, len);
	return buf_status(user);
}

/* `len` bytes in which every chunk is different. */
static uint8_t *content_of(size_t len)
{
	uint8_t *content = malloc(len + 1);

	for (size_t i = 0; i < len; i++)
		content[i] = (uint8_t)(i ^ i >> 8 ^ i >> 16);
	return content;
}

/* Seals in pieces of `piece` bytes. */
static void seal_all(struct buf *out, const struct intake *intake, const uint8_t *content,
		     size_t len, size_t piece)
{
	struct seal *s = NULL;
	struct hash file;
	uint8_t expected[32];
	uint64_t size = 0, foretold;

	buf_init(out, 4 * MIB);
	assert_int_equal(seal_begin(&s, intake->public, &context, append, out, NULL), STATUS_OK);
	for (size_t at = 0; at < len; at += piece)
		assert_int_equal(
			seal_push(s, content + at, len - at < piece ? len - at : piece, NULL),
			STATUS_OK);
	assert_int_equal(seal_finish(s, &file, &size, NULL), STATUS_OK);
	assert_int_equal(size, out->len);
	assert_int_equal(seal_size(&foretold, len), STATUS_OK);
	assert_int_equal(size, foretold);
	keccak256(expected, out->data, out->len);
	assert_memory_equal(file.bytes, expected, 32);
	assert_int_equal(seal_push(s, "x", 1, NULL), ERR_USAGE);
	assert_int_equal(seal_finish(s, &file, &size, NULL), ERR_USAGE);
	seal_free(s);
}

/* The other side, from the format's description: the content appended to `out`, or false. */
static bool unseal_for(struct buf *out, const struct intake *intake, const struct seal_context *c,
		       const struct buf *file)
{
	crypto_secretstream_xchacha20poly1305_state st;
	uint8_t key[32], id[32], ad[84] = {0}, tag = 0, plain[SEAL_CHUNK_SIZE];
	const uint8_t *at = file->data;
	size_t left = file->len;

	keccak256(id, intake->public, 32);
	if (left < SEAL_HEADER_SIZE || memcmp(at, "BYLSEAL\n\x01", 9) != 0 ||
	    memcmp(at + 9, id, 32) != 0 ||
	    crypto_box_seal_open(key, at + 41, 80, intake->public, intake->private) != 0 ||
	    crypto_secretstream_xchacha20poly1305_init_pull(&st, at + 121, key) != 0)
		return false;
	be64_store(ad + 24, c->chain_id);
	memcpy(ad + 32, c->eas.bytes, 20);
	memcpy(ad + 52, c->dataset.bytes, 32);
	at += SEAL_HEADER_SIZE;
	left -= SEAL_HEADER_SIZE;
	while (left > 0) {
		size_t n = left < SEAL_CHUNK_SIZE + 17 ? left : SEAL_CHUNK_SIZE + 17;
		unsigned long long len;

		if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL || n < 17 ||
		    crypto_secretstream_xchacha20poly1305_pull(&st, plain, &len, &tag, at, n, ad,
							       sizeof(ad)) != 0)
			return false;
		buf_add(out, plain, (size_t)len);
		at += n;
		left -= n;
	}
	return tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
}

static bool unseal(struct buf *out, const struct intake *intake, const struct buf *file)
{
	return unseal_for(out, intake, &context, file);
}

static void make_intake(struct intake *intake)
{
	crypto_box_keypair(intake->public, intake->private);
}

static void what_was_sealed_opens_for_the_intake_key(void **state)
{
	static const size_t lengths[] = {0,
					 1,
					 40,
					 SEAL_CHUNK_SIZE - 1,
					 SEAL_CHUNK_SIZE,
					 SEAL_CHUNK_SIZE + 1,
					 3 * SEAL_CHUNK_SIZE,
					 3 * SEAL_CHUNK_SIZE + 12345};
	struct intake intake;

	(void)state;
	make_intake(&intake);
	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		uint8_t *content = content_of(lengths[i]);
		struct buf file, plain;

		seal_all(&file, &intake, content, lengths[i], i % 2 == 0 ? 1000 : 200000);
		buf_init(&plain, 4 * MIB);
		assert_true(unseal(&plain, &intake, &file));
		assert_int_equal(plain.len, lengths[i]);
		if (plain.len > 0)
			assert_memory_equal(plain.data, content, plain.len);
		buf_release(&plain);
		buf_release(&file);
		free(content);
	}
}

static void pieces_do_not_show_in_the_sealed_file(void **state)
{
	uint8_t *content = content_of(100000);
	struct intake intake;
	struct buf one, many;

	(void)state;
	make_intake(&intake);
	seal_all(&one, &intake, content, 100000, 100000);
	seal_all(&many, &intake, content, 100000, 7);
	assert_int_equal(one.len, many.len);
	/*
	 * Sealed twice, nothing is equal but magic, version and key id: nonces and keys are fresh.
	 */
	assert_memory_equal(one.data, many.data, 41);
	assert_memory_not_equal(one.data + 41, many.data + 41, 80);
	buf_release(&one);
	buf_release(&many);
	free(content);
}

static void a_sealed_file_opens_for_nobody_else(void **state)
{
	struct intake intake, other;
	struct buf file, plain;

	(void)state;
	make_intake(&intake);
	make_intake(&other);
	seal_all(&file, &intake, (const uint8_t *)"secret", 6, 6);
	memcpy(other.public, intake.public, sizeof(other.public));
	buf_init(&plain, 4 * MIB);
	assert_false(unseal(&plain, &other, &file));
	assert_int_equal(plain.len, 0);
	buf_release(&plain);
	buf_release(&file);
}

static void a_sealed_file_is_bound_to_its_chain_contract_and_dataset(void **state)
{
	struct seal_context other[3] = {context, context, context};
	struct intake intake;
	struct buf file, plain;

	(void)state;
	other[0].chain_id++;
	other[1].eas.bytes[0]++;
	other[2].dataset.bytes[31]++;
	make_intake(&intake);
	seal_all(&file, &intake, (const uint8_t *)"secret", 6, 6);
	buf_init(&plain, 4 * MIB);
	for (size_t i = 0; i < ARRAY_SIZE(other); i++)
		assert_false(unseal_for(&plain, &intake, &other[i], &file));
	assert_true(unseal_for(&plain, &intake, &context, &file));
	buf_release(&plain);
	buf_release(&file);
}

static void every_flipped_byte_and_every_missing_chunk_is_noticed(void **state)
{
	uint8_t *content = content_of(SEAL_CHUNK_SIZE + 100);
	struct intake intake;
	struct buf file, plain;

	(void)state;
	make_intake(&intake);
	seal_all(&file, &intake, content, SEAL_CHUNK_SIZE + 100, 4096);
	buf_init(&plain, 4 * MIB);
	for (size_t i = 0; i < file.len; i += i < 200 || i > file.len - 130 ? 1 : 997) {
		file.data[i] ^= 0x40;
		assert_false(unseal(&plain, &intake, &file));
		file.data[i] ^= 0x40;
		buf_clear(&plain);
	}
	file.len = SEAL_HEADER_SIZE + SEAL_CHUNK_SIZE + 17;
	assert_false(unseal(&plain, &intake, &file));
	buf_release(&plain);
	buf_release(&file);
	free(content);
}

static void a_sealed_file_names_the_key_that_it_is_for(void **state)
{
	struct intake intake;
	struct hash id, want;
	struct buf file;

	(void)state;
	make_intake(&intake);
	seal_all(&file, &intake, (const uint8_t *)"text", 4, 4);
	keccak256(want.bytes, intake.public, sizeof(intake.public));
	assert_int_equal(seal_key_id(&id, file.data), STATUS_OK);
	assert_memory_equal(id.bytes, want.bytes, sizeof(id.bytes));
	file.data[8]++;
	assert_int_equal(seal_key_id(&id, file.data), ERR_VERSION);
	file.data[0] ^= 1;
	assert_int_equal(seal_key_id(&id, file.data), ERR_PARSE);
	buf_release(&file);
}

/* Points of small order: everyone knows the shared secret. */
static void a_weak_intake_key_is_refused(void **state)
{
	static const uint8_t zero[32], one[32] = {1};
	struct seal *s = NULL;
	struct buf out;

	(void)state;
	buf_init(&out, MIB);
	assert_int_equal(seal_begin(&s, zero, &context, append, &out, NULL), ERR_RANGE);
	assert_null(s);
	assert_int_equal(seal_begin(&s, one, &context, append, &out, NULL), ERR_RANGE);
	assert_int_equal(out.len, 0);
	buf_release(&out);
}

static enum status full_disk(void *user, const void *data, size_t len, struct err *e)
{
	size_t *room = user;

	(void)data;
	if (*room < len)
		return err_set(e, ERR_NO_SPACE, "no space");
	*room -= len;
	return STATUS_OK;
}

static void a_failing_sink_ends_the_sealing(void **state)
{
	uint8_t *content = content_of(2 * SEAL_CHUNK_SIZE);
	size_t room = 1000;
	struct intake intake;
	struct seal *s = NULL;
	struct hash file;
	uint64_t size;

	(void)state;
	make_intake(&intake);
	assert_int_equal(seal_begin(&s, intake.public, &context, full_disk, &room, NULL),
			 STATUS_OK);
	assert_int_equal(seal_push(s, content, 2 * SEAL_CHUNK_SIZE, NULL), ERR_NO_SPACE);
	assert_int_equal(seal_push(s, content, 1, NULL), ERR_USAGE);
	assert_int_equal(seal_finish(s, &file, &size, NULL), ERR_USAGE);
	seal_free(s);
	room = 10;
	assert_int_equal(seal_begin(&s, intake.public, &context, full_disk, &room, NULL),
			 ERR_NO_SPACE);
	free(content);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_sealed_opens_for_the_intake_key),
		cmocka_unit_test(pieces_do_not_show_in_the_sealed_file),
		cmocka_unit_test(a_sealed_file_opens_for_nobody_else),
		cmocka_unit_test(a_sealed_file_is_bound_to_its_chain_contract_and_dataset),
		cmocka_unit_test(every_flipped_byte_and_every_missing_chunk_is_noticed),
		cmocka_unit_test(a_sealed_file_names_the_key_that_it_is_for),
		cmocka_unit_test(a_weak_intake_key_is_refused),
		cmocka_unit_test(a_failing_sink_ends_the_sealing),
	};

	return cmocka_run_group_tests(tests, wallet_start, NULL);
}
