/* The kinds of datasets. */
#ifndef DATASET_READER_KIND_H
#define DATASET_READER_KIND_H

#include "base/err.h"

enum reader_kind { READER_LINES, READER_CSV, READER_FILES };

/* The name of a kind ("lines", "csv", "files"), and back. ERR_PARSE for another name. */
const char *reader_kind_name(enum reader_kind kind);
MUST_CHECK enum status reader_kind_parse(enum reader_kind *out, const char *name);

/* The kind that a file of this name is taken for, csv or lines; it need not exist. */
enum reader_kind reader_kind_of_name(const char *path);

/*
 * Guesses the kind from a path: a folder is `files`, a name ending in .csv (.csv.gz, .csv.zst) is
 * `csv`, anything else is `lines`.
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_PERMISSION, ERR_UNSUPPORTED (neither file nor folder).
 */
MUST_CHECK enum status reader_kind_guess(enum reader_kind *out, const char *path, struct err *e);

/*
 * Gives the kind that a user named, or the one that `path` looks like when `name` is NULL.
 * Returns: STATUS_OK, ERR_USAGE for a name that is no kind, a failure of reader_kind_guess().
 */
MUST_CHECK enum status reader_kind_choose(enum reader_kind *out, const char *path, const char *name,
					  struct err *e);

#endif
