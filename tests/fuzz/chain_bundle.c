/*
 * Claim bundles and signed claims: a file that is read is written as the same bytes, and one that
 * passes the check says what its transaction does.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "chain/bundle.h"
#include "chain/bundle_check.h"
#include "chain/payer_urd.h"
#include "chain/signed_bundle.h"
#include "chain/tx_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const presets[] = {"uniswap",    "1inch",	  "openzeppelin", "sablier-instant",
				      "sablier-ll", "sablier-lt", "sablier-vca",  "weatherxm"};

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void must_be(const struct buf *out, const uint8_t *data, size_t size)
{
	must(out->len == size && memcmp(out->data, data, size) == 0);
}

static struct address filled(uint8_t byte)
{
	struct address a;

	memset(a.bytes, byte, sizeof(a.bytes));
	return a;
}

/* A payer of the bundle's kind at its address; those of the corpus are paid by it. */
static struct profile_distributor payer_for(const struct bundle *b,
					    const struct merkle_terms *terms, bool slots)
{
	const struct payer_kind *kind = payer_kind(b->kind);
	struct profile_distributor d = {.kind = b->kind,
					.contract.address = b->distributor,
					.token = b->parts[0].entitlement.token,
					.ip = filled(0x22),
					.module.address = filled(0xbb),
					.disputes.address = filled(0xcc),
					.has_slots = slots,
					.has_beacon = b->kind == DISTRIBUTOR_STORY};

	if (terms != NULL)
		d.terms = *terms;
	d.beacon.contract.address = filled(0xdd);
	d.beacon.implementation = filled(0xee);
	for (size_t i = 0; i < kind->n_slots && slots; i++) {
		d.slots[i].bytes[31] = (uint8_t)(i + 1);
		/* An immutable root has no slot. */
		if (terms == NULL || (kind->optional >> i & 1) == 0)
			d.pinned |= 1U << i;
	}
	return d;
}

/* All parts are in the calldata, once and for the account, and nothing else is. */
static void must_say_the_same(const struct bundle *b, const struct profile_distributor *d,
			      const struct tx *tx)
{
	struct payer_call call;
	struct buf out;

	must(tx->chain_id == b->chain_id && address_equal(&tx->to, &b->distributor) &&
	     !tx->creates);
	must(payer_read_call(&call, d, &b->from, tx->data.data, tx->data.len) == STATUS_OK);
	must(call.n == b->n_parts);
	for (size_t i = 0; i < call.n; i++) {
		const struct entitlement *en = &b->parts[i].entitlement;

		must(address_equal(&en->account, &call.parts[i].account));
		for (size_t j = 0; j < i; j++)
			must(!address_equal(&en->token, &b->parts[j].entitlement.token));
		call.parts[i] = *en;
	}
	must(!call.has_recipient || address_equal(&call.recipient, &call.parts[0].account));
	must(payer_takes_coins(&call) || u256_is_zero(&tx->value.raw));
	buf_init(&out, LIMIT_CALLDATA);
	must(payer_kind(d->kind)->write(&out, &call) == STATUS_OK);
	must_be(&out, tx->data.data, tx->data.len);
	buf_release(&out);
}

/* By the words in the bundle each part is paid, and its leaf folds to the root in force. */
static void must_be_paid(const struct bundle *b, const struct profile_distributor *d)
{
	for (size_t i = 0; i < b->n_parts; i++) {
		struct payer_finding f;
		struct hash folded;

		must(bundle_check_judge(&f, b, d, i, NULL) == STATUS_OK);
		must(f.obstacle == PAYER_FREE || f.obstacle == PAYER_UNTOLD);
		if (f.obstacle == PAYER_FREE && payer_kind(d->kind)->fold != NULL)
			must(payer_fold(&folded, d, &b->parts[i].entitlement) == STATUS_OK &&
			     hash_equal(&folded, &f.root));
	}
}

static void check_as(const struct bundle *b, const struct merkle_terms *terms, bool slots)
{
	const struct profile_distributor d = payer_for(b, terms, slots);
	struct err e = {0};
	struct tx tx;

	if (bundle_check(b, &d, &e) != STATUS_OK) {
		must(e.text[0] != '\0');
		return;
	}
	tx_init(&tx);
	must(tx_read_unsigned(&tx, b->unsigned_tx.data, b->unsigned_tx.len, NULL) == STATUS_OK);
	must_say_the_same(b, &d, &tx);
	must_be_paid(b, &d);
	tx_release(&tx);
}

static void check_bundle(const struct bundle *b)
{
	struct err e = {0};

	if (bundle_check(b, NULL, &e) == STATUS_OK && b->kind == DISTRIBUTOR_URD)
		must(payer_urd_verify(&b->root, &b->parts[0].entitlement) == STATUS_OK);
	if (b->kind == DISTRIBUTOR_URD)
		return;
	for (size_t i = 0; i < sizeof(presets) / sizeof(presets[0]); i++) {
		if (b->kind != DISTRIBUTOR_MERKLE) {
			check_as(b, NULL, b->kind != DISTRIBUTOR_REPPO);
			return;
		}
		check_as(b, merkle_terms_preset(presets[i]), false);
		check_as(b, merkle_terms_preset(presets[i]), true);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct signed_bundle answer;
	struct bundle b;
	struct buf out;
	struct err e = {0};

	buf_init(&out, LIMIT_SMALL_FILE);
	if (bundle_read(&b, data, size, &e) == STATUS_OK) {
		must(bundle_write(&out, &b) == STATUS_OK);
		must_be(&out, data, size);
		check_bundle(&b);
		bundle_release(&b);
	}
	buf_clear(&out);
	if (signed_bundle_read(&answer, data, size, &e) == STATUS_OK) {
		must(signed_bundle_write(&out, &answer) == STATUS_OK);
		must_be(&out, data, size);
		signed_bundle_release(&answer);
	}
	buf_release(&out);
	return 0;
}
