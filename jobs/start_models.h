/* Cards of models, and records compared with several of them, off the UI thread. */
#ifndef JOBS_START_MODELS_H
#define JOBS_START_MODELS_H

#include "jobs/work.h"

/*
 * Makes the card of a model of the app's datanet and writes it to a file. The texts are copied.
 * Returns: the piece of work; NULL when out of memory, and `done` is not called then.
 */
struct work *start_export_card(struct app *app, const struct hash *artifact, const char *path,
			       work_done *done, void *user);

/*
 * Scores the records of a file against the current model of every datanet that is followed, by one
 * reading of them; fetches the models that are not on disk. `language` and `license` say what the
 * records are, "" says nothing. Takes the rules over; they were malloced, or are NULL. The result
 * has the comparison, also when no model takes the records.
 * Returns: as above.
 */
struct work *start_compare(struct app *app, const char *path, const char *language,
			   const char *license, struct label_rule *take_rules, size_t n_rules,
			   work_done *done, void *user);

#endif
