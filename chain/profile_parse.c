/*
 * Reading a profile, one function for each object of the file.
 *
 * Read parse_profile() and parse_parts() at the end first: they name the members in order and send
 * each object and array through parse_member() or parse_array(), which put its name before a
 * message. Invariant: json_only() at the beginning of each object refuses unknown members, so that
 * a mistyped name is an error and not a setting that is silently missing.
 */
#include "chain/profile_parse.h"

#include <string.h>

#include "chain/member.h"

/* The members that every contract has. */
static enum status parse_contract(struct profile_contract *out, const struct json *o, struct err *e)
{
	enum status s = member_address(&out->address, o, "address", e);

	out->has_code_hash = json_get(o, "code_hash") != NULL;
	out->has_implementation = json_get(o, "implementation") != NULL;
	if (s == STATUS_OK && out->has_code_hash)
		s = member_hash(&out->code_hash, o, "code_hash", e);
	if (s == STATUS_OK && out->has_implementation)
		s = member_address(&out->implementation, o, "implementation", e);
	return s;
}

/* A node of the network. Two nodes of one name or address would be counted twice. */
static enum status parse_node(struct profile *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"name", "operator", "url", NULL};
	struct profile_node *node = &out->nodes[out->n_nodes];
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = member_text(node->name, sizeof(node->name), o, "name", e);
	if (s == STATUS_OK)
		s = member_text(node->operator, sizeof(node->operator), o, "operator", e);
	if (s == STATUS_OK)
		s = member_url(node->url, sizeof(node->url), o, "url", e);
	for (size_t i = 0; s == STATUS_OK && i < out->n_nodes; i++) {
		if (strcmp(out->nodes[i].name, node->name) == 0)
			s = err_set(e, ERR_PARSE, "\"name\" is the name of another node too");
		else if (strcmp(out->nodes[i].url, node->url) == 0)
			s = err_set(e, ERR_PARSE, "\"url\" is the address of another node too");
	}
	if (s == STATUS_OK)
		out->n_nodes++;
	return s;
}

static enum status parse_balance(struct profile_token *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"slot", "order", "mask", NULL};
	const char *order = json_text(json_get(o, "order"));
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = member_slot(&out->balance_slot, o, "slot", e);
	if (s == STATUS_OK)
		s = member_hash(&out->balance_mask, o, "mask", e);
	if (s == STATUS_OK && hash_is_zero(&out->balance_mask))
		s = err_set(e, ERR_RANGE, "\"mask\" has no bit set, so no balance could be read");
	if (s != STATUS_OK)
		return s;
	/* Solidity and Vyper differ in the order (chain/slot.h). */
	if (order != NULL && strcmp(order, "key-slot") == 0)
		out->balance_order = SLOT_KEY_SLOT;
	else if (order != NULL && strcmp(order, "slot-key") == 0)
		out->balance_order = SLOT_SLOT_KEY;
	else
		return err_set(e, ERR_PARSE, "\"order\" is neither \"key-slot\" nor \"slot-key\"");
	out->has_balance_slot = true;
	return STATUS_OK;
}

static enum status parse_token(struct profile *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"address",   "symbol",	     "name",	"decimals",
					      "code_hash", "implementation", "balance", NULL};
	struct profile_token *token = &out->tokens[out->n_tokens];
	const struct json *balance = json_get(o, "balance");
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = parse_contract(&token->contract, o, e);
	if (s == STATUS_OK && profile_token(out, &token->contract.address) != NULL)
		s = err_set(e, ERR_PARSE, "\"address\" is the address of another token too");
	if (s == STATUS_OK)
		s = member_text(token->symbol, sizeof(token->symbol), o, "symbol", e);
	if (s == STATUS_OK)
		s = member_text(token->name, sizeof(token->name), o, "name", e);
	if (s == STATUS_OK)
		s = member_number(&token->decimals, o, "decimals", 0, AMOUNT_DECIMALS_MAX, e);
	if (s == STATUS_OK && balance != NULL) {
		s = parse_balance(token, balance, e);
		if (s != STATUS_OK)
			s = err_prefix(e, s, "balance");
	}
	if (s == STATUS_OK)
		out->n_tokens++;
	return s;
}

/* The storage slots of a distributor. All four are pinned or none. */
static enum status parse_slots(struct profile_distributor *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"root", "ipfs_hash", "claimed", "pending_root", NULL};
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = member_slot(&out->root_slot, o, "root", e);
	if (s == STATUS_OK)
		s = member_slot(&out->ipfs_hash_slot, o, "ipfs_hash", e);
	if (s == STATUS_OK)
		s = member_slot(&out->claimed_slot, o, "claimed", e);
	if (s == STATUS_OK)
		s = member_slot(&out->pending_root_slot, o, "pending_root", e);
	out->has_slots = s == STATUS_OK;
	return s;
}

static enum status parse_distributor(struct profile *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"kind",  "address", "code_hash", "implementation",
					      "token", "slots",	  NULL};
	struct profile_distributor *d = &out->distributors[out->n_distributors];
	const char *kind = json_text(json_get(o, "kind"));
	const struct json *slots = json_get(o, "slots");
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK && (kind == NULL || strcmp(kind, "urd") != 0))
		s = err_set(e, ERR_PARSE, "\"kind\": byline knows no distributor but \"urd\"");
	d->kind = DISTRIBUTOR_URD;
	if (s == STATUS_OK)
		s = parse_contract(&d->contract, o, e);
	if (s == STATUS_OK && profile_distributor(out, &d->contract.address) != NULL)
		s = err_set(e, ERR_PARSE, "\"address\" is the address of another distributor too");
	if (s == STATUS_OK)
		s = member_address(&d->token, o, "token", e);
	if (s == STATUS_OK && slots != NULL) {
		s = parse_slots(d, slots, e);
		if (s != STATUS_OK)
			s = err_prefix(e, s, "slots");
	}
	if (s == STATUS_OK)
		out->n_distributors++;
	return s;
}

static enum status parse_eas(struct profile *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"address",   "registry",	     "db_slot",
					      "code_hash", "implementation", "domain_version",
					      NULL};
	struct profile_eas *eas = &out->eas;
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = parse_contract(&eas->contract, o, e);
	if (s == STATUS_OK)
		s = member_address(&eas->registry, o, "registry", e);
	if (s == STATUS_OK)
		s = member_text(eas->domain_version, sizeof(eas->domain_version), o,
				"domain_version", e);
	eas->has_slots = json_get(o, "db_slot") != NULL;
	if (s == STATUS_OK && eas->has_slots)
		s = member_slot(&eas->db_slot, o, "db_slot", e);
	out->has_eas = true;
	return s;
}

static enum status parse_datanet(struct profile *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"url", "address", "name", NULL};
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = member_url(out->datanet.url, sizeof(out->datanet.url), o, "url", e);
	if (s == STATUS_OK)
		s = member_address(&out->datanet.address, o, "address", e);
	if (s == STATUS_OK)
		s = member_text(out->datanet.name, sizeof(out->datanet.name), o, "name", e);
	out->has_datanet = true;
	return s;
}

/* The native coin. */
static enum status parse_native(struct profile *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"symbol", "decimals", NULL};
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = member_text(out->native_symbol, sizeof(out->native_symbol), o, "symbol", e);
	if (s == STATUS_OK)
		s = member_number(&out->native_decimals, o, "decimals", 0, AMOUNT_DECIMALS_MAX, e);
	return s;
}

typedef enum status parse_object(struct profile *out, const struct json *o, struct err *e);

/* Reads the object `name` of the document with `parse`. */
static enum status parse_member(struct profile *out, const struct json *doc, const char *name,
				parse_object *read, struct err *e)
{
	const struct json *o;
	enum status s = json_get_object(&o, doc, name, e);

	if (s != STATUS_OK)
		return s;
	s = read(out, o, e);
	return s == STATUS_OK ? s : err_prefix(e, s, "%s", name);
}

/* Reads each object of the array `name`, at most `max` of them, with `parse`. */
static enum status parse_array(struct profile *out, const struct json *doc, const char *name,
			       size_t max, parse_object *read, struct err *e)
{
	const struct json *array;
	size_t i = 0;
	enum status s = json_get_array(&array, doc, name, e);

	if (s == STATUS_OK && json_count(array) > max)
		s = err_set(e, ERR_LIMIT, "\"%s\" has more than %zu elements", name, max);
	if (s != STATUS_OK)
		return s;
	for (const struct json *o = json_first(array); o != NULL; o = json_next(o), i++) {
		s = json_is_object(o) ? read(out, o, e) : err_set(e, ERR_PARSE, "not an object");
		if (s != STATUS_OK)
			return err_prefix(e, s, "%s[%zu]", name, i);
	}
	return STATUS_OK;
}

static enum status parse_parts(struct profile *out, const struct json *doc, struct err *e)
{
	enum status s = parse_array(out, doc, "nodes", LIMIT_NODES, parse_node, e);

	if (s == STATUS_OK && out->n_nodes == 0)
		s = err_set(e, ERR_RANGE, "\"nodes\" is empty");
	if (s == STATUS_OK)
		s = member_number(&out->quorum, doc, "quorum", 1, (unsigned)out->n_nodes, e);
	if (s == STATUS_OK)
		s = parse_member(out, doc, "native", parse_native, e);
	if (s == STATUS_OK && json_get(doc, "eas") != NULL)
		s = parse_member(out, doc, "eas", parse_eas, e);
	if (s == STATUS_OK && json_get(doc, "tokens") != NULL)
		s = parse_array(out, doc, "tokens", LIMIT_TOKENS, parse_token, e);
	if (s == STATUS_OK && json_get(doc, "distributors") != NULL)
		s = parse_array(out, doc, "distributors", LIMIT_DISTRIBUTORS, parse_distributor, e);
	if (s == STATUS_OK && json_get(doc, "datanet") != NULL)
		s = parse_member(out, doc, "datanet", parse_datanet, e);
	return s;
}

/* Whether the nodes know a block that is called "finalized". */
static enum status parse_finality(struct profile *out, const struct json *doc, struct err *e)
{
	const char *text = json_text(json_get(doc, "finality"));

	out->has_finality = text != NULL && strcmp(text, "tag") == 0;
	if (!out->has_finality && (text == NULL || strcmp(text, "none") != 0))
		return err_set(e, ERR_PARSE, "\"finality\" is neither \"tag\" nor \"none\"");
	return STATUS_OK;
}

static enum status parse_profile(struct profile *out, const struct json *doc, struct err *e)
{
	static const char *const members[] = {
		"format",  "name",	    "title",	"chain_id", "nodes",
		"quorum",  "confirmations", "finality", "max_age",  "block_time",
		"native",  "fee_cap_wei",   "eas",	"tokens",   "distributors",
		"datanet", "explorer",	    NULL};
	const char *format = json_text(json_get(doc, "format"));
	enum status s = json_only(doc, members, e);

	if (s == STATUS_OK && (format == NULL || strcmp(format, PROFILE_FORMAT) != 0))
		s = err_set(e, ERR_PARSE,
			    "this is not a network profile: its \"format\" is not \"" PROFILE_FORMAT
			    "\"");
	if (s == STATUS_OK)
		s = member_name(out->name, sizeof(out->name), doc, "name", e);
	if (s == STATUS_OK)
		s = member_text(out->title, sizeof(out->title), doc, "title", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->chain_id, doc, "chain_id", e);
	if (s == STATUS_OK && out->chain_id == 0)
		s = err_set(e, ERR_RANGE, "\"chain_id\" is 0");
	if (s == STATUS_OK)
		s = member_number(&out->confirmations, doc, "confirmations", 0, 100000, e);
	if (s == STATUS_OK)
		s = parse_finality(out, doc, e);
	if (s == STATUS_OK)
		s = member_number(&out->max_age_s, doc, "max_age", 1, 86400, e);
	if (s == STATUS_OK)
		s = member_number(&out->block_time_s, doc, "block_time", 1, 3600, e);
	if (s == STATUS_OK)
		s = member_u256(&out->fee_cap.raw, doc, "fee_cap_wei", e);
	/* An empty explorer means that there is none, as in a profile that a person left blank. */
	if (s == STATUS_OK && json_text(json_get(doc, "explorer")) != NULL &&
	    json_text(json_get(doc, "explorer"))[0] == '\0')
		return parse_parts(out, doc, e);
	if (s == STATUS_OK && json_get(doc, "explorer") != NULL)
		s = member_url(out->explorer, sizeof(out->explorer), doc, "explorer", e);
	return s == STATUS_OK ? parse_parts(out, doc, e) : s;
}

enum status profile_parse(struct profile *out, const void *data, size_t len, struct err *e)
{
	struct json *doc;
	enum status s = json_parse(&doc, data, len, e);

	/* Padding is zeroed too, so that equal profiles are equal bytes. */
	memset(out, 0, sizeof(*out));
	if (s != STATUS_OK)
		return s;
	s = json_is_object(doc) ? parse_profile(out, doc, e)
				: err_set(e, ERR_PARSE, "the file is not a JSON object");
	json_free(doc);
	return s;
}
