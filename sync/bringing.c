/*
 * The rows of claims while they are brought, and the refusal of claims that are nobody's here: its
 * message names the accounts, since a user with several machines often looks on the wrong one.
 */
#include "sync/bringing.h"

#include <stdio.h>
#include <stdlib.h>

/* Accounts that a message names; more would not be read. */
#define ACCOUNTS_NAMED 3

enum status bringing_add(struct bringing *b, const struct cache_due *row, struct err *e)
{
	struct cache_due *grown;

	if (b->out->n == LIMIT_DROP_OWN)
		return err_set(e, ERR_LIMIT,
			       "more than %d claims of your accounts at once; bring "
			       "them in several files",
			       LIMIT_DROP_OWN);
	grown = reallocarray(b->out->rows, b->out->n + 1, sizeof(*grown));
	if (grown == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	b->out->rows = grown;
	b->out->rows[b->out->n++] = *row;
	return STATUS_OK;
}

enum status bringing_none(const struct bringing *b, const char *what, struct err *e)
{
	char named[ACCOUNTS_NAMED * (ADDRESS_TEXT_SIZE + 2) + 32] = "";
	size_t len = 0;

	for (size_t i = 0; i < b->n_accounts && i < ACCOUNTS_NAMED; i++) {
		char text[ADDRESS_TEXT_SIZE];

		address_format(text, &b->accounts[i]);
		len += (size_t)snprintf(named + len, sizeof(named) - len, "%s%s",
					i == 0 ? "" : ", ", text);
	}
	if (b->n_accounts > ACCOUNTS_NAMED)
		snprintf(named + len, sizeof(named) - len, " and %zu more",
			 b->n_accounts - ACCOUNTS_NAMED);
	return err_set(e, ERR_NOT_FOUND,
		       "%s for your accounts; looked for %s (another account: byline account watch "
		       "ADDRESS)",
		       what, named);
}
