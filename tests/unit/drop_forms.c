/* Files in forms that are seldom: what is read in them, and what of them is refused. */
#include "tests/unit/chain_vector.h"

#include <unistd.h>

#include "drop/drop.h"

#define A "0x1111111111111111111111111111111111111111"
#define B "0x2222222222222222222222222222222222222222"
#define T "0x3333333333333333333333333333333333333333"
#define U "0x4444444444444444444444444444444444444444"
#define H "0x00000000000000000000000000000000000000000000000000000000000000aa"

static enum status read_text(struct drop *d, const char *text, const char *preset,
			     const struct hash *root, struct err *e)
{
	struct address accounts[2];
	char path[64];
	FILE *f;
	enum status s;

	memset(accounts[0].bytes, 0x11, 20);
	memset(accounts[1].bytes, 0x22, 20);
	snprintf(path, sizeof(path), "/tmp/byline-forms-%ld", (long)getpid());
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
	assert_int_equal(fclose(f), 0);
	s = drop_read(
		d,
		&(struct drop_request){.path = path,
				       .terms = preset != NULL ? merkle_terms_preset(preset) : NULL,
				       .accounts = accounts,
				       .n_accounts = 2,
				       .root = root},
		e);
	unlink(path);
	return s;
}

static void accept(struct drop *d, const char *text, const char *preset)
{
	struct err e = {0};

	if (read_text(d, text, preset, NULL, &e) != STATUS_OK)
		fail_msg("%s: %s", text, e.text);
}

static void refuse(const char *text, const char *preset, enum status status, const char *words)
{
	struct err e = {0};
	struct drop d;
	enum status s = read_text(&d, text, preset, NULL, &e);

	if (s != status || strstr(e.text, words) == NULL)
		fail_msg("%s\n%s: %s", text, status_name(s), e.text);
	drop_release(&d);
}

#define REWARD(user, token, amount)                                                              \
	"{\"recipient\":\"" user "\",\"token\":{\"address\":\"" token "\"},\"amount\":\"" amount \
	"\",\"proofs\":[]}"

static void a_reply_of_merkl_keeps_its_chains_apart(void **state)
{
	struct drop d;

	(void)state;
	accept(&d,
	       "[{\"chain\":{\"id\":1},\"rewards\":[" REWARD(
		       A, T, "7") "]},{\"chain\":{\"id\":8453},"
				  "\"rewards\":[" REWARD(A, T, "9") "," REWARD(B, U, "5") "]}]",
	       "merkl");
	assert_int_equal(d.n_own, 3);
	assert_int_equal(d.own[0].chain_id, 1);
	assert_int_equal(d.own[1].chain_id, 8453);
	assert_int_equal(d.own[1].values.amount.limb[0], 9);
	assert_int_equal(d.own[2].chain_id, 8453);
	assert_int_equal(d.own[2].place, 3);
	assert_false(d.has_root);
	assert_false(d.rebuilt || d.has_total);
	drop_release(&d);
	refuse("[{\"chain\":{\"id\":1},\"rewards\":[" REWARD(A, T, "7") "]},{\"rewards\":[]}]",
	       "merkl", ERR_PARSE, "names no chain before its rewards");
	refuse("[{\"chain\":{\"id\":0},\"rewards\":[]}]", "merkl", ERR_PARSE, "names no chain");
}

/* With several accounts only the root tells whose a reply is that names no user. */
static void a_reply_without_a_user_is_taken_for_the_one_whose_root_it_is(void **state)
{
	static const char reply[] =
		"[{\"chain\":{\"id\":1},\"rewards\":[{\"token\":{\"address\":\"" T
		"\"},\"amount\":\"1000000000000000000\",\"proofs\":[]}]}]";
	struct merkle_values v = {.amount = u256_from_u64(1000000000000000000)};
	struct err e = {0};
	struct hash root;
	struct drop d;

	(void)state;
	refuse(reply, "merkl", ERR_MISMATCH, "choose one account");
	memset(v.account.bytes, 0x22, 20);
	memset(v.token.bytes, 0x33, 20);
	merkle_terms_leaf(&root, merkle_terms_preset("merkl"), &v);
	assert_int_equal(read_text(&d, reply, "merkl", &root, &e), STATUS_OK);
	assert_int_equal(d.n_own, 1);
	assert_memory_equal(d.own[0].values.account.bytes, v.account.bytes, 20);
	assert_hash_equal(d.root, root);
	drop_release(&d);
}

static void a_file_need_not_end_in_a_line_end(void **state)
{
	struct drop d;

	(void)state;
	accept(&d, A ",1\n" B ",2", "openzeppelin");
	assert_int_equal(d.n_claims, 2);
	assert_int_equal(d.total.limb[0], 3);
	drop_release(&d);
	refuse(A ",1\n" B ",2\n" A ",9", "openzeppelin", ERR_MISMATCH,
	       "lines 1 and 3 are of one account");
}

/* 2^53 + 1 is the first whole number that a double does not have. */
static void numbers_without_quotes_are_read_from_their_digits(void **state)
{
	struct drop d;

	(void)state;
	accept(&d,
	       "[{\"account\":\"" A "\",\"amount\":9007199254740993},{\"account\":\"" B
	       "\",\"amount\":115792089237316195423570985008687907853269984665640564039457}]",
	       "openzeppelin");
	assert_int_equal(d.own[0].values.amount.limb[0], 9007199254740993);
	assert_int_equal(d.own[1].values.amount.limb[0], 0x5afe688c928e1f21);
	assert_true(d.has_total);
	assert_true(d.bare);
	drop_release(&d);
	accept(&d, "[{\"account\":\"" A "\",\"amount\":9007199254740992}]", "openzeppelin");
	assert_false(d.bare);
	drop_release(&d);
}

static void a_dump_must_have_the_types_of_all_its_values(void **state)
{
	(void)state;
	refuse("{\"format\":\"standard-v1\",\"leafEncoding\":[\"address\"],\"tree\":[\"" H
	       "\"],\"values\":[{\"value\":[\"" A "\",\"1\"],\"treeIndex\":0}]}",
	       "openzeppelin", ERR_MISMATCH, "the tree's claims have 1 fields");
	refuse("{\"format\":\"standard-v1\",\"leafEncoding\":[\"address\",\"uint256\"],\"tree\":["
	       "\"" H "\"],\"values\":[{\"value\":[\"" A "\",\"1\"]}]}",
	       "openzeppelin", ERR_PARSE, "it has no place in the tree");
}

#define EARNER(leaves, rest)                                                             \
	"{\"rootIndex\":0,\"earnerIndex\":0,\"earnerTreeProof\":\"0x\",\"earnerLeaf\":{" \
	"\"earner\":"                                                                    \
	"\"" A "\",\"earnerTokenRoot\":\"" H "\"},\"tokenLeaves\":[" leaves "]," rest "}"
#define LEAF "{\"token\":\"" T "\",\"cumulativeEarnings\":1}"

static void a_claim_of_eigenlayer_has_every_token_once_and_all_its_parts(void **state)
{
	(void)state;
	refuse(EARNER(LEAF "," LEAF, "\"tokenIndices\":[0,1],\"tokenTreeProofs\":[\"0x\",\"0x\"]"),
	       NULL, ERR_MISMATCH, "tokens 1 and 2 of the claim are the same");
	refuse(EARNER("{\"token\":\"" T "\"}", "\"tokenIndices\":[0]"), NULL, ERR_PARSE,
	       "token 1 of the claim lacks a part");
	refuse(EARNER(LEAF, "\"tokenIndices\":[4294967296],\"tokenTreeProofs\":[\"0x\"]"), NULL,
	       ERR_RANGE, "token index 4294967296 is above 4294967295");
	refuse(EARNER(LEAF, "\"tokenIndices\":[0],\"tokenTreeProofs\":[\"0x\"]"), NULL,
	       ERR_PROOF_MISMATCH, "does not prove to the earner's token root");
}

/* Its file then says nothing of what one may claim, which is no mistake of the file. */
static void a_file_without_own_claims_is_read(void **state)
{
	struct drop d;

	(void)state;
	accept(&d, T ",1\n" U ",2\n", "openzeppelin");
	assert_int_equal(d.n_own, 0);
	assert_true(d.has_root && d.rebuilt);
	drop_release(&d);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reply_of_merkl_keeps_its_chains_apart),
		cmocka_unit_test(a_reply_without_a_user_is_taken_for_the_one_whose_root_it_is),
		cmocka_unit_test(a_file_need_not_end_in_a_line_end),
		cmocka_unit_test(numbers_without_quotes_are_read_from_their_digits),
		cmocka_unit_test(a_dump_must_have_the_types_of_all_its_values),
		cmocka_unit_test(a_claim_of_eigenlayer_has_every_token_once_and_all_its_parts),
		cmocka_unit_test(a_file_without_own_claims_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
