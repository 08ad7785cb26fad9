/*
 * The text that a person types to agree to something, and the question that asks for it. Each kind
 * of act asks for a text of its own, so that a habit of the fingers confirms no other one.
 */
#ifndef WALLET_CONSENT_WORDS_H
#define WALLET_CONSENT_WORDS_H

#include "wallet/keyring.h"
#include "wallet/signer_policy.h"

/* Words of a meaning, digits of an account and of a hash, and FIRST. */
#define CONSENT_WORDS_SIZE (MEANING_WORDS_SIZE + 32)

/* Those, and the words around them, where all that can be in the way is. */
#define CONSENT_QUESTION_SIZE (CONSENT_WORDS_SIZE + 320)

struct consent_words {
	struct hash digest; /* that is signed */
	bool has_obstacle;  /* no hash stands for `wanted` */
	char wanted[CONSENT_WORDS_SIZE];
	char question[CONSENT_QUESTION_SIZE]; /* with all that decides, for the line above */
};

/* Obstacles in the way of a transaction. */
struct consent_obstacles {
	struct hash earlier; /* a transaction that was signed; zero: none */
	bool first;	     /* a draft that becomes void */
};

/*
 * A transaction: by what it gives away; by the last digits of an account that is paid and is none
 * of `keys`; by the obstacles; else by digits of its amount, or a word.
 */
void consent_words_of_act(struct consent_words *out, const struct signer_act *act,
			  const struct keyring *keys, const struct consent_obstacles *obstacles);

/* A document or a message. */
void consent_words_of_text(struct consent_words *out, const struct hash *digest,
			   const struct meaning *m);

/*
 * The question for `n` that are agreed to at once: of several their number and digits of all.
 * Returns: STATUS_OK; ERR_REFUSED when one of several has an obstacle.
 */
MUST_CHECK enum status consent_words_of_all(struct consent_words *out,
					    const struct consent_words *all, size_t n,
					    struct err *e);

#endif
