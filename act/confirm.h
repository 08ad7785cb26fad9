/* The text of all obstacles of an act, which a script gives with --confirm beside its hash. */
#ifndef ACT_CONFIRM_H
#define ACT_CONFIRM_H

#include "act/act.h"

/* Room for what is to be typed, as a question says it. */
#define CONFIRMATION_SIZE (MEANING_WORDS_SIZE + 160)

/*
 * Writes what confirms the act, in the order of the obstacles, without the digits that a person has
 * to look for: "the last four digits of the account that is paid, then FIRST". "" without any.
 */
void describe_confirmation(char out[static CONFIRMATION_SIZE], const struct act *act);

/*
 * Compares the text of --confirm (NULL: none was given) with act->confirm, in which words may stand
 * between those that are asked for.
 * Returns: STATUS_OK, also where nothing is in the way; ERR_REFUSED, which names every obstacle in
 *          the order in which its text is typed, so that none is found out one after the other.
 */
MUST_CHECK enum status require_confirmation(const struct act *act, const char *confirm,
					    struct err *e);

#endif
