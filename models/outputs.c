/*
 * A comparison has four steps, which compare() orders: read the records into one text, sort its
 * suffixes, look up the words of each output in it, sum up what each record shares.
 *
 * A sort may take long and cannot be interrupted, so it runs in a thread of its
 * own. `struct sorting` belongs to both threads: whoever sees that the other one is done with it
 * frees it. A cancelled comparison returns at once and leaves the sort behind.
 */
#include "models/outputs.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/task.h"
#include "base/clock.h"
#include "base/text.h"
#include "dataset/labelled_records.h"
#include "influence/verbatim.h"

/* How long the comparison waits for the sort before it looks whether it was cancelled. */
#define LOOK_MS 50

/* The text, and its sort in a thread of its own. */
struct sorting {
	struct suffix text;
	enum status status;
	struct err err;
	atomic_bool alone; /* one of the two threads is done with it: the other one frees it */
};

struct comparing {
	struct task *task;
	const char *reading; /* names the file that is read, for the progress */
	struct sorting *sorting;
	struct suffix *text; /* &sorting->text: the text of the records */
	struct verbatim shares;
	struct outputs_preview *out;
	size_t cap;
};

static void sorting_free(struct sorting *s)
{
	if (s == NULL)
		return;
	suffix_release(&s->text);
	free(s);
}

static void *sort(void *arg)
{
	struct sorting *s = arg;

	s->status = suffix_build(&s->text, &s->err);
	if (atomic_exchange(&s->alone, true))
		sorting_free(s);
	return NULL;
}

/* Whether the thread ended within LOOK_MS; it is joined then. */
static bool join_soon(pthread_t thread)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += LOOK_MS * 1000000;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	return pthread_clockjoin_np(thread, NULL, CLOCK_MONOTONIC, &until) == 0;
}

/*
 * Sorts in another thread while this one looks for cancellation. After ERR_CANCELLED the sort runs
 * on and frees itself at its end.
 */
static enum status sort_records(struct comparing *c, struct err *e)
{
	struct sorting *sorting = c->sorting;
	pthread_t thread;
	int error;

	task_progress(c->task, "sorting", 0, 0, "bytes");
	error = pthread_create(&thread, NULL, sort, sorting);
	if (error != 0)
		return err_set(e, status_from_errno(error), "cannot start a thread: %s",
			       strerror(error));
	while (!join_soon(thread)) {
		if (task_check(c->task, e) == STATUS_OK)
			continue;
		pthread_detach(thread);
		if (!atomic_exchange(&sorting->alone, true))
			c->sorting = NULL;
		return ERR_CANCELLED;
	}
	if (sorting->status != STATUS_OK)
		return err_set(e, sorting->status, "%s", sorting->err.text);
	return STATUS_OK;
}

static enum status add_record(void *user, const struct extractor_pair *pair, struct err *e)
{
	struct comparing *c = user;
	enum status s = suffix_add(c->text, pair->text, pair->text_len);

	if (s == ERR_LIMIT)
		return err_set(e, s, "the records have more than %zu MiB of text: take a part",
			       LIMIT_SUFFIX_TEXT / MIB);
	c->out->records++;
	return s == STATUS_OK ? s : err_set(e, s, "out of memory");
}

/* Writes the beginning of a text: at most 96 cells, which come from at most 384 bytes. */
static void show(char out[static 96], const uint8_t *text, size_t len)
{
	text_clean(out, 96, text, len < 384 ? len : 384);
}

/* Makes a row of an output that shares words, with the run of words that weighs most. */
static enum status keep_output(struct comparing *c, const struct suffix_match *m,
			       const uint8_t *text, struct err *e)
{
	struct outputs_preview *p = c->out;
	const struct suffix_span *heaviest = &m->span[0];

	for (size_t i = 1; i < m->n; i++)
		if (m->span[i].weight > heaviest->weight)
			heaviest = &m->span[i];
	if (p->n_matched_outputs == c->cap) {
		size_t cap = c->cap + c->cap / 2 + 64;
		struct outputs_output *grown =
			reallocarray(p->matched_outputs, cap, sizeof(*grown));

		if (grown == NULL)
			return err_set(e, ERR_MEMORY, "out of memory");
		p->matched_outputs = grown;
		c->cap = cap;
	}
	p->matched_outputs[p->n_matched_outputs] = (struct outputs_output){
		.output = p->outputs,
		.words = m->tokens,
		.shared = m->matched,
		.bits = m->weight,
		.record = suffix_record_at(c->text, (size_t)c->text->array[heaviest->low]),
	};
	show(p->matched_outputs[p->n_matched_outputs++].run, text + heaviest->begin,
	     heaviest->end - heaviest->begin);
	return STATUS_OK;
}

static enum status add_output(void *user, const struct extractor_pair *pair, struct err *e)
{
	struct comparing *c = user;
	struct suffix_match m;
	enum status s = suffix_match(&m, c->text, pair->text, pair->text_len, OUTPUTS_MIN_WORDS);

	if (s == STATUS_OK)
		s = verbatim_add(&c->shares, &m);
	if (s == ERR_LIMIT)
		err_set(e, s, "output %llu is longer than %zu bytes, or there are too many runs",
			(unsigned long long)c->out->outputs, (size_t)LIMIT_RECORD);
	else if (s != STATUS_OK)
		err_set(e, s, "out of memory");
	if (s == STATUS_OK && m.n > 0)
		s = keep_output(c, &m, pair->text, e);
	c->out->outputs++;
	c->out->words += m.tokens;
	c->out->shared += m.matched;
	c->out->bits += m.weight;
	suffix_match_release(&m);
	/*
	 * A batch may hold a thousand outputs of a megabyte each: cancellation is looked for here.
	 */
	return s == STATUS_OK ? task_check(c->task, e) : s;
}

static int records_by_bits(const void *a, const void *b)
{
	const struct outputs_record *x = a, *y = b;

	if (x->bits != y->bits)
		return x->bits > y->bits ? -1 : 1;
	return x->record < y->record ? -1 : x->record > y->record;
}

static int outputs_by_bits(const void *a, const void *b)
{
	const struct outputs_output *x = a, *y = b;

	if (x->bits != y->bits)
		return x->bits > y->bits ? -1 : 1;
	return x->output < y->output ? -1 : x->output > y->output;
}

/* Makes a row for each record that shares words with an output. */
static enum status keep_records(struct comparing *c, struct err *e)
{
	const struct suffix *text = c->text;
	struct verbatim_record *sums = calloc(text->records, sizeof(*sums));
	struct outputs_preview *p = c->out;
	size_t n = 0;
	enum status s = sums != NULL ? verbatim_sum(sums, &c->shares, text) : ERR_MEMORY;

	for (size_t i = 0; i < text->records && s == STATUS_OK; i++)
		n += sums[i].matches > 0;
	if (s == STATUS_OK && n > 0) {
		p->matched_records = calloc(n, sizeof(*p->matched_records));
		s = p->matched_records != NULL ? STATUS_OK : ERR_MEMORY;
	}
	for (size_t i = 0; i < text->records && s == STATUS_OK; i++) {
		size_t begin = text->record[i],
		       end = i + 1 < text->records ? text->record[i + 1] : text->text.len;
		struct outputs_record *r;

		if (sums[i].matches == 0)
			continue;
		r = &p->matched_records[p->n_matched_records++];
		*r = (struct outputs_record){i, sums[i].weight, sums[i].matches, ""};
		/* The text of a record stands between "\n " and " "; see influence/suffix.h. */
		show(r->text, text->text.data + begin + 2, end - begin - 3);
	}
	free(sums);
	return s == STATUS_OK ? s : err_set(e, s, "out of memory");
}

static bool watch_reading(void *user, uint64_t done, uint64_t total)
{
	struct comparing *c = user;

	task_progress(c->task, c->reading, done, total, "bytes");
	return !task_cancelled(c->task);
}

static enum status compare(struct comparing *c, const char *path, const char *kind_name,
			   const char *outputs, struct err *e)
{
	enum reader_kind kind, outputs_kind;
	enum status s = reader_kind_choose(&kind, path, kind_name, e);

	if (s == STATUS_OK)
		s = reader_kind_choose(&outputs_kind, outputs, NULL, e);
	c->reading = "reading records";
	if (s == STATUS_OK)
		s = labelled_records_read(path, kind, add_record, watch_reading, c, e);
	if (s == STATUS_OK)
		s = sort_records(c, e);
	c->reading = "comparing outputs";
	if (s == STATUS_OK)
		s = labelled_records_read(outputs, outputs_kind, add_output, watch_reading, c, e);
	return s == STATUS_OK ? keep_records(c, e) : s;
}

enum status preview_outputs(struct task *task, struct outputs_preview **out, const char *path,
			    const char *kind, const char *outputs, struct err *e)
{
	struct comparing c = {.task = task};
	int64_t began = clock_monotonic_ms();
	struct outputs_preview *p = calloc(1, sizeof(*p));
	enum status s;

	*out = NULL;
	c.out = p;
	c.sorting = calloc(1, sizeof(*c.sorting));
	if (p == NULL || c.sorting == NULL) {
		s = err_set(e, ERR_MEMORY, "out of memory");
	} else {
		c.text = &c.sorting->text;
		suffix_init(c.text);
		s = compare(&c, path, kind, outputs, e);
	}
	if (s == STATUS_OK) {
		if (p->n_matched_records > 0)
			qsort(p->matched_records, p->n_matched_records, sizeof(*p->matched_records),
			      records_by_bits);
		if (p->n_matched_outputs > 0)
			qsort(p->matched_outputs, p->n_matched_outputs, sizeof(*p->matched_outputs),
			      outputs_by_bits);
		text_clean(p->path, sizeof(p->path), path, strlen(path));
		text_clean(p->outputs_path, sizeof(p->outputs_path), outputs, strlen(outputs));
		p->seconds = (double)(clock_monotonic_ms() - began) / 1000.0;
		*out = p;
		p = NULL;
	}
	free_outputs_preview(p);
	verbatim_release(&c.shares);
	sorting_free(c.sorting);
	return s;
}

void free_outputs_preview(struct outputs_preview *p)
{
	if (p == NULL)
		return;
	free(p->matched_records);
	free(p->matched_outputs);
	free(p);
}
