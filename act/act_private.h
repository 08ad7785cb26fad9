/* The helpers that all acts share while they are prepared and signed. */
#ifndef ACT_ACT_PRIVATE_H
#define ACT_ACT_PRIVATE_H

#include "act/act.h"
#include "act/ledger_rows.h"
#include "app/app.h"

/* An empty act of `kind` by `from`, in the scope of `app`. NULL when out of memory. */
struct act *new_act(struct app *app, enum act_kind kind, const struct address *from);

/* Gives the act to `*out`, or frees it when `s` is a failure. Returns: `s`. */
MUST_CHECK enum status act_hand_over(struct act **out, struct act *take_act, enum status s);

/* The same for an act that was read from a file; a failure's message then names the file. */
MUST_CHECK enum status act_hand_over_opened(struct act **out, struct act *take_act, enum status s,
					    const char *path, struct err *e);

/* ERR_MISMATCH when the signing hash is not `expect`. NULL expects none in particular. */
MUST_CHECK enum status require_expected(const struct act *act, const struct hash *expect,
					struct err *e);

/*
 * Adds a line that is told beside the decoded transaction. One that does not fit makes
 * require_whole() fail: nobody signs by a text that is cut.
 */
void act_tell(struct act *act, const char *label, enum trust trust, const char *note,
	      const char *format, ...) PRINTF(5, 6);

/* ERR_LIMIT when the summary or a line of the review was cut or left out. */
MUST_CHECK enum status require_whole(const struct act *act, struct err *e);

/* Sets act->confirm, of the descriptor and of act->hindrance. */
MUST_CHECK enum status name_obstacle_words(struct app *app, struct act *act, struct err *e);

/* Sets the bytes that are signed, their hash, and the descriptor, from act->tx. */
MUST_CHECK enum status describe_act(struct app *app, struct act *act, struct err *e);

/*
 * The act's row inside a store job, or what it will be when there is none yet (id 0).
 * Returns: STATUS_OK, ERR_NOT_FOUND when it was forgotten, also when its number is another's now.
 */
MUST_CHECK enum status load_act_row(struct cache *cache, struct cache_tx *out,
				    const struct act *act, struct err *e);

/* The obstacles that the user was told of and confirms by signing this act. */
struct named name_obstacles(const struct act *act);

/*
 * Looks for an act that came in a file among the rows of this machine.
 * Out: the row of exactly this transaction; id 0 when there is none.
 */
MUST_CHECK enum status match_rows(struct app *app, struct cache_tx *same, const struct act *act,
				  struct err *e);

#endif
