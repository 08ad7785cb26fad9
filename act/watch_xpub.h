/* Watched accounts that follow from an extended public key (BIP-32). */
#ifndef ACT_WATCH_XPUB_H
#define ACT_WATCH_XPUB_H

#include "app/app.h"

#define WATCH_XPUB_MOST 20 /* as many unused addresses in a row end the search of BIP-44 */

struct xpub_account {
	struct address address;
	char child[16]; /* its path below the extended key, "0/3" */
	char label[64]; /* "" for none */
	bool in_vault;	/* the vault has its key, so that it was left as it is */
};

/* Whether a text is meant as an extended key and not as an address. It may be a private one. */
bool is_extended_key(const char *text);

/*
 * Watches the first `n` accounts of an extended public key, 1 to WATCH_XPUB_MOST, labelled `label`
 * with their number; "" or NULL for no labels. Nothing is added unless all can be.
 * Out:     out  `n` of them
 * Returns: STATUS_OK; ERR_REFUSED for a private key, of which no message shows a character;
 *          ERR_UNSUPPORTED, ERR_MISMATCH and ERR_PARSE for the key; as watch_account().
 */
MUST_CHECK enum status watch_xpub(struct app *app, struct xpub_account *out, const char *text,
				  size_t n, const char *label, struct err *e);

#endif
