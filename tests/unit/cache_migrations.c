/* Databases of earlier bylines: each step takes along what the rows said. */
#include "cache_file.h"

#include "cache/attributions.h"
#include "cache/blocks.h"
#include "cache/claims.h"
#include "cache/datasets.h"
#include "cache/events.h"
#include "cache/figures.h"
#include "cache/models.h"
#include "cache/scores.h"
#include "cache/settings.h"
#include "cache/statements.h"
#include "cache/transactions.h"
#include "cache/uploads.h"
#include "cache/verdicts.h"
#include "tests/lib/words_of.h"

/* Brings back the tables as they were before the step about own transactions. */
#define UNDO_LEDGER                                                                            \
	"DROP TABLE claims; CREATE TABLE claims(id INTEGER PRIMARY KEY, network INTEGER NOT"   \
	" NULL REFERENCES networks, tx INTEGER NOT NULL, account BLOB NOT NULL, distributor"   \
	" BLOB NOT NULL, token BLOB NOT NULL, cumulative BLOB NOT NULL, amount BLOB NOT NULL," \
	" state INTEGER NOT NULL, bundle BLOB, file TEXT NOT NULL, block INTEGER NOT NULL,"    \
	" prepared_at INTEGER NOT NULL, signed_at INTEGER NOT NULL, sent_at INTEGER NOT NULL," \
	" mined_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, note TEXT NOT NULL) STRICT;" \
	"DROP INDEX transactions_bundle; ALTER TABLE transactions DROP COLUMN bundle;"         \
	"ALTER TABLE transactions DROP COLUMN file;"                                           \
	"ALTER TABLE transactions DROP COLUMN exported_at;"                                    \
	"ALTER TABLE transactions DROP COLUMN expires_at;"                                     \
	"ALTER TABLE transactions RENAME COLUMN prepared_at TO reserved_at;"

/* Takes the sums out of the tables that the other undos do not make anew. */
#define UNDO_SUMS                                                                              \
	UNDO_NEWEST "ALTER TABLE blocks DROP COLUMN sum; ALTER TABLE figures DROP COLUMN sum;" \
		    "ALTER TABLE datasets DROP COLUMN sum;"

#define UNDO_ALL_SUMS                                                                           \
	UNDO_SUMS "ALTER TABLE statements DROP COLUMN sum; ALTER TABLE scores DROP COLUMN sum;" \
		  "ALTER TABLE verdicts DROP COLUMN sum;"

/* Brings back the table of blocks as it was before figures had the time of their block. */
/* So many steps come before that one. */
#define BEFORE_BLOCK_TIMES "9"

#define UNDO_BLOCK_TIMES                                     \
	"ALTER TABLE blocks RENAME COLUMN read_at TO as_of;" \
	"ALTER TABLE blocks ADD COLUMN agreeing INTEGER NOT NULL DEFAULT 3;"

/* Changes of the steps about whose a row is, undone. */
static const char undo_owners[] = UNDO_SUMS
	"ALTER TABLE claims DROP COLUMN root;"
	"DROP INDEX datasets_attested; DROP INDEX datasets_local;"
	"CREATE UNIQUE INDEX datasets_root ON datasets(network, root);"
	"ALTER TABLE events DROP COLUMN datanet; ALTER TABLE events DROP COLUMN account;"
	"CREATE TABLE old(network INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,"
	" PRIMARY KEY(network, key)) STRICT, WITHOUT ROWID;"
	"INSERT INTO old SELECT network, key, value FROM settings;"
	"DROP TABLE settings; ALTER TABLE old RENAME TO settings;"
	"DROP INDEX figures_last; DROP INDEX figures_history;"
	"UPDATE figures SET payer = token WHERE kind = 2; ALTER TABLE figures DROP COLUMN token;"
	"ALTER TABLE figures RENAME COLUMN payer TO subject;"
	"CREATE UNIQUE INDEX figures_last ON figures(network, kind, account, subject)"
	" WHERE last = 1;"
	"CREATE INDEX figures_history ON figures(network, kind, account, subject, id);"
	"ALTER TABLE networks DROP COLUMN unbound;"
	"CREATE TABLE old(network INTEGER NOT NULL, epoch INTEGER NOT NULL, uid BLOB,"
	" previous BLOB, payload BLOB NOT NULL, attested_at INTEGER NOT NULL,"
	" block INTEGER NOT NULL, trust INTEGER NOT NULL, audit INTEGER NOT NULL,"
	" finding TEXT NOT NULL, PRIMARY KEY(network, epoch)) STRICT, WITHOUT ROWID;"
	"INSERT INTO old SELECT network, epoch, uid, previous, payload, attested_at, block, trust,"
	" audit, finding FROM statements;"
	"DROP TABLE statements; ALTER TABLE old RENAME TO statements;"
	"CREATE TABLE old(network INTEGER NOT NULL, epoch INTEGER NOT NULL, account BLOB NOT NULL,"
	" dataset BLOB NOT NULL, line INTEGER NOT NULL, inferences INTEGER NOT NULL,"
	" influence BLOB NOT NULL, amount BLOB NOT NULL, trust INTEGER NOT NULL,"
	" PRIMARY KEY(network, epoch, account, dataset)) STRICT, WITHOUT ROWID;"
	"INSERT INTO old SELECT network, epoch, account, dataset, line, inferences, influence,"
	" amount, trust FROM scores;"
	"DROP TABLE scores; ALTER TABLE old RENAME TO scores;"
	"CREATE TABLE old(network INTEGER NOT NULL, epoch INTEGER NOT NULL, account BLOB NOT NULL,"
	" statement BLOB, audit INTEGER NOT NULL, finding TEXT NOT NULL, counts INTEGER NOT NULL,"
	" PRIMARY KEY(network, epoch, account)) STRICT, WITHOUT ROWID;"
	"INSERT INTO old SELECT network, epoch, account, statement, audit, finding, counts"
	" FROM verdicts;"
	"DROP TABLE verdicts; ALTER TABLE old RENAME TO verdicts;"
	"CREATE TABLE old(id INTEGER PRIMARY KEY, network INTEGER NOT NULL, account BLOB NOT NULL,"
	" count INTEGER NOT NULL, last_seq INTEGER NOT NULL,"
	" trimmed_epoch INTEGER NOT NULL DEFAULT 0, UNIQUE(network, account)) STRICT;"
	"INSERT INTO old SELECT id, network, account, count, last_seq, trimmed_epoch FROM scopes;"
	"DROP TABLE scopes; ALTER TABLE old RENAME TO scopes;"
	"CREATE TABLE old(id INTEGER PRIMARY KEY, network INTEGER NOT NULL, hash BLOB NOT NULL,"
	" name TEXT NOT NULL, path TEXT NOT NULL, bytes INTEGER NOT NULL,"
	" seen_at INTEGER NOT NULL, downloaded_at INTEGER NOT NULL, current INTEGER NOT NULL,"
	" summary TEXT NOT NULL, UNIQUE(network, hash)) STRICT;"
	"INSERT INTO old SELECT id, network, hash, name, path, bytes, seen_at, downloaded_at,"
	" current, summary FROM models;"
	"DROP TABLE models; ALTER TABLE old RENAME TO models;"
	"ALTER TABLE datasets DROP COLUMN datanet; ALTER TABLE uploads DROP COLUMN datanet;"
	/* The labels that wait for the vault came later. */
	"ALTER TABLE accounts DROP COLUMN unsaved;"
	/* So did received payments. */
	"DROP TABLE received; DROP TABLE searches;"
	/* Blocks said when they were read, and by how many nodes. */
	UNDO_BLOCK_TIMES;

/* Block 30 has the time 3000, and was read at 3007. Block 20 is forgotten. */
static void figures_of_before_are_as_of_their_blocks_time(void **state)
{
	static const struct {
		enum cache_figure_kind kind;
		uint64_t block;
		int64_t as_of, after;
	} cases[] = {{CACHE_FIGURE_NATIVE_BALANCE, 30, 3007, 3000},
		     {CACHE_FIGURE_TOKEN_BALANCE, 20, 2007, 2007},
		     {CACHE_FIGURE_CLAIM_GAS, 30, 3007, 3007}};
	struct cache_block block = {
		.number = 30, .hash = hash_of_byte(1), .time = 3000, .read_at = 3007};
	struct cache_figure *back;
	struct cache *c;
	size_t n;

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	assert_ok(cache_blocks_put(c, &block, &err));
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct cache_figure f = {
			.kind = cases[i].kind, .block = cases[i].block, .as_of = cases[i].as_of};

		assert_ok(cache_figures_put(c, &f, 1, &err));
	}
	cache_close(c);
	run_sql(UNDO_ALL_SUMS "ALTER TABLE claims DROP COLUMN root;"
			      "DROP TABLE received; DROP TABLE searches;" UNDO_BLOCK_TIMES
			      "PRAGMA user_version = " BEFORE_BLOCK_TIMES);
	c = open_on(db_path, 1);
	assert_ok(cache_figures_all(c, &back, &n, &err));
	assert_int_equal(n, ARRAY_SIZE(cases));
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(back[i].kind, cases[i].kind);
		assert_int_equal(back[i].as_of, cases[i].after);
		assert_int_equal(back[i].since, cases[i].after);
	}
	free(back);
	assert_ok(cache_blocks_last(c, &block, &err));
	assert_int_equal(block.read_at, 3007);
	cache_close(c);
}

static void a_cache_of_before_is_brought_up_to_date_with_its_rows(void **state)
{
	struct cache *c;
	struct cache_statement st = {.uid = hash_of_byte(3),
				     .statement.epoch = 3,
				     .audit = CACHE_AUDIT_FAULT,
				     .finding.text = "0.5 too little"},
			       back = {0};
	struct address me = address_of_byte(1), nobody = {{0}};
	int64_t mark;

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	assert_ok(cache_statements_put(c, &st, &err));
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_STATEMENTS_READ, &nobody, &me, 30,
					    &err));
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_NEXT_SETTLEMENT, &nobody, NULL, 7,
					    &err));
	cache_close(c);
	run_sql(undo_owners);
	run_sql("DROP TABLE verdicts; ALTER TABLE scopes DROP COLUMN trimmed_epoch;" UNDO_LEDGER
		"PRAGMA user_version = 1");
	/* The old cache cannot be read as it is without the right to write. */
	assert_int_equal(cache_open(&c, db_path, true, &err), ERR_VERSION);
	assert_non_null(strstr(err.text, "without --read-only"));
	c = open_on(db_path, 1);
	assert_ok(cache_statements_get(c, &back, &st.datanet, 3, &err));
	/* Each account's epochs are read again: before, all accounts shared one finding. */
	st.audit = CACHE_AUDIT_NOT_RUN;
	st.finding = (struct sentence){.n = 0};
	assert_memory_equal(&back, &st, sizeof(st));
	assert_int_equal(
		cache_settings_number(c, &mark, CACHE_SETTING_STATEMENTS_READ, &nobody, &me, &err),
		ERR_NOT_FOUND);
	assert_ok(cache_settings_number(c, &mark, CACHE_SETTING_NEXT_SETTLEMENT, &nobody, NULL,
					&err));
	cache_close(c);
}

static void drafts_and_claims_of_before_keep_what_was_known_of_them(void **state)
{
	static const char rows[] =
		"INSERT INTO transactions(id, chain, account, nonce, generation, kind, state, what,"
		" fee_cap, fee, block, reserved_at, signed_at, sent_at, mined_at, note) VALUES"
		" (1, 31337, zeroblob(20), 7, 0, 0, 0, 'exported', zeroblob(32), zeroblob(32), 0, "
		"50, 0,"
		" 0, 0, 'written to a file, perhaps signed elsewhere'),"
		" (2, 31337, zeroblob(20), 8, 0, 3, 0, 'left over', zeroblob(32), zeroblob(32), 0, "
		"60,"
		" 0, 0, 0, ''),"
		" (3, 31337, zeroblob(20), 9, 0, 0, 6, 'given up', zeroblob(32), zeroblob(32), 0, "
		"70,"
		" 71, 0, 0, 'cancelled');"
		"INSERT INTO claims SELECT 4, id, 1, zeroblob(20), zeroblob(20), zeroblob(20),"
		" zeroblob(32), zeroblob(32), 1, x'aa', '/stick/c.json', 0, 50, 0, 0, 0, 90, ''"
		" FROM networks;"
		"INSERT INTO claims SELECT 5, id, 3, zeroblob(20), zeroblob(20), zeroblob(20),"
		" zeroblob(32), zeroblob(32), 9, NULL, '', 0, 70, 71, 0, 0, 95, 'cancelled'"
		" FROM networks;";
	struct cache *c;
	struct cache_tx tx;
	struct cache_claim claim;

	(void)state;
	remove_db();
	cache_close(open_on(db_path, 1));
	run_sql(undo_owners);
	run_sql(UNDO_LEDGER);
	run_sql(rows);
	run_sql("PRAGMA user_version = 3");
	c = open_on(db_path, 1);
	assert_ok(cache_transactions_get(c, &tx, 1, &err));
	assert_int_equal(tx.state, CACHE_TX_DRAFT);
	assert_int_equal(tx.exported_at, 50);
	assert_int_equal(tx.expires_at, 90);
	assert_string_equal(tx.file, "/stick/c.json");
	assert_string_equal(tx.note, "");
	assert_ok(cache_transactions_get(c, &tx, 2, &err));
	assert_int_equal(tx.exported_at, 0);
	assert_ok(cache_transactions_get(c, &tx, 3, &err));
	assert_int_equal(tx.state, CACHE_TX_CANCELLED);
	assert_ok(cache_claims_get(c, &claim, 4, &err));
	assert_int_equal(claim.transaction, 1);
	assert_int_equal(claim.item, 0);
	assert_int_equal(claim.prepared_at, 50);
	assert_ok(cache_claims_get(c, &claim, 5, &err));
	cache_close(c);
}

/* A datanet at 0xda whose payer at 0xdd pays in the token at 0xee. */
static struct profile one_payer(void)
{
	struct profile p = {
		.n_distributors = 1, .n_datanets = 1, .datanets[0].address = address_of_byte(0xda)};

	p.distributors[0].contract.address = address_of_byte(0xdd);
	p.distributors[0].token = address_of_byte(0xee);
	return p;
}

/* Figures of a balance, of a payer and a token, and of a payer alone. */
static void assert_figures_are_bound(struct cache *c)
{
	static const struct address zero;
	const struct address payer = address_of_byte(0xdd), token = address_of_byte(0xee);
	struct cache_figure *all;
	size_t n;

	assert_ok(cache_figures_all(c, &all, &n, &err));
	assert_int_equal(n, 3);
	assert_int_equal(all[0].kind, CACHE_FIGURE_TOKEN_BALANCE);
	assert_true(address_equal(&all[0].payer, &zero));
	assert_true(address_equal(&all[0].token, &token));
	assert_int_equal(all[1].kind, CACHE_FIGURE_CLAIMED);
	assert_true(address_equal(&all[1].payer, &payer));
	assert_true(address_equal(&all[1].token, &token));
	assert_int_equal(all[1].value.limb[0], 7);
	assert_int_equal(all[2].kind, CACHE_FIGURE_DISTRIBUTOR_ROOT);
	assert_true(address_equal(&all[2].payer, &payer));
	assert_true(address_equal(&all[2].token, &zero));
	free(all);
}

static void put_epoch(struct cache *c)
{
	const struct address me = address_of_byte(1), nobody = {{0}};
	struct cache_statement st = {.uid = hash_of_byte(3),
				     .statement = {.epoch = 3,
						   .distributor = address_of_byte(0xdd),
						   .token = address_of_byte(0xee)}};
	struct cache_score score = {.epoch = 3, .index = 7};
	struct cache_verdict v = {.epoch = 3, .statement = st.uid, .audit = CACHE_AUDIT_OWN_SOUND};

	assert_ok(cache_statements_put(c, &st, &err));
	assert_ok(cache_scores_put(c, &nobody, &me, 3, &score, 1, &err));
	assert_ok(cache_verdicts_put(c, &me, &v, &err));
}

static void assert_epoch_is_of(struct cache *c, const struct address *datanet)
{
	const struct address me = address_of_byte(1);
	struct cache_statement st;
	struct cache_score *scores;
	struct cache_verdict v;
	size_t n;

	assert_ok(cache_statements_get(c, &st, datanet, 3, &err));
	assert_int_equal(st.uid.bytes[0], 3);
	assert_ok(cache_scores_all(c, &scores, &n, datanet, &me, &err));
	assert_int_equal(n, 1);
	assert_int_equal(scores[0].index, 7);
	free(scores);
	assert_ok(cache_verdicts_get(c, &v, datanet, &me, 3, &err));
	assert_int_equal(v.audit, CACHE_AUDIT_OWN_SOUND);
}

/* An attestation to the datanet, one to another, and a dataset that is not attested. */
static const enum cache_dataset_state dataset_states[] = {
	CACHE_DATASET_IN_MODEL, CACHE_DATASET_ELSEWHERE, CACHE_DATASET_LOCAL};

static void put_contributions(struct cache *c)
{
	const struct address me = address_of_byte(1), nobody = {{0}};
	struct cache_attribution_in told = {.seq = 4, .epoch = 3, .fee_e9 = 9};
	struct cache_model model = {.hash = hash_of_byte(8), .name = "m", .current = true};
	struct cache_upload upload = {.uid = hash_of_byte(0x20), .size = 5};
	struct cache_event event = {.time = 5, .account = me, .text.text = "from before"};

	assert_ok(cache_events_put(c, &event, &err));
	assert_ok(cache_attributions_put(c, &nobody, &me, &told, 1, &err));
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_AUDITABLE, &nobody, NULL, 6, &err));
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_STATEMENTS_READ, &nobody, &me, 30,
					    &err));
	assert_ok(cache_settings_put_number(c, CACHE_SETTING_DATASETS_SCANNED, NULL, &me, 7, &err));
	assert_ok(cache_models_put(c, &model, &err));
	assert_ok(cache_uploads_put(c, &upload, &err));
	for (uint8_t i = 0; i < ARRAY_SIZE(dataset_states); i++) {
		struct cache_dataset d = {.root = hash_of_byte((uint8_t)(0x10 + i)),
					  .state = dataset_states[i],
					  .local = true};

		if (d.state != CACHE_DATASET_LOCAL)
			d.uid = hash_of_byte((uint8_t)(0x20 + i));
		assert_ok(cache_datasets_put(c, &d, &err));
	}
}

/* How far the chain was scanned is no datanet's, and so stays where it was. */
static void assert_settings_are_of(struct cache *c, const struct address *datanet)
{
	const struct address me = address_of_byte(1), another = address_of_byte(0xdb);
	int64_t v = 0;

	assert_ok(cache_settings_number(c, &v, CACHE_SETTING_AUDITABLE, datanet, NULL, &err));
	assert_int_equal(v, 6);
	assert_ok(cache_settings_number(c, &v, CACHE_SETTING_STATEMENTS_READ, datanet, &me, &err));
	assert_int_equal(v, 30);
	assert_ok(cache_settings_number(c, &v, CACHE_SETTING_DATASETS_SCANNED, NULL, &me, &err));
	assert_int_equal(v, 7);
	assert_int_equal(
		cache_settings_number(c, &v, CACHE_SETTING_AUDITABLE, &another, NULL, &err),
		ERR_NOT_FOUND);
}

/* Its text may name either, and is not searched for them. */
static void assert_event_of_before_is_of_nobody(struct cache *c)
{
	struct cache_event *events;
	size_t n;

	assert_ok(cache_events_recent(c, &events, &n, 9, &err));
	assert_int_equal(n, 1);
	assert_string_equal(words_of(&events[0].text), "from before");
	assert_true(address_is_zero(&events[0].datanet));
	assert_true(address_is_zero(&events[0].account));
	free(events);
}

static void assert_contributions_are_of(struct cache *c, const struct address *datanet)
{
	const struct address me = address_of_byte(1), nobody = {{0}};
	const struct hash uid = hash_of_byte(0x20);
	struct cache_attribution_sum *sums;
	struct cache_model model;
	struct cache_upload upload;
	size_t n;

	assert_ok(cache_attributions_sums(c, &sums, &n, datanet, &me, 0, &err));
	assert_int_equal(n, 1);
	assert_int_equal(sums[0].fee_e9, 9);
	free(sums);
	assert_ok(cache_models_current(c, &model, datanet, &err));
	assert_string_equal(model.name, "m");
	assert_ok(cache_uploads_get(c, &upload, &uid, &err));
	assert_true(address_equal(&upload.datanet, datanet));
	for (uint8_t i = 0; i < ARRAY_SIZE(dataset_states); i++) {
		const struct hash root = hash_of_byte((uint8_t)(0x10 + i));
		struct cache_dataset d;

		assert_ok(cache_datasets_by_root(c, &d, &root, datanet, &err));
		assert_true(address_equal(&d.datanet, i == 0 ? datanet : &nobody));
	}
}

/* Rows that SQL counts in the file. */
static int64_t count_sql(const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	int64_t n;

	assert_int_equal(sqlite3_open(db_path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return n;
}

static void rows_of_before_are_given_to_the_profiles_datanet_and_tokens(void **state)
{
	const struct address payer = address_of_byte(0xdd), token = address_of_byte(0xee);
	struct profile p = one_payer(), other = p;
	struct cache_figure figures[] = {
		{.kind = CACHE_FIGURE_TOKEN_BALANCE, .token = token, .block = 5},
		{.kind = CACHE_FIGURE_CLAIMED, .payer = payer, .value = u256_from_u64(7)},
		{.kind = CACHE_FIGURE_DISTRIBUTOR_ROOT, .payer = payer},
	};
	struct cache *c;

	(void)state;
	remove_db();
	c = open_on(db_path, 1);
	assert_ok(cache_figures_put(c, figures, ARRAY_SIZE(figures), &err));
	put_epoch(c);
	put_contributions(c);
	cache_close(c);
	run_sql(undo_owners);
	run_sql("PRAGMA user_version = 4");
	cache_close(open_on(db_path, 1));
	/* Whoever may not write cannot complete them, and must not miss them either. */
	assert_ok(cache_open(&c, db_path, true, &err));
	assert_ok(cache_networks_select(c, NULL, "devnet", 31337, NULL, &err));
	assert_int_equal(cache_networks_bind(c, &p, &err), ERR_VERSION);
	assert_non_null(strstr(err.text, "without --read-only"));
	cache_close(c);
	c = open_on(db_path, 1);
	assert_ok(cache_networks_bind(c, &p, &err));
	assert_figures_are_bound(c);
	assert_epoch_is_of(c, &p.datanets[0].address);
	assert_contributions_are_of(c, &p.datanets[0].address);
	assert_settings_are_of(c, &p.datanets[0].address);
	assert_event_of_before_is_of_nobody(c);
	/* Once: another profile of the network changes nothing. */
	other.datanets[0].address = address_of_byte(0xdb);
	other.distributors[0].token = address_of_byte(0xef);
	assert_ok(cache_networks_bind(c, &other, &err));
	assert_figures_are_bound(c);
	assert_epoch_is_of(c, &p.datanets[0].address);
	assert_contributions_are_of(c, &p.datanets[0].address);
	assert_settings_are_of(c, &p.datanets[0].address);
	cache_close(c);
	/* A statement can be sought by who pays it, and in which token. */
	assert_int_equal(count_sql("SELECT count(*) FROM statements WHERE hex(payer) LIKE 'DDDD%'"
				   " AND hex(token) LIKE 'EEEE%' AND length(payer) = 20"),
			 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_of_before_are_as_of_their_blocks_time),
		cmocka_unit_test(a_cache_of_before_is_brought_up_to_date_with_its_rows),
		cmocka_unit_test(drafts_and_claims_of_before_keep_what_was_known_of_them),
		cmocka_unit_test(rows_of_before_are_given_to_the_profiles_datanet_and_tokens),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
