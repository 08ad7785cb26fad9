#include "dataset/labelled_records.h"

#include "dataset/manifest_guess.h"

/* One reading: where the records come from, and who takes them. */
struct labelled_reading {
	struct reader *reader;
	struct extractor *extractor;
	each_labelled_record *each;
	reader_watch *watch;
	void *user;
	bool broken_too; /* `each` takes broken records; else one of them ends the reading */
};

/* A record without text is no failure, but one that cannot be read is: it would count as empty. */
static enum status each_of_batch(const struct labelled_reading *g, const struct reader_batch *batch,
				 struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < batch->n && s == STATUS_OK; i++) {
		const struct reader_record *r = &batch->records[i];
		struct extractor_pair pair;

		s = extractor_read(g->extractor, &pair, r->data, r->len);
		pair.line = r->line;
		if (s != STATUS_OK)
			s = err_set(e, s, "out of memory");
		else if (pair.broken && !g->broken_too)
			s = reader_misplaced(g->reader, r, extractor_refuse(r->data, r->len, e), e);
		else
			s = g->each(g->user, &pair, e);
	}
	return s;
}

/* Reads batch by batch; nothing of a batch is kept once the next one is asked for. */
static enum status read_all(struct labelled_reading *g, enum reader_kind kind, struct err *e)
{
	struct manifest manifest = {0};
	struct reader_batch batch;
	enum status s = reader_next(g->reader, &batch, e);

	/* The first records show which of their members are text and label. */
	if (s == STATUS_OK)
		s = manifest_guess_batch(&manifest, kind, g->reader, &batch, NULL, NULL, e);
	if (s == STATUS_OK)
		s = extractor_new(&g->extractor, &manifest, e);
	while (s == STATUS_OK && batch.n > 0) {
		uint64_t done, total;

		s = each_of_batch(g, &batch, e);
		reader_progress(g->reader, &done, &total);
		/* One look a batch: a batch has at most READER_BATCH records. */
		if (s == STATUS_OK && g->watch != NULL && !g->watch(g->user, done, total))
			s = err_set(e, ERR_CANCELLED, "cancelled");
		if (s == STATUS_OK)
			s = reader_next(g->reader, &batch, e);
	}
	extractor_free(g->extractor);
	manifest_release(&manifest);
	return s;
}

static enum status open_and_read(struct labelled_reading *g, const char *path,
				 enum reader_kind kind, struct err *e)
{
	enum status s = reader_open(&g->reader, path, kind, e);

	if (s == STATUS_OK)
		s = read_all(g, kind, e);
	reader_close(g->reader);
	return s;
}

enum status labelled_records_read(const char *path, enum reader_kind kind,
				  each_labelled_record *each, reader_watch *watch, void *user,
				  struct err *e)
{
	struct labelled_reading g = {.each = each, .watch = watch, .user = user};

	return open_and_read(&g, path, kind, e);
}

enum status labelled_records_read_all(const char *path, enum reader_kind kind,
				      each_labelled_record *each, reader_watch *watch, void *user,
				      struct err *e)
{
	struct labelled_reading g = {
		.each = each, .watch = watch, .user = user, .broken_too = true};

	return open_and_read(&g, path, kind, e);
}
