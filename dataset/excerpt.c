/*
 * walk() reads the source once, from its beginning to the last record that is wanted, and hands
 * each wanted record over. take_record() copies the one of excerpt_record(); keep_first() and
 * keep_record() add those of excerpt_write() to the text of the new file. Each of them names the
 * record that is wanted next.
 *
 * Invariant: what is written is read again as the same records. The line ends and the mark that a
 * reader drops are added where a record itself has them.
 */
#include "dataset/excerpt.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "dataset/extractor.h"
#include "dataset/manifest_guess.h"

struct excerpting {
	const struct excerpt_source *source;
	struct reader *reader;
	reader_watch *watch;
	void *user;
	/* The record that is wanted next; UINT64_MAX: no more. */
	uint64_t wanted;
	enum status (*take)(struct excerpting *w, const struct reader_record *r, struct err *e);

	/* one record */
	struct buf *record, *text, *label;
	struct extractor *extractor;

	/* some records */
	struct buf *file;
	const uint64_t *chosen;
	size_t n, taken;
};

enum status excerpt_look(struct reader_source *out, const char *path, enum reader_kind kind,
			 struct err *e)
{
	struct reader *reader;
	enum status s = reader_open(&reader, path, kind, e);

	if (s == STATUS_OK) {
		reader_source(reader, out);
		reader_close(reader);
	}
	return s;
}

static enum status open_source(struct excerpting *w, struct err *e)
{
	const struct reader_source *as = w->source->as;
	struct reader_source now;
	enum status s = reader_open(&w->reader, w->source->path, w->source->kind, e);

	if (s != STATUS_OK || as == NULL)
		return s;
	reader_source(w->reader, &now);
	if (now.size == as->size && now.mtime_ns == as->mtime_ns)
		return STATUS_OK;
	return err_set(e, ERR_CHANGED, "%s has changed since it was previewed; preview it again",
		       w->source->path);
}

/* Text and label are where the first records say; only one record needs to know. */
static enum status guess(struct excerpting *w, const struct reader_batch *first, struct err *e)
{
	struct manifest manifest = {0};
	enum status s;

	if (w->text == NULL)
		return STATUS_OK;
	s = manifest_guess_batch(&manifest, w->source->kind, w->reader, first, NULL, NULL, e);
	if (s == STATUS_OK)
		s = extractor_new(&w->extractor, &manifest, e);
	manifest_release(&manifest);
	return s;
}

static enum status walk(struct excerpting *w, struct err *e)
{
	struct reader_batch batch = {.n = 0};
	uint64_t done, total, seen = 0;
	enum status s = open_source(w, e);

	if (s == STATUS_OK)
		s = reader_next(w->reader, &batch, e);
	if (s == STATUS_OK)
		s = guess(w, &batch, e);
	while (s == STATUS_OK && batch.n > 0 && w->wanted != UINT64_MAX) {
		while (s == STATUS_OK && w->wanted - batch.first < batch.n)
			s = w->take(w, &batch.records[w->wanted - batch.first], e);
		seen = batch.first + batch.n;
		reader_progress(w->reader, &done, &total);
		if (s == STATUS_OK && w->watch != NULL && !w->watch(w->user, done, total))
			s = err_set(e, ERR_CANCELLED, "cancelled");
		if (s == STATUS_OK && w->wanted != UINT64_MAX)
			s = reader_next(w->reader, &batch, e);
	}
	extractor_free(w->extractor);
	reader_close(w->reader);
	if (s != STATUS_OK || w->wanted == UINT64_MAX)
		return s;
	return err_set(e, ERR_NOT_FOUND, "%s has %llu records, the first is 0", w->source->path,
		       (unsigned long long)seen);
}

static enum status take_record(struct excerpting *w, const struct reader_record *r, struct err *e)
{
	struct extractor_pair pair;
	enum status s = extractor_read(w->extractor, &pair, r->data, r->len);

	w->wanted = UINT64_MAX;
	if (s == STATUS_OK && pair.text_len > 0)
		buf_add(w->text, pair.text, pair.text_len);
	if (s == STATUS_OK && pair.label != NULL)
		buf_add(w->label, pair.label, pair.label_len);
	/* A piece of a folder has its place in front, which is no part of the file. */
	if (s == STATUS_OK && w->source->kind == READER_FILES)
		buf_add(w->record, pair.text, pair.text_len);
	else if (s == STATUS_OK)
		buf_add(w->record, r->data, r->len);
	if (s == STATUS_OK)
		s = buf_status(w->record);
	if (s == STATUS_OK)
		s = buf_status(w->text);
	if (s == STATUS_OK)
		s = buf_status(w->label);
	return s == STATUS_OK ? s : err_set(e, s, "out of memory");
}

enum status excerpt_record(struct buf *record, struct buf *text, struct buf *label,
			   const struct excerpt_source *source, uint64_t index, reader_watch *watch,
			   void *user, struct err *e)
{
	struct excerpting w = {.source = source,
			       .watch = watch,
			       .user = user,
			       .wanted = index,
			       .take = take_record,
			       .record = record,
			       .text = text,
			       .label = label};

	return walk(&w, e);
}

/* A reader drops one CR before a line end, so that a record that ends with one gets another. */
static void end_line(struct buf *file)
{
	bool cr = file->len > 0 && file->data[file->len - 1] == '\r';

	buf_add_str(file, cr ? "\r\n" : "\n");
}

/*
 * Adds one record. A byte order mark at the beginning of a file is dropped when it is read, so that
 * a first record that begins with one gets another.
 */
static enum status keep_record(struct excerpting *w, const struct reader_record *r, struct err *e)
{
	static const uint8_t mark[] = {0xEF, 0xBB, 0xBF};

	if (w->file->len == 0 && r->len >= sizeof(mark) && memcmp(r->data, mark, sizeof(mark)) == 0)
		buf_add(w->file, mark, sizeof(mark));
	buf_add(w->file, r->data, r->len);
	end_line(w->file);
	w->wanted = ++w->taken < w->n ? w->chosen[w->taken] : UINT64_MAX;
	if (buf_status(w->file) == ERR_LIMIT)
		return err_set(e, ERR_LIMIT, "the chosen records are more than %d MiB",
			       (int)(LIMIT_EXCERPT / MIB));
	return buf_status(w->file) == STATUS_OK ? STATUS_OK
						: err_set(e, ERR_MEMORY, "out of memory");
}

/* Adds the header of a csv before its first record. */
static enum status keep_first(struct excerpting *w, const struct reader_record *r, struct err *e)
{
	size_t len = 0;
	const uint8_t *header = reader_header(w->reader, &len);

	if (header != NULL) {
		buf_add(w->file, header, len);
		end_line(w->file);
	}
	w->take = keep_record;
	return keep_record(w, r, e);
}

/* Whether both names lead to one file, which reading and writing at once would destroy. */
static bool is_same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* Refuses what would be no use, before anything is read. */
static enum status check(const char *path, const struct excerpt_source *source, size_t n,
			 bool replace, struct err *e)
{
	struct stat st;

	if (source->kind == READER_FILES)
		return err_set(e, ERR_UNSUPPORTED,
			       "the records of a folder are its files: copy those that you keep");
	if (n == 0)
		return err_set(e, ERR_USAGE, "no record is chosen");
	if (reader_kind_of_name(path) != source->kind)
		return err_set(e, ERR_USAGE,
			       source->kind == READER_CSV
				       ? "the records are csv: give the file a name that ends in "
					 ".csv"
				       : "the records are no csv: give the file another name than "
					 ".csv");
	if (is_same_file(path, source->path))
		return err_set(e, ERR_USAGE, "the records are kept in another file than their own");
	if (!replace && lstat(path, &st) == 0)
		return err_set(e, ERR_EXISTS, "%s is there already, and is not overwritten", path);
	return STATUS_OK;
}

enum status excerpt_write(const char *path, const struct excerpt_source *source,
			  const uint64_t *chosen, size_t n, bool replace, reader_watch *watch,
			  void *user, struct err *e)
{
	struct buf file;
	struct excerpting w = {.source = source,
			       .watch = watch,
			       .user = user,
			       .wanted = n > 0 ? chosen[0] : UINT64_MAX,
			       .take = keep_first,
			       .file = &file,
			       .chosen = chosen,
			       .n = n};
	enum status s = check(path, source, n, replace, e);

	buf_init(&file, LIMIT_EXCERPT);
	if (s == STATUS_OK)
		s = walk(&w, e);
	if (s == STATUS_OK)
		s = replace ? file_write(path, file.data, file.len, e)
			    : file_write_new(path, file.data, file.len, e);
	if (s == ERR_EXISTS)
		s = err_set(e, s, "%s is there already, and is not overwritten", path);
	buf_release(&file);
	return s;
}
