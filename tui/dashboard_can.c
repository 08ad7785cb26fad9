/*
 * The reasons why an action is refused, from the general to the particular: the view does not have
 * it, byline is read-only, there are no rows, the vault or the account is not in the right state,
 * the view itself has a reason. That no network is chosen is none: it is asked for then.
 */
#include "tui/dashboard_can.h"

#include "tui/view.h"
#include "tui/widget_show.h"

/* Whether the shown account can send anything. */
static bool can_send(const struct snapshot *s, const char **why)
{
	bool has_account = s->has_account && s->account < s->n_accounts;

	if (!has_account)
		*why = "no account is shown";
	else if (s->accounts[s->account].watch_only)
		*why = "the shown account is only watched: its key is not here";
	else
		return true;
	return false;
}

/* Checks vault and account, which every view needs alike. */
static bool can_here(const struct snapshot *s, enum action a, const char **why)
{
	if (a == ACTION_UNLOCK && !s->has_vault)
		*why = "there is no vault on this machine";
	else if (a == ACTION_UNLOCK && s->unlocked)
		*why = "the vault is unlocked already";
	else if (a == ACTION_LOCK && !s->unlocked)
		*why = "the vault is locked already";
	else if (a == ACTION_SEND && !can_send(s, why))
		return false;
	else if ((a == ACTION_CREATE || a == ACTION_RESTORE) && s->has_vault)
		*why = "there is a vault already";
	else if ((a == ACTION_PASSPHRASE || a == ACTION_REVEAL || a == ACTION_DRILL ||
		  a == ACTION_ADD_ACCOUNT) &&
		 !s->has_vault)
		*why = "there is no vault yet: c creates one";
	else
		return true;
	return false;
}

/* Whether the view judges an action by the row that is selected. */
static bool is_of_row(enum action a)
{
	return a == ACTION_CONTINUE || a == ACTION_CANCEL_CLAIM || a == ACTION_UPLOAD ||
	       a == ACTION_PROVE || a == ACTION_REVOKE;
}

/*
 * Judges an action that needs a network while none is chosen. The network is asked for first, and
 * what else may stand in the way is known only then; an account is wanted before.
 */
static bool can_once_chosen(const struct snapshot *s, enum action a, const char **why)
{
	if (s->read_only)
		*why = "no network is followed: start byline with --network NAME";
	else if (!s->has_account && a != ACTION_WATCH && a != ACTION_PREVIEW &&
		 a != ACTION_REFRESH && a != ACTION_IMPORT)
		*why = "no account is shown";
	else
		return true;
	return false;
}

static bool needs_list(enum action a)
{
	return a == ACTION_FILTER || a == ACTION_SORT || a == ACTION_REVERSE ||
	       a == ACTION_NEXT_MATCH || a == ACTION_PREVIOUS_MATCH || a == ACTION_MARK;
}

bool dashboard_can(struct dashboard *d, enum action a, const char **why)
{
	enum view_id v = view_shown(d);
	const struct view *view = view_of(v);
	struct widget_list *list;

	*why = "";
	if ((action_info(a)->views & 1u << v) == 0) {
		*why = "not in this view";
		return false;
	}
	if (d->snap->read_only && (action_info(a)->flags & ACTION_MUTATES) != 0) {
		*why = "refused, byline is read-only";
		return false;
	}
	if (needs_list(a)) {
		list = view_list(d, v);
		if (list == NULL || list->data == NULL || list->rows.n == 0) {
			*why = "there are no rows";
			return false;
		}
	}
	if (!can_here(d->snap, a, why) || !widget_show_can(d->snap, a, why))
		return false;
	if (d->snap->n_networks == 0 && (action_info(a)->flags & ACTION_OF_NETWORK) != 0 &&
	    !is_of_row(a))
		return can_once_chosen(d->snap, a, why);
	return view->can == NULL || view->can(d, d->states[v], a, why);
}
