/*
 * Names of own transactions and claims, as lists print them and as a person types them: the number,
 * the hash, its beginning, or its two ends with the mark of a cut between them.
 */
#ifndef ACT_OWN_NAME_H
#define ACT_OWN_NAME_H

#include "app/app.h"
#include "chain/hash.h"

/* Whether `text` has the form of a name, so that it does not mean a file: digits, or 0x and hex. */
bool is_own_name(const char *text);

/* Whose number a number is: of `tx list`, or of `claim status`. Hashes are of transactions. */
enum own_list { OWN_TRANSACTIONS, OWN_CLAIMS };

/* An own transaction that was named. */
struct own_named {
	uint64_t id;	  /* number in `tx list` */
	uint64_t claim;	  /* number in `claim status`; 0 = it is no claim */
	struct hash hash; /* zero while it is not signed */
	bool can_be_sent; /* for the first time, or again, which costs nothing more */
	char file[512];	  /* where the draft was written; "" = nowhere */
};

/*
 * Finds the transaction or claim that `name` is of.
 * Returns: STATUS_OK; ERR_NOT_FOUND when there is none; ERR_USAGE when it is no name, or when
 *          several hashes begin so: the message lists two of them.
 */
MUST_CHECK enum status find_own(struct app *app, struct own_named *out, enum own_list list,
				const char *name, struct err *e);

/*
 * The file of a draft, to be opened again.
 * Returns: STATUS_OK; ERR_EXISTS when it is signed; ERR_NOT_FOUND when the file is not there, with
 *          the ways out.
 */
MUST_CHECK enum status require_draft_file(const struct own_named *own, struct err *e);

#endif
