/* The text of all obstacles of an act, which a script gives with --confirm beside its hash. */
#ifndef ACT_CONFIRM_H
#define ACT_CONFIRM_H

#include "act/act.h"

/*
 * Compares the text of --confirm (NULL: none was given) with act->confirm, in which words may stand
 * between those that are asked for.
 * Returns: STATUS_OK, also where nothing is in the way; ERR_REFUSED, which names every obstacle in
 *          the order in which its text is typed, so that none is found out one after the other.
 */
MUST_CHECK enum status require_confirmation(const struct act *act, const char *confirm,
					    struct err *e);

#endif
