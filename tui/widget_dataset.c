#include "tui/widget_dataset.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/be.h"
#include "tui/widget_figure.h"
#include "tui/widget_popup.h"

const void *widget_snapshot_ref(const void *data)
{
	return snapshot_ref(data);
}

void widget_snapshot_unref(const void *data)
{
	snapshot_unref(data);
}

static const struct snapshot_dataset *set_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->datasets[row];
}

static size_t count(const void *data)
{
	return ((const struct snapshot *)data)->n_datasets;
}

/* The root never changes, the id comes later. */
static uint64_t id(const void *data, size_t row)
{
	return be64_load(set_of(data, row)->root.bytes);
}

enum column { NAME, RECORDS, INFLUENCE, SHARE, BAR, ROYALTIES, SIZE, ATTESTED, STATE };

static int compare_by(const void *data, size_t a, size_t b, enum column c)
{
	const struct snapshot_dataset *x = set_of(data, a), *y = set_of(data, b);

	switch (c) {
	case NAME: return strcmp(x->name, y->name);
	case RECORDS: return widget_compare_u64(x->records, y->records);
	case INFLUENCE: return widget_compare_double(x->influence, y->influence);
	case SHARE:
	case BAR: return widget_compare_double(x->share, y->share);
	case ROYALTIES: return u256_compare(&x->royalties.value, &y->royalties.value);
	case SIZE: return widget_compare_u64(x->bytes, y->bytes);
	case ATTESTED: return widget_compare_i64(x->attested_at, y->attested_at);
	case STATE: return (int)x->state - (int)y->state;
	}
	return 0;
}

static const enum column overview_order[] = {NAME, RECORDS,   INFLUENCE, SHARE,
					     BAR,  ROYALTIES, STATE};
static const enum column full_order[] = {NAME, RECORDS, SIZE, ATTESTED, ROYALTIES, STATE};

static int compare_overview(const void *data, size_t a, size_t b, unsigned column)
{
	return compare_by(data, a, b, overview_order[column]);
}

static int compare_full(const void *data, size_t a, size_t b, unsigned column)
{
	return compare_by(data, a, b, full_order[column]);
}

static void text(const void *data, size_t row, char *out, size_t cap)
{
	const struct snapshot_dataset *set = set_of(data, row);

	snprintf(out, cap, "%s %s %s", set->name, set->license, dataset_state_word(set->state));
}

void widget_dataset_state(const struct snapshot_dataset *set, char *out, size_t cap)
{
	if (set->state == DATASET_UPLOADING && set->upload_size > 0)
		snprintf(out, cap, "upload %d %%",
			 (int)((double)set->uploaded * 100 / (double)set->upload_size));
	else
		snprintf(out, cap, "%s", dataset_state_word(set->state));
}

void widget_dataset_influence(const struct snapshot_dataset *set, char *out, size_t cap, int places)
{
	char number[WIDGET_TEXT_SIZE], count[WIDGET_TEXT_SIZE];

	if (set->inferences == 0) {
		snprintf(out, cap, "none yet: no settled inference used it");
		return;
	}
	widget_signed(number, set->influence, places, 20);
	widget_count(count, set->inferences);
	snprintf(out, cap, "%s over %s inference%s", number, count,
		 set->inferences == 1 ? "" : "s");
}

static enum screen_style state_style(enum dataset_state state)
{
	switch (state) {
	case DATASET_IN_MODEL:
	case DATASET_ACCEPTED: return STYLE_GOOD;
	case DATASET_REJECTED: return STYLE_BAD;
	case DATASET_REVOKED:
	case DATASET_ELSEWHERE: return STYLE_DIM;
	case DATASET_LOCAL:
	case DATASET_ATTESTED:
	case DATASET_UPLOADING:
	case DATASET_RECEIVED: return STYLE_TEXT;
	}
	return STYLE_TEXT;
}

static unsigned decimals_of(const struct snapshot *s)
{
	return s->n_royalties > 0 ? s->royalties[0].decimals : 18;
}

/* Places that all datasets' influence has room for, so that the column is aligned on its point. */
static int influence_places(const struct snapshot *s)
{
	double most = 0;

	for (size_t i = 0; i < s->n_datasets; i++)
		most = fabs(s->datasets[i].influence) > most ? fabs(s->datasets[i].influence)
							     : most;
	return most < 1000 ? 4 : most < 10000 ? 2 : 1;
}

static void fill(struct dashboard *d, const struct snapshot *s, const struct snapshot_dataset *set,
		 enum column c, struct widget_cell *out)
{
	bool scored = set->share >= 0 || set->influence > 0 || set->influence < 0;

	switch (c) {
	case NAME: snprintf(out->text, sizeof(out->text), "%s", set->name); break;
	case RECORDS: widget_count(out->text, set->records); break;
	case SIZE: widget_bytes(out->text, set->bytes); break;
	case INFLUENCE:
		if (scored)
			widget_signed(out->text, set->influence, influence_places(s), 10);
		else
			snprintf(out->text, sizeof(out->text), "–");
		break;
	case SHARE: widget_share(out->text, set->share); break;
	case BAR:
		out->bar = set->share > 0 ? set->share : 0;
		out->style = STYLE_ACCENT;
		break;
	case ROYALTIES: widget_figure(d, out->text, &set->royalties, decimals_of(s), 3); break;
	case ATTESTED: widget_time_short(out->text, set->attested_at); break;
	case STATE:
		widget_dataset_state(set, out->text, sizeof(out->text));
		out->style = state_style(set->state);
		break;
	}
	if (strcmp(out->text, "–") == 0)
		out->style = STYLE_DIM;
}

static void cell_overview(struct dashboard *d, const void *data, size_t row, size_t column,
			  struct widget_cell *out)
{
	fill(d, data, set_of(data, row), overview_order[column], out);
}

static void cell_full(struct dashboard *d, const void *data, size_t row, size_t column,
		      struct widget_cell *out)
{
	fill(d, data, set_of(data, row), full_order[column], out);
}

static const struct widget_column overview_columns[] = {
	{"DATASETS", 14, 28, 0, false, true}, {"RECORDS", 8, 0, 5, true, true},
	{"INFLUENCE", 10, 0, 3, true, true},  {"SHARE", 7, 0, 4, true, true},
	{"", 3, 24, 6, false, false},	      {"ROYALTIES", 10, 0, 2, true, true},
	{"STATE", 12, 0, 0, false, true},
};

static const struct widget_column full_columns[] = {
	{"NAME", 12, 36, 0, false, true},    {"RECORDS", 9, 0, 3, true, true},
	{"SIZE", 8, 0, 5, true, true},	     {"ATTESTED", 10, 0, 4, false, true},
	{"ROYALTIES", 11, 0, 2, true, true}, {"STATE", 12, 0, 0, false, true},
};

#define TABLE(compare_)                                                               \
	{                                                                             \
		count, id, compare_, text, widget_snapshot_ref, widget_snapshot_unref \
	}

const struct widget_list_info widget_dataset_overview = {
	overview_columns, ARRAY_SIZE(overview_columns), TABLE(compare_overview), cell_overview,
	"DATASETS  none yet. Preview a file to see what it would earn, then commit to it."};

const struct widget_list_info widget_dataset_full = {
	full_columns, ARRAY_SIZE(full_columns), TABLE(compare_full), cell_full,
	"No datasets yet. C commits to one: a path on this machine, of which only a hash goes on "
	"chain."};

static void add_hash(struct widget_detail *p, const char *label, const struct hash *h)
{
	char hex[HASH_TEXT_SIZE];

	if (hash_is_zero(h))
		return;
	hash_format(hex, h);
	widget_detail_add(p, label, "%s", hex);
}

void widget_dataset_open(struct dashboard *d, const struct snapshot_dataset *set)
{
	struct widget_detail *p = widget_detail_new(set->name);
	char a[WIDGET_TEXT_SIZE], b[WIDGET_TEXT_SIZE], address[ADDRESS_TEXT_SIZE];

	widget_dataset_state(set, a, sizeof(a));
	widget_detail_add(p, "State", "%s", a);
	if (set->note[0] != '\0')
		widget_detail_add(p, "Because", "%s", set->note);
	add_hash(p, "Dataset id", &set->uid);
	add_hash(p, "Root", &set->root);
	address_format(address, &set->account);
	widget_detail_add(p, "Attester", "%s", address);
	widget_detail_add(p, "Attestation", "%s", trust_word(set->trust));
	widget_count(a, set->records);
	widget_bytes(b, set->bytes);
	widget_detail_add(p, "Contents", "%s record%s, %s%s%s", a, set->records == 1 ? "" : "s", b,
			  set->kind[0] != '\0' ? ", " : "", set->kind);
	widget_detail_add(p, "Licence", "%s", set->license);
	widget_detail_add(p, "Source", "%s",
			  set->source[0] != '\0' ? set->source : "not on this machine");
	widget_time(a, set->attested_at);
	widget_detail_add(p, "Attested", "%s", a);
	if (set->upload_size > 0) {
		widget_bytes(a, set->uploaded);
		widget_bytes(b, set->upload_size);
		widget_detail_add(p, "Uploaded", "%s of %s", a, b);
	}
	widget_dataset_influence(set, a, sizeof(a), 6);
	widget_detail_add(p, "Influence", "%s", a);
	if (set->share >= 0) {
		widget_share(a, set->share);
		widget_detail_add(p, "Share", "%s of what all contributors' data did", a);
	}
	if (set->royalties.known) {
		widget_figure(d, a, &set->royalties, decimals_of(d->snap), 6);
		widget_detail_add(p, "Royalties", "%s %s, %s", a,
				  d->snap->n_royalties > 0 ? d->snap->royalties[0].symbol : "",
				  trust_word(set->royalties.trust));
	}
	widget_detail_open(d, p);
}

void widget_dataset_copy(struct dashboard *d, const struct snapshot_dataset *set)
{
	bool attested = !hash_is_zero(&set->uid);
	char hex[HASH_TEXT_SIZE];

	hash_format(hex, attested ? &set->uid : &set->root);
	dashboard_copy(d, attested ? "dataset id" : "root", hex);
}

void widget_claim_prepare(struct dashboard *d, const struct address *distributor)
{
	struct dashboard_task *t =
		dashboard_task_new(d, "preparing the claim", NULL, widget_review_prepared);

	if (t != NULL)
		dashboard_task_started(
			t, start_prepare_claim(d->app, distributor, dashboard_task_done, t));
}
