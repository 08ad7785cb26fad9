/* A card asks the nodes for every word that it proves, so that it waits on the lane of acts. */
#include "jobs/start_models.h"

#include "jobs/request.h"
#include "jobs/result.h"
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
	struct request *a = new_request(NULL, NULL, path, NULL, NULL);

	if (a != NULL)
		a->hash = *artifact;
	return queue_request(app, LANE_ACT, run_export_card, a, done, user);
}
