/*
 * Columns of the findings of a preview: records scored against a model, the words of one of them,
 * and records and outputs that share words. Both are of files on this machine, and of no network.
 */
#include "models/columns_private.h"
#include "models/outputs.h"
#include "models/preview.h"
#include "models/record_words.h"

COLUMN_GET(preview_record, preview_row, value_set_number(out, r->index, true))
COLUMN_GET(preview_label, preview_row, value_set_text(out, r->label, sizeof(r->label)))
COLUMN_GET(preview_predicted, preview_row, value_set_text(out, r->predicted, sizeof(r->predicted)))
COLUMN_GET(preview_duplicate, preview_row,
	   value_set_number(out, r->duplicate_of, r->duplicate_of != UINT64_MAX))
COLUMN_GET(preview_contradicts, preview_row, value_set_number(out, r->contradicts, r->contradicted))
COLUMN_GET(preview_suspicious, preview_row,
	   value_set_flag(out, r->suspicious, "label looks wrong", ""))
COLUMN_GET(preview_text, preview_row, value_set_text(out, r->text, sizeof(r->text)))

/* A record whose label the model does not have is not scored: its figures are no figures. */
COLUMN_GET(preview_influence, preview_row,
	   value_set_real(out, (double)r->influence, !r->unknown_label))
COLUMN_GET(preview_loss, preview_row, value_set_real(out, (double)r->loss, !r->unknown_label))
COLUMN_GET(preview_probability, preview_row,
	   value_set_real(out, (double)r->probability, !r->unknown_label))
COLUMN_GET(preview_scored, preview_row,
	   value_set_flag(out, !r->unknown_label, "",
			  r->broken	? "broken line"
			  : r->no_label ? "no label"
					: "label unknown to the model"))
COLUMN_GET(preview_finding, preview_row,
	   value_set_state(out, preview_finding_word(preview_finding_of(r)),
			   (unsigned)preview_finding_of(r)))

static void preview_percentile(struct value *out, const struct snapshot *s, const void *row)
{
	const struct preview_row *r = row;

	(void)s;
	value_set_real(out, (double)r->percentile, r->percentile >= 0 && !r->unknown_label);
	out->unit = (struct value_unit){.symbol = "%"};
}

static const struct column preview_columns[] = {
	COLUMN("record", "RECORD", VALUE_NUMBER, preview_record),
	COLUMN("influence", "INFLUENCE", VALUE_INFLUENCE, preview_influence),
	COLUMN("percentile", "PCT", VALUE_REAL, preview_percentile, .places = 0, .exact = "%.1f"),
	COLUMN("loss", "LOSS", VALUE_REAL, preview_loss, .places = 2),
	COLUMN("probability", "PROBABILITY", VALUE_SHARE, preview_probability),
	COLUMN("label", "LABEL", VALUE_TEXT, preview_label, .flags = COLUMN_SEARCHED,
	       .missing = "none"),
	COLUMN("predicted", "MODEL SAYS", VALUE_TEXT, preview_predicted),
	COLUMN("duplicate_of", "SAME AS", VALUE_NUMBER, preview_duplicate, .missing = ""),
	COLUMN("contradicts", "CONTRADICTS", VALUE_NUMBER, preview_contradicts, .missing = ""),
	COLUMN("label_looks_wrong", "", VALUE_FLAG, preview_suspicious),
	COLUMN("finding", "FINDING", VALUE_STATE, preview_finding, .flags = COLUMN_SEARCHED),
	COLUMN("text", "TEXT", VALUE_TEXT, preview_text, .flags = COLUMN_SEARCHED),
	COLUMN("scored", "", VALUE_FLAG, preview_scored),
};

const struct column_table columns_preview = {
	.name = "rows",
	.columns = preview_columns,
	.n = ARRAY_SIZE(preview_columns),
	.row_size = sizeof(struct preview_row),
};

/* --- the words of a record --- */

COLUMN_GET(word_influence, record_word, value_set_real(out, r->influence, true))
COLUMN_GET(word_times, record_word, value_set_number(out, r->times, true))
COLUMN_GET(word_shared, record_word, value_set_number(out, r->shared, true))
COLUMN_GET(word_text, record_word, value_set_text(out, r->text, sizeof(r->text)))

static const struct column word_columns[] = {
	COLUMN("influence", "INFLUENCE", VALUE_INFLUENCE, word_influence),
	COLUMN("times", "TIMES", VALUE_COUNT, word_times),
	COLUMN("shared_with", "SHARED WITH", VALUE_COUNT, word_shared),
	COLUMN("words", "WORDS", VALUE_TEXT, word_text, .flags = COLUMN_SEARCHED),
};

const struct column_table columns_record_word = {
	.name = "parts",
	.columns = word_columns,
	.n = ARRAY_SIZE(word_columns),
	.row_size = sizeof(struct record_word),
};

/* --- records and outputs that share words --- */

COLUMN_GET(record_number, outputs_record, value_set_number(out, r->record, true))
COLUMN_GET(record_bits, outputs_record, value_set_real(out, r->bits, true))
COLUMN_GET(record_matches, outputs_record, value_set_number(out, r->matches, true))
COLUMN_GET(record_text, outputs_record, value_set_text(out, r->text, sizeof(r->text)))

static const struct column record_columns[] = {
	COLUMN("record", "RECORD", VALUE_NUMBER, record_number),
	COLUMN("bits", "BITS", VALUE_REAL, record_bits, .places = 0),
	COLUMN("matches", "RUNS", VALUE_COUNT, record_matches),
	COLUMN("text", "TEXT", VALUE_TEXT, record_text, .flags = COLUMN_SEARCHED),
};

const struct column_table columns_matched_record = {
	.name = "matched_records",
	.columns = record_columns,
	.n = ARRAY_SIZE(record_columns),
	.row_size = sizeof(struct outputs_record),
};

COLUMN_GET(output_number, outputs_output, value_set_number(out, r->output, true))
COLUMN_GET(output_words, outputs_output, value_set_number(out, r->words, true))
COLUMN_GET(output_shared, outputs_output, value_set_number(out, r->shared, true))
COLUMN_GET(output_bits, outputs_output, value_set_real(out, r->bits, true))
COLUMN_GET(output_record, outputs_output, value_set_number(out, r->record, true))
COLUMN_GET(output_run, outputs_output, value_set_text(out, r->run, sizeof(r->run)))

static const struct column output_columns[] = {
	COLUMN("output", "OUTPUT", VALUE_NUMBER, output_number),
	COLUMN("words", "WORDS", VALUE_COUNT, output_words),
	COLUMN("shared_words", "SHARED", VALUE_COUNT, output_shared),
	COLUMN("bits", "BITS", VALUE_REAL, output_bits, .places = 0),
	COLUMN("record", "RECORD", VALUE_NUMBER, output_record),
	COLUMN("run", "HEAVIEST RUN", VALUE_TEXT, output_run, .flags = COLUMN_SEARCHED),
};

const struct column_table columns_matched_output = {
	.name = "matched_outputs",
	.columns = output_columns,
	.n = ARRAY_SIZE(output_columns),
	.row_size = sizeof(struct outputs_output),
};
