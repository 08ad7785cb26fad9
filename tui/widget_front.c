#include "tui/widget_front.h"
#include "app/owner.h"

/* A sync that was not tried yet, and one that --offline forbids, are no trouble. */
static bool is_in_trouble(const struct snapshot_network *n)
{
	return (n->agreement.asked && n->agreement.alarm) ||
	       (n->sync_text[0] != '\0' && n->sync == SYNC_FAILED);
}

/* A network that is left out by choice is followed all the same. */
bool widget_front_is_several(const struct snapshot *s)
{
	return s->n_networks + s->n_hidden > 1;
}

const struct snapshot_network *widget_front_worst(const struct snapshot *s)
{
	for (size_t i = 0; i < s->n_networks + s->n_hidden; i++)
		if (is_in_trouble(&s->networks[i]))
			return &s->networks[i];
	return widget_front_network(s);
}

/* Trouble anywhere is worth more than quiet on the first network. */
const struct snapshot_network *widget_front_network(const struct snapshot *s)
{
	static const struct snapshot_network none;

	for (size_t i = 0; i < s->n_networks; i++)
		if (is_in_trouble(&s->networks[i]))
			return &s->networks[i];
	return s->n_networks > 0 ? &s->networks[0] : &none;
}

const struct snapshot_standing *widget_front_standing(const struct snapshot *s)
{
	static const struct snapshot_standing none;
	const struct snapshot_epoch *fault = snapshot_find_fault(s);
	const struct snapshot_standing *of_fault =
		fault != NULL ? owner_standing(s, &fault->of) : NULL;

	if (of_fault != NULL)
		return of_fault;
	/* If there is no fault, the account that acts is the one to speak of. */
	for (size_t i = 0; i < s->n_standings; i++)
		if (s->standings[i].of.account == s->account)
			return &s->standings[i];
	return s->n_standings > 0 ? &s->standings[0] : &none;
}

const struct snapshot_standing *widget_front_verdict(const struct snapshot *s)
{
	const struct snapshot_standing *front = widget_front_standing(s), *judged = NULL;

	if (snapshot_find_fault(s) != NULL)
		return front;
	for (size_t i = 0; i < s->n_standings; i++) {
		if (s->standings[i].n_audit > 0 && !s->standings[i].totals_audited)
			return &s->standings[i];
		if (s->standings[i].n_audit > 0 && judged == NULL)
			judged = &s->standings[i];
	}
	return front->n_audit > 0 || judged == NULL ? front : judged;
}

/* A network in trouble has a mark of its own; its age must not hide that the others are fresh. */
const struct snapshot_network *widget_front_oldest(const struct snapshot *s)
{
	const struct snapshot_network *oldest = NULL;

	for (size_t i = 0; i < s->n_networks; i++)
		if (!is_in_trouble(&s->networks[i]) &&
		    (oldest == NULL || s->networks[i].as_of < oldest->as_of))
			oldest = &s->networks[i];
	return oldest != NULL ? oldest : widget_front_network(s);
}

bool widget_front_syncing(const struct snapshot *s)
{
	for (size_t i = 0; i < s->n_networks; i++)
		if (s->networks[i].sync == SYNC_RUNNING)
			return true;
	return false;
}
