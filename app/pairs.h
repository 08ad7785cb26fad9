/* The texts and labels of a dataset that lies somewhere on this disk, one after the other. */
#ifndef APP_PAIRS_H
#define APP_PAIRS_H
#include "dataset/extractor.h"

struct task;

/*
 * The kind that a user named, or the one that `path` looks like when `name` is NULL.
 * Returns: STATUS_OK, ERR_USAGE for another name, a failure of reader_kind_guess().
 */
MUST_CHECK enum status choose_kind(enum reader_kind *out, const char *path, const char *name,
				   struct err *e);

/* Sees the next record's text and label; a failure ends the reading and is its result. */
typedef enum status each_pair(void *user, const struct extractor_pair *pair, struct err *e);

/*
 * Calls `each` for every record, with or without text, and tells the task's watcher `what` goes
 * on. Returns: STATUS_OK, ERR_CANCELLED, a failure of the reader or of `each`.
 */
MUST_CHECK enum status read_pairs(struct task *task, const char *path, enum reader_kind kind,
				  const char *what, each_pair *each, void *user, struct err *e);

#endif
