/* Commitments equal those of OpenZeppelin's JavaScript library. */
#include "dataset_folder.h"

#include "base/buf.h"
#include "chain/keccak.h"
#include "chain/merkle.h"
#include "dataset/commitment.h"
#include "dataset/commitment_tree.h"
#include "dataset/disclosure.h"

struct vectors {
	struct json *doc;
	struct address attester;
	uint8_t salt_key[32];
	const char *records[64];
};

static struct vectors vectors_load(void)
{
	struct vectors v = {.doc = vector_load("trees.json")};
	const struct json *r = json_first(json_get(v.doc, "records"));

	assert_int_equal(json_get_hex(v.attester.bytes, 20, v.doc, "attester", NULL), STATUS_OK);
	assert_int_equal(json_get_hex(v.salt_key, 32, v.doc, "salt_key", NULL), STATUS_OK);
	for (size_t i = 0; i < 64; i++, r = json_next(r))
		v.records[i] = json_text(r);
	return v;
}

static struct hash hash_of(const struct json *text)
{
	struct hash h;

	assert_int_equal(hash_parse(&h, json_text(text), strlen(json_text(text))), STATUS_OK);
	return h;
}

/* The first `n` records as a file of lines. */
static const char *lines_of(const struct vectors *v, size_t n)
{
	struct buf text;
	const char *path;

	buf_init(&text, MIB);
	for (size_t i = 0; i < n; i++)
		buf_addf(&text, "%s\n", v->records[i]);
	path = put("records", text.data, text.len);
	buf_release(&text);
	return path;
}

static void salts_are_those_of_the_definition(void **state)
{
	struct vectors v = vectors_load();
	const struct json *expected = json_first(json_get(v.doc, "salts"));

	(void)state;
	for (uint64_t i = 0; i < 64; i++, expected = json_next(expected)) {
		struct hash h = hash_of(expected);
		uint8_t salt[32];

		commitment_salt(salt, v.salt_key, i);
		assert_memory_equal(salt, h.bytes, 32);
	}
	json_free(v.doc);
}

static void roots_of_1_to_64_records_equal_openzeppelins(void **state)
{
	struct vectors v = vectors_load();
	const struct json *expected = json_first(json_get(v.doc, "roots"));

	(void)state;
	for (size_t n = 1; n <= 64; n++, expected = json_next(expected)) {
		struct commitment_tree t;
		struct hash root = hash_of(expected);
		struct reader *r;

		assert_int_equal(reader_open(&r, lines_of(&v, n), READER_LINES, NULL), STATUS_OK);
		assert_int_equal(commitment_tree_build(&t, r, &v.attester, v.salt_key, NULL, NULL),
				 STATUS_OK);
		assert_int_equal(t.records, n);
		assert_memory_equal(t.root.bytes, root.bytes, 32);
		commitment_tree_release(&t);
		reader_close(r);
	}
	json_free(v.doc);
}

static void leaves_with_known_blinds_give_the_published_roots(void **state)
{
	static const struct {
		size_t n;
		const char *root;
	} cases[] = {
		{3, "0xe5c6d95f3171ebe1fb134e4cd0502a66a0d14c8f8d13f3aa0f9d807fde3c6862"},
		{5, "0xe0f59f8fbc11d835accae2bbfc8e8057d8869f25204172b6688e32e226432a69"},
	};
	struct address attester;

	(void)state;
	memset(attester.bytes, 0x11, 20);
	for (size_t c = 0; c < ARRAY_SIZE(cases); c++) {
		struct hash nodes[9];
		char text[HASH_TEXT_SIZE];

		for (size_t i = 0; i < cases[c].n; i++) {
			struct hash blind;

			snprintf(text, sizeof(text), "blind%zu", i);
			keccak256(blind.bytes, text, strlen(text));
			commitment_leaf(&nodes[i], &attester, i, &blind);
		}
		merkle_build(nodes, cases[c].n);
		hash_format(text, &nodes[2 * cases[c].n - 2]);
		assert_string_equal(text, cases[c].root);
	}
}

/* More records than one batch holds, of all lengths around a block. */
static void many_records_hash_as_each_one_does_alone(void **state)
{
	struct vectors v = vectors_load();
	struct commitment_tree t;
	struct reader *r;
	struct buf text;

	(void)state;
	buf_init(&text, 4 * MIB);
	for (int i = 0; i < 2500; i++)
		buf_addf(&text, "%0*d\n", 1 + i % 300, i);
	assert_int_equal(reader_open(&r, put("l", text.data, text.len), READER_LINES, NULL),
			 STATUS_OK);
	assert_int_equal(commitment_tree_build(&t, r, &v.attester, v.salt_key, NULL, NULL),
			 STATUS_OK);
	reader_close(r);
	assert_int_equal(t.records, 2500);
	assert_int_equal(t.bytes, text.len - 2500);
	for (int i = 0; i < 2500; i++) {
		char record[512];
		uint8_t salt[32];
		struct hash blind, leaf;

		snprintf(record, sizeof(record), "%0*d", 1 + i % 300, i);
		commitment_salt(salt, v.salt_key, (uint64_t)i);
		commitment_blind(&blind, salt, record, strlen(record));
		commitment_leaf(&leaf, &v.attester, (uint64_t)i, &blind);
		assert_memory_equal(leaf.bytes, t.nodes[i].bytes, 32);
	}
	commitment_tree_release(&t);
	buf_release(&text);
	json_free(v.doc);
}

static bool stop(void *user, uint64_t done, uint64_t total)
{
	assert_true(done <= total);
	return --*(int *)user > 0;
}

static void a_build_can_be_cancelled_between_batches(void **state)
{
	struct vectors v = vectors_load();
	struct commitment_tree t;
	struct reader *r;
	int calls = 1;
	struct commitment_hooks hooks = {.watch = stop, .user = &calls};

	(void)state;
	assert_int_equal(reader_open(&r, lines_of(&v, 64), READER_LINES, NULL), STATUS_OK);
	assert_int_equal(commitment_tree_build(&t, r, &v.attester, v.salt_key, &hooks, NULL),
			 ERR_CANCELLED);
	reader_close(r);
	json_free(v.doc);
}

/* The disclosure of one of the library's proofs. */
static void disclose(struct disclosure *d, const struct vectors *v, const struct json *proof)
{
	uint64_t n;

	disclosure_init(d);
	assert_int_equal(json_get_u64(&d->index, proof, "index", NULL), STATUS_OK);
	assert_int_equal(json_get_u64(&n, proof, "records", NULL), STATUS_OK);
	d->chain_id = 31337;
	d->eas.bytes[19] = 0x21;
	d->attestation.bytes[0] = 0xaa;
	d->attester = v->attester;
	d->commitment.records = n;
	d->commitment.size = 1000;
	snprintf(d->commitment.license, sizeof(d->commitment.license), "CC0-1.0");
	for (const struct json *r = json_first(json_get(v->doc, "roots")); n > 0;
	     n--, r = json_next(r))
		d->commitment.root = hash_of(r);
	commitment_salt(d->salt, v->salt_key, d->index);
	buf_add(&d->record, v->records[d->index], strlen(v->records[d->index]));
	for (const struct json *h = json_first(json_get(proof, "proof")); h != NULL;
	     h = json_next(h))
		d->proof[d->n_proof++] = hash_of(h);
}

static void openzeppelins_proofs_verify_and_survive_writing(void **state)
{
	struct vectors v = vectors_load();
	const struct json *p = json_first(json_get(v.doc, "proofs"));

	(void)state;
	for (; p != NULL; p = json_next(p)) {
		struct disclosure d, back;
		struct buf text;
		struct err e = {0};

		disclose(&d, &v, p);
		if (disclosure_verify(&d, &e) != STATUS_OK)
			fail_msg("%s", e.text);
		buf_init(&text, LIMIT_DISCLOSURE);
		assert_int_equal(disclosure_write(&text, &d), STATUS_OK);
		if (disclosure_parse(&back, text.data, text.len, &e) != STATUS_OK)
			fail_msg("%s", e.text);
		assert_int_equal(disclosure_verify(&back, NULL), STATUS_OK);
		disclosure_release(&back);
		disclosure_release(&d);
		buf_release(&text);
	}
	json_free(v.doc);
}

static void a_disclosure_with_any_flipped_bit_is_refused(void **state)
{
	struct vectors v = vectors_load();
	const struct json *p = json_first(json_get(v.doc, "proofs"));
	struct disclosure d;

	(void)state;
	for (int i = 0; i < 8; i++)
		p = json_next(p);
	disclose(&d, &v, p);
	struct {
		void *at;
		size_t len;
	} parts[] = {
		{d.record.data, d.record.len},
		{d.salt, sizeof(d.salt)},
		{d.attester.bytes, sizeof(d.attester.bytes)},
		{d.proof, d.n_proof * sizeof(d.proof[0])},
		{d.commitment.root.bytes, 32},
	};

	assert_int_equal(disclosure_verify(&d, NULL), STATUS_OK);
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		for (size_t bit = 0; bit < 8 * parts[i].len; bit++) {
			((uint8_t *)parts[i].at)[bit / 8] ^= (uint8_t)(1 << bit % 8);
			assert_int_equal(disclosure_verify(&d, NULL), ERR_PROOF_MISMATCH);
			((uint8_t *)parts[i].at)[bit / 8] ^= (uint8_t)(1 << bit % 8);
		}
	}
	disclosure_release(&d);
	json_free(v.doc);
}

static void index_count_and_proof_length_must_fit_the_shape(void **state)
{
	struct vectors v = vectors_load();
	const struct json *p = json_first(json_get(v.doc, "proofs"));
	struct disclosure d;

	(void)state;
	disclose(&d, &v, p); /* the only record of its dataset */
	assert_int_equal(d.n_proof, 0);
	d.index = 1;
	assert_int_equal(disclosure_verify(&d, NULL), ERR_RANGE);
	d.index = 0;
	d.commitment.records = 2;
	assert_int_equal(disclosure_verify(&d, NULL), ERR_PROOF_MISMATCH);
	d.commitment.records = 0;
	assert_int_equal(disclosure_verify(&d, NULL), ERR_RANGE);
	d.commitment.records = UINT64_MAX;
	assert_int_equal(disclosure_verify(&d, NULL), ERR_RANGE);
	disclosure_release(&d);
	json_free(v.doc);
}

static void only_the_canonical_writing_of_a_disclosure_is_read(void **state)
{
	struct vectors v = vectors_load();
	struct disclosure d, back;
	struct buf text;
	char *copy;

	(void)state;
	disclose(&d, &v, json_first(json_get(v.doc, "proofs")));
	buf_init(&text, LIMIT_DISCLOSURE);
	assert_int_equal(disclosure_write(&text, &d), STATUS_OK);
	copy = malloc(text.len + 2);
	assert_non_null(copy);
	snprintf(copy, text.len + 2, "%s\n", buf_str(&text));
	assert_int_equal(disclosure_parse(&back, copy, text.len + 1, NULL), ERR_PARSE);
	copy[1 + (size_t)(strstr(copy, "0x7099") - copy) + 6] = 'C'; /* upper-case hex */
	assert_int_equal(disclosure_parse(&back, copy, text.len, NULL), ERR_PARSE);
	memcpy(copy, text.data, text.len);
	strstr(copy, "disclosure/1")[11] = '2';
	assert_int_equal(disclosure_parse(&back, copy, text.len, NULL), ERR_UNSUPPORTED);
	for (size_t len = 0; len < text.len; len++)
		assert_int_equal(disclosure_parse(&back, text.data, len, NULL), ERR_PARSE);
	free(copy);
	buf_release(&text);
	disclosure_release(&d);
	json_free(v.doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(salts_are_those_of_the_definition),
		cmocka_unit_test(roots_of_1_to_64_records_equal_openzeppelins),
		cmocka_unit_test(leaves_with_known_blinds_give_the_published_roots),
		cmocka_unit_test(many_records_hash_as_each_one_does_alone),
		cmocka_unit_test(a_build_can_be_cancelled_between_batches),
		cmocka_unit_test(openzeppelins_proofs_verify_and_survive_writing),
		cmocka_unit_test(a_disclosure_with_any_flipped_bit_is_refused),
		cmocka_unit_test(index_count_and_proof_length_must_fit_the_shape),
		cmocka_unit_test(only_the_canonical_writing_of_a_disclosure_is_read),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
