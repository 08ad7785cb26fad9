/*
 * Epochs: a chain of statements by the publisher, each of which names the one before it, so that
 * none can be left out between two others. Those that are missing at either end are counted: the
 * description names the newest epoch, and epoch 1 names no statement before it.
 */
#include "card/epochs.h"

#include <stdio.h>
#include <stdlib.h>

#include "chain/eas.h"
#include "chain/keccak.h"

/* The document of an epoch without scores is no text at all. */
static bool is_empty_document(const struct hash *document)
{
	struct hash none;

	keccak256(none.bytes, NULL, 0);
	return hash_equal(document, &none);
}

/* Reads the attested lines and redoes their sums. */
static enum status read_lines(struct card_epoch *epoch, struct fold *f, struct err *e)
{
	const struct card_text *text = NULL;
	char what[64];
	enum status s = STATUS_OK;

	snprintf(what, sizeof(what), "the document of epoch %llu",
		 (unsigned long long)epoch->st.epoch);
	if (is_empty_document(&epoch->st.document)) {
		keccak256(epoch->document.hash.bytes, NULL, 0);
		epoch->given = true;
	} else {
		s = fold_text(&text, f, &epoch->st.document, what, e);
	}
	if (s == STATUS_OK && text != NULL) {
		s = statement_document_read(&epoch->document, text->text, text->len, NULL);
		epoch->given = s == STATUS_OK;
		/* The publisher attested lines that nobody can read. */
		if (s != STATUS_OK && s != ERR_MEMORY)
			s = STATUS_OK;
	}
	if (s == STATUS_OK && epoch->given)
		s = statement_audit(&epoch->finding, &epoch->st, epoch->document.scores,
				    epoch->document.n);
	for (size_t i = 0; s == STATUS_OK && i < epoch->document.n; i++)
		s = u256_add(&epoch->paid.raw, &epoch->paid.raw,
			     &epoch->document.scores[i].amount.raw);
	return s == ERR_RANGE ? err_set(e, s, "%s: its amounts are more than can be added up", what)
			      : s;
}

/* Checks what makes an attestation a statement of this datanet. */
static enum status judge_statement(const struct attestation *a, const struct address *publisher,
				   struct err *e)
{
	struct hash schema;

	eas_statement_schema(&schema);
	if (!hash_equal(&a->schema, &schema))
		return err_set(e, ERR_MISMATCH,
			       "a statement of the card is of another type (schema)");
	if (!address_equal(&a->attester, publisher))
		return err_set(e, ERR_MISMATCH,
			       "a statement of the card was published by another account than the "
			       "datanet's");
	if (a->revocable || a->revocation != 0 || a->expiration != 0)
		return err_set(e, ERR_MISMATCH,
			       "a statement of the card can be withdrawn or expires, so it settles "
			       "nothing");
	return STATUS_OK;
}

/* Reads one statement. `previous` is the uid that the statement after it names. */
static enum status read_epoch(struct card_epoch *epoch, struct hash *previous, bool is_newest,
			      struct fold *f, struct err *e)
{
	struct card_answers *out = f->out;
	struct attestation a;
	enum status s;

	if (!is_newest && !hash_equal(previous, &epoch->uid))
		return err_set(
			e, ERR_MISMATCH,
			"the statements of the card do not follow each other: one is missing "
			"or in another place");
	s = fold_attestation(&a, f, &epoch->uid);
	if (s != STATUS_OK)
		return err_set(e, s, "a statement does not fold to the block: %s",
			       status_phrase(s));
	s = judge_statement(&a, &out->publisher, e);
	if (s == STATUS_OK) {
		s = statement_decode(&epoch->st, a.data.data, a.data.len);
		if (s != STATUS_OK)
			s = err_set(e, s, "a statement of the card cannot be read");
	}
	*previous = a.ref_uid;
	epoch->attested = a.time;
	attestation_release(&a);
	epoch->own = hash_equal(&epoch->st.model, &f->card->artifact);
	epoch->counted = address_equal(&epoch->st.distributor, &out->distributor) &&
			 address_equal(&epoch->st.token, &out->token);
	return s == STATUS_OK ? read_lines(epoch, f, e) : s;
}

/* Notes which epochs of the datanet's history are not in the card. */
static enum status compare_ends(struct fold *f, const struct hash *previous, struct err *e)
{
	struct card_answers *out = f->out;
	const struct card_epoch *newest = &out->epochs[0], *oldest = newest + out->n_epochs - 1;

	if (newest->st.epoch > out->epoch_latest)
		return err_set(e, ERR_MISMATCH,
			       "the card has epoch %llu, but the datanet describes itself in epoch "
			       "%llu",
			       (unsigned long long)newest->st.epoch,
			       (unsigned long long)out->epoch_latest);
	if (newest->st.epoch < out->epoch_latest)
		fold_note_gap(f, CARD_GAP_NEWER_EPOCHS);
	out->complete = hash_is_zero(previous);
	if (out->complete != (oldest->st.epoch == 1))
		return err_set(e, ERR_MISMATCH,
			       "the oldest statement of the card is of epoch %llu, but %s",
			       (unsigned long long)oldest->st.epoch,
			       out->complete ? "names none before it" : "names one before it");
	if (!out->complete)
		fold_note_gap(f, CARD_GAP_OLDER_EPOCHS);
	return STATUS_OK;
}

/* Adds up what the epochs that are counted have paid. */
static enum status add_totals(struct card_answers *out, const struct card_epoch *epoch,
			      struct err *e)
{
	enum status s = u256_add(&out->pool.raw, &out->pool.raw, &epoch->st.pool.raw);

	if (s == STATUS_OK)
		s = u256_add(&out->paid.raw, &out->paid.raw, &epoch->paid.raw);
	return s == STATUS_OK ? s : err_set(e, s, "the pools are more than can be added up");
}

static enum status sum_epochs(struct fold *f, struct err *e)
{
	struct card_answers *out = f->out;
	bool is_used = false;
	enum status s = STATUS_OK;

	for (size_t i = 0; i < out->n_epochs && s == STATUS_OK; i++) {
		const struct card_epoch *epoch = &out->epochs[i];

		is_used = is_used || epoch->own;
		out->faults += epoch->given && epoch->finding.fault != STATEMENT_SOUND ? 1 : 0;
		if (i > 0 && epoch->st.epoch + 1 != epoch[-1].st.epoch)
			return err_set(e, ERR_MISMATCH, "epoch %llu follows epoch %llu",
				       (unsigned long long)epoch[-1].st.epoch,
				       (unsigned long long)epoch->st.epoch);
		if (!epoch->given) {
			fold_note_gap(f, CARD_GAP_DOCUMENTS);
			out->complete = false;
		} else if (epoch->counted) {
			s = add_totals(out, epoch, e);
		}
	}
	if (!is_used)
		fold_note_gap(f, CARD_GAP_EPOCHS);
	return s;
}

enum status fold_epochs(struct fold *f, struct err *e)
{
	struct card_answers *out = f->out;
	struct hash previous = {0};
	enum status s = STATUS_OK;

	out->epochs = calloc(f->card->statements.n + 1, sizeof(out->epochs[0]));
	if (out->epochs == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < f->card->statements.n && s == STATUS_OK; i++) {
		out->epochs[i].uid = f->card->statements.items[i];
		out->n_epochs++;
		s = read_epoch(&out->epochs[i], &previous, i == 0, f, e);
	}
	if (s == STATUS_OK && out->n_epochs > 0)
		s = compare_ends(f, &previous, e);
	else if (s == STATUS_OK && out->epoch_latest > 0)
		fold_note_gap(f, CARD_GAP_NEWER_EPOCHS);
	return s == STATUS_OK ? sum_epochs(f, e) : s;
}
