/*
 * Contracts and datanets of a profile, one function for each object of the file.
 * profile_pins_read() at the end names them in the order in which they need each other: payers name
 * tokens, datanets name payers. As in chain/profile_parse.c, each object refuses members that it
 * does not know.
 */
#include "chain/profile_pins.h"

#include <string.h>

#include "chain/member.h"
#include "chain/profile_contract.h"
#include "chain/profile_list.h"
#include "chain/profile_payer.h"

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

/* An empty storage would prove a balance of nothing. */
static enum status parse_precompile(struct profile_token *out, const struct json *o, struct err *e)
{
	const struct json *v = json_get(o, "precompile");

	if (v != NULL && !json_is_bool(v))
		return err_set(e, ERR_PARSE, "\"precompile\" is neither true nor false");
	out->precompile = v != NULL && json_truth(v);
	if (out->precompile && (out->contract.has_code_hash || out->contract.has_implementation ||
				json_get(o, "balance") != NULL))
		return err_set(e, ERR_PARSE,
			       "a \"precompile\" has neither code nor storage: leave out "
			       "\"code_hash\", \"implementation\" and \"balance\"");
	return STATUS_OK;
}

static enum status parse_token(struct profile *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"address",    "symbol",	 "name",
					      "decimals",   "code_hash", "implementation",
					      "precompile", "balance",	 NULL};
	struct profile_token *token = &out->tokens[out->n_tokens];
	const struct json *balance = json_get(o, "balance");
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = profile_contract_read(&token->contract, o, e);
	if (s == STATUS_OK && profile_token(out, &token->contract.address) != NULL)
		s = err_set(e, ERR_PARSE, "\"address\" is the address of another token too");
	if (s == STATUS_OK)
		s = member_text(token->symbol, sizeof(token->symbol), o, "symbol", e);
	if (s == STATUS_OK)
		s = member_text(token->name, sizeof(token->name), o, "name", e);
	if (s == STATUS_OK)
		s = member_number(&token->decimals, o, "decimals", 0, AMOUNT_DECIMALS_MAX, e);
	if (s == STATUS_OK)
		s = parse_precompile(token, o, e);
	if (s == STATUS_OK && balance != NULL) {
		s = parse_balance(token, balance, e);
		if (s != STATUS_OK)
			s = err_prefix(e, s, "balance");
	}
	if (s == STATUS_OK)
		out->n_tokens++;
	return s;
}

/* If db_slot is not pinned, attestations are read by calls, and agreed at best. */
static enum status parse_eas(struct profile *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"address",   "registry",	     "db_slot",
					      "code_hash", "implementation", "domain_version",
					      NULL};
	struct profile_eas *eas = &out->eas;
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = profile_contract_read(&eas->contract, o, e);
	if (s == STATUS_OK)
		s = member_address(&eas->registry, o, "registry", e);
	if (s == STATUS_OK && json_get(o, "domain_version") != NULL)
		s = member_text(eas->domain_version, sizeof(eas->domain_version), o,
				"domain_version", e);
	eas->has_slots = json_get(o, "db_slot") != NULL;
	if (s == STATUS_OK && eas->has_slots)
		s = member_slot(&eas->db_slot, o, "db_slot", e);
	out->has_eas = true;
	return s;
}

/* Takes name, address and URL. Two datanets of one name or address would be taken for one. */
static enum status take_datanet(struct profile *out, const struct json *o, struct err *e)
{
	struct profile_datanet *d = &out->datanets[out->n_datanets];
	enum status s = member_url(d->url, sizeof(d->url), o, "url", e);

	if (s == STATUS_OK)
		s = member_address(&d->address, o, "address", e);
	if (s == STATUS_OK)
		s = member_text(d->name, sizeof(d->name), o, "name", e);
	if (s == STATUS_OK && profile_datanet_at(out, &d->address) != NULL)
		s = err_set(e, ERR_PARSE, "\"address\" is the address of another datanet too");
	for (size_t i = 0; s == STATUS_OK && i < out->n_datanets; i++)
		if (strcmp(out->datanets[i].name, d->name) == 0)
			s = err_set(e, ERR_PARSE, "\"name\" is the name of another datanet too");
	return s;
}

/* Takes one of the addresses in "payers". Two datanets with one payer could not tell its money. */
static enum status take_payer(struct profile *out, const struct json *v, struct err *e)
{
	struct profile_datanet *d = &out->datanets[out->n_datanets];
	const struct profile_distributor *payer;
	struct address a;
	enum status s = address_read(&a, json_text(v) != NULL ? json_text(v) : "", e);
	size_t i;

	if (s != STATUS_OK)
		return s;
	payer = profile_distributor(out, &a);
	if (payer == NULL)
		return err_set(e, ERR_PARSE, "not the address of one of \"payers\"");
	if (payer->kind != DISTRIBUTOR_URD)
		return err_set(e, ERR_PARSE,
			       "the address of a payer of another kind than \"urd\", by which "
			       "datanets pay");
	i = (size_t)(payer - out->distributors);
	if (profile_pays_any(out, i) || (d->payers >> i & 1) != 0)
		return err_set(e, ERR_PARSE, "the address of a payer that has a datanet already");
	d->payers |= (uint32_t)1 << i;
	return STATUS_OK;
}

static enum status parse_datanet(struct profile *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"name",	"url",	      "address",
					      "payers", "intake_key", NULL};
	struct profile_datanet *d = &out->datanets[out->n_datanets];
	const struct json *payers;
	size_t i = 0;
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = take_datanet(out, o, e);
	if (s == STATUS_OK)
		s = json_get_array(&payers, o, "payers", e);
	if (s != STATUS_OK)
		return s;
	for (const struct json *v = json_first(payers); v != NULL; v = json_next(v), i++) {
		s = take_payer(out, v, e);
		if (s != STATUS_OK)
			return err_prefix(e, s, "payers[%zu]", i);
	}
	/* If no key is pinned, the user is shown the datanet's own, and confirms it. */
	d->has_intake_key = json_get(o, "intake_key") != NULL;
	if (d->has_intake_key)
		s = member_hex(d->intake_key, sizeof(d->intake_key), o, "intake_key", e);
	if (s == STATUS_OK)
		out->n_datanets++;
	return s;
}

/* The one datanet of the first format, for which every payer of the network pays. */
static enum status parse_only_datanet(struct profile *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"url", "address", "name", NULL};
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = take_datanet(out, o, e);
	out->datanets[0].payers = ((uint32_t)1 << out->n_distributors) - 1;
	out->n_datanets = s == STATUS_OK;
	return s;
}

/* Payers come before datanets, which name them. */
static enum status parse_payers(struct profile *out, const struct json *doc, bool first,
				struct err *e)
{
	enum status s = profile_list_optional(out, doc, first ? "distributors" : "payers",
					      LIMIT_DISTRIBUTORS, profile_payer_read, e);

	if (s == STATUS_OK && !first)
		return profile_list_optional(out, doc, "datanets", LIMIT_DATANETS, parse_datanet,
					     e);
	if (s == STATUS_OK && json_get(doc, "datanet") != NULL)
		return profile_list_member(out, doc, "datanet", parse_only_datanet, e);
	return s;
}

enum status profile_pins_read(struct profile *out, const struct json *doc, bool first,
			      struct err *e)
{
	enum status s = STATUS_OK;

	if (json_get(doc, "eas") != NULL)
		s = profile_list_member(out, doc, "eas", parse_eas, e);
	if (s == STATUS_OK && json_get(doc, "story") != NULL)
		s = profile_list_member(out, doc, "story", profile_payer_read_story, e);
	if (s == STATUS_OK)
		s = profile_list_optional(out, doc, "tokens", LIMIT_TOKENS, parse_token, e);
	return s == STATUS_OK ? parse_payers(out, doc, first, e) : s;
}
