/*
 * restore_backup() reads from top to bottom: read, check (check_all), write (write_all). What is
 * written follows in an order in which every interruption is harmless: rows, files, and the vault
 * at the end.
 */
#include "backup/restore.h"

#include <stdlib.h>
#include <string.h>

#include "app/account_keys.h"
#include "app/state.h"
#include "app/unlock.h"
#include "app/vault_state.h"
#include "backup/document.h"
#include "backup/same_seed.h"
#include "backup/saved.h"
#include "backup/saved_accounts.h"
#include "backup/saved_configuration.h"
#include "backup/saved_journal.h"
#include "backup/saved_manifests.h"
#include "backup/saved_profiles.h"
#include "backup/staged.h"
#include "base/file.h"
#include "cache/handle.h"
#include "wallet/door_change.h"

/* A restore that is under way. */
struct restoring {
	struct app *app;
	struct backup_report *report;
	bool opens; /* the passphrase can be asked for */
	struct backup_document doc;
	struct staged *staged; /* files that are checked and not written */
	struct buf journal;    /* lines that are verified and not written */
	struct cache *cache;   /* in a transaction that holds the new rows */
};

enum status restore_wants_passphrase(bool *out, const char *path, struct err *e)
{
	struct backup_document doc;
	enum status s = read_document(&doc, path, e);

	*out = s == STATUS_OK && doc.vault.len > 0;
	release_document(&doc);
	return s;
}

static enum status check_members(const struct json *content, struct err *e)
{
	static const char *const members[] = {"accounts", "chains",    "config",   "decisions",
					      "keys",	  "manifests", "networks", "profiles",
					      "vault",	  "written",   NULL};

	return json_only(content, members, e);
}

/* Adds the rows to the cache without committing them: a row that cannot be is found here. */
static enum status check_rows(struct restoring *r, struct err *e)
{
	enum status s = cache_open(&r->cache, r->app->shared->paths.cache, false, e);

	if (s == STATUS_OK)
		s = cache_begin(r->cache, e);
	if (s == STATUS_OK)
		s = merge_all_rows(r->cache, r->report, r->doc.content, e);
	return s;
}

/* A row or file of the wrong shape is damage, or the work of somebody else. */
static enum status as_damage(enum status s, const char *path, struct err *e)
{
	if (s != ERR_PARSE && s != ERR_RANGE)
		return s;
	err_prefix(e, s, "%s", path);
	if (e != NULL)
		e->code = ERR_DAMAGED;
	return ERR_DAMAGED;
}

/* Everything that can be wrong with a backup, found before anything is written. */
static enum status check_all(struct restoring *r, struct err *e)
{
	struct profile_opener opener = {.folder = r->app->shared->paths.networks};
	enum status s = check_members(r->doc.content, e);

	if (s == STATUS_OK)
		s = open_same_seed(r->app, &r->doc, r->opens, e);
	if (is_unlocked(r->app))
		opener.door = r->app->shared->door;
	if (s == STATUS_OK)
		s = stage_profiles(r->staged, r->report, &opener, r->doc.content, e);
	if (s == STATUS_OK)
		s = stage_configuration(r->staged, r->app, r->report, r->doc.content, e);
	if (s == STATUS_OK)
		s = stage_manifests(r->staged, r->app, r->report, r->doc.content, e);
	if (s == STATUS_OK)
		s = read_saved_journal(&r->journal, r->doc.content, e);
	return s == STATUS_OK ? check_rows(r, e) : s;
}

static void note_imported(struct backup_report *report, const struct address *address)
{
	char text[ADDRESS_TEXT_SIZE];

	address_format(text, address);
	report_note(report,
		    "the key of %s was imported and is not in the vault here; import it again, or "
		    "restore into an empty folder",
		    text);
}

/* Another account may have the number here; then this one gets the next. */
static enum status add_listed(struct restoring *r, const struct cache_account *a, struct err *e)
{
	enum status s = add_account_at(r->app, a->index, a->path, a->label, e);

	return s == ERR_EXISTS ? add_account_at(r->app, DOOR_NEXT_ACCOUNT, a->path, a->label, e)
			       : s;
}

/* The vault's accounts beyond those that the vault here has. */
static enum status add_accounts(struct restoring *r, struct err *e)
{
	struct cache_account *listed = NULL;
	size_t n = 0;
	enum status s = read_saved_accounts(&listed, &n, r->doc.content, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct address address = listed[i].address;
		uint32_t index;

		if (listed[i].watch_only ||
		    account_index(r->app, &index, &address, NULL) == STATUS_OK)
			continue;
		/* No phrase brings an imported key back, and vault files are not merged. */
		if (strcmp(listed[i].path, CACHE_IMPORTED) == 0)
			note_imported(r->report, &address);
		else
			s = add_listed(r, &listed[i], e);
	}
	free(listed);
	return s;
}

/*
 * Puts the vault in place, or adds to the one here what it lacks. Unlocking then makes the cache
 * and the vault agree on accounts and labels.
 */
static enum status write_vault(struct restoring *r, struct err *e)
{
	struct backup_tally *tally = &r->report->parts[BACKUP_VAULT];
	struct app *app = r->app;
	bool here = has_vault(app);
	enum status s = STATUS_OK;

	if (!here && r->doc.vault.len > 0) {
		s = file_write_new(app->shared->paths.vault, r->doc.vault.data, r->doc.vault.len,
				   e);
		tally->added++;
	} else if (here && r->opens) {
		s = add_accounts(r, e);
	}
	tally->there += here && r->doc.vault.len > 0;
	if (s != STATUS_OK || !has_vault(app))
		return s;
	if (r->opens)
		return unlock_vault(app, e);
	if (!here)
		report_note(r->report, "the vault was not opened, since its passphrase was not "
				       "given; try it with: byline account list");
	return STATUS_OK;
}

static enum status write_all(struct restoring *r, struct err *e)
{
	enum status s = paths_ensure(&r->app->shared->paths, e);

	if (s == STATUS_OK)
		s = cache_commit(r->cache, e);
	if (s == STATUS_OK)
		s = write_staged(r->staged, e);
	if (s == STATUS_OK)
		s = write_saved_journal(r->app, r->report, &r->journal, e);
	return s == STATUS_OK ? write_vault(r, e) : s;
}

enum status restore_backup(struct app *app, struct backup_report *report, const char *path,
			   bool opens, struct err *e)
{
	struct restoring r = {.app = app,
			      .report = report,
			      .opens = opens,
			      .staged = calloc(1, sizeof(*r.staged))};
	enum status s = require_writable(app, "restore a backup", e);

	report_init(report);
	buf_init(&r.journal, LIMIT_BACKUP);
	if (s == STATUS_OK && r.staged == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK)
		s = read_document(&r.doc, path, e);
	if (s == STATUS_OK) {
		s = as_damage(check_all(&r, e), path, e);
		if (s == STATUS_OK)
			s = write_all(&r, e);
		else if (r.cache != NULL)
			cache_rollback(r.cache);
	}
	cache_close(r.cache);
	if (r.staged != NULL)
		release_staged(r.staged);
	free(r.staged);
	buf_release(&r.journal);
	release_document(&r.doc);
	return s;
}
