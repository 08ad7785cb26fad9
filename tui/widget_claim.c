/* Preparing a claim, and reading one from a file; both ways end in the review. */
#include "tui/widget_claim.h"

#include <stdlib.h>

#include "app/owner.h"
#include "tui/widget_form.h"
#include "tui/widget_path.h"
#include "tui/widget_review.h"
#include "tui/widget_value.h"

/* An amount that is not known is no reason to act. */
static bool is_any(const struct figure *f)
{
	return f->known && !u256_is_zero(&f->value);
}

/* The dues that pay now, in the order of the snapshot; NULL past the last one. */
static const struct snapshot_due *claimable_at(const struct snapshot *s, size_t k)
{
	for (size_t i = 0; i < snapshot_due_count(s); i++)
		if (snapshot_due_pays(&s->dues[i]) && k-- == 0)
			return &s->dues[i];
	return NULL;
}

bool widget_claim_can(const struct dashboard *d, const char **why)
{
	*why = "there is nothing to claim now";
	for (size_t i = 0; i < snapshot_due_count(d->snap); i++) {
		const struct snapshot_due *due = &d->snap->dues[i];

		if (snapshot_due_pays(due))
			return true;
		if (due->underfunded)
			*why = "the payer holds too little to pay what it owes";
		else if (is_any(&due->on_its_way))
			*why = "all that can be claimed is on its way";
	}
	return false;
}

/* The work gets addresses, since the rows of the snapshot may be others by the time it runs. */
void widget_claim_start(struct dashboard *d, const struct snapshot *s,
			const struct snapshot_due *const *dues, size_t n, void *form)
{
	struct claim_wish wishes[WIDGET_CLAIM_MOST];
	struct dashboard_task *t =
		dashboard_task_new(d, "preparing the claim", form, widget_review_prepared);

	if (t == NULL)
		return;
	for (size_t i = 0; i < n; i++)
		wishes[i] = (struct claim_wish){.payer = dues[i]->payer,
						.account = s->accounts[dues[i]->of.account].address,
						.part = {.token = dues[i]->token,
							 .index = dues[i]->index,
							 .series = dues[i]->series}};
	dashboard_task_started(t, start_claims(work_scope(d->app, s, &dues[0]->of), wishes, n,
					       dashboard_task_done, t));
}

/* The form keeps its snapshot, so that a choice stays what it was. */
static void submit_choice(struct dashboard *d, struct widget_form *f)
{
	const struct snapshot_due *due = claimable_at(f->snap, f->fields[0].choice);

	widget_claim_start(d, f->snap, &due, 1, f);
}

/* Adds a choice such as "4.120 000 PRESS from topics on grove"; of another account, for whom. */
static void add_choice(struct dashboard *d, struct widget_form *f, const struct snapshot_due *due)
{
	const struct snapshot_network *network = owner_network(f->snap, &due->of);
	const struct widget_row row = widget_value_row(ROW_DUE, f->snap, due);
	char amount[VALUE_TEXT_SIZE], who[ADDRESS_TEXT_SIZE + 72] = "";

	widget_value_name(d, amount, sizeof(amount), &row, "claimable");
	if (due->of.account != f->snap->account)
		dashboard_account_text(d, &f->snap->accounts[due->of.account].address, who,
				       sizeof(who));
	widget_field_choice(
		&f->fields[0], "%s from %s%s%s%s%s%s%s", amount, due->payer_name,
		due->part[0] != '\0' ? ", " : "", due->part, f->snap->n_networks > 1 ? " on " : "",
		f->snap->n_networks > 1 ? network->name : "", who[0] != '\0' ? " for " : "", who);
}

/* The first that pays the account that acts, else another one whose key is here, else any. */
static unsigned best_choice(const struct snapshot *s)
{
	const struct snapshot_due *due;
	unsigned best = 0;
	int most = 0;

	for (unsigned i = 0; (due = claimable_at(s, i)) != NULL; i++) {
		int rank = due->of.account == s->account	      ? 3
			   : !s->accounts[due->of.account].watch_only ? 2
								      : 1;

		if (rank > most) {
			best = i;
			most = rank;
		}
	}
	return best;
}

/* No form is needed where there is one due that pays. */
void widget_claim_prepare(struct dashboard *d)
{
	const struct snapshot_due *due = claimable_at(d->snap, 0);
	struct widget_form *f;

	if (due == NULL)
		return;
	if (claimable_at(d->snap, 1) == NULL) {
		widget_claim_start(d, d->snap, &due, 1, NULL);
		return;
	}
	f = widget_form_new(d, "CLAIM",
			    "One payer at a time. The view of claims claims several at once. You "
			    "read all of it before you sign.",
			    "prepare", submit_choice);
	if (f == NULL)
		return;
	f->snap = snapshot_ref(d->snap);
	widget_form_choices(f, "Claim");
	for (unsigned i = 0; (due = claimable_at(f->snap, i)) != NULL; i++)
		add_choice(d, f, due);
	f->fields[0].choice = best_choice(f->snap);
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
