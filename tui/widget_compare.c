/*
 * The form of a comparison. The finished comparison becomes d->comparison, which the preview view
 * shows. Labels that were mapped stay mapped while the same file is scored again.
 */
#include "tui/widget_compare.h"

#include <stdlib.h>
#include <string.h>

#include "tui/widget_form.h"
#include "tui/widget_path.h"
#include "tui/widget_unlock.h"

bool widget_compare_can(const struct dashboard *d, const char **why)
{
	*why = "no network that is followed has a datanet, so there is no model";
	/* Models are compared on all networks, whichever are shown. */
	return d->snap->n_datanets > 0 || d->snap->n_hidden > 0;
}

/* The view learns of the new comparison from the session, which calls its `changed`. */
static void take_comparison(struct dashboard *d, struct work_result *result)
{
	if (result->status != STATUS_OK || result->comparison == NULL)
		return;
	comparison_unref(d->comparison);
	d->comparison = result->comparison;
	result->comparison = NULL;
	dashboard_show(d, VIEW_PREVIEW);
}

static void on_compared(struct dashboard *d, void *form, struct work_result *result)
{
	widget_unlock_ended(d, form, result);
	take_comparison(d, result);
}

/* Copies the rules of the last comparison when it was of this file. NULL: none, with n = 0. */
static struct label_rule *rules_for(const struct dashboard *d, const char *path, size_t *n)
{
	const struct comparison *c = d->comparison;
	struct label_rule *rules;

	*n = 0;
	if (c == NULL || c->n_rules == 0 || strcmp(c->source, path) != 0)
		return NULL;
	rules = calloc(c->n_rules, sizeof(*rules));
	if (rules != NULL) {
		memcpy(rules, c->rules, c->n_rules * sizeof(*rules));
		*n = c->n_rules;
	}
	return rules;
}

/* The work copies the texts. */
static void submit_compare(struct dashboard *d, struct widget_form *f)
{
	char *path = widget_path_field(d, f, 0);
	struct dashboard_task *t =
		path != NULL ? dashboard_task_new(d, "comparing models", f, on_compared) : NULL;
	size_t n;
	struct label_rule *rules = t != NULL ? rules_for(d, path, &n) : NULL;

	if (t != NULL)
		dashboard_task_started(t, start_compare(d->app, path, f->fields[1].text,
							f->fields[2].text, rules, n,
							dashboard_task_done, t));
	free(path);
}

void widget_compare_open(struct dashboard *d, const char *path)
{
	const struct comparison *last = d->comparison;
	struct widget_form *f = widget_form_new(
		d, "WHERE IS THIS DATA WORTH MOST?",
		"Reads a file or folder once and scores its records against the current model of "
		"every datanet that is followed. A model that is not here yet is fetched first; "
		"nothing of the records leaves this machine.",
		"compare", submit_compare);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_TEXT, "File or folder",
			  "a text or JSON file by lines, a CSV, or a folder of files",
			  path[0] != '\0' ? path : d->typed_path);
	widget_form_field(f, WIDGET_FIELD_TEXT, "Language",
			  "such as en; leaves out models of another; empty: not said",
			  last != NULL ? last->language : NULL)
		->optional = true;
	widget_form_field(f, WIDGET_FIELD_TEXT, "Licence",
			  "such as CC0-1.0; leaves out models that do not take it; empty: not said",
			  last != NULL ? last->license : NULL)
		->optional = true;
	widget_form_open(d, f);
}

/* The message line says what went wrong; the pop-up stays for another try. */
static void on_compared_again(struct dashboard *d, void *owner, struct work_result *result)
{
	if (result->status == STATUS_OK && owner != NULL)
		dashboard_popup_remove(d, owner);
	take_comparison(d, result);
}

void widget_compare_again(struct dashboard *d, const struct comparison *c,
			  struct label_rule *take_rules, size_t n_rules, void *owner)
{
	struct dashboard_task *t =
		dashboard_task_new(d, "comparing models", owner, on_compared_again);

	if (t == NULL) {
		free(take_rules);
		return;
	}
	dashboard_task_started(t, start_compare(d->app, c->source,
						c->language != NULL ? c->language : "",
						c->license != NULL ? c->license : "", take_rules,
						n_rules, dashboard_task_done, t));
}
