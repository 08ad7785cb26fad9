#include "app/outputs_json.h"

/* Records that no output shares words with have no row. */
static struct json *records_to_json(const struct outputs_preview *p)
{
	struct json *rows = json_new_array();

	for (size_t i = 0; i < p->n_matched_records; i++) {
		const struct outputs_record *r = &p->matched_records[i];
		struct json *row = json_new_object();

		json_add_u64(row, "record", r->record);
		json_add_textf(row, "bits", "%.6g", r->bits);
		json_add_u64(row, "matches", r->matches);
		json_add_text(row, "text", r->text);
		json_add(rows, NULL, row);
	}
	return rows;
}

static struct json *outputs_to_json(const struct outputs_preview *p)
{
	struct json *rows = json_new_array();

	for (size_t i = 0; i < p->n_matched_outputs; i++) {
		const struct outputs_output *o = &p->matched_outputs[i];
		struct json *row = json_new_object();

		json_add_u64(row, "output", o->output);
		json_add_u64(row, "words", o->words);
		json_add_u64(row, "shared_words", o->shared);
		json_add_textf(row, "bits", "%.6g", o->bits);
		json_add_u64(row, "record", o->record);
		json_add_text(row, "run", o->run);
		json_add(rows, NULL, row);
	}
	return rows;
}

struct json *outputs_preview_to_json(const struct outputs_preview *p)
{
	struct json *top = json_new_object();

	/* `path` holds the user's records, `outputs_path` what the model wrote. */
	json_add_text(top, "path", p->path);
	json_add_text(top, "outputs_path", p->outputs_path);
	/* Readers of the counts below need to know from which length on a run was counted. */
	json_add_u64(top, "least_words", OUTPUTS_MIN_WORDS);
	json_add_u64(top, "records", p->records);
	json_add_u64(top, "outputs", p->outputs);
	json_add_u64(top, "words", p->words);
	json_add_u64(top, "shared_words", p->shared);
	json_add_textf(top, "bits", "%.6g", p->bits);
	json_add(top, "matched_records", records_to_json(p));
	json_add(top, "matched_outputs", outputs_to_json(p));
	return top;
}
