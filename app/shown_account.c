#include "app/shown_account.h"

#include <stdlib.h>
#include <string.h>

#include "app/account.h"
#include "app/lost_records.h"
#include "app/state.h"

/* The account picked in the dashboard, if one was. */
static bool chosen_account(struct app *app, struct address *out)
{
	bool chosen;

	pthread_mutex_lock(&app->shared->state_lock);
	chosen = app->shared->account_chosen;
	*out = app->shared->chosen_account;
	pthread_mutex_unlock(&app->shared->state_lock);
	return chosen;
}

void set_shown_account(struct app *app, const struct address *account)
{
	/* The UI thread writes what lanes read. */
	pthread_mutex_lock(&app->shared->state_lock);
	app->shared->account_chosen = true;
	app->shared->chosen_account = *account;
	pthread_mutex_unlock(&app->shared->state_lock);
	store_refresh(app);
}

enum status choose_account(struct app *app, size_t *index, const struct snapshot_account *accounts,
			   size_t n, struct err *e)
{
	struct address chosen;

	if (n == 0)
		return refuse_no_account(app, e);
	if (chosen_account(app, &chosen)) {
		for (*index = 0; *index < n; ++*index)
			if (address_equal(&accounts[*index].address, &chosen))
				return STATUS_OK;
	}
	if (app->shared->options.account != NULL)
		return find_account(index, accounts, n, app->shared->options.account, e);
	/* The configured account may have been forgotten; the others are shown all the same. */
	if (find_account(index, accounts, n, app->shared->config.account, NULL) == STATUS_OK)
		return STATUS_OK;
	return find_account(index, accounts, n, NULL, e);
}

enum status shown_account(struct app *app, struct address *out, struct err *e)
{
	const char *name = app->shared->options.account;
	struct snapshot_account *accounts = NULL;
	struct address chosen;
	size_t n, i;
	enum status s;

	/* An address that was never added can be looked at without adding it. */
	if (!chosen_account(app, &chosen) && name != NULL &&
	    address_parse(out, name, strlen(name)) == STATUS_OK)
		return STATUS_OK;
	s = load_accounts(app, &accounts, &n, e);
	if (s == STATUS_OK)
		s = choose_account(app, &i, accounts, n, e);
	if (s == STATUS_OK)
		*out = accounts[i].address;
	free(accounts);
	return s;
}
