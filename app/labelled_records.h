/* Reads the texts and labels of a dataset that lies somewhere on this disk, record by record. */
#ifndef APP_LABELLED_RECORDS_H
#define APP_LABELLED_RECORDS_H

#include "dataset/extractor.h"

struct task;

/*
 * Gives the kind of dataset that a user named, or the one that `path` looks like when `name` is
 * NULL.
 * Returns: STATUS_OK, ERR_USAGE for a name that is no kind, a failure of reader_kind_guess().
 */
MUST_CHECK enum status choose_kind(enum reader_kind *out, const char *path, const char *name,
				   struct err *e);

/* Takes the next record's text and label; a failure ends the reading and is its result. */
typedef enum status each_labelled_record(void *user, const struct extractor_pair *pair,
					 struct err *e);

/*
 * Calls `each` for every record, also for one without text or label, and reports progress under the
 * name `what`.
 * Returns: STATUS_OK, ERR_CANCELLED, a failure of the reader or of `each`.
 */
MUST_CHECK enum status read_labelled_records(struct task *task, const char *path,
					     enum reader_kind kind, const char *what,
					     each_labelled_record *each, void *user, struct err *e);

#endif
