/*
 * Datasets as rows. The overview and the datasets view have columns of their own, which map to the
 * same enum, so that sorting and cells are written once.
 */
#include "tui/widget_dataset_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/be.h"
#include "tui/widget_dataset.h"
#include "tui/widget_figure.h"
#include "tui/widget_tables.h"

/* The dataset in a row of the snapshot `data`. */
static const struct snapshot_dataset *set_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->datasets[row];
}

static size_t count(const void *data)
{
	return ((const struct snapshot *)data)->n_datasets;
}

/* The id of a dataset comes with its attestation, but its root is there from the beginning. */
static uint64_t id(const void *data, size_t row)
{
	return be64_load(set_of(data, row)->root.bytes);
}

enum dataset_column { NAME, RECORDS, INFLUENCE, SHARE, BAR, ROYALTIES, SIZE, ATTESTED, STATE };

static int compare_by(const void *data, size_t a, size_t b, enum dataset_column c)
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

static const enum dataset_column overview_order[] = {NAME, RECORDS,   INFLUENCE, SHARE,
						     BAR,  ROYALTIES, STATE};
static const enum dataset_column full_order[] = {NAME, RECORDS, SIZE, ATTESTED, ROYALTIES, STATE};

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

	snprintf(out, cap, "%s %s %s", set->name, set->license, snapshot_dataset_word(set->state));
}

/* Green means that the datanet has checked the dataset. */
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

/*
 * The places for which every dataset's influence has room, so that the column is aligned on its
 * point.
 */
static int influence_places(const struct snapshot *s)
{
	double most = 0;

	for (size_t i = 0; i < s->n_datasets; i++)
		most = fabs(s->datasets[i].influence) > most ? fabs(s->datasets[i].influence)
							     : most;
	return most < 1000 ? 4 : most < 10000 ? 2 : 1;
}

/* Fills a cell. A dash, which stands for an unknown figure, is dim. */
static void fill(struct dashboard *d, const struct snapshot *s, const struct snapshot_dataset *set,
		 enum dataset_column c, struct widget_cell *out)
{
	bool scored = set->share >= 0 || set->influence > 0 || set->influence < 0;

	switch (c) {
	case NAME: snprintf(out->text, sizeof(out->text), "%s", set->name); break;
	case RECORDS: widget_text_count(out->text, set->records); break;
	case SIZE: widget_text_bytes(out->text, set->bytes); break;
	case INFLUENCE:
		if (scored)
			widget_text_signed(out->text, set->influence, influence_places(s), 10);
		else
			snprintf(out->text, sizeof(out->text), "–");
		break;
	case SHARE: widget_text_share(out->text, set->share); break;
	case BAR:
		out->bar = set->share > 0 ? set->share : 0;
		out->style = STYLE_ACCENT;
		break;
	case ROYALTIES:
		widget_figure(d, out->text, &set->royalties, widget_dataset_decimals(s), 3);
		break;
	case ATTESTED: widget_text_time_short(out->text, set->attested_at); break;
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

#define TABLE(compare_)                                                           \
	{                                                                         \
		count, id, compare_, text, widget_tables_ref, widget_tables_unref \
	}

const struct widget_list_info widget_dataset_rows_overview = {
	overview_columns, ARRAY_SIZE(overview_columns), TABLE(compare_overview), cell_overview,
	"DATASETS  none yet. Preview a file to see what it would earn, then commit to it."};

const struct widget_list_info widget_dataset_rows_full = {
	full_columns, ARRAY_SIZE(full_columns), TABLE(compare_full), cell_full,
	"No datasets yet. C commits to one: a path on this machine, of which only a hash goes on "
	"chain."};
