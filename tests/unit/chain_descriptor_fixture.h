/* A transaction and a network to describe, and checks of the review. */
#ifndef TESTS_UNIT_CHAIN_DESCRIPTOR_FIXTURE_H
#define TESTS_UNIT_CHAIN_DESCRIPTOR_FIXTURE_H

#include "tests/unit/chain_vector.h"

#include "chain/descriptor.h"

static inline struct address filled(uint8_t byte)
{
	struct address a;

	memset(a.bytes, byte, sizeof(a.bytes));
	return a;
}

/* A network with one of everything: token 0x33…, distributor 0xd1…, EAS 0x42…, datanet 0xda…. */
static inline struct profile profile(void)
{
	struct profile p = {.chain_id = 31337,
			    .title = "byline devnet",
			    .native_symbol = "ETH",
			    .native_decimals = 18,
			    .fee_cap = {u256_from_u64(50000000000000000U)},
			    .has_eas = true,
			    .n_tokens = 1,
			    .n_distributors = 1,
			    .n_datanets = 1};

	p.eas.contract.address = filled(0x42);
	p.tokens[0].contract.address = filled(0x33);
	snprintf(p.tokens[0].symbol, sizeof(p.tokens[0].symbol), "OPEN");
	p.tokens[0].decimals = 18;
	p.distributors[0].contract.address = filled(0xd1);
	p.distributors[0].token = filled(0x33);
	p.datanets[0].address = filled(0xda);
	return p;
}

/* Makes a call of `to` that sends nothing along. Every number is one that no other field has. */
static inline void call(struct tx *tx, uint8_t to)
{
	tx_init(tx);
	tx->type = TX_DYNAMIC_FEE;
	tx->chain_id = 31337;
	tx->nonce = 4711;
	tx->gas_limit = u256_from_u64(120001);
	tx->max_fee.raw = u256_from_u64(2000000007);
	tx->max_priority_fee.raw = u256_from_u64(1000000003);
	tx->to = filled(to);
}

static inline const struct descriptor_field *field(const struct descriptor *d, const char *label)
{
	for (size_t i = 0; i < d->n; i++)
		if (strcmp(d->fields[i].label, label) == 0)
			return &d->fields[i];
	fail_msg("no field %s in \"%s\"", label, d->title);
	return NULL;
}

static inline bool has_field(const struct descriptor *d, const char *label)
{
	for (size_t i = 0; i < d->n; i++)
		if (strcmp(d->fields[i].label, label) == 0)
			return true;
	return false;
}

static inline void shows(const struct descriptor *d, const char *label, const char *value,
			 const char *note)
{
	assert_string_equal(field(d, label)->value, value);
	assert_string_equal(field(d, label)->note, note);
}

/* Checks the lines that every review of call() has: nothing of the transaction is left out. */
static inline void shows_the_envelope(const struct descriptor *d)
{
	assert_true(d->n < DESCRIPTOR_FIELDS);
	shows(d, "Network", "byline devnet (chain 31337)", "pinned");
	shows(d, "From", "0x7777777777777777777777777777777777777777", "");
	shows(d, "Nonce", "4711", "");
	shows(d, "Gas limit", "120001", "");
	shows(d, "Highest price per gas", "2.000000007 gwei", "");
	shows(d, "Tip per gas", "1.000000003 gwei", "");
	shows(d, "Gas costs at most", "0.000240002000840007 ETH",
	      "without the chain's own data fee, if it has one");
	shows(d, "Type", "2 (EIP-1559)", "");
	assert_true(has_field(d, "Coins sent"));
}

static const struct address from = {{0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77,
				     0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77}};

static inline void describe(struct descriptor *d, const struct tx *tx, const struct profile *p)
{
	struct err e = {0};

	if (descriptor_of(d, tx, &from, p, &e) != STATUS_OK)
		fail_msg("%s", e.text);
}

#endif
