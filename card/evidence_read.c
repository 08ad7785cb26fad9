/*
 * Reading a card. read_card() names the members in order and sends each object to a function of its
 * own. Whatever is in the file beside them is found at the end, when the card is written again and
 * compared byte for byte.
 */
#include "card/evidence_read.h"

#include <string.h>

#include "base/hex.h"
#include "base/json_write.h"
#include "chain/member.h"

/* The beginning of the format of every card, of later ones too. */
#define CARD_FAMILY "byline-card/"

static enum status read_block(struct card *out, const struct json *doc, struct err *e)
{
	const struct json *block;
	enum status s = json_get_object(&block, doc, "block", e);

	if (s == STATUS_OK)
		s = member_hash(&out->block, block, "hash", e);
	return s == STATUS_OK ? member_bytes(&out->header, block, "header", e) : s;
}

/* Another order than "key-slot" is read as the other one; a wrong word is found by check_text(). */
static enum status read_balance(struct card_pins *out, const struct json *token, struct err *e)
{
	const char *order;
	enum status s = member_slot(&out->balance_slot, token, "balance_slot", e);

	if (s == STATUS_OK)
		s = json_get_text(&order, token, "balance_order", e);
	if (s == STATUS_OK)
		s = member_hash(&out->balance_mask, token, "balance_mask", e);
	if (s != STATUS_OK)
		return s;
	out->has_balance = true;
	out->balance_order = strcmp(order, "key-slot") == 0 ? SLOT_KEY_SLOT : SLOT_SLOT_KEY;
	return STATUS_OK;
}

/* Distributor and token may be missing, where the profile of the card's maker pins no slots. */
static enum status read_pins(struct card_pins *out, const struct json *doc, struct err *e)
{
	const struct json *eas, *distributor = json_get(doc, "distributor");
	enum status s = json_get_u64(&out->chain_id, doc, "chain_id", e);

	if (s == STATUS_OK)
		s = json_get_object(&eas, doc, "eas", e);
	if (s == STATUS_OK)
		s = member_address(&out->eas, eas, "address", e);
	if (s == STATUS_OK)
		s = member_slot(&out->db_slot, eas, "db_slot", e);
	out->has_distributor = distributor != NULL;
	if (s == STATUS_OK && distributor != NULL)
		s = member_slot(&out->root_slot, distributor, "root_slot", e);
	if (s == STATUS_OK && distributor != NULL)
		s = member_slot(&out->statement_slot, distributor, "statement_slot", e);
	if (s == STATUS_OK && distributor != NULL)
		s = member_slot(&out->claimed_slot, distributor, "claimed_slot", e);
	if (s == STATUS_OK && json_get(doc, "token") != NULL)
		s = read_balance(out, json_get(doc, "token"), e);
	return s;
}

static enum status read_description(struct card *out, const struct json *doc, struct err *e)
{
	const struct json *description;
	enum status s = json_get_object(&description, doc, "datanet", e);

	/* The signature is over this text. */
	if (s == STATUS_OK)
		s = json_write(&out->description, description);
	if (s != STATUS_OK)
		return err_set(e, s, "\"datanet\": %s", status_phrase(s));
	return description_signature(out->signature, doc, e);
}

static enum status read_hashes(struct card_hashes *out, const struct json *doc, const char *name,
			       size_t most, struct err *e)
{
	const struct json *list;
	enum status s = json_get_array(&list, doc, name, e);

	if (s != STATUS_OK)
		return s;
	for (const struct json *v = json_first(list); v != NULL; v = json_next(v)) {
		const char *text = json_text(v);
		struct hash hash;

		if (text == NULL || hash_parse(&hash, text, strlen(text)) != STATUS_OK)
			return err_set(e, ERR_PARSE, "\"%s[%zu]\" is not 0x and 64 hex digits",
				       name, out->n);
		s = add_card_hash(out, &hash, most);
		if (s != STATUS_OK)
			return err_set(e, s, "\"%s\" has more than %zu hashes", name, most);
	}
	return STATUS_OK;
}

/* Figures are texts of any kind: whether they are attested is found when the card is folded. */
static enum status read_figures(struct card *out, const struct json *doc, struct err *e)
{
	const struct json *list;
	enum status s = json_get_array(&list, doc, "figures", e);

	for (const struct json *v = s == STATUS_OK ? json_first(list) : NULL;
	     v != NULL && s == STATUS_OK; v = json_next(v)) {
		struct hash artifact;

		s = member_hash(&artifact, v, "artifact", e);
		if (s == STATUS_OK)
			s = add_card_figures(out, &artifact, json_get(v, "members"), e);
	}
	return s;
}

/* Texts are taken as they are: whether one is attested is found when the card is folded. */
static enum status read_texts(struct card *out, const struct json *doc, struct err *e)
{
	const struct json *list;
	enum status s = json_get_array(&list, doc, "texts", e);

	for (const struct json *v = s == STATUS_OK ? json_first(list) : NULL;
	     v != NULL && s == STATUS_OK; v = json_next(v)) {
		const char *text = json_text(v);

		s = text != NULL ? add_card_text(out, text, strlen(text)) : ERR_PARSE;
		if (s != STATUS_OK)
			s = err_set(e, s, "\"texts\": %s", status_phrase(s));
	}
	return s;
}

static enum status read_nodes(struct card *out, const struct json *doc, struct err *e)
{
	const struct json *list;
	enum status s = json_get_array(&list, doc, "nodes", e);

	for (const struct json *v = s == STATUS_OK ? json_first(list) : NULL;
	     v != NULL && s == STATUS_OK; v = json_next(v)) {
		const char *text = json_text(v);
		/* A longer node is none: hex_parse_var() refuses it. */
		uint8_t node[LIMIT_TRIE_NODE];
		size_t len = 0;

		s = text == NULL ? ERR_PARSE
				 : hex_parse_var(node, &len, sizeof(node), text, strlen(text));
		if (s == STATUS_OK)
			s = trie_pool_add(&out->pool, node, len);
		if (s != STATUS_OK)
			s = err_set(e, s, "\"nodes\": %s", status_phrase(s));
	}
	return s;
}

static enum status read_members(struct card *out, const struct json *doc, struct err *e)
{
	const char *format;
	enum status s = json_get_text(&format, doc, "format", e);

	if (s == STATUS_OK && strcmp(format, CARD_FORMAT) != 0)
		s = strncmp(format, CARD_FAMILY, strlen(CARD_FAMILY)) == 0
			    ? err_set(e, ERR_VERSION,
				      "its \"format\" is %.32s; a newer byline may know it", format)
			    : err_set(e, ERR_PARSE, "its \"format\" is not " CARD_FORMAT);
	if (s == STATUS_OK)
		s = read_pins(&out->pins, doc, e);
	if (s == STATUS_OK)
		s = read_block(out, doc, e);
	if (s == STATUS_OK)
		s = read_description(out, doc, e);
	if (s == STATUS_OK)
		s = member_hash(&out->artifact, doc, "artifact", e);
	if (s == STATUS_OK)
		s = read_hashes(&out->models, doc, "models", LIMIT_CARD_VERSIONS, e);
	if (s == STATUS_OK)
		s = read_hashes(&out->statements, doc, "statements", LIMIT_CARD_EPOCHS, e);
	if (s == STATUS_OK)
		s = read_hashes(&out->absent, doc, "absent",
				LIMIT_CARD_EPOCHS + LIMIT_CARD_VERSIONS, e);
	if (s == STATUS_OK)
		s = read_figures(out, doc, e);
	if (s == STATUS_OK)
		s = read_texts(out, doc, e);
	return s == STATUS_OK ? read_nodes(out, doc, e) : s;
}

/* One card has one text, so that nothing can hide in a file that says the same. */
static enum status check_text(struct card *card, const void *data, size_t len, struct err *e)
{
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_CARD);
	s = write_card(&text, card, e);
	if (s == STATUS_OK && (text.len != len || memcmp(text.data, data, len) != 0))
		s = err_set(e, ERR_PARSE,
			    "the file is not in the one form of a card: it has another order, "
			    "spelling or member");
	buf_release(&text);
	return s;
}

enum status read_card(struct card *out, const void *data, size_t len, struct err *e)
{
	struct json *doc = NULL;
	enum status s;

	init_card(out);
	if (len > LIMIT_CARD)
		return err_set(e, ERR_LIMIT, "the file is larger than any card");
	s = json_parse(&doc, data, len, e);
	if (s == STATUS_OK)
		s = read_members(out, doc, e);
	json_free(doc);
	if (s == STATUS_OK)
		s = check_text(out, data, len, e);
	if (s != STATUS_OK)
		release_card(out);
	return s;
}
