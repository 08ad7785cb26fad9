/*
 * A dataset here has its folder, or, after a restore, a manifest that waits for its records
 * (find_waiting_manifest()). Both are saved, so that a backup of a restored machine loses nothing.
 */
#include "backup/saved_manifests.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/dataset_rows.h"
#include "app/rebuild_dataset.h"
#include "app/state.h"
#include "base/dir.h"
#include "base/file.h"
#include "chain/member.h"
#include "dataset/store_folder.h"

/* Says where the records are, which the backup does not have. */
static void note_records(struct backup_report *report, const struct store *st)
{
	if (st->kept && access(st->source, F_OK) != 0)
		report_note(report,
			    "the records in %s are nowhere else, and not in the backup: keep this "
			    "folder",
			    st->dir);
	else if (access(st->source, F_OK) == 0)
		report_note(report, "records are not in the backup: keep %s", st->source);
	else
		report_note(report, "records are not in the backup, and %s is gone from its place",
			    st->source);
}

static enum status add_manifest(struct json *list, const struct hash *root, const char *path,
				struct err *e)
{
	struct json *row = json_new_object();
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_SMALL_FILE);
	s = file_read(&text, path, e);
	member_add_hash(row, "root", root);
	json_add_text(row, "manifest", buf_str(&text));
	json_add(list, NULL, row);
	buf_release(&text);
	return s;
}

static enum status save_folder(struct app *app, struct json *list, struct backup_report *report,
			       const struct hash *root, struct err *e)
{
	struct store *st = NULL;
	struct err why = {0};
	char *path;
	enum status s;

	/* A folder that is damaged must not keep everything else from being saved. */
	if (store_open(&st, app->shared->paths.datasets, root, &why) != STATUS_OK) {
		report->parts[BACKUP_MANIFESTS].left_out++;
		report_note(report, "a dataset's manifest is not in the backup: %s", why.text);
		return STATUS_OK;
	}
	path = dir_join(st->dir, STORE_MANIFEST);
	s = path != NULL ? add_manifest(list, root, path, e)
			 : err_set(e, ERR_MEMORY, "out of memory");
	note_records(report, st);
	report->parts[BACKUP_MANIFESTS].added++;
	free(path);
	store_close(st);
	return s;
}

/* Manifests that wait for their records since a restore. */
static enum status save_waiting(struct app *app, struct json *list, struct backup_report *report,
				struct err *e)
{
	struct dirent **entries = NULL;
	int n = scandir(app->shared->paths.datasets, &entries, NULL, alphasort);
	enum status s = STATUS_OK;

	for (int i = 0; i < n; i++) {
		const char *name = entries[i]->d_name;
		struct hash root;
		char *path;

		/* The name begins with the root. */
		if (s == STATUS_OK && strlen(name) > HASH_TEXT_SIZE - 1 &&
		    hash_parse(&root, name, HASH_TEXT_SIZE - 1) == STATUS_OK &&
		    find_waiting_manifest(app, &path, &root)) {
			s = add_manifest(list, &root, path, e);
			report->parts[BACKUP_MANIFESTS].added++;
			free(path);
		}
		free(entries[i]);
	}
	free(entries);
	return s;
}

/* The order of a folder's entries is chance, and two backups of the same state are equal. */
static int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct hash));
}

enum status save_manifests(struct app *app, struct json *content, struct backup_report *report,
			   struct err *e)
{
	struct json *list = json_new_array();
	struct root_list roots;
	enum status s = list_datasets_on_disk(app, &roots, e);

	if (roots.n > 0)
		qsort(roots.roots, roots.n, sizeof(*roots.roots), by_bytes);
	for (size_t i = 0; i < roots.n && s == STATUS_OK; i++)
		s = save_folder(app, list, report, &roots.roots[i], e);
	free(roots.roots);
	if (s == STATUS_OK)
		s = save_waiting(app, list, report, e);
	json_add(content, "manifests", list);
	return s;
}

/* The manifest names its own root; a row under another one is refused. */
static enum status read_row(struct hash *root, const char **text, const struct json *row,
			    struct err *e)
{
	static const char *const members[] = {"root", "manifest", NULL};
	struct manifest m;
	enum status s = json_only(row, members, e);

	if (s == STATUS_OK)
		s = member_hash(root, row, "root", e);
	if (s == STATUS_OK)
		s = json_get_text(text, row, "manifest", e);
	if (s == STATUS_OK)
		s = manifest_parse(&m, *text, strlen(*text), e);
	if (s != STATUS_OK)
		return s;
	if (!hash_equal(&m.root, root))
		s = err_set(e, ERR_PARSE, "a manifest is of another dataset");
	manifest_release(&m);
	return s;
}

enum status stage_manifests(struct staged *st, const struct app *app, struct backup_report *report,
			    const struct json *content, struct err *e)
{
	struct backup_tally *tally = &report->parts[BACKUP_MANIFESTS];
	enum status s = STATUS_OK;

	for (const struct json *row = json_first(json_get(content, "manifests"));
	     row != NULL && s == STATUS_OK; row = json_next(row)) {
		struct hash root;
		const char *text;
		char *path = NULL;

		s = read_row(&root, &text, row, e);
		if (s != STATUS_OK)
			break;
		if (has_dataset_folder(app, &root) || find_waiting_manifest(app, &path, &root))
			tally->there++;
		else if (path == NULL)
			s = err_set(e, ERR_MEMORY, "out of memory");
		else
			s = stage_file(st, report, BACKUP_MANIFESTS, path, text, strlen(text), e);
		free(path);
	}
	if (s == STATUS_OK && tally->added > 0)
		report_note(report,
			    "records are not in a backup: to prove one, put a dataset's file where "
			    "it was, or run byline dataset commit FILE");
	return s;
}
