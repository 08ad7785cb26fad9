/*
 * prepare_attest() and prepare_revoke() are the ways through. Both find the dataset, encode the
 * call of the attestation service, and look whether just that call is under way already, before
 * nodes are asked for fees and gas. An attestation is refused here, for nothing, where the datanet
 * would ignore it after it was paid for.
 */
#include "act/attest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/act_private.h"
#include "act/complete.h"
#include "act/repeated.h"
#include "app/dataset_rows.h"
#include "app/pinned.h"
#include "app/state.h"
#include "base/buf.h"
#include "base/text.h"
#include "chain/attestation.h"
#include "chain/eas.h"
#include "chain/eas_commitment.h"
#include "dataset/license.h"
#include "dataset/store.h"
#include "models/accepted_data.h"

/*
 * Whether a commitment by `attester` to the profile's datanet would count as its next version.
 * Refuses here, for nothing, what the datanet would ignore after it was paid for.
 */
static enum status check_replaced(struct app *app, struct session *session, const struct hash *uid,
				  const struct address *attester, struct err *e)
{
	const struct profile *p = app->profile;
	struct attestation_reading old = {0};
	const struct attestation *a = &old.attestation;
	char text[HASH_TEXT_SIZE], account[ADDRESS_TEXT_SIZE];
	struct hash schema;
	enum status s = read_pinned_attestations(session, &old, uid, 1, e);

	hash_format(text, uid);
	if (s != STATUS_OK)
		return s;
	if (old.status != STATUS_OK)
		return err_set(e, old.status, "the version to replace, %s, is not attested", text);
	eas_commitment_schema(&schema);
	address_format(account, &a->attester);
	if (!hash_equal(&a->schema, &schema))
		s = err_set(e, ERR_MISMATCH, "%s is not a commitment to a dataset", text);
	else if (!address_equal(&a->attester, attester))
		s = err_set(
			e, ERR_MISMATCH,
			"%s was attested by %s: only that account can replace it, see --account",
			text, account);
	else if (!address_equal(&a->recipient, &profile_datanet(p)->address))
		s = err_set(
			e, ERR_MISMATCH,
			"%s is for another datanet: a commitment to this one does not replace it",
			text);
	else if (a->revocation != 0)
		s = err_set(e, ERR_CHANGED, "%s is revoked: there is nothing to replace", text);
	attestation_release(&old.attestation);
	return s;
}

/*
 * The recipient is the datanet: a commitment to another one counts nothing there. Only the
 * manifest's hash leaves the machine, and its blind keeps that from revealing anything.
 */
/* The account that committed attests: its address is in every leaf. */
static enum status fill_attest(struct app *app, struct act *act, const struct store *st,
			       const struct hash *replaces, struct err *e)
{
	static const struct hash no_version;
	const struct profile *p = app->profile;
	struct commitment c = {.root = st->manifest.root,
			       .records = st->manifest.records,
			       .size = st->manifest.bytes,
			       .manifest = st->manifest_hash,
			       .nonce = st->manifest.nonce};
	struct hash schema;
	struct buf payload;
	enum status s;

	snprintf(c.license, sizeof(c.license), "%s", st->manifest.license);
	eas_commitment_schema(&schema);
	buf_init(&payload, LIMIT_CALLDATA);
	s = eas_commitment_encode(&payload, &c);
	if (s == STATUS_OK)
		s = eas_attest_calldata(&act->tx.data, &schema, &profile_datanet(p)->address, true,
					replaces != NULL ? replaces : &no_version, payload.data,
					payload.len);
	buf_release(&payload);
	act->tx.to = p->eas.contract.address;
	return s == STATUS_OK
		       ? s
		       : err_set(e, s, "the attestation cannot be encoded: %s", status_phrase(s));
}

/* Warns in the review of a datanet that may reject what is attested to it for good. */
static void add_untaken(struct app *app, struct act *act, const char *license)
{
	struct act_fact *f = &act->facts[act->n_facts];

	if (find_untaken(app, f->value, f->note, license)) {
		snprintf(f->label, sizeof(f->label), "The datanet takes");
		f->trust = TRUST_REPORTED;
		act->n_facts++;
	}
}

/* Looks for the dataset `w`, once the chain answers and its profile pins an attestation service. */
static enum status reach_dataset(struct app *app, struct task *task, struct session **session,
				 struct wanted_dataset *w, const char *what, struct err *e)
{
	enum status s = require_writable(app, what, e);

	if (s == STATUS_OK)
		s = session_anchor(app, task, session, e);
	if (s == STATUS_OK)
		s = require_eas(app, e);
	return s == STATUS_OK ? load_dataset(app, w, e) : s;
}

/*
 * No salt key serves two datanets, so that a commitment that was made for one of them is attested
 * to no other. One that waited for a network was made for none.
 */
static enum status check_made_for(const struct app *app, const struct cache_dataset *row,
				  struct err *e)
{
	const struct profile_datanet *to = profile_datanet(app->profile);
	const struct profile_datanet *known = profile_datanet_at(app->profile, &row->datanet);
	char made_for[ADDRESS_TEXT_SIZE], name[TEXT_SHELL_SIZE(sizeof(row->name))],
		datanet[TEXT_SHELL_SIZE(sizeof(to->name))];

	if (address_is_zero(&row->datanet) || address_equal(&row->datanet, &to->address))
		return STATUS_OK;
	address_format(made_for, &row->datanet);
	text_shell(name, sizeof(name), row->name);
	text_shell(datanet, sizeof(datanet), to->name);
	return err_set(e, ERR_EXISTS,
		       "%s is a commitment for the datanet %s, and no root serves two of them; its "
		       "records can be offered to this one: byline dataset offer %s --network %s "
		       "--datanet %s",
		       row->name, known != NULL ? known->name : made_for, name, app->profile->name,
		       datanet);
}

/* The nonce of an attested dataset serves no other attestation. */
static enum status check_unattested(const struct cache_dataset *row, struct err *e)
{
	switch (row->state) {
	case CACHE_DATASET_LOCAL: return STATUS_OK;
	case CACHE_DATASET_REVOKED:
		return err_set(e, ERR_EXISTS,
			       "%s was attested and is revoked; commit to its file again",
			       row->name);
	case CACHE_DATASET_ELSEWHERE:
	case CACHE_DATASET_ATTESTED:
	case CACHE_DATASET_UPLOADING:
	case CACHE_DATASET_RECEIVED:
	case CACHE_DATASET_ACCEPTED:
	case CACHE_DATASET_REJECTED:
	case CACHE_DATASET_IN_MODEL: break;
	}
	return err_set(e, ERR_EXISTS, "%s is attested already", row->name);
}

/* Checks in the order of their price: first the own cache and files, then the chain. */
enum status prepare_attest(struct app *app, struct task *task, struct act **out,
			   const struct hash *root, const struct hash *replaces, struct err *e)
{
	struct wanted_dataset w = {.root = root};
	struct session *session;
	struct store *st = NULL;
	struct act *act = NULL;
	struct sentence what = {.n = 0};
	enum status s = reach_dataset(app, task, &session, &w, "prepare an attestation", e);

	*out = NULL;
	if (s == STATUS_OK)
		s = check_made_for(app, &w.row, e);
	if (s == STATUS_OK)
		s = check_unattested(&w.row, e);
	if (s == STATUS_OK)
		s = open_dataset(app, &st, &w.row, e);
	/* A commitment that an earlier version made may have any text there. */
	if (s == STATUS_OK)
		s = license_check(st->manifest.license, e);
	if (replaces == NULL && !hash_is_zero(&w.row.replaces))
		replaces = &w.row.replaces;
	if (s == STATUS_OK && replaces != NULL)
		s = check_replaced(app, session, replaces, &st->attester, e);
	if (s == STATUS_OK) {
		act = new_act(app, ACT_ATTEST, &st->attester);
		s = act == NULL ? err_set(e, ERR_MEMORY, "out of memory")
				: fill_attest(app, act, st, replaces, e);
	}
	if (s == STATUS_OK) {
		snprintf(act->title, sizeof(act->title), "ATTEST A COMMITMENT");
		sentence_add(&act->summary, "You commit to %llu records of \"%s\"",
			     (unsigned long long)w.row.records, w.row.name);
		sentence_add(&what, "attest %s", w.row.name);
		add_untaken(app, act, st->manifest.license);
		s = check_repeated(app, act, e);
	}
	if (s == STATUS_OK)
		s = complete_act(app, session, act, &what, false, e);
	store_close(st);
	return act_hand_over(out, act, s);
}

/* A revocation is final: the attestation service knows no way back. */
enum status prepare_revoke(struct app *app, struct task *task, struct act **out,
			   const struct hash *uid, struct err *e)
{
	struct wanted_dataset w = {.uid = uid};
	struct session *session;
	struct hash schema;
	struct act *act = NULL;
	struct sentence what = {.n = 0};
	enum status s = reach_dataset(app, task, &session, &w, "prepare a revocation", e);

	*out = NULL;
	if (s == STATUS_OK && w.row.state == CACHE_DATASET_REVOKED)
		s = err_set(e, ERR_EXISTS, "%s is revoked already", w.row.name);
	if (s != STATUS_OK)
		return s;
	act = new_act(app, ACT_REVOKE, &w.row.account);
	if (act == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	eas_commitment_schema(&schema);
	act->tx.to = app->profile->eas.contract.address;
	snprintf(act->title, sizeof(act->title), "REVOKE A COMMITMENT");
	sentence_add(&act->summary, "No new model may include \"%s\"; this cannot be undone",
		     w.row.name);
	sentence_add(&what, "revoke %s", w.row.name);
	s = eas_revoke_calldata(&act->tx.data, &schema, uid);
	if (s == STATUS_OK)
		s = check_repeated(app, act, e);
	if (s == STATUS_OK)
		s = complete_act(app, session, act, &what, false, e);
	return act_hand_over(out, act, s);
}
