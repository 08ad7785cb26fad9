/*
 * Datasets as rows. The overview and the datasets view have columns of their own, which map to the
 * same enum, so that sorting and cells are written once.
 */
#include "tui/widget_dataset_rows.h"

#include "base/be.h"
#include "tui/widget_dataset.h"
#include "tui/widget_tables.h"

enum dataset_column { NAME, RECORDS, INFLUENCE, SHARE, BAR, ROYALTIES, SIZE, ATTESTED, STATE };

/* The columns of the two lists, in order. */
static const enum dataset_column overview_order[] = {NAME, RECORDS,   INFLUENCE, SHARE,
						     BAR,  ROYALTIES, STATE};
static const enum dataset_column full_order[] = {NAME, RECORDS, SIZE, ATTESTED, ROYALTIES, STATE};

/*
 * The id of a dataset comes with its attestation, but its root is there from the beginning. A root
 * that is attested to another datanet too has a row for that.
 */
static uint64_t id(const struct snapshot *s, const void *row)
{
	const struct snapshot_dataset *set = row;
	uint64_t root = be64_load(set->root.bytes);

	(void)s;
	return set->state == DATASET_ELSEWHERE ? root ^ be64_load(set->uid.bytes) : root;
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

/* An upload under way has its share behind the word. */
static void dress(const struct snapshot_dataset *set, enum dataset_column c,
		  struct widget_cell *out)
{
	if (c == BAR) {
		out->bar = set->share > 0 ? set->share : 0;
		out->style = STYLE_ACCENT;
	} else if (c == STATE) {
		widget_dataset_state(set, out->text, sizeof(out->text));
		out->style = state_style(set->state);
	}
}

static void dress_overview(struct dashboard *d, const void *row, size_t column,
			   struct widget_cell *out)
{
	(void)d;
	dress(row, overview_order[column], out);
}

static void dress_full(struct dashboard *d, const void *row, size_t column, struct widget_cell *out)
{
	(void)d;
	dress(row, full_order[column], out);
}

static const struct widget_column overview_columns[] = {
	{"name", "DATASETS", .width = 14, .max = 28},
	{"records", .width = 7, .drop = 5},
	{"influence", .width = 9, .drop = 3},
	{"share", .width = 6, .drop = 4},
	{.title = "", .width = 3, .max = 24, .drop = 6},
	{"royalties", .width = 10, .drop = 2},
	{"state", .width = 12},
};

static const struct widget_column full_columns[] = {
	{"name", "NAME", .width = 12, .max = 36}, {"records", .width = 9, .drop = 3},
	{"bytes", .width = 8, .drop = 5},	  {"attested", .width = 10, .drop = 4},
	{"royalties", .width = 11, .drop = 2},	  {"state", .width = 12},
};

const struct widget_list_info widget_dataset_rows_overview = {
	overview_columns,
	ARRAY_SIZE(overview_columns),
	WIDGET_TABLE_OF(ROW_DATASET, id),
	dress_overview,
	"DATASETS  none yet. Preview a file to see what it would earn, then commit to it.",
	.page = widget_dataset_page};

const struct widget_list_info widget_dataset_rows_full = {
	full_columns,
	ARRAY_SIZE(full_columns),
	WIDGET_TABLE_OF(ROW_DATASET, id),
	dress_full,
	"No datasets yet. C commits to one: a path on this machine, of which only a hash goes on "
	"chain.",
	.page = widget_dataset_page};
