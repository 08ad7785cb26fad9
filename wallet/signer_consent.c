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
#include "base/text.h"
#include "chain/review_text.h"
#include "wallet/ask_page.h"
#include "wallet/signer_profile.h"

/* The longest text that anybody is asked to read. */
#define REVIEW_MAX (4 * MIB)

struct expected_digest {
	struct hash digest;
	char words[CONSENT_WORDS_SIZE]; /* given beside it */
	bool used;
	uint32_t account; /* that it was used for, and that it counts for since */
};

/* An intent that waits to be shown. */
struct pending_intent {
	struct consent_words words;
	struct journal_entry entry;
	uint32_t account;
	size_t earlier; /* as many of its nonce were signed before */
};

struct agreed_digest {
	struct hash digest;
	uint32_t account; /* that signs, as the review showed */
	size_t earlier;
};

struct signer_consents {
	struct expected_digest expected[SIGNER_CONSENTS];
	struct agreed_digest agreed[SIGNER_CONSENTS];
	struct pending_intent pending[SIGNER_CONSENTS]; /* shown next, by CONSENT */
	size_t n_expected, n_agreed, n_pending;
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

void signer_consent_drop(struct signer *s)
{
	if (s->consents != NULL)
		drop_pending(s->consents);
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
	/* Whoever types a passphrase was told of it: later no message stands for a person. */
	if (c->signer->asked)
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
	char hash[HASH_TEXT_SIZE], words[CONSENT_WORDS_SIZE],
		line[HASH_TEXT_SIZE + CONSENT_WORDS_SIZE + 64];

	for (size_t i = 0; s->consents != NULL && i < s->consents->n_expected; i++) {
		const struct expected_digest *one = &s->consents->expected[i];

		hash_format(hash, &one->digest);
		text_clean(words, sizeof(words), one->words, strlen(one->words));
		snprintf(line, sizeof(line), "The passphrase signs what has the hash %s%s%s%s",
			 hash, words[0] != '\0' ? ", confirmed by \"" : "", words,
			 words[0] != '\0' ? "\"" : "");
		ask_tell(&s->ask, line);
	}
}

/*
 * Whether --expect named the digest, with the words that it needs. An account's unsigned bytes may
 * be another one's too, so that it counts for the first account alone. Out: `named`, without them
 */
static bool is_expected(struct signer_consents *all, const struct hash *digest, uint32_t account,
			const char *words, bool *named)
{
	*named = false;
	for (size_t i = 0; i < all->n_expected; i++) {
		struct expected_digest *one = &all->expected[i];

		if (!hash_equal(&one->digest, digest) || (one->used && one->account != account))
			continue;
		*named = true;
		if (!text_has_words(one->words, words))
			continue;
		one->used = true;
		one->account = account;
		return true;
	}
	return false;
}

/* --- one intent --- */

enum status signer_consent_find_earlier(struct signer_call *c, struct consent_obstacles *out,
					size_t *n, struct journal_entry *latest,
					const struct journal_entry *entry,
					const struct descriptor *d)
{
	enum status s = signer_journal_earlier(c, n, latest, entry);

	/* A cancellation is meant against the earlier one, which its review names. */
	if (s == STATUS_OK && *n > 0 && d->intent != INTENT_CANCEL)
		out->earlier =
			hash_is_zero(&latest->transaction) ? latest->digest : latest->transaction;
	return s;
}

/* Tells of what was signed with the same nonce: only one of them can happen. */
static void add_earlier(struct buf *review, const struct journal_entry *latest)
{
	char hash[HASH_TEXT_SIZE];

	hash_format(hash, &latest->transaction);
	buf_addf(review, "  ! nonce %llu was signed for before: %s\n    transaction %s\n\n",
		 (unsigned long long)latest->nonce, latest->text, hash);
}

static enum status understand_act(struct signer_call *c, struct pending_intent *out,
				  struct buf *review, const struct signer_intent *in,
				  const struct signer_sign *sign)
{
	const bool is_claim = in->op == SIGNER_SIGN_CLAIM;
	struct consent_obstacles obstacles = {.earlier = in->earlier, .first = in->first};
	struct journal_entry latest;
	struct signer_act act;
	enum status s = signer_policy_judge(c, &act, sign, is_claim);

	if (s == STATUS_OK)
		s = signer_profile_require_accepted(c, &sign->profile);
	if (s == STATUS_OK) {
		signer_journal_of_act(&out->entry, &act, is_claim);
		s = signer_consent_find_earlier(c, &obstacles, &out->earlier, &latest, &out->entry,
						&act.descriptor);
	}
	if (s == STATUS_OK) {
		review_text_transaction(review, &act.descriptor);
		review_text_end(review, &act.policy.from, &act.digest);
		if (out->earlier > 0)
			add_earlier(review, &latest);
		consent_words_of_act(&out->words, &act, c->signer->keys, &obstacles);
	}
	signer_policy_release(&act);
	return s;
}

static enum status understand_text(struct signer_call *c, struct pending_intent *out,
				   struct buf *review, const struct signer_sign *sign,
				   bool is_typed)
{
	struct signer_text t;
	enum status s = signer_text_judge(c, &t, review, sign, is_typed);

	/* A review has the profile's symbols and decimals. */
	if (s == STATUS_OK)
		s = signer_profile_require_accepted(c, &sign->profile);
	if (s != STATUS_OK)
		return s;
	signer_journal_of_text(&out->entry, &t, is_typed, sign->data.len);
	consent_words_of_text(&out->words, &t.digest, &t.meaning);
	return s;
}

/* Writes the review of an intent, and finds the text that confirms it. */
static enum status understand(struct signer_call *c, struct pending_intent *out, struct buf *review,
			      const struct signer_intent *in)
{
	const struct signer_sign sign = {.account = in->account,
					 .allowed = in->allowed,
					 .chain_id = in->chain_id,
					 .fee_cap = in->fee_cap,
					 .profile = in->profile,
					 .domain = in->domain,
					 .data = in->data};
	enum journal_kind kind;
	enum status s;

	switch (in->op) {
	case SIGNER_SIGN_TX: kind = JOURNAL_TRANSACTION; break;
	case SIGNER_SIGN_CLAIM: kind = JOURNAL_CLAIM; break;
	case SIGNER_SIGN_TYPED: kind = JOURNAL_DOCUMENT; break;
	case SIGNER_SIGN_MESSAGE: kind = JOURNAL_MESSAGE; break;
	default: return signer_call_malformed(c); /* nothing else is signed */
	}
	*out = (struct pending_intent){.account = in->account};
	s = kind == JOURNAL_DOCUMENT || kind == JOURNAL_MESSAGE
		    ? understand_text(c, out, review, &sign, kind == JOURNAL_DOCUMENT)
		    : understand_act(c, out, review, in, &sign);
	if (s == STATUS_OK)
		return s;
	if (out->entry.time == 0)
		signer_journal_of_request(c, &out->entry, kind, &sign);
	return signer_journal_refuse(c, &out->entry, s);
}

enum status signer_consent_consider(struct signer_call *c, const struct signer_intent *in,
				    struct signer_none *out)
{
	struct signer_consents *all = consents_of(c->signer);
	enum status s;

	(void)out;
	if (all == NULL)
		return err_set(c->e, ERR_MEMORY, "out of memory");
	if (all->n_pending == SIGNER_CONSENTS) {
		drop_pending(all);
		return err_set(c->e, ERR_LIMIT, "at most %d are confirmed at once",
			       SIGNER_CONSENTS);
	}
	s = understand(c, &all->pending[all->n_pending], &all->review, in);
	if (s == STATUS_OK && buf_status(&all->review) != STATUS_OK)
		s = err_set(c->e, ERR_LIMIT, "it is too long for a person to read; not signed");
	/* Nothing of several is confirmed when one of them cannot be. */
	if (s == STATUS_OK)
		all->n_pending++;
	else
		drop_pending(all);
	return s;
}

/* --- the question --- */

/* Puts the one question for all that is pending. */
static enum status ask(struct signer_call *c, struct signer_consents *all)
{
	struct consent_words each[SIGNER_CONSENTS], q;
	enum status s;

	for (size_t i = 0; i < all->n_pending; i++)
		each[i] = all->pending[i].words;
	s = consent_words_of_all(&q, each, all->n_pending, c->e);
	if (s == STATUS_OK)
		s = ask_page_read(&c->signer->ask, buf_str(&all->review), q.question, c->e);
	return s == STATUS_OK ? ask_confirmation(&c->signer->ask, q.question, q.wanted, c->e) : s;
}

enum status signer_consent_ask(struct signer_call *c, const struct signer_none *in,
			       struct signer_none *out)
{
	struct signer_consents *all = consents_of(c->signer);
	enum status s;

	(void)in;
	(void)out;
	if (all == NULL || all->n_pending == 0)
		return signer_call_malformed(c);
	s = ask(c, all);
	/* Agreed to before and not used is void: its review is out of sight. */
	all->n_agreed = s == STATUS_OK ? all->n_pending : 0;
	for (size_t i = 0; i < all->n_pending; i++) {
		struct pending_intent *p = &all->pending[i];

		all->agreed[i] = (struct agreed_digest){
			.digest = p->words.digest, .account = p->account, .earlier = p->earlier};
		s = signer_journal_refuse(c, &p->entry, s);
	}
	drop_pending(all);
	return s;
}

/* --- taking a consent --- */

/*
 * Uses up the consent to sign `digest` with this account, if there is one. Out: `earlier`, as the
 * person was told
 */
static bool use(struct signer_consents *all, const struct hash *digest, uint32_t account,
		size_t *earlier)
{
	for (size_t i = 0; i < all->n_agreed; i++) {
		if (!hash_equal(&all->agreed[i].digest, digest) ||
		    all->agreed[i].account != account)
			continue;
		*earlier = all->agreed[i].earlier;
		all->agreed[i] = all->agreed[--all->n_agreed];
		return true;
	}
	return false;
}

enum status signer_consent_require(struct signer_call *c, struct signer_consent *out,
				   const struct hash *digest, uint32_t account, const char *words)
{
	struct signer_consents *all = consents_of(c->signer);
	bool named = false;

	*out = (struct signer_consent){.how = JOURNAL_TYPED};
	if (all == NULL)
		return err_set(c->e, ERR_MEMORY, "out of memory");
	if (use(all, digest, account, &out->earlier))
		return STATUS_OK;
	out->how = JOURNAL_EXPECTED;
	if (is_expected(all, digest, account, words, &named))
		return STATUS_OK;
	return named ? err_set(c->e, ERR_REFUSED,
			       "a hash alone does not confirm this; to go ahead, give \"%s\" with "
			       "--confirm",
			       words)
		     : err_set(c->e, ERR_REFUSED,
			       "nobody agreed to this at the signer's own prompt, so it was not "
			       "signed; scripts name its hash by --expect");
}
