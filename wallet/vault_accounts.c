/* Invariant: accounts are ascending by index, each index once, and labels end with zeros. */
#include "wallet/vault_accounts.h"

#include <string.h>

#include "base/text.h"
#include "wallet/vault_private.h"

const struct vault_account *vault_accounts(const struct vault *v, size_t *n)
{
	*n = v->n;
	return v->accounts;
}

enum status vault_accounts_check_label(const char *label, size_t len, struct err *e)
{
	char cleaned[4 * VAULT_LABEL_SIZE];

	if (len >= VAULT_LABEL_SIZE)
		return err_set(e, ERR_LIMIT, "a label has at most %d bytes; shorten it",
			       VAULT_LABEL_SIZE - 1);
	/* A label that cleaning would change holds something that could mislead on a screen. */
	text_clean(cleaned, sizeof(cleaned), label, len);
	if (strlen(cleaned) != len || memcmp(cleaned, label, len) != 0)
		return err_set(
			e, ERR_PARSE,
			"a label is plain text, without control characters and invisible ones");
	return STATUS_OK;
}

/* The place of account `index`, or the place where it would be added. */
static size_t position(const struct vault *v, uint32_t index)
{
	size_t i = 0;

	while (i < v->n && v->accounts[i].index < index)
		i++;
	return i;
}

/* The bytes behind the label are zeros, so that equal vaults are equal bytes. */
static void set_label(struct vault_account *a, const char *label, size_t len)
{
	memset(a->label, 0, sizeof(a->label));
	memcpy(a->label, label, len);
}

uint32_t vault_accounts_next(const struct vault *v)
{
	return v->n > 0 ? v->accounts[v->n - 1].index + 1 : 0;
}

/* Makes room for account `index` and fills in number and label. Out: `a`, the new account */
static enum status insert(struct vault *v, struct vault_account **a, uint32_t index,
			  const char *label, size_t len, struct err *e)
{
	size_t i = position(v, index);
	enum status s = vault_accounts_check_label(label, len, e);

	if (s != STATUS_OK)
		return s;
	if (index >= VAULT_INDEX_END)
		return err_set(e, ERR_RANGE,
			       "the index of an account is a number from 0 to 2147483647");
	if (i < v->n && v->accounts[i].index == index)
		return err_set(e, ERR_EXISTS, "the vault already has account %u", index);
	if (v->n == VAULT_ACCOUNTS)
		return err_set(e, ERR_LIMIT, "a vault holds at most %d accounts", VAULT_ACCOUNTS);
	/* Accounts behind the new one move up by one place. */
	memmove(&v->accounts[i + 1], &v->accounts[i], (v->n - i) * sizeof(v->accounts[0]));
	*a = &v->accounts[i];
	**a = (struct vault_account){.index = index};
	set_label(*a, label, len);
	v->n++;
	return STATUS_OK;
}

enum status vault_accounts_add(struct vault *v, uint32_t index, const struct key_path *path,
			       const char *label, size_t len, struct err *e)
{
	struct vault_account *a = NULL;
	enum status s;

	for (size_t i = 0; i < v->n; i++) {
		if (path->n > 0 && memcmp(&v->accounts[i].path, path, sizeof(*path)) == 0)
			return err_set(e, ERR_EXISTS,
				       "account %u of the vault has this derivation path already",
				       v->accounts[i].index);
	}
	s = insert(v, &a, index, label, len, e);
	if (s == STATUS_OK)
		a->path = *path;
	return s;
}

/* The key is copied first, so that a failure leaves the list as it was. */
enum status vault_accounts_import(struct vault *v, uint32_t index, const struct secret *key,
				  const char *label, size_t len, struct err *e)
{
	struct vault_account *a = NULL;
	struct secret *copy = NULL;
	enum status s = secret_copy(&copy, secret_view(key), VAULT_KEY_BYTES, e);

	if (s == STATUS_OK)
		s = insert(v, &a, index, label, len, e);
	if (s == STATUS_OK)
		a->key = copy;
	else
		secret_free(copy);
	return s;
}

enum status vault_accounts_label(struct vault *v, uint32_t index, const char *label, size_t len,
				 struct err *e)
{
	size_t i = position(v, index);
	enum status s = vault_accounts_check_label(label, len, e);

	if (s != STATUS_OK)
		return s;
	if (i == v->n || v->accounts[i].index != index)
		return err_set(e, ERR_NOT_FOUND, "the vault has no account %u", index);
	set_label(&v->accounts[i], label, len);
	return STATUS_OK;
}
