/*
 * The making of a card, in the order in which one part names the next.
 *
 * make_card() finds the agreed block, then the datanet's lists of versions and epochs, and only
 * then the description, so that the description is never older than the epochs. follow_versions()
 * goes from the model back to version 1, take_manifest() and take_document() fetch the texts whose
 * hashes are attested, and prove_card() fetches the proofs of every word that the card needs. At
 * the end the card is verified like a stranger's.
 *
 * Invariant: nothing of the datanet's lists goes into a card but uids that the chain has at the
 * agreed block.
 */
#include "models/make_card.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/pinned.h"
#include "app/session_private.h"
#include "app/state.h"
#include "base/file.h"
#include "base/parse.h"
#include "card/verify.h"
#include "chain/keccak.h"
#include "chain/statement_document.h"
#include "chain/training.h"
#include "client/testimony.h"
#include "models/card_figures.h"
#include "models/card_proofs.h"
#include "models/prove_at_head.h"
#include "wallet/recover.h"

/* Versions and epochs asked for at once. */
#define PAGE 100

/* The card under way. */
struct making {
	struct app *app;
	struct task *task;
	struct session *session;
	const struct profile *profile;
	struct card *card;
	struct card_uids uids; /* every attestation that must be proven */
	bool figures;
};

/* Lists all versions that the datanet names. */
static enum status list_versions(struct making *m, struct datanet_models *all, struct err *e)
{
	struct datanet_models page;
	enum status s = STATUS_OK;

	for (all->more = true; all->more && s == STATUS_OK;) {
		struct datanet_model *more;

		s = task_check(m->task, e);
		if (s == STATUS_OK)
			s = datanet_models(&m->session->datanet, &page, all->next, PAGE, e);
		if (s != STATUS_OK)
			break;
		more = reallocarray(all->items, all->n + page.n + 1, sizeof(more[0]));
		if (more == NULL) {
			s = ERR_MEMORY;
		} else {
			all->items = more;
			memcpy(more + all->n, page.items, page.n * sizeof(more[0]));
			all->n += page.n;
		}
		all->next = page.next;
		all->more = page.more && all->n < LIMIT_CARD_VERSIONS;
		datanet_models_release(&page);
	}
	return s;
}

/* Whether `name`, as a person typed it, means this version; NULL means the current model. */
static bool is_meant(const struct datanet_model *model, const char *name,
		     const struct hash *current)
{
	uint64_t version;

	if (name == NULL)
		return hash_equal(&model->artifact, current);
	if (strncmp(name, "0x", 2) != 0 && parse_u64(&version, name, strlen(name)) == STATUS_OK)
		return model->version == version;
	return hash_is_meant(&model->artifact, name);
}

static enum status find_version(const struct datanet_models *all,
				const struct datanet_model **found, const char *name,
				const struct hash *current, struct err *e)
{
	*found = NULL;
	for (size_t i = 0; i < all->n; i++) {
		if (!is_meant(&all->items[i], name, current))
			continue;
		if (*found != NULL && !hash_equal(&(*found)->artifact, &all->items[i].artifact))
			return err_set(e, ERR_USAGE, "more than one model is meant by %s", name);
		*found = &all->items[i];
	}
	return *found != NULL ? STATUS_OK
			      : err_set(e, ERR_NOT_FOUND, "the datanet lists no model %s",
					name != NULL ? name : "as its current one");
}

/* Keeps the training manifest of a version, or that nobody gave it. */
static enum status take_manifest(struct making *m, const struct model_attestation *model,
				 struct err *e)
{
	struct training training = {0};
	struct hash hash;
	struct buf text;
	enum status s;

	if (hash_is_zero(&model->manifest))
		return STATUS_OK;
	buf_init(&text, LIMIT_SMALL_FILE);
	s = datanet_manifest_text(&m->session->datanet, &text, &model->artifact, e);
	keccak256(hash.bytes, text.data, text.len);
	/* Another text than the attested one is none: the card says that nobody gave it. */
	if (s == ERR_NOT_FOUND || (s == STATUS_OK && !hash_equal(&hash, &model->manifest))) {
		buf_release(&text);
		return add_card_hash(&m->card->absent, &model->manifest, LIMIT_CARD_VERSIONS);
	}
	if (s == STATUS_OK)
		s = add_card_text(m->card, text.data, text.len);
	if (s == STATUS_OK && training_read(&training, text.data, text.len, NULL) == STATUS_OK)
		for (size_t i = 0; i < training.n && s == STATUS_OK; i++)
			s = add_card_uid(&m->uids, &training.datasets[i].uid);
	training_release(&training);
	buf_release(&text);
	return s;
}

/* Follows the attestations from version to version, down to the first. */
static enum status follow_versions(struct making *m, const struct hash *newest, struct err *e)
{
	struct hash uid = *newest;
	enum status s = STATUS_OK;

	while (!hash_is_zero(&uid) && s == STATUS_OK) {
		struct attestation_reading r;
		struct model_attestation model;

		s = read_pinned_attestations(m->session, &r, &uid, 1, e);
		if (s != STATUS_OK)
			break;
		if (r.status != STATUS_OK)
			return err_set(e, r.status,
				       "the attestation of the model is not on the chain at the "
				       "agreed block: %s",
				       status_phrase(r.status));
		s = model_attestation_check(&model, &r.attestation,
					    &profile_datanet(m->profile)->address, e);
		if (s == STATUS_OK)
			s = add_card_hash(&m->card->models, &uid, LIMIT_CARD_VERSIONS);
		if (s == STATUS_OK)
			s = add_card_uid(&m->uids, &uid);
		if (s == STATUS_OK)
			s = take_manifest(m, &model, e);
		if (s == STATUS_OK && m->figures && !hash_is_zero(&model.figures))
			s = take_card_figures(m->app, m->task, m->session, m->card, &model.artifact,
					      &model.figures, e);
		uid = r.attestation.ref_uid;
		attestation_release(&r.attestation);
	}
	return s;
}

/* Lists the uids of all statements, oldest first. The publisher's own list has no leaves. */
static enum status list_statements(struct making *m, struct card_uids *out, struct err *e)
{
	uint64_t after = 0;
	bool more = true;
	enum status s = STATUS_OK;

	while (more && s == STATUS_OK) {
		struct datanet_statements page;

		s = task_check(m->task, e);
		if (s == STATUS_OK)
			s = datanet_statements(&m->session->datanet, &page,
					       &profile_datanet(m->profile)->address, after, PAGE,
					       e);
		if (s != STATUS_OK)
			break;
		for (size_t i = 0; i < page.n && s == STATUS_OK; i++)
			s = add_card_uid(out, &page.epochs[i].statement);
		after = page.next;
		more = page.more;
		datanet_statements_release(&page);
	}
	return s;
}

/* Keeps the document of an epoch, or that nobody gave it. */
static enum status take_document(struct making *m, const struct statement *st, struct err *e)
{
	struct hash hash;
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_CARD);
	s = datanet_document_text(&m->session->datanet, &text, st->epoch, e);
	keccak256(hash.bytes, text.data, text.len);
	if (s == ERR_NOT_FOUND || (s == STATUS_OK && !hash_equal(&hash, &st->document)))
		s = add_card_hash(&m->card->absent, &st->document, LIMIT_CARD_EPOCHS);
	else if (s == STATUS_OK && text.len > 0)
		s = add_card_text(m->card, text.data, text.len);
	buf_release(&text);
	return s;
}

/* Takes the newest epochs that the chain has at the agreed block, as many as a card has. */
static enum status take_epochs(struct making *m, const struct card_uids *listed, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = listed->n; i > 0 && s == STATUS_OK; i--) {
		const struct hash *uid = &listed->items[i - 1];
		struct attestation_reading r;
		struct statement st;

		if (m->card->statements.n == LIMIT_CARD_EPOCHS)
			break;
		s = read_pinned_attestations(m->session, &r, uid, 1, e);
		if (s != STATUS_OK)
			break;
		/* The newest statements may be younger than the agreed block. */
		if (r.status == ERR_NOT_FOUND && m->card->statements.n == 0)
			continue;
		if (r.status != STATUS_OK)
			return err_set(e, r.status,
				       "a statement of the datanet is not on the chain");
		s = statement_decode(&st, r.attestation.data.data, r.attestation.data.len);
		attestation_release(&r.attestation);
		if (s == STATUS_OK)
			s = add_card_hash(&m->card->statements, uid, LIMIT_CARD_EPOCHS);
		if (s == STATUS_OK)
			s = add_card_uid(&m->uids, uid);
		if (s == STATUS_OK)
			s = take_document(m, &st, e);
		task_progress(m->task, "reading epochs", m->card->statements.n, listed->n,
			      "epochs");
	}
	return s;
}

/* Keeps the datanet's description with its signature. */
static enum status take_description(struct making *m, struct datanet_info *info, struct err *e)
{
	struct json *doc = NULL;
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_SMALL_FILE);
	s = datanet_describe(&m->session->datanet, info, e);
	if (s == STATUS_OK)
		s = datanet_description_text(&m->session->datanet, &text, e);
	if (s == STATUS_OK)
		s = json_parse(&doc, text.data, text.len, e);
	if (s == STATUS_OK)
		s = take_card_description(m->card, doc, e);
	json_free(doc);
	buf_release(&text);
	return s;
}

/* Fills in the parts that need no question: the block and the pins of the profile. */
static enum status begin_card(struct making *m, struct err *e)
{
	const struct anchor *anchor = &m->session->anchor;

	m->card->block = anchor->header.hash;
	take_card_pins(&m->card->pins, m->profile);
	return testimony_header(m->session->nodes, &m->card->header, anchor, e);
}

/* Collects everything. The description comes last, so that no epoch is newer than it. */
static enum status collect(struct making *m, const char *name, struct err *e)
{
	const struct datanet_model *model = NULL;
	struct datanet_models versions = {0};
	struct card_uids epochs = {0};
	struct datanet_info info;
	enum status s = begin_card(m, e);

	if (s == STATUS_OK)
		s = list_versions(m, &versions, e);
	if (s == STATUS_OK)
		s = list_statements(m, &epochs, e);
	if (s == STATUS_OK)
		s = take_description(m, &info, e);
	if (s == STATUS_OK)
		s = find_version(&versions, &model, name, &info.model, e);
	if (s == STATUS_OK) {
		m->card->artifact = model->artifact;
		s = follow_versions(m, &model->attestation, e);
	}
	if (s == STATUS_OK)
		s = take_epochs(m, &epochs, e);
	if (s == STATUS_OK)
		s = prove_card(m->session, m->card, &m->uids, e);
	if (s == ERR_NOT_PROVEN)
		s = prove_at_head(m->app, m->task, m->session, m->card, &m->uids, e);
	datanet_models_release(&versions);
	free(epochs.items);
	return s;
}

enum status make_card(struct app *app, struct task *task, struct checked_card *out,
		      const char *name, bool figures, struct err *e)
{
	static const struct card_recovery recovery = {recover_address_bytes};
	struct making m = {.app = app, .task = task, .card = &out->card, .figures = figures};
	enum status s = require_profile(app, &m.profile, e);

	init_card(&out->card);
	if (s == STATUS_OK)
		s = session_anchor(app, task, &m.session, e);
	if (s == STATUS_OK)
		s = collect(&m, name, e);
	free(m.uids.items);
	if (s == STATUS_OK)
		s = verify_card(&out->answers, &out->card, &recovery, e);
	if (s != STATUS_OK) {
		release_checked_card(out);
		return s;
	}
	note_card_profile(out, m.profile);
	out->confirmed = m.session->anchor.trust == TRUST_AGREED;
	if (!out->confirmed)
		out->asked = err_set(&out->unasked, ERR_NOT_AGREED,
				     "fewer than %u nodes agree on the block of the card",
				     m.profile->quorum);
	return STATUS_OK;
}

enum status export_card(struct checked_card *c, const char *path, struct err *e)
{
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_CARD);
	s = write_card(&text, &c->card, e);
	if (s == STATUS_OK)
		s = file_write(path, text.data, text.len, e);
	buf_release(&text);
	return s;
}
