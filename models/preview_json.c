#include "models/preview_json.h"

#include "models/columns.h"

struct json *preview_to_json(const struct preview *p, size_t ends)
{
	const struct column_table *t = columns_of(ROW_PREVIEW);
	struct json *top = json_new_object(), *rows = json_new_array(), *bins = json_new_array();
	struct json *change = NULL;

	json_add_text(top, "path", p->path);
	json_add_text(top, "model_name", p->model_name);
	json_add_hex(top, "model", p->model.bytes, sizeof(p->model.bytes));
	json_add_bool(top, "model_is_current", !p->outdated);
	json_add_number(top, "records", p->records);
	json_add_number(top, "helpful", p->helpful);
	json_add_number(top, "harmful", p->harmful);
	json_add_number(top, "neutral", p->neutral);
	json_add_number(top, "labels_that_look_wrong", p->suspicious);
	json_add_number(top, "duplicates", p->duplicates);
	json_add_number(top, "not_scored", p->unlabelled);
	/* A figure that is not known is null; zero would be read as "no change". */
	if (p->has_change) {
		change = json_new_object();
		json_add_textf(change, "expected", "%.6g", p->change);
		json_add_textf(change, "low", "%.6g", p->change_low);
		json_add_textf(change, "high", "%.6g", p->change_high);
		json_add(top, "held_out_loss_change", change);
	} else {
		json_add_null(top, "held_out_loss_change");
	}
	if (p->has_share)
		json_add_textf(top, "pool_share", "%.6g", p->share);
	else
		json_add_null(top, "pool_share");
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
	json_add(top, t->name, rows);
	return top;
}
