/* The form of a commitment. Its work ends in the review of the attestation. */
#include "tui/widget_commit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/widget_datanet.h"
#include "tui/widget_form.h"
#include "tui/widget_path.h"
#include "tui/widget_review.h"

/* Proposes a name for a dataset: the path's last part, up to its last point. */
static void name_of_path(char *out, size_t cap, const char *path)
{
	size_t len = strlen(path);
	const char *name;
	char *point;

	while (len > 1 && path[len - 1] == '/')
		len--;
	name = path + len;
	while (name > path && name[-1] != '/')
		name--;
	snprintf(out, cap, "%.*s", (int)(path + len - name), name);
	point = strrchr(out, '.');
	if (point != NULL && point != out)
		*point = '\0';
}

/* An empty name means the file's own. */
static void submit_commit(struct dashboard *d, struct widget_form *f)
{
	char *path = widget_path_field(d, f, 0);
	char name[64];
	struct dashboard_task *t =
		path != NULL ? dashboard_task_new(d, "committing", f, widget_review_prepared)
			     : NULL;

	name_of_path(name, sizeof(name), f->fields[0].text);
	if (f->fields[1].len > 0)
		snprintf(name, sizeof(name), "%.63s", f->fields[1].text);
	if (t != NULL)
		dashboard_task_started(t, start_prepare_commit(widget_datanet_scope(d, f), path,
							       name, f->fields[2].text,
							       dashboard_task_done, t));
	free(path);
}

/*
 * The licence becomes public with the attestation; the name stays on this machine. `datanet` is a
 * place in the snapshot.
 */
static void open_form(struct dashboard *d, const char *path, const char *license, size_t datanet)
{
	struct widget_form *f = widget_form_new(d, "COMMIT TO A DATASET",
						"Hashes every record with a secret salt and "
						"attests the root on chain: proof of what you "
						"had and when, which reveals nothing about it. The "
						"records stay here until you upload.",
						"prepare", submit_commit);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_TEXT, "File or folder", "",
			  path[0] != '\0' ? path : d->typed_path);
	widget_form_field(f, WIDGET_FIELD_TEXT, "Name",
			  "on this machine only; empty: the file's name", NULL)
		->optional = true;
	widget_form_field(f, WIDGET_FIELD_TEXT, "Licence",
			  "public, SPDX: CC0-1.0 anything, CC-BY-4.0 with your name", license);
	widget_datanet_field(d, f);
	widget_datanet_choose(f, datanet);
	widget_form_open(d, f);
}

void widget_commit_open(struct dashboard *d, const char *path)
{
	open_form(d, path, NULL, 0);
}

void widget_commit_open_for(struct dashboard *d, const char *path, const char *license,
			    size_t datanet)
{
	open_form(d, path, license, datanet);
}
