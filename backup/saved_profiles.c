/*
 * First saving, which goes through the user's folder, then staging, which goes through the list in
 * a backup.
 *
 * A profile is kept as the text that its file has, so that it comes back byte for byte. One whose
 * nodes have keys is sealed as that text, or cut (backup/node_key.h) when no vault is open.
 */
#include "backup/saved_profiles.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/builtin_network.h"
#include "app/network.h"
#include "app/state.h"
#include "app/unlock.h"
#include "backup/node_key.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/json_write.h"
#include "chain/member.h"
#include "chain/profile_parse.h"
#include "wallet/door_seal.h"

/* A sealed profile opens only as the profile of its own name. */
#define CONTEXT_SIZE 64

static void context_of(char out[static CONTEXT_SIZE], const char *name)
{
	snprintf(out, CONTEXT_SIZE, "byline-backup/2 profile %s", name);
}

/* One file of the folder. */
struct saved_profile {
	char name[32]; /* the file's, less .json */
	struct buf text;
	struct json *doc;   /* NULL when it is no JSON */
	struct json *cut;   /* the document without keys */
	struct json *nodes; /* names of nodes with a key; empty when there are none */
};

static void release(struct saved_profile *p)
{
	buf_release(&p->text);
	json_free(p->doc);
	json_free(p->cut);
	json_free(p->nodes);
}

/* Reads the file `file` of the folder. Returns false for one that is no profile's file. */
static bool read_profile(struct saved_profile *p, const char *folder, const char *file)
{
	size_t len = strlen(file);
	char *path;

	*p = (struct saved_profile){.nodes = json_new_array()};
	buf_init(&p->text, LIMIT_SMALL_FILE);
	if (len < 6 || len - 5 >= sizeof(p->name) || strcmp(file + len - 5, ".json") != 0)
		return false;
	memcpy(p->name, file, len - 5);
	path = dir_join(folder, file);
	if (path != NULL && file_read(&p->text, path, NULL) == STATUS_OK &&
	    json_parse(&p->doc, p->text.data, p->text.len, NULL) == STATUS_OK)
		p->cut = node_key_remove(p->doc, p->nodes);
	free(path);
	return true;
}

bool has_profile_keys(const struct app *app)
{
	DIR *dir = opendir(app->shared->paths.networks);
	const struct dirent *entry;
	bool found = false;

	while (dir != NULL && !found && (entry = readdir(dir)) != NULL) {
		struct saved_profile p;

		found = read_profile(&p, app->shared->paths.networks, entry->d_name) &&
			json_count(p.nodes) > 0;
		release(&p);
	}
	if (dir != NULL)
		closedir(dir);
	return found;
}

static enum status add_sealed(struct app *app, struct json *row, const struct saved_profile *p,
			      struct err *e)
{
	char context[CONTEXT_SIZE];
	struct buf sealed;
	enum status s;

	context_of(context, p->name);
	buf_init(&sealed, LIMIT_SMALL_FILE + SEALED_EXTRA);
	pthread_mutex_lock(&app->shared->signer_lock);
	s = door_seal(app->shared->door, &sealed, context, p->text.data, p->text.len, e);
	pthread_mutex_unlock(&app->shared->signer_lock);
	if (s == STATUS_OK)
		json_add_hex(row, "sealed", sealed.data, sealed.len);
	buf_release(&sealed);
	return s;
}

/* The profile without the keys, which are named: somebody has to put them back by hand. */
static enum status add_cut(struct json *row, struct saved_profile *p, struct backup_report *report,
			   struct err *e)
{
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_SMALL_FILE);
	s = json_write(&text, p->cut);
	if (s == STATUS_OK)
		json_add_text(row, "profile", buf_str(&text));
	else
		s = err_set(e, s, "the network %s: %s", p->name, status_phrase(s));
	buf_release(&text);
	for (const struct json *n = json_first(p->nodes); n != NULL; n = json_next(n))
		report_note(report,
			    "network %s: the key in the address of node %s is not in the backup, "
			    "since no vault is open to seal it with; write the address down, and "
			    "after a restore put it back with byline network add",
			    p->name, json_text(n));
	json_add(row, "keys_left_out", p->nodes);
	p->nodes = NULL;
	return s;
}

static enum status save_profile(struct app *app, struct json *list, struct saved_profile *p,
				struct backup_report *report, struct err *e)
{
	struct json *row;
	enum status s = STATUS_OK;

	if (p->doc == NULL) {
		report->parts[BACKUP_PROFILES].left_out++;
		report_note(report, "%s/%s.json is no profile and is not in the backup",
			    app->shared->paths.networks, p->name);
		return STATUS_OK;
	}
	row = json_new_object();
	json_add_text(row, "name", p->name);
	if (json_count(p->nodes) == 0)
		json_add_text(row, "profile", buf_str(&p->text));
	else if (is_unlocked(app))
		s = add_sealed(app, row, p, e);
	else
		s = add_cut(row, p, report, e);
	json_add(list, NULL, row);
	report->parts[BACKUP_PROFILES].added++;
	return s;
}

enum status save_profiles(struct app *app, struct json *content, struct backup_report *report,
			  struct err *e)
{
	struct dirent **entries = NULL;
	struct json *list = json_new_array();
	int n = scandir(app->shared->paths.networks, &entries, NULL, alphasort);
	enum status s = STATUS_OK;

	/* A folder that is not there has no profiles. */
	for (int i = 0; i < n; i++) {
		struct saved_profile p;

		if (read_profile(&p, app->shared->paths.networks, entries[i]->d_name) &&
		    s == STATUS_OK)
			s = save_profile(app, list, &p, report, e);
		release(&p);
		free(entries[i]);
	}
	free(entries);
	json_add(content, "profiles", list);
	return s;
}

/* Reads the text of a saved profile. Out: nothing when it is sealed and there is no opener. */
static enum status open_profile(struct buf *text, const struct profile_opener *opener,
				const struct json *row, const char *name, struct err *e)
{
	char context[CONTEXT_SIZE];
	struct buf sealed;
	const char *plain;
	enum status s;

	if (json_get(row, "sealed") == NULL) {
		s = json_get_text(&plain, row, "profile", e);
		if (s == STATUS_OK)
			buf_add_str(text, plain);
		return s == STATUS_OK ? buf_status(text) : s;
	}
	if (opener->door == NULL)
		return STATUS_OK;
	context_of(context, name);
	buf_init(&sealed, LIMIT_SMALL_FILE + SEALED_EXTRA);
	s = member_bytes(&sealed, row, "sealed", e);
	if (s == STATUS_OK)
		s = door_seal_open(opener->door, text, context, sealed.data, sealed.len, e);
	buf_release(&sealed);
	return s;
}

/*
 * Puts a profile in line. One that this byline does not take, because its rules are stricter by now
 * or the file was changed, is left out: everything else of the backup is still worth having.
 */
static enum status stage_text(struct staged *st, struct backup_report *report,
			      const struct profile_opener *opener, const char *name,
			      const struct buf *text, struct err *e)
{
	char *path = NULL;
	struct profile p;
	struct err why = {0};
	enum status s = profile_parse(&p, text->data, text->len, &why);

	if (s == STATUS_OK && strcmp(p.name, name) != 0)
		s = err_set(&why, ERR_PARSE, "it is the profile of %s", p.name);
	if (s != STATUS_OK) {
		report->parts[BACKUP_PROFILES].left_out++;
		report_note(report, "the profile of network %s was left out: %s", name, why.text);
		return STATUS_OK;
	}
	if (asprintf(&path, "%s/%s.json", opener->folder, name) < 0)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = stage_file(st, report, BACKUP_PROFILES, path, text->data, text->len, e);
	free(path);
	/* The file has nodes or pins of the user, or is of 0.1, or somebody changed the backup. */
	if (s == STATUS_OK && is_builtin_network(name))
		report_note(report,
			    "network %s: the backup's own profile takes the place of the one that "
			    "comes with byline; look at it: byline network show %s",
			    name, name);
	return s;
}

static enum status stage_profile(struct staged *st, struct backup_report *report,
				 const struct profile_opener *opener, const struct json *row,
				 struct err *e)
{
	static const char *const members[] = {"name", "profile", "sealed", "keys_left_out", NULL};
	char name[32];
	struct buf text;
	enum status s = json_only(row, members, e);

	buf_init(&text, LIMIT_SMALL_FILE);
	if (s == STATUS_OK)
		s = member_name(name, sizeof(name), row, "name", e);
	if (s == STATUS_OK)
		s = open_profile(&text, opener, row, name, e);
	if (s == STATUS_OK && text.len == 0) {
		report->parts[BACKUP_PROFILES].left_out++;
		report_note(report,
			    "network %s is sealed, because its nodes' addresses have keys; restore "
			    "once more with the vault's passphrase",
			    name);
	} else if (s == STATUS_OK) {
		s = stage_text(st, report, opener, name, &text, e);
	}
	for (const struct json *n = json_first(json_get(row, "keys_left_out"));
	     n != NULL && s == STATUS_OK; n = json_next(n))
		report_note(report,
			    "network %s: the backup has no key for node %s; put its address back "
			    "with byline network add",
			    name, json_text(n) != NULL ? json_text(n) : "?");
	buf_release(&text);
	return s;
}

enum status stage_profiles(struct staged *st, struct backup_report *report,
			   const struct profile_opener *opener, const struct json *content,
			   struct err *e)
{
	enum status s = STATUS_OK;

	for (const struct json *row = json_first(json_get(content, "profiles"));
	     row != NULL && s == STATUS_OK; row = json_next(row))
		s = stage_profile(st, report, opener, row, e);
	return s;
}
