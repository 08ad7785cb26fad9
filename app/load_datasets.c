#include "app/load_datasets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/load_rows.h"
#include "cache/datasets.h"
#include "cache/uploads.h"

static enum dataset_state dataset_state_of(enum cache_dataset_state s)
{
	switch (s) {
	case CACHE_DATASET_LOCAL: return DATASET_LOCAL;
	case CACHE_DATASET_ATTESTED: return DATASET_ATTESTED;
	case CACHE_DATASET_UPLOADING: return DATASET_UPLOADING;
	case CACHE_DATASET_RECEIVED: return DATASET_RECEIVED;
	case CACHE_DATASET_ACCEPTED: return DATASET_ACCEPTED;
	case CACHE_DATASET_REJECTED: return DATASET_REJECTED;
	case CACHE_DATASET_IN_MODEL: return DATASET_IN_MODEL;
	case CACHE_DATASET_REVOKED: return DATASET_REVOKED;
	case CACHE_DATASET_ELSEWHERE: return DATASET_ELSEWHERE;
	}
	/* A damaged cache may hold a number that is no state. */
	return DATASET_LOCAL;
}

/* Most datasets are not on their way to the datanet and have no such row. */
static enum status load_upload(struct snapshot_dataset *d, struct cache *cache, struct err *e)
{
	struct cache_upload u;
	enum status status = cache_uploads_get(cache, &u, &d->uid, e);

	if (status == ERR_NOT_FOUND)
		return STATUS_OK;
	if (status == STATUS_OK) {
		d->uploaded = u.offset;
		d->upload_size = u.size;
	}
	return status;
}

/*
 * Finds the newest row whose attestation replaces that of `old`, or NULL. Another account's
 * attestation replaces nothing, and neither does one that was withdrawn.
 */
static const struct cache_dataset *replacement(const struct cache_dataset *rows, size_t n,
					       const struct cache_dataset *old)
{
	if (hash_is_zero(&old->uid) || old->state == CACHE_DATASET_ELSEWHERE)
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (hash_equal(&rows[i].replaces, &old->uid) && !hash_is_zero(&rows[i].uid) &&
		    address_equal(&rows[i].account, &old->account) &&
		    rows[i].state != CACHE_DATASET_REVOKED &&
		    rows[i].state != CACHE_DATASET_ELSEWHERE)
			return &rows[i];
	return NULL;
}

/* The account and the datanet of a dataset, where the snapshot has them. */
static struct snapshot_owner owner_of(const struct loading *l, const struct cache_dataset *row)
{
	const struct snapshot *s = l->s;
	struct snapshot_owner of = {l->of.network, SNAPSHOT_NONE,
				    load_rows_account_index(l, &row->account)};

	for (size_t i = 0; i < s->n_datanets; i++)
		if (s->datanets[i].of.network == of.network &&
		    address_equal(&s->datanets[i].address, &row->datanet))
			of.datanet = (uint16_t)i;
	return of;
}

/* A datanet that the profile has named since is no other one any more. */
static enum dataset_state state_of(const struct cache_dataset *row, const struct snapshot_owner *of)
{
	return row->state == CACHE_DATASET_ELSEWHERE && of->datanet != SNAPSHOT_NONE
		       ? DATASET_ATTESTED
		       : dataset_state_of(row->state);
}

/* Rows of other datanets than that of --datanet, and of other accounts than one, are left out. */
static bool is_wanted(const struct loading *l, const struct snapshot_owner *of)
{
	return load_rows_wants(l, of->account) &&
	       (l->only_datanet == NULL ||
		(of->datanet != SNAPSHOT_NONE &&
		 strcmp(l->s->datanets[of->datanet].name, l->only_datanet) == 0));
}

static const char *others_of(const struct cache_dataset_others *others, size_t n, int64_t id)
{
	while (n > 0 && others[n - 1].id != id)
		n--;
	return n > 0 ? others[n - 1].text : "";
}

enum status load_datasets(struct loading *l, struct err *e)
{
	struct snapshot *s = l->s;
	struct cache_dataset *rows = NULL;
	struct cache_dataset_others *others = NULL;
	size_t n = 0, n_others = 0;
	enum status status = cache_datasets_all(l->cache, &rows, &n, e);

	if (status == STATUS_OK)
		status = cache_datasets_others(l->cache, &others, &n_others, e);
	if (status == STATUS_OK)
		status = load_rows_grow(&s->datasets, s->n_datasets, n, sizeof(*s->datasets), e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		const struct snapshot_owner of = owner_of(l, &rows[i]);
		const struct cache_dataset *newer = replacement(rows, n, &rows[i]);
		struct snapshot_dataset *d;

		if (!is_wanted(l, &of))
			continue;
		d = &s->datasets[s->n_datasets++];
		d->of = of;
		if (newer != NULL)
			memcpy(d->replaced_by, newer->name, sizeof(d->replaced_by));
		snprintf(d->also, sizeof(d->also), "%s", others_of(others, n_others, rows[i].id));
		d->uid = rows[i].uid;
		d->root = rows[i].root;
		d->account = rows[i].account;
		d->state = state_of(&rows[i], &d->of);
		if (d->state == DATASET_ELSEWHERE && !address_is_zero(&rows[i].datanet))
			address_format(d->elsewhere, &rows[i].datanet);
		memcpy(d->name, rows[i].name, sizeof(d->name));
		memcpy(d->kind, rows[i].kind, sizeof(d->kind));
		memcpy(d->license, rows[i].license, sizeof(d->license));
		snprintf(d->source, sizeof(d->source), "%.*s", (int)sizeof(d->source) - 1,
			 rows[i].source);
		d->records = rows[i].records;
		d->bytes = rows[i].bytes;
		d->attestation_trust = rows[i].trust;
		memcpy(d->note, rows[i].note, sizeof(d->note));
		d->attested_at = rows[i].attested_at;
		d->accepted_at = rows[i].accepted_at;
		/* load_epochs() replaces it where the influence of all contributors is known. */
		d->share = -1;
		status = load_upload(d, l->cache, e);
	}
	free(others);
	free(rows);
	return status;
}
