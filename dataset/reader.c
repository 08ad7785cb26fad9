/*
 * Records of a byte stream.
 *
 * Bytes go from the stream into a window and from there, record by record, into the arena of a
 * batch. fill() is the loop: find() asks the splitter of the kind for the end of the next record
 * and calls refill() while the window does not hold it; check() looks at the record, and it is
 * copied into the arena. reader_next() starts a new batch; opening a reader (open_any, open_stream)
 * ends the file. Invariant: the window always holds the beginning of the record that is looked for.
 */
#include "dataset/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "dataset/reader_csv.h"
#include "dataset/reader_files.h"
#include "dataset/stream.h"

/* Bytes of one read(): they stay in the second-level cache until their records are copied. */
#define READ_SIZE (256 * KIB)

/* Room for the longest record with its line end or length, and for one read. */
#define WINDOW_SIZE (LIMIT_RECORD_FRAMED + 8 + READ_SIZE)

/* A header names columns: this is enough for hundreds, and the manifest has room for it. */
#define HEADER_SIZE (64 * KIB)

struct reader {
	char *path;
	enum reader_kind kind;
	bool framed;
	bool ended;
	uint64_t index;	   /* index of the next record */
	uint64_t line;	   /* line where the next record begins, from 1 */
	uint64_t expected; /* number of records, when framed */
	reader_split_fn *split;
	struct reader_scan scan;
	struct stream *stream;	    /* NULL for the kind files */
	struct reader_files *files; /* NULL for other kinds */
	uint8_t *window;	    /* the bytes [at, len) are not yet taken */
	size_t at, len;
	uint8_t *header;
	size_t header_len;
	struct reader_arena arena;
};

static enum status no_memory(struct err *e)
{
	return err_set(e, ERR_MEMORY, "out of memory");
}

/* Puts the place in the file before a message. */
static enum status misplaced(const struct reader *r, enum status s, struct err *e)
{
	if (r->framed)
		return err_prefix(e, s, "%s: record %llu", r->path, (unsigned long long)r->index);
	return err_prefix(e, s, "%s, line %llu", r->path, (unsigned long long)r->line);
}

/* Moves the remaining bytes to the front of the window and reads more after them. */
static enum status refill(struct reader *r, struct err *e)
{
	size_t room, got;
	enum status s;

	if (r->at > 0) {
		memmove(r->window, r->window + r->at, r->len - r->at);
		r->len -= r->at;
		r->at = 0;
	}
	room = WINDOW_SIZE - r->len;
	if (room == 0)
		return err_set(e, ERR_LIMIT, "%s, line %llu: a record is longer than %zu bytes",
			       r->path, (unsigned long long)r->line, (size_t)LIMIT_RECORD);
	s = stream_read(r->stream, r->window + r->len, &got, room < READ_SIZE ? room : READ_SIZE,
			e);
	if (s != STATUS_OK)
		return s;
	r->len += got;
	r->ended = got == 0;
	return STATUS_OK;
}

/*
 * Finds the next record in the window; when none is found the stream is at its end. Skips empty
 * lines.
 */
static enum status find(struct reader *r, struct reader_split *out, struct err *e)
{
	enum status s;

	for (;;) {
		*out = (struct reader_split){0};
		if (r->at == r->len && r->ended)
			return STATUS_OK;
		s = r->split(&r->scan, out, r->window + r->at, r->len - r->at, r->ended, e);
		if (s != STATUS_OK)
			return misplaced(r, s, e);
		if (out->found && !out->skip)
			return STATUS_OK;
		if (out->found) {
			r->at += out->next;
			r->line++;
			r->scan = (struct reader_scan){0};
			continue;
		}
		s = refill(r, e);
		if (s != STATUS_OK)
			return s;
	}
}

static enum status check(const struct reader *r, const uint8_t *data, size_t len, struct err *e)
{
	enum status s = STATUS_OK;

	if (r->framed)
		return STATUS_OK;
	if (len > LIMIT_RECORD)
		s = err_set(e, ERR_LIMIT, "a record has %zu bytes; the most is %zu", len,
			    (size_t)LIMIT_RECORD);
	else if (!text_is_utf8(data, len))
		s = err_set(e, ERR_PARSE, "record %llu is not UTF-8; convert the file first",
			    (unsigned long long)r->index);
	return s == STATUS_OK ? s : misplaced(r, s, e);
}

/* Moves past the record that was found. */
static void took(struct reader *r, const struct reader_split *split)
{
	r->at += split->next;
	r->line += 1 + r->scan.lines;
	r->scan = (struct reader_scan){0};
}

/* Fills the arena from the window, until the arena is full or the stream ends. */
static enum status fill(struct reader *r, struct err *e)
{
	struct reader_split split;
	enum status s;

	while (!reader_arena_full(&r->arena)) {
		const uint8_t *data;
		uint8_t *copy;

		s = find(r, &split, e);
		if (s != STATUS_OK || !split.found)
			return s;
		data = r->window + r->at + split.offset;
		s = check(r, data, split.len, e);
		if (s != STATUS_OK)
			return s;
		copy = reader_arena_add(&r->arena, split.len);
		if (copy == NULL) {
			r->scan = (struct reader_scan){0};
			return STATUS_OK;
		}
		memcpy(copy, data, split.len);
		r->arena.records[r->arena.n - 1].line = r->framed ? 0 : r->line;
		took(r, &split);
		r->index++;
	}
	return STATUS_OK;
}

static enum status at_end(const struct reader *r, struct err *e)
{
	if (r->framed && r->index != r->expected)
		return err_set(e, ERR_DAMAGED,
			       "%s is damaged: it holds %llu records instead of %llu", r->path,
			       (unsigned long long)r->index, (unsigned long long)r->expected);
	if (r->index == 0)
		return err_set(e, ERR_NOT_FOUND, "%s has no records", r->path);
	return STATUS_OK;
}

enum status reader_next(struct reader *r, struct reader_batch *out, struct err *e)
{
	uint64_t first = r->index;
	enum status s;

	*out = (struct reader_batch){.records = r->arena.records, .first = first};
	reader_arena_clear(&r->arena);
	if (r->files != NULL) {
		s = reader_files_fill(r->files, &r->arena, e);
		r->index += r->arena.n;
	} else {
		s = fill(r, e);
	}
	if (s != STATUS_OK)
		return r->framed && s == ERR_PARSE ? ERR_DAMAGED : s;
	if (r->index > LIMIT_RECORDS)
		return err_set(e, ERR_LIMIT, "%s has more than %zu records", r->path,
			       (size_t)LIMIT_RECORDS);
	if (r->arena.n == 0)
		return at_end(r, e);
	out->n = r->arena.n;
	return STATUS_OK;
}

/* Skips a UTF-8 byte order mark. */
static enum status skip_mark(struct reader *r, struct err *e)
{
	static const uint8_t mark[] = {0xef, 0xbb, 0xbf};
	enum status s = STATUS_OK;

	while (s == STATUS_OK && r->len < sizeof(mark) && !r->ended)
		s = refill(r, e);
	if (s == STATUS_OK && r->len >= sizeof(mark) && memcmp(r->window, mark, sizeof(mark)) == 0)
		r->at = sizeof(mark);
	return s;
}

static enum status read_header(struct reader *r, struct err *e)
{
	struct reader_split split;
	enum status s = find(r, &split, e);
	const uint8_t *data = r->window + r->at;

	if (s != STATUS_OK)
		return s;
	if (!split.found)
		return err_set(e, ERR_NOT_FOUND, "%s has no records", r->path);
	if (split.len > HEADER_SIZE)
		return err_set(e, ERR_LIMIT, "%s: the header has %zu bytes; the most is %zu",
			       r->path, split.len, (size_t)HEADER_SIZE);
	/* The header goes into JSON, which cannot hold U+0000. */
	if (!text_is_utf8(data, split.len) || memchr(data, '\0', split.len) != NULL)
		return err_set(e, ERR_PARSE, "%s: the header is not UTF-8 text", r->path);
	r->header = malloc(split.len);
	if (r->header == NULL)
		return no_memory(e);
	memcpy(r->header, data, split.len);
	r->header_len = split.len;
	took(r, &split);
	return STATUS_OK;
}

static enum status open_stream(struct reader *r, struct err *e)
{
	enum status s = stream_open(&r->stream, r->path, e);

	if (s != STATUS_OK)
		return s;
	r->window = malloc(WINDOW_SIZE);
	if (r->window == NULL)
		return no_memory(e);
	if (r->framed)
		return STATUS_OK;
	s = skip_mark(r, e);
	if (s == STATUS_OK && r->kind == READER_CSV)
		s = read_header(r, e);
	return s;
}

static enum status open_any(struct reader **out, const char *path, enum reader_kind kind,
			    reader_split_fn *split, uint64_t expected, struct err *e)
{
	struct reader *r = calloc(1, sizeof(*r));
	enum status s;

	*out = NULL;
	if (r == NULL)
		return no_memory(e);
	r->kind = kind;
	r->split = split;
	r->framed = split == reader_split_framed;
	r->expected = expected;
	r->line = 1;
	r->path = strdup(path);
	if (reader_arena_init(&r->arena) != STATUS_OK || r->path == NULL)
		s = no_memory(e);
	else if (split == NULL)
		s = reader_files_open(&r->files, path, e);
	else
		s = open_stream(r, e);
	if (s == STATUS_OK)
		*out = r;
	else
		reader_close(r);
	return s;
}

enum status reader_open(struct reader **out, const char *path, enum reader_kind kind, struct err *e)
{
	static reader_split_fn *const splits[] = {
		[READER_LINES] = reader_split_lines,
		[READER_CSV] = reader_csv_split,
		[READER_FILES] = NULL,
	};

	return open_any(out, path, kind, splits[kind], 0, e);
}

enum status reader_open_framed(struct reader **out, const char *path, uint64_t records,
			       struct err *e)
{
	return open_any(out, path, READER_LINES, reader_split_framed, records, e);
}

void reader_close(struct reader *r)
{
	if (r == NULL)
		return;
	stream_close(r->stream);
	reader_files_close(r->files);
	free(r->window);
	free(r->header);
	reader_arena_release(&r->arena);
	free(r->path);
	free(r);
}

const uint8_t *reader_header(const struct reader *r, size_t *len)
{
	*len = r->header_len;
	return r->header;
}

enum status reader_misplaced(const struct reader *r, const struct reader_record *record,
			     enum status s, struct err *e)
{
	if (record->line == 0)
		return err_prefix(e, s, "%s", r->path);
	return err_prefix(e, s, "%s, line %llu", r->path, (unsigned long long)record->line);
}

void reader_progress(const struct reader *r, uint64_t *done, uint64_t *total)
{
	if (r->files != NULL) {
		reader_files_progress(r->files, done, total);
		return;
	}
	*done = stream_done(r->stream);
	*total = (uint64_t)stream_stat(r->stream)->st_size;
}

void reader_source(const struct reader *r, struct reader_source *out)
{
	const struct stat *st;

	if (r->files != NULL) {
		reader_files_source(r->files, out);
		return;
	}
	st = stream_stat(r->stream);
	out->size = (uint64_t)st->st_size;
	out->mtime_ns = stream_mtime_ns(st);
}
