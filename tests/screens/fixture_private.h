/* Values of fixtures that more than one file makes. */
#ifndef TESTS_FIXTURE_PRIVATE_H
#define TESTS_FIXTURE_PRIVATE_H

#include "tests/screens/fixture.h"

#define FIXTURE_LAPTOP	    "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"
#define FIXTURE_DISTRIBUTOR "0x5fbdb2315678afecb367f032d93f642f64180aa3"
#define FIXTURE_DATANET	    "0x976ea74026e726554db657fa54763abd0c3a0aa9"
#define FIXTURE_TOKEN	    "0xe7f1725e7734ce288f8367e1bb143e90bb3f0512"

/*
 * Zeroed memory, an amount of 18 decimals, an address, and a hash. All are the same in every run.
 */
void *fixture_table(size_t n, size_t size);
struct u256 fixture_amount(const char *text);
struct address fixture_address(const char *text);
struct hash fixture_hash(unsigned seed);

/* Accounts, of which one has no key here or none has one; and the vault with its signer. */
void fixture_add_accounts(struct snapshot *s, bool watch_only);
void fixture_add_vault(struct snapshot *s, enum fixture_kind kind);

/* Fill tables of a snapshot. With `trouble` a node contradicts the others. */
void fixture_add_nodes(struct snapshot *s, bool trouble);

/* Counts the nodes as the app does. */
void fixture_count_nodes(struct snapshot *s);
void fixture_add_claims(struct snapshot *s);
void fixture_add_events(struct snapshot *s);

/* The versions of the first datanet's model; and a second network with one that states little. */
void fixture_add_models(struct snapshot *s);
void fixture_add_other_models(struct snapshot *s);

/* Adds dues of payers of every other kind. */
void fixture_add_dues(struct snapshot *s);

/* The payment of epoch `e` of 30 to the account. */
struct tokens fixture_earned(unsigned e);

/* The first claim becomes signed, or also sent, with all that can be claimed on its way. */
void fixture_sign_claim(struct snapshot *s, bool sent);

/* An act of a kind without words; its lines, as the app and the descriptor write them. */
struct act *fixture_empty_act(enum act_kind kind);
void fixture_add_field(struct act *a, const char *label, const char *value, const char *note);
void fixture_add_fact(struct act *a, const char *label, const char *value, enum trust trust,
		      const char *note);
/* The sum of a claim; without a symbol it is not known. */
void fixture_add_sum(struct act *a, const struct u256 *amount, const char *symbol);
void fixture_add_gas(struct act *a, const char *coins, const char *nonce, const char *next);

/* Adds networks to a snapshot that has one, up to `n` in all. */
void fixture_add_networks(struct snapshot *s, size_t n);

#endif
