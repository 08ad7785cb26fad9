/*
 * In reading order: what is expected, one intent (understand() writes its review and finds the text
 * that confirms it), the question, and what takes a consent.
 *
 * Invariants: a digest becomes agreed to only in signer_consent_ask(), after every line of all
 * reviews was on the terminal and the text was typed there; it is used once.
 */
#include "wallet/signer_consent.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "chain/review_text.h"
#include "wallet/ask_page.h"
#include "wallet/consent_words.h"
#include "wallet/signer_profile.h"
#include "wallet/signer_text.h"

/* The longest text that anybody is asked to read. */
#define REVIEW_MAX (4 * MIB)

struct consented {
	struct hash digest;
	uint32_t account; /* of an agreed one: the account that signs, which the review showed */
	char words[CONSENT_WORDS_SIZE]; /* of an expected one: what was given beside it */
};

struct signer_consents {
	struct consented expected[SIGNER_CONSENTS], agreed[SIGNER_CONSENTS];
	size_t n_expected, n_agreed;
	/* Shown next, by CONSENT. */
	struct consent_words pending[SIGNER_CONSENTS];
	uint32_t accounts[SIGNER_CONSENTS]; /* that sign them */
	size_t n_pending;
	struct buf review;
};

/* The signer's consents, made at their first use; NULL when out of memory. */
static struct signer_consents *consents_of(struct signer *s)
{
	if (s->consents == NULL) {
		s->consents = calloc(1, sizeof(*s->consents));
		if (s->consents != NULL)
			buf_init(&s->consents->review, REVIEW_MAX);
	}
	return s->consents;
}

/* Drops what waits to be shown. */
static void drop_pending(struct signer_consents *all)
{
	all->n_pending = 0;
	buf_release(&all->review);
	buf_init(&all->review, REVIEW_MAX);
}

void signer_consent_forget(struct signer *s)
{
	if (s->consents == NULL)
		return;
	s->consents->n_agreed = 0;
	drop_pending(s->consents);
}

void signer_consent_release(struct signer *s)
{
	if (s->consents == NULL)
		return;
	buf_release(&s->consents->review);
	free(s->consents);
	s->consents = NULL;
}

/* --- expected --- */

enum status signer_consent_allow(struct signer *s, const struct hash *digest, const char *words,
				 struct err *e)
{
	struct signer_consents *all = consents_of(s);

	if (all == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	if (all->n_expected == SIGNER_CONSENTS || strlen(words) >= CONSENT_WORDS_SIZE)
		return err_set(e, ERR_LIMIT, "more is expected than the signer takes");
	all->expected[all->n_expected].digest = *digest;
	snprintf(all->expected[all->n_expected++].words, CONSENT_WORDS_SIZE, "%s", words);
	return STATUS_OK;
}

enum status signer_consent_expect(struct signer_call *c, const struct signer_expected *in,
				  struct signer_none *out)
{
	char words[CONSENT_WORDS_SIZE] = "";

	(void)out;
	/* Once a vault was opened, no message stands for a person. */
	if (c->signer->keys != NULL || c->signer->unsaved != NULL)
		return err_set(c->e, ERR_REFUSED,
			       "what is to be signed is named before the vault is opened, or "
			       "confirmed on the terminal");
	if (in->words.len >= sizeof(words))
		return err_set(c->e, ERR_LIMIT, "no confirmation is so long");
	memcpy(words, in->words.data, in->words.len);
	return signer_consent_allow(c->signer, &in->digest, words, c->e);
}

void signer_consent_tell(const struct signer *s)
{
	char hash[HASH_TEXT_SIZE], line[HASH_TEXT_SIZE + 64];

	for (size_t i = 0; s->consents != NULL && i < s->consents->n_expected; i++) {
		hash_format(hash, &s->consents->expected[i].digest);
		snprintf(line, sizeof(line), "The passphrase signs what has the hash %s", hash);
		ask_tell(&s->ask, line);
	}
}

/* Whether --expect named the digest, with the words that it needs. Out: `named`, without them */
static bool is_expected(const struct signer_consents *all, const struct hash *digest,
			const char *words, bool *named)
{
	*named = false;
	for (size_t i = 0; i < all->n_expected; i++) {
		if (!hash_equal(&all->expected[i].digest, digest))
			continue;
		*named = true;
		if (words[0] == '\0' || ask_is_alike(all->expected[i].words, words))
			return true;
	}
	return false;
}

/* --- one intent --- */

/* Writes the review of an intent, and what confirms it. */
static enum status understand(struct signer_call *c, struct consent_words *out, struct buf *review,
			      const struct signer_intent *in)
{
	const struct signer_sign sign = {.account = in->account,
					 .allowed = in->allowed,
					 .chain_id = in->chain_id,
					 .fee_cap = in->fee_cap,
					 .profile = in->profile,
					 .data = in->data};
	const struct consent_obstacles obstacles = {.earlier = in->earlier, .first = in->first};
	struct signer_act act;
	struct signer_text t;
	enum status s;

	if (in->op == SIGNER_SIGN_TYPED || in->op == SIGNER_SIGN_MESSAGE) {
		s = signer_text_judge(c, &t, review, &sign, in->op == SIGNER_SIGN_TYPED);
		/* A review has the profile's symbols and decimals. */
		if (s == STATUS_OK)
			s = signer_profile_require_accepted(c, &sign.profile);
		if (s == STATUS_OK)
			consent_words_of_text(out, &t.digest, &t.meaning);
		return s;
	}
	if (in->op != SIGNER_SIGN_TX && in->op != SIGNER_SIGN_CLAIM)
		return signer_call_malformed(c);
	s = signer_policy_judge(c, &act, &sign, in->op == SIGNER_SIGN_CLAIM);
	if (s == STATUS_OK)
		s = signer_profile_require_accepted(c, &sign.profile);
	if (s == STATUS_OK) {
		review_text_transaction(review, &act.descriptor);
		review_text_end(review, &act.policy.from, &act.digest);
		consent_words_of_act(out, &act, c->signer->keys, &obstacles);
	}
	signer_policy_release(&act);
	return s;
}

enum status signer_consent_consider(struct signer_call *c, const struct signer_intent *in,
				    struct signer_none *out)
{
	struct signer_consents *all = consents_of(c->signer);
	enum status s;

	(void)out;
	if (all == NULL)
		return err_set(c->e, ERR_MEMORY, "out of memory");
	if (all->n_pending == SIGNER_CONSENTS)
		return err_set(c->e, ERR_LIMIT, "at most %d are confirmed at once",
			       SIGNER_CONSENTS);
	s = understand(c, &all->pending[all->n_pending], &all->review, in);
	if (s == STATUS_OK && buf_status(&all->review) != STATUS_OK)
		s = err_set(c->e, ERR_LIMIT, "it is too long for a person to read; not signed");
	/* Nothing of several is confirmed when one of them cannot be. */
	if (s == STATUS_OK)
		all->accounts[all->n_pending++] = in->account;
	else
		drop_pending(all);
	return s;
}

/* --- the question --- */

enum status signer_consent_ask(struct signer_call *c, const struct signer_none *in,
			       struct signer_none *out)
{
	struct signer_consents *all = consents_of(c->signer);
	struct consent_words q;
	enum status s;

	(void)in;
	(void)out;
	if (all == NULL || all->n_pending == 0)
		return signer_call_malformed(c);
	s = consent_words_of_all(&q, all->pending, all->n_pending, c->e);
	if (s == STATUS_OK)
		s = ask_page_read(&c->signer->ask, buf_str(&all->review), c->e);
	if (s == STATUS_OK)
		s = ask_confirmation(&c->signer->ask, q.question, q.wanted, c->e);
	for (size_t i = 0; i < all->n_pending && s == STATUS_OK; i++)
		all->agreed[i] = (struct consented){.digest = all->pending[i].digest,
						    .account = all->accounts[i]};
	/* What was agreed to before and not used is void: its review is out of sight. */
	all->n_agreed = s == STATUS_OK ? all->n_pending : 0;
	drop_pending(all);
	return s;
}

/* --- taking a consent --- */

/* Uses up the consent to sign `digest` by this account, if there is one. */
static bool use(struct signer_consents *all, const struct hash *digest, uint32_t account)
{
	for (size_t i = 0; i < all->n_agreed; i++) {
		if (!hash_equal(&all->agreed[i].digest, digest) ||
		    all->agreed[i].account != account)
			continue;
		all->agreed[i] = all->agreed[--all->n_agreed];
		return true;
	}
	return false;
}

enum status signer_consent_require(struct signer_call *c, const struct hash *digest,
				   uint32_t account, const char *words)
{
	struct signer_consents *all = consents_of(c->signer);
	bool named = false;

	if (all == NULL)
		return err_set(c->e, ERR_MEMORY, "out of memory");
	if (use(all, digest, account) || is_expected(all, digest, words, &named))
		return STATUS_OK;
	return named ? err_set(c->e, ERR_REFUSED,
			       "a hash does not say what is given away; to go ahead, give \"%s\" "
			       "with --confirm",
			       words)
		     : err_set(c->e, ERR_REFUSED,
			       "nobody agreed to this at the signer's own prompt, so it was not "
			       "signed; scripts name its hash by --expect");
}

enum status signer_consent_require_act(struct signer_call *c, const struct signer_act *act)
{
	const struct consent_obstacles none = {.first = false};
	struct consent_words w;

	consent_words_of_act(&w, act, c->signer->keys, &none);
	return signer_consent_require(c, &act->digest, act->policy.account,
				      w.has_obstacle ? w.wanted : "");
}
