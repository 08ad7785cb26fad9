#include "app/labelled_records.h"

#include "app/task.h"
#include "dataset/manifest_guess.h"

enum status choose_kind(enum reader_kind *out, const char *path, const char *name, struct err *e)
{
	/* A name that is given wins over what the file looks like. */
	if (name == NULL)
		return reader_kind_guess(out, path, e);
	return reader_kind_parse(out, name) == STATUS_OK
		       ? STATUS_OK
		       : err_set(e, ERR_USAGE, "--kind takes lines, csv or files");
}

/* extractor_read() fails for want of memory only: a record without text is no failure. */
static enum status each_of_batch(struct extractor *x, const struct reader_batch *batch,
				 each_labelled_record *each, void *user, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < batch->n && s == STATUS_OK; i++) {
		struct extractor_pair pair;

		s = extractor_read(x, &pair, batch->records[i].data, batch->records[i].len);
		if (s != STATUS_OK)
			s = err_set(e, s, "out of memory");
		else
			s = each(user, &pair, e);
	}
	return s;
}

/* Reads batch by batch; nothing of a batch is kept once the next one is asked for. */
static enum status read_all(struct task *task, struct reader *reader, enum reader_kind kind,
			    const char *what, each_labelled_record *each, void *user, struct err *e)
{
	struct manifest manifest = {0};
	struct extractor *extractor = NULL;
	struct reader_batch batch;
	size_t header_len = 0;
	const uint8_t *header = reader_header(reader, &header_len);
	enum status s = reader_next(reader, &batch, e);

	/* The first record shows which of its members are text and label. */
	if (s == STATUS_OK)
		s = manifest_guess(&manifest, kind, header, header_len, batch.records[0].data,
				   batch.records[0].len, NULL, NULL, e);
	if (s == STATUS_OK)
		s = extractor_new(&extractor, &manifest, e);
	while (s == STATUS_OK && batch.n > 0) {
		uint64_t done, total;

		s = each_of_batch(extractor, &batch, each, user, e);
		reader_progress(reader, &done, &total);
		task_progress(task, what, done, total, "bytes");
		/* One look a batch: a batch has at most READER_BATCH records. */
		if (s == STATUS_OK)
			s = task_check(task, e);
		if (s == STATUS_OK)
			s = reader_next(reader, &batch, e);
	}
	extractor_free(extractor);
	manifest_release(&manifest);
	return s;
}

enum status read_labelled_records(struct task *task, const char *path, enum reader_kind kind,
				  const char *what, each_labelled_record *each, void *user,
				  struct err *e)
{
	struct reader *reader;
	enum status s = reader_open(&reader, path, kind, e);

	if (s == STATUS_OK)
		s = read_all(task, reader, kind, what, each, user, e);
	reader_close(reader);
	return s;
}
