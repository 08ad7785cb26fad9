/* Events of pinned contracts, and which of them are money received. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "chain/erc20.h"
#include "chain/payer.h"
#include "sync/payment.h"

static struct address address_of_byte(uint8_t b)
{
	struct address a;

	memset(a.bytes, b, sizeof(a.bytes));
	return a;
}

static const uint8_t ME = 1, PAYER = 2, TOKEN = 3, SOMEBODY = 4, OTHER_TOKEN = 5;

static struct profile two_contracts(void)
{
	struct profile p = {.n_tokens = 1, .n_distributors = 1};

	p.tokens[0].contract.address = address_of_byte(TOKEN);
	p.tokens[0].contract.has_code_hash = true;
	p.distributors[0].contract.address = address_of_byte(PAYER);
	p.distributors[0].contract.has_code_hash = true;
	p.distributors[0].token = address_of_byte(TOKEN);
	return p;
}

static struct hash topic_of(uint8_t b)
{
	struct address a = address_of_byte(b);
	struct hash h;

	address_to_word(h.bytes, &a);
	return h;
}

/* An event of `contract` whose indexed addresses are `first` and `second`. */
static struct contract_event event_of(uint8_t contract, const struct hash *topic, uint8_t first,
				      uint8_t second, uint8_t *amount)
{
	return (struct contract_event){.address = address_of_byte(contract),
				       .topics = {*topic, topic_of(first), topic_of(second)},
				       .n_topics = 3,
				       .data = amount,
				       .data_len = 32,
				       .block = 17,
				       .index = 5,
				       .trust = TRUST_PROVEN};
}

static void a_claim_is_received_from_its_distributor(void **state)
{
	const struct profile p = two_contracts();
	const struct address me = address_of_byte(ME), payer = address_of_byte(PAYER),
			     other = address_of_byte(OTHER_TOKEN);
	uint8_t amount[32] = {[31] = 9};
	struct contract_event ev = event_of(PAYER, &payer_topic_claimed, ME, TOKEN, amount);
	struct cache_received r;

	(void)state;
	assert_true(read_payment(&r, &p, &me, &ev));
	assert_int_equal(r.kind, CACHE_RECEIVED_CLAIM);
	assert_true(address_equal(&r.sender, &payer));
	assert_int_equal(r.amount.raw.limb[0], 9);
	assert_int_equal(r.block, 17);
	assert_int_equal(r.place, 5);
	assert_int_equal(r.trust, TRUST_PROVEN);
	/* A distributor may pay in another token, too. */
	ev.topics[2] = topic_of(OTHER_TOKEN);
	assert_true(read_payment(&r, &p, &me, &ev));
	assert_true(address_equal(&r.token, &other));
}

static void a_transfer_is_received_from_anybody_but_a_distributor_or_oneself(void **state)
{
	const struct profile p = two_contracts();
	const struct address me = address_of_byte(ME), somebody = address_of_byte(SOMEBODY);
	uint8_t amount[32] = {[31] = 9}, nothing[32] = {0};
	struct contract_event ev = event_of(TOKEN, &erc20_topic_transfer, SOMEBODY, ME, amount);
	struct cache_received r;

	(void)state;
	assert_true(read_payment(&r, &p, &me, &ev));
	assert_int_equal(r.kind, CACHE_RECEIVED_TRANSFER);
	assert_true(address_equal(&r.sender, &somebody));
	/* Money that a distributor moves is in its own event, and would count twice. */
	ev.topics[1] = topic_of(PAYER);
	assert_false(read_payment(&r, &p, &me, &ev));
	ev.topics[1] = topic_of(ME);
	assert_false(read_payment(&r, &p, &me, &ev));
	/* Anybody can make a transfer of nothing look like one from anybody. */
	ev.topics[1] = topic_of(SOMEBODY);
	ev.data = nothing;
	assert_false(read_payment(&r, &p, &me, &ev));
}

/* Its leaf may be of a wrapper: what arrives is told by the token that arrives. */
static void a_payer_of_another_kind_paid_what_the_token_says_it_moved(void **state)
{
	struct profile p = two_contracts();
	const struct address me = address_of_byte(ME), payer = address_of_byte(PAYER),
			     token = address_of_byte(TOKEN);
	uint8_t amount[32] = {[31] = 9};
	struct contract_event claimed = event_of(PAYER, &payer_topic_claimed, ME, TOKEN, amount);
	struct contract_event moved = event_of(TOKEN, &erc20_topic_transfer, PAYER, ME, amount);
	struct cache_received r;

	(void)state;
	for (int kind = 0; kind < DISTRIBUTOR_KINDS; kind++) {
		p.distributors[0].kind = (enum distributor_kind)kind;
		assert_int_equal(read_payment(&r, &p, &me, &claimed), kind == DISTRIBUTOR_URD);
		assert_int_equal(read_payment(&r, &p, &me, &moved), kind != DISTRIBUTOR_URD);
		if (kind == DISTRIBUTOR_URD)
			continue;
		assert_int_equal(r.kind, CACHE_RECEIVED_CLAIM);
		assert_true(address_equal(&r.sender, &payer));
		assert_true(address_equal(&r.token, &token));
		assert_int_equal(r.amount.raw.limb[0], 9);
		/* The token's code counts, not the payer's. */
		p.distributors[0].contract.has_code_hash = false;
		assert_true(read_payment(&r, &p, &me, &moved));
		assert_int_equal(r.trust, TRUST_PROVEN);
	}
}

/* EIP-7708: from Amsterdam on a transfer of the coin makes an event that looks like a token's. */
static void a_transfer_of_the_coin_is_no_tokens(void **state)
{
	const struct profile p = two_contracts();
	const struct address me = address_of_byte(ME);
	uint8_t amount[32] = {[31] = 9};
	struct contract_event ev = event_of(0xff, &erc20_topic_transfer, SOMEBODY, ME, amount);
	struct cache_received r;

	(void)state;
	ev.address.bytes[sizeof(ev.address.bytes) - 1] = 0xfe;
	assert_false(read_payment(&r, &p, &me, &ev));
}

static void other_events_are_no_payment(void **state)
{
	const struct profile p = two_contracts();
	const struct address me = address_of_byte(ME);
	uint8_t amount[32] = {[31] = 9};
	const struct contract_event claim =
		event_of(PAYER, &payer_topic_claimed, ME, TOKEN, amount);
	struct contract_event wrong[7];
	struct cache_received r;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		wrong[i] = claim;
	wrong[0].address = address_of_byte(SOMEBODY); /* a contract that is not pinned */
	wrong[1].address = address_of_byte(TOKEN);    /* a token does not claim */
	wrong[2].topics[1] = topic_of(SOMEBODY);      /* somebody else is paid */
	wrong[3].topics[0] = erc20_topic_transfer;
	wrong[4].n_topics = 2;
	wrong[5].data_len = 31;
	wrong[6].topics[1].bytes[0] = 1; /* a word that is no address */
	assert_true(read_payment(&r, &p, &me, &claim));
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		if (read_payment(&r, &p, &me, &wrong[i]))
			fail_msg("event %zu was taken for a payment", i);
}

static void a_contract_whose_code_is_not_pinned_proves_nothing(void **state)
{
	struct profile p = two_contracts();
	const struct address me = address_of_byte(ME);
	uint8_t amount[32] = {[31] = 9};
	struct contract_event ev = event_of(PAYER, &payer_topic_claimed, ME, TOKEN, amount);
	struct cache_received r;

	(void)state;
	p.distributors[0].contract.has_code_hash = false;
	assert_true(read_payment(&r, &p, &me, &ev));
	assert_int_equal(r.trust, TRUST_AGREED);
	ev.trust = TRUST_REPORTED;
	assert_true(read_payment(&r, &p, &me, &ev));
	assert_int_equal(r.trust, TRUST_REPORTED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_claim_is_received_from_its_distributor),
		cmocka_unit_test(a_transfer_is_received_from_anybody_but_a_distributor_or_oneself),
		cmocka_unit_test(a_payer_of_another_kind_paid_what_the_token_says_it_moved),
		cmocka_unit_test(a_transfer_of_the_coin_is_no_tokens),
		cmocka_unit_test(other_events_are_no_payment),
		cmocka_unit_test(a_contract_whose_code_is_not_pinned_proves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
