/*
 * The kinds of datasets: their names, and the kind that a path suggests. The guess looks at the
 * name only and opens no file.
 */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "dataset/reader_kind.h"

static const char *const names[] = {
	[READER_LINES] = "lines",
	[READER_CSV] = "csv",
	[READER_FILES] = "files",
};

const char *reader_kind_name(enum reader_kind kind)
{
	return names[kind];
}

enum status reader_kind_parse(enum reader_kind *out, const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (strcmp(name, names[i]) == 0) {
			*out = (enum reader_kind)i;
			return STATUS_OK;
		}
	}
	return ERR_PARSE;
}

/* Whether a path ends so, in either case, after a name of at least one character. */
static bool ends_with(const char *text, size_t len, const char *end)
{
	size_t n = strlen(end);

	return len > n && strncasecmp(text + len - n, end, n) == 0;
}

/* A compressed file has the kind of its contents. */
enum reader_kind reader_kind_of_name(const char *path)
{
	size_t len = strlen(path);

	if (ends_with(path, len, ".gz"))
		len -= 3;
	else if (ends_with(path, len, ".zst"))
		len -= 4;
	return ends_with(path, len, ".csv") ? READER_CSV : READER_LINES;
}

enum status reader_kind_guess(enum reader_kind *out, const char *path, struct err *e)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return err_set_errno(e, errno, "cannot open %s", path);
	if (S_ISDIR(st.st_mode)) {
		*out = READER_FILES;
		return STATUS_OK;
	}
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_UNSUPPORTED, "%s is neither a file nor a folder", path);
	*out = reader_kind_of_name(path);
	return STATUS_OK;
}

enum status reader_kind_choose(enum reader_kind *out, const char *path, const char *name,
			       struct err *e)
{
	/* A name that is given wins over what the file looks like. */
	if (name == NULL)
		return reader_kind_guess(out, path, e);
	return reader_kind_parse(out, name) == STATUS_OK
		       ? STATUS_OK
		       : err_set(e, ERR_USAGE, "--kind takes lines, csv or files");
}
