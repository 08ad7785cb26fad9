#include "tests/unit/chain_vector.h"

#include "chain/header.h"
#include "chain/header_rlp.h"
#include "chain/keccak.h"
#include "tests/lib/json_copy.h"

/*
 * Real headers of 23 chains and of every fork of Ethereum up to Amsterdam, with the public places
 * where they were printed (real-headers.json), and headers that Hardhat's EDR made under
 * Amsterdam's rules (amsterdam.json).
 */
#define REAL 43

/* The flaw that byline names of each chain whose headers are no list of Ethereum's fields. */
static const struct {
	const char *chain;
	const char *flaw;
} unhashable[] = {
	{"avalanche-c", "an unknown member (\"extDataHash\")"},
	{"zksync-era", "no member \"mixHash\""},
	{"moonbeam", "no member \"mixHash\""},
	{"celo (before L2)", "no member \"sha3Uncles\""},
	{"harmony", "an unknown member (\"vrf\")"},
	{"rootstock", "an unknown member (\"minimumGasPrice\")"},
	{"fuse (AuRa)", "an unknown member (\"step\")"},
	{"fantom opera", "an unknown member (\"epoch\")"},
	{"cronos", "another hash than their members make"},
};

static bool is_amsterdam(const struct json *v)
{
	const char *fork = json_text(json_get(v, "fork"));

	return fork != NULL && strcmp(fork, "amsterdam") == 0;
}

/* Both ways to read a header: from its members, and from its bytes. */
static void check_hash(const struct json *block, const char *name, bool amsterdam)
{
	struct header h, again;
	struct err e = {0};
	struct buf rlp;

	if (header_read(&h, block, &e) != STATUS_OK)
		fail_msg("%s: %s", name, e.text);
	assert_hash_equal(h.hash, vector_hash(block, "hash"));
	assert_hash_equal(h.parent, vector_hash(block, "parentHash"));
	assert_hash_equal(h.state_root, vector_hash(block, "stateRoot"));
	assert_hash_equal(h.receipts_root, vector_hash(block, "receiptsRoot"));
	assert_int_equal(h.has_base_fee, json_get(block, "baseFeePerGas") != NULL);
	assert_int_equal(h.has_access_list, amsterdam);
	buf_init(&rlp, HEADER_RLP_SIZE);
	assert_int_equal(header_rlp_write(&rlp, block, &e), STATUS_OK);
	if (header_rlp_read(&again, rlp.data, rlp.len, &e) != STATUS_OK)
		fail_msg("%s: %s", name, e.text);
	assert_hash_equal(again.hash, h.hash);
	assert_hash_equal(again.state_root, h.state_root);
	assert_true(again.number == h.number && again.timestamp == h.timestamp &&
		    again.has_access_list == amsterdam);
	buf_release(&rlp);
}

static void real_headers_of_many_chains_hash_to_their_hash(void **state)
{
	struct json *doc = vector_load("real-headers.json");
	size_t n = 0, hashed = 0;

	(void)state;
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v), n++) {
		if (!json_truth(json_get(v, "hashable")))
			continue;
		check_hash(json_get(v, "block"), vector_text(v, "chain"), is_amsterdam(v));
		hashed++;
	}
	assert_int_equal(n, REAL);
	assert_int_equal(hashed, REAL - ARRAY_SIZE(unhashable));
	json_free(doc);
}

static void headers_that_cannot_be_hashed_are_read_with_the_reason(void **state)
{
	struct json *doc = vector_load("real-headers.json");
	size_t n = 0;

	(void)state;
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v)) {
		const struct json *block = json_get(v, "block");
		struct u256 number = vector_number(block, "number"), found;
		char flaw[HEADER_FLAW_SIZE];
		struct header h;
		struct err e = {0};

		if (json_truth(json_get(v, "hashable")))
			continue;
		assert_int_not_equal(header_read(&h, block, &e), STATUS_OK);
		if (header_read_unhashed(&h, flaw, block, &e) != STATUS_OK)
			fail_msg("%s: %s", vector_text(v, "chain"), e.text);
		assert_string_equal(vector_text(v, "chain"), unhashable[n].chain);
		assert_string_equal(flaw, unhashable[n].flaw);
		assert_hash_equal(h.hash, vector_hash(block, "hash"));
		assert_hash_equal(h.parent, vector_hash(block, "parentHash"));
		assert_hash_equal(h.state_root, vector_hash(block, "stateRoot"));
		found = u256_from_u64(h.number);
		assert_number_equal(found, number);
		n++;
	}
	assert_int_equal(n, ARRAY_SIZE(unhashable));
	json_free(doc);
}

/* One more member than Amsterdam has, as each fork before it appended one. */
static void a_member_of_a_fork_to_come_is_named(void **state)
{
	struct json *doc = vector_load("amsterdam.json");
	char flaw[HEADER_FLAW_SIZE];
	struct header h;
	struct err e = {0};

	(void)state;
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v)) {
		struct json *block = json_copy(json_get(v, "block")), *other;

		json_add_text(block, "verkle\x1b[31mRoot", "0x1234");
		other = json_copy(block);
		json_free(block);
		assert_int_equal(header_read(&h, other, &e), STATUS_OK);
		json_add_text(other, "sendRoot", "0x1234");
		assert_int_equal(header_read_unhashed(&h, flaw, other, &e), STATUS_OK);
		assert_string_equal(flaw, "an unknown member "
					  "(\"verkle\xef\xbf\xbd[31mRoot\")");
		json_free(other);
	}
	json_free(doc);
}

static void headers_of_amsterdam_hash_to_their_hash(void **state)
{
	struct json *doc = vector_load("amsterdam.json");
	size_t n = 0;

	(void)state;
	for (const struct json *v = json_first(doc); v != NULL; v = json_next(v), n++)
		check_hash(json_get(v, "block"), vector_text(v, "name"), true);
	assert_int_equal(n, 5);
	json_free(doc);
}

/* The members that header_read_unhashed() cannot do without. */
static void a_block_without_its_name_or_state_is_refused(void **state)
{
	static const char *const needed[] = {"hash", "parentHash", "stateRoot", "number",
					     "timestamp"};
	struct json *doc = vector_load("amsterdam.json");
	const struct json *block = json_get(json_first(doc), "block");
	char flaw[HEADER_FLAW_SIZE];
	struct header h;
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(needed); i++) {
		struct json *copy = json_new_object();

		for (const struct json *m = json_first(block); m != NULL; m = json_next(m))
			if (strcmp(json_name(m), needed[i]) != 0)
				json_add(copy, json_name(m), json_copy(m));
		assert_int_equal(header_read_unhashed(&h, flaw, copy, &e), ERR_PARSE);
		assert_non_null(strstr(e.text, needed[i]));
		json_free(copy);
	}
	json_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(real_headers_of_many_chains_hash_to_their_hash),
		cmocka_unit_test(headers_that_cannot_be_hashed_are_read_with_the_reason),
		cmocka_unit_test(headers_of_amsterdam_hash_to_their_hash),
		cmocka_unit_test(a_member_of_a_fork_to_come_is_named),
		cmocka_unit_test(a_block_without_its_name_or_state_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
