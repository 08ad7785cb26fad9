/*
 * A profile is a JSON document: some come inside the program (app/builtin_network.c), and the
 * user's are files in networks/. In this order: reading one, finding one by its name, listing all,
 * adding one, changing one, following them. A user's file comes before a built-in profile of the
 * same name: it is a changed copy of that, or of 0.1, where one could be added under any name.
 */
#include "app/network.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/builtin_network.h"
#include "app/event.h"
#include "app/scope.h"
#include "app/state.h"
#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/json_write.h"
#include "cache/waiting.h"
#include "chain/profile_diff.h"
#include "chain/profile_json.h"
#include "chain/profile_parse.h"

static enum status read_file(struct profile *out, const char *path, struct err *e)
{
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_SMALL_FILE);
	s = file_read(&text, path, e);
	if (s == STATUS_OK) {
		s = profile_parse(out, text.data, text.len, e);
		if (s != STATUS_OK)
			s = err_prefix(e, s, "%s", path);
	}
	buf_release(&text);
	return s;
}

/*
 * Whether a name can be a file's name: a dot or a slash could leave the folder. The cache keeps the
 * datasets of no network under one of the names.
 */
static bool is_plain_name(const char *name)
{
	return name[0] != '\0' && strcmp(name, CACHE_WAITING) != 0 &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

static char *profile_path(const struct paths *paths, const char *name)
{
	char *path = NULL;

	if (asprintf(&path, "%s/%s.json", paths->networks, name) < 0)
		return NULL;
	return path;
}

enum status load_network(const struct paths *paths, struct profile *out, const char *name,
			 struct err *e)
{
	char *path;
	enum status s;

	if (!is_plain_name(name))
		return err_set(e, ERR_USAGE,
			       "\"%.32s\" is not the name of a network; see: byline network list",
			       name);
	path = profile_path(paths, name);
	if (path == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = read_file(out, path, e);
	/* The cache knows networks by name: under another one, rows of two networks would mix. */
	if (s == STATUS_OK && strcmp(out->name, name) != 0)
		s = err_set(e, ERR_PARSE, "%s: \"name\" is \"%s\", the file's name is another",
			    path, out->name);
	free(path);
	if (s != ERR_NOT_FOUND)
		return s;
	for (size_t i = 0; i < count_builtin_networks(); i++) {
		s = read_builtin_network(out, i, e);
		if (s != STATUS_OK || strcmp(out->name, name) == 0)
			return s;
	}
	return err_set(e, ERR_NOT_FOUND, "no network \"%s\"; see: byline network list", name);
}

bool has_network_file(const struct paths *paths, const char *name)
{
	char *path = profile_path(paths, name);
	bool yes = path != NULL && access(path, F_OK) == 0;

	free(path);
	return yes;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct network_entry *)a)->profile.name,
		      ((const struct network_entry *)b)->profile.name);
}

static bool listed(const struct network_entry *entries, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(entries[i].profile.name, name) == 0)
			return true;
	return false;
}

/* Appends a copy of `p`. */
static enum status append(struct network_entry **entries, size_t *n, const struct profile *p,
			  bool builtin, struct err *e)
{
	struct network_entry *grown = realloc(*entries, (*n + 1) * sizeof(*grown));

	if (grown == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	*entries = grown;
	grown[*n] = (struct network_entry){.profile = *p, .builtin = builtin};
	profile_datanet_names(grown[*n].datanets, sizeof(grown[*n].datanets), p);
	++*n;
	return STATUS_OK;
}

/* Stands for a file that is no profile, so that one of them does not hide the others. */
static void describe_broken(struct profile *out, const char *file, size_t len)
{
	*out = (struct profile){.n_nodes = 0};
	snprintf(out->name, sizeof(out->name), "%.*s", (int)len, file);
	snprintf(out->title, sizeof(out->title), "broken; see: network show %s", out->name);
}

static enum status append_files(const struct app *app, struct network_entry **out, size_t *n,
				struct err *e)
{
	DIR *dir = opendir(app->shared->paths.networks);
	enum status s = STATUS_OK;
	const struct dirent *entry;

	if (dir == NULL)
		return errno == ENOENT ? STATUS_OK
				       : err_set(e, status_from_errno(errno), "cannot list %s",
						 app->shared->paths.networks);
	while (s == STATUS_OK && (entry = readdir(dir)) != NULL) {
		size_t len = strlen(entry->d_name);
		struct profile p;
		char *path;

		if (len < 6 || strcmp(entry->d_name + len - 5, ".json") != 0)
			continue;
		path = dir_join(app->shared->paths.networks, entry->d_name);
		s = path == NULL ? err_set(e, ERR_MEMORY, "out of memory") : read_file(&p, path, e);
		free(path);
		if (s == ERR_PARSE || s == ERR_RANGE || s == ERR_MISMATCH || s == ERR_LIMIT) {
			describe_broken(&p, entry->d_name, len - 5);
			s = STATUS_OK;
		}
		if (s == STATUS_OK)
			s = append(out, n, &p, false, e);
	}
	closedir(dir);
	return s;
}

enum status list_networks(const struct app *app, struct network_entry **out, size_t *n,
			  struct err *e)
{
	enum status s;

	*out = NULL;
	*n = 0;
	s = append_files(app, out, n, e);
	for (size_t i = 0; i < count_builtin_networks() && s == STATUS_OK; i++) {
		struct profile p;

		s = read_builtin_network(&p, i, e);
		if (s == STATUS_OK && !listed(*out, *n, p.name))
			s = append(out, n, &p, true, e);
	}
	if (s != STATUS_OK) {
		free(*out);
		*out = NULL;
		*n = 0;
		return s;
	}
	if (*n > 0)
		qsort(*out, *n, sizeof(**out), by_name);
	for (size_t i = 0; i < *n; i++)
		(*out)[i].in_use = scope_of_network(app, (*out)[i].profile.name) != NULL;
	return STATUS_OK;
}

/* The address of a server may have a key in it, which no event and no log may hold. */
static void note_change(struct app *scope, const struct profile_change *c)
{
	const char *before = c->before[0] != '\0' ? c->before : "not there";
	const char *after = c->after[0] != '\0' ? c->after : "not there";

	if (strstr(c->field, "url") != NULL)
		note_event(scope, "network", TRUST_NONE, "the profile was changed: %s is another",
			   c->field);
	else
		note_event(scope, "network", TRUST_NONE,
			   "the profile was changed: %s was %.80s, and is %.80s now", c->field,
			   before, after);
}

/*
 * Keeps what became of a profile that is followed: whoever wonders later why figures are other ones
 * finds it among the events.
 */
static void note_changes(struct app *app, const struct profile *after)
{
	struct app *scope = scope_of_network(app, after->name);
	struct profile_change *list = NULL;
	size_t n = 0;

	if (scope == NULL || profile_diff(&list, &n, scope->profile, after, NULL) != STATUS_OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (list[i].danger != NULL)
			note_change(scope, &list[i]);
	free(list);
}

enum status add_network(struct app *app, const void *data, size_t len, bool replace,
			struct profile *out, struct err *e)
{
	enum status s = require_writable(app, "add a network", e);
	char *path;

	if (s == STATUS_OK)
		s = profile_parse(out, data, len, e);
	if (s != STATUS_OK)
		return s;
	if (!is_plain_name(out->name))
		return err_set(e, ERR_PARSE,
			       "\"name\" must be lower-case letters, digits and dashes, and not "
			       "\"" CACHE_WAITING "\"");
	/* A file of 0.1 may have such a name: it goes on being the user's own. */
	if (is_builtin_network(out->name) && !has_network_file(&app->shared->paths, out->name))
		return err_set(
			e, ERR_REFUSED,
			"\"%s\" is the name of a profile that comes with byline; change \"name\" "
			"in the file to one of your own",
			out->name);
	path = profile_path(&app->shared->paths, out->name);
	if (path == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = replace ? file_write(path, data, len, e) : file_write_new(path, data, len, e);
	if (s == ERR_EXISTS)
		s = err_set(e, s, "%s exists; --replace overwrites it", path);
	if (s == STATUS_OK && replace)
		note_changes(app, out);
	free(path);
	return s;
}

/* Whether a profile is the one of its name that comes with byline, member for member. */
static bool is_as_builtin(const struct profile *p)
{
	struct profile *builtin = malloc(sizeof(*builtin));
	bool same = false;

	for (size_t i = 0; builtin != NULL && !same && i < count_builtin_networks(); i++)
		same = read_builtin_network(builtin, i, NULL) == STATUS_OK &&
		       memcmp(builtin, p, sizeof(*p)) == 0;
	free(builtin);
	return same;
}

enum status change_network(struct app *app, const struct profile *p, struct err *e)
{
	char *path = profile_path(&app->shared->paths, p->name);
	struct profile *checked = malloc(sizeof(*checked));
	enum status s = require_writable(app, "change a network", e);
	struct buf text;

	buf_init(&text, LIMIT_SMALL_FILE);
	if (s == STATUS_OK && (path == NULL || checked == NULL))
		s = err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK && json_write_take(&text, profile_json(p)) != STATUS_OK)
		s = err_set(e, ERR_MEMORY, "out of memory");
	/* A file that could not be read again would be worse than an error now. */
	if (s == STATUS_OK)
		s = profile_parse(checked, text.data, text.len, e);
	if (s == STATUS_OK && is_as_builtin(checked))
		s = unlink(path) == 0 || errno == ENOENT
			    ? STATUS_OK
			    : err_set(e, status_from_errno(errno), "cannot delete %s", path);
	else if (s == STATUS_OK)
		s = file_write(path, text.data, text.len, e);
	if (s == STATUS_OK)
		note_changes(app, checked);
	buf_release(&text);
	free(checked);
	free(path);
	return s;
}

/* Whether config.ini follows the network, as it stands now. */
static enum status read_follows(bool *follows, const struct app *app, const char *name,
				struct config *c, struct err *e)
{
	enum status s = config_read(c, app->shared->paths.ini, e);

	*follows = false;
	for (size_t i = 0; s == STATUS_OK && i < c->n_networks; i++)
		*follows |= strcmp(c->networks[i], name) == 0;
	return s;
}

/*
 * Finds another followed network of the same chain: what is signed for one of them could be sent to
 * the other. A profile that cannot be read has no chain.
 */
static void find_rival(char rival[static 32], const struct app *app, const struct config *c,
		       const struct profile *p)
{
	struct profile *other = malloc(sizeof(*other));

	rival[0] = '\0';
	for (size_t i = 0; other != NULL && i < c->n_networks; i++)
		if (strcmp(c->networks[i], p->name) != 0 &&
		    load_network(&app->shared->paths, other, c->networks[i], NULL) == STATUS_OK &&
		    other->chain_id == p->chain_id)
			snprintf(rival, 32, "%s", other->name);
	free(other);
}

/* Loads the profile, and finds who stands against following it. */
static enum status meet_network(struct app *app, const char *name, struct config *c,
				char rival[static 32], struct err *e)
{
	struct profile p;
	bool follows;
	enum status s = require_writable(app, "change the configuration", e);

	if (s == STATUS_OK)
		s = load_network(&app->shared->paths, &p, name, e);
	if (s == STATUS_OK)
		s = read_follows(&follows, app, name, c, e);
	if (s == STATUS_OK)
		find_rival(rival, app, c, &p);
	return s;
}

enum status follow_network(struct app *app, const char *name, struct err *e)
{
	char rival[32];
	struct config c;
	enum status s = meet_network(app, name, &c, rival, e);

	if (s == STATUS_OK && rival[0] != '\0')
		return err_set(e, ERR_EXISTS,
			       "%s is the same chain as %s, which is followed: what is signed for "
			       "one of them could be sent to the other. Follow one: byline network "
			       "unfollow %s, or look at this one with --network %s",
			       name, rival, rival, name);
	for (size_t i = 0; i < c.n_networks && s == STATUS_OK; i++)
		if (strcmp(c.networks[i], name) == 0)
			return STATUS_OK;
	return s == STATUS_OK ? config_follow(app->shared->paths.ini, name, e) : s;
}

enum status leave_network(struct app *app, const char *name, struct err *e)
{
	struct config c;
	bool follows;
	enum status s = require_writable(app, "change the configuration", e);

	if (s == STATUS_OK)
		s = read_follows(&follows, app, name, &c, e);
	if (s == STATUS_OK && !follows)
		s = err_set(e, ERR_NOT_FOUND, "\"%.32s\" is not followed; see: byline network list",
			    name);
	return s == STATUS_OK ? config_unfollow(app->shared->paths.ini, name, e) : s;
}

/* The one that was first stays followed: its line comes before the new choice is written. */
enum status use_network(struct app *app, const char *name, char replaced[static 32], struct err *e)
{
	const char *ini = app->shared->paths.ini;
	struct config c;
	enum status s = meet_network(app, name, &c, replaced, e);

	if (s == STATUS_OK && replaced[0] != '\0')
		s = config_unfollow(ini, replaced, e);
	if (s == STATUS_OK && c.n_networks > 0 && strcmp(c.networks[0], name) != 0 &&
	    strcmp(c.networks[0], replaced) != 0)
		s = config_follow(ini, c.networks[0], e);
	return s == STATUS_OK ? config_change(ini, "network", name, e) : s;
}
