/*
 * Reading from the chain what a profile pins: hashes of code, implementations of proxies, the
 * version of the attestation service, symbols and decimals, storage slots. Nothing is written here:
 * a person compares what was found with what the profile says, and decides.
 */
#ifndef SYNC_PROBE_H
#define SYNC_PROBE_H

#include "app/task.h"
#include "chain/profile.h"
#include "chain/trust.h"

struct app;

/* One pin, and what the nodes show of it. Texts are as in the file, cleaned. */
struct probe_fact {
	char field[96];	  /* "tokens.0xe1….decimals", as profile_diff() names it */
	char pinned[112]; /* "" where the profile leaves it out */
	char found[112];  /* "" when it could not be read, or is not there */
	enum trust trust; /* how the found value is known */
	bool taken;	  /* the found profile has it */
	char why[224];	  /* why it is not taken, or what else a person should know; "" for none */
};

struct probe_report {
	struct probe_fact *facts;
	size_t n;
	uint64_t block;	      /* at which everything was read */
	struct profile found; /* the profile with every fact that was taken */
};

/* Addresses that hold tokens, and attestations that exist, where searches of events find none. */
struct probe_hints {
	const struct address *holders;
	size_t n_holders;
	const struct hash *attestations;
	size_t n_attestations;
};

/*
 * Reads every pin of the app's network, and looks for an attestation service at its usual address
 * where the profile has none. Code, implementations and slots are taken when they are proven at a
 * block that k operators agree on, answers of contracts when k operators give them. A slot is found
 * by its content: a balance, an attestation, a root that the contract itself names. A pin that
 * cannot be read stays.
 * Out:     out  released by release_probe(), also after a failure
 * Returns: STATUS_OK, also when little was found; ERR_UNREACHABLE, ERR_NOT_AGREED, ERR_CANCELLED,
 *          ERR_MEMORY.
 */
MUST_CHECK enum status probe_network(struct app *app, struct task *task,
				     const struct probe_hints *hints, struct probe_report *out,
				     struct err *e);

/* Frees the facts. */
void release_probe(struct probe_report *r);

#endif
