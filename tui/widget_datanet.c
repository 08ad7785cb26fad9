/*
 * The field has the datanets of the snapshot in their order, so that a choice is a place there. A
 * form has no field where one datanet is all that is followed.
 */
#include "tui/widget_datanet.h"

#include <string.h>

#include "app/owner.h"

#define LABEL "For"

/* Where a filter leaves others out, the only one that is left is named, too. */
static bool has_field(const struct snapshot *s)
{
	return s->n_datanets >= 2 || (s->n_datanets == 1 && s->n_hidden > 0);
}

void widget_datanet_field(struct dashboard *d, struct widget_form *f)
{
	const struct snapshot *s = f->snap = snapshot_ref(d->snap);
	struct widget_field *field;

	if (!has_field(s))
		return;
	field = widget_form_choices(f, LABEL);
	for (size_t i = 0; i < s->n_datanets; i++)
		widget_field_choice(field, "%s on %s", s->datanets[i].name,
				    owner_network(s, &s->datanets[i].of)->name);
}

/* Names of datanets are distinct on one network alone. */
size_t widget_datanet_find(const struct snapshot *s, const char *network, const char *datanet)
{
	for (size_t i = 0; i < s->n_datanets; i++)
		if (strcmp(s->datanets[i].name, datanet) == 0 &&
		    strcmp(owner_network(s, &s->datanets[i].of)->name, network) == 0)
			return i;
	return SIZE_MAX;
}

size_t widget_datanet_place(const struct snapshot *s, const struct snapshot *of,
			    const struct snapshot_owner *owner)
{
	const struct snapshot_datanet *d = owner_datanet(of, owner);

	return d != NULL ? widget_datanet_find(s, owner_network(of, &d->of)->name, d->name)
			 : SIZE_MAX;
}

void widget_datanet_choose(struct widget_form *f, size_t place)
{
	if (has_field(f->snap) && place < f->snap->n_datanets)
		f->fields[f->n_fields - 1].choice = (unsigned)place;
}

struct app *widget_datanet_scope(const struct dashboard *d, const struct widget_form *f)
{
	const struct widget_field *last = &f->fields[f->n_fields - 1];
	size_t chosen = has_field(f->snap) ? last->choice : 0;

	return f->snap->n_datanets > 0 ? work_scope(d->app, f->snap, &f->snap->datanets[chosen].of)
				       : d->app;
}
