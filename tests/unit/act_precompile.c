/* Tokens that are built into the chain: they have neither code nor storage. */
#include "act/balances.h"
#include "app/pinned.h"
#include "base/buf.h"
#include "base/json_write.h"
#include "chain/profile_json.h"
#include "chain/profile_parse.h"
#include "tests/lib/three_nodes.h"

#define B20 "0xb200000000000000000000000000000000000001"

/* A network with that token, which `nodes` of the three nodes know. */
static void begin_network(struct network *n, struct session *session, size_t knowing)
{
	struct profile_token *token = &n->profile.tokens[0];

	network_init(n);
	n->profile.n_tokens = 1;
	*token = (struct profile_token){
		.contract = {.address = address_of(B20)}, .symbol = "B20", .decimals = 18};
	token->precompile = true;
	for (size_t i = 0; i < knowing; i++)
		lie(names[i], "precompile");
	find_anchor(n);
	*session =
		(struct session){.transport = n->transport, .nodes = n->nodes, .anchor = n->anchor};
}

static void its_balances_are_agreed_and_never_proven(void **state)
{
	const struct address rich = address_of(RICH);
	struct session session;
	struct slot_value held;
	struct err e = {0};
	struct network n;
	enum trust code;

	(void)state;
	begin_network(&n, &session, 3);
	assert_int_equal(check_token(&session, &code, &n.profile.tokens[0], &e), STATUS_OK);
	assert_int_equal(read_balances(&session, &held, &n.profile.tokens[0], &rich, 1, &e),
			 STATUS_OK);
	assert_int_equal(held.value.limb[0], 5000000000000000000);
	assert_int_equal(trust_min(held.trust, code), TRUST_AGREED);
	network_release(&n);
	/* One that two do not know is none: nobody else's word counts. */
	begin_network(&n, &session, 1);
	assert_int_equal(read_balances(&session, &held, &n.profile.tokens[0], &rich, 1, &e),
			 ERR_MISMATCH);
	network_release(&n);
}

static void a_slot_of_a_token_without_code_proves_nothing(void **state)
{
	struct profile_token *token;
	struct session session;
	struct err e = {0};
	struct network n;
	enum trust code;

	(void)state;
	begin_network(&n, &session, 3);
	token = &n.profile.tokens[0];
	token->precompile = false;
	token->has_balance_slot = true;
	memset(&token->balance_mask, 0xff, sizeof(token->balance_mask));
	assert_int_equal(check_token(&session, &code, token, &e), ERR_MISMATCH);
	assert_non_null(strstr(e.text, "precompile"));
	network_release(&n);
}

/* A profile with such a token, which has `member` besides. */
static enum status parse_token_with(struct profile *out, const char *member, struct err *e)
{
	char text[1024];

	snprintf(text, sizeof(text),
		 "{\"format\":\"byline-network/2\",\"name\":\"b\",\"title\":\"B\",\"chain_id\":"
		 "\"8453\",\"nodes\":[{\"name\":\"a\",\"operator\":\"A\",\"url\":"
		 "\"http://127.0.0.1:1\"}],\"quorum\":\"1\",\"confirmations\":\"2\","
		 "\"finality\":\"none\",\"max_age_ms\":\"1000\",\"block_time_ms\":\"200\","
		 "\"native\":{\"symbol\":\"ETH\",\"decimals\":\"18\"},\"fee_cap_wei\":\"1\","
		 "\"tokens\":[{\"address\":\"" B20 "\",\"symbol\":\"B20\",\"name\":\"B\","
		 "\"decimals\":\"18\"%s}]}",
		 member);
	return profile_parse(out, text, strlen(text), e);
}

static void a_profile_says_so_and_gives_neither_code_nor_slot(void **state)
{
	static const char *const refused[] = {
		",\"precompile\":\"yes\"",
		",\"precompile\":true,\"implementation\":\"" B20 "\"",
		",\"precompile\":true,\"code_hash\":"
		"\"0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470\"",
		",\"precompile\":true,\"balance\":{\"slot\":\"0\",\"order\":\"key-slot\",\"mask\":"
		"\"0x0000000000000000000000000000000000000000000000000000000000000001\"}",
	};
	struct profile p, again;
	struct err e = {0};
	struct json *doc;
	struct buf text;

	(void)state;
	assert_int_equal(parse_token_with(&p, "", &e), STATUS_OK);
	assert_false(p.tokens[0].precompile);
	assert_int_equal(parse_token_with(&p, ",\"precompile\":true", &e), STATUS_OK);
	assert_true(p.tokens[0].precompile);
	doc = profile_json(&p);
	buf_init(&text, LIMIT_SMALL_FILE);
	assert_int_equal(json_write(&text, doc), STATUS_OK);
	assert_int_equal(profile_parse(&again, text.data, text.len, &e), STATUS_OK);
	assert_memory_equal(&again, &p, sizeof(p));
	buf_release(&text);
	json_free(doc);
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++) {
		assert_int_equal(parse_token_with(&p, refused[i], &e), ERR_PARSE);
		assert_non_null(strstr(e.text, "precompile"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_balances_are_agreed_and_never_proven),
		cmocka_unit_test(a_profile_says_so_and_gives_neither_code_nor_slot),
		cmocka_unit_test(a_slot_of_a_token_without_code_proves_nothing),
	};

	return cmocka_run_group_tests(tests, three_nodes_start, three_nodes_stop);
}
