/*
 * In this order: writing a disclosure of one record, checking one that somebody else wrote,
 * checking a whole dataset against its leaves, finding the dataset that a person names. A
 * disclosure that this file writes has passed the check that its reader will make.
 */
#include "act/prove.h"

#include <stdlib.h>
#include <string.h>

#include "app/dataset_rows.h"
#include "app/pinned.h"
#include "app/proof_wait.h"
#include "app/rebuild_dataset.h"
#include "app/state.h"
#include "base/buf.h"
#include "base/file.h"
#include "cache/dataset_names.h"
#include "chain/attestation.h"
#include "dataset/disclosure.h"
#include "dataset/store.h"
#include "dataset/store_records.h"

/*
 * Fills in the record, its salt and its proof. The salt is derived from the vault; it opens this
 * one leaf and no other.
 */
static enum status fill_disclosure(struct app *app, struct task *task, struct disclosure *d,
				   struct store *st, const struct cache_dataset *row,
				   uint64_t index, struct err *e)
{
	struct dataset_keys keys;
	enum status s = release_dataset_keys(app, &keys, &st->manifest.nonce, e);

	d->chain_id = app->profile->chain_id;
	d->eas = app->profile->eas.contract.address;
	d->attestation = row->uid;
	d->attester = st->attester;
	d->commitment = (struct commitment){.root = st->manifest.root,
					    .records = st->manifest.records,
					    .size = st->manifest.bytes,
					    .manifest = st->manifest_hash,
					    .nonce = st->manifest.nonce};
	memcpy(d->commitment.license, st->manifest.license, sizeof(d->commitment.license));
	d->index = index;
	if (s == STATUS_OK)
		s = store_records_find(st, &d->record, index, secret_view(keys.salt_key),
				       watch_reader, task, e);
	if (s == STATUS_OK) {
		commitment_salt(d->salt, secret_view(keys.salt_key), index);
		s = store_prove(st, d->proof, &d->n_proof, index, e);
	}
	free_dataset_keys(&keys);
	return s;
}

enum status prove_record(struct app *app, struct task *task, const struct hash *root,
			 uint64_t index, const char *path, struct err *e)
{
	struct wanted_dataset w = {.root = root};
	const struct profile *profile;
	struct disclosure d;
	struct store *st = NULL;
	struct buf text;
	enum status s = require_profile(app, &profile, e);

	disclosure_init(&d);
	buf_init(&text, 4 * LIMIT_RECORD);
	if (s == STATUS_OK)
		s = require_eas(app, e);
	if (s == STATUS_OK)
		s = load_dataset(app, &w, e);
	if (s == STATUS_OK && hash_is_zero(&w.row.uid))
		s = err_set(e, ERR_NOT_FOUND,
			    "%s is not attested yet, so there is nothing to prove against",
			    w.row.name);
	if (s == STATUS_OK)
		s = find_dataset_folder(app, task, &st, &w.row, e);
	if (s == STATUS_OK)
		s = fill_disclosure(app, task, &d, st, &w.row, index, e);
	/* A disclosure that others could not verify must not leave this machine. */
	if (s == STATUS_OK)
		s = disclosure_verify(&d, e);
	if (s == STATUS_OK)
		s = disclosure_write(&text, &d);
	if (s == STATUS_OK)
		s = file_write_new(path, text.data, text.len, e);
	buf_release(&text);
	disclosure_release(&d);
	store_close(st);
	return s;
}

/* Compares the disclosure with the attestation, field by field. */
static enum status compare(const struct disclosure *d, const struct attestation *a, struct err *e)
{
	struct commitment c;
	struct hash schema;

	eas_commitment_schema(&schema);
	if (!hash_equal(&a->schema, &schema) ||
	    eas_commitment_decode(&c, a->data.data, a->data.len) != STATUS_OK)
		return err_set(e, ERR_MISMATCH, "the attestation is not a commitment to a dataset");
	if (!address_equal(&a->attester, &d->attester))
		return err_set(e, ERR_MISMATCH, "the attestation was made by another account");
	if (!hash_equal(&c.root, &d->commitment.root) || c.records != d->commitment.records ||
	    c.size != d->commitment.size || !hash_equal(&c.manifest, &d->commitment.manifest) ||
	    !hash_equal(&c.nonce, &d->commitment.nonce) ||
	    strcmp(c.license, d->commitment.license) != 0)
		return err_set(e, ERR_MISMATCH,
			       "the attestation on chain says something else than the file");
	return STATUS_OK;
}

/* Claims that stay unproven even when the attestation was read from the chain. */
static const char *const not_shown_on_chain[] = {
	"that the record is in the dataset only once, under one index",
	"who wrote the record, or that the attester had the right to it",
	NULL,
};

/* The attestation that a disclosure names. */
struct wanted_attestation {
	const struct hash *uid;
	struct attestation_reading reading;
};

static enum status read_wanted(struct session *session, void *arg, struct err *e)
{
	struct wanted_attestation *w = arg;

	return read_pinned_attestations(session, &w->reading, w->uid, 1, e);
}

static enum status check_on_chain(struct app *app, struct task *task, struct verify_result *out,
				  const struct disclosure *d, struct err *e)
{
	struct wanted_attestation wanted = {.uid = &d->attestation};
	struct attestation_reading *reading = &wanted.reading;
	struct session *session;
	enum status s;

	if (app->profile->chain_id != d->chain_id ||
	    !address_equal(&app->profile->eas.contract.address, &d->eas))
		return err_set(e, ERR_MISMATCH,
			       "the disclosure is for chain %llu, the chosen network is %s",
			       (unsigned long long)d->chain_id, app->profile->title);
	s = proof_wait_read(app, task, &session, read_wanted, &wanted, e);
	if (s != STATUS_OK)
		return s;
	/* Both say that the attestation was not read, but only one is the file's fault. */
	if (reading->status == ERR_NOT_FOUND)
		return err_set(e, reading->status, "the attestation is not on chain");
	if (reading->status != STATUS_OK)
		return err_set(e, reading->status,
			       "the nodes' record of the attestation: %s; see: byline node list",
			       status_phrase(reading->status));
	s = compare(d, &reading->attestation, e);
	if (s == STATUS_OK) {
		out->on_chain = true;
		out->not_shown = not_shown_on_chain;
		out->trust = reading->trust;
		out->attested_at = (int64_t)reading->attestation.time;
		out->revoked = reading->attestation.revocation != 0;
	}
	attestation_release(&reading->attestation);
	return s;
}

enum status verify_record(struct app *app, struct task *task, struct verify_result *out,
			  const char *path, struct err *e)
{
	struct disclosure d;
	struct buf text;
	enum status s;

	*out = (struct verify_result){.not_shown = disclosure_not_shown};
	disclosure_init(&d);
	buf_init(&text, 4 * LIMIT_RECORD);
	s = file_read(&text, path, e);
	if (s == STATUS_OK) {
		s = disclosure_parse(&d, text.data, text.len, e);
		if (s == STATUS_OK)
			s = disclosure_verify(&d, e);
		if (s != STATUS_OK)
			s = err_prefix(e, s, "%s", path);
	}
	if (s == STATUS_OK) {
		out->attestation = d.attestation;
		out->attester = d.attester;
		out->index = d.index;
		out->records = d.commitment.records;
		if (!app->shared->options.offline && app->profile != NULL && app->profile->has_eas)
			s = check_on_chain(app, task, out, &d, e);
	}
	buf_release(&text);
	disclosure_release(&d);
	return s;
}

enum status verify_dataset(struct app *app, struct task *task, const struct hash *root,
			   struct err *e)
{
	struct wanted_dataset w = {.root = root};
	struct dataset_keys keys = {0};
	struct store *st = NULL;
	uint64_t differs = UINT64_MAX; /* the message names it too */
	enum status s = load_dataset(app, &w, e);

	if (s == STATUS_OK)
		s = find_dataset_folder(app, task, &st, &w.row, e);
	if (s == STATUS_OK)
		s = release_dataset_keys(app, &keys, &st->manifest.nonce, e);
	if (s == STATUS_OK)
		s = store_records_verify(st, &differs, secret_view(keys.salt_key), watch_reader,
					 task, e);
	free_dataset_keys(&keys);
	store_close(st);
	return s;
}

struct search {
	const char *name;
	struct cache_dataset found;
};

static enum status search(struct cache *cache, void *arg, struct err *e)
{
	struct search *f = arg;

	return cache_dataset_names_find(cache, &f->found, f->name, e);
}

enum status find_dataset(struct app *app, struct hash *root, struct hash *uid, const char *name,
			 struct err *e)
{
	struct search f = {.name = name};
	enum status s = store_read(app, search, &f, e);

	if (s != STATUS_OK)
		return s;
	*root = f.found.root;
	*uid = f.found.uid;
	return STATUS_OK;
}
