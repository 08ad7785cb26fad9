/*
 * sign/claim: one request to the signer's process, which is open, for a claim that --expect named:
 * a bundle goes through the socket, is parsed, its proof folded, its transaction decoded and
 * compared, signed, kept in the journal on the disk, and the signed bundle comes back. sign/inside:
 * the same without a process and a journal. Rival: the signature alone.
 *
 * The program starts itself again as the signer, as byline does.
 */
#include <secp256k1.h>
#include <secp256k1_recovery.h>

#include "tests/bench/bench.h"
#include "tests/unit/wallet_agreed.h"

#include "base/buf.h"
#include "chain/bundle.h"
#include "wallet/confine.h"
#include "wallet/door_process.h"
#include "wallet/signer_process.h"

#define TIMES 500

static struct buf bundle;
static secp256k1_context *curve;
static struct door *process; /* open with the fixture's vault */

/* Milliseconds of each request or signature, also in the turn that does not count. */
struct times {
	size_t n;
	double ms[(BENCH_RUNS + 1) * TIMES];
};
static struct times claims, signatures;

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

/* The whole of one request, with all that gives the signer its consent. */
static void sign_once(struct door *d, struct buf *file)
{
	const struct door_policy policy = fixture_policy();
	struct err e = {0};

	buf_clear(file);
	if (door_sign_claim(d, file, 1, &policy, bundle.data, bundle.len, &e) != STATUS_OK)
		bench_die(e.text);
}

/* Runs `once` many times. Returns the median, in milliseconds; `t` gets each time. */
static double time_each(struct times *t, void (*once)(void *arg), void *arg)
{
	double ms[TIMES | 1];

	for (size_t i = 0; i < ARRAY_SIZE(ms); i++) {
		double start = bench_now();

		once(arg);
		ms[i] = (bench_now() - start) * 1000;
		if (t != NULL && t->n < ARRAY_SIZE(t->ms))
			t->ms[t->n++] = ms[i];
	}
	return bench_median(ms, ARRAY_SIZE(ms));
}

static void claim_by_process(void *file)
{
	sign_once(process, file);
}

static void claim_inside(void *file)
{
	sign_once(fx.open, file);
}

static void sign_alone(void *arg)
{
	static const uint8_t key[32] = {1}, digest[32] = {2};
	secp256k1_ecdsa_recoverable_signature sig;

	(void)arg;
	if (!secp256k1_ecdsa_sign_recoverable(curve, &sig, digest, key, NULL, NULL))
		bench_die("libsecp256k1 does not sign");
}

static double process_ms(void *file)
{
	return time_each(&claims, claim_by_process, file);
}

static double inside_ms(void *file)
{
	return time_each(NULL, claim_inside, file);
}

static double curve_ms(void *arg)
{
	return time_each(&signatures, sign_alone, arg);
}

static void print_spread(const char *name, struct times *t)
{
	qsort(t->ms, t->n, sizeof(t->ms[0]), bench_ascending);
	fprintf(stderr,
		"%s: %zu times, %.4f ms at least, median %.4f, 99 in 100 below %.4f, at most "
		"%.4f\n",
		name, t->n, t->ms[0], t->ms[t->n / 2], t->ms[t->n * 99 / 100], t->ms[t->n - 1]);
}

/*
 * Unlocks the fixture's vault in a process whose system calls are confined, as byline's is, and
 * which may sign `digest`.
 */
static void open_process(const struct hash *digest, const char *journal)
{
	const int lines = memfd_create("passphrase", MFD_CLOEXEC);
	const struct door_person person = {.lines = lines, .journal = journal};
	struct err e = {0};

	dprintf(lines, "%s\n", FIXTURE_PASSPHRASE);
	lseek(lines, 0, SEEK_SET);
	if (door_process_new(&process, SIGNER_CAN_ALL, PROTECTION_CALLS, &e) != STATUS_OK)
		bench_die(e.text);
	door_set_person(process, &person);
	if (door_expect(process, digest, "", &e) != STATUS_OK ||
	    door_open(process, fx.file.data, fx.file.len, &e) != STATUS_OK)
		bench_die(e.text);
	close(lines);
}

static struct hash claim_digest(void)
{
	struct hash digest;
	size_t len;
	uint8_t *bytes = vector_hex(fixture_transaction("claim"), "unsigned", &len);

	keccak256(digest.bytes, bytes, len);
	free(bytes);
	return digest;
}

int main(int argc, char **argv)
{
	char journal[] = "/tmp/byline-bench-XXXXXX";
	struct hash digest;
	void *state = NULL;
	struct buf file;
	int made;

	if (signer_process_is(argc, argv))
		signer_process_run(argv);
	if (argc > 1 && !bench_wanted("sign/claim", argv[1]) &&
	    !bench_wanted("sign/inside", argv[1]))
		return 0;
	if (fixture_start(&state) != 0)
		bench_die("the signer does not start");
	curve = secp256k1_context_create(SECP256K1_CONTEXT_SIGN);
	make_bundle();
	made = mkstemp(journal);
	if (made < 0)
		bench_die("there is no room for a journal");
	close(made);
	digest = claim_digest();
	agree(fx.open, &digest, "");
	open_process(&digest, journal);
	buf_init(&file, LIMIT_SMALL_FILE);
	bench_print("sign/claim", "ms", false, "libsecp256k1 alone",
		    bench_run(process_ms, curve_ms, &file));
	bench_print("sign/inside", "ms", false, "libsecp256k1 alone",
		    bench_run(inside_ms, curve_ms, &file));
	print_spread("sign/claim", &claims);
	print_spread("libsecp256k1 alone", &signatures);
	door_free(process);
	unlink(journal);
	buf_release(&file);
	buf_release(&bundle);
	secp256k1_context_destroy(curve);
	fixture_stop(&state);
	return 0;
}
