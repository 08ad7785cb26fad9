/*
 * Names in the database are older than the enumeration and stay, because databases of earlier
 * versions have them. A name of an account has the account's address in its middle: name_of() makes
 * such a name, parse_name() takes it apart again.
 */
#include "cache/settings.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/parse.h"
#include "cache/sql.h"

/* "%s" stands for the address of the account. */
static const char *const names[CACHE_SETTINGS] = {
	[CACHE_SETTING_ACCEPTS] = "datanet.accepts",
	[CACHE_SETTING_AUDITABLE] = "datanet.auditable",
	[CACHE_SETTING_CONTRIBUTORS_BP] = "datanet.contributors_bp",
	[CACHE_SETTING_DESCRIBED_AT] = "datanet.described_at",
	[CACHE_SETTING_NEXT_SETTLEMENT] = "rhythm.next_settlement",
	[CACHE_SETTING_CONFIRMED_INTAKE] = "datanet.intake",
	[CACHE_SETTING_HEADER_FLAW] = "network.header_flaw",
	[CACHE_SETTING_DATASETS_SCANNED] = "datasets.scanned.%s",
	[CACHE_SETTING_STATEMENTS_READ] = "statements.read.%s",
	[CACHE_SETTING_ABSENT_CLAIM] = "claims.%s.missing",
	[CACHE_SETTING_ABSENT_CLAIM_SINCE] = "claims.%s.missing_since",
	[CACHE_SETTING_ABSENT_STATEMENT] = "statements.%s.missing",
	[CACHE_SETTING_ABSENT_STATEMENT_SINCE] = "statements.%s.missing_since",
	[CACHE_SETTING_LOGGED_ATTRIBUTIONS] = "told.attributions",
	[CACHE_SETTING_LOGGED_AUDIT] = "told.audit",
	[CACHE_SETTING_LOGGED_CLAIMS] = "told.claims",
	[CACHE_SETTING_LOGGED_IDENTITY] = "told.identity",
	[CACHE_SETTING_LOGGED_PAYERS] = "told.payers",
	[CACHE_SETTING_LOGGED_STATEMENTS] = "told.statements",
};

/* The longest name, "statements.%s.missing_since", with an address. */
#define NAME_SIZE (32 + ADDRESS_TEXT_SIZE)

/* Events of commitments are scanned once, whichever datanet a commitment is for. */
static bool is_of_network(enum cache_setting setting)
{
	return setting == CACHE_SETTING_DATASETS_SCANNED || setting == CACHE_SETTING_HEADER_FLAW;
}

static enum status name_of(char out[static NAME_SIZE], enum cache_setting setting,
			   const struct address *datanet, const struct address *account,
			   struct err *e)
{
	const char *name = names[setting];
	const char *gap = strstr(name, "%s");
	char address[ADDRESS_TEXT_SIZE] = "";

	if ((datanet == NULL) != is_of_network(setting))
		return err_set(e, ERR_USAGE, "the setting %s is %s", name,
			       datanet == NULL ? "kept for each datanet" : "not kept for datanets");
	if ((gap != NULL) != (account != NULL))
		return err_set(e, ERR_USAGE, "the setting %s is %s", name,
			       gap != NULL ? "kept for each account" : "not kept for accounts");
	if (account != NULL)
		address_format(address, account);
	if (gap == NULL)
		gap = name + strlen(name);
	snprintf(out, NAME_SIZE, "%.*s%s%s", (int)(gap - name), name, address,
		 *gap != '\0' ? gap + 2 : "");
	return STATUS_OK;
}

/* Binds network, datanet and name. A setting of the network has the address zero as its datanet. */
static void bind_key(struct cache_sql *q, const struct address *datanet, const char *name)
{
	static const struct address none;

	cache_sql_int(q, q->cache->network);
	cache_sql_address(q, datanet != NULL ? datanet : &none);
	cache_sql_text(q, name);
}

enum status cache_settings_put(struct cache *c, enum cache_setting setting,
			       const struct address *datanet, const struct address *account,
			       const char *text, struct err *e)
{
	char name[NAME_SIZE];
	struct cache_sql q;
	enum status s = name_of(name, setting, datanet, account, e);

	if (s != STATUS_OK)
		return s;
	if (text == NULL)
		cache_sql_begin(
			&q, c,
			"DELETE FROM settings WHERE network = ? AND datanet = ? AND key = ?");
	else
		cache_sql_begin(&q, c,
				"INSERT OR REPLACE INTO settings(network, datanet, key, value)"
				" VALUES(?, ?, ?, ?)");
	bind_key(&q, datanet, name);
	if (text != NULL)
		cache_sql_text(&q, text);
	return cache_sql_run(&q, NULL, e);
}

enum status cache_settings_get(struct cache *c, struct buf *out, enum cache_setting setting,
			       const struct address *datanet, const struct address *account,
			       struct err *e)
{
	char name[NAME_SIZE];
	struct cache_sql q;
	bool row;
	enum status s = name_of(name, setting, datanet, account, e);

	if (s != STATUS_OK)
		return s;
	cache_sql_begin(&q, c,
			"SELECT value FROM settings WHERE network = ? AND datanet = ? AND key = ?");
	bind_key(&q, datanet, name);
	s = cache_sql_row(&q, &row, e);
	if (s != STATUS_OK)
		return s;
	if (!row)
		return err_set(e, ERR_NOT_FOUND, "%s is not set", name);
	buf_add(out, sqlite3_column_text(q.stmt, 0), (size_t)sqlite3_column_bytes(q.stmt, 0));
	cache_sql_end(&q);
	s = buf_status(out);
	return s == STATUS_OK ? s : err_set(e, s, "%s: %s", name, status_phrase(s));
}

/* Finds the setting that has the name `key`, and the account in its middle. */
static bool parse_name(struct cache_setting_row *row, const char *key)
{
	for (int i = 0; i < CACHE_SETTINGS; i++) {
		const char *gap = strstr(names[i], "%s");
		size_t before = gap != NULL ? (size_t)(gap - names[i]) : strlen(names[i]);
		const size_t address = ADDRESS_TEXT_SIZE - 1;

		row->setting = (enum cache_setting)i;
		row->has_account = gap != NULL;
		if (strncmp(key, names[i], before) != 0)
			continue;
		if (gap == NULL && key[before] == '\0')
			return true;
		if (gap != NULL && strlen(key) >= before + address &&
		    strcmp(key + before + address, gap + 2) == 0 &&
		    address_parse(&row->account, key + before, address) == STATUS_OK)
			return true;
	}
	return false;
}

/* A row whose name nobody knows gets no text, by which cache_settings_all() knows it. */
static void read_setting(struct cache_sql *q, void *out)
{
	struct cache_setting_row *row = out;
	char key[NAME_SIZE];

	cache_sql_get_address(q, &row->datanet);
	cache_sql_get_text(q, key, sizeof(key));
	cache_sql_get_text(q, row->text, sizeof(row->text));
	if (!parse_name(row, key))
		row->text[0] = '\0';
}

enum status cache_settings_all(struct cache *c, struct cache_setting_row **out, size_t *n,
			       struct err *e)
{
	struct cache_sql q;
	size_t known = 0;
	enum status s;

	cache_sql_begin(&q, c,
			"SELECT datanet, key, value FROM settings WHERE network = ?"
			" ORDER BY datanet, key");
	cache_sql_int(&q, c->network);
	s = cache_sql_all(&q, out, n, sizeof(**out), read_setting, e);
	for (size_t i = 0; s == STATUS_OK && i < *n; i++)
		if ((*out)[i].text[0] != '\0')
			(*out)[known++] = (*out)[i];
	if (s == STATUS_OK)
		*n = known;
	return s;
}

enum status cache_settings_put_number(struct cache *c, enum cache_setting setting,
				      const struct address *datanet, const struct address *account,
				      int64_t v, struct err *e)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)v);
	return cache_settings_put(c, setting, datanet, account, text, e);
}

enum status cache_settings_number(struct cache *c, int64_t *out, enum cache_setting setting,
				  const struct address *datanet, const struct address *account,
				  struct err *e)
{
	char name[NAME_SIZE];
	struct buf text;
	uint64_t magnitude;
	bool negative;
	enum status s = name_of(name, setting, datanet, account, e);

	if (s != STATUS_OK)
		return s;
	/* "-9223372036854775808" has 20 characters. */
	buf_init(&text, 20);
	s = cache_settings_get(c, &text, setting, datanet, account, e);
	negative = s == STATUS_OK && text.len > 0 && text.data[0] == '-';
	/* parse_u64() takes no sign. One more than INT64_MAX is the magnitude of INT64_MIN. */
	if (s == ERR_LIMIT || (s == STATUS_OK && (parse_u64(&magnitude, buf_str(&text) + negative,
							    text.len - negative) != STATUS_OK ||
						  magnitude > (uint64_t)INT64_MAX + negative)))
		s = err_set(e, ERR_NOT_FOUND, "%s is no number", name);
	if (s == STATUS_OK)
		*out = negative ? (int64_t)(0 - magnitude) : (int64_t)magnitude;
	buf_release(&text);
	return s;
}
