/*
 * The switch below has no default, so that a new setting does not compile before somebody decided
 * whether a backup holds it.
 */
#include "backup/saved_settings.h"

#include <stdlib.h>
#include <string.h>

#include "backup/saved_rows.h"
#include "base/buf.h"
#include "chain/member.h"

/* The name of a setting in a backup; NULL when it is rebuilt from the network. */
static const char *name_of(enum cache_setting setting)
{
	switch (setting) {
	case CACHE_SETTING_CONFIRMED_INTAKE: return "intake confirmed";
	/* Since when a thing is absent, only this machine knows. */
	case CACHE_SETTING_ABSENT_CLAIM: return "absent claim";
	case CACHE_SETTING_ABSENT_CLAIM_SINCE: return "absent claim since";
	case CACHE_SETTING_ABSENT_STATEMENT: return "absent statement";
	case CACHE_SETTING_ABSENT_STATEMENT_SINCE: return "absent statement since";
	/* The log is in the backup, and is not to say the same again. */
	case CACHE_SETTING_LOGGED_ATTRIBUTIONS: return "logged attributions";
	case CACHE_SETTING_LOGGED_AUDIT: return "logged audit";
	case CACHE_SETTING_LOGGED_CLAIMS: return "logged claims";
	case CACHE_SETTING_LOGGED_IDENTITY: return "logged identity";
	case CACHE_SETTING_LOGGED_PAYERS: return "logged payers";
	case CACHE_SETTING_LOGGED_STATEMENTS: return "logged statements";
	/* The datanet says these with every sync. */
	case CACHE_SETTING_ACCEPTS:
	case CACHE_SETTING_AUDITABLE:
	case CACHE_SETTING_CONTRIBUTORS_BP:
	case CACHE_SETTING_DESCRIBED_AT:
	case CACHE_SETTING_NEXT_SETTLEMENT:
	/* Every sync finds it again. */
	case CACHE_SETTING_HEADER_FLAW:
	/* How far the rows go that are rebuilt: a new cache begins at the start. */
	case CACHE_SETTING_DATASETS_SCANNED:
	case CACHE_SETTING_STATEMENTS_READ:
	case CACHE_SETTINGS: break;
	}
	return NULL;
}

enum status save_settings(struct cache *cache, struct json *into, struct err *e)
{
	struct cache_setting_row *rows = NULL;
	struct json *list = json_new_array();
	size_t n = 0;
	enum status s = cache_settings_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		const char *name = name_of(rows[i].setting);
		struct json *row;

		if (name == NULL)
			continue;
		row = json_new_object();
		json_add_text(row, "name", name);
		json_add_text(row, "value", rows[i].text);
		if (rows[i].has_account)
			member_add_address(row, "account", &rows[i].account);
		member_add_address(row, "datanet", &rows[i].datanet);
		json_add(list, NULL, row);
	}
	free(rows);
	json_add(into, "settings", list);
	return s;
}

static enum status read_setting(struct cache_setting_row *out, const struct json *row,
				struct err *e)
{
	static const char *const members[] = {"name", "value", "account", "datanet", NULL};
	const char *name;
	enum status s = json_only(row, members, e);

	*out = (struct cache_setting_row){.has_account = json_get(row, "account") != NULL};
	if (s == STATUS_OK)
		s = json_get_text(&name, row, "name", e);
	if (s == STATUS_OK)
		s = json_get_copy(out->text, sizeof(out->text), row, "value", e);
	if (s == STATUS_OK)
		s = member_address(&out->datanet, row, "datanet", e);
	if (s == STATUS_OK && out->has_account)
		s = member_address(&out->account, row, "account", e);
	if (s != STATUS_OK)
		return s;
	for (int i = 0; i < CACHE_SETTINGS; i++) {
		const char *known = name_of((enum cache_setting)i);

		out->setting = (enum cache_setting)i;
		if (known != NULL && strcmp(known, name) == 0)
			return STATUS_OK;
	}
	return err_set(e, ERR_PARSE, "there is no setting \"%.40s\"", name);
}

static enum status merge_one(struct merge *m, const struct cache_setting_row *row, struct err *e)
{
	const struct address *account = row->has_account ? &row->account : NULL;
	struct buf now;
	enum status s;

	buf_init(&now, 4 * KIB);
	s = cache_settings_get(m->cache, &now, row->setting, &row->datanet, account, e);
	buf_release(&now);
	if (s != STATUS_OK && s != ERR_NOT_FOUND)
		return s == ERR_USAGE ? err_set(e, ERR_PARSE,
						"a setting has no account, or one too "
						"many")
				      : s;
	merge_count(m, BACKUP_SETTINGS, s == ERR_NOT_FOUND);
	return s == STATUS_OK ? s
			      : cache_settings_put(m->cache, row->setting, &row->datanet, account,
						   row->text, e);
}

enum status merge_settings(struct merge *m, const struct json *from, struct err *e)
{
	enum status s = STATUS_OK;

	for (const struct json *row = json_first(json_get(from, "settings"));
	     row != NULL && s == STATUS_OK; row = json_next(row)) {
		struct cache_setting_row setting;

		s = read_setting(&setting, row, e);
		if (s == STATUS_OK)
			s = merge_one(m, &setting, e);
	}
	return s;
}
