/* The pieces of every regular file below a folder. Only the reader uses this. */
#ifndef DATASET_READER_FILES_H
#define DATASET_READER_FILES_H

#include <sys/stat.h>

#include "dataset/reader_arena.h"

struct reader_files;

/* Opens and lists the folder. Returns: as reader_open(). */
MUST_CHECK enum status reader_files_open(struct reader_files **out, const char *path,
					 struct err *e);

/* Closes and frees. NULL is allowed. */
void reader_files_close(struct reader_files *f);

/*
 * Fills the arena with the next pieces; when it stays empty there are none left. Returns: as
 * reader_next().
 */
MUST_CHECK enum status reader_files_fill(struct reader_files *f, struct reader_arena *a,
					 struct err *e);

/* As reader_progress() and reader_source(). */
void reader_files_progress(const struct reader_files *f, uint64_t *done, uint64_t *total);
void reader_files_source(const struct reader_files *f, struct reader_source *out);

#endif
