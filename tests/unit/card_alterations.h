/* The alterations of a card that tests/unit/card_alter.c makes. */
#ifndef TESTS_UNIT_CARD_ALTERATIONS_H
#define TESTS_UNIT_CARD_ALTERATIONS_H

#include "tests/unit/card_figure_alterations.h"

#include "chain/keccak.h"

#define ATTESTED_FIGURES "the figures on the card are not those that the publisher attested"

static inline struct hash some_hash(uint8_t byte)
{
	struct hash h;

	memset(h.bytes, byte, sizeof(h.bytes));
	return h;
}

/* Replaces the description's first `from` by `to`, which leaves it canonical. */
static void describe(struct card *c, const char *from, const char *to)
{
	char *text = strdup(buf_str(&c->description)), *at = strstr(text, from);

	assert_non_null(at);
	buf_clear(&c->description);
	buf_add(&c->description, text, (size_t)(at - text));
	buf_add_str(&c->description, to);
	buf_add_str(&c->description, at + strlen(from));
	free(text);
}

/* Removes item `i` of a list of hashes. */
static void drop(struct card_hashes *list, size_t i)
{
	memmove(&list->items[i], &list->items[i + 1], (list->n - i - 1) * sizeof(list->items[0]));
	list->n--;
}

static void swap(struct card_hashes *list, size_t i, size_t j)
{
	struct hash kept = list->items[i];

	list->items[i] = list->items[j];
	list->items[j] = kept;
}

/* The first text that has `part` in it. */
static struct card_text *text_with(struct card *c, const char *part)
{
	for (size_t i = 0; i < c->n_texts; i++)
		if (strstr(c->texts[i].text, part) != NULL)
			return &c->texts[i];
	fail_msg("no text with %s", part);
	return NULL;
}

/* Puts another digit at the first digit after `member`. */
static void change_digit(struct card *c, const char *part, const char *member)
{
	struct card_text *t = text_with(c, part);
	char *at = strstr(t->text, member);

	assert_non_null(at);
	at += strlen(member);
	*at = *at == '9' ? '8' : '9';
	keccak256(t->hash.bytes, t->text, t->len);
}

static void drop_text(struct card *c, const char *part)
{
	struct card_text *t = text_with(c, part), *last = &c->texts[c->n_texts - 1];

	free(t->text);
	*t = *last;
	c->n_texts--;
}

static void the_chain(struct card *c)
{
	c->pins.chain_id++;
}

static void the_attestation_service(struct card *c)
{
	c->pins.eas.bytes[19] ^= 1;
}

static void the_slot_of_attestations(struct card *c)
{
	c->pins.db_slot.bytes[31]++;
}

static void the_slot_of_the_root(struct card *c)
{
	c->pins.root_slot.bytes[31] += 3;
}

static void the_slot_of_the_statement(struct card *c)
{
	c->pins.statement_slot.bytes[31] += 3;
}

static void the_slot_of_claims(struct card *c)
{
	c->pins.claimed_slot.bytes[31]++;
}

static void the_distributor_left_out(struct card *c)
{
	c->pins.has_distributor = false;
}

static void the_slot_of_balances(struct card *c)
{
	c->pins.balance_slot.bytes[31]++;
}

static void the_order_of_the_balance(struct card *c)
{
	c->pins.balance_order = SLOT_SLOT_KEY;
}

static void a_bit_of_the_mask(struct card *c)
{
	c->pins.balance_mask.bytes[31] = 0xFE;
}

static void the_top_of_the_mask(struct card *c)
{
	c->pins.balance_mask.bytes[0] = 0xFE;
}

static void an_empty_mask(struct card *c)
{
	memset(c->pins.balance_mask.bytes, 0, 32);
}

static void the_token_left_out(struct card *c)
{
	c->pins.has_balance = false;
}

static void the_block(struct card *c)
{
	c->block.bytes[0] ^= 1;
}

static void the_header(struct card *c)
{
	c->header.data[c->header.len / 2] ^= 1;
}

static void the_header_cut(struct card *c)
{
	c->header.len--;
}

static void the_name(struct card *c)
{
	describe(c, "mail-filter", "mail-folder");
}

static void the_fees(struct card *c)
{
	describe(c, "7000", "8000");
}

static void both_fees(struct card *c)
{
	describe(c, "7000", "8000");
	describe(c, "\"3000", "\"2000");
}

static void the_rule(struct card *c)
{
	describe(c, "epoch-net/1", "epoch-net/2");
}

static void the_newest_epoch(struct card *c)
{
	describe(c, "\"latest\":\"4", "\"latest\":\"5");
}

static void the_publisher(struct card *c)
{
	describe(c, "\"address\":\"0xf", "\"address\":\"0xe");
}

static void the_described_chain(struct card *c)
{
	describe(c, "\"31399\"", "\"31400\"");
}

static void the_described_service(struct card *c)
{
	describe(c, "0021\",\"epoch", "0022\",\"epoch");
}

static void the_distributor(struct card *c)
{
	describe(c, "\"distributor\":\"0x", "\"distributor\":\"0xa");
}

static void the_token(struct card *c)
{
	describe(c, "\"token\":\"0x", "\"token\":\"0xb");
}

static void the_time(struct card *c)
{
	describe(c, "2026-09-21", "2026-09-22");
}

static void the_signature(struct card *c)
{
	c->signature[5] ^= 1;
}

static void the_form_of_the_signature(struct card *c)
{
	c->signature[64] ^= 7;
}

static void the_artifact(struct card *c)
{
	c->artifact.bytes[0] ^= 1;
}

static void the_newest_version(struct card *c)
{
	drop(&c->models, 0);
}

static void a_version_in_between(struct card *c)
{
	drop(&c->models, 1);
}

static void the_oldest_version(struct card *c)
{
	drop(&c->models, 2);
}

static void all_versions(struct card *c)
{
	c->models.n = 0;
}

static void the_order_of_versions(struct card *c)
{
	swap(&c->models, 0, 1);
}

static void a_version_twice(struct card *c)
{
	c->models.items[1] = c->models.items[0];
}

static void a_statement_for_a_version(struct card *c)
{
	c->models.items[0] = c->statements.items[0];
}

static void a_version_that_is_nowhere(struct card *c)
{
	c->models.items[2] = some_hash(7);
}

static void the_newest_epoch_left_out(struct card *c)
{
	drop(&c->statements, 0);
}

static void an_epoch_in_between(struct card *c)
{
	drop(&c->statements, 2);
}

static void the_oldest_epoch(struct card *c)
{
	drop(&c->statements, 3);
}

static void all_epochs(struct card *c)
{
	c->statements.n = 0;
}

static void the_order_of_epochs(struct card *c)
{
	swap(&c->statements, 1, 2);
}

static void a_version_for_an_epoch(struct card *c)
{
	c->statements.items[0] = c->models.items[0];
}

static void an_epoch_that_is_nowhere(struct card *c)
{
	c->statements.items[0] = some_hash(7);
}

static void records_in_a_manifest(struct card *c)
{
	change_digit(c, "byline-training", "\"records\":\"");
}

static void a_dataset_in_a_manifest(struct card *c)
{
	change_digit(c, "byline-training", "\"uid\":\"0x");
}

static void the_datanet_of_a_manifest(struct card *c)
{
	change_digit(c, "byline-training", "\"datanet\":\"0xf");
}

static void a_manifest_left_out(struct card *c)
{
	drop_text(c, "byline-training");
}

static void an_amount(struct card *c)
{
	change_digit(c, "\"amount\"", "\"amount\":\"");
}

static void an_influence(struct card *c)
{
	change_digit(c, "\"amount\"", "\"influence\":\"");
}

static void a_payee(struct card *c)
{
	change_digit(c, "\"amount\"", "\"account\":\"0x");
}

static void a_paid_dataset(struct card *c)
{
	change_digit(c, "\"amount\"", "\"dataset\":\"0x");
}

static void a_count_of_inferences(struct card *c)
{
	change_digit(c, "\"amount\"", "\"inferences\":\"");
}

static void a_document_left_out(struct card *c)
{
	drop_text(c, "\"amount\"");
}

static void a_text_more(struct card *c)
{
	assert_int_equal(add_card_text(c, "more", 4), STATUS_OK);
}

static void a_text_that_is_there_said_to_be_absent(struct card *c)
{
	assert_int_equal(add_card_hash(&c->absent, &c->texts[0].hash, 9), STATUS_OK);
}

static void an_absent_text_that_nobody_attested(struct card *c)
{
	assert_int_equal(add_card_hash(&c->absent, &c->block, 9), STATUS_OK);
}

static void a_node_more(struct card *c)
{
	assert_int_equal(trie_pool_add(&c->pool, "more", 4), STATUS_OK);
}

/* Every alteration, and a part of the message that must name it. */
static const struct {
	const char *what;
	void (*alter)(struct card *c);
	const char *why;
} alterations[] = {
	{"the chain", the_chain, "not signed by its address"},
	{"the attestation service", the_attestation_service, "another attestation service"},
	{"the slot of attestations", the_slot_of_attestations, "does not fold"},
	{"the slot of the root", the_slot_of_the_root, "no proof needs"},
	{"the slot of the statement", the_slot_of_the_statement, "does not fold"},
	{"the slot of claims", the_slot_of_claims, "has claimed does not fold"},
	{"the distributor left out", the_distributor_left_out, "no proof needs"},
	{"the slot of balances", the_slot_of_balances, "no proof needs"},
	{"the order of the balance", the_order_of_the_balance, "storage slot of the token"},
	{"a bit of the mask", a_bit_of_the_mask, "low bits"},
	{"the top of the mask", the_top_of_the_mask, "low bits"},
	{"an empty mask", an_empty_mask, "low bits"},
	{"the token left out", the_token_left_out, "no proof needs"},
	{"the block", the_block, "does not have the hash"},
	{"the header", the_header, "does not have the hash"},
	{"the header cut", the_header_cut, "not one that byline knows"},
	{"the name", the_name, "not signed"},
	{"the fees", the_fees, "do not add up"},
	{"both fees", both_fees, "not signed"},
	{"the rule", the_rule, "not signed"},
	{"the newest epoch", the_newest_epoch, "not signed"},
	{"the publisher", the_publisher, "not signed"},
	{"the described chain", the_described_chain, "not signed"},
	{"the described service", the_described_service, "not signed"},
	{"the distributor", the_distributor, "distributor"},
	{"the token", the_token, "token"},
	{"the time", the_time, "not signed"},
	{"the signature", the_signature, "not signed"},
	{"the form of the signature", the_form_of_the_signature, "not signed"},
	{"the artifact", the_artifact, "of another artifact"},
	{"the newest version", the_newest_version, "of another artifact"},
	{"a version in between", a_version_in_between, "another attestation as the version before"},
	{"the oldest version", the_oldest_version, "ends before version 1"},
	{"all versions", all_versions, "no proof needs"},
	{"the order of versions", the_order_of_versions,
	 "another attestation as the version before"},
	{"a version twice", a_version_twice, "another attestation as the version"},
	{"a statement for a version", a_statement_for_a_version, "another type"},
	{"a version that is nowhere", a_version_that_is_nowhere, "does not fold"},
	{"the newest epoch left out", the_newest_epoch_left_out, "no proof needs"},
	{"an epoch in between", an_epoch_in_between, "do not follow each other"},
	{"the oldest epoch", the_oldest_epoch, "no proof needs"},
	{"all epochs", all_epochs, "no proof needs"},
	{"the order of epochs", the_order_of_epochs, "do not follow each other"},
	{"a version for an epoch", a_version_for_an_epoch, "another type"},
	{"an epoch that is nowhere", an_epoch_that_is_nowhere, "does not fold"},
	{"records in a manifest", records_in_a_manifest, "no text with its hash"},
	{"a dataset in a manifest", a_dataset_in_a_manifest, "no text with its hash"},
	{"the datanet of a manifest", the_datanet_of_a_manifest, "no text with its hash"},
	{"a manifest left out", a_manifest_left_out, "no text with its hash"},
	{"an amount", an_amount, "no text with its hash"},
	{"an influence", an_influence, "no text with its hash"},
	{"a payee", a_payee, "no text with its hash"},
	{"a paid dataset", a_paid_dataset, "no text with its hash"},
	{"a count of inferences", a_count_of_inferences, "no text with its hash"},
	{"a document left out", a_document_left_out, "no text with its hash"},
	{"a text more", a_text_more, "nobody attested"},
	{"a text that is there said to be absent", a_text_that_is_there_said_to_be_absent,
	 "or which it has"},
	{"an absent text that nobody attested", an_absent_text_that_nobody_attested,
	 "nobody attested"},
	{"figures of another artifact", figures_of_another_artifact, "figures of another artifact"},
	{"the manifest in the figures", the_manifest_in_the_figures, ATTESTED_FIGURES},
	{"a figure", a_figure, ATTESTED_FIGURES},
	{"a figure emptied", a_figure_emptied, ATTESTED_FIGURES},
	{"the name of a figure", the_name_of_a_figure, ATTESTED_FIGURES},
	{"a figure left out", a_figure_left_out, ATTESTED_FIGURES},
	{"every figure of a version", every_figure_of_a_version, ATTESTED_FIGURES},
	{"a figure more", a_figure_more, ATTESTED_FIGURES},
	{"figures of two versions exchanged", figures_of_two_versions_exchanged, ATTESTED_FIGURES},
	{"second figures of a version", invent_figures, "figures"},
	{"a node more", a_node_more, "1 nodes that no proof needs"},
};

#endif
