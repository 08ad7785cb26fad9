/* Attestations as the contract answers and stores them. eas.json was recorded from it on anvil. */
#include "tests/unit/chain_vector.h"

#include "chain/attestation.h"
#include "chain/eas.h"
#include "chain/header.h"

/* EAS on anvil stored 0x181 for 192 bytes. */
static void the_length_word_of_stored_data_is_as_the_contract_writes_it(void **state)
{
	struct u256 word = u256_from_u64(0x181);
	size_t n;

	(void)state;
	assert_int_equal(attestation_data_words(&n, &word), STATUS_OK);
	assert_int_equal(n, 6);
}

static void check_attestation(const struct attestation *a, const struct json *v,
			      const struct address *attester, bool is_revoked)
{
	struct hash uid = vector_hash(v, "uid"), schema = vector_hash(v, "schema"),
		    ref = vector_hash(v, "ref_uid");
	struct address recipient = vector_address(v, "recipient");

	assert_hash_equal(a->uid, uid);
	assert_hash_equal(a->schema, schema);
	assert_hash_equal(a->ref_uid, ref);
	assert_true(address_equal(&a->recipient, &recipient));
	assert_true(address_equal(&a->attester, attester));
	assert_int_equal(a->revocable, json_truth(json_get(v, "revocable")));
	assert_int_equal(a->expiration, 0);
	assert_true(a->time > 1700000000);
	assert_int_equal(a->revocation != 0, is_revoked);
	assert_bytes_equal(&a->data, v, "data");
}

static void answers_of_the_contract_are_read_and_give_their_uid(void **state)
{
	struct json *doc = vector_load("eas.json");
	struct address attester = vector_address(doc, "attester");
	const struct json *first = json_first(json_get(doc, "attestations"));

	(void)state;
	for (const struct json *v = first; v != NULL; v = json_next(v)) {
		size_t len;
		uint8_t *returned = vector_hex(v, "returned", &len);
		struct attestation a;

		assert_int_equal(attestation_read(&a, returned, len), STATUS_OK);
		check_attestation(&a, v, &attester, v == first);
		attestation_release(&a);
		for (size_t cut = 0; cut < len; cut++)
			assert_int_not_equal(attestation_read(&a, returned, cut), STATUS_OK);
		/* uid 0 means that there is no attestation */
		memset(returned + 32, 0, 32);
		assert_int_equal(attestation_read(&a, returned, len), ERR_NOT_FOUND);
		free(returned);
	}
	json_free(doc);
}

/* Flips any bit of schema, time, expiration, refUID, recipient, attester, revocable or data. */
static void an_attestation_with_a_changed_field_does_not_have_its_uid(void **state)
{
	struct json *doc = vector_load("eas.json");
	const struct json *v = json_first(json_get(doc, "attestations"));
	size_t len, data_at = 32 * (1 + 10 + 1);
	uint8_t *returned = vector_hex(v, "returned", &len);
	static const size_t lowest_byte[] = {1, 2, 3, 5, 6, 7, 8};
	struct attestation a;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lowest_byte); i++) {
		uint8_t *byte = &returned[32 * (1 + lowest_byte[i]) + 31];

		*byte ^= 1;
		assert_int_equal(attestation_read(&a, returned, len), ERR_MISMATCH);
		*byte ^= 1;
	}
	returned[data_at] ^= 0x80;
	assert_int_equal(attestation_read(&a, returned, len), ERR_MISMATCH);
	returned[data_at] ^= 0x80;
	/* The uid does not cover the revocation, which comes later. */
	returned[32 * (1 + 4) + 31] ^= 1;
	assert_int_equal(attestation_read(&a, returned, len), STATUS_OK);
	attestation_release(&a);
	free(returned);
	json_free(doc);
}

/* Three attestations that are alike in one transaction; the contract gave them three uids. */
static void attestations_that_are_alike_have_the_uids_of_the_contract(void **state)
{
	struct json *doc = vector_load("eas.json");
	size_t n = 0;

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "twins")); v != NULL;
	     v = json_next(v), n++) {
		size_t len;
		uint8_t *returned = vector_hex(v, NULL, &len);
		struct attestation a;

		assert_int_equal(attestation_read(&a, returned, len), STATUS_OK);
		attestation_release(&a);
		free(returned);
	}
	assert_int_equal(n, 3);
	json_free(doc);
}

#define MOST_WORDS 32

/* The recorded words are those at the slots that we compute. */
static size_t load_words(struct u256 words[static MOST_WORDS], const struct json *v)
{
	const struct json *word = json_first(json_get(v, "words"));
	const struct json *slot = json_first(json_get(v, "slots"));
	struct hash uid = vector_hash(v, "uid"), slots[7], db = {0};
	size_t n = 0;

	db.bytes[31] = 4;
	attestation_slots(slots, &uid, &db);
	for (; word != NULL; word = json_next(word), slot = json_next(slot), n++) {
		struct hash expected = vector_hash(slot, NULL), w = vector_hash(word, NULL), found;

		assert_true(n < MOST_WORDS);
		if (n < 7)
			found = slots[n];
		else
			attestation_data_slot(&found, &slots[6], n - 7);
		assert_hash_equal(found, expected);
		words[n] = u256_from_be(w.bytes);
	}
	return n;
}

static void attestations_are_rebuilt_from_storage(void **state)
{
	struct json *doc = vector_load("eas.json");
	struct address attester = vector_address(doc, "attester");
	const struct json *first = json_first(json_get(doc, "attestations"));

	(void)state;
	for (const struct json *v = first; v != NULL; v = json_next(v)) {
		struct u256 words[MOST_WORDS];
		size_t n = load_words(words, v), expected;
		struct attestation a;

		assert_int_equal(attestation_data_words(&expected, &words[6]), STATUS_OK);
		assert_int_equal(n - 7, expected);
		assert_int_equal(attestation_from_storage(&a, words, words + 7, n - 7), STATUS_OK);
		check_attestation(&a, v, &attester, v == first);
		attestation_release(&a);
		assert_int_equal(attestation_from_storage(&a, words, words + 7, n - 6), ERR_PARSE);
		if (n > 7)
			assert_int_equal(attestation_from_storage(&a, words, words + 7, n - 8),
					 ERR_PARSE);
	}
	json_free(doc);
}

static void storage_words_that_do_not_fit_are_refused(void **state)
{
	struct json *doc = vector_load("eas.json");
	const struct json *v = json_first(json_get(doc, "attestations"));
	struct u256 good[MOST_WORDS], words[MOST_WORDS];
	size_t n = load_words(good, v);
	struct attestation a;

	(void)state;
	memcpy(words, good, sizeof(words));
	words[2].limb[3] = 1; /* a bit above time, expiration, revocation */
	assert_int_equal(attestation_from_storage(&a, words, words + 7, n - 7), ERR_PARSE);
	memcpy(words, good, sizeof(words));
	words[4].limb[2] |= (uint64_t)1 << 32; /* recipient of 21 bytes */
	assert_int_equal(attestation_from_storage(&a, words, words + 7, n - 7), ERR_PARSE);
	memcpy(words, good, sizeof(words));
	words[5].limb[2] ^= (uint64_t)3 << 32; /* a bool of 2 */
	assert_int_equal(attestation_from_storage(&a, words, words + 7, n - 7), ERR_PARSE);
	memcpy(words, good, sizeof(words));
	words[5].limb[3] = 1;
	assert_int_equal(attestation_from_storage(&a, words, words + 7, n - 7), ERR_PARSE);
	memcpy(words, good, sizeof(words));
	words[6] = u256_from_u64(2 * 31 + 1); /* the long form of a short length */
	assert_int_equal(attestation_from_storage(&a, words, words + 7, n - 7), ERR_PARSE);
	words[6] = u256_from_u64(0xFE); /* the short form of a long length */
	assert_int_equal(attestation_from_storage(&a, words, words + 7, 0), ERR_PARSE);
	words[6] = u256_from_u64(2 * (LIMIT_CALLDATA + 1) + 1);
	assert_int_equal(attestation_from_storage(&a, words, words + 7, n - 7), ERR_LIMIT);
	words[6] = u256_from_u64(0x0100); /* a length of 0 with a byte */
	assert_int_equal(attestation_from_storage(&a, words, words + 7, 0), ERR_PARSE);
	memset(words, 0, sizeof(words));
	assert_int_equal(attestation_from_storage(&a, words, NULL, 0), ERR_NOT_FOUND);
	json_free(doc);
}

/* The 33 bytes leave 31 of the second word, which Solidity keeps zero. */
static void bytes_behind_the_data_are_refused(void **state)
{
	struct json *doc = vector_load("eas.json");
	struct u256 words[MOST_WORDS];
	struct attestation a;

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "attestations")); v != NULL;
	     v = json_next(v)) {
		size_t n = load_words(words, v);

		if (strlen(vector_text(v, "data")) != 2 + 2 * 33)
			continue;
		words[n - 1].limb[0] |= 1;
		assert_int_equal(attestation_from_storage(&a, words, words + 7, n - 7), ERR_PARSE);
	}
	json_free(doc);
}

/* Verifies header, account and every slot of a record: an attestation without trust in the node. */
static void an_attestation_is_proven_to_the_header(void **state)
{
	struct json *doc = vector_load("eas.json");
	const struct json *proof = json_get(doc, "proof"),
			  *v = json_first(json_get(doc, "attestations"));
	const struct json *s = json_first(json_get(proof, "storageProof"));
	struct address attester = vector_address(doc, "attester");
	struct hash storage = vector_hash(proof, "storageHash");
	struct u256 words[MOST_WORDS], recorded[MOST_WORDS];
	struct attestation a;
	struct header h;
	size_t n = 0, total = load_words(recorded, v);

	(void)state;
	assert_int_equal(header_read(&h, json_get(doc, "block"), NULL), STATUS_OK);
	for (; s != NULL; s = json_next(s), n++) {
		struct hash slot = vector_hash(s, "key");
		struct trie_node nodes[LIMIT_TRIE_DEPTH];
		uint8_t *bytes[LIMIT_TRIE_DEPTH];
		size_t count = 0;

		for (const struct json *p = json_first(json_get(s, "proof")); p != NULL;
		     p = json_next(p), count++) {
			bytes[count] = vector_hex(p, NULL, &nodes[count].len);
			nodes[count].data = bytes[count];
		}
		assert_int_equal(trie_verify_slot(&words[n], &storage, &slot, nodes, count),
				 STATUS_OK);
		assert_number_equal(words[n], recorded[n]);
		while (count-- > 0)
			free(bytes[count]);
	}
	assert_int_equal(n, total);
	assert_int_equal(attestation_from_storage(&a, words, words + 7, n - 7), STATUS_OK);
	check_attestation(&a, v, &attester, true);
	attestation_release(&a);
	json_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_length_word_of_stored_data_is_as_the_contract_writes_it),
		cmocka_unit_test(answers_of_the_contract_are_read_and_give_their_uid),
		cmocka_unit_test(an_attestation_with_a_changed_field_does_not_have_its_uid),
		cmocka_unit_test(attestations_that_are_alike_have_the_uids_of_the_contract),
		cmocka_unit_test(attestations_are_rebuilt_from_storage),
		cmocka_unit_test(storage_words_that_do_not_fit_are_refused),
		cmocka_unit_test(bytes_behind_the_data_are_refused),
		cmocka_unit_test(an_attestation_is_proven_to_the_header),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
