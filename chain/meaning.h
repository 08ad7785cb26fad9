/*
 * The meaning of what an account signs, as far as it gives power away: the account that gets it,
 * how much, until when, and the words that confirm it. Typed documents and calls take it from the
 * rows of one table (chain/meaning_row.h); chain/meaning_message.h tells of messages. The signer
 * and its callers read the same meaning.
 */
#ifndef CHAIN_MEANING_H
#define CHAIN_MEANING_H

#include "chain/meaning_text.h"

/* Sentences of one document or call: as many as a person reads beside a prompt. */
#define MEANING_GIFTS 8

/* "token 115…935 of 0x12ab to 0x34cd ANYWHERE" */
#define MEANING_WORDS_SIZE 160

struct meaning {
	char title[64];
	uint32_t dangers; /* enum danger; 0: an ordinary confirmation is enough */
	bool known;	  /* a row tells of it, or it is text */
	struct sentence gives[MEANING_GIFTS];
	size_t n;
	size_t decisive;		/* the sentence that the words are of: the worst */
	unsigned telling;		/* how much the words tell; for chain/meaning.c */
	char words[MEANING_WORDS_SIZE]; /* to be typed; "" when there is no danger */
	bool whole;			/* false: it has more to tell than there is room for */
	bool never; /* no word makes it acceptable: the sentence is the reason */
};

/*
 * The meaning of a typed document. A domain without a chain or without a contract is
 * DANGER_ANYWHERE beside whatever the document gives; a document of no row is DANGER_UNKNOWN.
 */
void meaning_of_document(struct meaning *out, const struct eip712_document *document,
			 const struct meaning_view *view);

/*
 * The meaning of a call of `to`. Calldata of no row is DANGER_UNKNOWN. A call that hands on other
 * calls has their meanings too.
 */
void meaning_of_call(struct meaning *out, const struct address *to, const void *calldata,
		     size_t len, const struct meaning_view *view);

/*
 * Whether it may be signed when a person asked for the dangers in `allowed` by name.
 * Returns: STATUS_OK; ERR_REFUSED with what it would give away.
 */
MUST_CHECK enum status meaning_check(const struct meaning *m, uint32_t allowed, struct err *e);

/* The row of the call that begins so, or NULL. Out: its source, which points into `calldata`. */
const struct meaning_row *meaning_find_call(struct meaning_source *out, const struct address *to,
					    const void *calldata, size_t len);

#endif
