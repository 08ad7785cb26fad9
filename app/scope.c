/*
 * Scopes in three parts: finding one, telling what is missing to know which one is meant, and
 * opening and closing them. Invariant: they are made while the app is opened and freed when it is
 * closed; between that the list never changes, so that every thread may read it.
 */
#include "app/scope.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/network.h"
#include "app/state.h"

struct app *const *scope_list(const struct app *app, size_t *n)
{
	static struct app *const none[1];

	*n = app->shared->n_apps;
	return app->shared->apps != NULL ? app->shared->apps : none;
}

bool scope_is_first(const struct app *scope)
{
	return scope->profile->datanet == 0;
}

/* A network is known by its name, in the configuration as in the cache. */
struct app *scope_of_network(const struct app *app, const char *network)
{
	const struct app_shared *shared = app->shared;

	for (size_t i = 0; i < shared->n_apps; i++)
		if (strcmp(shared->apps[i]->profile->name, network) == 0)
			return shared->apps[i];
	return NULL;
}

/* A datanet that the profile has not got any more leaves its rows to the network. */
struct app *scope_of_datanet(const struct app *app, const char *network,
			     const struct address *datanet)
{
	const struct app_shared *shared = app->shared;

	for (size_t i = 0; i < shared->n_apps; i++) {
		const struct profile *p = shared->apps[i]->profile;

		if (strcmp(p->name, network) == 0 &&
		    address_equal(&profile_datanet(p)->address, datanet))
			return shared->apps[i];
	}
	return scope_of_network(app, network);
}

struct app *const *scope_siblings(const struct app *scope, size_t *n)
{
	const struct app_shared *shared = scope->shared;
	size_t first = 0;

	while (shared->apps[first]->network != scope->network)
		first++;
	*n = 0;
	while (first + *n < shared->n_apps && shared->apps[first + *n]->network == scope->network)
		++*n;
	return shared->apps + first;
}

/* Each network has one first scope. */
size_t scope_networks(const struct app *app)
{
	size_t n = 0;

	for (size_t i = 0; i < app->shared->n_apps; i++)
		n += scope_is_first(app->shared->apps[i]);
	return n;
}

/* A transaction for one of two networks with one chain id could be sent to the other. */
static enum status refuse_same_chain(const struct app *app, const struct profile *p, struct err *e)
{
	for (size_t i = 0; i < app->shared->n_apps; i++) {
		const struct profile *other = app->shared->apps[i]->profile;

		if (other->chain_id == p->chain_id)
			return err_set(
				e, ERR_EXISTS,
				"network %s has the chain id of %s, %llu: what is signed for "
				"one of them could be sent to the other, so that only one "
				"can be followed; byline network unfollow %s, or look at the "
				"other one with --network %s",
				p->name, other->name, (unsigned long long)p->chain_id, other->name,
				p->name);
	}
	return STATUS_OK;
}

/* Points the cache at the network, and remembers where that is. */
static enum status select_network(struct app *app, struct app_network *network,
				  const struct profile *p, struct err *e)
{
	struct cache *cache = app->shared->cache;
	enum status s = cache_networks_select(cache, NULL, p->name, p->chain_id, NULL, e);

	if (s == STATUS_OK)
		s = cache_networks_bind(cache, p, e);
	network->place = cache_networks_place(cache);
	return s;
}

/* Appends the scope of the datanet with this index. Takes nothing over when it fails. */
static enum status add_scope(struct app *app, struct app_network *network, const struct profile *p,
			     size_t datanet, struct err *e)
{
	struct app_shared *shared = app->shared;
	struct app **grown = realloc(shared->apps, (shared->n_apps + 1) * sizeof(struct app *));
	struct app *scope = calloc(1, sizeof(*scope));
	struct profile *profile = malloc(sizeof(*profile));

	if (grown != NULL)
		shared->apps = grown;
	if (grown == NULL || scope == NULL || profile == NULL) {
		free(scope);
		free(profile);
		return err_set(e, ERR_MEMORY, "out of memory");
	}
	*profile = *p;
	profile->datanet = datanet;
	*scope = (struct app){.shared = shared, .network = network, .profile = profile};
	shared->apps[shared->n_apps++] = scope;
	return STATUS_OK;
}

enum status scope_open(struct app *app, const char *network, struct err *e)
{
	struct profile *p = malloc(sizeof(*p));
	struct app_network *opened = calloc(1, sizeof(*opened));
	size_t before = app->shared->n_apps;
	enum status s;

	s = p != NULL && opened != NULL ? load_network(&app->shared->paths, p, network, e)
					: err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK)
		s = refuse_same_chain(app, p, e);
	if (s == STATUS_OK)
		s = select_network(app, opened, p, e);
	if (s == STATUS_OK)
		s = add_scope(app, opened, p, 0, e);
	for (size_t i = 1; s == STATUS_OK && i < p->n_datanets; i++)
		s = add_scope(app, opened, p, i, e);
	free(p);
	/* The first scope frees the network that all of them share. */
	if (app->shared->n_apps == before)
		free(opened);
	return s;
}

enum status scope_require_datanet(const struct app *app, struct err *e)
{
	char names[200];

	if (app->profile == NULL || app->profile->n_datanets < 2 ||
	    app->shared->options.datanet != NULL)
		return STATUS_OK;
	profile_datanet_names(names, sizeof(names), app->profile);
	return err_set(e, ERR_USAGE,
		       "network %s has several datanets (%s): name one with --datanet NAME",
		       app->profile->name, names);
}

/* The networks that were closed since, by --datanet or by an operand, are followed all the same. */
void scope_words(char out[static SCOPE_WORDS], const struct app *scope, bool chosen)
{
	const struct app_shared *shared = scope->shared;
	const struct profile *p = scope->profile;
	bool several = shared->config.n_networks > 1 || shared->options.network != NULL;
	bool datanets = p != NULL && p->n_datanets > 1;
	char name[TEXT_SHELL_SIZE(sizeof(p->datanets[0].name))] = "NAME";

	chosen = chosen || shared->options.datanet != NULL;
	if (datanets && chosen)
		text_shell(name, sizeof(name), profile_datanet(p)->name);
	snprintf(out, SCOPE_WORDS, "%s%s%s%s", several ? " --network " : "",
		 !several    ? ""
		 : p != NULL ? p->name
			     : "NAME",
		 datanets ? " --datanet " : "", datanets ? name : "");
}

/* The only scope whose datanet has this name. */
static enum status find_datanet(struct app **out, const struct app *app, const char *name,
				struct err *e)
{
	*out = NULL;
	for (size_t i = 0; i < app->shared->n_apps; i++) {
		struct app *scope = app->shared->apps[i];

		if (strcmp(profile_datanet(scope->profile)->name, name) != 0)
			continue;
		if (*out != NULL)
			return err_set(
				e, ERR_USAGE,
				"both %s and %s have a datanet \"%.48s\": name the network too, "
				"with --network NAME",
				(*out)->profile->name, scope->profile->name, name);
		*out = scope;
	}
	return *out != NULL ? STATUS_OK
			    : err_set(e, ERR_NOT_FOUND,
				      "no followed network has a datanet \"%.48s\"; see: byline "
				      "network list",
				      name);
}

static void free_scope(struct app *scope)
{
	if (scope_is_first(scope))
		free(scope->network);
	free(scope->profile);
	free(scope);
}

/* The home of several networks is not among their scopes. */
void scope_keep(struct app **home, struct app *meant)
{
	struct app_shared *shared = meant->shared;
	size_t kept = 0;

	if ((*home)->profile == NULL) {
		free((*home)->network);
		free(*home);
	}
	for (size_t i = 0; i < shared->n_apps; i++) {
		if (shared->apps[i]->network == meant->network)
			shared->apps[kept++] = shared->apps[i];
		else
			free_scope(shared->apps[i]);
	}
	shared->n_apps = kept;
	*home = meant;
}

enum status scope_narrow(struct app **home, const char *datanet, struct err *e)
{
	struct app *meant;
	enum status s = find_datanet(&meant, *home, datanet, e);

	if (s == STATUS_OK)
		scope_keep(home, meant);
	return s;
}

void scope_close_all(struct app *home)
{
	struct app_shared *shared = home->shared;

	for (size_t i = 0; i < shared->n_apps; i++) {
		struct app *scope = shared->apps[i];

		if (scope_is_first(scope))
			free(scope->network);
		free(scope->profile);
		if (scope != home)
			free(scope);
	}
	free(shared->apps);
	shared->apps = NULL;
	shared->n_apps = 0;
}
