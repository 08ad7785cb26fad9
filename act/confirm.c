#include "act/confirm.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Two lists of the obstacles, in one order: the texts to be typed, and why each is asked for. */
struct obstacle_list {
	char typed[CONFIRMATION_SIZE];
	char why[sizeof(((struct act *)0)->warning) + 160];
};

static void add_obstacle(struct obstacle_list *l, const char *typed, const char *why)
{
	const size_t n = strlen(l->typed), m = strlen(l->why);

	snprintf(l->typed + n, sizeof(l->typed) - n, "%s%s", n > 0 ? ", then " : "", typed);
	snprintf(l->why + m, sizeof(l->why) - m, "%s%s", m > 0 ? "; " : "", why);
}

/* Whether both a signed transaction and a file are in the way. */
static bool is_twofold(const struct act *act)
{
	return act->earlier != 0 && act->first_of != 0;
}

/*
 * Whether act->confirm has digits of the account that is paid: they are what it has beside the
 * words of a danger and the hindrance.
 */
static bool asks_for_account(const struct act *act)
{
	const size_t words =
		act->descriptor.meaning.dangers != 0 ? strlen(act->descriptor.meaning.words) : 0;
	const size_t hindrance = strlen(act->hindrance) + (is_twofold(act) ? strlen(" FIRST") : 0);

	return strlen(act->confirm) > words + hindrance + (words > 0 && hindrance > 0);
}

static void list_obstacles(struct obstacle_list *l, const struct act *act)
{
	char quoted[MEANING_WORDS_SIZE + 2];

	*l = (struct obstacle_list){.typed = ""};
	if (act->descriptor.meaning.dangers != 0) {
		snprintf(quoted, sizeof(quoted), "\"%s\"", act->descriptor.meaning.words);
		add_obstacle(l, quoted, "a hash does not say what is given away");
	}
	if (asks_for_account(act))
		add_obstacle(l, "the last four digits of the account that is paid",
			     "the claim pays an account that has no key here");
	if (act->hindrance[0] != '\0')
		add_obstacle(l,
			     act->earlier != 0 ? "the last four digits of the earlier one's hash"
					       : "FIRST",
			     act->warning);
	if (is_twofold(act))
		add_obstacle(l, "FIRST", "that file becomes void");
}

void describe_confirmation(char out[static CONFIRMATION_SIZE], const struct act *act)
{
	struct obstacle_list l;

	list_obstacles(&l, act);
	memcpy(out, l.typed, sizeof(l.typed));
}

enum status require_confirmation(const struct act *act, const char *confirm, struct err *e)
{
	struct obstacle_list l;

	if (text_has_words(confirm != NULL ? confirm : "", act->confirm))
		return STATUS_OK;
	list_obstacles(&l, act);
	/* The texts come first: a long warning may be cut, and they must not be. */
	if (confirm != NULL)
		return err_set(e, ERR_REFUSED,
			       "--confirm is not what is asked for, which is %s; nothing was done: "
			       "%s",
			       l.typed, l.why);
	return err_set(e, ERR_REFUSED, "to go ahead, give %s with --confirm: %s", l.typed, l.why);
}
