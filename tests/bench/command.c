/*
 * commit/command, suffix/command, sign/command, sync/command: whole commands as a person runs them,
 * with the most memory that each had, beside the kernels inside them (commit/short, suffix/gcide,
 * sign/claim, verify/balance and ingest/attributions). preview/command stands in preview.c, the
 * dashboard and balance in program.c.
 *
 * Rival of commit/command: the bare permutation, as often as the records need it (five times each),
 * on one core; the command has two. Every figure holds the start of the program, and those with a
 * vault its opening (about half a second, which is what guesses at the passphrase cost).
 */
#include <stdint.h>

#include "chain/keccak_kernel.h"
#include "tests/bench/folder.h"
#include "tests/bench/usage.h"

#define RECORD 80
#define COUNT  10000000
/* Permutations for a record of 80 bytes: salt, blind, two for the leaf, one for the tree. */
#define PERMUTATIONS 5
#define GCIDE	     "/usr/share/dictd/gcide.dict.dz"
#define OUTPUTS	     "200"

static double most_memory;

/* Runs a line whose "%1$s" is the folder. */
static double seconds_of(const char *format)
{
	char line[1024];
	struct usage used;

	snprintf(line, sizeof(line), format, folder);
	used = usage_of(line);
	if (used.megabytes > most_memory)
		most_memory = used.megabytes;
	return used.seconds;
}

/* A vault on the network of tests/vectors, which nothing here asks. */
static void make_vault(void)
{
	(void)seconds_of(
		"echo 'a long passphrase' >%1$s/passphrase && "
		"node -e 'const f = require(\"fs\"); f.writeFileSync(\"%1$s/profile.json\", "
		"JSON.stringify(JSON.parse(f.readFileSync(\"tests/vectors/wallet/"
		"signer.json\")).profile))' && "
		"./byline --config-dir %1$s/new network add %1$s/profile.json --use "
		">%1$s/said 2>&1 && "
		"./byline --config-dir %1$s/new --json --passphrase-fd 3 init "
		">%1$s/said 2>&1 3<%1$s/passphrase");
}

/* Lines of English letters, all different. */
static void write_lines(void)
{
	uint64_t x = 88172645463325252;
	char path[64], line[RECORD];
	FILE *f;

	snprintf(path, sizeof(path), "%s/lines", folder);
	f = fopen(path, "w");
	if (f == NULL)
		bench_die("cannot make a file in /tmp");
	for (size_t i = 0; i < COUNT; i++) {
		for (size_t k = 0; k < RECORD - 1; k++) {
			x ^= x << 13;
			x ^= x >> 7;
			x ^= x << 17;
			line[k] = "etaoin shrdlu"[x % 13];
		}
		line[RECORD - 1] = '\n';
		if (fwrite(line, 1, RECORD, f) != RECORD)
			bench_die("cannot write the file");
	}
	if (fclose(f) != 0)
		bench_die("cannot write the file");
}

/* Each run has a folder of its own: what was committed to before is only named again. */
static double commit_seconds(void *arg)
{
	(void)arg;
	(void)seconds_of("rm -rf %1$s/run && cp -a %1$s/new %1$s/run");
	return seconds_of("exec ./byline --config-dir %1$s/run --json --offline --passphrase-fd 3 "
			  "dataset commit %1$s/lines --license CC0-1.0 >%1$s/said 2>&1 "
			  "3<%1$s/passphrase");
}

static double permutation_seconds(void *arg)
{
	static _Alignas(64) uint64_t state[25 * KECCAK_LANES];
	static const _Alignas(64) uint64_t keep[KECCAK_LANES];
	static const uint8_t text[KECCAK_RATE];
	const struct keccak_kernel *k = keccak_kernel_best();
	const uint8_t *blocks[KECCAK_LANES];
	double start = bench_now();

	(void)arg;
	for (size_t l = 0; l < k->lanes; l++)
		blocks[l] = text;
	for (size_t i = 0; i < (size_t)COUNT * PERMUTATIONS / k->lanes; i++)
		k->absorb(state, keep, blocks, 1);
	return bench_now() - start;
}

static void bench_commit(void)
{
	write_lines();
	most_memory = 0;
	bench_print("commit/command", "s", false, "bare permutations, one core",
		    bench_run(commit_seconds, permutation_seconds, NULL));
	usage_print("commit/command-memory", most_memory);
	(void)seconds_of("rm -rf %1$s/run %1$s/lines");
}

static double suffix_seconds(void *arg)
{
	(void)arg;
	return seconds_of("exec ./byline --config-dir %1$s/new --json --offline preview "
			  "%1$s/gcide --kind lines --outputs %1$s/outputs >%1$s/said 2>&1");
}

static void bench_suffix(void)
{
	if (access(GCIDE, R_OK) != 0) {
		fprintf(stderr, "suffix/command: install dict-gcide\n");
		return;
	}
	(void)seconds_of("gzip -dc <" GCIDE " 2>/dev/null | iconv -c -t UTF-8 >%1$s/gcide && "
			 "head -n 20000 %1$s/gcide | grep . | tail -n " OUTPUTS " >%1$s/outputs");
	most_memory = 0;
	bench_print("suffix/command", "s", false, NULL, bench_run(suffix_seconds, NULL, NULL));
	usage_print("suffix/command-memory", most_memory);
	(void)seconds_of("rm -f %1$s/gcide");
}

/* The EIP-191 digest of the message below, which a script gives instead of a confirmation. */
#define A_MESSAGE "0x1b37197897728e876cc5c7413c7fa1bcd7334f8f56ddaee16e725528a665fcd8"

static double sign_seconds(void *arg)
{
	(void)arg;
	return seconds_of("exec ./byline --config-dir %1$s/new --json --offline --passphrase-fd 3 "
			  "sign message 'a message' --expect " A_MESSAGE " >%1$s/said 2>&1 "
			  "3<%1$s/passphrase");
}

static void bench_sign(void)
{
	most_memory = 0;
	bench_print("sign/command", "s", false, NULL, bench_run(sign_seconds, NULL, NULL));
	usage_print("sign/command-memory", most_memory);
}

/* The first sync of a folder that watches a contributor of the local network. */
static double sync_seconds(void *arg)
{
	(void)arg;
	(void)seconds_of("rm -rf %1$s/run && cp -a %1$s/watching %1$s/run");
	return seconds_of("exec ./byline --config-dir %1$s/run --json sync >%1$s/said 2>&1");
}

static void bench_sync(void)
{
	if (system("node devnet/main.mjs status >/dev/null 2>&1") != 0) {
		fprintf(stderr, "sync/command: make devnet-start\n");
		return;
	}
	(void)seconds_of("d=${BYLINE_DEVNET_DIR:-build/devnet} && "
			 "./byline --config-dir %1$s/watching network add $d/profile.json --use "
			 ">%1$s/said 2>&1 && "
			 "./byline --config-dir %1$s/watching account watch $(node -p "
			 "'JSON.parse(require(\"fs\").readFileSync(process.argv[1]))"
			 ".accounts.find(a => a.name == \"contributor-1\").address' "
			 "$d/devnet.json) >%1$s/said 2>&1");
	most_memory = 0;
	bench_print("sync/command", "s", false, NULL, bench_run(sync_seconds, NULL, NULL));
	usage_print("sync/command-memory", most_memory);
}

int main(int argc, char **argv)
{
	const char *only = argc > 1 ? argv[1] : "";

	folder_make();
	make_vault();
	if (bench_wanted("commit/command", only))
		bench_commit();
	if (bench_wanted("suffix/command", only))
		bench_suffix();
	if (bench_wanted("sign/command", only))
		bench_sign();
	if (bench_wanted("sync/command", only))
		bench_sync();
	return 0;
}
