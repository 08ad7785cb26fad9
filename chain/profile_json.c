/*
 * A profile as JSON, in the members and the order in which chain/profile_parse.c reads it. A part
 * that the profile does not have is left out.
 */
#include "chain/profile_json.h"

#include "chain/member.h"
#include "chain/profile_contract.h"
#include "chain/profile_payer.h"

static struct json *node_to_json(const struct profile_node *node)
{
	struct json *o = json_new_object();

	json_add_text(o, "name", node->name);
	/* All relays are one operator, which the file does not name. */
	if (!node->relay)
		json_add_text(o, "operator", node->operator);
	json_add_text(o, "url", node->url);
	return o;
}

static struct json *token_to_json(const struct profile_token *t)
{
	struct json *o = json_new_object(), *balance;

	profile_contract_add(o, &t->contract);
	json_add_text(o, "symbol", t->symbol);
	json_add_text(o, "name", t->name);
	json_add_u64(o, "decimals", t->decimals);
	if (t->precompile)
		json_add_bool(o, "precompile", true);
	if (t->has_balance_slot) {
		balance = json_new_object();
		member_add_slot(balance, "slot", &t->balance_slot);
		json_add_text(balance, "order",
			      t->balance_order == SLOT_KEY_SLOT ? "key-slot" : "slot-key");
		member_add_hash(balance, "mask", &t->balance_mask);
		json_add(o, "balance", balance);
	}
	return o;
}

static struct json *eas_to_json(const struct profile_eas *eas)
{
	struct json *o = json_new_object();

	profile_contract_add(o, &eas->contract);
	member_add_address(o, "registry", &eas->registry);
	if (eas->domain_version[0] != '\0')
		json_add_text(o, "domain_version", eas->domain_version);
	if (eas->has_slots)
		member_add_slot(o, "db_slot", &eas->db_slot);
	return o;
}

/* Payers are named by their addresses, since a profile's lists have no numbers. */
static struct json *datanet_to_json(const struct profile *p, const struct profile_datanet *d)
{
	struct json *o = json_new_object(), *payers = json_new_array();

	json_add_text(o, "name", d->name);
	json_add_text(o, "url", d->url);
	member_add_address(o, "address", &d->address);
	for (size_t i = 0; i < p->n_distributors; i++)
		if ((d->payers >> i & 1) != 0)
			json_add_hex(payers, NULL, p->distributors[i].contract.address.bytes,
				     sizeof(p->distributors[i].contract.address.bytes));
	json_add(o, "payers", payers);
	if (d->has_intake_key)
		json_add_hex(o, "intake_key", d->intake_key, sizeof(d->intake_key));
	return o;
}

/*
 * Adds an array, unless it is empty, as in a profile that a person wrote. A list that could not be
 * made is added as it is, so that the document is known to be broken.
 */
static void add_list(struct json *doc, const char *name, struct json *list)
{
	if (list == NULL || json_count(list) > 0)
		json_add(doc, name, list);
	else
		json_free(list);
}

static void add_lists(struct json *doc, const struct profile *p)
{
	struct json *nodes = json_new_array(), *relays = json_new_array(),
		    *tokens = json_new_array(), *payers = json_new_array(),
		    *datanets = json_new_array();

	for (size_t i = 0; i < p->n_nodes; i++)
		json_add(p->nodes[i].relay ? relays : nodes, NULL, node_to_json(&p->nodes[i]));
	for (size_t i = 0; i < p->n_tokens; i++)
		json_add(tokens, NULL, token_to_json(&p->tokens[i]));
	for (size_t i = 0; i < p->n_distributors; i++)
		json_add(payers, NULL, profile_payer_json(&p->distributors[i]));
	for (size_t i = 0; i < p->n_datanets; i++)
		json_add(datanets, NULL, datanet_to_json(p, &p->datanets[i]));
	json_add(doc, "nodes", nodes);
	add_list(doc, "relays", relays);
	add_list(doc, "tokens", tokens);
	add_list(doc, "payers", payers);
	add_list(doc, "datanets", datanets);
}

struct json *profile_json(const struct profile *p)
{
	struct json *doc = json_new_object(), *native = json_new_object();

	json_add_text(doc, "format", PROFILE_FORMAT);
	json_add_text(doc, "name", p->name);
	json_add_text(doc, "title", p->title);
	json_add_u64(doc, "chain_id", p->chain_id);
	json_add_u64(doc, "quorum", p->quorum);
	/* As the file gave it, so that what is written is what was read. */
	if (p->confirmation_ms > 0)
		json_add_u64(doc, "confirmation_ms", p->confirmation_ms);
	else
		json_add_u64(doc, "confirmations", p->confirmations);
	json_add_text(doc, "finality", p->has_finality ? "tag" : "none");
	json_add_u64(doc, "max_age_ms", p->max_age_ms);
	json_add_u64(doc, "block_time_ms", p->block_time_ms);
	json_add_text(native, "symbol", p->native_symbol);
	json_add_u64(native, "decimals", p->native_decimals);
	json_add(doc, "native", native);
	member_add_u256(doc, "fee_cap_wei", &p->fee_cap.raw);
	add_lists(doc, p);
	if (p->has_eas)
		json_add(doc, "eas", eas_to_json(&p->eas));
	if (p->has_story)
		json_add(doc, "story", profile_payer_story_json(&p->story));
	if (p->explorer[0] != '\0')
		json_add_text(doc, "explorer", p->explorer);
	return doc;
}
