/*
 * Records are read by dataset/excerpt.h, which reads a source from its beginning. The words of a
 * record are found afterwards, since they need a model, without which a record is shown too.
 */
#include "act/preview_records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dataset/excerpt.h"
#include "models/download.h"

/* Shows how far the source is read; a record near the end of a large file takes a while. */
static bool watch(void *user, uint64_t done, uint64_t total)
{
	struct task *task = user;

	task_progress(task, "reading", done, total, "bytes");
	return !task_cancelled(task);
}

/* In: `as` is room for what `out` points to. */
static struct excerpt_source source_of(struct reader_source *as, const struct preview *p)
{
	*as = (struct reader_source){.size = p->source_size, .mtime_ns = p->source_mtime_ns};
	return (struct excerpt_source){
		.path = p->source, .kind = (enum reader_kind)p->kind, .as = as};
}

static enum status read_one(struct task *task, struct whole_record **out,
			    const struct excerpt_source *source, uint64_t index, struct err *e)
{
	struct whole_record *r = calloc(1, sizeof(*r));

	*out = r;
	if (r == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	r->index = index;
	buf_init(&r->record, LIMIT_RECORD);
	buf_init(&r->text, LIMIT_RECORD);
	buf_init(&r->label, LIMIT_RECORD);
	return excerpt_record(&r->record, &r->text, &r->label, source, index, watch, task, e);
}

/* Needs no model: a file can be looked at before any network is chosen. */
enum status read_record(struct task *task, struct whole_record **out, const char *path,
			const char *kind, uint64_t index, struct err *e)
{
	struct excerpt_source source = {.path = path};
	enum status s = reader_kind_choose(&source.kind, path, kind, e);

	*out = NULL;
	return s == STATUS_OK ? read_one(task, out, &source, index, e) : s;
}

enum status read_preview_record(struct task *task, struct whole_record **out,
				const struct preview *p, uint64_t index, struct err *e)
{
	struct reader_source as;
	const struct excerpt_source source = source_of(&as, p);
	enum status s = read_one(task, out, &source, index, e);

	/* Its figures are shown also when the source is gone. */
	if (*out != NULL)
		(*out)->of = preview_ref(p);
	return s;
}

/* Names the model: that of the preview, or the newest one here. */
static enum status choose_model(struct app *app, struct whole_record *r, struct err *e)
{
	struct cache_model m = {.hash = r->model};
	enum status s = STATUS_OK;

	if (r->of != NULL) {
		m.hash = r->of->model;
		m.current = !r->of->outdated;
		memcpy(m.name, r->of->model_name, sizeof(m.name));
	} else {
		s = find_model_here(app, &m, e);
	}
	if (s != STATUS_OK)
		return s;
	r->model = m.hash;
	r->outdated = !m.current;
	memcpy(r->model_name, m.name, sizeof(r->model_name));
	return s;
}

/* A label of no bytes is none. */
void explain_whole_record(struct app *app, struct whole_record *r, const struct label_rule *rules,
			  size_t n_rules)
{
	const char *label = r->label.len > 0 ? (const char *)r->label.data : NULL;
	struct artifact a = {0};
	struct err why = {0};
	enum status s = choose_model(app, r, &why);

	if (s == STATUS_OK)
		s = load_model_here(app, &a, &r->model, &why);
	if (s == STATUS_OK)
		s = explain_record(&r->words, &a, r->text.data, r->text.len, label, r->label.len,
				   rules, n_rules, &why);
	if (s != STATUS_OK)
		snprintf(r->no_words, sizeof(r->no_words), "%.199s", why.text);
	artifact_release(&a);
}

void free_whole_record(struct whole_record *r)
{
	if (r == NULL)
		return;
	preview_unref(r->of);
	buf_release(&r->record);
	buf_release(&r->text);
	buf_release(&r->label);
	free_record_words(r->words);
	free(r);
}

/* The file is read by itself, so that there is nothing that it could have changed since. */
enum status keep_file_records(struct task *task, const char *out, const char *path,
			      const char *kind, const uint64_t *records, size_t n, bool replace,
			      struct err *e)
{
	struct excerpt_source source = {.path = path};
	enum status s = reader_kind_choose(&source.kind, path, kind, e);

	return s == STATUS_OK ? excerpt_write(out, &source, records, n, replace, watch, task, e)
			      : s;
}

enum status keep_preview_records(struct task *task, const char *out, const struct preview *p,
				 const uint64_t *records, size_t n, bool replace, struct err *e)
{
	struct reader_source as;
	const struct excerpt_source source = source_of(&as, p);

	return excerpt_write(out, &source, records, n, replace, watch, task, e);
}
