/* Merkl's service: its reply is taken whole, or refused with what is wrong about it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chain/payer.h"
#include "client/merkl.h"
#include "tests/lib/faulty_server.h"

#define A_11 "0x1111111111111111111111111111111111111111"
#define A_22 "0x2222222222222222222222222222222222222222"
#define T_33 "0x3333333333333333333333333333333333333333"
#define T_66 "0x6666666666666666666666666666666666666666"

/* A tree of four leaves, by @openzeppelin/merkle-tree and ethers; two are of 0x11…. */
#define ROOT "0xcfdf05fe10236e732d6522ccbb955df1f3c6d670ee66e5612a0f13bad54d8d3f"
#define PROOF_A                                                                    \
	"[\"0xa2c0e2ce36c4134c1a16e0b3f87f474ec95ebe7b9f43e6a100f0a0044c6592b7\"," \
	"\"0x3c4798d7fab5900d39d53c289385d9cf0241e492395df1ea23988e339d2f18c6\"]"
#define PROOF_B                                                                    \
	"[\"0x1f72abf5290da05d358ceb6d3ec9653e92bc3f1544160e68045892654a4368de\"," \
	"\"0xbf9a1177ec53ad175a79f828b0b75fc94626d098ebb6a8930593ff79a85e725c\"]"

/* As the service answers, with more than is used: prices, campaigns, what it believes claimed. */
static const char reply[] =
	"[{\"chain\":{\"id\":31337,\"name\":\"devnet\",\"Explorer\":[]},\"rewards\":["
	"{\"root\":\"" ROOT "\",\"recipient\":\"" A_11 "\",\"amount\":\"1000000000000000000\","
	"\"claimed\":\"7\",\"pending\":\"12.5\",\"proofs\":" PROOF_A ",\"breakdowns\":[{\"reason\":"
	"\"x\"}],\"token\":{\"address\":\"" T_33 "\",\"chainId\":31337,\"symbol\":\"FOO\","
	"\"decimals\":18,\"price\":0.37}},"
	"{\"amount\":5,\"proofs\":" PROOF_B ",\"token\":{\"address\":\"" T_66 "\"}},"
	"{\"amount\":\"0\",\"pending\":\"9\",\"proofs\":[],\"token\":{\"address\":\"" A_22
	"\"}}]}]";

/* The failure of the last reading. */
static struct err err;

static enum status read_text(struct merkl_rewards *out, const char *text, size_t len)
{
	struct address user;

	memset(user.bytes, 0x11, 20);
	err = (struct err){0};
	return merkl_rewards_read(out, text, len, &user, 31337, &err);
}

/* The reply with the first `from` replaced by `to`. */
static enum status read_edited(struct merkl_rewards *out, const char *from, const char *to)
{
	static char edited[4096];
	const char *at = strstr(reply, from);

	assert_non_null(at);
	snprintf(edited, sizeof(edited), "%.*s%s%s", (int)(at - reply), reply, to,
		 at + strlen(from));
	return read_text(out, edited, strlen(edited));
}

static void assert_folds(const struct entitlement *en)
{
	const struct profile_distributor d = {.kind = DISTRIBUTOR_MERKL};
	char text[HASH_TEXT_SIZE];
	struct hash root;

	assert_int_equal(payer_fold(&root, &d, en), STATUS_OK);
	hash_format(text, &root);
	assert_string_equal(text, ROOT);
}

static void rewards_are_read_with_proofs_that_fold(void **state)
{
	struct merkl_rewards r;

	(void)state;
	if (read_text(&r, reply, strlen(reply)) != STATUS_OK)
		fail_msg("%s", err.text);
	/* One that is only pending has no leaf. */
	assert_int_equal(r.n, 2);
	assert_int_equal(r.list[0].cumulative.raw.limb[0], 1000000000000000000);
	assert_int_equal(r.list[0].token.bytes[0], 0x33);
	assert_int_equal(r.list[1].cumulative.raw.limb[0], 5);
	assert_folds(&r.list[0]);
	assert_folds(&r.list[1]);
	merkl_rewards_release(&r);
	assert_int_equal(read_text(&r, "[]", 2), STATUS_OK);
	assert_int_equal(r.n, 0);
}

static void a_hostile_reply_is_refused_with_what_is_wrong(void **state)
{
	static const struct {
		const char *from, *to;
		enum status status;
		const char *words;
	} cases[] = {
		{"\"recipient\":\"" A_11, "\"recipient\":\"" A_22, ERR_MISMATCH, "another user"},
		{"\"recipient\":\"" A_11 "\"", "\"recipient\":null", ERR_PARSE, "recipient"},
		{"\"id\":31337", "\"id\":1", ERR_MISMATCH, "another chain"},
		{"\"id\":31337", "\"id\":\"31338\"", ERR_MISMATCH, "another chain"},
		{"\"id\":31337,", "", ERR_PARSE, "\"id\""},
		{"\"chainId\":31337", "\"chainId\":10", ERR_MISMATCH, "another chain"},
		{"\"" T_66, "\"" T_33, ERR_MISMATCH, "one token twice"},
		{"\"" T_66, "\"0x66", ERR_PARSE, "address"},
		{"\"amount\":5", "\"amount\":9007199254740992", ERR_RANGE, "decimal strings"},
		{"\"amount\":5", "\"amount\":9007199254740993", ERR_RANGE, "decimal strings"},
		{"\"amount\":5", "\"amount\":1e30", ERR_RANGE, "decimal strings"},
		{"\"amount\":5", "\"amount\":5.5", ERR_RANGE, "decimal strings"},
		{"\"amount\":5", "\"amount\":-5", ERR_RANGE, "decimal strings"},
		{"\"amount\":5", "\"amount\":\"-5\"", ERR_PARSE, "amount"},
		{"\"amount\":5", "\"amount\":\"0x5\"", ERR_PARSE, "amount"},
		{"\"amount\":5", "\"amount\":null", ERR_PARSE, "amount"},
		/* 2^208, and 2^256. */
		{"\"amount\":5",
		 "\"amount\":\"411376139330301510538742295639337626245683966408394965837152256\"",
		 ERR_RANGE, "208"},
		{"\"amount\":5",
		 "\"amount\":"
		 "\"11579208923731619542357098500868790785326998466564056403945758400791312"
		 "9639936\"",
		 ERR_RANGE, "amount"},
		{"\"0x1f72", "\"0x1f7", ERR_PARSE, "proofs"},
		{"\"0x1f72", "7,\"0x1f72", ERR_PARSE, "proofs"},
		{"\"proofs\":" PROOF_B ",", "", ERR_PARSE, "proofs"},
		{"\"token\":{\"address\":\"" T_66 "\"}", "\"token\":[]", ERR_PARSE, "token"},
		{"\"rewards\":[", "\"rewards\":{\"a\":[", ERR_PARSE, ""},
		{"\"price\":0.37", "\"price\":0.37,\"price\":1", ERR_PARSE, ""},
		{"[{\"chain\"", "{\"x\":[{\"chain\"", ERR_PARSE, ""},
	};
	struct merkl_rewards r;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum status s = read_edited(&r, cases[i].from, cases[i].to);

		if (s != cases[i].status || strstr(err.text, cases[i].words) == NULL)
			fail_msg("%s: %s, %s", cases[i].to, status_name(s), err.text);
		assert_null(r.list);
		assert_int_equal(r.n, 0);
	}
	assert_int_equal(read_text(&r, "{}", 2), ERR_PARSE);
	/* 2^53-1 is the largest number that no reader rounds; 2^208-1 what the contract keeps. */
	assert_int_equal(read_edited(&r, "\"amount\":5", "\"amount\":9007199254740991"), STATUS_OK);
	merkl_rewards_release(&r);
	assert_int_equal(
		read_edited(
			&r, "\"amount\":5",
			"\"amount\":\"4113761393303015105387422956393376262456839664083949658371"
			"52255\""),
		STATUS_OK);
	merkl_rewards_release(&r);
}

/* Appends `n` rewards of zero-padded tokens, or one with so many steps of a proof. */
static enum status read_many(struct merkl_rewards *out, size_t n, size_t steps)
{
	struct buf text;
	enum status s;

	buf_init(&text, MIB);
	buf_add_str(&text, "[{\"chain\":{\"id\":31337},\"rewards\":[");
	for (size_t i = 0; i < n; i++) {
		buf_addf(&text,
			 "%s{\"amount\":\"1\",\"token\":{\"address\":\"0x%040zx\"},\"proofs\":[",
			 i > 0 ? "," : "", i + 1);
		for (size_t k = 0; k < steps; k++)
			buf_addf(&text, "%s\"0x%064zx\"", k > 0 ? "," : "", k);
		buf_add_str(&text, "]}");
	}
	buf_add_str(&text, "]}]");
	s = read_text(out, buf_str(&text), text.len);
	buf_release(&text);
	return s;
}

static void too_many_tokens_or_steps_are_refused(void **state)
{
	struct merkl_rewards r;

	(void)state;
	assert_int_equal(read_many(&r, LIMIT_MERKL_REWARDS, 1), STATUS_OK);
	assert_int_equal(r.n, LIMIT_MERKL_REWARDS);
	merkl_rewards_release(&r);
	assert_int_equal(read_many(&r, LIMIT_MERKL_REWARDS + 1, 1), ERR_LIMIT);
	assert_int_equal(read_many(&r, 1, LIMIT_MERKLE_DEPTH), STATUS_OK);
	merkl_rewards_release(&r);
	assert_int_equal(read_many(&r, 1, LIMIT_MERKLE_DEPTH + 1), ERR_LIMIT);
}

static void the_service_is_asked_for_the_lower_case_address_and_the_chain(void **state)
{
	struct faulty_server server;
	struct transport *t;
	struct merkl_rewards r;
	struct address user;
	char url[256], base[256];
	struct err e = {0};

	(void)state;
	memset(user.bytes, 0xab, 20);
	assert_int_equal(faulty_server_start(&server, false), 0);
	assert_int_equal(transport_new(&t, NULL), STATUS_OK);
	faulty_url(base, &server, "/fixture/");
	faulty_url(url, &server,
		   "/fixture/v4/users/0xabababababababababababababababababababab/rewards"
		   "?chainId=31337");
	assert_int_equal(merkl_rewards_ask(t, &r, base, &user, 31337, &e), ERR_NOT_FOUND);
	assert_int_equal(faulty_request(t, url, HTTP_POST, "[]", 2, NULL, 0), 200);
	assert_int_equal(merkl_rewards_ask(t, &r, base, &user, 31337, &e), STATUS_OK);
	assert_int_equal(faulty_request(t, url, HTTP_POST, reply, strlen(reply), NULL, 0), 200);
	/* The reply is for 0x11…. */
	assert_int_equal(merkl_rewards_ask(t, &r, base, &user, 31337, &e), ERR_ANSWER);
	assert_non_null(strstr(e.text, "another user"));
	assert_int_equal(e.code, ERR_ANSWER);
	transport_free(t);
	faulty_server_stop(&server);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rewards_are_read_with_proofs_that_fold),
		cmocka_unit_test(a_hostile_reply_is_refused_with_what_is_wrong),
		cmocka_unit_test(too_many_tokens_or_steps_are_refused),
		cmocka_unit_test(the_service_is_asked_for_the_lower_case_address_and_the_chain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
