/*
 * The stream of an upload. The records are read again, from the kept copy or from the source, and
 * either may have changed since the commitment: only the tree that is built on the way can tell.
 */
#include "dataset/content.h"

#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "dataset/commitment_tree.h"
#include "dataset/store_records.h"

struct push {
	content_sink *sink;
	void *sink_user;
	reader_watch *watch;
	void *watch_user;
};

enum status content_size(uint64_t *out, const struct store *st)
{
	struct buf manifest;
	enum status s;

	buf_init(&manifest, LIMIT_SMALL_FILE);
	s = manifest_write(&manifest, &st->manifest);
	*out = 8 + manifest.len + COMMITMENT_SALT + 8 * st->manifest.records + st->manifest.bytes;
	buf_release(&manifest);
	return s;
}

/*
 * Pushes the records of a batch. Each length is written into the headroom of its record, so that
 * both are pushed at once.
 */
static enum status on_records(void *user, const struct reader_batch *batch, struct err *e)
{
	const struct push *p = user;
	enum status s = STATUS_OK;

	for (size_t i = 0; s == STATUS_OK && i < batch->n; i++) {
		const struct reader_record *r = &batch->records[i];

		be64_store(r->data - 8, r->len);
		s = p->sink(p->sink_user, r->data - 8, 8 + r->len, e);
	}
	return s;
}

static bool on_progress(void *user, uint64_t done, uint64_t total)
{
	const struct push *p = user;

	return p->watch == NULL || p->watch(p->watch_user, done, total);
}

/* Pushes everything before the first record. */
static enum status push_front(const struct store *st, const uint8_t salt_key[static 32],
			      content_sink *sink, void *user, struct err *e)
{
	struct buf front;
	uint8_t length[8];
	enum status s;

	buf_init(&front, LIMIT_SMALL_FILE);
	s = manifest_write(&front, &st->manifest);
	if (s != STATUS_OK) {
		s = err_set(e, s, "cannot write the manifest: %s", status_phrase(s));
	} else {
		be64_store(length, front.len);
		s = sink(user, length, sizeof(length), e);
	}
	if (s == STATUS_OK)
		s = sink(user, front.data, front.len, e);
	if (s == STATUS_OK)
		s = sink(user, salt_key, COMMITMENT_SALT, e);
	buf_release(&front);
	return s;
}

enum status content_push(const struct store *st, const uint8_t salt_key[static COMMITMENT_SALT],
			 content_sink *sink, void *sink_user, reader_watch *watch, void *watch_user,
			 struct err *e)
{
	struct push p = {sink, sink_user, watch, watch_user};
	struct commitment_hooks hooks = {.records = on_records, .watch = on_progress, .user = &p};
	struct commitment_tree tree = {0};
	struct reader *r = NULL;
	enum status s = store_records_open(st, &r, e);

	if (s == STATUS_OK)
		s = push_front(st, salt_key, sink, sink_user, e);
	if (s == STATUS_OK)
		s = commitment_tree_build(&tree, r, &st->attester, salt_key, &hooks, e);
	if (s == STATUS_OK && !hash_equal(&tree.root, &st->manifest.root))
		s = err_set(e, ERR_CHANGED,
			    "the records have changed since you committed to them; nothing was "
			    "sent. Put the file back as it was, or commit to it anew");
	reader_close(r);
	commitment_tree_release(&tree);
	return s;
}
