/*
 * Texts name what was decoded: title, amount, recipient. The text of a message is its owner's and
 * stays out, and so does everything secret.
 */
#include "wallet/signer_journal.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"

void signer_journal_open(struct signer *s, int fd)
{
	if (journal_new(&s->journal, fd, &s->journal_fault) != STATUS_OK)
		s->journal = NULL;
}

void signer_journal_close(struct signer *s)
{
	journal_free(s->journal);
	s->journal = NULL;
}

/* Whether there is a journal to write. Out: `s`, STATUS_OK also where there is to be none */
static bool is_kept(const struct signer_call *c, enum status *s)
{
	const struct signer *signer = c->signer;

	*s = STATUS_OK;
	if (signer->journal == NULL && signer->journal_fault.text[0] != '\0')
		*s = err_set(c->e, signer->journal_fault.code, "the signer's journal: %s",
			     signer->journal_fault.text);
	return signer->journal != NULL;
}

void signer_journal_of(struct journal_entry *out, enum journal_kind kind, const char *text)
{
	*out = (struct journal_entry){.time = clock_now(), .kind = kind};
	text_clean(out->text, sizeof(out->text), text, strlen(text));
}

void signer_journal_of_request(const struct signer_call *c, struct journal_entry *out,
			       enum journal_kind kind, const struct signer_sign *in)
{
	static const char *const texts[] = {[JOURNAL_TRANSACTION] = "a transaction",
					    [JOURNAL_CLAIM] = "a claim",
					    [JOURNAL_DOCUMENT] = "a typed document",
					    [JOURNAL_MESSAGE] = "a message"};
	const struct signer_call quiet = {.signer = c->signer};
	struct address account;

	signer_journal_of(out, kind, texts[kind]);
	out->chain_id = in->chain_id;
	if (signer_call_address(&quiet, &account, in->account) == STATUS_OK)
		out->account = account;
}

void signer_journal_of_act(struct journal_entry *out, const struct signer_act *act, bool is_claim)
{
	const struct descriptor *d = &act->descriptor;
	char text[JOURNAL_TEXT_SIZE];
	int n = snprintf(text, sizeof(text), "%s", d->title);

	/* The lines that tell one act of a title from another. */
	for (size_t i = 0; i < d->n && n > 0 && n < (int)sizeof(text); i++) {
		const struct descriptor_field *f = &d->fields[i];

		if (strcmp(f->label, "Amount") == 0 || strcmp(f->label, "Cumulative") == 0 ||
		    strcmp(f->label, "To") == 0 || strcmp(f->label, "Recipient") == 0)
			n += snprintf(text + n, sizeof(text) - (size_t)n, "; %s %s", f->label,
				      f->value);
	}
	signer_journal_of(out, is_claim ? JOURNAL_CLAIM : JOURNAL_TRANSACTION, text);
	out->account = act->policy.from;
	out->chain_id = act->tx.chain_id;
	out->has_nonce = true;
	out->nonce = act->tx.nonce;
	out->digest = act->digest;
}

void signer_journal_of_text(struct journal_entry *out, const struct signer_text *t, bool is_typed,
			    size_t len)
{
	char text[JOURNAL_TEXT_SIZE];

	if (is_typed)
		snprintf(text, sizeof(text), "typed document: %s", t->meaning.title);
	else
		snprintf(text, sizeof(text), "message of %zu bytes", len);
	signer_journal_of(out, is_typed ? JOURNAL_DOCUMENT : JOURNAL_MESSAGE, text);
	out->account = t->policy.from;
	out->chain_id = t->policy.chain_id;
	out->digest = t->digest;
}

enum status signer_journal_earlier(struct signer_call *c, size_t *n, struct journal_entry *latest,
				   const struct journal_entry *entry)
{
	enum status s;

	*n = 0;
	return is_kept(c, &s) ? journal_find_nonce(c->signer->journal, n, latest, entry, c->e) : s;
}

enum status signer_journal_approve(struct signer_call *c, struct journal_entry *entry,
				   enum journal_consent consent, size_t earlier)
{
	enum status s;

	entry->outcome = JOURNAL_APPROVED;
	entry->consent = consent;
	if (is_kept(c, &s))
		s = journal_append(c->signer->journal, entry, earlier, c->e);
	return s;
}

/* Whether a failure is somebody's decision. */
static bool is_refusal(enum status s)
{
	return s == ERR_REFUSED || s == ERR_MISMATCH || s == ERR_PROOF_MISMATCH || s == ERR_PARSE ||
	       s == ERR_RANGE || s == ERR_LIMIT || s == ERR_CANCELLED || s == ERR_SIGNATURE;
}

enum status signer_journal_refuse(struct signer_call *c, struct journal_entry *entry, enum status s)
{
	enum status kept;

	if (!is_refusal(s) || !is_kept(c, &kept))
		return s;
	entry->outcome = JOURNAL_REFUSED;
	entry->consent = JOURNAL_NO_CONSENT;
	text_clean(entry->reason, sizeof(entry->reason), c->e->text, strlen(c->e->text));
	/* The refusal stands, also where it cannot be written. */
	(void)!journal_append(c->signer->journal, entry, 0, NULL);
	return s;
}
