/*
 * One function for each contract. A card may leave out the slots of distributor and token, and then
 * shows nothing of them; slots that it has must be those of the profile.
 */
#include "card/compare.h"
#include "chain/payer_urd.h"

static enum status differs(struct err *e, const char *what, const struct profile *p)
{
	return err_set(e, ERR_MISMATCH, "%s of the card is not that of the network %s", what,
		       p->name);
}

/* Whether code that was folded is the code that the profile pins. */
static bool has_pinned_code(const struct profile_contract *pinned, const struct hash *code)
{
	return !pinned->has_code_hash || hash_is_zero(code) || hash_equal(&pinned->code_hash, code);
}

static enum status compare_service(const struct card *card, const struct card_answers *a,
				   const struct profile *p, struct err *e)
{
	const struct profile_eas *eas = &p->eas;

	if (!p->has_eas || !address_equal(&eas->contract.address, &card->pins.eas))
		return differs(e, "the attestation service", p);
	if (!has_pinned_code(&eas->contract, &a->eas_code))
		return differs(e, "the code of the attestation service", p);
	if (eas->has_slots && !hash_equal(&eas->db_slot, &card->pins.db_slot))
		return differs(e, "the storage slot of the attestation service", p);
	return STATUS_OK;
}

static enum status compare_distributor(const struct card *card, const struct card_answers *a,
				       const struct profile *p, struct err *e)
{
	const struct profile_distributor *d = profile_distributor(p, &a->distributor);
	const struct card_pins *pins = &card->pins;

	if (d == NULL || d->kind != DISTRIBUTOR_URD || !address_equal(&d->token, &a->token))
		return differs(e, "the distributor", p);
	if (!has_pinned_code(&d->contract, &a->distributor_code))
		return differs(e, "the code of the distributor", p);
	if (pins->has_distributor &&
	    (!d->has_slots || !hash_equal(&d->slots[URD_ROOT], &pins->root_slot) ||
	     !hash_equal(&d->slots[URD_IPFS_HASH], &pins->statement_slot) ||
	     !hash_equal(&d->slots[URD_CLAIMED], &pins->claimed_slot)))
		return differs(e, "a storage slot of the distributor", p);
	return STATUS_OK;
}

static enum status compare_token(const struct card *card, const struct card_answers *a,
				 const struct profile *p, struct err *e)
{
	const struct profile_token *t = profile_token(p, &a->token);
	const struct card_pins *pins = &card->pins;

	if (t == NULL)
		return differs(e, "the token", p);
	if (!has_pinned_code(&t->contract, &a->token_code))
		return differs(e, "the code of the token", p);
	if (pins->has_balance &&
	    (!t->has_balance_slot || !hash_equal(&t->balance_slot, &pins->balance_slot) ||
	     t->balance_order != pins->balance_order ||
	     !hash_equal(&t->balance_mask, &pins->balance_mask)))
		return differs(e, "the storage slot of the token", p);
	return STATUS_OK;
}

enum status compare_card(const struct card *card, const struct card_answers *answers,
			 const struct profile *profile, struct err *e)
{
	enum status s;

	/* An address means nothing on another chain, so that the chain comes first. */
	if (answers->chain_id != profile->chain_id)
		return differs(e, "the chain", profile);
	s = compare_service(card, answers, profile, e);
	if (s == STATUS_OK)
		s = compare_distributor(card, answers, profile, e);
	return s == STATUS_OK ? compare_token(card, answers, profile, e) : s;
}
