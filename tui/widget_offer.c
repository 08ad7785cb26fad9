/*
 * The choices of the form are the datanets that find_choice() counts, in the order of the snapshot,
 * which the form keeps: what is chosen is what was shown.
 */
#include "tui/widget_offer.h"

#include <stdio.h>

#include "app/owner.h"
#include "tui/widget_form.h"
#include "tui/widget_review.h"

/* Whether a dataset of `of` that waits could go to this datanet: the network may be open too. */
static bool is_near(const struct snapshot_datanet *d, const struct snapshot_owner *of)
{
	return of->network == SNAPSHOT_NONE || d->of.network == of->network;
}

bool widget_offer_waits(const struct snapshot *s, const struct snapshot_dataset *set)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_datanets; i++)
		n += is_near(&s->datanets[i], &set->of);
	return set->state == DATASET_LOCAL && set->of.datanet == SNAPSHOT_NONE && n > 1;
}

/* The datanet of choice number `choice`, or NULL. */
static const struct snapshot_datanet *find_choice(const struct snapshot *s,
						  const struct snapshot_owner *of, bool waits,
						  unsigned choice)
{
	for (size_t i = 0; i < s->n_datanets; i++) {
		const struct snapshot_datanet *d = &s->datanets[i];

		if (d->of.datanet != of->datanet && (!waits || is_near(d, of)) && choice-- == 0)
			return d;
	}
	return NULL;
}

bool widget_offer_can(const struct snapshot *s, const struct snapshot_dataset *set,
		      const char **why)
{
	if (set->state == DATASET_REVOKED)
		*why = "it is revoked";
	else if (set->source[0] == '\0')
		*why = "the records are not on this machine";
	else
		*why = s->n_hidden > 0 ? "no other datanet is shown: 0 shows all networks"
				       : "no other datanet is followed";
	return set->state != DATASET_REVOKED && set->source[0] != '\0' &&
	       find_choice(s, &set->of, widget_offer_waits(s, set), 0) != NULL;
}

/* The root names the dataset, whatever is done to its name meanwhile. */
static void submit(struct dashboard *d, struct widget_form *f)
{
	const struct snapshot *s = f->snap;
	const struct snapshot_dataset *set = &s->datasets[f->number];
	const struct snapshot_datanet *to = find_choice(s, &set->of, widget_offer_waits(s, set),
							f->fields[f->n_fields - 1].choice);
	struct dashboard_task *t =
		to != NULL ? dashboard_task_new(d, "offering", f, widget_review_prepared) : NULL;

	if (t != NULL)
		dashboard_task_started(t, start_prepare_offer(work_scope(d->app, s, &to->of),
							      &set->root, f->fields[0].text,
							      dashboard_task_done, t));
}

void widget_offer_open(struct dashboard *d, const struct snapshot *s,
		       const struct snapshot_dataset *set)
{
	bool waits = widget_offer_waits(s, set);
	struct widget_form *f = widget_form_new(
		d, waits ? "CHOOSE ITS DATANET" : "OFFER TO ANOTHER DATANET",
		waits ? "The records were committed to before it was known for which datanet. "
			"Choose one; the attestation on chain is shown for review."
		      : "Commits to the same records once more, with a salt and a root of their "
			"own: each datanet sees its own commitment alone. Nothing has to be "
			"described again. The attestation on chain is shown for review.",
		"prepare", submit);
	const struct snapshot_datanet *to;
	struct widget_field *field;

	if (f == NULL)
		return;
	f->snap = snapshot_ref(s);
	f->number = (uint64_t)(set - s->datasets);
	snprintf(f->facts, sizeof(f->facts), "%s, %llu records%s%s", set->name,
		 (unsigned long long)set->records, set->license[0] != '\0' ? ", " : "",
		 set->license);
	widget_form_field(f, WIDGET_FIELD_TEXT, "Name",
			  waits ? "on this machine only; empty: it stays"
				: "on this machine only; empty: made of both names",
			  NULL)
		->optional = true;
	field = widget_form_choices(f, "For");
	for (unsigned i = 0; (to = find_choice(s, &set->of, waits, i)) != NULL; i++)
		widget_field_choice(field, "%s on %s", to->name, owner_network(s, &to->of)->name);
	widget_form_open(d, f);
}
