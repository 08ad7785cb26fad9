/* The words of the chain by which a kind of payer judges entitlements. */
#ifndef ACT_PAYER_READING_H
#define ACT_PAYER_READING_H

#include "app/chain_words.h"

/* The words of one entitlement, in the order of payer_kind.ask(). */
struct payer_reading {
	struct payer_word words[PAYER_WORDS];
	struct payer_value values[PAYER_WORDS];
	size_t n;
	enum trust trust;  /* the worst of the known words; REPORTED when none is known */
	struct read_at at; /* the block of the oldest of them */
};

/*
 * Reads the words of `n` entitlements of one payer, in as few requests as it takes. n may be large.
 * The slots that one contract has for one entitlement are of one block.
 * In:      sender  of the transaction that would claim; NULL: each account sends its own
 * Returns: STATUS_OK, also where a contract refuses to tell a word; ERR_UNSUPPORTED when the
 *          profile does not say where the payer keeps its words; ERR_PENDING, ERR_MISMATCH and the
 *          failures of read_chain_words().
 */
MUST_CHECK enum status read_payer_words(struct session *session, struct payer_reading *out,
					const struct profile_distributor *payer,
					const struct entitlement *const *parts, size_t n,
					const struct address *sender, struct err *e);

/*
 * The earliest time of a block that a claim sent now may be in: the time now by the nodes' clocks,
 * and never before the agreed block. Claims are judged for it, since roots and payments become
 * valid by time alone, without a transaction.
 */
int64_t payer_reading_time(const struct anchor *anchor);

#define PAYER_NAME_SIZE 80

/* Writes what stands for a payer in a message: its name, or its address. */
void name_payer(char out[static PAYER_NAME_SIZE], const struct profile_distributor *payer);

#endif
