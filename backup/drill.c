/*
 * Both sides are compared as the content of a backup, text by text: compare_texts() takes the lists
 * of a part from both (list_part()) and counts what only one has.
 *
 * Some rows are never equal although nothing is lost, and are compared by what they stand for: a
 * sealed profile by its file, a manifest without the place of its records, a vault by its being
 * there.
 */
#include "backup/drill.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "app/open.h"
#include "app/state.h"
#include "app/unlock.h"
#include "backup/collect.h"
#include "backup/restore.h"
#include "backup/saved.h"
#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/json_write.h"

/* How the name of a drill's folder begins, in the state folder. */
#define FOLDER "drill-"

/* Seconds for which a folder without a lock is left alone: it may have been made just now. */
#define YOUNG_S 60

/* Texts that are compared. */
struct text_list {
	char **v;
	size_t n, cap;
	bool failed; /* out of memory */
};

/* The app and the content of one side. */
struct side {
	struct app *app;
	struct json *content;
	struct backup_report report;
};

static void release_texts(struct text_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i]);
	free(l->v);
	*l = (struct text_list){.v = NULL};
}

static void add_text(struct text_list *l, const char *owner, const char *text)
{
	char *copy = NULL;

	if (l->n == l->cap) {
		size_t cap = l->cap == 0 ? 256 : 2 * l->cap;
		char **grown = realloc(l->v, cap * sizeof(*grown));

		l->failed = l->failed || grown == NULL;
		if (grown == NULL)
			return;
		l->v = grown;
		l->cap = cap;
	}
	if (asprintf(&copy, "%s %s", owner, text) < 0)
		l->failed = true;
	else
		l->v[l->n++] = copy;
}

/* Adds each element of an array, as canonical text behind the name of its owner. */
static void add_rows(struct text_list *l, const char *owner, const struct json *list)
{
	for (const struct json *row = json_first(list); row != NULL; row = json_next(row)) {
		struct buf text;

		buf_init(&text, LIMIT_BACKUP);
		if (json_write(&text, row) == STATUS_OK)
			add_text(l, owner, buf_str(&text));
		else
			l->failed = true;
		buf_release(&text);
	}
}

static void add_table(struct text_list *l, const struct json *content, const struct saved_table *t)
{
	const char *inner = t->scope == SAVED_BY_CHAIN ? "chains" : "networks";
	const char *name = t->scope == SAVED_BY_CHAIN ? "chain_id" : "name";

	if (t->save == NULL || t->scope == SAVED_ONCE) {
		/* Networks are counted by their names. */
		for (const struct json *n = json_first(json_get(content, t->member));
		     n != NULL && t->save == NULL; n = json_next(n))
			add_text(l, "", json_text(json_get(n, "name")));
		if (t->save != NULL)
			add_rows(l, "", json_get(content, t->member));
		return;
	}
	for (const struct json *n = json_first(json_get(content, inner)); n != NULL;
	     n = json_next(n))
		add_rows(l, json_text(json_get(n, name)), json_get(n, t->member));
}

static void add_profiles(struct text_list *l, const struct side *side)
{
	for (const struct json *row = json_first(json_get(side->content, "profiles")); row != NULL;
	     row = json_next(row)) {
		const char *name = json_text(json_get(row, "name"));
		char *path = NULL;
		struct buf text;

		buf_init(&text, LIMIT_SMALL_FILE);
		if (asprintf(&path, "%s/%s.json", side->app->shared->paths.networks, name) < 0 ||
		    file_read(&text, path, NULL) != STATUS_OK)
			l->failed = true;
		add_text(l, name, buf_str(&text));
		buf_release(&text);
		free(path);
	}
}

static void list_part(struct text_list *l, const struct side *side, enum backup_part part)
{
	static const char *const files[] = {"config", "keys"};
	const struct json *content = side->content;

	for (size_t i = 0; i < saved_tables_n; i++)
		if (saved_tables[i].rebuilt == NULL && saved_tables[i].part == part)
			add_table(l, content, &saved_tables[i]);
	if (part == BACKUP_PROFILES)
		add_profiles(l, side);
	for (size_t i = 0; part == BACKUP_CONFIGURATION && i < ARRAY_SIZE(files); i++)
		if (json_get(content, files[i]) != NULL)
			add_text(l, files[i], json_text(json_get(content, files[i])));
	for (const struct json *row = json_first(json_get(content, "manifests"));
	     row != NULL && part == BACKUP_MANIFESTS; row = json_next(row))
		add_text(l, "", json_text(json_get(row, "manifest")));
	for (const struct json *line = json_first(json_get(content, "decisions"));
	     line != NULL && part == BACKUP_DECISIONS; line = json_next(line))
		add_text(l, "", json_text(line));
	if (part == BACKUP_VAULT && json_get(content, "vault") != NULL)
		add_text(l, "", "vault");
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Counts the texts of `here` that `back` does not have. */
static uint64_t compare_texts(const struct text_list *here, const struct text_list *back)
{
	uint64_t missing = 0;
	size_t k = 0;

	for (size_t i = 0; i < here->n; i++) {
		while (k < back->n && strcmp(back->v[k], here->v[i]) < 0)
			k++;
		if (k < back->n && strcmp(back->v[k], here->v[i]) == 0)
			k++;
		else
			missing++;
	}
	return missing;
}

static enum status compare_part(struct drill_row *out, const struct side *here,
				const struct side *back, enum backup_part part, struct err *e)
{
	struct text_list a = {.v = NULL}, b = {.v = NULL};
	bool failed;

	list_part(&a, here, part);
	list_part(&b, back, part);
	if (a.n > 0)
		qsort(a.v, a.n, sizeof(*a.v), by_text);
	if (b.n > 0)
		qsort(b.v, b.n, sizeof(*b.v), by_text);
	out->here = a.n;
	out->comes_back = b.n;
	out->missing = compare_texts(&a, &b);
	failed = a.failed || b.failed;
	release_texts(&a);
	release_texts(&b);
	return failed ? err_set(e, ERR_MEMORY, "out of memory") : STATUS_OK;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static void remove_folder(const char *dir)
{
	nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Locks the folder as long as its process lives. Returns: a descriptor, or -1. */
static int lock_folder(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Whether the folder is old enough that its process would have locked it by now. */
static bool is_old(const char *dir)
{
	struct stat st;

	return stat(dir, &st) == 0 && st.st_mtime < time(NULL) - YOUNG_S;
}

void remove_dead_drills(struct app *app)
{
	DIR *state = opendir(app->shared->paths.state);
	const struct dirent *entry;

	while (state != NULL && (entry = readdir(state)) != NULL) {
		char *dir;
		int lock;

		if (strncmp(entry->d_name, FOLDER, strlen(FOLDER)) != 0)
			continue;
		dir = dir_join(app->shared->paths.state, entry->d_name);
		lock = dir != NULL && is_old(dir) ? lock_folder(dir) : -1;
		if (lock >= 0) {
			remove_folder(dir);
			close(lock);
		}
		free(dir);
	}
	if (state != NULL)
		closedir(state);
}

/* The signer of the restored folder reaches the person as that of the app does. */
static struct app_options way_to_person(const struct app *app)
{
	const struct app_options *own = &app->shared->options;

	return (struct app_options){.signer_process = own->signer_process,
				    .passphrase_fd = own->passphrase_fd,
				    .has_passphrase_fd = own->has_passphrase_fd,
				    .ascii = own->ascii};
}

/* The restored folder, opened and filled. */
static enum status restore_into(struct side *back, struct drill *out, const char *dir,
				const char *path, struct app_options options, bool opens,
				struct err *e)
{
	struct backup_report restored;
	enum status s;

	options.config_dir = dir;
	options.offline = true;
	s = open_app(&back->app, &options, e);

	if (s != STATUS_OK)
		return s;
	s = restore_backup(back->app, &restored, path, opens, e);
	for (int i = 0; i < BACKUP_PARTS; i++)
		out->parts[i].left_out = restored.parts[i].left_out;
	for (const struct json *n = json_first(restored.notes); n != NULL; n = json_next(n))
		json_add_text(out->notes, NULL, json_text(n));
	report_release(&restored);
	out->vault_opened = s == STATUS_OK && is_unlocked(back->app);
	if (s == STATUS_OK)
		s = collect_content(back->app, &back->content, &back->report, e);
	return s;
}

static enum status compare_all(struct drill *out, struct side *here, const struct side *back,
			       struct err *e)
{
	enum status s = collect_content(here->app, &here->content, &here->report, e);

	for (int i = 0; i < BACKUP_PARTS && s == STATUS_OK; i++)
		s = compare_part(&out->parts[i], here, back, (enum backup_part)i, e);
	return s;
}

enum status drill_backup(struct app *app, struct drill *out, const char *path, bool opens,
			 struct err *e)
{
	struct side here = {.app = app}, back = {.app = NULL};
	char *dir = dir_join(app->shared->paths.state, FOLDER "XXXXXX");
	int lock = -1;
	enum status s = paths_ensure(&app->shared->paths, e);

	*out = (struct drill){.notes = json_new_array()};
	report_init(&here.report);
	report_init(&back.report);
	if (dir == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK && mkdtemp(dir) == NULL)
		s = err_set_errno(e, errno, "cannot make a folder in %s", app->shared->paths.state);
	if (s == STATUS_OK) {
		lock = lock_folder(dir);
		s = restore_into(&back, out, dir, path, way_to_person(app), opens, e);
		if (s == STATUS_OK)
			s = compare_all(out, &here, &back, e);
		close_app(back.app);
		remove_folder(dir);
	}
	if (lock >= 0)
		close(lock);
	json_free(here.content);
	json_free(back.content);
	report_release(&here.report);
	report_release(&back.report);
	free(dir);
	return s;
}

void release_drill(struct drill *d)
{
	json_free(d->notes);
	d->notes = NULL;
}
