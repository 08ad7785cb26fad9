/*
 * Attestations: from the contract's answer, or from its storage.
 *
 * Both readers fill the same struct and end in check_uid(), which computes the uid again from the
 * fields. First comes the reading of an answer, then the slots of a record, then the rebuilding
 * from storage words, whose layout is that of struct Attestation in EAS: uid, schema, three times
 * in one word, ref_uid, recipient, attester and revocable in one word, data.
 */
#include "chain/attestation.h"

#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "chain/abi.h"
#include "chain/keccak.h"
#include "chain/slot.h"

/*
 * The contract counts attestations in one block that are alike and puts the count into the uid.
 * Nobody makes more than these.
 */
#define ALIKE_MAX 64

void attestation_release(struct attestation *a)
{
	if (a != NULL)
		buf_release(&a->data);
}

static enum status read_fields(struct attestation *out, struct abi_reader *r)
{
	const uint8_t *data;
	size_t len;
	enum status s = abi_take_hash(r, &out->uid);

	if (s == STATUS_OK)
		s = abi_take_hash(r, &out->schema);
	if (s == STATUS_OK)
		s = abi_take_u64(r, &out->time);
	if (s == STATUS_OK)
		s = abi_take_u64(r, &out->expiration);
	if (s == STATUS_OK)
		s = abi_take_u64(r, &out->revocation);
	if (s == STATUS_OK)
		s = abi_take_hash(r, &out->ref_uid);
	if (s == STATUS_OK)
		s = abi_take_address(r, &out->recipient);
	if (s == STATUS_OK)
		s = abi_take_address(r, &out->attester);
	if (s == STATUS_OK)
		s = abi_take_bool(r, &out->revocable);
	if (s == STATUS_OK)
		s = abi_take_bytes(r, &data, &len);
	if (s == STATUS_OK)
		s = abi_close(r);
	if (s != STATUS_OK)
		return s;
	buf_add(&out->data, data, len);
	return buf_status(&out->data);
}

static void uid_of(struct hash *out, const struct attestation *a, uint32_t bump)
{
	uint8_t times[16], flag = a->revocable ? 1 : 0, tail[4];
	struct keccak k;

	be64_store(times, a->time);
	be64_store(times + 8, a->expiration);
	be32_store(tail, bump);
	keccak_init(&k);
	keccak_update(&k, a->schema.bytes, sizeof(a->schema.bytes));
	keccak_update(&k, a->recipient.bytes, sizeof(a->recipient.bytes));
	keccak_update(&k, a->attester.bytes, sizeof(a->attester.bytes));
	keccak_update(&k, times, sizeof(times));
	keccak_update(&k, &flag, 1);
	keccak_update(&k, a->ref_uid.bytes, sizeof(a->ref_uid.bytes));
	keccak_update(&k, a->data.data, a->data.len);
	keccak_update(&k, tail, sizeof(tail));
	keccak_final(&k, out->bytes);
}

static enum status check_uid(const struct attestation *a)
{
	struct hash uid;

	for (uint32_t bump = 0; bump < ALIKE_MAX; bump++) {
		uid_of(&uid, a, bump);
		if (hash_equal(&uid, &a->uid))
			return STATUS_OK;
	}
	return ERR_MISMATCH;
}

enum status attestation_read(struct attestation *out, const void *data, size_t len)
{
	struct abi_reader call, fields;
	enum status s = abi_open(&call, data, len, 1);

	memset(out, 0, sizeof(*out));
	buf_init(&out->data, LIMIT_CALLDATA);
	if (s == STATUS_OK)
		s = abi_take_tuple(&call, &fields, 10);
	if (s == STATUS_OK)
		s = read_fields(out, &fields);
	if (s == STATUS_OK)
		s = abi_close(&call);
	if (s == STATUS_OK)
		s = hash_is_zero(&out->uid) ? ERR_NOT_FOUND : check_uid(out);
	if (s != STATUS_OK)
		attestation_release(out);
	return s;
}

void attestation_slots(struct hash slots[static 7], const struct hash *uid,
		       const struct hash *db_slot)
{
	struct hash base;

	slot_mapping(&base, uid, db_slot, SLOT_KEY_SLOT);
	for (uint64_t i = 0; i < 7; i++)
		slot_add(&slots[i], &base, i);
}

void attestation_data_slot(struct hash *out, const struct hash *slot6, uint64_t i)
{
	struct hash base;

	keccak256(base.bytes, slot6->bytes, sizeof(slot6->bytes));
	slot_add(out, &base, i);
}

/*
 * A length as Solidity stores `bytes`: up to 31 bytes are in the word itself, with 2*length in its
 * last byte; for longer ones the word is 2*length+1.
 */
static enum status data_length(size_t *len, bool *is_inline, const struct u256 *word6)
{
	uint64_t v;

	*is_inline = (word6->limb[0] & 1) == 0;
	if (*is_inline) {
		*len = (word6->limb[0] & 0xFF) / 2;
		return *len <= 31 ? STATUS_OK : ERR_PARSE;
	}
	if (u256_to_u64(&v, word6) != STATUS_OK || v / 2 > LIMIT_CALLDATA)
		return ERR_LIMIT;
	*len = (size_t)(v / 2);
	return *len > 31 ? STATUS_OK : ERR_PARSE;
}

enum status attestation_data_words(size_t *n, const struct u256 *word6)
{
	size_t len;
	bool is_inline;
	enum status s = data_length(&len, &is_inline, word6);

	*n = s != STATUS_OK || is_inline ? 0 : (len + 31) / 32;
	return s;
}

static enum status read_data(struct buf *out, const struct u256 *word6, const struct u256 *words,
			     size_t n)
{
	size_t len, expected;
	bool is_inline;
	uint8_t bytes[32] = {0};
	enum status s = data_length(&len, &is_inline, word6);

	if (s != STATUS_OK || attestation_data_words(&expected, word6) != STATUS_OK ||
	    n != expected)
		return s != STATUS_OK ? s : ERR_PARSE;
	u256_to_be(bytes, word6);
	if (is_inline) {
		buf_add(out, bytes, len);
		bytes[31] = 0;
	}
	for (size_t i = 0; i < n; i++) {
		u256_to_be(bytes, &words[i]);
		buf_add(out, bytes, i + 1 < n ? 32 : len - 32 * i);
	}
	/* The bytes after the last one are zero. */
	if (n > 0 || is_inline)
		for (size_t i = n > 0 ? len - 32 * (n - 1) : len; i < 32; i++)
			if (bytes[i] != 0)
				return ERR_PARSE;
	return buf_status(out);
}

static void to_hash(struct hash *out, const struct u256 *word)
{
	u256_to_be(out->bytes, word);
}

static enum status to_address(struct address *out, const struct u256 *word)
{
	uint8_t bytes[32];

	u256_to_be(bytes, word);
	memcpy(out->bytes, bytes + 12, sizeof(out->bytes));
	return (word->limb[3] | word->limb[2] >> 32) == 0 ? STATUS_OK : ERR_PARSE;
}

enum status attestation_from_storage(struct attestation *out, const struct u256 words[static 7],
				     const struct u256 *data_words, size_t n)
{
	struct u256 attester = words[5];
	uint64_t flag = attester.limb[2] >> 32; /* the byte above the 20 bytes of the attester */
	enum status s;

	memset(out, 0, sizeof(*out));
	buf_init(&out->data, LIMIT_CALLDATA);
	if (u256_is_zero(&words[0]))
		return ERR_NOT_FOUND;
	attester.limb[2] &= 0xFFFFFFFF;
	if (flag > 1 || words[2].limb[3] != 0 ||
	    to_address(&out->recipient, &words[4]) != STATUS_OK ||
	    to_address(&out->attester, &attester) != STATUS_OK)
		return ERR_PARSE;
	to_hash(&out->uid, &words[0]);
	to_hash(&out->schema, &words[1]);
	to_hash(&out->ref_uid, &words[3]);
	out->time = words[2].limb[0];
	out->expiration = words[2].limb[1];
	out->revocation = words[2].limb[2];
	out->revocable = flag == 1;
	s = read_data(&out->data, &words[6], data_words, n);
	if (s == STATUS_OK)
		s = check_uid(out);
	if (s != STATUS_OK)
		attestation_release(out);
	return s;
}
