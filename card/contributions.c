/*
 * Datasets: first the union of all manifests in the order of the uids, then the commitment of each.
 * A uid that is no commitment to the datanet is an answer and not a fault of the card: the
 * publisher attested the manifest that names it.
 */
#include "card/contributions.h"

#include <stdlib.h>
#include <string.h>

#include "chain/eas.h"

static int compare_uids(const void *a, const void *b)
{
	const struct card_dataset *x = a, *y = b;

	return memcmp(x->uid.bytes, y->uid.bytes, sizeof(x->uid.bytes));
}

struct card_dataset *find_card_dataset(const struct card_answers *a, const struct hash *uid)
{
	struct card_dataset key = {.uid = *uid};

	return a->n_datasets == 0
		       ? NULL
		       : bsearch(&key, a->datasets, a->n_datasets, sizeof(key), compare_uids);
}

/* Lists each uid of the manifests once. */
static enum status list_datasets(struct card_answers *out)
{
	size_t all = 0, kept = 0;

	for (size_t i = 0; i < out->n_versions; i++)
		all += out->versions[i].manifest.n;
	out->datasets = calloc(all + 1, sizeof(out->datasets[0]));
	if (out->datasets == NULL)
		return ERR_MEMORY;
	all = 0;
	for (size_t i = 0; i < out->n_versions; i++)
		for (size_t d = 0; d < out->versions[i].manifest.n; d++)
			out->datasets[all++].uid = out->versions[i].manifest.datasets[d].uid;
	if (all > 0)
		qsort(out->datasets, all, sizeof(out->datasets[0]), compare_uids);
	for (size_t i = 0; i < all; i++)
		if (kept == 0 || compare_uids(&out->datasets[kept - 1], &out->datasets[i]) != 0)
			out->datasets[kept++] = out->datasets[i];
	out->n_datasets = kept;
	return STATUS_OK;
}

/* Fills in what this version and the ones before it say of a dataset. */
static void place_dataset(struct card_dataset *d, const struct card_answers *a)
{
	const struct training_dataset *found = training_find(&a->versions[0].manifest, &d->uid);

	d->records = found != NULL ? found->records : 0;
	for (size_t i = 0; i < a->n_versions; i++) {
		if (training_find(&a->versions[i].manifest, &d->uid) == NULL)
			break;
		d->since = a->versions[i].model.version;
	}
}

static enum card_commitment judge_commitment(struct card_dataset *d, const struct attestation *a,
					     const struct address *datanet)
{
	struct hash schema;

	eas_commitment_schema(&schema);
	d->account = a->attester;
	d->committed_at = a->time;
	d->withdrawn_at = a->revocation;
	if (!hash_equal(&a->schema, &schema) || !address_equal(&a->recipient, datanet))
		return CARD_FOREIGN;
	if (eas_commitment_decode(&d->commitment, a->data.data, a->data.len) != STATUS_OK)
		return CARD_UNREADABLE;
	return a->revocation != 0 ? CARD_WITHDRAWN : CARD_COMMITTED;
}

static enum status read_dataset(struct card_dataset *d, const struct fold *f, struct err *e)
{
	struct attestation a;
	enum status s = fold_attestation(&a, f, &d->uid);
	char uid[HASH_TEXT_SIZE];

	if (s == ERR_MEMORY)
		return s;
	if (s == ERR_PROOF_MISMATCH) {
		hash_format(uid, &d->uid);
		return err_set(e, s, "the commitment %s does not fold to the block", uid);
	}
	if (s != STATUS_OK) {
		d->state = s == ERR_NOT_FOUND ? CARD_UNKNOWN : CARD_UNREADABLE;
		return STATUS_OK;
	}
	d->state = judge_commitment(d, &a, &f->out->publisher);
	attestation_release(&a);
	return STATUS_OK;
}

enum status fold_contributions(struct fold *f, struct err *e)
{
	struct card_answers *out = f->out;
	enum status s = list_datasets(out);

	for (size_t i = 0; i < out->n_datasets && s == STATUS_OK; i++) {
		struct card_dataset *d = &out->datasets[i];
		bool is_committed;

		place_dataset(d, out);
		s = read_dataset(d, f, e);
		is_committed = d->state == CARD_COMMITTED || d->state == CARD_WITHDRAWN;
		if (d->records == 0)
			continue;
		out->withdrawn += d->state == CARD_WITHDRAWN ? 1 : 0;
		out->unknown += is_committed ? 0 : 1;
		if (is_committed && d->commitment.license[0] == '\0')
			fold_note_gap(f, CARD_GAP_DATA_LICENSE);
	}
	out->records = out->versions[0].manifest.records;
	if (out->unknown > 0)
		fold_note_gap(f, CARD_GAP_COMMITMENTS);
	return s;
}
