/* An app with something of everything, and another one that it is restored into. */
#ifndef TESTS_UNIT_BACKUP_FIXTURE_H
#define TESTS_UNIT_BACKUP_FIXTURE_H

#include "tests/unit/app_fixture.h"

#include "app/account.h"
#include "app/load.h"
#include "app/network.h"
#include "app/unlock.h"
#include "backup/restore.h"
#include "backup/save.h"
#include "base/buf.h"
#include "cache/datasets.h"
#include "cache/events.h"
#include "cache/networks.h"
#include "cache/transactions.h"

/* A dataset, a signed transaction and an event on the network that the cache works on. */
static inline void put_rows(struct app *app, uint8_t mark)
{
	struct cache_dataset dataset = {.root = hash_of_byte(mark),
					.nonce = hash_of_byte((uint8_t)(mark + 2)),
					.account = address_of_byte(0x42),
					.local = true};
	struct cache_tx tx = {.account = address_of_byte(0x42),
			      .nonce = mark,
			      .kind = CACHE_TX_SEND,
			      .state = CACHE_TX_SIGNED,
			      .signing_hash = hash_of_byte(mark),
			      .hash = hash_of_byte((uint8_t)(mark + 1)),
			      .signed_at = 5};
	struct cache_event event = {.time = mark, .area = "datasets"};

	snprintf(dataset.name, sizeof(dataset.name), "mails-%02x", mark);
	sentence_add(&event.text, "committed to mails-%02x", mark);
	assert_ok(cache_datasets_put(app->shared->cache, &dataset, &err));
	assert_ok(cache_transactions_add(app->shared->cache, &tx, &err));
	assert_ok(cache_transactions_put_raw(app->shared->cache, tx.id, "\x02\xc0", 2, &err));
	assert_ok(cache_events_put(app->shared->cache, &event, &err));
}

static inline void use(struct app *app, const char *name, uint64_t chain_id)
{
	assert_ok(cache_networks_select(app->shared->cache, NULL, name, chain_id, NULL, &err));
}

/* Two chains, and a second profile of one of them. */
static inline void put_networks(struct app *app)
{
	put_rows(app, 0x10);
	use(app, "other", 5);
	put_rows(app, 0x20);
	use(app, "rival", 5);
	use(app, "devnet", 31337);
}

static inline struct json *read_back(const char *name)
{
	struct json *doc;
	struct buf text;

	buf_init(&text, MIB);
	assert_ok(file_read(&text, in_folder(name), &err));
	assert_ok(json_parse(&doc, text.data, text.len, &err));
	buf_release(&text);
	return doc;
}

static inline void save(struct app *app, const char *name)
{
	struct backup_report report;

	assert_ok(write_backup(app, &report, in_folder(name), &err));
	report_release(&report);
}

/* An app below folder/`name` with nothing in it, not even a network. */
static inline struct app *open_empty(const char *name)
{
	struct app *app = NULL;
	char dir[256];
	struct app_options options = {.config_dir = dir, .offline = true};

	snprintf(dir, sizeof(dir), "%s/%s", folder, name);
	assert_ok(open_app(&app, &options, &err));
	app->shared->options.config_dir = NULL;
	return app;
}

/* Restores with a passphrase, or none when it is NULL. Out: `report`, to be released. */
static inline enum status restore(struct app *app, struct backup_report *report, const char *name,
				  const char *passphrase)
{
	answer(app->shared->door, passphrase, NULL);
	return restore_backup(app, report, in_folder(name), passphrase != NULL, &err);
}

/* Counts rows of all kinds, all networks together, as a backup of the app would. */
static inline uint64_t count_all(struct app *app)
{
	struct backup_report report;
	uint64_t n = 0;
	char name[32];
	static int next;

	snprintf(name, sizeof(name), "count-%d", next++);
	assert_ok(write_backup(app, &report, in_folder(name), &err));
	for (int i = 0; i < BACKUP_PARTS; i++)
		n += report.parts[i].added;
	report_release(&report);
	return n;
}

#endif
