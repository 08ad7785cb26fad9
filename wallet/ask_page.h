/* Text on the terminal that byline has lent the signer, for a person to read. */
#ifndef WALLET_ASK_PAGE_H
#define WALLET_ASK_PAGE_H

#include "wallet/ask.h"

/*
 * Shows clean text of whole lines on the terminal. What does not fit waits for Space or Enter, page
 * by page, so that the end is reached by nobody who did not have all of it before them.
 * In:      question  that is asked next, which leaves room for the end of the text; "": none
 * Returns: as ask_confirmation(), but ERR_REFUSED.
 */
MUST_CHECK enum status ask_page_read(const struct asker *p, const char *text, const char *question,
				     struct err *e);

/*
 * Shows a secret text of whole lines on a screen of its own until Enter is pressed.
 * Returns: as ask_page_read().
 */
MUST_CHECK enum status ask_page_secret(const struct asker *p, const struct secret *text,
				       struct err *e);

#endif
