/*
 * Reading a profile: the members of the network itself and its nodes, in the format of today and in
 * the one before it. chain/profile_pins.c reads contracts and datanets.
 *
 * Read parse_profile() and parse_parts() at the end first: they name the members in order and send
 * each object and array through chain/profile_list.c, which puts its name before a message.
 * Invariant: json_only() at the beginning of each object refuses unknown members, so that a
 * mistyped name is an error and not a setting that is silently missing.
 */
#include "chain/profile_parse.h"

#include <string.h>

#include "chain/member.h"
#include "chain/profile_list.h"
#include "chain/profile_pins.h"

/* A day of the fastest chain that is known, one block each 0.2 s, is four times as much. */
#define CONFIRMATIONS_MAX 100000

/* Takes a node with its operator. Two nodes of one name or address would be counted twice. */
static enum status take_node(struct profile *out, const struct json *o, struct err *e)
{
	struct profile_node *node = &out->nodes[out->n_nodes];
	enum status s = STATUS_OK;

	if (out->n_nodes == LIMIT_NODES)
		s = err_set(e, ERR_LIMIT, "more than %d nodes and relays", LIMIT_NODES);
	if (s == STATUS_OK)
		s = member_text(node->name, sizeof(node->name), o, "name", e);
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

static enum status parse_node(struct profile *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"name", "operator", "url", NULL};
	struct profile_node *node = &out->nodes[out->n_nodes];
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = member_text(node->operator, sizeof(node->operator), o, "operator", e);
	if (s == STATUS_OK && strcmp(node->operator, PROFILE_RELAYS) == 0)
		s = err_set(e, ERR_PARSE,
			    "\"operator\" is \"" PROFILE_RELAYS
			    "\"; a node that passes questions on belongs into \"relays\"");
	return s == STATUS_OK ? take_node(out, o, e) : s;
}

static enum status parse_relay(struct profile *out, const struct json *o, struct err *e)
{
	static const char *const members[] = {"name", "url", NULL};
	struct profile_node *node;
	enum status s = json_only(o, members, e);

	if (s == STATUS_OK)
		s = take_node(out, o, e);
	if (s != STATUS_OK)
		return s;
	node = &out->nodes[out->n_nodes - 1];
	node->relay = true;
	memcpy(node->operator, PROFILE_RELAYS, sizeof(PROFILE_RELAYS));
	return STATUS_OK;
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

static enum status parse_parts(struct profile *out, const struct json *doc, bool first,
			       struct err *e)
{
	enum status s = profile_list_read(out, doc, "nodes", LIMIT_NODES, parse_node, e);

	if (s == STATUS_OK)
		s = profile_list_optional(out, doc, "relays", LIMIT_NODES, parse_relay, e);
	if (s == STATUS_OK && out->n_nodes == 0)
		s = err_set(e, ERR_RANGE, "\"nodes\" is empty");
	if (s == STATUS_OK)
		s = member_number(&out->quorum, doc, "quorum", 1, (unsigned)out->n_nodes, e);
	if (s == STATUS_OK)
		s = profile_list_member(out, doc, "native", parse_native, e);
	return s == STATUS_OK ? profile_pins_read(out, doc, first, e) : s;
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

/* Ages and the time between two blocks: in seconds in the first format, now in milliseconds. */
static enum status parse_times(struct profile *out, const struct json *doc, bool first,
			       struct err *e)
{
	enum status s;

	if (!first) {
		s = member_number(&out->max_age_ms, doc, "max_age_ms", 1, 86400000, e);
		return s == STATUS_OK ? member_number(&out->block_time_ms, doc, "block_time_ms", 1,
						      3600000, e)
				      : s;
	}
	s = member_number(&out->max_age_ms, doc, "max_age", 1, 86400, e);
	if (s == STATUS_OK)
		s = member_number(&out->block_time_ms, doc, "block_time", 1, 3600, e);
	out->max_age_ms *= 1000;
	out->block_time_ms *= 1000;
	return s;
}

/*
 * How deep the block lies that figures are read at: a number of blocks, or a time, which becomes
 * blocks here. A chain whose blocks become faster then changes one member of its profile and not
 * two.
 */
static enum status parse_depth(struct profile *out, const struct json *doc, struct err *e)
{
	bool timed = json_get(doc, "confirmation_ms") != NULL;
	enum status s;

	if (timed && json_get(doc, "confirmations") != NULL)
		return err_set(e, ERR_PARSE,
			       "\"confirmation_ms\" and \"confirmations\" say the same; one of "
			       "them is enough");
	if (!timed)
		return member_number(&out->confirmations, doc, "confirmations", 0,
				     CONFIRMATIONS_MAX, e);
	s = member_number(&out->confirmation_ms, doc, "confirmation_ms", 1, 86400000, e);
	if (s != STATUS_OK)
		return s;
	out->confirmations = (out->confirmation_ms + out->block_time_ms - 1) / out->block_time_ms;
	if (out->confirmations > CONFIRMATIONS_MAX)
		return err_set(e, ERR_RANGE,
			       "\"confirmation_ms\" is more than %d blocks of \"block_time_ms\"",
			       CONFIRMATIONS_MAX);
	return STATUS_OK;
}

static enum status parse_explorer(struct profile *out, const struct json *doc, struct err *e)
{
	const char *text = json_text(json_get(doc, "explorer"));

	/* An empty explorer means that there is none, as in a profile that a person left blank. */
	if (json_get(doc, "explorer") == NULL || (text != NULL && text[0] == '\0'))
		return STATUS_OK;
	return member_url(out->explorer, sizeof(out->explorer), doc, "explorer", e);
}

/* Which of both formats the document is in. */
static enum status parse_format(bool *first, const struct json *doc, struct err *e)
{
	static const char *const members[] = {
		"format",     "name",	       "title",		"chain_id",	   "nodes",
		"relays",     "quorum",	       "confirmations", "confirmation_ms", "finality",
		"max_age_ms", "block_time_ms", "native",	"fee_cap_wei",	   "eas",
		"story",      "tokens",	       "payers",	"datanets",	   "explorer",
		NULL};
	static const char *const first_members[] = {
		"format",  "name",	    "title",	"chain_id", "nodes",
		"quorum",  "confirmations", "finality", "max_age",  "block_time",
		"native",  "fee_cap_wei",   "eas",	"tokens",   "distributors",
		"datanet", "explorer",	    NULL};
	const char *format = json_text(json_get(doc, "format"));

	*first = format != NULL && strcmp(format, PROFILE_FORMAT_1) == 0;
	if (!*first && (format == NULL || strcmp(format, PROFILE_FORMAT) != 0))
		return err_set(e, ERR_PARSE,
			       "this is not a network profile: its \"format\" is not "
			       "\"" PROFILE_FORMAT "\"");
	return json_only(doc, *first ? first_members : members, e);
}

static enum status parse_profile(struct profile *out, const struct json *doc, struct err *e)
{
	bool first;
	enum status s = parse_format(&first, doc, e);

	if (s == STATUS_OK)
		s = member_name(out->name, sizeof(out->name), doc, "name", e);
	if (s == STATUS_OK)
		s = member_text(out->title, sizeof(out->title), doc, "title", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->chain_id, doc, "chain_id", e);
	if (s == STATUS_OK && out->chain_id == 0)
		s = err_set(e, ERR_RANGE, "\"chain_id\" is 0");
	if (s == STATUS_OK)
		s = parse_finality(out, doc, e);
	if (s == STATUS_OK)
		s = parse_times(out, doc, first, e);
	if (s == STATUS_OK)
		s = parse_depth(out, doc, e);
	if (s == STATUS_OK)
		s = member_u256(&out->fee_cap.raw, doc, "fee_cap_wei", e);
	if (s == STATUS_OK)
		s = parse_explorer(out, doc, e);
	return s == STATUS_OK ? parse_parts(out, doc, first, e) : s;
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
