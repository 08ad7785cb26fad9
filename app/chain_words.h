/* Reads words of contracts at a session's agreed block, each as well as it can be known. */
#ifndef APP_CHAIN_WORDS_H
#define APP_CHAIN_WORDS_H

#include "app/session_private.h"
#include "chain/payer.h"
#include "client/chainstate.h"

/* Words of one reading. */
#define CHAIN_WORDS_AT_ONCE CHAINSTATE_AT_ONCE

struct word_reading {
	struct payer_value value; /* not known where the contract refuses to answer */
	enum trust trust;	  /* set when the value is known */
	struct read_at at;
};

/*
 * Reads words, several of which may be one and the same. The slots of a contract are proven
 * together with its code, and are of one block with it. A value in the pinned code is known as well
 * as the code. A slot whose place was inferred, a word of
 * a contract whose code is not pinned, and an answer of a contract are AGREED at best.
 * In:      n <= CHAIN_WORDS_AT_ONCE
 * Returns: STATUS_OK; ERR_PENDING when proofs wait for their block (client/anchor.h), so that the
 *          next round may have them; ERR_MISMATCH for other code than the pinned one; a failure of
 *          chainstate_contract() or call_read().
 */
MUST_CHECK enum status read_chain_words(struct session *session, struct word_reading *out,
					const struct payer_word *words, size_t n, struct err *e);

#endif
