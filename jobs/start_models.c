/*
 * A card asks the nodes for every word that it proves, so that it waits on the lane of acts. A
 * comparison reads and scores as a preview does, and waits on the lane of previews.
 */
#include "jobs/start_models.h"

#include <stdlib.h>

#include "jobs/request.h"
#include "jobs/result.h"
#include "models/compare_models.h"
#include "models/make_card.h"

/* In: the artifact in `hash`, the file's path in `text`. */
static enum status run_export_card(struct app *app, struct task *task, void *p,
				   struct work_result *r, struct err *e)
{
	struct request *a = p;
	struct checked_card c = {0};
	char artifact[HASH_TEXT_SIZE];
	enum status s = require_writable(app, "write a file", e);

	hash_format(artifact, &a->hash);
	if (s == STATUS_OK)
		s = make_card(app, task, &c, artifact, true, e);
	if (s != STATUS_OK)
		return s;
	s = export_card(&c, a->text, e);
	release_checked_card(&c);
	tell_result(r, "wrote %.120s; anybody checks it with: byline models verify", a->text);
	return s;
}

struct work *start_export_card(struct app *app, const struct hash *artifact, const char *path,
			       work_done *done, void *user)
{
	struct request *a = new_request(path, NULL, NULL);

	if (a != NULL)
		a->hash = *artifact;
	return queue_request(app, LANE_ACT, run_export_card, a, done, user);
}

/* In: the path in `text`, the language in `name`, the licence in `extra`, the rules. */
static enum status run_compare(struct app *app, struct task *task, void *p, struct work_result *r,
			       struct err *e)
{
	struct request *a = p;
	const struct compare_plan plan = {.path = a->text,
					  .language = a->name,
					  .license = a->extra,
					  .rules = a->rules,
					  .n_rules = a->n_rules};
	struct model_sources sources = {0};
	enum status s = add_datanet_models(&sources, app, task, e);

	if (s == STATUS_OK)
		s = compare_models(task, &r->comparison, &sources, &plan, e);
	release_model_sources(&sources);
	return s;
}

/* A text that may be left out: NULL for "". */
static const char *given(const char *text)
{
	return text[0] != '\0' ? text : NULL;
}

struct work *start_compare(struct app *app, const char *path, const char *language,
			   const char *license, struct label_rule *take_rules, size_t n_rules,
			   work_done *done, void *user)
{
	struct request *a = new_request(path, given(language), given(license));

	if (a == NULL) {
		free(take_rules);
		return NULL;
	}
	a->rules = take_rules;
	a->n_rules = n_rules;
	return queue_request(app, LANE_SCORE, run_compare, a, done, user);
}
