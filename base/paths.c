#include "base/paths.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dir.h"
#include "base/file.h"

/*
 * Returns the folder that a variable of the XDG Base Directory names, or its default below $HOME.
 * The specification says that a relative value must be ignored.
 */
static char *xdg(const char *variable, const char *fallback)
{
	const char *value = getenv(variable), *home = getenv("HOME");
	char *path = NULL;

	if (value != NULL && value[0] == '/')
		return dir_join(value, "byline");
	if (home == NULL || home[0] != '/')
		return NULL;
	if (asprintf(&path, "%s/%s/byline", home, fallback) < 0)
		return NULL;
	return path;
}

enum status paths_init(struct paths *p, const char *config_dir, struct err *e)
{
	*p = (struct paths){0};
	if (config_dir != NULL && config_dir[0] == '\0')
		return err_set(e, ERR_USAGE, "the folder given with --config-dir has no name");
	p->config = config_dir != NULL ? strdup(config_dir) : xdg("XDG_CONFIG_HOME", ".config");
	p->data = config_dir != NULL ? dir_join(config_dir, "data")
				     : xdg("XDG_DATA_HOME", ".local/share");
	p->state = config_dir != NULL ? dir_join(config_dir, "state")
				      : xdg("XDG_STATE_HOME", ".local/state");
	if (p->config == NULL || p->data == NULL || p->state == NULL) {
		paths_release(p);
		return err_set(e, ERR_NOT_FOUND,
			       "no home folder is known: set HOME or use --config-dir");
	}
	p->networks = dir_join(p->config, "networks");
	p->ini = dir_join(p->config, "config.ini");
	p->keys = dir_join(p->config, "keys.ini");
	p->vault = dir_join(p->data, "vault");
	p->journal = dir_join(p->data, "signer.journal");
	p->datasets = dir_join(p->data, "datasets");
	p->cache = dir_join(p->state, "cache.db");
	p->spool = dir_join(p->state, "spool");
	p->log = dir_join(p->state, "log");
	if (p->networks == NULL || p->ini == NULL || p->keys == NULL || p->vault == NULL ||
	    p->journal == NULL || p->datasets == NULL || p->cache == NULL || p->spool == NULL ||
	    p->log == NULL) {
		paths_release(p);
		return err_set(e, ERR_MEMORY, "out of memory");
	}
	return STATUS_OK;
}

void paths_release(struct paths *p)
{
	char **all[] = {&p->config,   &p->data,	 &p->state, &p->networks, &p->vault, &p->journal,
			&p->datasets, &p->cache, &p->spool, &p->log,	  &p->ini,   &p->keys};

	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		free(*all[i]);
	*p = (struct paths){0};
}

/* The folder of the configuration comes first: the others are below it with --config-dir. */
enum status paths_ensure(const struct paths *p, struct err *e)
{
	const char *all[] = {p->config, p->data, p->state, p->networks, p->datasets, p->spool};
	enum status s = STATUS_OK;

	for (size_t i = 0; i < ARRAY_SIZE(all) && s == STATUS_OK; i++)
		s = dir_ensure(all[i], e);
	return s;
}
