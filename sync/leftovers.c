/*
 * Walks over the folders that byline writes to. Every walk looks at names and at what the folder
 * itself says of a file; a link is never followed.
 */
#include "sync/leftovers.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/state.h"
#include "backup/drill.h"
#include "base/dir.h"
#include "base/file.h"
#include "dataset/store_folder.h"
#include "sync/spool.h"

/* Names of sealed files: the uid's digits, and this. */
#define SEALED ".sealed"

/* Reads the uid from the name of a sealed file; false for another name. */
static bool sealed_uid(struct hash *out, const char *name)
{
	char text[HASH_TEXT_SIZE] = "0x";
	const char *end = strstr(name, SEALED);

	if (end == NULL || strcmp(end, SEALED) != 0 || (size_t)(end - name) != HASH_TEXT_SIZE - 3)
		return false;
	memcpy(text + 2, name, HASH_TEXT_SIZE - 3);
	return hash_parse(out, text, HASH_TEXT_SIZE - 1) == STATUS_OK;
}

static void sweep_spool(struct app *app)
{
	DIR *dir = opendir(app->shared->paths.spool);
	const struct dirent *d;
	struct hash uid;

	while (dir != NULL && (d = readdir(dir)) != NULL) {
		char *path;

		if (!sealed_uid(&uid, d->d_name))
			continue;
		path = dir_join(app->shared->paths.spool, d->d_name);
		if (path != NULL)
			drop_spool(app, &uid, path);
		free(path);
	}
	if (dir != NULL)
		closedir(dir);
}

void remove_leftovers(struct app *app)
{
	const struct paths *p = &app->shared->paths;
	const char *const folders[] = {p->config, p->networks, p->data, p->state, p->spool};

	if (app->shared->options.read_only)
		return;
	store_folder_sweep(p->datasets);
	sweep_spool(app);
	remove_dead_drills(app);
	for (size_t i = 0; i < ARRAY_SIZE(folders); i++)
		file_sweep_folder(folders[i]);
}

/* Adds the bytes of a file, or of the files in a folder, which here hold no others. */
static void add_size(uint64_t *sum, int dir, const char *name)
{
	int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *inner = fd >= 0 ? fdopendir(fd) : NULL;
	const struct dirent *d;
	struct stat st;

	if (inner == NULL && fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISREG(st.st_mode))
		*sum += (uint64_t)st.st_size;
	while (inner != NULL && (d = readdir(inner)) != NULL)
		if (fstatat(dirfd(inner), d->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(st.st_mode))
			*sum += (uint64_t)st.st_size;
	if (inner != NULL)
		closedir(inner);
}

static void measure(struct leftovers *out, const char *path)
{
	DIR *dir = opendir(path);
	const struct dirent *d;
	struct hash uid;

	while (dir != NULL && (d = readdir(dir)) != NULL) {
		if (strstr(d->d_name, ".tmp-") != NULL)
			add_size(&out->temporary, dirfd(dir), d->d_name);
		else if (sealed_uid(&uid, d->d_name))
			add_size(&out->sealed, dirfd(dir), d->d_name);
		else if (strstr(d->d_name, ".safetensors") != NULL)
			add_size(&out->models, dirfd(dir), d->d_name);
	}
	if (dir != NULL)
		closedir(dir);
}

void measure_leftovers(struct app *app, struct leftovers *out)
{
	const struct paths *p = &app->shared->paths;
	const char *const folders[] = {p->config, p->networks, p->data,
				       p->state,  p->spool,    p->datasets};

	*out = (struct leftovers){0};
	for (size_t i = 0; i < ARRAY_SIZE(folders); i++)
		measure(out, folders[i]);
}
