/*
 * The schema of the database, as the steps that led to it, which cache/migrate.c runs. Steps are
 * only appended; one that was released is never edited, since databases have seen it. Amounts and
 * other 256-bit numbers are 32 bytes big-endian, addresses 20, hashes 32 or NULL.
 */
#include "cache/migrations.h"

#include "base/attr.h"

#define ZERO_ADDRESS "x'0000000000000000000000000000000000000000'"

static const char *const steps[] = {
	"CREATE TABLE networks(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
	" chain INTEGER NOT NULL, genesis BLOB) STRICT;"

	"CREATE TABLE accounts(id INTEGER PRIMARY KEY, address BLOB NOT NULL UNIQUE,"
	" label TEXT NOT NULL, watch_only INTEGER NOT NULL, vault_index INTEGER NOT NULL) STRICT;"

	"CREATE TABLE blocks(network INTEGER NOT NULL REFERENCES networks, number INTEGER NOT NULL,"
	" hash BLOB NOT NULL, parent BLOB, state_root BLOB, time INTEGER NOT NULL,"
	" as_of INTEGER NOT NULL, trust INTEGER NOT NULL, agreeing INTEGER NOT NULL,"
	" PRIMARY KEY(network, number)) STRICT, WITHOUT ROWID;"

	"CREATE TABLE figures(id INTEGER PRIMARY KEY, network INTEGER NOT NULL REFERENCES networks,"
	" kind INTEGER NOT NULL, account BLOB NOT NULL, subject BLOB NOT NULL, value BLOB NOT NULL,"
	" trust INTEGER NOT NULL, block INTEGER NOT NULL, as_of INTEGER NOT NULL,"
	" since_block INTEGER NOT NULL, since INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;"
	"CREATE UNIQUE INDEX figures_last ON figures(network, kind, account, subject)"
	" WHERE last = 1;"
	"CREATE INDEX figures_history ON figures(network, kind, account, subject, id);"

	"CREATE TABLE datasets(id INTEGER PRIMARY KEY, network INTEGER NOT NULL REFERENCES "
	"networks, root BLOB NOT NULL, uid BLOB, replaces BLOB, nonce BLOB, manifest BLOB,"
	" account BLOB NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, license TEXT NOT NULL,"
	" source TEXT NOT NULL, local INTEGER NOT NULL, records INTEGER NOT NULL,"
	" bytes INTEGER NOT NULL, state INTEGER NOT NULL, trust INTEGER NOT NULL,"
	" note TEXT NOT NULL, tx BLOB, block INTEGER NOT NULL, revoked_block INTEGER NOT NULL,"
	" created_at INTEGER NOT NULL, attested_at INTEGER NOT NULL, revoked_at INTEGER NOT NULL,"
	" accepted_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, UNIQUE(network, root)) STRICT;"
	"CREATE INDEX datasets_uid ON datasets(network, uid);"

	"CREATE TABLE uploads(network INTEGER NOT NULL REFERENCES networks, uid BLOB NOT NULL,"
	" file BLOB, path TEXT NOT NULL, url TEXT NOT NULL, size INTEGER NOT NULL,"
	" offset INTEGER NOT NULL, started INTEGER NOT NULL, updated INTEGER NOT NULL,"
	" PRIMARY KEY(network, uid)) STRICT, WITHOUT ROWID;"

	"CREATE TABLE statements(network INTEGER NOT NULL REFERENCES networks,"
	" epoch INTEGER NOT NULL, uid BLOB, previous BLOB, payload BLOB NOT NULL,"
	" attested_at INTEGER NOT NULL, block INTEGER NOT NULL, trust INTEGER NOT NULL,"
	" audit INTEGER NOT NULL, finding TEXT NOT NULL, PRIMARY KEY(network, epoch))"
	" STRICT, WITHOUT ROWID;"

	"CREATE TABLE scores(network INTEGER NOT NULL REFERENCES networks, epoch INTEGER NOT NULL,"
	" account BLOB NOT NULL, dataset BLOB NOT NULL, line INTEGER NOT NULL,"
	" inferences INTEGER NOT NULL, influence BLOB NOT NULL, amount BLOB NOT NULL,"
	" trust INTEGER NOT NULL, PRIMARY KEY(network, epoch, account, dataset))"
	" STRICT, WITHOUT ROWID;"

	/*
	 * attributions.id is scope << 44 | seq: rows are appended and read in that order, and need
	 * no other index.
	 */
	"CREATE TABLE scopes(id INTEGER PRIMARY KEY, network INTEGER NOT NULL REFERENCES networks,"
	" account BLOB NOT NULL, count INTEGER NOT NULL, last_seq INTEGER NOT NULL,"
	" UNIQUE(network, account)) STRICT;"
	"CREATE TABLE hashes(id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE) STRICT;"
	"CREATE TABLE attributions(id INTEGER PRIMARY KEY, time INTEGER NOT NULL,"
	" epoch INTEGER NOT NULL, dataset INTEGER NOT NULL, model INTEGER NOT NULL,"
	" influence INTEGER NOT NULL, fee INTEGER NOT NULL, inference TEXT NOT NULL) STRICT;"

	"CREATE TABLE claims(id INTEGER PRIMARY KEY, network INTEGER NOT NULL REFERENCES networks,"
	" tx INTEGER NOT NULL, account BLOB NOT NULL, distributor BLOB NOT NULL,"
	" token BLOB NOT NULL, cumulative BLOB NOT NULL, amount BLOB NOT NULL,"
	" state INTEGER NOT NULL, bundle BLOB, file TEXT NOT NULL, block INTEGER NOT NULL,"
	" prepared_at INTEGER NOT NULL, signed_at INTEGER NOT NULL, sent_at INTEGER NOT NULL,"
	" mined_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, note TEXT NOT NULL) STRICT;"
	"CREATE INDEX claims_network ON claims(network);"

	/* Transactions hang on the chain, since two profiles of one chain share its nonces. */
	"CREATE TABLE transactions(id INTEGER PRIMARY KEY, chain INTEGER NOT NULL,"
	" account BLOB NOT NULL, nonce INTEGER NOT NULL, generation INTEGER NOT NULL,"
	" kind INTEGER NOT NULL, state INTEGER NOT NULL, what TEXT NOT NULL, signing_hash BLOB,"
	" hash BLOB, raw BLOB, fee_cap BLOB NOT NULL, fee BLOB NOT NULL, block INTEGER NOT NULL,"
	" block_hash BLOB, reserved_at INTEGER NOT NULL, signed_at INTEGER NOT NULL,"
	" sent_at INTEGER NOT NULL, mined_at INTEGER NOT NULL, note TEXT NOT NULL,"
	" UNIQUE(chain, account, nonce, generation)) STRICT;"
	"CREATE INDEX transactions_hash ON transactions(hash);"

	"CREATE TABLE nodes(network INTEGER NOT NULL REFERENCES networks, name TEXT NOT NULL,"
	" state INTEGER NOT NULL, detail TEXT NOT NULL, head INTEGER NOT NULL,"
	" lag INTEGER NOT NULL, latency BLOB NOT NULL, compared INTEGER NOT NULL,"
	" agreed INTEGER NOT NULL, last_reply INTEGER NOT NULL, retry_at INTEGER NOT NULL,"
	" PRIMARY KEY(network, name)) STRICT, WITHOUT ROWID;"

	"CREATE TABLE disputes(id INTEGER PRIMARY KEY, network INTEGER NOT NULL REFERENCES "
	"networks, time INTEGER NOT NULL, node TEXT NOT NULL, what TEXT NOT NULL, said TEXT NOT "
	"NULL,"
	" agreed TEXT NOT NULL, block INTEGER NOT NULL) STRICT;"
	"CREATE INDEX disputes_network ON disputes(network);"

	"CREATE TABLE models(id INTEGER PRIMARY KEY, network INTEGER NOT NULL REFERENCES networks,"
	" hash BLOB NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL, bytes INTEGER NOT NULL,"
	" seen_at INTEGER NOT NULL, downloaded_at INTEGER NOT NULL, current INTEGER NOT NULL,"
	" summary TEXT NOT NULL, UNIQUE(network, hash)) STRICT;"

	"CREATE TABLE events(id INTEGER PRIMARY KEY, network INTEGER NOT NULL REFERENCES networks,"
	" time INTEGER NOT NULL, trust INTEGER NOT NULL, seen INTEGER NOT NULL,"
	" area TEXT NOT NULL, text TEXT NOT NULL) STRICT;"
	"CREATE INDEX events_network ON events(network, id);"

	"CREATE TABLE settings(network INTEGER NOT NULL REFERENCES networks, key TEXT NOT NULL,"
	" value TEXT NOT NULL, PRIMARY KEY(network, key)) STRICT, WITHOUT ROWID;",

	/* Nobody knows whose leaves an earlier audit judged, so its result stays as it is. */
	"ALTER TABLE statements ADD COLUMN leaves_of BLOB;",

	/*
	 * The finding about an account's leaves gets a row for each account. The one finding that
	 * an epoch had for all accounts is dropped, and the epochs are read and judged again.
	 */
	"CREATE TABLE verdicts(network INTEGER NOT NULL REFERENCES networks,"
	" epoch INTEGER NOT NULL, account BLOB NOT NULL, statement BLOB, audit INTEGER NOT NULL,"
	" finding TEXT NOT NULL, counts INTEGER NOT NULL, PRIMARY KEY(network, epoch, account))"
	" STRICT, WITHOUT ROWID;"
	"ALTER TABLE statements DROP COLUMN leaves_of;"
	"UPDATE statements SET audit = 0, finding = '';"
	"DELETE FROM settings WHERE key GLOB 'statements.read.*';"

	/*
	 * The newest epoch of which attributions may have been trimmed. Earlier versions trimmed
	 * only accounts with a million of them.
	 */
	"ALTER TABLE scopes ADD COLUMN trimmed_epoch INTEGER NOT NULL DEFAULT 0;"
	"UPDATE scopes SET trimmed_epoch = (SELECT epoch FROM attributions WHERE id >="
	" scopes.id << 44 AND id < (scopes.id + 1) << 44 ORDER BY id LIMIT 1)"
	" WHERE count >= 1000000;",

	/*
	 * The row of its transaction alone says how far a claim is. The time of an export is a
	 * column; before it was a sentence in the note. A claim has a row for each thing claimed.
	 */
	"ALTER TABLE transactions RENAME COLUMN reserved_at TO prepared_at;"
	"ALTER TABLE transactions ADD COLUMN expires_at INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE transactions ADD COLUMN exported_at INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE transactions ADD COLUMN file TEXT NOT NULL DEFAULT '';"
	"ALTER TABLE transactions ADD COLUMN bundle BLOB;"
	"UPDATE transactions SET exported_at = prepared_at, note = ''"
	" WHERE note = 'written to a file, perhaps signed elsewhere';"
	"UPDATE transactions SET exported_at = prepared_at WHERE exported_at = 0 AND id IN"
	" (SELECT tx FROM claims WHERE file <> '');"
	"UPDATE transactions SET (expires_at, file, bundle) = (SELECT expires_at, file, bundle"
	" FROM claims WHERE tx = transactions.id ORDER BY id DESC LIMIT 1)"
	" WHERE id IN (SELECT tx FROM claims);"
	"UPDATE transactions SET state = 9 WHERE state = 6 AND (note = 'cancelled' OR id IN"
	" (SELECT tx FROM claims WHERE state = 9));"
	"CREATE TABLE claimed(id INTEGER NOT NULL, item INTEGER NOT NULL, network INTEGER NOT NULL"
	" REFERENCES networks, tx INTEGER NOT NULL, account BLOB NOT NULL, payer BLOB NOT NULL,"
	" token BLOB NOT NULL, cumulative BLOB NOT NULL, amount BLOB NOT NULL,"
	" prepared_at INTEGER NOT NULL, PRIMARY KEY(id, item)) STRICT;"
	"INSERT INTO claimed SELECT id, 0, network, tx, account, distributor, token, cumulative,"
	" amount, prepared_at FROM claims;"
	"DROP TABLE claims;"
	"ALTER TABLE claimed RENAME TO claims;"
	"CREATE INDEX claims_network ON claims(network);"
	"CREATE INDEX claims_tx ON claims(tx);"
	"CREATE INDEX transactions_bundle ON transactions(bundle);",

	/*
	 * Rows say whose they are: figures of which payer and token. A network had one datanet,
	 * and each of its payers one token, both of which only the profile names: until a profile
	 * is at hand they are zero, `unbound` says so, and cache_networks_bind() fills them in.
	 */
	"ALTER TABLE networks ADD COLUMN unbound INTEGER NOT NULL DEFAULT 0;"
	"UPDATE networks SET unbound = 1;"

	"DROP INDEX figures_last;"
	"DROP INDEX figures_history;"
	"ALTER TABLE figures RENAME COLUMN subject TO payer;"
	"ALTER TABLE figures ADD COLUMN token BLOB NOT NULL DEFAULT " ZERO_ADDRESS ";"
	"UPDATE figures SET token = payer, payer = " ZERO_ADDRESS " WHERE kind = 2;"
	"CREATE UNIQUE INDEX figures_last ON figures(network, kind, account, payer, token)"
	" WHERE last = 1;"
	"CREATE INDEX figures_history ON figures(network, kind, account, payer, token, id);"

	/*
	 * Payer and token of a statement stand in its attested payload, words 3 and 4. Scores and
	 * verdicts have those of the statement of their datanet and epoch.
	 */
	"CREATE TABLE owned(network INTEGER NOT NULL REFERENCES networks, datanet BLOB NOT NULL,"
	" epoch INTEGER NOT NULL, payer BLOB AS (substr(payload, 109, 20)),"
	" token BLOB AS (substr(payload, 141, 20)), uid BLOB, previous BLOB,"
	" payload BLOB NOT NULL, attested_at INTEGER NOT NULL, block INTEGER NOT NULL,"
	" trust INTEGER NOT NULL, audit INTEGER NOT NULL, finding TEXT NOT NULL,"
	" PRIMARY KEY(network, datanet, epoch)) STRICT, WITHOUT ROWID;"
	"INSERT INTO owned(network, datanet, epoch, uid, previous, payload, attested_at, block,"
	" trust, audit, finding) SELECT network, " ZERO_ADDRESS ", epoch, uid, previous, payload,"
	" attested_at, block, trust, audit, finding FROM statements;"
	"DROP TABLE statements;ALTER TABLE owned RENAME TO statements;"
	"CREATE TABLE owned(network INTEGER NOT NULL REFERENCES networks, datanet BLOB NOT NULL,"
	" epoch INTEGER NOT NULL, account BLOB NOT NULL, dataset BLOB NOT NULL,"
	" line INTEGER NOT NULL, inferences INTEGER NOT NULL, influence BLOB NOT NULL,"
	" amount BLOB NOT NULL, trust INTEGER NOT NULL,"
	" PRIMARY KEY(network, datanet, epoch, account, dataset)) STRICT, WITHOUT ROWID;"
	"INSERT INTO owned SELECT network, " ZERO_ADDRESS ", epoch, account, dataset, line,"
	" inferences, influence, amount, trust FROM scores;"
	"DROP TABLE scores;ALTER TABLE owned RENAME TO scores;"
	"CREATE TABLE owned(network INTEGER NOT NULL REFERENCES networks, datanet BLOB NOT NULL,"
	" epoch INTEGER NOT NULL, account BLOB NOT NULL, statement BLOB, audit INTEGER NOT NULL,"
	" finding TEXT NOT NULL, counts INTEGER NOT NULL,"
	" PRIMARY KEY(network, datanet, epoch, account)) STRICT, WITHOUT ROWID;"
	"INSERT INTO owned SELECT network, " ZERO_ADDRESS ", epoch, account, statement, audit,"
	" finding, counts FROM verdicts;"
	"DROP TABLE verdicts;ALTER TABLE owned RENAME TO verdicts;"

	/* The ids of scopes are in those of their attributions, and stay. */
	"CREATE TABLE owned(id INTEGER PRIMARY KEY, network INTEGER NOT NULL REFERENCES networks,"
	" datanet BLOB NOT NULL, account BLOB NOT NULL, count INTEGER NOT NULL,"
	" last_seq INTEGER NOT NULL, trimmed_epoch INTEGER NOT NULL DEFAULT 0,"
	" UNIQUE(network, datanet, account)) STRICT;"
	"INSERT INTO owned SELECT id, network, " ZERO_ADDRESS ", account, count, last_seq,"
	" trimmed_epoch FROM scopes;"
	"DROP TABLE scopes;ALTER TABLE owned RENAME TO scopes;"
	"CREATE TABLE owned(id INTEGER PRIMARY KEY, network INTEGER NOT NULL REFERENCES networks,"
	" datanet BLOB NOT NULL, hash BLOB NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL,"
	" bytes INTEGER NOT NULL, seen_at INTEGER NOT NULL, downloaded_at INTEGER NOT NULL,"
	" current INTEGER NOT NULL, summary TEXT NOT NULL, UNIQUE(network, datanet, hash)) STRICT;"
	"INSERT INTO owned SELECT id, network, " ZERO_ADDRESS ", hash, name, path, bytes, seen_at,"
	" downloaded_at, current, summary FROM models;"
	"DROP TABLE models;ALTER TABLE owned RENAME TO models;"

	/* A root is committed to once, and an attestation has one recipient: the keys stay. */
	"ALTER TABLE datasets ADD COLUMN datanet BLOB NOT NULL DEFAULT " ZERO_ADDRESS ";"
	"ALTER TABLE uploads ADD COLUMN datanet BLOB NOT NULL DEFAULT " ZERO_ADDRESS ";",

	/* Settings are of a datanet; those of the network itself keep the address zero. */
	"CREATE TABLE owned(network INTEGER NOT NULL REFERENCES networks, datanet BLOB NOT NULL,"
	" key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(network, datanet, key))"
	" STRICT, WITHOUT ROWID;"
	"INSERT INTO owned SELECT network, " ZERO_ADDRESS ", key, value FROM settings;"
	"DROP TABLE settings;ALTER TABLE owned RENAME TO settings;"
	"UPDATE networks SET unbound = 1;",

	/* Nobody knows whose the events of before are: they keep the address zero. */
	"ALTER TABLE events ADD COLUMN datanet BLOB NOT NULL DEFAULT " ZERO_ADDRESS ";"
	"ALTER TABLE events ADD COLUMN account BLOB NOT NULL DEFAULT " ZERO_ADDRESS ";",

	/*
	 * A root that is attested to several datanets has a row for each. There is one row without
	 * an attestation at most, from which the first attestation makes its own.
	 */
	"CREATE TABLE owned(id INTEGER PRIMARY KEY, network INTEGER NOT NULL REFERENCES networks,"
	" datanet BLOB NOT NULL, root BLOB NOT NULL, uid BLOB, replaces BLOB, nonce BLOB,"
	" manifest BLOB, account BLOB NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,"
	" license TEXT NOT NULL, source TEXT NOT NULL, local INTEGER NOT NULL,"
	" records INTEGER NOT NULL, bytes INTEGER NOT NULL, state INTEGER NOT NULL,"
	" trust INTEGER NOT NULL, note TEXT NOT NULL, tx BLOB, block INTEGER NOT NULL,"
	" revoked_block INTEGER NOT NULL, created_at INTEGER NOT NULL,"
	" attested_at INTEGER NOT NULL, revoked_at INTEGER NOT NULL,"
	" accepted_at INTEGER NOT NULL, updated_at INTEGER NOT NULL) STRICT;"
	"INSERT INTO owned SELECT id, network, datanet, root, uid, replaces, nonce, manifest,"
	" account, name, kind, license, source, local, records, bytes, state, trust, note, tx,"
	" block, revoked_block, created_at, attested_at, revoked_at, accepted_at, updated_at"
	" FROM datasets;"
	"DROP TABLE datasets;ALTER TABLE owned RENAME TO datasets;"
	"CREATE INDEX datasets_uid ON datasets(network, uid);"
	"CREATE UNIQUE INDEX datasets_attested ON datasets(network, root, datanet)"
	" WHERE uid IS NOT NULL;"
	"CREATE UNIQUE INDEX datasets_local ON datasets(network, root) WHERE uid IS NULL;",

	/* A label that was given while the vault was locked waits for the next unlock. */
	"ALTER TABLE accounts ADD COLUMN unsaved INTEGER NOT NULL DEFAULT 0;",

	/*
	 * A figure is as of its block's time, not as of its reading. Blocks that are forgotten by
	 * now leave the time of the reading. How many nodes agree is counted from their states.
	 */
	"ALTER TABLE blocks RENAME COLUMN as_of TO read_at;"
	"ALTER TABLE blocks DROP COLUMN agreeing;"
	"UPDATE figures SET as_of = coalesce((SELECT time FROM blocks WHERE network ="
	" figures.network AND number = figures.block AND time > 0), as_of) WHERE kind <> 9;"
	"UPDATE figures SET since = coalesce((SELECT time FROM blocks WHERE network ="
	" figures.network AND number = figures.since_block AND time > 0), since) WHERE kind <> 9;",

	/*
	 * Money that was received, by its events, and the blocks searched for them: low to high,
	 * for the contracts that a hash stands for.
	 */
	"CREATE TABLE received(network INTEGER NOT NULL REFERENCES networks,"
	" block INTEGER NOT NULL, place INTEGER NOT NULL, kind INTEGER NOT NULL,"
	" account BLOB NOT NULL, sender BLOB NOT NULL, token BLOB NOT NULL,"
	" amount BLOB NOT NULL, tx BLOB NOT NULL, time INTEGER NOT NULL, trust INTEGER NOT NULL,"
	" tried_at INTEGER NOT NULL, PRIMARY KEY(network, block, place, account))"
	" STRICT, WITHOUT ROWID;"
	"CREATE INDEX received_account ON received(network, account, block);"
	"CREATE TABLE searches(network INTEGER NOT NULL REFERENCES networks,"
	" account BLOB NOT NULL, contracts BLOB NOT NULL, low INTEGER NOT NULL,"
	" high INTEGER NOT NULL, sure INTEGER NOT NULL, began_at INTEGER NOT NULL,"
	" PRIMARY KEY(network, account)) STRICT, WITHOUT ROWID;",

	/* The root of a claim tells whether it can still be paid, also without its file. */
	"ALTER TABLE claims ADD COLUMN root BLOB;",

	/* Rows whose values have a mark have a sum, by which damage is found. */
	"ALTER TABLE blocks ADD COLUMN sum INTEGER;"
	"ALTER TABLE figures ADD COLUMN sum INTEGER;"
	"ALTER TABLE datasets ADD COLUMN sum INTEGER;"
	"ALTER TABLE statements ADD COLUMN sum INTEGER;"
	"ALTER TABLE scores ADD COLUMN sum INTEGER;"
	"ALTER TABLE verdicts ADD COLUMN sum INTEGER;"
	"ALTER TABLE received ADD COLUMN sum INTEGER;",

	/*
	 * A model is a version that the datanet lists: how it is attested, what its training
	 * manifest names, and the figures of its file. The trust makes it a table with sums.
	 */
	"CREATE TABLE owned(id INTEGER PRIMARY KEY,"
	" network INTEGER NOT NULL REFERENCES networks, datanet BLOB NOT NULL,"
	" hash BLOB NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL, bytes INTEGER NOT NULL,"
	" seen_at INTEGER NOT NULL, downloaded_at INTEGER NOT NULL, current INTEGER NOT NULL,"
	" summary TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 0,"
	" created_at INTEGER NOT NULL DEFAULT 0, state INTEGER NOT NULL DEFAULT 0,"
	" trust INTEGER NOT NULL DEFAULT 0, attested_at INTEGER NOT NULL DEFAULT 0,"
	" block INTEGER NOT NULL DEFAULT 0, training INTEGER NOT NULL DEFAULT 0,"
	" datasets INTEGER NOT NULL DEFAULT 0, trained_on INTEGER NOT NULL DEFAULT 0,"
	" accounts INTEGER NOT NULL DEFAULT 0, withdrawn INTEGER NOT NULL DEFAULT 0,"
	" unknown INTEGER NOT NULL DEFAULT 0, others INTEGER NOT NULL DEFAULT 0,"
	" data_trust INTEGER NOT NULL DEFAULT 0, checked_at INTEGER NOT NULL DEFAULT 0,"
	" loss_e9 INTEGER NOT NULL DEFAULT 0, tested_on INTEGER NOT NULL DEFAULT 0,"
	" license TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',"
	" data_licenses TEXT NOT NULL DEFAULT '', labels TEXT NOT NULL DEFAULT '', uid BLOB,"
	" parent BLOB, manifest BLOB, sum INTEGER,"
	" publisher BLOB NOT NULL DEFAULT " ZERO_ADDRESS ", UNIQUE(network, datanet, hash)) STRICT;"
	"INSERT INTO owned(id, network, datanet, hash, name, path, bytes, seen_at, downloaded_at,"
	" current, summary) SELECT id, network, datanet, hash, name, path, bytes, seen_at,"
	" downloaded_at, current, summary FROM models;"
	"DROP TABLE models; ALTER TABLE owned RENAME TO models;",

	/* A version's figures, by hash: attested, and its file's. Without, it is read again. */
	"ALTER TABLE models ADD COLUMN figures BLOB;"
	"ALTER TABLE models ADD COLUMN file_figures BLOB;"
	"UPDATE models SET state = 1, trust = 0, block = 0, attested_at = 0, note = '',"
	" parent = NULL, manifest = NULL, license = '', publisher = " ZERO_ADDRESS ","
	" training = 0, checked_at = 0 WHERE state > 1;UPDATE models SET sum = NULL;",

	/* Abilities of a node hold for its address and operator, for which a hash stands. */
	"CREATE TABLE node_abilities(network INTEGER NOT NULL REFERENCES networks,"
	" name TEXT NOT NULL, endpoint BLOB, span_taken INTEGER NOT NULL,"
	" span_refused INTEGER NOT NULL, span_guess INTEGER NOT NULL, refusal INTEGER NOT NULL,"
	" refused_at INTEGER NOT NULL, most_events INTEGER NOT NULL, off INTEGER NOT NULL,"
	" proofs INTEGER NOT NULL, proofs_at INTEGER NOT NULL, PRIMARY KEY(network, name))"
	" STRICT, WITHOUT ROWID;",

	/* Proofs at the heads of nodes outlast the process that asked for them. */
	"CREATE TABLE pending_proofs(network INTEGER PRIMARY KEY REFERENCES networks,"
	" proofs BLOB NOT NULL) STRICT;",

	/* How many requests a node got in each minute since 1970, and about which accounts. */
	"CREATE TABLE node_requests(network INTEGER NOT NULL REFERENCES networks,"
	" name TEXT NOT NULL, minute INTEGER NOT NULL, n INTEGER NOT NULL,"
	" PRIMARY KEY(network, name, minute)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE node_accounts(network INTEGER NOT NULL REFERENCES networks,"
	" name TEXT NOT NULL, account BLOB NOT NULL, asked_at INTEGER NOT NULL,"
	" PRIMARY KEY(network, name, account)) STRICT, WITHOUT ROWID;",

	/* Other payers than those of royalties, and tokens that no profile pins. */
	"CREATE TABLE dues(id INTEGER PRIMARY KEY, network INTEGER NOT NULL REFERENCES networks,"
	" payer BLOB NOT NULL, account BLOB NOT NULL, token BLOB NOT NULL, series INTEGER NOT"
	" NULL, idx INTEGER NOT NULL, cumulative BLOB NOT NULL, root BLOB NOT NULL, known_from"
	" INTEGER NOT NULL, origin TEXT NOT NULL, proof BLOB NOT NULL, inner_idx INTEGER NOT NULL,"
	" inner_proof BLOB NOT NULL, expires_at INTEGER NOT NULL, added_at INTEGER NOT NULL,"
	" UNIQUE(network, payer, account, token, series, idx, cumulative, root)) STRICT;"
	"CREATE TABLE due_states(due INTEGER PRIMARY KEY, network INTEGER NOT NULL REFERENCES"
	" networks, obstacle INTEGER NOT NULL, entitled BLOB NOT NULL, has_claimed INTEGER NOT"
	" NULL, claimed BLOB NOT NULL, amount BLOB NOT NULL, in_force BLOB, next_root BLOB,"
	" next_at INTEGER NOT NULL, opens INTEGER NOT NULL, ends INTEGER NOT NULL, vests INTEGER"
	" NOT NULL, paid_to BLOB NOT NULL, fee BLOB NOT NULL, gas BLOB NOT NULL, trust INTEGER NOT"
	" NULL, block INTEGER NOT NULL, as_of INTEGER NOT NULL, sum INTEGER) STRICT;"
	"CREATE TABLE foreign_tokens(network INTEGER NOT NULL REFERENCES networks, token BLOB NOT"
	" NULL, symbol TEXT NOT NULL, decimals INTEGER NOT NULL, trust INTEGER NOT NULL, as_of"
	" INTEGER NOT NULL, sum INTEGER, PRIMARY KEY(network, token)) STRICT, WITHOUT ROWID;"
	" CREATE TABLE asked_tokens(network INTEGER NOT NULL REFERENCES networks, token BLOB NOT"
	" NULL, PRIMARY KEY(network, token)) STRICT, WITHOUT ROWID;",

	/* A payer owes one account several things in one token: pods, cycles, indexes. */
	"ALTER TABLE claims ADD COLUMN series INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE claims ADD COLUMN idx INTEGER NOT NULL DEFAULT 0;",

	/* The payee can be set anew between preparing and sending. */
	"ALTER TABLE claims ADD COLUMN paid_to BLOB NOT NULL DEFAULT " ZERO_ADDRESS ";",

	/* Where each account's key comes from. A vault of version 1 has only these paths. */
	"ALTER TABLE accounts ADD COLUMN path TEXT NOT NULL DEFAULT '';"
	"UPDATE accounts SET path = 'm/44''/60''/0''/0/' || vault_index WHERE watch_only = 0;",
};

const char *const *cache_migrations(size_t *n)
{
	*n = ARRAY_SIZE(steps);
	return steps;
}
