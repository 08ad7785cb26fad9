/*
 * Models as rows, and a model's page. Page and pane say the same in the same words
 * (models/answer_model.h); the pane draws shares as bars too.
 */
#include "tui/view_models_rows.h"

#include <stdio.h>
#include <string.h>

#include "models/answer_model.h"
#include "tui/widget_chart.h"
#include "tui/widget_tables.h"
#include "tui/widget_value.h"

enum model_column {
	NAME,
	USE,
	STATE,
	ACCOUNTS,
	DATASETS,
	RECORDS,
	LICENSE,
	LOSS,
	ATTESTED,
	NETWORK
};

static const struct widget_column columns[] = {
	[NAME] = {"name", .width = 14, .max = 28},
	[USE] = {"current", .width = 6, .drop = 5},
	[STATE] = {"state", .width = 16, .max = 26},
	[ACCOUNTS] = {"accounts", .width = 8, .drop = 6},
	[DATASETS] = {"datasets", .width = 8, .drop = 3},
	[RECORDS] = {"records", .width = 7, .drop = 4},
	[LICENSE] = {"license", .width = 10, .max = 16, .drop = 2},
	[LOSS] = {"loss", "LOSS", .width = 6, .drop = 7},
	[ATTESTED] = {"attested", .width = 10, .drop = 8},
	/* The last one, since it is left out while there is one network. */
	[NETWORK] = {"network", .width = 7, .max = 16, .drop = 1},
};

/* The cells of the questions, and of a bar behind a text. */
#define LABEL 24
#define BAR   10

/* One artifact may be a model of two datanets. */
static uint64_t id(const struct snapshot *s, const void *row)
{
	const struct snapshot_model *m = row;
	uint64_t at;

	memcpy(&at, m->hash.bytes, sizeof(at));
	return at ^ widget_tables_owner(s, &m->of);
}

static enum screen_style state_style(enum model_state state)
{
	switch (state) {
	case MODEL_ATTESTED: return STYLE_GOOD;
	case MODEL_NOT_STATED:
	case MODEL_WAITING: return STYLE_DIM;
	case MODEL_FOREIGN:
	case MODEL_CONTRADICTED:
	case MODEL_ORPHAN: return STYLE_BAD;
	}
	return STYLE_TEXT;
}

static void dress(struct dashboard *d, const void *row, size_t column, struct widget_cell *out)
{
	const struct snapshot_model *m = row;

	if (column == NAME && m->current)
		out->style = STYLE_BOLD;
	if (column != STATE)
		return;
	out->style = state_style(m->state);
	snprintf(out->note, sizeof(out->note), "%s", trust_mark(m->trust, d->options.ascii));
	out->note_style = STYLE_DIM;
}

/* The colour of a fact: what is open is dim, and what a reader should look at is yellow. */
static enum screen_style answer_style(const struct model_answer *v)
{
	return v->warns ? STYLE_WARN : v->stated ? STYLE_TEXT : STYLE_DIM;
}

/* The question, at its first answer alone. */
static const char *label_of(const struct model_answers *a, size_t i)
{
	return i == 0 || a->v[i].question != a->v[i - 1].question
		       ? describe_question(a->v[i].question)
		       : "";
}

static struct widget_detail *page(const struct dashboard *d, const struct snapshot *s,
				  const void *row)
{
	const struct snapshot_model *m = row;
	const struct widget_row r = widget_value_row(ROW_MODEL, s, m);
	const struct value_style style = {.ascii = d->options.ascii, .hide = d->hide};
	struct widget_detail *p = widget_detail_new(m->name);
	struct model_answers a;

	answer_model(&a, s, m);
	for (size_t i = 0; i < a.n; i++) {
		char text[SENTENCE_TEXT_SIZE];

		sentence_text(text, sizeof(text), &a.v[i].text, &style);
		if (label_of(&a, i)[0] != '\0')
			widget_detail_text(p, STYLE_BOLD, label_of(&a, i));
		widget_detail_add(p, "", "%s%s%s", text, a.v[i].trust != TRUST_NONE ? "  " : "",
				  a.v[i].trust != TRUST_NONE
					  ? trust_mark(a.v[i].trust, d->options.ascii)
					  : "");
	}
	widget_detail_text(p, STYLE_TEXT, "");
	widget_value_detail(d, p, "Network", &r, "network");
	widget_value_detail(d, p, "Datanet", &r, "datanet");
	widget_value_detail(d, p, "Artifact", &r, "artifact");
	widget_value_detail(d, p, "Attestation", &r, "attestation");
	widget_value_detail(d, p, "Before", &r, "parent");
	widget_value_detail(d, p, "Manifest", &r, "manifest");
	widget_value_detail(d, p, "Created", &r, "created");
	widget_value_detail(d, p, "Copy", &r, "downloaded");
	return p;
}

/* Draws one answer. A bar stands between text and mark where the line has room for it. */
static void draw_answer(const struct dashboard *d, struct screen *s, struct screen_area a, int y,
			const struct model_answer *v, const char *label)
{
	const struct value_style style = {.ascii = s->ascii, .hide = d->hide};
	int left = a.w >= 60 ? LABEL : 2, w = a.w - left - 3;
	bool bar = v->share >= 0 && a.w >= 76 && !d->hide && !s->accessible;
	char text[SENTENCE_TEXT_SIZE];

	sentence_text(text, sizeof(text), &v->text, &style);
	if (a.w >= 60)
		screen_text(s, a, y, 1, STYLE_BOLD, label);
	if (bar) {
		w -= BAR + 1;
		widget_chart_bar(s, a, y, left + w + 1, BAR, STYLE_ACCENT, v->share);
	}
	screen_fit(s, a, y, left, w, answer_style(v), text);
	if (v->trust != TRUST_NONE)
		screen_right(s, a, y, 0, a.w - 1, STYLE_DIM, trust_mark(v->trust, s->ascii));
}

int view_models_rows_height(const struct snapshot *s, const struct snapshot_model *m)
{
	struct model_answers answers;

	answer_model(&answers, s, m);
	return (int)answers.n;
}

void view_models_rows_answers(const struct dashboard *d, const struct snapshot *s,
			      const struct snapshot_model *m, struct screen *screen,
			      struct screen_area a)
{
	struct model_answers answers;

	answer_model(&answers, s, m);
	for (size_t i = 0; i < answers.n && (int)i < a.h; i++)
		draw_answer(d, screen, a, (int)i, &answers.v[i], label_of(&answers, i));
}

const struct widget_list_info view_models_rows = {
	columns,
	ARRAY_SIZE(columns),
	WIDGET_TABLE_OF(ROW_MODEL, id),
	dress,
	"No model is known yet: a datanet names its models when it is asked (R).",
	.page = page};
