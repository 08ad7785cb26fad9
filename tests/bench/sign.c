/*
 * sign/claim: a claim bundle through the open signer: parsed, its proof folded, its transaction
 * decoded and compared, signed, the signed bundle written. Rival: the signature alone.
 */
#include <secp256k1.h>
#include <secp256k1_recovery.h>

#include "tests/bench/bench.h"
#include "tests/unit/wallet_agreed.h"

#include "base/buf.h"
#include "chain/bundle.h"

#define TIMES 500

static struct buf bundle;
static secp256k1_context *curve;

static void make_bundle(void)
{
	const struct json *claim = json_get(fx.doc, "claim");
	const struct json *tx = json_get(json_get(fx.doc, "transactions"), "claim");
	struct bundle b;
	size_t len;
	uint8_t *bytes = vector_hex(tx, "unsigned", &len);

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
	buf_init(&bundle, LIMIT_SMALL_FILE);
	if (bundle_write(&bundle, &b) != STATUS_OK)
		bench_die("the bundle cannot be written");
	bundle_release(&b);
	free(bytes);
}

/* A script named the claim by its hash before the vault was opened. */
static void expect_claim(void)
{
	size_t len;
	uint8_t *bytes = vector_hex(fixture_transaction("claim"), "unsigned", &len);
	struct hash digest;

	keccak256(digest.bytes, bytes, len);
	agree(fx.open, &digest, "");
	free(bytes);
}

static double claim_ms(void *arg)
{
	const struct door_policy policy = fixture_policy();
	double start = bench_now();
	struct buf file;

	(void)arg;
	buf_init(&file, LIMIT_SMALL_FILE);
	for (size_t i = 0; i < TIMES; i++) {
		buf_clear(&file);
		if (door_sign_claim(fx.open, &file, 1, &policy, bundle.data, bundle.len, NULL) !=
		    STATUS_OK)
			bench_die("the claim is not signed");
	}
	buf_release(&file);
	return (bench_now() - start) * 1000 / TIMES;
}

static double curve_ms(void *arg)
{
	static const uint8_t key[32] = {1}, digest[32] = {2};
	secp256k1_ecdsa_recoverable_signature sig;
	double start = bench_now();

	(void)arg;
	for (size_t i = 0; i < TIMES; i++)
		if (!secp256k1_ecdsa_sign_recoverable(curve, &sig, digest, key, NULL, NULL))
			bench_die("libsecp256k1 does not sign");
	return (bench_now() - start) * 1000 / TIMES;
}

int main(int argc, char **argv)
{
	void *state = NULL;

	if (argc > 1 && !bench_wanted("sign/claim", argv[1]))
		return 0;
	if (fixture_start(&state) != 0)
		bench_die("the signer does not start");
	curve = secp256k1_context_create(SECP256K1_CONTEXT_SIGN);
	make_bundle();
	expect_claim();
	bench_print("sign/claim", "ms", false, "libsecp256k1 alone",
		    bench_run(claim_ms, curve_ms, NULL));
	buf_release(&bundle);
	secp256k1_context_destroy(curve);
	fixture_stop(&state);
	return 0;
}
