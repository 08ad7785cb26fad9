#include "tests/unit/chain_vector.h"

#include "chain/profile_nodes.h"
#include "chain/profile_parse.h"

static struct profile load(const char *name)
{
	struct buf text = vector_bytes("../networks", name);
	struct profile p;

	assert_int_equal(profile_parse(&p, text.data, text.len, NULL), STATUS_OK);
	buf_release(&text);
	return p;
}

static struct profile_node node(const char *name, const char *operator, const char * url)
{
	struct profile_node n = {.relay = operator== NULL };

	snprintf(n.name, sizeof(n.name), "%s", name);
	snprintf(n.operator, sizeof(n.operator), "%s", operator != NULL ? operator : "");
	snprintf(n.url, sizeof(n.url), "%s", url);
	return n;
}

static void add(struct profile *p, struct profile_node n, const char *name)
{
	char got[32];
	struct err e = {0};

	if (profile_nodes_add(p, &n, got, &e) != STATUS_OK)
		fail_msg("%s: %s", n.url, e.text);
	assert_string_equal(got, name);
}

static void refuses(struct profile *p, struct profile_node n, enum status status, const char *why)
{
	char got[32];
	struct err e = {0};
	size_t before = p->n_nodes;

	assert_int_equal(profile_nodes_add(p, &n, got, &e), status);
	if (strstr(e.text, why) == NULL)
		fail_msg("\"%s\" is not in \"%s\"", why, e.text);
	assert_int_equal(p->n_nodes, before);
}

/* Three voices of which two must agree become four, of which two would be no majority. */
static void the_quorum_follows_the_voices(void **state)
{
	struct profile p = load("ethereum.json"), before = p;

	(void)state;
	assert_int_equal(p.quorum, 2);
	add(&p, node("", "Alchemy", "https://a.example/v2/k"), "alchemy");
	assert_int_equal(p.quorum, 3);
	assert_true(profile_can_agree(&p));
	/* The nodes stand before the relays, as in the file. */
	assert_string_equal(p.nodes[2].name, "alchemy");
	assert_true(p.nodes[3].relay && p.nodes[4].relay);
	/* No new voice: another node of an operator, and another relay. */
	add(&p, node("", "Alchemy", "https://b.example/v2/k"), "alchemy-2");
	add(&p, node("", NULL, "https://eth.rpc.thirdweb.com/key"), "thirdweb");
	assert_int_equal(p.quorum, 3);
	assert_int_equal(profile_nodes_remove(&p, "alchemy", NULL), STATUS_OK);
	assert_int_equal(p.quorum, 3);
	assert_int_equal(profile_nodes_remove(&p, "alchemy-2", NULL), STATUS_OK);
	assert_int_equal(p.quorum, 2);
	assert_int_equal(profile_nodes_remove(&p, "thirdweb", NULL), STATUS_OK);
	assert_memory_equal(&p, &before, sizeof(p));
}

static void a_quorum_that_somebody_chose_stays(void **state)
{
	struct profile p = load("base.json");

	(void)state;
	p.quorum = 3;
	add(&p, node("", "Mine", "https://mine.example"), "mine");
	assert_int_equal(p.quorum, 3);
	p = load("base.json");
	p.quorum = 1;
	add(&p, node("", "Mine", "https://mine.example"), "mine");
	assert_int_equal(p.quorum, 1);
	/* A quorum is never more than there are voices. */
	p = load("base.json");
	p.quorum = 3;
	assert_int_equal(profile_nodes_remove(&p, "base", NULL), STATUS_OK);
	assert_int_equal(p.quorum, 2);
}

static void one_node_of_its_own_gives_openledger_agreement(void **state)
{
	struct profile p = load("openledger.json");

	(void)state;
	assert_false(profile_can_agree(&p));
	add(&p, node("", "Me & co.", "https://mine.example"), "me-co");
	assert_true(profile_can_agree(&p));
	assert_int_equal(profile_nodes_remove(&p, "openledger", NULL), STATUS_OK);
	assert_int_equal(p.quorum, 1);
	assert_int_equal(profile_nodes_remove(&p, "me-co", NULL), ERR_REFUSED);
	assert_int_equal(profile_nodes_remove(&p, "nobody", NULL), ERR_NOT_FOUND);
}

static void what_is_there_is_not_added_again(void **state)
{
	struct profile p = load("ethereum.json"), before = p;

	(void)state;
	add(&p, node("", "Allnodes", "https://ethereum-rpc.publicnode.com"), "publicnode");
	add(&p, node("1rpc", NULL, "https://1rpc.io/eth"), "1rpc");
	assert_memory_equal(&p, &before, sizeof(p));
	refuses(&p, node("", "Other", "https://ethereum-rpc.publicnode.com"), ERR_EXISTS,
		"node remove 'publicnode'");
	refuses(&p, node("mine", "Allnodes", "https://ethereum-rpc.publicnode.com"), ERR_EXISTS,
		"publicnode");
	refuses(&p, node("tenderly", "Me", "https://mine.example"), ERR_EXISTS, "--name");
}

static void what_no_profile_takes_is_refused_with_its_reason(void **state)
{
	struct profile p = load("ethereum.json");

	(void)state;
	refuses(&p, node("", "Me", "https://me:secret@mine.example"), ERR_PARSE, "user name");
	refuses(&p, node("", "Me", "wss://mine.example"), ERR_PARSE, "not an http");
	refuses(&p, node("", "Me\x1b[2J", "https://mine.example"), ERR_PARSE, "operator's name");
	refuses(&p, node("", "", "https://mine.example"), ERR_PARSE, "operator's name");
	refuses(&p, node("\xe2\x80\xae", "Me", "https://mine.example"), ERR_PARSE, "node's name");
	refuses(&p, node("", "dRPC", "https://lb.drpc.org/ogrpc?network=ethereum"), ERR_REFUSED,
		"--relay");
	refuses(&p, node("", "relays", "https://mine.example"), ERR_REFUSED, "--relay");
	for (int i = 0; p.n_nodes < LIMIT_NODES; i++) {
		struct profile_node n = node("", "Me", "");
		char got[32];

		snprintf(n.url, sizeof(n.url), "https://n%d.example", i);
		assert_int_equal(profile_nodes_add(&p, &n, got, NULL), STATUS_OK);
	}
	refuses(&p, node("", "Me", "https://mine.example"), ERR_LIMIT, "the most");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_quorum_follows_the_voices),
		cmocka_unit_test(a_quorum_that_somebody_chose_stays),
		cmocka_unit_test(one_node_of_its_own_gives_openledger_agreement),
		cmocka_unit_test(what_is_there_is_not_added_again),
		cmocka_unit_test(what_no_profile_takes_is_refused_with_its_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
