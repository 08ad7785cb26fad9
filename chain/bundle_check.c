/*
 * A bundle compared with the transaction that it carries. A person signs by the text of the bundle,
 * but the chain executes the transaction: where the two differ, nothing may be signed.
 *
 * compare_calldata() names the field that differs, as far as the calldata has it. check_urd() folds
 * the proof of a URD; check_parts() has the payer's kind judge every other one for the time when it
 * was prepared, and compares the calldata with what byline itself writes for these parts.
 */
#include "chain/bundle_check.h"

#include <string.h>

#include "base/buf.h"
#include "chain/bundle_parts.h"
#include "chain/payer_urd.h"
#include "chain/payer_words.h"
#include "chain/tx_read.h"

static enum status differs(struct err *e, const char *field)
{
	return err_set(e, ERR_MISMATCH,
		       "the bundle's \"%s\" is not what its transaction says: the file was "
		       "altered; do not sign it, prepare the claim again",
		       field);
}

static bool same_hashes(const struct hash *a, size_t n_a, const struct hash *b, size_t n_b)
{
	return n_a == n_b && memcmp(a, b, n_a * sizeof(*a)) == 0;
}

/* Whether the calldata of such a payer's claims says the token. */
static bool says_token(enum distributor_kind kind)
{
	return kind == DISTRIBUTOR_URD || payer_kind(kind)->any_token;
}

/*
 * The proof is compared too: another proof in the transaction could make the claim fail on chain
 * and cost its gas. A payer without leaves has no amount in its calldata, and none in its parts.
 */
static enum status compare_part(enum distributor_kind kind, const struct entitlement *said,
				const struct entitlement *en, struct err *e)
{
	if (!address_equal(&en->account, &said->account))
		return differs(e, "account");
	if (says_token(kind) && !address_equal(&en->token, &said->token))
		return differs(e, "token");
	if (u256_compare(&en->cumulative.raw, &said->cumulative.raw) != 0)
		return differs(e, "cumulative");
	if (en->index != said->index)
		return differs(e, "index");
	if (en->series != said->series)
		return differs(e, "series");
	if (!same_hashes(en->proof, en->n_proof, said->proof, said->n_proof))
		return differs(e, "proof");
	if (en->inner_index != said->inner_index)
		return differs(e, "inner_index");
	if (!same_hashes(en->inner, en->n_inner, said->inner, said->n_inner))
		return differs(e, "inner_proof");
	return STATUS_OK;
}

/* The money goes to the account: byline prepares no claim that brings it elsewhere. */
static enum status check_recipient(const struct payer_call *call, struct err *e)
{
	if (!call->has_recipient || address_equal(&call->recipient, &call->parts[0].account))
		return STATUS_OK;
	return err_set(e, ERR_MISMATCH,
		       "the bundle's \"transaction\" names a recipient other than the account that "
		       "the claim is due to; do not sign it");
}

/* A part that is there twice would be paid once, but shown as two sums. */
static enum status check_tokens_once(const struct payer_call *call, struct err *e)
{
	for (size_t i = 0; i < call->n; i++)
		for (size_t j = 0; j < i; j++)
			if (address_equal(&call->parts[i].token, &call->parts[j].token))
				return err_set(e, ERR_MISMATCH,
					       "the bundle's \"parts\" claim the same token "
					       "twice; do not sign it");
	return STATUS_OK;
}

static enum status compare_calldata(struct payer_call *call, const struct bundle *b,
				    const struct profile_distributor *d, const struct tx *tx,
				    struct err *e)
{
	enum status s = payer_read_call(call, d, &b->from, tx->data.data, tx->data.len);

	if (s != STATUS_OK || call->kind != b->kind)
		return err_set(e, ERR_MISMATCH,
			       "the bundle's \"transaction\" is not a claim from a payer of its "
			       "\"kind\"; do not sign it");
	if (call->n != b->n_parts)
		return differs(e, "parts");
	for (size_t i = 0; i < call->n; i++) {
		s = compare_part(b->kind, &b->parts[i].entitlement, &call->parts[i], e);
		if (s != STATUS_OK)
			return s;
	}
	s = check_recipient(call, e);
	return s == STATUS_OK ? check_tokens_once(call, e) : s;
}

static enum status check_urd(const struct bundle *b, struct err *e)
{
	const struct entitlement *en = &b->parts[0].entitlement;
	enum status s = payer_urd_verify(&b->root, en);

	if (s != STATUS_OK)
		return err_set(e, s,
			       "the claim's proof does not fold to the bundle's \"root\": the file "
			       "was altered; prepare the claim again");
	if (u256_compare(&en->cumulative.raw, &b->claimed.raw) <= 0)
		return err_set(e, ERR_MISMATCH,
			       "nothing to claim: \"cumulative\" is not above \"claimed\", so "
			       "everything was paid out before");
	return STATUS_OK;
}

enum status bundle_check_judge(struct payer_finding *out, const struct bundle *b,
			       const struct profile_distributor *d, size_t i, struct err *e)
{
	const struct entitlement *en = &b->parts[i].entitlement;
	struct payer_word words[PAYER_WORDS];
	struct payer_value values[PAYER_WORDS];
	const struct payer_case c = {.payer = d,
				     .entitlement = en,
				     .sender = &b->from,
				     .values = values,
				     .time = b->prepared > b->block_time ? b->prepared
									 : b->block_time};
	size_t n = payer_kind(d->kind)->ask(words, d, en, &b->from);

	if (bundle_parts_values(values, &b->parts[i], words, n) != STATUS_OK)
		return err_set(e, ERR_MISMATCH,
			       "the bundle's \"words\" are not those by which this payer is "
			       "judged: the file was altered, or the other machine has another "
			       "profile; prepare the claim again");
	payer_judge(out, &c);
	return STATUS_OK;
}

bool bundle_check_payee(struct address *out, const struct bundle *b,
			const struct profile_distributor *d)
{
	struct payer_finding f = {.obstacle = PAYER_UNTOLD};

	/* The parts of a checked bundle are paid to one address. A URD always pays the account. */
	if (d == NULL || b->n_parts == 0 || d->kind == DISTRIBUTOR_URD ||
	    bundle_check_judge(&f, b, d, 0, NULL) != STATUS_OK || address_is_zero(&f.paid_to))
		return false;
	*out = f.paid_to;
	return true;
}

/*
 * A payer whose functions do not answer leaves it open whether it pays (PAYER_UNTOLD): the online
 * machine tried. A slot or a value in the code always can be read, so that one which is not known
 * was taken out of the file. Where all words are known, books of bools leave it open, but the proof
 * must fold to the root all the same.
 */
static bool is_untold(const struct payer_finding *f, const struct bundle *b,
		      const struct profile_distributor *d, size_t i)
{
	const struct entitlement *en = &b->parts[i].entitlement;
	struct payer_word words[PAYER_WORDS];
	struct payer_value values[PAYER_WORDS];
	struct hash folded;
	size_t n = payer_kind(d->kind)->ask(words, d, en, &b->from);

	if (f->obstacle != PAYER_UNTOLD ||
	    bundle_parts_values(values, &b->parts[i], words, n) != STATUS_OK)
		return false;
	for (size_t j = 0; j < n; j++)
		if (!values[j].known && words[j].source != PAYER_CALL)
			return false;
	return !payer_words_known(values, n) ||
	       (payer_fold(&folded, d, en) == STATUS_OK && hash_equal(&folded, &f->root));
}

static bool is_same_place(const struct payer_word *a, const struct payer_word *b)
{
	return a->source == b->source && a->contract == b->contract &&
	       hash_equal(&a->slot, &b->slot) && a->calldata_len == b->calldata_len &&
	       memcmp(a->calldata, b->calldata, a->calldata_len) == 0;
}

/* Parts share words, such as the root. One that differs would let a false leaf fold. */
static enum status compare_words(const struct bundle *b, const struct profile_distributor *d,
				 size_t i, size_t j, struct err *e)
{
	const struct bundle_part *parts[2] = {&b->parts[i], &b->parts[j]};
	struct payer_word words[2][PAYER_WORDS];
	struct payer_value values[2][PAYER_WORDS];
	size_t n[2];

	for (size_t k = 0; k < 2; k++) {
		n[k] = payer_kind(d->kind)->ask(words[k], d, &parts[k]->entitlement, &b->from);
		if (bundle_parts_values(values[k], parts[k], words[k], n[k]) != STATUS_OK)
			return differs(e, "words");
	}
	for (size_t k = 0; k < n[0]; k++)
		for (size_t l = 0; l < n[1]; l++)
			if (is_same_place(&words[0][k], &words[1][l]) &&
			    (values[0][k].known != values[1][l].known ||
			     u256_compare(&values[0][k].value, &values[1][l].value) != 0))
				return err_set(
					e, ERR_MISMATCH,
					"the bundle's \"words\" have two values for \"%s\": "
					"the file was altered, or the payer changed while it "
					"was read; prepare the claim again",
					words[0][k].name);
	return STATUS_OK;
}

static enum status judge_parts(struct payer_finding *first, const struct bundle *b,
			       const struct profile_distributor *d, struct err *e)
{
	char why[256];

	for (size_t i = 0; i < b->n_parts; i++) {
		struct payer_finding f;
		enum status s = bundle_check_judge(&f, b, d, i, e);

		if (s != STATUS_OK)
			return s;
		payer_obstacle_text(why, sizeof(why), &f);
		if (f.obstacle != PAYER_FREE && !is_untold(&f, b, d, i))
			return err_set(e,
				       f.obstacle == PAYER_NOT_FOLDED ? ERR_PROOF_MISMATCH
								      : ERR_MISMATCH,
				       "by the bundle's own words this claim is not paid: %s; the "
				       "file was altered; prepare the claim again",
				       why);
		if (i == 0)
			*first = f;
		if (!address_equal(&f.paid_to, &first->paid_to))
			return err_set(
				e, ERR_MISMATCH,
				"by the bundle's \"words\" its parts are paid to different "
				"addresses, of which a review shows one; prepare a claim for "
				"each");
		for (size_t j = 0; j < i; j++) {
			s = compare_words(b, d, j, i, e);
			if (s != STATUS_OK)
				return s;
		}
	}
	return STATUS_OK;
}

/* The calldata must be, to the last byte, what byline writes for these parts. */
static enum status compare_written(const struct bundle *b, const struct profile_distributor *d,
				   const struct payer_finding *first, const struct tx *tx,
				   struct err *e)
{
	struct entitlement parts[LIMIT_CLAIM_PARTS];
	struct payer_call call;
	struct buf data;
	enum status s;

	for (size_t i = 0; i < b->n_parts; i++)
		parts[i] = b->parts[i].entitlement;
	s = payer_make_call(&call, d, parts, b->n_parts, first, e);
	if (s != STATUS_OK)
		return s;
	buf_init(&data, LIMIT_CALLDATA);
	s = payer_kind(d->kind)->write(&data, &call);
	if (s != STATUS_OK || data.len != tx->data.len ||
	    memcmp(data.data, tx->data.data, data.len) != 0)
		s = differs(e, "words");
	buf_release(&data);
	return s;
}

/* The token that the profile pins is the one that such a payer pays in. */
static enum status check_tokens(const struct bundle *b, const struct profile_distributor *d,
				struct err *e)
{
	for (size_t i = 0; i < b->n_parts && !payer_kind(d->kind)->any_token; i++)
		if (!address_equal(&b->parts[i].entitlement.token, &d->token))
			return err_set(e, ERR_MISMATCH,
				       "the bundle's \"token\" is not the one that the profile "
				       "pins for this payer; do not sign before you know why");
	return STATUS_OK;
}

/* A fee may have risen a little since it was read; whoever pays more is robbed. */
static enum status check_coins(const struct tx *tx, const struct payer_finding *f, struct err *e)
{
	struct wei most;

	if (payer_fee_most(&most, &f->fee) == STATUS_OK &&
	    u256_compare(&tx->value.raw, &most.raw) <= 0 &&
	    u256_compare(&tx->value.raw, &f->fee.raw) >= 0)
		return STATUS_OK;
	return err_set(e, ERR_MISMATCH,
		       "the bundle's \"transaction\" sends other coins along than the payer's "
		       "fee; do not sign it");
}

static enum status check_parts(const struct bundle *b, const struct profile_distributor *d,
			       const struct tx *tx, struct err *e)
{
	struct payer_finding first = {.obstacle = PAYER_UNTOLD};
	enum status s = check_tokens(b, d, e);

	if (s == STATUS_OK)
		s = judge_parts(&first, b, d, e);
	if (s == STATUS_OK)
		s = compare_written(b, d, &first, tx, e);
	return s == STATUS_OK ? check_coins(tx, &first, e) : s;
}

/* A payer that nobody pinned, or one that asks for no fee. */
static enum status refuse_coins(const struct payer_call *call, const struct tx *tx, struct err *e)
{
	if (u256_is_zero(&tx->value.raw))
		return STATUS_OK;
	if (payer_takes_coins(call))
		return err_set(e, ERR_MISMATCH,
			       "the bundle's \"transaction\" sends coins along as a fee, and no "
			       "network profile here pins this payer; choose the network first");
	return err_set(e, ERR_MISMATCH,
		       "the bundle's \"transaction\" sends coins along, which this claim does not "
		       "need; do not sign it");
}

static enum status compare_tx(const struct bundle *b, const struct profile_distributor *d,
			      const struct tx *tx, struct err *e)
{
	struct payer_call call;
	enum status s;

	if (tx->chain_id != b->chain_id)
		return differs(e, "chain_id");
	if (tx->creates || !address_equal(&tx->to, &b->distributor))
		return differs(e, b->kind == DISTRIBUTOR_URD ? "distributor" : "payer");
	s = compare_calldata(&call, b, d, tx, e);
	if (s == STATUS_OK && (d == NULL || b->kind == DISTRIBUTOR_URD))
		s = refuse_coins(&call, tx, e);
	if (s == STATUS_OK && b->kind == DISTRIBUTOR_URD)
		s = check_urd(b, e);
	else if (s == STATUS_OK && d != NULL)
		s = check_parts(b, d, tx, e);
	if (s != STATUS_OK)
		return s;
	/* Such a word comes from no byline that prepares a claim: it asks for agreement first. */
	if (b->trust == TRUST_DISPUTED || b->trust == TRUST_NONE)
		return err_set(e, ERR_REFUSED,
			       "\"trust\" is \"%s\": the online machine's nodes contradicted each "
			       "other, or did not answer; prepare the claim again when they agree",
			       trust_word(b->trust));
	if (b->expires <= b->prepared)
		return err_set(e, ERR_MISMATCH,
			       "\"expires\" is not after \"prepared\": the file was altered; "
			       "prepare the claim again");
	return STATUS_OK;
}

enum status bundle_check(const struct bundle *b, const struct profile_distributor *d, struct err *e)
{
	struct tx tx;
	enum status s;

	tx_init(&tx);
	s = tx_read_unsigned(&tx, b->unsigned_tx.data, b->unsigned_tx.len, e);
	if (s == STATUS_OK)
		s = compare_tx(b, d, &tx, e);
	else
		s = err_prefix(e, s, "\"transaction\"");
	tx_release(&tx);
	return s;
}
