/*
 * The private key of an account is derived for one signature and freed right after it. Between
 * requests only the seed and the branch above the accounts are in memory.
 */
#include "wallet/signer_call.h"

#include "base/buf.h"
#include "wallet/bip32.h"

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
	return c->signer->vault != NULL
		       ? STATUS_OK
		       : err_set(c->e, ERR_LOCKED, "the vault is locked; unlock it first");
}

/* Finds the place of account `index` in vault_accounts(), which is also that of its address. */
static enum status place_of_account(const struct signer_call *c, size_t *at, uint32_t index)
{
	const struct vault_account *a;
	size_t n;
	enum status s = signer_call_require_open(c);

	if (s != STATUS_OK)
		return s;
	a = vault_accounts(c->signer->vault, &n);
	for (size_t i = 0; i < n; i++) {
		if (a[i].index == index) {
			*at = i;
			return STATUS_OK;
		}
	}
	return err_set(c->e, ERR_NOT_FOUND, "the vault has no account %u", index);
}

enum status signer_call_address(const struct signer_call *c, struct address *out, uint32_t index)
{
	size_t at = 0;
	enum status s = place_of_account(c, &at, index);

	if (s == STATUS_OK)
		*out = c->signer->addresses[at];
	return s;
}

enum status signer_call_sign(const struct signer_call *c, struct tx_signature *sig, uint32_t index,
			     const struct hash *digest)
{
	struct signer *signer = c->signer;
	struct secret *node = NULL;
	size_t at = 0;
	enum status s = place_of_account(c, &at, index);

	if (s == STATUS_OK)
		s = bip32_child(&node, signer->curve, signer->branch, index, c->e);
	if (s != STATUS_OK)
		return s;
	s = curve_sign(signer->curve, sig, digest, secret_view(node));
	secret_free(node);
	return s == STATUS_OK
		       ? s
		       : err_set(c->e, s,
				 "the new signature does not verify, so it was thrown away; try "
				 "again, and suspect this computer's memory if it happens twice");
}
