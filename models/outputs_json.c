#include "models/outputs_json.h"

#include "models/columns.h"

/* Adds the rows of one kind. Records and outputs that share no words have no row. */
static void add_rows(struct json *top, enum row_kind kind, const void *rows, size_t n, size_t most)
{
	const struct column_table *t = columns_of(kind);
	struct json *list = json_new_array();

	for (size_t i = 0; i < n && i < most; i++)
		json_add(list, NULL,
			 column_row_json(t, NULL, (const uint8_t *)rows + i * t->row_size));
	json_add(top, t->name, list);
}

struct json *outputs_preview_to_json(const struct outputs_preview *p, size_t most)
{
	struct json *top = json_new_object();

	/* `path` holds the user's records, `outputs_path` what the model wrote. */
	json_add_text(top, "path", p->path);
	json_add_text(top, "outputs_path", p->outputs_path);
	/* Readers of the counts below need to know from which length on a run was counted. */
	json_add_number(top, "least_words", OUTPUTS_MIN_WORDS);
	json_add_number(top, "records", p->records);
	json_add_number(top, "outputs", p->outputs);
	json_add_number(top, "words", p->words);
	json_add_number(top, "shared_words", p->shared);
	json_add_textf(top, "bits", "%.6g", p->bits);
	add_rows(top, ROW_MATCHED_RECORD, p->matched_records, p->n_matched_records, most);
	add_rows(top, ROW_MATCHED_OUTPUT, p->matched_outputs, p->n_matched_outputs, most);
	return top;
}
