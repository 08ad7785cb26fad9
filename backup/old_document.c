/*
 * Each list of the old format is read into the structs of the cache and written as rows of today's
 * format, so that a restore knows one format only. In this order: members that may be missing,
 * accounts, datasets with their manifests, transactions, claims, a network, the document.
 *
 * Invariant: what the old format does not say stays zero, or is the state that is asked about next:
 * nothing counts as final that was not seen to be so.
 */
#include "backup/old_document.h"

#include <string.h>

#include "backup/saved_rows.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/json_write.h"
#include "cache/accounts.h"
#include "cache/claims.h"
#include "cache/datasets.h"
#include "cache/networks.h"
#include "cache/transactions.h"
#include "chain/keccak.h"
#include "chain/member.h"

/* A document that is being converted. */
struct conversion {
	struct json *content;
	struct json *chains, *networks, *manifests;
	int64_t next_id; /* the number of the next transaction, which the old format lacks */
};

/* Reads a member that may be missing. */
static enum status get_hash(struct hash *out, const struct json *row, const char *name,
			    struct err *e)
{
	return json_get(row, name) == NULL ? STATUS_OK : member_hash(out, row, name, e);
}

static enum status get_address(struct address *out, const struct json *row, const char *name,
			       struct err *e)
{
	return json_get(row, name) == NULL ? STATUS_OK : member_address(out, row, name, e);
}

static enum status get_u64(uint64_t *out, const struct json *row, const char *name, struct err *e)
{
	return json_get(row, name) == NULL ? STATUS_OK : json_get_u64(out, row, name, e);
}

static enum status get_time(int64_t *out, const struct json *row, const char *name, struct err *e)
{
	const char *text = json_text(json_get(row, name));

	if (json_get(row, name) == NULL)
		return STATUS_OK;
	return text != NULL && clock_parse_rfc3339(out, text, strlen(text)) == STATUS_OK
		       ? STATUS_OK
		       : err_set(e, ERR_PARSE, "\"%s\" is no time", name);
}

static enum status get_text(char *out, size_t cap, const struct json *row, const char *name,
			    struct err *e)
{
	return json_get(row, name) == NULL ? STATUS_OK : json_get_copy(out, cap, row, name, e);
}

/* The old format has no path of an account: the vault itself says which keys it has. */
static enum status convert_accounts(struct conversion *c, const struct json *old, struct err *e)
{
	struct json *list = json_new_array();
	enum status s = STATUS_OK;

	for (const struct json *v = json_first(json_get(old, "accounts"));
	     v != NULL && s == STATUS_OK; v = json_next(v)) {
		struct cache_account a = {.watch_only = true};
		struct json *row = json_new_object();

		s = member_address(&a.address, v, "address", e);
		if (s == STATUS_OK)
			s = get_text(a.label, sizeof(a.label), v, "label", e);
		member_field_write(row, &saved_account_row, &a);
		json_add(list, NULL, row);
	}
	json_add(c->content, "accounts", list);
	return s;
}

/* Keeps the manifest, and writes its hash and kind into the row. */
static enum status convert_manifest(struct conversion *c, struct cache_dataset *d,
				    const struct json *manifest, struct err *e)
{
	struct json *row = json_new_object();
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_SMALL_FILE);
	s = json_write(&text, manifest);
	if (s == STATUS_OK) {
		keccak256(d->manifest.bytes, text.data, text.len);
		member_add_hash(row, "root", &d->root);
		json_add_text(row, "manifest", buf_str(&text));
		d->local = true;
		s = get_text(d->kind, sizeof(d->kind), manifest, "kind", e);
	} else {
		s = err_set(e, s, "a manifest: %s", status_phrase(s));
	}
	buf_release(&text);
	json_add(c->manifests, NULL, row);
	return s;
}

static enum status convert_dataset(struct conversion *c, struct json *list, const struct json *v,
				   struct err *e)
{
	struct cache_dataset d = {.state = CACHE_DATASET_LOCAL};
	struct json *row = json_new_object();
	enum status s = member_hash(&d.root, v, "root", e);

	if (s == STATUS_OK)
		s = get_hash(&d.uid, v, "uid", e);
	if (s == STATUS_OK)
		s = get_hash(&d.nonce, v, "nonce", e);
	if (s == STATUS_OK)
		s = get_hash(&d.replaces, v, "replaces", e);
	if (s == STATUS_OK)
		s = get_address(&d.account, v, "account", e);
	if (s == STATUS_OK)
		s = get_address(&d.datanet, v, "datanet", e);
	if (s == STATUS_OK)
		s = get_text(d.name, sizeof(d.name), v, "name", e);
	if (s == STATUS_OK)
		s = get_text(d.license, sizeof(d.license), v, "license", e);
	if (s == STATUS_OK)
		s = get_text(d.source, sizeof(d.source), v, "source", e);
	if (s == STATUS_OK)
		s = get_u64(&d.records, v, "records", e);
	if (s == STATUS_OK)
		s = get_u64(&d.bytes, v, "bytes", e);
	if (s == STATUS_OK)
		s = get_time(&d.created_at, v, "created", e);
	if (s == STATUS_OK && json_get(v, "manifest") != NULL)
		s = convert_manifest(c, &d, json_get(v, "manifest"), e);
	if (!hash_is_zero(&d.uid)) {
		d.state = CACHE_DATASET_ATTESTED;
		d.trust = TRUST_REPORTED;
	}
	member_field_write(row, &saved_dataset_row, &d);
	json_add(list, NULL, row);
	return s;
}

/* The first word of a transaction's sentence is its kind. */
static enum cache_tx_kind kind_of(const char *what)
{
	static const struct {
		const char *word;
		enum cache_tx_kind kind;
	} kinds[] = {{"attest", CACHE_TX_ATTEST},
		     {"revoke", CACHE_TX_REVOKE},
		     {"send", CACHE_TX_SEND},
		     {"cancel", CACHE_TX_CANCEL}};

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if (strncmp(what, kinds[i].word, strlen(kinds[i].word)) == 0)
			return kinds[i].kind;
	return CACHE_TX_CLAIM;
}

/* How far it was, by its times. What became of it later is seen on the chain. */
static enum cache_tx_state state_of(const struct cache_tx *tx)
{
	if (tx->mined_at != 0)
		return CACHE_TX_MINED;
	if (tx->sent_at != 0)
		return CACHE_TX_SENT;
	return hash_is_zero(&tx->hash) ? CACHE_TX_DRAFT : CACHE_TX_SIGNED;
}

static enum status read_transaction(struct cache_tx *tx, const struct json *v, struct err *e)
{
	const char *what;
	enum status s = member_address(&tx->account, v, "account", e);

	if (s == STATUS_OK)
		s = json_get_u64(&tx->nonce, v, "nonce", e);
	if (s == STATUS_OK)
		s = json_get_text(&what, v, "what", e);
	if (s == STATUS_OK)
		s = get_hash(&tx->signing_hash, v, "signing_hash", e);
	if (s == STATUS_OK)
		s = get_hash(&tx->hash, v, "hash", e);
	if (s == STATUS_OK)
		s = get_time(&tx->prepared_at, v, "reserved", e);
	if (s == STATUS_OK)
		s = get_time(&tx->prepared_at, v, "prepared", e);
	if (s == STATUS_OK)
		s = get_time(&tx->exported_at, v, "exported", e);
	if (s == STATUS_OK)
		s = get_time(&tx->signed_at, v, "signed", e);
	if (s == STATUS_OK)
		s = get_time(&tx->sent_at, v, "sent", e);
	if (s == STATUS_OK)
		s = get_time(&tx->mined_at, v, "mined", e);
	if (s == STATUS_OK)
		s = get_u64(&tx->block, v, "block", e);
	if (s != STATUS_OK)
		return s;
	/* Amounts in it are text. */
	tx->what.plain = true;
	sentence_add(&tx->what, "%s", what);
	tx->kind = kind_of(what);
	tx->state = state_of(tx);
	return STATUS_OK;
}

/* Rows of the old format are newest first. Their numbers count down and keep that order. */
static enum status convert_transactions(struct conversion *c, const struct json *network,
					uint64_t chain_id, struct json *numbers, struct err *e)
{
	const struct json *old = json_get(network, "transactions");
	struct json *list = json_new_array(), *chain = json_new_object();
	int64_t id = c->next_id + (int64_t)json_count(old);
	enum status s = STATUS_OK;

	c->next_id = id;
	for (const struct json *v = json_first(old); v != NULL && s == STATUS_OK;
	     v = json_next(v)) {
		struct cache_tx tx = {.id = id--};
		struct json *row = json_new_object();

		s = read_transaction(&tx, v, e);
		member_field_write(row, &saved_transaction_row, &tx);
		if (json_is_string(json_get(v, "raw")))
			json_add_text(row, "raw", json_text(json_get(v, "raw")));
		json_add(list, NULL, row);
		/* By these a claim of the old format names its transaction. */
		row = json_new_object();
		member_field_write(row, &saved_transaction_row, &tx);
		json_add(numbers, NULL, row);
	}
	json_add_u64(chain, "chain_id", chain_id);
	json_add(chain, "transactions", list);
	json_add(c->chains, NULL, chain);
	return s;
}

/*
 * A claim has the signing hash of its transaction. In the oldest files it has only a time: that
 * of its transaction or, when it was prepared once more, a later one.
 */
static bool belongs(const struct cache_tx *tx, const struct cache_claim *claim,
		    const struct hash *signing)
{
	if (!hash_is_zero(signing))
		return hash_equal(&tx->signing_hash, signing);
	return tx->kind == CACHE_TX_CLAIM && tx->prepared_at <= claim->prepared_at &&
	       address_equal(&tx->account, &claim->account);
}

static enum status convert_claim(struct json *list, const struct json *v,
				 const struct json *transactions, int64_t number, struct err *e)
{
	struct cache_claim claim = {.id = number};
	struct json *row = json_new_object();
	struct hash signing = {{0}};
	int64_t latest = -1;
	struct cache_tx tx;
	enum status s = member_address(&claim.account, v, "account", e);

	if (s == STATUS_OK)
		s = get_hash(&signing, v, "signing_hash", e);
	if (s == STATUS_OK)
		s = member_address(&claim.payer, v, "distributor", e);
	if (s == STATUS_OK)
		s = member_address(&claim.token, v, "token", e);
	if (s == STATUS_OK)
		s = member_u256(&claim.amount.raw, v, "amount", e);
	if (s == STATUS_OK)
		s = member_u256(&claim.cumulative.raw, v, "cumulative", e);
	if (s == STATUS_OK)
		s = get_time(&claim.prepared_at, v, "prepared", e);
	for (const struct json *t = json_first(transactions); t != NULL && s == STATUS_OK;
	     t = json_next(t)) {
		s = member_field_read(&tx, &saved_transaction_row, t, NULL, e);
		if (s != STATUS_OK || !belongs(&tx, &claim, &signing) || tx.prepared_at <= latest)
			continue;
		claim.transaction = tx.id;
		latest = tx.prepared_at;
	}
	member_field_write(row, &saved_claim_row, &claim);
	json_add(list, NULL, row);
	return s;
}

/* Claims of the old format are newest first; they are numbered from the oldest on. */
static enum status convert_claims(struct json *network, const struct json *old,
				  const struct json *transactions, struct err *e)
{
	size_t n = json_count(json_get(old, "claims"));
	struct json *list = json_new_array();
	enum status s = STATUS_OK;

	for (const struct json *v = json_first(json_get(old, "claims"));
	     v != NULL && s == STATUS_OK; v = json_next(v))
		s = convert_claim(list, v, transactions, (int64_t)n--, e);
	json_add(network, "claims", list);
	return s;
}

static enum status convert_network(struct conversion *c, const struct json *old,
				   struct json *numbers, struct err *e)
{
	struct cache_network n = {.unbound = true};
	struct json *network = json_new_object(), *datasets = json_new_array();
	enum status s = member_name(n.name, sizeof(n.name), old, "name", e);

	if (s == STATUS_OK)
		s = json_get_u64(&n.chain_id, old, "chain_id", e);
	member_field_write(network, &saved_network_row, &n);
	for (const struct json *v = json_first(json_get(old, "datasets"));
	     v != NULL && s == STATUS_OK; v = json_next(v))
		s = convert_dataset(c, datasets, v, e);
	json_add(network, "datasets", datasets);
	if (s == STATUS_OK && json_count(json_get(old, "transactions")) > 0)
		s = convert_transactions(c, old, n.chain_id, numbers, e);
	if (s == STATUS_OK)
		s = convert_claims(network, old, numbers, e);
	json_add(c->networks, NULL, network);
	return s;
}

enum status read_old_document(struct json **out, const struct json *old, struct err *e)
{
	struct conversion c = {.content = json_new_object(),
			       .chains = json_new_array(),
			       .networks = json_new_array(),
			       .manifests = json_new_array()};
	struct json *numbers = json_new_array();
	enum status s = convert_accounts(&c, old, e);

	for (const struct json *v = json_first(json_get(old, "networks"));
	     v != NULL && s == STATUS_OK; v = json_next(v))
		s = convert_network(&c, v, numbers, e);
	json_free(numbers);
	json_add(c.content, "chains", c.chains);
	json_add(c.content, "networks", c.networks);
	json_add(c.content, "manifests", c.manifests);
	if (s != STATUS_OK) {
		json_free(c.content);
		return s;
	}
	*out = c.content;
	return STATUS_OK;
}
