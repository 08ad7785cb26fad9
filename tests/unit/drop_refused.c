/*
 * Files that are wrong in one thing each: what drop_read() returns, and the words by which a person
 * finds the mistake.
 */
#include "tests/unit/chain_vector.h"

#include <unistd.h>

#include "drop/drop.h"

#define A "0x1111111111111111111111111111111111111111"
#define B "0x2222222222222222222222222222222222222222"
#define C "0x3333333333333333333333333333333333333333"
#define H "0x00000000000000000000000000000000000000000000000000000000000000aa"

static char path[64];
static const char *me = A;

static int make_path(void **state)
{
	(void)state;
	snprintf(path, sizeof(path), "/tmp/byline-drop-%ld", (long)getpid());
	return 0;
}

static int remove_path(void **state)
{
	(void)state;
	unlink(path);
	return 0;
}

static void write_text(const char *text, size_t len)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

static enum status read_as(struct drop *d, const char *preset, const char *file, struct err *e)
{
	struct address account;

	assert_int_equal(address_parse(&account, me, 42), STATUS_OK);
	return drop_read(
		d,
		&(struct drop_request){.path = file,
				       .terms = preset != NULL ? merkle_terms_preset(preset) : NULL,
				       .accounts = &account,
				       .n_accounts = 1},
		e);
}

struct refused {
	const char *preset; /* NULL: EigenLayer's */
	enum status status;
	const char *words; /* in the message */
	const char *text;  /* the file */
};

static void check_refused(const struct refused *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct refused *c = &cases[i];
		struct err e = {0};
		struct drop d;
		enum status s;

		write_text(c->text, strlen(c->text));
		s = read_as(&d, c->preset, path, &e);
		if (s != c->status || strstr(e.text, c->words) == NULL)
			fail_msg("%s\n%s: %s\nexpected %s: …%s…", c->text, status_name(s), e.text,
				 status_name(c->status), c->words);
		assert_int_equal(e.code, s);
		drop_release(&d);
	}
}

static void amounts_that_are_no_whole_numbers_are_refused_by_name(void **state)
{
	static const struct refused cases[] = {
		{"openzeppelin", ERR_PARSE, "claim 1: amount 1.5 has a fraction",
		 "[{\"account\":\"" A "\",\"amount\":1.5}]"},
		{"openzeppelin", ERR_PARSE, "amount 1.5 has a fraction", A ",1.5\n"},
		{"openzeppelin", ERR_PARSE, "amount 1e21 has a fraction or an exponent",
		 "[{\"account\":\"" A "\",\"amount\":1e21}]"},
		{"openzeppelin", ERR_PARSE, "amount -1 is negative",
		 "[{\"account\":\"" A "\",\"amount\":-1}]"},
		{"openzeppelin", ERR_PARSE, "line 2: amount -1 is negative", A ",1\n" B ",-1\n"},
		{"openzeppelin", ERR_PARSE, "amount \"1 000\" is no", A ",1 000\n"},
		{"openzeppelin", ERR_PARSE, "amount \"01\" is no", A ",01\n"},
		{"openzeppelin", ERR_PARSE, "null, true or false stands where",
		 "[{\"account\":\"" A "\",\"amount\":null}]"},
		{"openzeppelin", ERR_RANGE, "has more than 256 bits",
		 A ",115792089237316195423570985008687907853269984665640564039457584007913129639936"
		   "\n"},
		{"openzeppelin", ERR_RANGE, "has more than 256 bits",
		 A ",0x10000000000000000000000000000000000000000000000000000000000000000\n"},
		{"openzeppelin", ERR_RANGE, "the amounts up to line 2 exceed 256 bits",
		 A ",115792089237316195423570985008687907853269984665640564039457584007913129639935"
		   "\n" B ",1\n"},
		{"sablier-instant", ERR_RANGE, "its amount has more than 128 bits",
		 "0," A ",340282366920938463463374607431768211456\n"},
		{"merkl", ERR_RANGE, "its amount has more than 208 bits",
		 A "," B ",411376139330301510538742295639337626245683966408394965837152256\n"},
		{"uniswap", ERR_RANGE, "its index is above 2^64", "18446744073709551616," A ",1\n"},
	};

	(void)state;
	check_refused(cases, ARRAY_SIZE(cases));
}

static void claims_that_are_not_of_the_contract_are_refused(void **state)
{
	static const struct refused cases[] = {
		{"uniswap", ERR_PARSE, "claim 1: it has no index, which the contract's claims have",
		 "[{\"account\":\"" A "\",\"amount\":1}]"},
		{"urd", ERR_PARSE, "it has no token", "[{\"account\":\"" A "\",\"amount\":1}]"},
		{"openzeppelin", ERR_MISMATCH, "it names a token",
		 "account,amount,token\n" A ",1," B "\n"},
		{"openzeppelin", ERR_PARSE, "3 columns and no header", "0," A ",1\n"},
		{"openzeppelin", ERR_PARSE, "line 1: account", "wallet,sum\n" A ",1\n"},
		{"openzeppelin", ERR_MISMATCH, "value 1 of each claim is of type \"string\"",
		 "{\"format\":\"standard-v1\",\"leafEncoding\":[\"string\"],\"tree\":[],\"values\":"
		 "[]}"},
		{"merkl", ERR_MISMATCH, "hashes its claims in another way",
		 "{\"format\":\"standard-v1\",\"leafEncoding\":[\"address\"]}"},
		{"openzeppelin", ERR_UNSUPPORTED, "hashes alone (simple-v1)",
		 "{\"format\":\"simple-v1\",\"tree\":[\"" H "\"]}"},
		{"openzeppelin", ERR_UNSUPPORTED, "\"standard-v2\" is not known",
		 "{\"format\":\"standard-v2\"}"},
		{"uniswap", ERR_MISMATCH, "this is an EigenLayer claim", "{\"EarnerIndex\":0}"},
		{NULL, ERR_MISMATCH, "this is a Uniswap distribution",
		 "{\"claims\":{\"" A "\":{}}}"},
		{NULL, ERR_MISMATCH, "this is no EigenLayer claim", A ",1\n"},
		{NULL, ERR_MISMATCH, "this is no EigenLayer claim", "[{}]"},
		{"merkl", ERR_MISMATCH, "the reply is for somebody else",
		 "[{\"chain\":{\"id\":1},\"rewards\":[{\"recipient\":\"" B
		 "\",\"token\":{\"address\":\"" C "\"},\"amount\":\"1\",\"proofs\":[]}]}]"},
		{"merkl", ERR_PARSE, "names no chain before its rewards", "[{\"rewards\":[]}]"},
		{"merkl", ERR_PARSE, "claim 1 has no proof",
		 "[{\"chain\":{\"id\":1},\"rewards\":[{\"token\":{\"address\":\"" C
		 "\"},\"amount\":\"1\"}]}]"},
		{"merkl", ERR_MISMATCH, "claims 1 and 2 of the reply are of one token",
		 "[{\"chain\":{\"id\":1},\"rewards\":[{\"token\":{\"address\":\"" C
		 "\"},\"amount\":\"1\",\"proofs\":[]},{\"token\":{\"address\":\"" C
		 "\"},\"amount\":\"2\",\"proofs\":[]}]}]"},
	};

	(void)state;
	check_refused(cases, ARRAY_SIZE(cases));
}

static void doubles_are_found_and_named(void **state)
{
	static const struct refused cases[] = {
		{"openzeppelin", ERR_MISMATCH,
		 "lines 2 and 4 are of one account: the second is account " A
		 ", amount 9, the first has amount 1",
		 "account,amount\n" A ",1\n" B ",2\n" A ",9\n"},
		{"uniswap", ERR_MISMATCH, "claims 1 and 2 are of one account",
		 "{\"claims\":{\"" A "\":{\"index\":0,\"amount\":\"0x1\"},\"" A
		 "\":{\"index\":1,\"amount\":\"0x1\"}}}"},
		{"uniswap", ERR_MISMATCH, "lines 1 and 3 are of one index",
		 "7," A ",1\n8," B ",1\n7," C ",1\n"},
		{"urd", ERR_MISMATCH, "lines 1 and 2 are of one account",
		 A "," C ",1\n" A "," C ",1\n"},
		{"openzeppelin", ERR_MISMATCH, "claim 1: its amount is there twice",
		 "[{\"account\":\"" A "\",\"amount\":1,\"amount\":2}]"},
		{"openzeppelin", ERR_MISMATCH, "claim 1: its account is there twice",
		 "[{\"account\":\"" A "\",\"address\":\"" A "\",\"amount\":1}]"},
		{"openzeppelin", ERR_MISMATCH, "claim 1: its proof is there twice",
		 "[{\"account\":\"" A "\",\"amount\":1,\"proof\":[],\"proof\":[]}]"},
		{"uniswap", ERR_MISMATCH, "names its root twice",
		 "{\"merkleRoot\":\"" H "\",\"root\":\"" H "\"}"},
		{"uniswap", ERR_MISMATCH, "names its total twice",
		 "{\"tokenTotal\":\"1\",\"tokenTotal\":\"1\"}"},
		{"uniswap", ERR_MISMATCH, "the file has \"claims\" twice",
		 "{\"claims\":{\"" A "\":{\"index\":0,\"amount\":1}},\"claims\":[]}"},
		{"openzeppelin", ERR_MISMATCH, "two columns of one meaning", "account,address\n"},
		{NULL, ERR_MISMATCH, "is there twice", "{\"rootIndex\":0,\"RootIndex\":0}"},
		{"merkl", ERR_MISMATCH, "the rewards of a chain are there twice",
		 "[{\"chain\":{\"id\":1},\"rewards\":[],\"rewards\":[]}]"},
	};

	(void)state;
	check_refused(cases, ARRAY_SIZE(cases));
}

static void what_is_no_file_of_claims_is_refused(void **state)
{
	static const struct refused cases[] = {
		{"uniswap", ERR_PARSE, "has no claims", ""},
		{"uniswap", ERR_PARSE, "the file has no claims", "{\"a\":[{\"index\":1}]}"},
		{"uniswap", ERR_PARSE, "not JSON at byte 14", "{\"claims\":{}},"},
		{"uniswap", ERR_PARSE, "ends too early", "{\"claims\":{"},
		{"uniswap", ERR_PARSE, "is not UTF-8", "{\"claims\":\"\xff\"}"},
		{"uniswap", ERR_PARSE, "is not UTF-8", "0," A ",1\n\xed\xa0\x80"},
		{"uniswap", ERR_PARSE, "an array stands where another value belongs",
		 "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["},
		{"uniswap", ERR_TOO_DEEP, "more than 32 levels",
		 "{\"x\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["},
		{"uniswap", ERR_PARSE, "a text stands where another value belongs",
		 "{\"claims\":{\"" A "\":\"0x1\"}}"},
		{"uniswap", ERR_PARSE, "an array stands where another value belongs",
		 "{\"claims\":{\"" A "\":{\"amount\":[1]}}}"},
		{"urd", ERR_PARSE, "an array stands where another value belongs",
		 "{\"rewards\":{\"" A "\":[]}}"},
		{"uniswap", ERR_PARSE,
		 "partly a Uniswap distribution and partly an OpenZeppelin tree",
		 "{\"claims\":{},\"tokenTotal\":1,\"leafEncoding\":[\"uint256\"]}"},
		{"uniswap", ERR_PARSE, "claim 1: account: \"0x12\" has 2 digits",
		 "{\"claims\":{\"0x12\":{}}}"},
		{"openzeppelin", ERR_MISMATCH, "was mistyped",
		 "0x5C69bEe701ef814a2B6a3EDD4B1652CB9cc5aA6F,1\n"},
		{"openzeppelin", ERR_PARSE, "line 2 has 1 columns, the first one has 2",
		 A ",1\n" B "\n"},
		{"openzeppelin", ERR_PARSE, "line 1: the quotes of column 1 do not fit",
		 "\"" A ",1\n"},
		{"openzeppelin", ERR_PARSE, "line 1: the quotes of column 1 do not fit",
		 "\"" A "\"x,1\n"},
	};

	(void)state;
	check_refused(cases, ARRAY_SIZE(cases));
}

#define TREE                                                                                \
	"{\"format\":\"standard-v1\",\"leafEncoding\":[\"address\",\"uint256\"],\"tree\":[" \
	"\"" H "\",\"" H "\",\"" H "\"],\"values\":["
#define VALUE(account, node) "{\"value\":[\"" account "\",\"1\"],\"treeIndex\":" node "}"

static void trees_that_are_not_over_their_claims_are_refused(void **state)
{
	static const struct refused cases[] = {
		{"openzeppelin", ERR_PROOF_MISMATCH, "is not the leaf that the tree has for it",
		 TREE VALUE(A, "1") "," VALUE(B, "2") "]}"},
		{"openzeppelin", ERR_PARSE, "its place 0 in the tree is none of a leaf (1 to 2)",
		 TREE VALUE(A, "0") "," VALUE(B, "2") "]}"},
		{"openzeppelin", ERR_PARSE, "its place 3 in the tree is none of a leaf",
		 TREE VALUE(A, "3") "," VALUE(B, "2") "]}"},
		{"openzeppelin", ERR_PARSE, "two claims have place 2 in the tree",
		 TREE VALUE(A, "2") "," VALUE(B, "2") "]}"},
		{"openzeppelin", ERR_PARSE, "the tree has 3 nodes and 1 claims",
		 TREE VALUE(A, "2") "]}"},
		{"openzeppelin", ERR_MISMATCH, "it has more than 2 values",
		 TREE "{\"value\":[\"" A "\",\"1\",\"1\"]}]}"},
		{"openzeppelin", ERR_PARSE, "it has no amount", TREE "{\"value\":[\"" A "\"]}]}"},
		{"uniswap", ERR_PROOF_MISMATCH, "the file names root " H ", and its claims make 0x",
		 "{\"merkleRoot\":\"" H "\",\"claims\":{\"" A
		 "\":{\"index\":0,\"amount\":\"0x1\"}}}"},
		{"uniswap", ERR_PARSE, "the proof's \"0x12\" is no hash",
		 "{\"claims\":{\"" A "\":{\"index\":0,\"amount\":\"0x1\",\"proof\":[\"0x12\"]}}}"},
		{NULL, ERR_PARSE, "the EigenLayer claim has no earner",
		 "{\"TokenLeaves\":[{\"Token\":\"" A "\",\"CumulativeEarnings\":1}]}"},
	};

	(void)state;
	check_refused(cases, ARRAY_SIZE(cases));
}

/* The text of a vector with `from` once replaced by `to`. */
static enum status read_altered(const char *name, const char *from, const char *to,
				const char *preset, struct err *e)
{
	struct buf text = vector_bytes("vectors/drop", name);
	char *whole = calloc(1, text.len + strlen(to) + 1), *at;
	struct drop d;
	enum status s;

	assert_non_null(whole);
	memcpy(whole, text.data, text.len);
	at = strstr(whole, from);
	assert_non_null(at);
	memmove(at + strlen(to), at + strlen(from), strlen(at + strlen(from)) + 1);
	memcpy(at, to, strlen(to));
	write_text(whole, strlen(whole));
	s = read_as(&d, preset, path, e);
	drop_release(&d);
	free(whole);
	buf_release(&text);
	return s;
}

static void check_altered(const char *name, const char *from, const char *to, const char *preset,
			  enum status status, const char *words)
{
	struct err e = {0};
	enum status s = read_altered(name, from, to, preset, &e);

	if (s != status || strstr(e.text, words) == NULL)
		fail_msg("%s, %s for %s: %s: %s", name, to, from, status_name(s), e.text);
}

static void a_wrong_claim_of_a_dump_is_named(void **state)
{
	static const char dump[] = "dump-openzeppelin-7.json";

	(void)state;
	check_altered(
		dump, "7591450907", "7591450908", "openzeppelin", ERR_PROOF_MISMATCH,
		"claim 4 of 7 (account 0xcE4dA0dE49c1737e3Ed11258dE1AD7dd40e2987F, amount "
		"7591450908) is not the leaf that the tree has for it: the tree names root 0x");
	check_altered(dump, "\"treeIndex\": 10", "\"treeIndex\": 6", "openzeppelin", ERR_PARSE,
		      "two claims have place 6 in the tree");
	check_altered(dump, "\"0x", "\"0xaaaaaaaa", "openzeppelin", ERR_PARSE, "the tree's root");
	check_altered("dump-openzeppelin-1.json", "\"tree\": [\n\t\t\"0x41",
		      "\"tree\": [\n\t\t\"0x40", "openzeppelin", ERR_PROOF_MISMATCH,
		      "claim 1 of 1");
}

static void a_dump_that_names_another_root_is_refused(void **state)
{
	(void)state;
	check_altered("dump-openzeppelin-7.json", "\"tree\": [\n\t\t\"0x7ccf",
		      "\"tree\": [\n\t\t\"0x7cc0", "openzeppelin", ERR_PROOF_MISMATCH,
		      "a node above the claims was changed");
}

static void a_claim_that_does_not_prove_to_the_root_is_named(void **state)
{
	static const char file[] = "uniswap-5.json";

	(void)state;
	check_altered(file, "0x144e43d2fbc12e69", "0x144e43d2fbc12e68", "uniswap",
		      ERR_PROOF_MISMATCH,
		      "claim 3 of 5 (index 2, account 0x1e9CD8f10381237bBa23310505b8387001DF9933, "
		      "amount 1463181502387924584) does not prove to root 0x0952");
	check_altered(file, "0x144e43d2fbc12e69", "0x144e43d2fbc12e68", "uniswap",
		      ERR_PROOF_MISMATCH, "; all claims together make 0x");
	check_altered(file, "0x0952", "0x0953", "uniswap", ERR_PROOF_MISMATCH,
		      "claim 1 of 5 (index 0, account 0x893E405B974E495Bce1023953Ea17De45664CE21, "
		      "amount 882943154287191705730949377862418634");
	check_altered(file, "0x0952", "0x0953", "uniswap", ERR_PROOF_MISMATCH,
		      ", and none of the others does; all claims together make 0x0952");
	check_altered(file, "\"proof\"", "\"proofs\"", "uniswap", STATUS_OK, "");
	check_altered("uniswap-part.json", "\"claims\"", "\"tokenTotal\": \"1\", \"claims\"",
		      "uniswap", STATUS_OK, "");
	check_altered("uniswap-part.json", "\"proof\"", "\"proofs\"", "uniswap", ERR_PROOF_MISMATCH,
		      "has no proof for root");
}

static void a_total_that_is_not_the_sum_is_refused(void **state)
{
	(void)state;
	check_altered("uniswap-5.json", "92b\"", "92c\"", "uniswap", ERR_MISMATCH,
		      "its claims add up to 883300904835190450660410738444306731");
}

static void a_wrong_proof_of_ones_own_claim_is_named(void **state)
{
	(void)state;
	me = "0x893E405B974E495Bce1023953Ea17De45664CE21";
	check_altered(
		"uniswap-5.json", "0x9da3", "0x9da4", "uniswap", ERR_PROOF_MISMATCH,
		"claim 1 (index 0, account 0x893E405B974E495Bce1023953Ea17De45664CE21, amount "
		"882943154287191705730949377862418634) is in the tree");
	me = A;
}

static void an_altered_eigenlayer_claim_is_refused(void **state)
{
	static const char file[] = "eigenlayer-SingleTokenLeaf.json";

	(void)state;
	check_altered(file, "1000000000000000000", "1000000000000000001", NULL, ERR_PROOF_MISMATCH,
		      "token 1 of the claim (0x1006");
	check_altered(file, "\"EarnerIndex\": 3", "\"EarnerIndex\": 2", NULL, ERR_PROOF_MISMATCH,
		      "and its proof leads to 0x");
	check_altered(file, "\"EarnerIndex\": 3", "\"EarnerIndex\": 11", NULL, ERR_RANGE,
		      "the earner has index 11, and its proof has only 3 hashes");
	check_altered(file, "\"LeafIndices\": [0]", "\"LeafIndices\": [1]", NULL, ERR_RANGE,
		      "has index 1, and its proof has only 0 hashes");
	check_altered(file, "\"LeafIndices\": [0]", "\"LeafIndices\": [0, 0]", NULL, ERR_PARSE,
		      "1 tokens, 2 indexes and 1 proofs");
	check_altered(file, "0xf2288d73", "0xf2288d74", NULL, ERR_PROOF_MISMATCH, "leads to 0x");
	check_altered(file, "0x86867b", "0x86867c", NULL, ERR_PROOF_MISMATCH,
		      "names root 0x86867c");
	check_altered(file, "\"0x\"", "\"0x12\"", NULL, ERR_PARSE, "hashes of 64 hex digits");
}

/* A million levels of one string, of spaces, of digits: memory stays below the ceiling. */
static void a_text_without_end_is_refused(void **state)
{
	static const char fronts[][16] = {"{\"merkleRoot\":\"", "[", "{\"tokenTotal\":", "1"};
	static const char fill[] = "a 91";
	size_t len = 2 * MIB;
	char *text = malloc(len);

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < ARRAY_SIZE(fronts); i++) {
		struct err e = {0};
		struct drop d;

		memset(text, fill[i], len);
		memcpy(text, fronts[i], strlen(fronts[i]));
		write_text(text, len);
		assert_int_equal(read_as(&d, "uniswap", path, &e), ERR_LIMIT);
		assert_non_null(strstr(e.text, i < 3 ? "without an end" : "line 1 is longer than"));
		drop_release(&d);
	}
	free(text);
}

/* A character of three bytes lies across each end of a piece. */
static void characters_across_pieces_are_whole(void **state)
{
	static const char note[] = "€€€€€€€😀😀😀";
	struct err e = {0};
	struct drop d;
	FILE *f = fopen(path, "wb");

	(void)state;
	assert_non_null(f);
	fputs("account,note,amount\n", f);
	for (unsigned i = 1; i < 5000; i++)
		fprintf(f, "0x%040x,%.*s%s,%u\n", i, (int)(i % 7), "xxxxxxx", note, i);
	assert_int_equal(fclose(f), 0);
	if (read_as(&d, "openzeppelin", path, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(d.n_claims, 4999);
	assert_int_equal(d.total.limb[0], 4999 * 5000 / 2);
	drop_release(&d);
}

static bool stop_late(void *user, uint64_t done, uint64_t total)
{
	uint64_t *most = user;

	assert_true(done <= total);
	*most = done;
	return done < total / 2;
}

static void reading_can_be_cancelled_and_says_how_far_it_is(void **state)
{
	struct drop_request q = {
		.path = path, .terms = merkle_terms_preset("openzeppelin"), .watch = stop_late};
	uint64_t done = 0;
	struct err e = {0};
	struct drop d;
	FILE *f = fopen(path, "wb");

	(void)state;
	assert_non_null(f);
	for (unsigned i = 1; i < 20000; i++)
		fprintf(f, "0x%040x,%u\n", i, i);
	assert_int_equal(fclose(f), 0);
	q.user = &done;
	assert_int_equal(drop_read(&d, &q, &e), ERR_CANCELLED);
	assert_true(done > 0);
	drop_release(&d);
}

static void what_is_no_regular_file_is_refused(void **state)
{
	struct err e = {0};
	struct drop d;

	(void)state;
	assert_int_equal(read_as(&d, "uniswap", "/tmp", &e), ERR_UNSUPPORTED);
	assert_int_equal(read_as(&d, "uniswap", "/dev/null", &e), ERR_UNSUPPORTED);
	assert_int_equal(read_as(&d, "uniswap", "/nowhere/at/all", &e), ERR_NOT_FOUND);
}

#define EACH(name) cmocka_unit_test_setup_teardown(name, make_path, remove_path)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		EACH(amounts_that_are_no_whole_numbers_are_refused_by_name),
		EACH(claims_that_are_not_of_the_contract_are_refused),
		EACH(doubles_are_found_and_named),
		EACH(what_is_no_file_of_claims_is_refused),
		EACH(trees_that_are_not_over_their_claims_are_refused),
		EACH(a_wrong_claim_of_a_dump_is_named),
		EACH(a_dump_that_names_another_root_is_refused),
		EACH(a_claim_that_does_not_prove_to_the_root_is_named),
		EACH(a_total_that_is_not_the_sum_is_refused),
		EACH(a_wrong_proof_of_ones_own_claim_is_named),
		EACH(an_altered_eigenlayer_claim_is_refused),
		EACH(a_text_without_end_is_refused),
		EACH(characters_across_pieces_are_whole),
		EACH(reading_can_be_cancelled_and_says_how_far_it_is),
		EACH(what_is_no_regular_file_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
