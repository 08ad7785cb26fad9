/*
 * The folding of a whole card, in the order in which one part needs the other: the header gives the
 * state root, the description the publisher and the contracts, the attestation service the words of
 * versions, datasets and epochs, and these the accounts whose payments are folded last.
 *
 * Invariant: verify_card() succeeds only when every node, text and figure of the card was used.
 */
#include "card/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "card/contributions.h"
#include "card/epochs.h"
#include "card/payouts.h"
#include "card/versions.h"
#include "chain/header_rlp.h"
#include "chain/member.h"

/* The only rule whose amounts byline can recompute. */
#define RULE_KNOWN "epoch-net/1"

enum trust judge_card_trust(bool block_confirmed)
{
	return block_confirmed ? TRUST_PROVEN : TRUST_REPORTED;
}

static enum status fold_header(struct fold *f, struct err *e)
{
	struct header h;
	enum status s = header_rlp_read(&h, f->card->header.data, f->card->header.len, e);

	if (s != STATUS_OK)
		return s;
	if (!hash_equal(&h.hash, &f->card->block))
		return err_set(e, ERR_MISMATCH,
			       "the header does not have the hash of the card's block");
	f->state_root = h.state_root;
	f->out->block = (struct block_name){h.number, h.hash};
	f->out->timestamp = h.timestamp;
	return STATUS_OK;
}

/* Reads the members of the description that the answers need. */
static enum status read_description(struct fold *f, struct address *eas, const struct json *net,
				    struct err *e)
{
	struct card_answers *out = f->out;
	const struct json *epoch = json_get(net, "epoch");
	struct hash model;
	enum status s = member_address(&out->publisher, net, "address", e);

	if (s == STATUS_OK)
		s = json_get_u64(&out->chain_id, net, "chain_id", e);
	if (s == STATUS_OK)
		s = member_address(eas, net, "eas", e);
	if (s == STATUS_OK)
		s = member_address(&out->distributor, net, "distributor", e);
	if (s == STATUS_OK)
		s = member_address(&out->token, net, "token", e);
	if (s == STATUS_OK)
		s = member_text(out->name, sizeof(out->name), net, "name", e);
	if (s == STATUS_OK)
		s = member_text(out->rule, sizeof(out->rule), net, "rule", e);
	if (s == STATUS_OK)
		s = member_hash(&model, net, "model", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->epoch_latest, epoch, "latest", e);
	if (s == STATUS_OK)
		s = description_shares(&out->contributors_bp, net, e);
	if (s != STATUS_OK)
		return err_prefix(e, s, "the datanet's description");
	out->current = hash_equal(&model, &f->card->artifact);
	if (strcmp(out->rule, RULE_KNOWN) != 0)
		fold_note_gap(f, CARD_GAP_RULE);
	return STATUS_OK;
}

/* Compares the signature over the description with the address in it. */
static enum status check_signature(const struct fold *f, const struct json *net,
				   const struct card_recovery *recovery, struct err *e)
{
	struct hash document, digest;
	struct address signer;
	enum status s = description_digest(&document, &digest, net, f->card->pins.chain_id,
					   &f->out->publisher, e);

	if (s != STATUS_OK)
		return s;
	if (recovery->recover(&signer, &digest, f->card->signature) != STATUS_OK ||
	    !address_equal(&signer, &f->out->publisher))
		return err_set(e, ERR_SIGNATURE,
			       "the datanet's description is not signed by its address");
	return STATUS_OK;
}

static enum status fold_description(struct fold *f, const struct card_recovery *recovery,
				    struct err *e)
{
	struct json *net = NULL;
	struct address eas;
	enum status s = json_parse(&net, f->card->description.data, f->card->description.len, e);

	if (s == STATUS_OK)
		s = read_description(f, &eas, net, e);
	if (s == STATUS_OK)
		s = check_signature(f, net, recovery, e);
	json_free(net);
	if (s != STATUS_OK)
		return s;
	if (f->out->chain_id != f->card->pins.chain_id)
		return err_set(e, ERR_MISMATCH, "the datanet describes itself on another chain");
	if (!address_equal(&eas, &f->card->pins.eas))
		return err_set(e, ERR_MISMATCH,
			       "the datanet uses another attestation service than the card");
	return STATUS_OK;
}

static enum status fold_service(struct fold *f, struct err *e)
{
	struct account eas;
	enum status s = fold_account(&eas, f, &f->card->pins.eas, "the attestation service", e);

	if (s != STATUS_OK)
		return s;
	f->eas_root = eas.storage_root;
	f->out->eas_code = eas.code_hash;
	return STATUS_OK;
}

/* The description or an epoch must name an artifact that is not attested. */
static enum status check_tie(const struct card_answers *a, struct err *e)
{
	bool tied = a->versions[0].model.version > 0 || a->current;

	for (size_t i = 0; i < a->n_epochs && !tied; i++)
		tied = a->epochs[i].own;
	return tied ? STATUS_OK
		    : err_set(e, ERR_MISMATCH,
			      "nothing in the card ties the artifact to the datanet");
}

/* Checks that the card has no part that no proof needs. */
static enum status check_use(const struct fold *f, struct err *e)
{
	const struct card *card = f->card;
	size_t unused = trie_pool_unused(&card->pool);

	if (unused > 0)
		return err_set(e, ERR_MISMATCH, "the card has %zu nodes that no proof needs",
			       unused);
	for (size_t i = 0; i < card->n_texts; i++)
		if (!f->text_used[i])
			return err_set(e, ERR_MISMATCH,
				       "the card has a text whose hash nobody attested");
	for (size_t i = 0; i < card->absent.n; i++)
		if (!f->absent_used[i])
			return err_set(e, ERR_MISMATCH,
				       "the card says that a text is absent which nobody attested, "
				       "or which it has");
	for (size_t i = 0; i < card->n_figures; i++) {
		bool used = false;

		for (size_t v = 0; v < f->out->n_versions && !used; v++)
			used = f->out->versions[v].figures == &card->figures[i];
		if (!used)
			return err_set(
				e, ERR_MISMATCH,
				"the card has figures of another artifact than its versions");
	}
	return STATUS_OK;
}

static enum status fold_all(struct fold *f, const struct card_recovery *recovery, struct err *e)
{
	enum status s = fold_header(f, e);

	if (s == STATUS_OK)
		s = fold_description(f, recovery, e);
	if (s == STATUS_OK)
		s = fold_service(f, e);
	if (s == STATUS_OK)
		s = fold_versions(f, e);
	if (s == STATUS_OK)
		s = fold_contributions(f, e);
	if (s == STATUS_OK)
		s = fold_epochs(f, e);
	if (s == STATUS_OK)
		s = fold_payouts(f, e);
	if (s == STATUS_OK)
		s = check_tie(f->out, e);
	return s == STATUS_OK ? check_use(f, e) : s;
}

enum status verify_card(struct card_answers *answers, struct card *card,
			const struct card_recovery *recovery, struct err *e)
{
	struct fold f = {.card = card, .out = answers};
	enum status s = ERR_MEMORY;

	*answers = (struct card_answers){.artifact = card->artifact};
	sort_card(card);
	f.text_used = calloc(card->n_texts + 1, sizeof(bool));
	f.absent_used = calloc(card->absent.n + 1, sizeof(bool));
	if (f.text_used != NULL && f.absent_used != NULL)
		s = fold_all(&f, recovery, e);
	free(f.text_used);
	free(f.absent_used);
	if (s != STATUS_OK)
		release_card_answers(answers);
	return s;
}
