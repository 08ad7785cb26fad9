/*
 * A profile is parsed here from its text and from nothing else: the hash that names it is computed
 * of the bytes that were parsed.
 *
 * Invariant: two profiles never have one hash, and none changes after it was taken.
 */
#include "wallet/signer_profile.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "chain/keccak.h"
#include "chain/payer.h"
#include "chain/profile_parse.h"
#include "wallet/ask_page.h"

/* More networks are not followed at once (LIMIT_NETWORKS), and each may change meanwhile. */
#define MOST (2 * LIMIT_NETWORKS)

struct signer_profiles {
	size_t n;
	struct {
		struct hash hash;
		struct profile *profile;
	} known[MOST];
};

const struct profile *signer_profile_find(const struct signer *s, const struct hash *hash)
{
	for (size_t i = 0; s->profiles != NULL && i < s->profiles->n; i++)
		if (hash_equal(&s->profiles->known[i].hash, hash))
			return s->profiles->known[i].profile;
	return NULL;
}

/* Keeps a parsed profile; the caller keeps it after a failure. */
static enum status keep(struct signer *s, const struct hash *hash, struct profile *take_p,
			struct err *e)
{
	if (s->profiles == NULL)
		s->profiles = calloc(1, sizeof(*s->profiles));
	if (s->profiles == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	if (s->profiles->n == MOST)
		return err_set(e, ERR_LIMIT,
			       "the signer was handed more than %d network profiles; lock the "
			       "vault and unlock it",
			       MOST);
	s->profiles->known[s->profiles->n].hash = *hash;
	s->profiles->known[s->profiles->n++].profile = take_p;
	return STATUS_OK;
}

enum status signer_profile_take(struct signer_call *c, const struct signer_file *in,
				struct signer_taken *out)
{
	struct profile *p;
	enum status s;

	keccak256(out->hash.bytes, in->file.data, in->file.len);
	out->accepted = c->signer->keys != NULL && keyring_accepts(c->signer->keys, &out->hash);
	if (signer_profile_find(c->signer, &out->hash) != NULL)
		return STATUS_OK;
	p = malloc(sizeof(*p));
	if (p == NULL)
		return err_set(c->e, ERR_MEMORY, "out of memory");
	s = profile_parse(p, in->file.data, in->file.len, c->e);
	if (s == STATUS_OK)
		s = keep(c->signer, &out->hash, p, c->e);
	if (s != STATUS_OK)
		free(p);
	return s;
}

enum status signer_profile_require_accepted(const struct signer_call *c, const struct hash *hash)
{
	if (hash_is_zero(hash) || keyring_accepts(c->signer->keys, hash))
		return STATUS_OK;
	return err_set(c->e, ERR_REFUSED,
		       "the vault has not accepted this network profile, or it has changed since");
}

static void add_contract(struct buf *text, const char *label, const char *name,
			 const struct address *a)
{
	char address[ADDRESS_TEXT_SIZE];

	address_format(address, a);
	buf_addf(text, "  %-12s %s%s%s\n", label, address, *name != '\0' ? "  " : "", name);
}

/* Amounts are read by a token's decimals: one that is off by twelve hides a million. */
static void add_token(struct buf *text, const struct profile_token *t)
{
	char name[48];

	snprintf(name, sizeof(name), "%s, %u decimals", t->symbol, t->decimals);
	add_contract(text, "Token", name, &t->contract.address);
}

static void add_payer(struct buf *text, const struct profile *p,
		      const struct profile_distributor *d)
{
	const struct profile_token *t = profile_token(p, &d->token);
	char name[128], token[ADDRESS_TEXT_SIZE];

	address_format(token, &d->token);
	snprintf(name, sizeof(name), "%s%s%s pays %s", d->name, d->name[0] != '\0' ? ", " : "",
		 payer_kind(d->kind)->name,
		 address_is_zero(&d->token) ? "any token"
		 : t != NULL		    ? t->symbol
					    : token);
	add_contract(text, "Payer", name, &d->contract.address);
}

/* Writes what a profile lets the signer take for granted: its chain, contracts and cap. */
static void describe(struct buf *text, const struct profile *p)
{
	char cap[AMOUNT_TEXT_SIZE];

	amount_format(cap, &p->fee_cap.raw, p->native_decimals);
	buf_addf(text, "ACCEPT A NETWORK: %s\n\n", p->title);
	buf_addf(text, "The vault has not seen this profile before, or it has changed since.\n\n");
	buf_addf(text, "  %-12s %llu\n", "Chain", (unsigned long long)p->chain_id);
	buf_addf(text, "  %-12s %s, %u decimals\n", "Coin", p->native_symbol, p->native_decimals);
	for (size_t i = 0; i < p->n_tokens; i++)
		add_token(text, &p->tokens[i]);
	for (size_t i = 0; i < p->n_distributors; i++)
		add_payer(text, p, &p->distributors[i]);
	if (p->has_eas)
		add_contract(text, "Attestations", "", &p->eas.contract.address);
	for (size_t i = 0; i < p->n_datanets; i++)
		add_contract(text, "Datanet", p->datanets[i].name, &p->datanets[i].address);
	buf_addf(text, "  %-12s %s %s for one transaction\n\n", "Gas at most", cap,
		 p->native_symbol);
}

enum status signer_profile_show(struct signer_call *c, const struct profile *p)
{
	char question[96];
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_SMALL_FILE);
	describe(&text, p);
	snprintf(question, sizeof(question), "Type %s to accept it: ", p->name);
	s = buf_status(&text);
	if (s == STATUS_OK)
		s = ask_page_read(&c->signer->ask, buf_str(&text), question, c->e);
	if (s == STATUS_OK)
		s = ask_confirmation(&c->signer->ask, question, p->name, c->e);
	buf_release(&text);
	return s;
}

void signer_profile_forget(struct signer *s)
{
	for (size_t i = 0; s->profiles != NULL && i < s->profiles->n; i++)
		free(s->profiles->known[i].profile);
	free(s->profiles);
	s->profiles = NULL;
}
