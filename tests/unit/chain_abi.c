#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/hex.h"
#include "chain/abi.h"

/* The words that `cast abi-encode` writes for the calls and payloads of byline. */
static const char attest_hex[] = "0x"
				 "0000000000000000000000000000000000000000000000000000000000000020"
				 "27196f09dd4810f0d2ebdcfeae44e056a835b748a10f0c60fa90e6aff23cdf1c"
				 "0000000000000000000000000000000000000000000000000000000000000040"
				 "00000000000000000000000070997970c51812dc3a010c7d01b50e0d17dc79c8"
				 "000000000000000000000000000000000000000000000000000000006553f100"
				 "0000000000000000000000000000000000000000000000000000000000000001"
				 "0000000000000000000000000000000000000000000000000000000000000005"
				 "00000000000000000000000000000000000000000000000000000000000000c0"
				 "0000000000000000000000000000000000000000000000000000000000000007"
				 "0000000000000000000000000000000000000000000000000000000000000022"
				 "112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00"
				 "1122000000000000000000000000000000000000000000000000000000000000";
static const char claim_hex[] = "0x"
				"0000000000000000000000001111111111111111111111111111111111111111"
				"0000000000000000000000003333333333333333333333333333333333333333"
				"0000000000000000000000000000000000000000000000000de0b6b3a7640000"
				"0000000000000000000000000000000000000000000000000000000000000080"
				"0000000000000000000000000000000000000000000000000000000000000002"
				"294618bfc1fafab66699161032052fb13182897e05d194c69079c84303750a0b"
				"6f0b94ffcf6a4f5459469a68e3ac35b294dd67f52b107171eeba7acffa4c9097";
static const char mixed_hex[] = "0x"
				"0000000000000000000000000000000000000000000000000000000000000080"
				"00000000000000000000000000000000000000000000000000000000000000a0"
				"0000000000000000000000000000000000000000000000000000000000000120"
				"0000000000000000000000000000000000000000000000000000000000000003"
				"0000000000000000000000000000000000000000000000000000000000000000"
				"0000000000000000000000000000000000000000000000000000000000000009"
				"0000000000000000000000000000000000000000000000000000000000000040"
				"0000000000000000000000000000000000000000000000000000000000000001"
				"6100000000000000000000000000000000000000000000000000000000000000"
				"0000000000000000000000000000000000000000000000000000000000000000";

struct attest {
	struct hash schema, ref_uid;
	struct address recipient;
	uint64_t expiration;
	bool revocable;
	const uint8_t *data;
	size_t len;
	struct u256 value;
};

static void write_attest(struct buf *out, const struct attest *a)
{
	struct abi_writer arguments, request, data;

	abi_begin(&arguments, out, 1);
	abi_begin_tuple(&request, &arguments, 2);
	abi_add_hash(&request, &a->schema);
	abi_begin_tuple(&data, &request, 6);
	abi_add_address(&data, &a->recipient);
	abi_add_u64(&data, a->expiration);
	abi_add_bool(&data, a->revocable);
	abi_add_hash(&data, &a->ref_uid);
	abi_add_bytes(&data, a->data, a->len);
	abi_add_u256(&data, &a->value);
}

static enum status read_attest(struct attest *a, const void *bytes, size_t len)
{
	struct abi_reader arguments, request, data;

	if (abi_open(&arguments, bytes, len, 1) != STATUS_OK ||
	    abi_take_tuple(&arguments, &request, 2) != STATUS_OK ||
	    abi_take_hash(&request, &a->schema) != STATUS_OK ||
	    abi_take_tuple(&request, &data, 6) != STATUS_OK ||
	    abi_take_address(&data, &a->recipient) != STATUS_OK ||
	    abi_take_u64(&data, &a->expiration) != STATUS_OK ||
	    abi_take_bool(&data, &a->revocable) != STATUS_OK ||
	    abi_take_hash(&data, &a->ref_uid) != STATUS_OK ||
	    abi_take_bytes(&data, &a->data, &a->len) != STATUS_OK ||
	    abi_take_u256(&data, &a->value) != STATUS_OK || abi_close(&data) != STATUS_OK ||
	    abi_close(&request) != STATUS_OK || abi_close(&arguments) != STATUS_OK)
		return ERR_PARSE;
	return STATUS_OK;
}

struct claim {
	struct address account, token;
	struct u256 cumulative;
	const uint8_t (*proof)[32];
	size_t n;
};

static void write_claim(struct buf *out, const struct claim *c)
{
	struct abi_writer w;

	abi_begin(&w, out, 4);
	abi_add_address(&w, &c->account);
	abi_add_address(&w, &c->token);
	abi_add_u256(&w, &c->cumulative);
	abi_add_hashes(&w, c->proof, c->n);
}

static enum status read_claim(struct claim *c, const void *bytes, size_t len)
{
	struct abi_reader r;

	if (abi_open(&r, bytes, len, 4) != STATUS_OK ||
	    abi_take_address(&r, &c->account) != STATUS_OK ||
	    abi_take_address(&r, &c->token) != STATUS_OK ||
	    abi_take_u256(&r, &c->cumulative) != STATUS_OK ||
	    abi_take_hashes(&r, &c->proof, &c->n) != STATUS_OK)
		return ERR_PARSE;
	return abi_close(&r);
}

/* f(bytes, (uint64, string), bytes32[], uint256): a tuple between other dynamic members. */
struct mixed {
	const uint8_t *bytes, *text;
	size_t len, text_len;
	uint64_t v;
	const uint8_t (*hashes)[32];
	size_t n;
	struct u256 last;
};

static void write_mixed(struct buf *out, const struct mixed *m)
{
	struct abi_writer w, inner;

	abi_begin(&w, out, 4);
	abi_add_bytes(&w, m->bytes, m->len);
	abi_begin_tuple(&inner, &w, 2);
	abi_add_u64(&inner, m->v);
	abi_add_bytes(&inner, m->text, m->text_len);
	abi_add_hashes(&w, m->hashes, m->n);
	abi_add_u256(&w, &m->last);
}

static enum status read_mixed(struct mixed *m, const void *bytes, size_t len)
{
	struct abi_reader r, inner;

	if (abi_open(&r, bytes, len, 4) != STATUS_OK ||
	    abi_take_bytes(&r, &m->bytes, &m->len) != STATUS_OK ||
	    abi_take_tuple(&r, &inner, 2) != STATUS_OK ||
	    abi_take_u64(&inner, &m->v) != STATUS_OK ||
	    abi_take_bytes(&inner, &m->text, &m->text_len) != STATUS_OK ||
	    abi_close(&inner) != STATUS_OK || abi_take_hashes(&r, &m->hashes, &m->n) != STATUS_OK ||
	    abi_take_u256(&r, &m->last) != STATUS_OK)
		return ERR_PARSE;
	return abi_close(&r);
}

/* Reads `bytes` as one of the three shapes and, when they are accepted, writes them again. */
enum shape { ATTEST, CLAIM, MIXED };

static bool rewrite(struct buf *out, enum shape shape, const void *bytes, size_t len)
{
	struct attest attest;
	struct claim claim;
	struct mixed mixed;

	switch (shape) {
	case ATTEST:
		if (read_attest(&attest, bytes, len) != STATUS_OK)
			return false;
		write_attest(out, &attest);
		return true;
	case CLAIM:
		if (read_claim(&claim, bytes, len) != STATUS_OK)
			return false;
		write_claim(out, &claim);
		return true;
	case MIXED:
		if (read_mixed(&mixed, bytes, len) != STATUS_OK)
			return false;
		write_mixed(out, &mixed);
		return true;
	}
	return false;
}

static const char *const shapes[] = {
	[ATTEST] = attest_hex, [CLAIM] = claim_hex, [MIXED] = mixed_hex};

static size_t load(uint8_t out[static 1024], enum shape shape)
{
	size_t len;

	assert_int_equal(hex_parse_var(out, &len, 1024, shapes[shape], strlen(shapes[shape])),
			 STATUS_OK);
	return len;
}

static void the_bytes_of_cast_are_read_and_written(void **state)
{
	(void)state;
	for (enum shape shape = ATTEST; shape <= MIXED; shape++) {
		uint8_t bytes[1024];
		size_t len = load(bytes, shape);
		struct buf again;

		buf_init(&again, 1024);
		assert_true(rewrite(&again, shape, bytes, len));
		assert_int_equal(buf_status(&again), STATUS_OK);
		assert_int_equal(again.len, len);
		assert_memory_equal(again.data, bytes, len);
		buf_release(&again);
	}
}

static void the_members_of_an_attestation_are_read(void **state)
{
	struct attest a;
	uint8_t bytes[1024];
	size_t len = load(bytes, ATTEST);
	uint64_t value;

	(void)state;
	assert_int_equal(read_attest(&a, bytes, len), STATUS_OK);
	assert_int_equal(a.schema.bytes[0], 0x27);
	assert_int_equal(a.recipient.bytes[19], 0xc8);
	assert_int_equal(a.expiration, 1700000000);
	assert_true(a.revocable);
	assert_int_equal(a.ref_uid.bytes[31], 5);
	assert_int_equal(a.len, 34);
	assert_int_equal(a.data[33], 0x22);
	assert_int_equal(u256_to_u64(&value, &a.value), STATUS_OK);
	assert_int_equal(value, 7);
}

static void bytes_cut_anywhere_or_longer_are_refused(void **state)
{
	(void)state;
	for (enum shape shape = ATTEST; shape <= MIXED; shape++) {
		uint8_t bytes[1024] = {0};
		size_t len = load(bytes, shape);
		struct buf out;

		buf_init(&out, 1024);
		for (size_t cut = 0; cut < len; cut++)
			assert_false(rewrite(&out, shape, bytes, cut));
		assert_false(rewrite(&out, shape, bytes, len + 1));
		assert_false(rewrite(&out, shape, bytes, len + 32));
		buf_release(&out);
	}
}

/*
 * Changes each single byte: the input is refused, or the values that were read encode to exactly
 * those bytes.
 */
static void a_changed_byte_is_refused_or_another_value(void **state)
{
	(void)state;
	for (enum shape shape = ATTEST; shape <= MIXED; shape++) {
		uint8_t bytes[1024];
		size_t len = load(bytes, shape), accepted = 0;
		struct buf out;

		buf_init(&out, 4096);
		for (size_t i = 0; i < len; i++) {
			for (unsigned flip = 1; flip < 256; flip++) {
				bytes[i] ^= (uint8_t)flip;
				buf_clear(&out);
				if (rewrite(&out, shape, bytes, len)) {
					assert_int_equal(out.len, len);
					assert_memory_equal(out.data, bytes, len);
					accepted++;
				}
				bytes[i] ^= (uint8_t)flip;
			}
		}
		assert_true(accepted > 0);
		buf_release(&out);
	}
}

static void narrow_types_have_their_range(void **state)
{
	uint8_t word[32] = {0};
	struct abi_reader r;
	struct address a;
	uint64_t v;
	bool b;

	(void)state;
	word[31] = 2;
	assert_int_equal(abi_open(&r, word, 32, 1), STATUS_OK);
	assert_int_equal(abi_take_bool(&r, &b), ERR_RANGE);
	assert_int_equal(abi_open(&r, word, 32, 1), STATUS_OK);
	assert_int_equal(abi_take_u64(&r, &v), STATUS_OK);
	assert_int_equal(v, 2);
	word[23] = 1;
	assert_int_equal(abi_open(&r, word, 32, 1), STATUS_OK);
	assert_int_equal(abi_take_u64(&r, &v), ERR_RANGE);
	assert_int_equal(abi_open(&r, word, 32, 1), STATUS_OK);
	assert_int_equal(abi_take_address(&r, &a), STATUS_OK);
	word[11] = 1;
	assert_int_equal(abi_open(&r, word, 32, 1), STATUS_OK);
	assert_int_equal(abi_take_address(&r, &a), ERR_RANGE);
}

static void a_tuple_ends_with_its_last_head(void **state)
{
	uint8_t words[64] = {0};
	struct abi_reader r;
	uint64_t v;

	(void)state;
	assert_int_equal(abi_open(&r, words, 64, 3), ERR_PARSE);
	assert_int_equal(abi_open(&r, words, 64, SIZE_MAX), ERR_PARSE);
	assert_int_equal(abi_open(&r, words, 64, 2), STATUS_OK);
	assert_int_equal(abi_take_u64(&r, &v), STATUS_OK);
	assert_int_equal(abi_close(&r), ERR_PARSE);
	assert_int_equal(abi_take_u64(&r, &v), STATUS_OK);
	assert_int_equal(abi_take_u64(&r, &v), ERR_PARSE);
	assert_int_equal(abi_close(&r), STATUS_OK);
}

static void a_writer_refuses_more_members_than_announced(void **state)
{
	struct abi_writer w;
	struct buf out;

	(void)state;
	buf_init(&out, 1024);
	abi_begin(&w, &out, 1);
	abi_add_u64(&w, 1);
	assert_int_equal(buf_status(&out), STATUS_OK);
	abi_add_u64(&w, 2);
	assert_int_equal(buf_status(&out), ERR_USAGE);
	buf_release(&out);
}

static void a_full_buffer_fails_and_writes_nothing_past_it(void **state)
{
	struct attest a = {.len = 0};
	struct buf out;

	(void)state;
	for (size_t limit = 0; limit < 320; limit += 7) {
		buf_init(&out, limit);
		write_attest(&out, &a);
		assert_int_equal(buf_status(&out), ERR_LIMIT);
		assert_true(out.len <= limit);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_bytes_of_cast_are_read_and_written),
		cmocka_unit_test(the_members_of_an_attestation_are_read),
		cmocka_unit_test(bytes_cut_anywhere_or_longer_are_refused),
		cmocka_unit_test(a_changed_byte_is_refused_or_another_value),
		cmocka_unit_test(narrow_types_have_their_range),
		cmocka_unit_test(a_tuple_ends_with_its_last_head),
		cmocka_unit_test(a_writer_refuses_more_members_than_announced),
		cmocka_unit_test(a_full_buffer_fails_and_writes_nothing_past_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
