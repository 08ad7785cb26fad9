/*
 * The table, then saving, then merging, each of which goes once through the rows that belong to
 * everything, through the chains, and through the networks. Rows of chains and networks are reached
 * by selecting a network.
 */
#include "backup/saved.h"

#include <stdlib.h>
#include <string.h>

#include "backup/saved_accounts.h"
#include "backup/saved_datasets.h"
#include "backup/saved_dues.h"
#include "backup/saved_log.h"
#include "backup/saved_rows.h"
#include "backup/saved_settings.h"
#include "backup/saved_transactions.h"
#include "cache/networks.h"
#include "chain/member.h"

#define SAVED(table, scope, part, save, merge)                 \
	{                                                      \
#table, NULL, scope, part, #table, save, merge \
	}
#define REBUILT(table, reason)                                             \
	{                                                                  \
#table, reason, SAVED_ONCE, BACKUP_PARTS, NULL, NULL, NULL \
	}

const struct saved_table saved_tables[] = {
	/* Networks are the objects around the rows of SAVED_BY_NETWORK. */
	SAVED(networks, SAVED_ONCE, BACKUP_NETWORKS, NULL, NULL),
	SAVED(accounts, SAVED_ONCE, BACKUP_ACCOUNTS, save_accounts, merge_accounts),
	SAVED(transactions, SAVED_BY_CHAIN, BACKUP_TRANSACTIONS, save_transactions,
	      merge_transactions),
	SAVED(claims, SAVED_BY_NETWORK, BACKUP_CLAIMS, save_claims, merge_claims),
	SAVED(datasets, SAVED_BY_NETWORK, BACKUP_DATASETS, save_datasets, merge_datasets),
	SAVED(events, SAVED_BY_NETWORK, BACKUP_EVENTS, save_events, merge_events),
	SAVED(disputes, SAVED_BY_NETWORK, BACKUP_DISPUTES, save_disputes, merge_disputes),
	SAVED(settings, SAVED_BY_NETWORK, BACKUP_SETTINGS, save_settings, merge_settings),
	SAVED(dues, SAVED_BY_NETWORK, BACKUP_DUES, save_dues, merge_dues),
	SAVED(asked_tokens, SAVED_BY_NETWORK, BACKUP_SETTINGS, save_asked_tokens,
	      merge_asked_tokens),
	REBUILT(due_states, "payers are asked again"),
	REBUILT(foreign_tokens, "tokens are asked for their names again"),
	REBUILT(blocks, "agreed blocks are agreed on anew"),
	REBUILT(figures, "figures are read again, with their proofs"),
	REBUILT(pending_proofs, "proofs are asked for again"),
	REBUILT(received, "payments are events on the chain, and are searched for again"),
	REBUILT(searches, "they say how far the chain was searched for payments"),
	REBUILT(statements, "statements are attested on the chain"),
	REBUILT(scores, "the datanet serves the leaves of every statement"),
	REBUILT(verdicts, "statements and leaves are judged again"),
	REBUILT(scopes, "they count attributions"),
	REBUILT(hashes, "attributions name datasets and models by them"),
	REBUILT(attributions, "the datanet serves them, and they may be a million"),
	REBUILT(models, "the datanet lists and serves them, the chain attests them"),
	REBUILT(nodes, "nodes are measured again"),
	REBUILT(node_abilities, "they are learned again by asking the nodes"),
	REBUILT(node_requests, "they are counted for two hours"),
	REBUILT(node_accounts, "they say what nodes were asked from this machine"),
	REBUILT(uploads, "the sealed file stays on its machine; an upload begins anew"),
};
const size_t saved_tables_n = ARRAY_SIZE(saved_tables);

/* Saves the tables of one scope into `into`, in the order of the table. */
static enum status save_scope(struct cache *cache, struct json *into, enum saved_scope scope,
			      struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < saved_tables_n && s == STATUS_OK; i++)
		if (saved_tables[i].save != NULL && saved_tables[i].scope == scope)
			s = saved_tables[i].save(cache, into, e);
	return s;
}

static enum status save_network(struct cache *cache, struct json *networks, struct json *chains,
				const struct cache_network *n, bool first_of_chain, struct err *e)
{
	struct json *network = json_new_object(), *chain;
	enum status s = cache_networks_select(cache, NULL, n->name, n->chain_id, NULL, e);

	member_field_write(network, &saved_network_row, n);
	if (s == STATUS_OK)
		s = save_scope(cache, network, SAVED_BY_NETWORK, e);
	json_add(networks, NULL, network);
	/* Profiles of one chain share its transactions, which are saved once. */
	if (s != STATUS_OK || !first_of_chain)
		return s;
	chain = json_new_object();
	json_add_u64(chain, "chain_id", n->chain_id);
	s = save_scope(cache, chain, SAVED_BY_CHAIN, e);
	json_add(chains, NULL, chain);
	return s;
}

enum status save_all_rows(struct cache *cache, struct json *content, struct err *e)
{
	struct json *networks = json_new_array(), *chains = json_new_array();
	struct cache_network *rows = NULL;
	size_t n = 0;
	enum status s = save_scope(cache, content, SAVED_ONCE, e);

	if (s == STATUS_OK)
		s = cache_networks_all(cache, &rows, &n, e);
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		bool first = true;

		for (size_t k = 0; k < i; k++)
			first &= rows[k].chain_id != rows[i].chain_id;
		s = save_network(cache, networks, chains, &rows[i], first, e);
	}
	free(rows);
	json_add(content, "networks", networks);
	json_add(content, "chains", chains);
	return s;
}

/* A row that cannot be is told with the table that it is of. */
static enum status merge_scope(struct merge *m, const struct json *from, enum saved_scope scope,
			       struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < saved_tables_n && s == STATUS_OK; i++) {
		const struct saved_table *t = &saved_tables[i];

		if (t->merge == NULL || t->scope != scope)
			continue;
		s = t->merge(m, from, e);
		if (s == ERR_PARSE)
			s = err_prefix(e, s, "%s", t->name);
	}
	return s;
}

/* Names of the lists that an object of a scope may have. The caller gives room for all tables. */
static void member_names(const char **out, enum saved_scope scope)
{
	for (size_t i = 0; i < saved_tables_n; i++)
		if (saved_tables[i].save != NULL && saved_tables[i].scope == scope)
			*out++ = saved_tables[i].member;
	*out = NULL;
}

/* The name becomes a network's name in the cache and has to be fit for one. */
static enum status read_network(struct cache_network *out, const struct json *network,
				struct err *e)
{
	const char *members[ARRAY_SIZE(saved_tables) + 1];
	char name[sizeof(out->name)];
	enum status s;

	member_names(members, SAVED_BY_NETWORK);
	s = member_field_read(out, &saved_network_row, network, members, e);
	return s == STATUS_OK ? member_name(name, sizeof(name), network, "name", e) : s;
}

/* Selects a network, which is added when it is absent. Out: `ours`, false for another chain. */
static enum status select_network(struct merge *m, bool *ours, const struct cache_network *n,
				  struct err *e)
{
	enum status s = cache_networks_restore(m->cache, n, e);

	*ours = s == STATUS_OK;
	return s == ERR_MISMATCH ? STATUS_OK : s;
}

/* The transactions of a chain hang on no network, but are reached through one of its networks. */
static enum status merge_chain(struct merge *m, const struct json *networks,
			       const struct json *chain, struct err *e)
{
	const char *members[ARRAY_SIZE(saved_tables) + 2] = {"chain_id"};
	struct backup_tally *tally = &m->report->parts[BACKUP_TRANSACTIONS];
	bool ours = false;
	uint64_t id = 0;
	enum status s;

	member_names(members + 1, SAVED_BY_CHAIN);
	s = json_only(chain, members, e);
	if (s == STATUS_OK)
		s = json_get_u64(&id, chain, "chain_id", e);
	for (const struct json *n = json_first(networks); n != NULL && s == STATUS_OK && !ours;
	     n = json_next(n)) {
		struct cache_network network;

		s = read_network(&network, n, e);
		if (s == STATUS_OK && network.chain_id == id)
			s = select_network(m, &ours, &network, e);
	}
	if (s == STATUS_OK && !ours)
		tally->left_out += json_count(json_get(chain, "transactions"));
	return s == STATUS_OK && ours ? merge_scope(m, chain, SAVED_BY_CHAIN, e) : s;
}

/* Another chain under the same name stays as it is here. */
static enum status merge_network(struct merge *m, const struct json *object, struct err *e)
{
	struct cache_network network;
	bool ours = false;
	enum status s = read_network(&network, object, e);

	if (s == STATUS_OK)
		s = select_network(m, &ours, &network, e);
	if (s == STATUS_OK && !ours) {
		m->report->parts[BACKUP_NETWORKS].left_out++;
		report_note(m->report,
			    "network %s: another chain has this name here; its rows were left out",
			    network.name);
		return STATUS_OK;
	}
	return s == STATUS_OK ? merge_scope(m, object, SAVED_BY_NETWORK, e) : s;
}

/* As cache_networks_restore() finds out. A genesis that is not known does not count. */
static bool is_other_chain(const struct cache_network *a, const struct cache_network *b)
{
	return a->chain_id != b->chain_id ||
	       (!hash_is_zero(&a->genesis) && !hash_is_zero(&b->genesis) &&
		!hash_equal(&a->genesis, &b->genesis));
}

/* Counts the networks that are here before any is added. */
static enum status count_networks(struct merge *m, const struct json *networks, struct err *e)
{
	struct cache_network *here = NULL;
	size_t n = 0;
	enum status s = cache_networks_all(m->cache, &here, &n, e);

	for (const struct json *v = json_first(networks); v != NULL && s == STATUS_OK;
	     v = json_next(v)) {
		struct cache_network network;
		bool known = false, other = false;

		s = read_network(&network, v, e);
		for (size_t i = 0; i < n && s == STATUS_OK; i++) {
			known |= strcmp(here[i].name, network.name) == 0;
			other |= strcmp(here[i].name, network.name) == 0 &&
				 is_other_chain(&here[i], &network);
		}
		if (!other)
			merge_count(m, BACKUP_NETWORKS, !known);
	}
	free(here);
	return s;
}

enum status merge_all_rows(struct cache *cache, struct backup_report *report,
			   const struct json *content, struct err *e)
{
	struct merge m = {.cache = cache, .report = report};
	const struct json *networks = json_get(content, "networks");
	const struct json *chains = json_get(content, "chains");
	enum status s = count_networks(&m, networks, e);

	if (s == STATUS_OK)
		s = merge_scope(&m, content, SAVED_ONCE, e);
	for (const struct json *v = json_first(chains); v != NULL && s == STATUS_OK;
	     v = json_next(v))
		s = merge_chain(&m, networks, v, e);
	for (const struct json *v = json_first(networks); v != NULL && s == STATUS_OK;
	     v = json_next(v))
		s = merge_network(&m, v, e);
	free(m.txs);
	return s;
}

static void count_scope(struct backup_report *r, const struct json *from, enum saved_scope scope)
{
	for (size_t i = 0; i < saved_tables_n; i++) {
		const struct saved_table *t = &saved_tables[i];

		if (t->rebuilt == NULL && t->scope == scope)
			r->parts[t->part].added += json_count(json_get(from, t->member));
	}
}

void count_saved_rows(struct backup_report *report, const struct json *content)
{
	static const struct {
		const char *list;
		enum saved_scope scope;
	} inner[] = {{"chains", SAVED_BY_CHAIN}, {"networks", SAVED_BY_NETWORK}};

	count_scope(report, content, SAVED_ONCE);
	for (size_t i = 0; i < ARRAY_SIZE(inner); i++)
		for (const struct json *v = json_first(json_get(content, inner[i].list)); v != NULL;
		     v = json_next(v))
			count_scope(report, v, inner[i].scope);
}
