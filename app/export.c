#include "app/export.h"

#include <string.h>

#include "app/load.h"
#include "base/clock.h"
#include "base/file.h"

/* A field in quotes; a leading formula sign is kept from being run by a spreadsheet. */
static void add_text(struct buf *out, const char *text)
{
	buf_add_byte(out, '"');
	if (text[0] != '\0' && strchr("=+-@", text[0]) != NULL)
		buf_add_byte(out, '\'');
	for (const char *c = text; *c != '\0'; c++) {
		if (*c == '"')
			buf_add_byte(out, '"');
		buf_add_byte(out, (uint8_t)*c);
	}
	buf_add_byte(out, '"');
}

static void add_time(struct buf *out, int64_t time)
{
	char text[CLOCK_RFC3339_SIZE];

	if (time == 0)
		return;
	clock_format_rfc3339(text, time);
	buf_add_str(out, text);
}

static void add_amount(struct buf *out, const struct u256 *raw, unsigned decimals)
{
	char text[AMOUNT_TEXT_SIZE];

	amount_format_exact(text, raw, decimals);
	buf_add_str(out, text);
}

static void add_hash(struct buf *out, const struct hash *h)
{
	char text[HASH_TEXT_SIZE];

	hash_format(text, h);
	buf_add_str(out, text);
}

/* Datasets are counted in the first distributor's token (app/load_earnings.c). */
static unsigned decimals_of(const struct snapshot *s)
{
	return s->n_royalties > 0 ? s->royalties[0].decimals : 0;
}

static void earnings(struct buf *out, const struct snapshot *s, int64_t since)
{
	buf_add_str(out, "epoch,settled,dataset,uid,inferences,influence,amount,token,known\r\n");
	for (size_t i = 0; i < s->n_scores; i++) {
		const struct snapshot_score *score = &s->scores[i];
		const struct snapshot_epoch *epoch = snapshot_find_epoch(s, score->epoch);
		int64_t settled = epoch != NULL ? epoch->settled_at : 0;

		if (settled < since)
			continue;
		buf_addf(out, "%llu,", (unsigned long long)score->epoch);
		add_time(out, settled);
		buf_add_byte(out, ',');
		add_text(out,
			 score->dataset < s->n_datasets ? s->datasets[score->dataset].name : "");
		buf_add_byte(out, ',');
		add_hash(out, &score->uid);
		buf_addf(out, ",%llu,%.9f,", (unsigned long long)score->inferences,
			 score->influence);
		add_amount(out, &score->amount.raw, epoch != NULL ? epoch->decimals : 0);
		buf_add_byte(out, ',');
		add_text(out, epoch != NULL ? epoch->symbol : "");
		buf_addf(out, ",%s\r\n", trust_word(score->trust));
	}
}

static void attributions(struct buf *out, const struct snapshot *s, int64_t since)
{
	buf_add_str(out, "seq,time,dataset,inference,influence,fee\r\n");
	for (size_t i = 0; i < s->n_attributions; i++) {
		const struct snapshot_attribution *a = &s->attributions[i];

		if (a->time < since)
			continue;
		buf_addf(out, "%llu,", (unsigned long long)a->seq);
		add_time(out, a->time);
		buf_add_byte(out, ',');
		add_text(out, a->dataset < s->n_datasets ? s->datasets[a->dataset].name : "");
		buf_add_byte(out, ',');
		add_text(out, a->inference);
		buf_addf(out, ",%.9f,%.9f\r\n", (double)a->influence_e9 / 1e9,
			 (double)a->fee_e9 / 1e9);
	}
}

static void claims(struct buf *out, const struct snapshot *s, int64_t since)
{
	buf_add_str(out, "claim,prepared,amount,token,state,nonce,transaction,block\r\n");
	for (size_t i = 0; i < s->n_claims; i++) {
		const struct snapshot_claim *c = &s->claims[i];

		if (c->prepared < since)
			continue;
		buf_addf(out, "%llu,", (unsigned long long)c->id);
		add_time(out, c->prepared);
		buf_add_byte(out, ',');
		add_amount(out, &c->amount.raw, c->decimals);
		buf_add_byte(out, ',');
		add_text(out, c->symbol);
		buf_addf(out, ",%s,%llu,", claim_state_word(c->state),
			 (unsigned long long)c->nonce);
		add_hash(out, &c->tx);
		buf_addf(out, ",%llu\r\n", (unsigned long long)c->block);
	}
}

static void events(struct buf *out, const struct snapshot *s, int64_t since)
{
	buf_add_str(out, "time,area,known,text\r\n");
	for (size_t i = 0; i < s->n_events; i++) {
		if (s->events[i].time < since)
			continue;
		add_time(out, s->events[i].time);
		buf_add_byte(out, ',');
		add_text(out, s->events[i].area);
		buf_addf(out, ",%s,", trust_word(s->events[i].trust));
		add_text(out, s->events[i].text);
		buf_add_str(out, "\r\n");
	}
}

static void datasets(struct buf *out, const struct snapshot *s, int64_t since)
{
	buf_add_str(out, "name,root,uid,records,bytes,state,attested,influence,royalties\r\n");
	for (size_t i = 0; i < s->n_datasets; i++) {
		const struct snapshot_dataset *d = &s->datasets[i];

		if (d->attested_at < since)
			continue;
		add_text(out, d->name);
		buf_add_byte(out, ',');
		add_hash(out, &d->root);
		buf_add_byte(out, ',');
		add_hash(out, &d->uid);
		buf_addf(out, ",%llu,%llu,%s,", (unsigned long long)d->records,
			 (unsigned long long)d->bytes, dataset_state_word(d->state));
		add_time(out, d->attested_at);
		buf_addf(out, ",%.9f,", d->influence);
		if (d->royalties.known)
			add_amount(out, &d->royalties.value, decimals_of(s));
		buf_add_str(out, "\r\n");
	}
}

enum status csv_preview(struct buf *out, const struct preview *p)
{
	buf_add_str(out, "record,influence,percentile,loss,probability,label,predicted,"
			 "duplicate_of,label_looks_wrong,text\r\n");
	for (size_t i = 0; i < p->n_rows; i++) {
		const struct preview_row *r = &p->rows[i];

		buf_addf(out, "%llu,", (unsigned long long)r->index);
		/* A label that the model does not have has no score. */
		if (r->unknown_label)
			buf_add_str(out, ",,,,");
		else if (r->percentile < 0)
			buf_addf(out, "%.9g,,%.6g,%.6g,", (double)r->influence, (double)r->loss,
				 (double)r->probability);
		else
			buf_addf(out, "%.9g,%.1f,%.6g,%.6g,", (double)r->influence,
				 (double)r->percentile, (double)r->loss, (double)r->probability);
		add_text(out, r->label);
		buf_add_byte(out, ',');
		add_text(out, r->predicted);
		buf_add_byte(out, ',');
		if (r->duplicate_of != UINT64_MAX)
			buf_addf(out, "%llu", (unsigned long long)r->duplicate_of);
		buf_addf(out, ",%s,", r->suspicious ? "yes" : "no");
		add_text(out, r->text);
		buf_add_str(out, "\r\n");
	}
	return buf_status(out);
}

enum status csv_table(struct buf *out, const struct snapshot *s, enum export_kind kind,
		      int64_t since)
{
	switch (kind) {
	case EXPORT_EARNINGS: earnings(out, s, since); break;
	case EXPORT_ATTRIBUTIONS: attributions(out, s, since); break;
	case EXPORT_CLAIMS: claims(out, s, since); break;
	case EXPORT_LOG: events(out, s, since); break;
	case EXPORT_DATASETS: datasets(out, s, since); break;
	}
	return buf_status(out);
}

enum status export_table(struct app *app, enum export_kind kind, const char *path, struct err *e)
{
	const struct snapshot *s = NULL;
	struct buf text;
	enum status status = load_snapshot(app, &s, e);

	buf_init(&text, LIMIT_MODEL);
	if (status == STATUS_OK)
		status = csv_table(&text, s, kind, 0);
	if (status == STATUS_OK)
		status = file_write_new(path, text.data, text.len, e);
	buf_release(&text);
	snapshot_unref(s);
	return status;
}

enum status export_preview(const struct preview *p, const char *path, struct err *e)
{
	struct buf text;
	enum status status;

	buf_init(&text, LIMIT_MODEL);
	status = csv_preview(&text, p);
	if (status == STATUS_OK)
		status = file_write_new(path, text.data, text.len, e);
	buf_release(&text);
	return status;
}
