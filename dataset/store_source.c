/*
 * source.json is the one file of a folder that is about this machine: neither root nor manifest
 * depend on it, so that it may be written again when the records move.
 */
#include "dataset/store_source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/json.h"
#include "base/json_write.h"
#include "base/text.h"
#include "dataset/store_folder.h"

enum status store_source_text(struct buf *out, const struct address *attester, const char *path,
			      const struct reader_source *origin, bool kept)
{
	struct json *o = json_new_object();

	json_add_text(o, "format", "byline-source/1");
	json_add_hex(o, "attester", attester->bytes, sizeof(attester->bytes));
	json_add_text(o, "path", path);
	json_add_u64(o, "size", origin->size);
	json_add_u64(o, "mtime_ns", (uint64_t)origin->mtime_ns);
	json_add_bool(o, "kept", kept);
	return json_write_take(out, o);
}

bool store_source_is_there(const struct store *st)
{
	return st->kept || access(st->source, F_OK) == 0;
}

/* Takes size and time from the reader, as store_build() does. */
static enum status look_at(struct reader_source *out, const struct store *st, const char *path,
			   struct err *e)
{
	struct reader *r = NULL;
	enum status s = reader_open(&r, path, st->manifest.kind, e);

	if (s == STATUS_OK)
		reader_source(r, out);
	reader_close(r);
	return s;
}

enum status store_source_move(struct store *st, const char *path, struct err *e)
{
	char *whole = realpath(path, NULL), *file = dir_join(st->dir, STORE_SOURCE);
	struct reader_source origin;
	struct buf text;
	enum status s = STATUS_OK;

	buf_init(&text, LIMIT_SMALL_FILE);
	/* A relative path would mean another file from another folder. */
	if (whole == NULL)
		s = err_set_errno(e, errno, "cannot open %s", path);
	else if (file == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	else if (!text_is_utf8(whole, strlen(whole)))
		s = err_set(e, ERR_PARSE, "the path %s is not UTF-8; rename the file or folder",
			    path);
	if (s == STATUS_OK)
		s = look_at(&origin, st, whole, e);
	if (s == STATUS_OK &&
	    store_source_text(&text, &st->attester, whole, &origin, st->kept) != STATUS_OK)
		s = err_set(e, ERR_MEMORY, "out of memory");
	/* Written as a whole: half a description would make the dataset a damaged one. */
	if (s == STATUS_OK)
		s = file_write(file, text.data, text.len, e);
	if (s == STATUS_OK) {
		free(st->source);
		st->source = whole;
		st->origin = origin;
		whole = NULL;
	}
	buf_release(&text);
	free(whole);
	free(file);
	return s;
}
