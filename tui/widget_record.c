/*
 * A record is read off the UI thread, so that its page opens when the work has ended. The work's
 * result says of which preview the record is: another may be shown by then, and its figures are
 * not those of this record.
 *
 * Two forms write records to a file: widget_record_keep() ends there, widget_record_commit() goes
 * on to the commitment. add_fields() and submit() are of both.
 */
#include "tui/widget_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/snapshot_models.h"
#include "models/tell_preview.h"
#include "tui/view.h"
#include "tui/view_preview_rows.h"
#include "tui/widget_commit.h"
#include "tui/widget_datanet.h"
#include "tui/widget_form.h"
#include "tui/widget_path.h"
#include "tui/widget_unlock.h"

/* The row of a record, or NULL; rows are in the order of influence. */
static const struct preview_row *find_row(const struct preview *p, uint64_t index)
{
	for (size_t i = 0; i < p->n_rows; i++)
		if (p->rows[i].index == index)
			return &p->rows[i];
	return NULL;
}

static void on_read(struct dashboard *d, void *owner, struct work_result *result)
{
	const struct whole_record *r = result->record;

	(void)owner;
	if (r == NULL || r->of == NULL || find_row(r->of, r->index) == NULL)
		return;
	view_preview_rows_open(d, find_row(r->of, r->index), result->record,
			       result->status != STATUS_OK ? result->error.text : NULL);
}

void widget_record_open(struct dashboard *d, uint64_t index)
{
	struct dashboard_task *t = dashboard_task_new(d, "reading the record", NULL, on_read);

	if (t != NULL)
		dashboard_task_started(
			t, start_read_record(d->app, d->preview, index, dashboard_task_done, t));
}

/* A record that nothing is known of neither hurts nor looks wrong: it stays. */
static bool is_chosen(const struct widget_list *l, enum widget_record_which which,
		      const struct preview_row *r)
{
	switch (which) {
	case WIDGET_RECORD_MARKED: return widget_list_marked(l, r->index);
	case WIDGET_RECORD_NOT_MARKED: return !widget_list_marked(l, r->index);
	case WIDGET_RECORD_SHOWN: break;
	case WIDGET_RECORD_NOT_HARMFUL: return r->unknown_label || r->influence >= 0;
	case WIDGET_RECORD_NOT_WRONG: return !r->suspicious;
	}
	return true;
}

static int by_number(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Lists the numbers of the chosen records, ascending. Returns: NULL when out of memory. */
static uint64_t *list_chosen(size_t *n, const struct widget_list *l, const struct preview *p,
			     enum widget_record_which which)
{
	size_t rows = which == WIDGET_RECORD_SHOWN ? l->order.n : p->n_rows;
	uint64_t *out = calloc(rows + 1, sizeof(*out));

	*n = 0;
	for (size_t i = 0; i < rows && out != NULL; i++) {
		size_t row = which == WIDGET_RECORD_SHOWN && l->order.rows != NULL
				     ? l->order.rows[i]
				     : i;

		if (is_chosen(l, which, &p->rows[row]))
			out[(*n)++] = p->rows[row].index;
	}
	if (out != NULL)
		qsort(out, *n, sizeof(*out), by_number);
	return out;
}

/* Marks as one number (FNV-1a), to see whether they changed. */
static uint64_t hash_marks(const struct widget_list *l)
{
	uint64_t h = 0xcbf29ce484222325ULL;

	for (size_t i = 0; i < l->n_marks; i++)
		h = (h ^ l->marks[i]) * 0x100000001b3ULL;
	return h;
}

/* The records were judged by the model of one datanet: the commitment begins with that one. */
static void open_commit(struct dashboard *d, const char *path)
{
	const struct snapshot *s = d->snap;
	const struct preview *p = d->preview;
	size_t i = 0;

	while (i < s->n_models &&
	       (hash_is_zero(&p->model) || !hash_equal(&s->models[i].hash, &p->model)))
		i++;
	widget_commit_open_for(d, path, NULL,
			       i < s->n_models ? widget_datanet_place(s, s, &s->models[i].of)
					       : SIZE_MAX);
}

/*
 * Notes the file, unless another preview or other marks are shown by now, of which it is none.
 * Returns: whether it was written.
 */
static bool on_written(struct dashboard *d, struct widget_form *f, struct work_result *result)
{
	const struct widget_list *l = view_list(d, VIEW_PREVIEW);
	bool written = f != NULL && result->status == STATUS_OK && result->path != NULL &&
		       l != NULL && l->data == d->preview && (uintptr_t)d->preview == f->number;

	if (written) {
		free(d->kept);
		d->kept = result->path;
		d->kept_marks = hash_marks(l);
		result->path = NULL;
	}
	return written;
}

static void on_kept(struct dashboard *d, void *form, struct work_result *result)
{
	on_written(d, form, result);
	widget_unlock_ended(d, form, result);
}

static void on_kept_to_commit(struct dashboard *d, void *form, struct work_result *result)
{
	bool written = on_written(d, form, result);

	widget_unlock_ended(d, form, result);
	if (written)
		open_commit(d, d->kept);
}

/* The form is about one preview; the list may show another by now. */
static void submit(struct dashboard *d, struct widget_form *f, bool replace,
		   dashboard_task_ended *ended)
{
	const struct widget_list *l = view_list(d, VIEW_PREVIEW);
	struct dashboard_task *t;
	uint64_t *records = NULL;
	char *path;
	size_t n = 0;

	if (l == NULL || l->data != d->preview || (uintptr_t)d->preview != f->number) {
		snprintf(f->error, sizeof(f->error),
			 "another preview is shown by now: look at it, and keep records again");
		return;
	}
	path = widget_path_field(d, f, 1);
	if (path == NULL)
		return;
	records = list_chosen(&n, l, d->preview, (enum widget_record_which)f->fields[0].choice);
	if (records == NULL || n == 0)
		snprintf(f->error, sizeof(f->error), "%s",
			 records == NULL ? "out of memory" : "no record is among these");
	t = f->error[0] == '\0' ? dashboard_task_new(d, "keeping records", f, ended) : NULL;
	if (t != NULL)
		dashboard_task_started(t, start_keep_records(d->app, d->preview, records, n, path,
							     replace, dashboard_task_done, t));
	else
		free(records);
	free(path);
}

static void submit_keep(struct dashboard *d, struct widget_form *f)
{
	submit(d, f, f->fields[2].choice == 1, on_kept);
}

/* A file that is there already may be anything: it is never what stays of this preview. */
static void submit_commit_rest(struct dashboard *d, struct widget_form *f)
{
	submit(d, f, false, on_kept_to_commit);
}

/* Proposes a name beside the source's: "mails.jsonl" becomes "mails-kept.jsonl". */
static void propose(char *out, size_t cap, const char *path)
{
	const char *file = strrchr(path, '/'), *dot;

	file = file != NULL ? file + 1 : path;
	dot = strchr(file + (file[0] != '\0'), '.');
	snprintf(out, cap, "%.*s-kept%.16s",
		 (int)(dot != NULL ? (size_t)(dot - path) : strlen(path)), path,
		 dot == NULL ? "" : dot);
}

/* Says what the chosen records are expected to do; by hand nobody has forecast it. */
static void tell_expected(struct widget_form *f, const struct widget_list *l,
			  const struct preview *p, enum widget_record_which which)
{
	const struct preview_outcome *o =
		which == WIDGET_RECORD_NOT_HARMFUL ? &p->without_harmful : &p->without_wrong;
	char change[TELL_PREVIEW_SIZE], share[TELL_PREVIEW_SIZE];

	switch (which) {
	case WIDGET_RECORD_MARKED:
	case WIDGET_RECORD_NOT_MARKED:
	case WIDGET_RECORD_SHOWN:
		snprintf(f->facts, sizeof(f->facts), "%zu of %zu records are marked, %zu are shown",
			 l->n_marks, p->n_rows, l->order.n);
		return;
	case WIDGET_RECORD_NOT_HARMFUL:
	case WIDGET_RECORD_NOT_WRONG:
		tell_change(change, o);
		tell_share(share, o);
		snprintf(f->facts, sizeof(f->facts),
			 "Without what %s %llu records stay to learn from. Held-out loss: %.240s. "
			 "Share "
			 "of a pool: %.80s.",
			 which == WIDGET_RECORD_NOT_HARMFUL ? "hurts" : "looks wrong",
			 (unsigned long long)o->records, change, share);
		return;
	}
}

/* Adds the fields that both forms have. */
static void add_fields(struct dashboard *d, struct widget_form *f, const struct widget_list *l,
		       enum widget_record_which which)
{
	struct widget_field *field;
	char path[WIDGET_FIELD_SIZE];

	f->number = (uintptr_t)d->preview;
	tell_expected(f, l, d->preview, which);
	propose(path, sizeof(path), d->preview->source);
	field = widget_form_choices(f, "Records");
	widget_field_choice(field, "marked");
	widget_field_choice(field, "not marked");
	widget_field_choice(field, "all that are shown");
	widget_field_choice(field, "all but what hurts");
	widget_field_choice(field, "all but what looks wrong");
	field->choice = which;
	widget_form_field(f, WIDGET_FIELD_TEXT, "Into file", "of mode 0600", path);
}

void widget_record_keep(struct dashboard *d, const struct widget_list *l,
			enum widget_record_which which)
{
	struct widget_form *f = widget_form_new(
		d, "KEEP RECORDS",
		"Writes records as they are into a file of their own, which you can commit to "
		"instead. Nothing leaves this machine.",
		"write", submit_keep);
	struct widget_field *there;

	if (f == NULL)
		return;
	add_fields(d, f, l, which);
	there = widget_form_choices(f, "If it is there");
	widget_field_choice(there, "leave it as it is");
	widget_field_choice(there, "overwrite it");
	widget_form_open(d, f);
}

void widget_record_commit(struct dashboard *d, const struct widget_list *l)
{
	struct widget_form *f;

	if (d->kept != NULL && d->kept_marks == hash_marks(l)) {
		open_commit(d, d->kept);
		return;
	}
	if (l->n_marks == 0) {
		open_commit(d, d->preview->source);
		return;
	}
	f = widget_form_new(d, "COMMIT TO WHAT STAYS",
			    "Writes the records that stay, as they are, into a new file, and then "
			    "asks for the commitment to that file. Writing it sends nothing.",
			    "write and go on", submit_commit_rest);
	if (f == NULL)
		return;
	add_fields(d, f, l, WIDGET_RECORD_NOT_MARKED);
	widget_form_open(d, f);
}
