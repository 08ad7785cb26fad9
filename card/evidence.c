/*
 * A card as values and as a file.
 *
 * First the lists, which the maker of a card fills in any order and sort_card() puts in the one
 * order of the file; then write_card(), with one function for each object in the file.
 * evidence_read.c reads the same members. Invariant: a card that was read is written to the same
 * bytes.
 */
#include "card/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "chain/keccak.h"
#include "chain/member.h"
#include "chain/model_figures.h"

/* Members of one artifact's metadata: the format has thirty. */
#define FIGURES_MOST 128

void init_card(struct card *card)
{
	*card = (struct card){0};
	buf_init(&card->header, LIMIT_SMALL_FILE);
	buf_init(&card->description, LIMIT_SMALL_FILE);
	trie_pool_init(&card->pool);
}

void release_card(struct card *card)
{
	if (card == NULL)
		return;
	buf_release(&card->header);
	buf_release(&card->description);
	trie_pool_release(&card->pool);
	free(card->models.items);
	free(card->statements.items);
	free(card->absent.items);
	for (size_t i = 0; i < card->n_texts; i++)
		free(card->texts[i].text);
	free(card->texts);
	for (size_t i = 0; i < card->n_figures; i++) {
		for (size_t m = 0; m < card->figures[i].n; m++) {
			free(card->figures[i].members[m].name);
			free(card->figures[i].members[m].text);
		}
		free(card->figures[i].members);
	}
	free(card->figures);
	init_card(card);
}

enum status add_card_hash(struct card_hashes *list, const struct hash *hash, size_t most)
{
	if (list->n == most)
		return ERR_LIMIT;
	if (list->n == list->cap) {
		size_t cap = list->cap == 0 ? 16 : 2 * list->cap;
		struct hash *more = reallocarray(list->items, cap, sizeof(more[0]));

		if (more == NULL)
			return ERR_MEMORY;
		list->items = more;
		list->cap = cap;
	}
	list->items[list->n++] = *hash;
	return STATUS_OK;
}

/* A text is hashed here, so that nobody else can say which hash it has. */
enum status add_card_text(struct card *card, const void *text, size_t len)
{
	struct card_text *more, *t;

	if (len > LIMIT_CARD || card->n_texts == LIMIT_CARD_EPOCHS + LIMIT_CARD_VERSIONS)
		return ERR_LIMIT;
	more = reallocarray(card->texts, card->n_texts + 1, sizeof(more[0]));
	if (more == NULL)
		return ERR_MEMORY;
	card->texts = more;
	t = &more[card->n_texts];
	*t = (struct card_text){.text = malloc(len + 1), .len = len};
	if (t->text == NULL)
		return ERR_MEMORY;
	memcpy(t->text, text, len);
	t->text[len] = '\0';
	keccak256(t->hash.bytes, text, len);
	card->n_texts++;
	return STATUS_OK;
}

static int compare_names(const void *a, const void *b)
{
	const struct card_figure *x = a, *y = b;

	return strcmp(x->name, y->name);
}

enum status add_card_figures(struct card *card, const struct hash *artifact,
			     const struct json *metadata, struct err *e)
{
	struct card_figures *more, *f;
	size_t count = json_count(metadata);

	if (!json_is_object(metadata))
		return err_set(e, ERR_PARSE, "the metadata of the artifact is no object");
	if (count > FIGURES_MOST || card->n_figures == LIMIT_CARD_VERSIONS)
		return err_set(e, ERR_LIMIT, "the artifacts have too many figures");
	more = reallocarray(card->figures, card->n_figures + 1, sizeof(more[0]));
	if (more == NULL)
		return ERR_MEMORY;
	card->figures = more;
	f = &more[card->n_figures];
	*f = (struct card_figures){.artifact = *artifact,
				   .members = calloc(count + 1, sizeof(f->members[0]))};
	if (f->members == NULL)
		return ERR_MEMORY;
	card->n_figures++;
	for (const struct json *m = json_first(metadata); m != NULL; m = json_next(m)) {
		struct card_figure *member = &f->members[f->n];

		if (!json_is_string(m))
			return err_set(e, ERR_PARSE, "\"%.64s\" of the artifact is no text",
				       json_name(m));
		member->name = strdup(json_name(m));
		member->text = strdup(json_text(m));
		f->n++;
		if (member->name == NULL || member->text == NULL)
			return ERR_MEMORY;
	}
	/* The order of the file: names of an object ascend in canonical JSON. */
	qsort(f->members, f->n, sizeof(f->members[0]), compare_names);
	return STATUS_OK;
}

/* All three kinds of list items begin with the hash that orders them. */
static int compare_hashes(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct hash));
}

const struct card_text *find_card_text(const struct card *card, const struct hash *hash)
{
	return card->n_texts == 0 ? NULL
				  : bsearch(hash, card->texts, card->n_texts,
					    sizeof(card->texts[0]), compare_hashes);
}

const struct card_figures *find_card_figures(const struct card *card, const struct hash *artifact)
{
	return card->n_figures == 0 ? NULL
				    : bsearch(artifact, card->figures, card->n_figures,
					      sizeof(card->figures[0]), compare_hashes);
}

const char *find_card_figure(const struct card_figures *figures, const char *name)
{
	struct card_figure key = {.name = (char *)(uintptr_t)name}, *found = NULL;

	if (figures != NULL && figures->n > 0)
		found = bsearch(&key, figures->members, figures->n, sizeof(key), compare_names);
	return found != NULL ? found->text : NULL;
}

void sort_card(struct card *card)
{
	size_t kept = 0;

	trie_pool_sort(&card->pool);
	if (card->n_figures > 1)
		qsort(card->figures, card->n_figures, sizeof(card->figures[0]), compare_hashes);
	if (card->n_texts > 1)
		qsort(card->texts, card->n_texts, sizeof(card->texts[0]), compare_hashes);
	/* Two epochs may have one document, as two versions may have one manifest. */
	for (size_t i = 0; i < card->n_texts; i++) {
		if (kept > 0 && compare_hashes(&card->texts[kept - 1], &card->texts[i]) == 0)
			free(card->texts[i].text);
		else
			card->texts[kept++] = card->texts[i];
	}
	card->n_texts = kept;
	if (card->absent.n > 1)
		qsort(card->absent.items, card->absent.n, sizeof(struct hash), compare_hashes);
	kept = 0;
	for (size_t i = 0; i < card->absent.n; i++)
		if (kept == 0 ||
		    compare_hashes(&card->absent.items[kept - 1], &card->absent.items[i]) != 0)
			card->absent.items[kept++] = card->absent.items[i];
	card->absent.n = kept;
}

/* Adds the pins of the contracts, in the spelling of a network's profile. */
static void add_pins(struct json *doc, const struct card_pins *pins)
{
	struct json *eas = json_new_object(), *o;

	member_add_address(eas, "address", &pins->eas);
	member_add_slot(eas, "db_slot", &pins->db_slot);
	json_add(doc, "eas", eas);
	if (pins->has_distributor) {
		o = json_new_object();
		member_add_slot(o, "root_slot", &pins->root_slot);
		member_add_slot(o, "statement_slot", &pins->statement_slot);
		member_add_slot(o, "claimed_slot", &pins->claimed_slot);
		json_add(doc, "distributor", o);
	}
	if (pins->has_balance) {
		o = json_new_object();
		member_add_slot(o, "balance_slot", &pins->balance_slot);
		json_add_text(o, "balance_order",
			      pins->balance_order == SLOT_KEY_SLOT ? "key-slot" : "slot-key");
		member_add_hash(o, "balance_mask", &pins->balance_mask);
		json_add(doc, "token", o);
	}
}

static struct json *members_json(const struct card_figures *figures)
{
	struct json *o = json_new_object();

	for (size_t i = 0; i < figures->n; i++)
		json_add_text(o, figures->members[i].name, figures->members[i].text);
	return o;
}

enum status compute_figures_hash(struct hash *out, const struct card_figures *figures)
{
	struct json *members = members_json(figures);
	enum status s = members != NULL ? model_figures_hash(out, members) : ERR_MEMORY;

	json_free(members);
	return s;
}

static void add_figures(struct json *doc, const struct card *card)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < card->n_figures; i++) {
		const struct card_figures *f = &card->figures[i];
		struct json *o = json_new_object();

		member_add_hash(o, "artifact", &f->artifact);
		json_add(o, "members", members_json(f));
		json_add(list, NULL, o);
	}
	json_add(doc, "figures", list);
}

/* Nodes are told by their bytes alone: a reader computes the hashes by which they are found. */
static void add_nodes(struct json *doc, const struct trie_pool *pool)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < trie_pool_count(pool); i++) {
		struct trie_node node = trie_pool_node(pool, i);

		json_add_hex(list, NULL, node.data, node.len);
	}
	json_add(doc, "nodes", list);
}

enum status write_card(struct buf *out, struct card *card, struct err *e)
{
	struct json *doc = json_new_object(), *block = json_new_object();
	struct json *texts = json_new_array(), *description = NULL;
	enum status s = json_parse(&description, card->description.data, card->description.len, e);

	sort_card(card);
	json_add_text(doc, "format", CARD_FORMAT);
	json_add_u64(doc, "chain_id", card->pins.chain_id);
	member_add_hash(block, "hash", &card->block);
	json_add_hex(block, "header", card->header.data, card->header.len);
	json_add(doc, "block", block);
	add_pins(doc, &card->pins);
	json_add(doc, "datanet", description);
	json_add_hex(doc, "signature", card->signature, sizeof(card->signature));
	member_add_hash(doc, "artifact", &card->artifact);
	member_add_hashes(doc, "models", card->models.items, card->models.n);
	member_add_hashes(doc, "statements", card->statements.items, card->statements.n);
	member_add_hashes(doc, "absent", card->absent.items, card->absent.n);
	add_figures(doc, card);
	for (size_t i = 0; i < card->n_texts; i++)
		json_add_text(texts, NULL, card->texts[i].text);
	json_add(doc, "texts", texts);
	add_nodes(doc, &card->pool);
	/* A description that is no JSON has left the document incomplete. */
	if (s != STATUS_OK) {
		json_free(doc);
		return s;
	}
	s = json_write_take(out, doc);
	return s == STATUS_OK ? s : err_set(e, s, "the card: %s", status_phrase(s));
}
