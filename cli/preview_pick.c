/*
 * byline preview --keep. Numbers of records are read in two steps: read_list() for --records,
 * cmd_preview_pick_keep() for what --drop leaves of a preview. Both give them in ascending order,
 * in which the records stand in the file that is written. --record has a file of its own.
 */
#include "cli/preview_pick.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/preview_records.h"
#include "base/parse.h"
#include "cli/meant.h"
#include "cli/preview_record.h"
#include "cli/print.h"
#include "cli/progress.h"

/* Reasons to drop a record, as bits in the order of `reasons`. */
enum reason { HARMFUL = 1, DUPLICATES = 2, WRONG_LABELS = 4, NOT_SCORED = 8, CONTRADICTIONS = 16 };

static const char *const reasons[] = {"harmful", "duplicates", "wrong-labels", "not-scored",
				      "contradictions"};

/* Reads "harmful,duplicates" into bits. */
static enum status read_drop(unsigned *out, const char *text, struct err *e)
{
	*out = 0;
	for (; text[0] != '\0'; text += text[0] == ',') {
		size_t len = strcspn(text, ","), i = 0;

		while (i < ARRAY_SIZE(reasons) &&
		       (strlen(reasons[i]) != len || memcmp(reasons[i], text, len) != 0))
			i++;
		if (i == ARRAY_SIZE(reasons))
			break;
		*out |= 1u << i;
		text += len;
	}
	if (*out != 0 && text[0] == '\0')
		return STATUS_OK;
	return err_set(e, ERR_USAGE,
		       "--drop takes harmful, duplicates, wrong-labels, not-scored, "
		       "contradictions, with commas between several");
}

/* Everything that is to be dropped: --drop, and its two short forms. */
static enum status read_dropped(unsigned *out, const struct cmd_preview_pick *o, struct err *e)
{
	enum status s = STATUS_OK;

	*out = 0;
	if (o->drop != NULL)
		s = read_drop(out, o->drop, e);
	*out |= (o->drop_harmful ? HARMFUL : 0u) | (o->drop_wrong ? WRONG_LABELS : 0u);
	return s;
}

/* Numbers of records; `v` is freed by the caller. */
struct record_list {
	uint64_t *v;
	size_t n;
};

/* "20-40" from `text` on. A list has at most as many records as a dataset. */
static enum status read_range(struct record_list *out, const char *text, size_t len)
{
	const char *dash = memchr(text, '-', len);
	size_t first_len = dash != NULL ? (size_t)(dash - text) : len;
	uint64_t first, last, *grown;

	if (parse_u64(&first, text, first_len) != STATUS_OK)
		return ERR_PARSE;
	last = first;
	if (dash != NULL && parse_u64(&last, dash + 1, len - first_len - 1) != STATUS_OK)
		return ERR_PARSE;
	if (last < first || last - first >= LIMIT_RECORDS - out->n)
		return ERR_PARSE;
	grown = realloc(out->v, (out->n + (size_t)(last - first) + 1) * sizeof(*grown));
	if (grown == NULL)
		return ERR_MEMORY;
	out->v = grown;
	for (; first <= last; first++)
		out->v[out->n++] = first;
	return STATUS_OK;
}

static int by_number(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* A number that is named twice is kept once. */
static void sort(struct record_list *l)
{
	size_t n = 0;

	if (l->n > 0)
		qsort(l->v, l->n, sizeof(*l->v), by_number);
	for (size_t i = 0; i < l->n; i++)
		if (i == 0 || l->v[i] != l->v[n - 1])
			l->v[n++] = l->v[i];
	l->n = n;
}

static enum status read_list(struct record_list *out, const char *text, struct err *e)
{
	enum status s = text[0] != '\0' ? STATUS_OK : ERR_PARSE;

	*out = (struct record_list){.v = NULL};
	for (; s == STATUS_OK && text[0] != '\0'; text += text[0] == ',') {
		size_t len = strcspn(text, ",");

		s = read_range(out, text, len);
		text += len;
	}
	if (s == ERR_MEMORY)
		return err_set(e, s, "out of memory");
	if (s != STATUS_OK)
		return err_set(e, ERR_USAGE,
			       "--records takes numbers and ranges of them, the first record is 0: "
			       "3,7,20-40");
	sort(out);
	return s;
}

enum status cmd_preview_pick_check(const struct cmd_preview_pick *o, struct err *e)
{
	uint64_t number;
	unsigned dropped;
	bool drop = o->drop != NULL || o->drop_harmful || o->drop_wrong;

	if (o->record != NULL && o->keep != NULL)
		return err_set(e, ERR_USAGE, "--record and --keep are two things: give one");
	if (o->record != NULL && parse_u64(&number, o->record, strlen(o->record)) != STATUS_OK)
		return err_set(e, ERR_USAGE,
			       "--record takes the number of a record; the first is 0");
	if (o->keep == NULL && (o->records != NULL || drop || o->replace))
		return err_set(e, ERR_USAGE,
			       "--records, --drop, --drop-harmful, --drop-wrong and --replace need "
			       "--keep OUT");
	if (o->keep != NULL && (o->records == NULL) == !drop)
		return err_set(e, ERR_USAGE,
			       "say which records to keep: either --records 3,7,20-40 or --drop "
			       "harmful,duplicates,wrong-labels,not-scored,contradictions");
	return read_dropped(&dropped, o, e);
}

bool cmd_preview_pick_needs_no_model(const struct cmd_preview_pick *o)
{
	return o->record != NULL || o->records != NULL;
}

/* Prints what was written, and that the file is ready for a commitment. */
static enum status print_kept(struct cli *cli, const char *path, const char *out, size_t n,
			      struct err *e)
{
	char words[SCOPE_WORDS];
	struct json *top;

	if (!cmd_print_is_data(cli)) {
		cmd_print_line(cli, "%zu records of %s are in %s", n, path, out);
		cmd_print_hint(cli,
			       "Nothing has left this machine. Next: byline dataset commit %s "
			       "--license ID%s",
			       out, cmd_meant(words, cli));
		return STATUS_OK;
	}
	top = json_new_object();
	json_add_text(top, "path", path);
	json_add_text(top, "file", out);
	json_add_number(top, "records", n);
	return cmd_print_reply(cli, top, e);
}

enum status cmd_preview_pick_run(struct cli *cli, const struct cmd_preview_pick *o,
				 const struct cmd_values *maps, const char *path, const char *kind,
				 struct err *e)
{
	struct record_list list;
	enum status s;

	if (o->record != NULL)
		return cmd_preview_record_run(cli, o->record, maps, path, kind, e);
	s = require_writable(cli->app, "write a file", e);
	if (s != STATUS_OK)
		return s;
	s = read_list(&list, o->records, e);
	if (s == STATUS_OK)
		s = keep_file_records(&cli->task, o->keep, path, kind, list.v, list.n, o->replace,
				      e);
	cmd_progress_end();
	free(list.v);
	return s == STATUS_OK ? print_kept(cli, path, o->keep, list.n, e) : s;
}

/* The reasons that a row gives to drop its record. */
static unsigned reasons_of(const struct preview_row *r)
{
	return (!r->unknown_label && r->influence < 0 ? HARMFUL : 0u) |
	       (r->duplicate_of != UINT64_MAX ? DUPLICATES : 0u) |
	       (r->suspicious ? WRONG_LABELS : 0u) | (r->unknown_label ? NOT_SCORED : 0u) |
	       (r->contradicted ? CONTRADICTIONS : 0u);
}

enum status cmd_preview_pick_keep(struct cli *cli, const struct cmd_preview_pick *o,
				  const struct preview *p, struct err *e)
{
	struct record_list list = {.v = calloc(p->n_rows + 1, sizeof(*list.v))};
	unsigned drop;
	enum status s = require_writable(cli->app, "write a file", e);

	if (list.v == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK)
		s = read_dropped(&drop, o, e);
	for (size_t i = 0; i < p->n_rows && s == STATUS_OK; i++)
		if ((reasons_of(&p->rows[i]) & drop) == 0)
			list.v[list.n++] = p->rows[i].index;
	sort(&list);
	if (s == STATUS_OK && list.n == 0)
		s = err_set(e, ERR_NOT_FOUND, "nothing is left of the %llu records",
			    (unsigned long long)p->records);
	if (s == STATUS_OK)
		s = keep_preview_records(&cli->task, o->keep, p, list.v, list.n, o->replace, e);
	cmd_progress_end();
	free(list.v);
	return s == STATUS_OK ? print_kept(cli, p->path, o->keep, list.n, e) : s;
}
