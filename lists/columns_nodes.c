/*
 * Columns of nodes, of disputes between them, of the accounts that they were asked about, and of
 * the networks that a profile is known of. A node that never answered has no head, and so no lag.
 */
#include "app/network.h"
#include "app/owner.h"
#include "app/snapshot_asked.h"
#include "lists/column_tables.h"

COLUMN_GET(node_name, snapshot_node, value_set_text(out, r->name, sizeof(r->name)))
COLUMN_GET(node_operator, snapshot_node, value_set_text(out, r->operator, sizeof(r->operator)))
COLUMN_GET(node_url, snapshot_node, value_set_text(out, r->url, sizeof(r->url)))
COLUMN_GET(node_state, snapshot_node, value_set_state(out, peer_word(r->state), (unsigned)r->state))
COLUMN_GET(node_detail, snapshot_node, value_set_text(out, r->detail, sizeof(r->detail)))
COLUMN_GET(node_head, snapshot_node, value_set_number(out, r->head, r->head != 0))
COLUMN_GET(node_lag, snapshot_node, value_set_number(out, r->lag, r->head != 0))
COLUMN_GET(node_p50, snapshot_node, value_set_number(out, r->p50_ms, r->p50_ms != 0))
COLUMN_GET(node_p95, snapshot_node, value_set_number(out, r->p95_ms, r->p95_ms != 0))
/* Nothing was compared yet: no share, and not the share 0. */
COLUMN_GET(node_agrees, snapshot_node, value_set_real(out, r->agrees, r->agrees >= 0))
COLUMN_GET(node_last_reply, snapshot_node, value_set_time(out, r->last_reply))
COLUMN_GET(node_requests, snapshot_node, value_set_number(out, r->requests, true))
COLUMN_GET(node_accounts, snapshot_node, value_set_number(out, r->accounts, true))
COLUMN_GET(node_retry, snapshot_node, value_set_time(out, r->retry_at))

static const struct column node_columns[] = {
	COLUMN("name", "NODE", VALUE_TEXT, node_name, .flags = COLUMN_SEARCHED),
	COLUMN("operator", "OPERATOR", VALUE_TEXT, node_operator, .flags = COLUMN_SEARCHED),
	COLUMN("head", "HEAD", VALUE_BLOCK, node_head),
	COLUMN("lag", "LAG", VALUE_COUNT, node_lag),
	COLUMN("latency_p50_ms", "P50", VALUE_DURATION, node_p50),
	COLUMN("latency_p95_ms", "P95", VALUE_DURATION, node_p95),
	COLUMN("agrees", "AGREES", VALUE_SHARE, node_agrees, .exact = "%.6f"),
	COLUMN("last_reply", "LAST REPLY", VALUE_TIME, node_last_reply, .missing = "never"),
	COLUMN("requests", "REQUESTS", VALUE_COUNT, node_requests),
	COLUMN("accounts", "ACCOUNTS", VALUE_COUNT, node_accounts),
	COLUMN("state", "STATE", VALUE_STATE, node_state, .flags = COLUMN_SEARCHED),
	COLUMN("detail", "DETAIL", VALUE_TEXT, node_detail, .missing = ""),
	COLUMN("url", "ADDRESS", VALUE_TEXT, node_url),
	COLUMN("retry_at", "ASKED AGAIN", VALUE_TIME, node_retry),
	COLUMN_OF_NETWORK,
};

COLUMN_ROWS(node_rows, nodes, n_nodes)

const struct column_table columns_node = {
	.name = "nodes",
	.columns = node_columns,
	.n = ARRAY_SIZE(node_columns),
	.row_size = sizeof(struct snapshot_node),
	.rows = node_rows,
};

/* --- disputes: what one node said and the others did not --- */

COLUMN_GET(dispute_time, snapshot_dispute, value_set_time(out, r->time))
COLUMN_GET(dispute_node, snapshot_dispute, value_set_text(out, r->node, sizeof(r->node)))
COLUMN_GET(dispute_what, snapshot_dispute, value_set_text(out, r->what, sizeof(r->what)))
COLUMN_GET(dispute_said, snapshot_dispute, value_set_text(out, r->said, sizeof(r->said)))
COLUMN_GET(dispute_agreed, snapshot_dispute, value_set_text(out, r->agreed, sizeof(r->agreed)))
COLUMN_GET(dispute_said_whole, snapshot_dispute,
	   value_set_text(out, r->said_whole, sizeof(r->said_whole)))
COLUMN_GET(dispute_agreed_whole, snapshot_dispute,
	   value_set_text(out, r->agreed_whole, sizeof(r->agreed_whole)))
COLUMN_GET(dispute_count, snapshot_dispute, value_set_number(out, r->count, true))
COLUMN_GET(dispute_block, snapshot_dispute, value_set_number(out, r->block, r->block != 0))

static const struct column dispute_columns[] = {
	COLUMN("time", "TIME", VALUE_TIME, dispute_time),
	COLUMN("node", "NODE", VALUE_TEXT, dispute_node, .flags = COLUMN_SEARCHED),
	COLUMN("what", "WHAT", VALUE_TEXT, dispute_what, .flags = COLUMN_SEARCHED),
	COLUMN("said", "SAID", VALUE_TEXT, dispute_said, .flags = COLUMN_SEARCHED),
	COLUMN("agreed", "AGREED", VALUE_TEXT, dispute_agreed, .flags = COLUMN_SEARCHED),
	COLUMN("block", "BLOCK", VALUE_BLOCK, dispute_block),
	COLUMN("count", "TIMES", VALUE_COUNT, dispute_count),
	COLUMN("said_whole", "SAID WHOLE", VALUE_TEXT, dispute_said_whole),
	COLUMN("agreed_whole", "AGREED WHOLE", VALUE_TEXT, dispute_agreed_whole),
	COLUMN_OF_NETWORK,
};

COLUMN_ROWS(dispute_rows, disputes, n_disputes)

const struct column_table columns_dispute = {
	.name = "disputes",
	.columns = dispute_columns,
	.n = ARRAY_SIZE(dispute_columns),
	.row_size = sizeof(struct snapshot_dispute),
	.rows = dispute_rows,
	.since = "time",
};

/* --- accounts that nodes were asked about --- */

COLUMN_GET(asked_node, snapshot_asked, value_set_text(out, r->node, sizeof(r->node)))
COLUMN_GET(asked_account, snapshot_asked, value_set_address(out, &r->account))
COLUMN_GET(asked_at, snapshot_asked, value_set_time(out, r->asked_at))

/* An account that was forgotten here has lost its label. */
static void asked_label(struct value *out, const struct snapshot *s, const void *row)
{
	const struct snapshot_asked *r = row;
	const struct snapshot_account *a = owner_account(s, &r->of);

	value_set_text(out, a != NULL ? a->label : "", a != NULL ? sizeof(a->label) : 1);
}

static const struct column asked_columns[] = {
	COLUMN("node", "NODE", VALUE_TEXT, asked_node, .flags = COLUMN_SEARCHED),
	COLUMN("account", "ACCOUNT", VALUE_ADDRESS, asked_account),
	COLUMN("label", "LABEL", VALUE_TEXT, asked_label, .flags = COLUMN_SEARCHED, .missing = ""),
	COLUMN("asked_at", "LAST ASKED", VALUE_TIME, asked_at),
	COLUMN_OF_NETWORK,
};

COLUMN_ROWS(asked_rows, asked, n_asked)

const struct column_table columns_asked = {
	.name = "asked",
	.columns = asked_columns,
	.n = ARRAY_SIZE(asked_columns),
	.row_size = sizeof(struct snapshot_asked),
	.rows = asked_rows,
};

/* --- networks, whether followed or not: rows of no snapshot --- */

COLUMN_GET(network_in_use, network_entry, value_set_flag(out, r->in_use, "followed", ""))
COLUMN_GET(network_name, network_entry,
	   value_set_text(out, r->profile.name, sizeof(r->profile.name)))
COLUMN_GET(network_title, network_entry,
	   value_set_text(out, r->profile.title, sizeof(r->profile.title)))
COLUMN_GET(network_chain, network_entry, value_set_number(out, r->profile.chain_id, true))
COLUMN_GET(network_nodes, network_entry, value_set_number(out, r->profile.n_nodes, true))
COLUMN_GET(network_quorum, network_entry, value_set_number(out, r->profile.quorum, true))
COLUMN_GET(network_has_datanet, network_entry,
	   value_set_flag(out, r->profile.n_datanets > 0, "yes", "no"))
COLUMN_GET(network_datanets, network_entry, value_set_text(out, r->datanets, sizeof(r->datanets)))
COLUMN_GET(network_origin, network_entry, value_set_flag(out, r->builtin, "built in", "yours"))

static const struct column network_columns[] = {
	COLUMN("in_use", "", VALUE_FLAG, network_in_use),
	COLUMN("name", "NAME", VALUE_TEXT, network_name, .flags = COLUMN_SEARCHED),
	COLUMN("chain_id", "CHAIN", VALUE_NUMBER, network_chain, .flags = COLUMN_SEARCHED),
	COLUMN("nodes", "NODES", VALUE_COUNT, network_nodes),
	COLUMN("quorum", "QUORUM", VALUE_COUNT, network_quorum),
	COLUMN("has_datanet", "HAS DATANET", VALUE_FLAG, network_has_datanet),
	COLUMN("datanet", "DATANET", VALUE_TEXT, network_datanets, .flags = COLUMN_SEARCHED),
	COLUMN("builtin", "ORIGIN", VALUE_FLAG, network_origin),
	COLUMN("title", "TITLE", VALUE_TEXT, network_title, .flags = COLUMN_SEARCHED),
};

const struct column_table columns_network = {
	.name = "profiles",
	.columns = network_columns,
	.n = ARRAY_SIZE(network_columns),
	.row_size = sizeof(struct network_entry),
};
