#include "models/model_scope.h"

#include "app/load.h"
#include "app/owner.h"
#include "app/scope.h"
#include "app/state.h"
#include "models/answer_model.h"

/* The only scope with a datanet, or NULL when there are several. Out: n, how many there are. */
static struct app *only_scope(const struct app *app, size_t *n)
{
	size_t all;
	struct app *const *scopes = scope_list(app, &all);
	struct app *found = NULL;

	*n = 0;
	for (size_t i = 0; i < all; i++) {
		if (scopes[i]->profile->n_datanets == 0)
			continue;
		found = scopes[i];
		++*n;
	}
	return *n == 1 ? found : NULL;
}

/*
 * Looks the name up in the models that the cache knows. Two models of one datanet are one scope,
 * and the datanet's own list decides between them.
 */
static enum status look_up(struct app *app, struct app **out, char artifact[static HASH_TEXT_SIZE],
			   const struct snapshot *s, const char *name, struct err *e)
{
	const char *shown = name != NULL ? name : "in use";
	size_t meant = 0;

	*out = NULL;
	for (size_t i = 0; i < s->n_models; i++) {
		const struct snapshot_model *m = &s->models[i];
		const struct snapshot_network *network = owner_network(s, &m->of);
		const struct snapshot_datanet *datanet = owner_datanet(s, &m->of);
		struct app *scope;

		if (network == NULL || datanet == NULL || !is_model_meant(s, m, name))
			continue;
		scope = scope_of_datanet(app, network->name, &datanet->address);
		if (*out != NULL && scope != *out)
			return err_set(e, ERR_USAGE,
				       "several datanets have a model %s; name one with --datanet, "
				       "or by the beginning of its artifact's hash",
				       shown);
		*out = scope;
		hash_format(artifact, &m->hash);
		meant++;
	}
	if (meant != 1)
		artifact[0] = '\0';
	return *out != NULL ? STATUS_OK
			    : err_set(e, ERR_NOT_FOUND,
				      "no model %s is known; see: byline models list", shown);
}

enum status find_model_scope(struct app *app, struct app **out,
			     char artifact[static HASH_TEXT_SIZE], const char *name, struct err *e)
{
	const struct snapshot *s = NULL;
	enum status status;
	struct app *only;
	size_t n;

	only = only_scope(app, &n);
	if (n == 0)
		return err_set(e, ERR_UNSUPPORTED, "no datanet is followed");
	status = load_snapshot(app, &s, e);
	if (status == STATUS_OK)
		status = look_up(app, out, artifact, s, name, e);
	snapshot_unref(s);
	if (status != ERR_NOT_FOUND || only == NULL)
		return status;
	*out = only;
	return STATUS_OK;
}
