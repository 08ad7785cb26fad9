/*
 * The order of the parts is that of their price: rows and small files first, the vault last. Each
 * part adds its own members to the one object.
 */
#include "backup/collect.h"

#include "app/state.h"
#include "app/vault_state.h"
#include "app/vault_state_private.h"
#include "backup/saved.h"
#include "backup/saved_configuration.h"
#include "backup/saved_journal.h"
#include "backup/saved_manifests.h"
#include "backup/saved_profiles.h"
#include "base/buf.h"
#include "base/clock.h"
#include "cache/handle.h"
#include "chain/member.h"

/* The vault as it is on disk: encrypted, so that the copy needs the same passphrase. */
static enum status add_vault(struct app *app, struct json *content, struct backup_report *report,
			     struct err *e)
{
	struct buf file;
	enum status s;

	if (!has_vault(app))
		return STATUS_OK;
	s = read_vault_file(app, &file, e);
	if (s == STATUS_OK) {
		json_add_hex(content, "vault", file.data, file.len);
		report->parts[BACKUP_VAULT].added++;
	}
	buf_release(&file);
	return s;
}

static enum status add_rows(struct app *app, struct json *content, struct backup_report *report,
			    struct err *e)
{
	struct cache *cache = NULL;
	enum status s = cache_open(&cache, app->shared->paths.cache, true, e);

	if (s == STATUS_OK)
		s = save_all_rows(cache, content, e);
	cache_close(cache);
	if (s == STATUS_OK)
		count_saved_rows(report, content);
	return s;
}

enum status collect_content(struct app *app, struct json **content, struct backup_report *report,
			    struct err *e)
{
	struct json *all = json_new_object();
	enum status s = add_rows(app, all, report, e);

	member_add_time(all, "written", clock_now());
	if (s == STATUS_OK)
		s = save_profiles(app, all, report, e);
	if (s == STATUS_OK)
		s = save_configuration(app, all, report, e);
	if (s == STATUS_OK)
		s = save_manifests(app, all, report, e);
	if (s == STATUS_OK)
		s = save_journal(app, all, report, e);
	if (s == STATUS_OK)
		s = add_vault(app, all, report, e);
	*content = s == STATUS_OK ? all : NULL;
	if (s != STATUS_OK)
		json_free(all);
	return s;
}
