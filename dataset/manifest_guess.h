/* The places of text and label, guessed from the dataset itself. */
#ifndef DATASET_MANIFEST_GUESS_H
#define DATASET_MANIFEST_GUESS_H

#include "dataset/manifest.h"

/*
 * Fills kind, header, text and label of a zeroed manifest from a dataset's header and first record.
 * `text_name` and `label_name` are the user's choice, or NULL for the usual names "text" and
 * "label".
 *
 *   lines: a JSON object with that text member gives keys, otherwise the text is the whole line and
 *          there is no label
 *   csv:   the named columns; without a column "text" the first one that is not the label
 *
 * Returns: STATUS_OK, ERR_NOT_FOUND when a name that the user chose is not there, ERR_PARSE when
 * two columns have it, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status manifest_guess(struct manifest *m, enum reader_kind kind,
				      const uint8_t *header, size_t header_len,
				      const uint8_t *record, size_t record_len,
				      const char *text_name, const char *label_name, struct err *e);

/*
 * The same from a reader and its first batch. A first line that is a broken JSON object while later
 * ones are whole would make lines of text of all of them, so that it is refused.
 * Returns: as manifest_guess(); ERR_PARSE with file and line for such a first line.
 */
MUST_CHECK enum status manifest_guess_batch(struct manifest *m, enum reader_kind kind,
					    const struct reader *r,
					    const struct reader_batch *first, const char *text_name,
					    const char *label_name, struct err *e);

#endif
