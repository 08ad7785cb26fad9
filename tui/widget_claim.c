/* Preparing a claim, and reading one from a file; both ways end in the review. */
#include "tui/widget_claim.h"

#include <stdlib.h>

#include "tui/widget_form.h"
#include "tui/widget_path.h"
#include "tui/widget_review.h"

bool widget_claim_can(const struct dashboard *d, const char **why)
{
	*why = snapshot_find_on_its_way(d->snap) != NULL ? "all that can be claimed is on its way"
							 : "there is nothing to claim now";
	return snapshot_find_claimable(d->snap) != NULL;
}

/* No form is needed: the claim is always for all that is claimable. */
void widget_claim_prepare(struct dashboard *d)
{
	const struct snapshot_royalty *r = snapshot_find_claimable(d->snap);
	struct dashboard_task *t = r != NULL ? dashboard_task_new(d, "preparing the claim", NULL,
								  widget_review_prepared)
					     : NULL;

	if (t != NULL)
		dashboard_task_started(
			t, start_prepare_claim(work_scope(d->app, d->snap, &r->of),
					       &d->snap->accounts[r->of.account].address,
					       &r->distributor, dashboard_task_done, t));
}

/* The review shows what the file says, decoded anew, and nothing that the cache remembers. */
static void submit_import(struct dashboard *d, struct widget_form *f)
{
	char *path = widget_path_field(d, f, 0);
	struct dashboard_task *t =
		path != NULL ? dashboard_task_new(d, "reading the claim", f, widget_review_prepared)
			     : NULL;

	if (t != NULL)
		dashboard_task_started(t, start_import_claim(d->app, path, dashboard_task_done, t));
	free(path);
}

void widget_claim_import(struct dashboard *d)
{
	struct widget_form *f = widget_form_new(d, "IMPORT A CLAIM",
						"A bundle prepared elsewhere, to review and sign "
						"here; or one signed offline, to send.",
						"read", submit_import);

	if (f == NULL)
		return;
	widget_form_field(f, WIDGET_FIELD_TEXT, "File", "", d->typed_path);
	widget_form_open(d, f);
}
