/*
 * All accounts are derived, and their labels checked, before the first is added: half of a list
 * that a person asked for would be taken for the whole one.
 */
#include "act/watch_xpub.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/account.h"
#include "wallet/xpub.h"

bool is_extended_key(const char *text)
{
	return xpub_is_meant(text);
}

static enum status derive(struct xpub_account *out, const struct xpub *x, size_t n,
			  const char *label, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		out[i] = (struct xpub_account){.in_vault = false};
		s = xpub_address(&out[i].address, out[i].child, x, (uint32_t)i, e);
		if (label != NULL && label[0] != '\0' &&
		    snprintf(out[i].label, sizeof(out[i].label), "%s %zu", label, i) >=
			    (int)sizeof(out[i].label))
			return err_set(e, ERR_LIMIT,
				       "the label is too long with a number; shorten it");
	}
	return s;
}

/* Watching one would hide that the vault can sign for it. */
static enum status mark_own(struct app *app, struct xpub_account *list, size_t n, struct err *e)
{
	struct snapshot_account *known = NULL;
	size_t n_known = 0;
	enum status s = load_accounts(app, &known, &n_known, e);

	for (size_t i = 0; i < n_known && s == STATUS_OK; i++)
		for (size_t k = 0; k < n; k++)
			if (!known[i].watch_only &&
			    address_equal(&known[i].address, &list[k].address))
				list[k].in_vault = true;
	free(known);
	return s;
}

enum status watch_xpub(struct app *app, struct xpub_account *out, const char *text, size_t n,
		       const char *label, struct err *e)
{
	struct xpub x;
	enum status s = xpub_parse(&x, text, e);

	if (s == STATUS_OK)
		s = derive(out, &x, n, label, e);
	if (s == STATUS_OK)
		s = mark_own(app, out, n, e);
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		if (!out[i].in_vault)
			s = check_label(app, out[i].label, &out[i].address, e);
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		if (!out[i].in_vault)
			s = watch_account(app, &out[i].address, out[i].label, e);
	return s;
}
