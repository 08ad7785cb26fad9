/* Reads the texts and labels of a dataset that lies somewhere on this disk, record by record. */
#ifndef DATASET_LABELLED_RECORDS_H
#define DATASET_LABELLED_RECORDS_H

#include "dataset/extractor.h"

/* Takes the next record's text and label; a failure ends the reading and is its result. */
typedef enum status each_labelled_record(void *user, const struct extractor_pair *pair,
					 struct err *e);

/*
 * Calls `each` for every record, also for one without text or label. `watch` may be NULL; both
 * functions get `user`.
 * Returns: STATUS_OK, ERR_CANCELLED, ERR_PARSE with file and line for a line that is no JSON object
 *          while the first one is, a failure of the reader or of `each`.
 */
MUST_CHECK enum status labelled_records_read(const char *path, enum reader_kind kind,
					     each_labelled_record *each, reader_watch *watch,
					     void *user, struct err *e);

/*
 * The same, but a line that is no JSON object is given to `each` too, with pair->broken and without
 * text, and ends nothing. The first line has to be whole: it says where text and label are.
 */
MUST_CHECK enum status labelled_records_read_all(const char *path, enum reader_kind kind,
						 each_labelled_record *each, reader_watch *watch,
						 void *user, struct err *e);

#endif
