/* The regular files below a folder, as they were when it was listed. Only the reader uses this. */
#ifndef DATASET_READER_LISTING_H
#define DATASET_READER_LISTING_H

#include <sys/stat.h>

#include "base/err.h"

struct reader_listing_file {
	char *path; /* path below the folder */
	struct stat st;
};

/* A listing, in byte order of the paths. All-zero is an empty one. */
struct reader_listing {
	struct reader_listing_file *files;
	size_t n, cap;
	char **folders; /* folders still to be listed; "" is the folder itself */
	size_t n_folders, cap_folders;
};

/*
 * Lists every regular file below the open folder `dir`, whose path is for messages. `l` is empty
 * before. Release it with reader_listing_release(), also after a failure.
 * Returns: STATUS_OK, ERR_UNSUPPORTED for a link or a special file, ERR_PARSE for a name that is
 * not UTF-8, ERR_LIMIT for a path over LIMIT_RECORD_PATH, ERR_PERMISSION, ERR_IO, ERR_MEMORY.
 */
MUST_CHECK enum status reader_listing_read(struct reader_listing *l, int dir, const char *path,
					   struct err *e);
void reader_listing_release(struct reader_listing *l);

/* The path of the first file that the two listings do not both have unchanged; NULL for none. */
const char *reader_listing_differs(const struct reader_listing *a, const struct reader_listing *b);

#endif
