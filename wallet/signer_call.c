/*
 * Handlers reach keys only through these functions, which refuse while the vault is locked. A key
 * is readable only while it is used (wallet/keyring.c).
 */
#include "wallet/signer_call.h"

#include "base/buf.h"

enum status signer_call_malformed(const struct signer_call *c)
{
	return err_set(c->e, ERR_PARSE,
		       "the signer cannot read this request; please report this as a bug");
}

struct wire_bytes signer_call_bytes(const struct signer_call *c)
{
	return (struct wire_bytes){.data = c->bytes->data, .len = c->bytes->len};
}

enum status signer_call_require_open(const struct signer_call *c)
{
	return c->signer->keys != NULL
		       ? STATUS_OK
		       : err_set(c->e, ERR_LOCKED, "the vault is locked; unlock it first");
}

/* Finds account `index` in the vault in use. Returns NULL after a failure, which is in `s`. */
static const struct keyring_account *account_in_use(const struct signer_call *c, enum status *s,
						    uint32_t index)
{
	const struct keyring_account *a = NULL;

	*s = signer_call_require_open(c);
	if (*s == STATUS_OK)
		a = keyring_find(c->signer->keys, index);
	if (*s == STATUS_OK && a == NULL)
		*s = err_set(c->e, ERR_NOT_FOUND, "the vault has no account %u", index);
	return a;
}

enum status signer_call_address(const struct signer_call *c, struct address *out, uint32_t index)
{
	enum status s;
	const struct keyring_account *a = account_in_use(c, &s, index);

	if (a != NULL)
		*out = a->address;
	return s;
}

enum status signer_call_sign(const struct signer_call *c, struct tx_signature *sig, uint32_t index,
			     const struct hash *digest)
{
	enum status s;
	const struct keyring_account *a = account_in_use(c, &s, index);

	if (a == NULL)
		return s;
	s = keyring_sign(c->signer->curve, sig, a, digest);
	return s == STATUS_OK
		       ? s
		       : err_set(c->e, s,
				 "the new signature does not verify, so it was thrown away; try "
				 "again, and suspect this computer's memory if it happens twice");
}
