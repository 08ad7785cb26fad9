/*
 * The three kinds of evidence that all parts of the folding need: attestations from storage words,
 * attested texts, and accounts. chain/attestation.h has the layout of an attestation in storage.
 */
#include "card/fold.h"

#include <stdlib.h>

void fold_note_gap(struct fold *f, enum card_gap gap)
{
	f->out->gaps |= 1U << gap;
}

/* Reads the words of the data, whose number the record's last word announces. */
static enum status read_data_words(struct u256 **out, size_t *n, const struct fold *f,
				   const struct u256 *word6, const struct hash *slot6)
{
	enum status s = attestation_data_words(n, word6);

	*out = NULL;
	if (s != STATUS_OK)
		return s;
	*out = calloc(*n + 1, sizeof(**out));
	if (*out == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < *n && s == STATUS_OK; i++) {
		struct hash slot;

		attestation_data_slot(&slot, slot6, i);
		s = trie_pool_slot(&(*out)[i], &f->card->pool, &f->eas_root, &slot);
	}
	return s;
}

enum status fold_attestation(struct attestation *out, const struct fold *f, const struct hash *uid)
{
	struct hash slots[7];
	struct u256 words[7], *data = NULL;
	size_t n = 0;
	enum status s = STATUS_OK;

	attestation_slots(slots, uid, &f->card->pins.db_slot);
	for (size_t i = 0; i < 7 && s == STATUS_OK; i++)
		s = trie_pool_slot(&words[i], &f->card->pool, &f->eas_root, &slots[i]);
	if (s == STATUS_OK)
		s = read_data_words(&data, &n, f, &words[6], &slots[6]);
	if (s == STATUS_OK)
		s = attestation_from_storage(out, words, data, n);
	free(data);
	/* The words of another attestation at this place would be a fault of the contract. */
	if (s == STATUS_OK && !hash_equal(&out->uid, uid)) {
		attestation_release(out);
		s = ERR_MISMATCH;
	}
	return s;
}

enum status fold_text(const struct card_text **text, struct fold *f, const struct hash *hash,
		      const char *what, struct err *e)
{
	*text = find_card_text(f->card, hash);
	if (*text != NULL) {
		f->text_used[*text - f->card->texts] = true;
		return STATUS_OK;
	}
	for (size_t i = 0; i < f->card->absent.n; i++) {
		if (!hash_equal(&f->card->absent.items[i], hash))
			continue;
		f->absent_used[i] = true;
		return STATUS_OK;
	}
	return err_set(e, ERR_MISMATCH,
		       "%s is attested, but the card has no text with its hash, nor says that "
		       "nobody gave it",
		       what);
}

enum status fold_account(struct account *out, const struct fold *f, const struct address *address,
			 const char *what, struct err *e)
{
	enum status s = trie_pool_account(out, &f->card->pool, &f->state_root, address);

	if (s != STATUS_OK)
		return err_set(e, s, "%s does not fold to the block's state root", what);
	if (!out->exists || hash_equal(&out->code_hash, &trie_empty_code))
		return err_set(e, ERR_MISMATCH, "%s is no contract at the card's block", what);
	return STATUS_OK;
}
