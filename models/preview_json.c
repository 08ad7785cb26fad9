#include "models/preview_json.h"

#include "chain/member.h"
#include "models/columns.h"

/* A figure that is not known is null; zero would be read as "no change". */
static void add_outcome_members(struct json *to, const struct preview_outcome *o)
{
	struct json *change = o->known ? json_new_object() : NULL;
	struct json *scatter = o->has_share ? json_new_object() : NULL;

	json_add_text(to, "no_forecast_because", o->why);
	if (o->known) {
		json_add_textf(change, "expected", "%.6g", o->change);
		json_add_textf(change, "low", "%.6g", o->low);
		json_add_textf(change, "high", "%.6g", o->high);
		json_add(to, "held_out_loss_change", change);
	} else {
		json_add_null(to, "held_out_loss_change");
	}
	if (o->has_share) {
		json_add_textf(to, "pool_share", "%.6g", o->share);
		json_add_textf(scatter, "mean", "%.6g", o->share_mean);
		json_add_textf(scatter, "low", "%.6g", o->share_low);
		json_add_textf(scatter, "high", "%.6g", o->share_high);
		json_add(to, "pool_share_of_epochs", scatter);
	} else {
		json_add_null(to, "pool_share");
		json_add_null(to, "pool_share_of_epochs");
	}
}

/* Adds a part of the file that could be kept, with what it would do. */
static void add_proposal(struct json *top, const char *name, const struct preview_outcome *o)
{
	struct json *one = json_new_object();

	json_add_number(one, "records", o->records);
	add_outcome_members(one, o);
	json_add(top, name, one);
}

/* Adds the labels as a whole; null where the model cannot judge them. */
/* A set that is not judged has no rate, which is no rate of zero. */
static void add_noise(struct json *top, const struct preview *p)
{
	struct json *noise;

	if (!p->noise.known) {
		json_add_null(top, "wrong_labels");
		return;
	}
	noise = json_new_object();
	json_add_textf(noise, "rate", "%.6g", p->noise.rate);
	json_add_textf(noise, "error", "%.6g", p->noise.error);
	json_add_textf(noise, "expected_precision", "%.6g", p->noise.precision);
	json_add_textf(noise, "expected_precision_low", "%.6g", p->noise.least);
	json_add(top, "wrong_labels", noise);
}

/* Adds why records cannot be learned from, and how the file looks as a whole. */
static void add_state(struct json *top, const struct preview *p)
{
	struct json *lines = json_new_array();

	json_add_number(top, "without_label", p->without_label);
	json_add_number(top, "contradictions", p->contradictions);
	json_add_number(top, "broken", p->broken);
	for (size_t i = 0; i < p->broken && i < PREVIEW_BROKEN; i++)
		json_add_number(lines, NULL, p->broken_line[i]);
	json_add(top, "first_broken_lines", lines);
	json_add_number(top, "more_helpful_than_99_percent", p->extreme);
	json_add_textf(top, "mean_likeness", "%.6g", p->likeness);
	json_add_number(top, "repeat_held_out_texts", p->all.copies);
	json_add_bool(top, "looks_made_for_the_score", p->crafted != PREVIEW_NOT_CRAFTED);
	if (p->text_column[0] != '\0')
		json_add_text(top, "text_column", p->text_column);
	else
		json_add_null(top, "text_column");
	if (p->label_column[0] != '\0')
		json_add_text(top, "label_column", p->label_column);
	else
		json_add_null(top, "label_column");
	json_add_text(top, "nothing_scored_because", preview_foreign_word(p->foreign));
}

/* Rows are those of the two ends, as a person sees them; lists have all. */
struct json *preview_to_json(const struct preview *p, size_t ends)
{
	const struct column_table *t = columns_of(ROW_PREVIEW);
	const struct column_table *labels = columns_of(ROW_COMPARED_LABEL);
	struct json *top = json_new_object(), *rows = json_new_array(), *bins = json_new_array();
	struct json *lacking = json_new_array();

	json_add_text(top, "path", p->path);
	json_add_text(top, "model_name", p->model_name);
	json_add_hex(top, "model", p->model.bytes, sizeof(p->model.bytes));
	json_add_bool(top, "model_is_current", !p->outdated);
	member_add_time(top, "model_named_at", p->named_at);
	json_add_number(top, "records", p->records);
	json_add_number(top, "helpful", p->helpful);
	json_add_number(top, "harmful", p->harmful);
	json_add_number(top, "neutral", p->neutral);
	json_add_number(top, "labels_that_look_wrong", p->suspicious);
	json_add_number(top, "duplicates", p->duplicates);
	json_add_number(top, "not_scored", p->unlabelled);
	add_state(top, p);
	add_noise(top, p);
	json_add_bool(top, "model_has_forecasts", p->forecasts);
	json_add_number(top, "inferences_of_an_epoch", p->inferences);
	add_outcome_members(top, &p->all);
	add_proposal(top, "without_harmful", &p->without_harmful);
	add_proposal(top, "without_wrong_labels", &p->without_wrong);
	json_add_text(top, "assumptions", p->assumptions);
	/* The range is symmetric around 0, so that one number describes it. */
	json_add_textf(top, "histogram_range", "%.9g", p->highest);
	/* From the most harmful bin to the most helpful one. */
	for (size_t i = 0; i < PREVIEW_BINS; i++)
		json_add_number(bins, NULL, p->histogram[i]);
	json_add(top, "histogram", bins);
	for (size_t i = 0; i < p->n_rows; i++)
		if (i < ends || p->n_rows - i <= ends)
			json_add(rows, NULL, column_row_json(t, NULL, &p->rows[i]));
	for (size_t i = 0; i < p->n_lacking; i++)
		json_add(lacking, NULL, column_row_json(labels, NULL, &p->lacking[i]));
	json_add(top, labels->name, lacking);
	json_add(top, t->name, rows);
	return top;
}
