/* The bundle of a claim from a URD. tests/unit/bundle_sample.h has those of all other kinds. */
#ifndef TESTS_UNIT_BUNDLE_URD_H
#define TESTS_UNIT_BUNDLE_URD_H

#include "tests/unit/wallet_signer_fixture.h"

#include "chain/bundle.h"

/* The bundle for signer.json's claim. */
static inline void make_bundle(struct buf *out)
{
	const struct json *claim = json_get(fx.doc, "claim");
	struct bundle b;
	size_t len;
	uint8_t *bytes = vector_hex(fixture_transaction("claim"), "unsigned", &len);

	bundle_init(&b);
	b.chain_id = 31337;
	b.from = vector_address(claim, "account");
	buf_add(&b.unsigned_tx, bytes, len);
	b.kind = DISTRIBUTOR_URD;
	b.distributor = vector_address(claim, "distributor");
	b.n_parts = 1;
	b.parts[0].entitlement.account = b.from;
	b.parts[0].entitlement.token = vector_address(claim, "token");
	b.parts[0].entitlement.cumulative.raw = vector_number(claim, "cumulative");
	for (const struct json *h = json_first(json_get(claim, "proof")); h != NULL;
	     h = json_next(h))
		b.parts[0].entitlement.proof[b.parts[0].entitlement.n_proof++] =
			vector_hash(h, NULL);
	b.claimed.raw = vector_number(claim, "claimed");
	b.root = vector_hash(claim, "root");
	b.block = 1234;
	b.trust = TRUST_PROVEN;
	b.prepared = 1795000000;
	b.expires = 1795086400;
	snprintf(b.network, sizeof(b.network), "devnet");
	buf_init(out, LIMIT_SMALL_FILE);
	assert_int_equal(bundle_write(out, &b), STATUS_OK);
	bundle_release(&b);
	free(bytes);
}

#endif
