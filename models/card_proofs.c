/*
 * Proofs for a card. Whatever verify_card() will walk to must be asked for here: the attestations,
 * then the words of the distributor that the description names, then the funds of that distributor.
 */
#include "models/card_proofs.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "chain/member.h"
#include "chain/payer_urd.h"
#include "chain/statement_document.h"
#include "client/testimony.h"

/* A payee list has an account for each line of each document at most. */
struct payees {
	struct address *items;
	size_t n, cap;
};

enum status add_card_uid(struct card_uids *list, const struct hash *uid)
{
	if (list->n == list->cap) {
		size_t cap = list->cap == 0 ? 64 : 2 * list->cap;
		struct hash *more = reallocarray(list->items, cap, sizeof(more[0]));

		if (more == NULL)
			return ERR_MEMORY;
		list->items = more;
		list->cap = cap;
	}
	list->items[list->n++] = *uid;
	return STATUS_OK;
}

void take_card_pins(struct card_pins *out, const struct profile *p)
{
	*out = (struct card_pins){
		.chain_id = p->chain_id, .eas = p->eas.contract.address, .db_slot = p->eas.db_slot};
}

enum status take_card_description(struct card *card, const struct json *reply, struct err *e)
{
	const struct json *description;
	enum status s = json_get_object(&description, reply, "datanet", e);

	if (s == STATUS_OK)
		s = json_write(&card->description, description);
	return s == STATUS_OK ? description_signature(card->signature, reply, e) : s;
}

static int compare_addresses(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct address));
}

static enum status add_payee(struct payees *p, const struct address *account)
{
	if (p->n == p->cap) {
		size_t cap = p->cap == 0 ? 64 : 2 * p->cap;
		struct address *more = reallocarray(p->items, cap, sizeof(more[0]));

		if (more == NULL)
			return ERR_MEMORY;
		p->items = more;
		p->cap = cap;
	}
	p->items[p->n++] = *account;
	return STATUS_OK;
}

/* Lists each account that a document pays, once. A text that is no document has no lines. */
static enum status list_payees(struct payees *out, const struct card *card)
{
	size_t kept = 0;
	enum status s = STATUS_OK;

	for (size_t i = 0; i < card->n_texts && s == STATUS_OK; i++) {
		struct statement_document doc = {0};

		s = statement_document_read(&doc, card->texts[i].text, card->texts[i].len, NULL);
		if (s == ERR_MEMORY)
			return s;
		s = STATUS_OK;
		for (size_t l = 0; l < doc.n && s == STATUS_OK; l++)
			if (!u256_is_zero(&doc.scores[l].amount.raw))
				s = add_payee(out, &doc.scores[l].account);
		statement_document_release(&doc);
	}
	if (out->n > 1)
		qsort(out->items, out->n, sizeof(out->items[0]), compare_addresses);
	for (size_t i = 0; i < out->n; i++)
		if (kept == 0 || !address_equal(&out->items[kept - 1], &out->items[i]))
			out->items[kept++] = out->items[i];
	out->n = kept;
	return s;
}

/* Proves root, statement and claims of the distributor. */
static enum status prove_distributor(struct session *session, struct card *card,
				     const struct profile_distributor *d, struct err *e)
{
	struct payees payees = {0};
	struct hash *slots = NULL;
	struct u256 *words = NULL;
	enum status s = list_payees(&payees, card);

	if (s == STATUS_OK) {
		slots = calloc(payees.n + 2, sizeof(slots[0]));
		words = calloc(payees.n + 2, sizeof(words[0]));
		s = slots != NULL && words != NULL ? STATUS_OK : ERR_MEMORY;
	}
	if (s == STATUS_OK) {
		card->pins.has_distributor = true;
		card->pins.root_slot = slots[0] = d->slots[URD_ROOT];
		card->pins.statement_slot = slots[1] = d->slots[URD_IPFS_HASH];
		card->pins.claimed_slot = d->slots[URD_CLAIMED];
		for (size_t i = 0; i < payees.n; i++)
			payer_urd_claimed_slot(&slots[i + 2], &d->slots[URD_CLAIMED],
					       &payees.items[i], &d->token);
		s = testimony_words(session->nodes, &card->pool, words, &session->anchor,
				    &d->contract.address, slots, payees.n + 2, e);
	}
	free(payees.items);
	free(slots);
	free(words);
	return s;
}

/* Proves how much of its token the distributor has. */
static enum status prove_balance(struct session *session, struct card *card,
				 const struct profile_distributor *d, const struct profile_token *t,
				 struct err *e)
{
	struct hash key, slot;
	struct u256 word;

	card->pins.has_balance = true;
	card->pins.balance_slot = t->balance_slot;
	card->pins.balance_order = t->balance_order;
	card->pins.balance_mask = t->balance_mask;
	address_to_word(key.bytes, &d->contract.address);
	slot_mapping(&slot, &key, &t->balance_slot, t->balance_order);
	return testimony_words(session->nodes, &card->pool, &word, &session->anchor,
			       &t->contract.address, &slot, 1, e);
}

/* Finds the distributor that the description names, among those that the profile pins. */
static enum status find_distributor(const struct profile_distributor **out, const struct card *card,
				    const struct profile *p, struct err *e)
{
	struct address address;
	struct json *net = NULL;
	enum status s = json_parse(&net, card->description.data, card->description.len, e);

	if (s == STATUS_OK)
		s = member_address(&address, net, "distributor", e);
	json_free(net);
	*out = s == STATUS_OK ? profile_distributor(p, &address) : NULL;
	if (*out != NULL && (*out)->kind != DISTRIBUTOR_URD)
		*out = NULL;
	return s;
}

enum status prove_card(struct session *session, struct card *card, const struct card_uids *uids,
		       struct err *e)
{
	const struct profile *p = nodes_profile(session->nodes);
	const struct profile_distributor *d = NULL;
	const struct profile_token *t;
	enum status s;

	s = testimony_attestations(session->nodes, &card->pool, &session->anchor, uids->items,
				   uids->n, e);
	/* The account of the service is folded even when there is no attestation. */
	if (s == STATUS_OK && uids->n == 0)
		s = testimony_words(session->nodes, &card->pool, NULL, &session->anchor,
				    &p->eas.contract.address, NULL, 0, e);
	if (s == STATUS_OK)
		s = find_distributor(&d, card, p, e);
	if (s == STATUS_OK && d != NULL && d->has_slots)
		s = prove_distributor(session, card, d, e);
	t = d != NULL ? profile_token(p, &d->token) : NULL;
	if (s == STATUS_OK && t != NULL && t->has_balance_slot)
		s = prove_balance(session, card, d, t, e);
	return s;
}
