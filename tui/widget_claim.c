/* Preparing a claim, and reading one from a file; both ways end in the review. */
#include "tui/widget_claim.h"

#include <stdlib.h>

#include "app/owner.h"
#include "tui/widget_figure.h"
#include "tui/widget_form.h"
#include "tui/widget_path.h"
#include "tui/widget_review.h"

bool widget_claim_can(const struct dashboard *d, const char **why)
{
	*why = snapshot_find_on_its_way(d->snap) != NULL ? "all that can be claimed is on its way"
							 : "there is nothing to claim now";
	return snapshot_find_claimable(d->snap) != NULL;
}

/* The royalties with something to claim, in the order of the snapshot; NULL past the last one. */
static const struct snapshot_royalty *claimable_at(const struct snapshot *s, size_t k)
{
	for (size_t i = 0; i < s->n_royalties; i++) {
		const struct figure *f = &s->royalties[i].claimable;

		if (f->known && !u256_is_zero(&f->value) && k-- == 0)
			return &s->royalties[i];
	}
	return NULL;
}

/* The review stands in place of the form, if there is one, once the claim is prepared. */
static void prepare(struct dashboard *d, const struct snapshot *s, const struct snapshot_royalty *r,
		    void *form)
{
	struct dashboard_task *t =
		dashboard_task_new(d, "preparing the claim", form, widget_review_prepared);

	if (t != NULL)
		dashboard_task_started(t, start_prepare_claim(work_scope(d->app, s, &r->of),
							      &s->accounts[r->of.account].address,
							      &r->distributor, dashboard_task_done,
							      t));
}

/* The form keeps its snapshot, so that a choice stays the royalty that it was. */
static void submit_choice(struct dashboard *d, struct widget_form *f)
{
	prepare(d, f->snap, claimable_at(f->snap, f->fields[0].choice), f);
}

/* Adds a choice such as "4.120 000 PRESS from topics on grove"; of another account, for whom. */
static void add_choice(struct dashboard *d, struct widget_form *f, const struct snapshot_royalty *r)
{
	const struct snapshot_datanet *datanet = owner_datanet(f->snap, &r->of);
	const struct snapshot_network *network = owner_network(f->snap, &r->of);
	char amount[WIDGET_TEXT_SIZE], who[ADDRESS_TEXT_SIZE + 72] = "";

	widget_figure(d, amount, &r->claimable, r->symbol, r->decimals);
	if (r->of.account != f->snap->account)
		dashboard_account_text(d, &f->snap->accounts[r->of.account].address, who,
				       sizeof(who));
	widget_field_choice(
		&f->fields[0], "%s%s%s%s%s%s%s", amount, datanet != NULL ? " from " : "",
		datanet != NULL ? datanet->name : "", f->snap->n_networks > 1 ? " on " : "",
		f->snap->n_networks > 1 ? network->name : "", who[0] != '\0' ? " for " : "", who);
}

/* A claim is for all that one payer owes one account: no form is needed where there is one such. */
void widget_claim_prepare(struct dashboard *d)
{
	const struct snapshot_royalty *first = snapshot_find_claimable(d->snap), *r;
	struct widget_form *f;

	if (first == NULL)
		return;
	if (claimable_at(d->snap, 1) == NULL) {
		prepare(d, d->snap, first, NULL);
		return;
	}
	f = widget_form_new(d, "CLAIM ROYALTIES",
			    "Each payer is claimed from by a transaction of its own. You read all "
			    "of it before you sign.",
			    "prepare", submit_choice);
	if (f == NULL)
		return;
	f->snap = snapshot_ref(d->snap);
	widget_form_choices(f, "Claim");
	for (unsigned i = 0; (r = claimable_at(f->snap, i)) != NULL; i++) {
		add_choice(d, f, r);
		if (r == first)
			f->fields[0].choice = i;
	}
	widget_form_open(d, f);
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
