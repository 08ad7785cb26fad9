/* A root that is immutable is read from the code, which three nodes show, of which any may lie. */
#include "tests/unit/chain_merkle_fixture.h"

#include "act/payer_reading.h"
#include "chain/keccak.h"
#include "tests/lib/three_nodes.h"

#define DROP "0x00000000000000000000000000000000000000dd"

/* Uniswap's contract as anvil stores it, with the root that its getter told. */
struct drop {
	struct json *doc;
	uint8_t *code;
	size_t len;
	struct hash root;
	struct network n;
	struct session session;
	struct profile_distributor payer;
};

/* Puts the code on the chain, where byte `altered` (0: none) is another. */
static void drop_begin(struct drop *d, size_t altered)
{
	const struct json *v;
	char params[4000];

	*d = (struct drop){.doc = vector_load("templates.json"), .payer = merkle_preset("uniswap")};
	v = json_first(json_get(json_get(d->doc, "uniswap"), "deployments"));
	d->code = vector_hex(v, "code", &d->len);
	d->root = vector_hash(v, "root");
	d->code[altered] ^= altered != 0;
	snprintf(params, sizeof(params), "[\"%s\",\"0x", DROP);
	for (size_t i = 0; i < d->len; i++)
		snprintf(params + strlen(params), 3, "%02x", d->code[i]);
	snprintf(params + strlen(params), 3, "\"]");
	anvil("anvil_setCode", params);
	mine(4);
	network_init(&d->n);
	find_anchor(&d->n);
	d->session = (struct session){
		.transport = d->n.transport, .nodes = d->n.nodes, .anchor = d->n.anchor};
	d->payer.contract.address = address_of(DROP);
	d->payer.contract.has_code_hash = true;
	keccak256(d->payer.contract.code_hash.bytes, d->code, d->len);
	/* The bitmap is in slot 0. */
	d->payer.has_slots = true;
	d->payer.pinned = 2;
}

static void drop_end(struct drop *d)
{
	network_release(&d->n);
	free(d->code);
	json_free(d->doc);
}

static struct payer_reading read_drop(struct drop *d)
{
	const struct entitlement en = {.index = 3}, *list[1] = {&en};
	struct payer_reading r;
	struct err e = {0};

	if (read_payer_words(&d->session, &r, &d->payer, list, 1, NULL, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(r.n, 2);
	assert_string_equal(r.words[0].name, "root");
	assert_true(r.values[0].known && r.values[1].known);
	assert_number_equal(r.values[0].value, u256_from_be(d->root.bytes));
	assert_true(u256_is_zero(&r.values[1].value));
	return r;
}

static void an_immutable_root_is_proven_by_the_code(void **state)
{
	struct drop d;

	(void)state;
	drop_begin(&d, 0);
	assert_int_equal(read_drop(&d).trust, TRUST_PROVEN);
	/* One honest node is enough to show code whose hash is proven. */
	lie("alice", "code");
	lie("bob", "code");
	assert_int_equal(read_drop(&d).trust, TRUST_PROVEN);
	drop_end(&d);
}

static void a_root_is_agreed_when_no_node_shows_the_code(void **state)
{
	struct drop d;

	(void)state;
	drop_begin(&d, 0);
	lie("alice", "code");
	lie("bob", "code");
	lie("carol", "code");
	assert_int_equal(read_drop(&d).trust, TRUST_AGREED);
	drop_end(&d);
}

/* Its last bytes are the compiler's own hash and version: it answers as before. */
static void a_root_of_another_compilers_code_is_agreed(void **state)
{
	struct drop d;

	(void)state;
	drop_begin(&d, 1425 - 20);
	assert_int_equal(read_drop(&d).trust, TRUST_AGREED);
	drop_end(&d);
}

static void a_root_in_code_that_is_not_pinned_is_agreed(void **state)
{
	struct drop d;

	(void)state;
	drop_begin(&d, 0);
	d.payer.contract.has_code_hash = false;
	assert_int_equal(read_drop(&d).trust, TRUST_AGREED);
	drop_end(&d);
}

/* The books are then asked of the contract too, which answers with a bool. */
static void without_slots_the_contract_is_asked(void **state)
{
	struct drop d;

	(void)state;
	drop_begin(&d, 0);
	d.payer.has_slots = false;
	d.payer.pinned = 0;
	assert_int_equal(read_drop(&d).trust, TRUST_AGREED);
	drop_end(&d);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_immutable_root_is_proven_by_the_code),
		cmocka_unit_test(a_root_is_agreed_when_no_node_shows_the_code),
		cmocka_unit_test(a_root_of_another_compilers_code_is_agreed),
		cmocka_unit_test(a_root_in_code_that_is_not_pinned_is_agreed),
		cmocka_unit_test(without_slots_the_contract_is_asked),
	};

	return cmocka_run_group_tests(tests, three_nodes_start, three_nodes_stop);
}
