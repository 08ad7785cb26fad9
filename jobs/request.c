/* A request owns all that its pointers lead to; free_request() is the one place that frees them. */
#include "jobs/request.h"

#include <stdlib.h>
#include <string.h>

#include "act/act.h"
#include "jobs/result.h"

/* Fits `free_args` of queue_work(). NULL is allowed. */
static void free_request(void *p)
{
	struct request *a = p;

	if (a == NULL)
		return;
	free(a->text);
	free(a->name);
	free(a->extra);
	preview_unref(a->preview);
	free(a->records);
	free(a->rules);
	free(a->wishes);
	free_brought_claims(a->brought);
	free_act(a->act);
	free(a);
}

/* Returns: false when out of memory. */
static bool copy_text(char **out, const char *text)
{
	*out = text != NULL ? strdup(text) : NULL;
	return text == NULL || *out != NULL;
}

struct request *new_request(const char *text, const char *name, const char *extra)
{
	struct request *a = calloc(1, sizeof(*a));

	if (a == NULL)
		return NULL;
	/* free_request() frees the texts that were copied before memory ran out. */
	if (!copy_text(&a->text, text) || !copy_text(&a->name, name) ||
	    !copy_text(&a->extra, extra)) {
		free_request(a);
		return NULL;
	}
	return a;
}

struct request *new_act_request(struct act *take_act, const char *text)
{
	struct request *a = new_request(text, NULL, NULL);

	if (a == NULL)
		free_act(take_act);
	else
		a->act = take_act;
	return a;
}

struct work *queue_request(struct app *app, enum lane_name lane, work_run *run,
			   struct request *take_request, work_done *done, void *user)
{
	return take_request != NULL
		       ? queue_work(app, lane, run, take_request, free_request, done, user)
		       : NULL;
}
