/*
 * Rows of the cache as the snapshot has them. A version that the cache knows nothing of stays
 * empty: what is not stated is told from zero by its state, by its hash, or by its trust.
 */
#include "app/load_models.h"

#include <stdlib.h>
#include <string.h>

#include "app/snapshot_models.h"
#include "cache/models.h"
#include "cache/settings.h"

static void set_version(struct snapshot_model *m, const struct cache_model_version *v)
{
	m->version = v->number;
	m->created_at = v->created_at;
	m->attested_at = v->attested_at;
	m->state = v->state;
	m->trust = v->trust;
	m->attestation = v->uid;
	m->parent = v->parent;
	m->publisher = v->publisher;
	m->figures_hash = v->figures;
	m->manifest = v->manifest;
	memcpy(m->license, v->license, sizeof(m->license));
	memcpy(m->note, v->note, sizeof(m->note));
}

static void set_data(struct snapshot_model *m, const struct cache_model_data *d)
{
	m->training = d->training;
	m->datasets = d->datasets;
	m->records = d->records;
	m->accounts = d->accounts;
	m->withdrawn = d->withdrawn;
	m->unknown = d->unknown;
	m->others = d->others;
	memcpy(m->data_licenses, d->licenses, sizeof(m->data_licenses));
	m->data_trust = d->trust;
}

static void set_model(struct snapshot_model *m, const struct loading *l,
		      const struct cache_model *row)
{
	m->of = l->of;
	m->hash = row->hash;
	memcpy(m->name, row->name, sizeof(m->name));
	m->downloaded = row->downloaded_at != 0;
	m->current = row->current;
	set_version(m, &row->version);
	set_data(m, &row->data);
	memcpy(m->labels, row->figures.labels, sizeof(m->labels));
	m->figures = model_state_compare_figures(row->version.state, &row->version.figures,
						 &row->figures.hash);
	m->loss = m->labels[0] != '\0' ? (double)row->figures.loss_e9 / 1e9 : -1;
	m->tested_on = row->figures.tested_on;
	/* Before a sync has read the list, the datanet's description alone names the model. */
	if (m->version == 0)
		m->trust = TRUST_REPORTED;
}

/* A split that is none is not shown: the setting may be damaged. */
static enum status load_split(struct loading *l, struct err *e)
{
	struct snapshot_datanet *d = &l->s->datanets[l->of.datanet];
	int64_t part_bp = 0;
	enum status status =
		cache_settings_number(l->cache, &part_bp, CACHE_SETTING_CONTRIBUTORS_BP,
				      &profile_datanet(l->p)->address, NULL, e);

	d->has_split = status == STATUS_OK && part_bp >= 0 && part_bp <= 10000;
	if (d->has_split)
		d->contributors_bp = (uint16_t)part_bp;
	return status == ERR_NOT_FOUND ? STATUS_OK : status;
}

enum status load_models(struct loading *l, struct err *e)
{
	struct snapshot *s = l->s;
	struct cache_model *rows = NULL;
	size_t n = 0;
	enum status status =
		cache_models_all(l->cache, &rows, &n, &profile_datanet(l->p)->address, e);

	if (status == STATUS_OK)
		status = load_rows_grow(&s->models, s->n_models, n, sizeof(*s->models), e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++)
		set_model(&s->models[s->n_models++], l, &rows[i]);
	free(rows);
	return status == STATUS_OK ? load_split(l, e) : status;
}
