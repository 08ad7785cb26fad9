/* Inside of models/columns*.c: the tables of the rows that this room has. */
#ifndef MODELS_COLUMNS_PRIVATE_H
#define MODELS_COLUMNS_PRIVATE_H

#include "lists/column_tables.h"

extern const struct column_table columns_model, columns_preview, columns_record_word,
	columns_matched_record, columns_matched_output, columns_compared_model,
	columns_compared_label;

#endif
