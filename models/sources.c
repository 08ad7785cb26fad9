/*
 * A list of models grows at its end: add_datanet_models() adds those that datanets name,
 * add_model_file() one that the user has. add_model_sources() joins two lists, so that files can be
 * looked at first and stand last.
 */
#include "models/sources.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/scope.h"
#include "app/session.h"
#include "app/state.h"
#include "base/text.h"
#include "models/download.h"
#include "models/source_terms.h"

/* One more source at the end of the list, all zero; NULL when out of memory. */
static struct model_source *next_source(struct model_sources *list)
{
	struct model_source *grown = reallocarray(list->v, list->n + 1, sizeof(*grown));

	if (grown == NULL)
		return NULL;
	list->v = grown;
	grown[list->n] = (struct model_source){.network = ""};
	return &grown[list->n++];
}

/* A model that cannot be had is a row with a reason, and no reason to leave the others out. */
static enum status find_file(struct model_source *out, struct app *app, struct task *task,
			     struct err *e)
{
	struct cache_model model;
	struct err why = {0};
	enum status s = fetch_model(app, task, &model, &why);

	if (s == ERR_CANCELLED || s == ERR_MEMORY)
		return err_set(e, s, "%s", why.text);
	snprintf(out->name, sizeof(out->name), "%s", model.name);
	out->hash = model.hash;
	out->outdated = !model.current;
	snprintf(out->weights, sizeof(out->weights), "%s", model.version.license);
	out->weights_state = model.version.state;
	out->weights_trust = model.version.trust;
	out->failed = s;
	if (s == STATUS_OK)
		snprintf(out->path, sizeof(out->path), "%s", model.path);
	else
		text_clean(out->failure, sizeof(out->failure), why.text, strlen(why.text));
	return STATUS_OK;
}

/* Adds the model of the one datanet that `scope` works on. */
static enum status add_datanet_model(struct model_sources *list, struct app *scope,
				     struct task *task, struct err *e)
{
	const struct profile *p = scope->profile;
	struct model_source *source;
	enum status s;

	if (p->n_datanets == 0)
		return STATUS_OK;
	source = next_source(list);
	if (source == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	snprintf(source->network, sizeof(source->network), "%s", p->name);
	snprintf(source->datanet, sizeof(source->datanet), "%s", profile_datanet(p)->name);
	s = find_file(source, scope, task, e);
	if (s == STATUS_OK)
		s = find_source_terms(scope, task, source, e);
	return s;
}

/* A task's session is of one network and datanet: each scope gets its own. */
enum status add_datanet_models(struct model_sources *list, struct app *app, struct task *task,
			       struct err *e)
{
	size_t n;
	struct app *const *scopes = scope_list(app, &n);
	enum status s = STATUS_OK;

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		if (scopes[i]->profile == NULL)
			continue;
		end_session(task);
		s = add_datanet_model(list, scopes[i], task, e);
		end_session(task);
	}
	return s;
}

/* Writes the name of a file without its folder and its ".safetensors". */
static void name_of(char out[static 48], const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
	const char *end = strstr(name, ".safetensors");

	text_clean(out, 48, name, end != NULL && end > name ? (size_t)(end - name) : strlen(name));
}

enum status add_model_file(struct model_sources *list, const char *path, struct err *e)
{
	struct model_source *source;

	if (strlen(path) >= sizeof(source->path))
		return err_set(e, ERR_LIMIT, "the path of the model is too long: %s", path);
	if (access(path, R_OK) != 0)
		return err_set(e, status_from_errno(errno), "cannot read %s: %s", path,
			       strerror(errno));
	source = next_source(list);
	if (source == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	name_of(source->name, path);
	snprintf(source->path, sizeof(source->path), "%s", path);
	return STATUS_OK;
}

enum status add_model_sources(struct model_sources *list, struct model_sources *more, struct err *e)
{
	for (size_t i = 0; i < more->n; i++) {
		struct model_source *source = next_source(list);

		if (source == NULL)
			return err_set(e, ERR_MEMORY, "out of memory");
		*source = more->v[i];
	}
	release_model_sources(more);
	return STATUS_OK;
}

void release_model_sources(struct model_sources *list)
{
	free(list->v);
	*list = (struct model_sources){0};
}
