/*
 * commit/large and commit/short: from a file to the root of its commitment.
 *
 * Rivals: OpenSSL's SHA3-256 (Keccak-256 but for the padding byte) on one record after the other;
 * the bare permutation, what no hash can outrun; @openzeppelin/merkle-tree. BYLINE_ISA chooses
 * our instruction set and is then part of the name.
 */
#include <dlfcn.h>
#include <unistd.h>

#include "base/limits.h"
#include "chain/keccak_kernel.h"
#include "dataset/commitment.h"
#include "dataset/commitment_tree.h"
#include "tests/bench/bench.h"

#define LARGE_RECORD (64 * KIB)
#define LARGE_COUNT  2048
#define SHORT_RECORD 80
#define SHORT_COUNT  1000000
/* The library takes 0.1 ms a leaf and keeps JavaScript objects for all of them. */
#define RIVAL_COUNT "20000"

struct job {
	char path[64];
	size_t record, count;
	const char *name;
	uint8_t *text; /* the file once more, for rivals that hash memory */
};

/* Lines of English letters, all different. */
static void job_write(struct job *j, size_t record, size_t count)
{
	size_t size = record * count;
	uint64_t x = 88172645463325252;
	int fd;
	FILE *f;

	*j = (struct job){.path = "/tmp/byline-bench-XXXXXX", .record = record, .count = count};
	j->text = malloc(size);
	fd = mkstemp(j->path);
	f = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (j->text == NULL || f == NULL)
		bench_die("cannot make a file in /tmp");
	for (size_t i = 0; i < size; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		j->text[i] = (i + 1) % record == 0 ? '\n' : "etaoin shrdlu"[x % 13];
	}
	if (fwrite(j->text, 1, size, f) != size || fclose(f) != 0)
		bench_die("cannot write the file");
}

static void job_end(struct job *j)
{
	unlink(j->path);
	free(j->text);
}

/* Seconds from the file to the root. */
static double commit_seconds(const struct job *j)
{
	struct address attester = {{1}};
	uint8_t salt_key[32] = {2};
	struct commitment_tree tree;
	struct reader *r;
	double start = bench_now();

	if (reader_open(&r, j->path, READER_LINES, NULL) != STATUS_OK ||
	    commitment_tree_build(&tree, r, &attester, salt_key, NULL, NULL) != STATUS_OK ||
	    tree.records != j->count)
		bench_die("the file cannot be committed to");
	start = bench_now() - start;
	commitment_tree_release(&tree);
	reader_close(r);
	return start;
}

static double commit_gigabytes(void *arg)
{
	struct job *j = arg;

	return (double)(j->record * j->count) / 1e9 / commit_seconds(j);
}

static double commit_records(void *arg)
{
	struct job *j = arg;

	return (double)j->count / commit_seconds(j);
}

typedef int digest_fn(const void *data, size_t len, uint8_t *out, unsigned *out_len,
		      const void *type, void *engine);

static digest_fn *digest;
static const void *sha3;

/* OpenSSL, where it is installed. */
static bool openssl_load(void)
{
	void *lib = dlopen("libcrypto.so.3", RTLD_NOW);
	const void *(*type)(void);

	if (lib == NULL)
		return false;
	*(void **)&digest = dlsym(lib, "EVP_Digest");
	*(void **)&type = dlsym(lib, "EVP_sha3_256");
	if (digest == NULL || type == NULL)
		return false;
	sha3 = type();
	return true;
}

static double openssl_gigabytes(void *arg)
{
	struct job *j = arg;
	uint8_t out[32];
	double start = bench_now();

	for (size_t i = 0; i < j->count; i++)
		if (digest(j->text + i * j->record, j->record, out, NULL, sha3, NULL) != 1)
			bench_die("OpenSSL has no SHA3-256");
	return (double)(j->record * j->count) / 1e9 / (bench_now() - start);
}

/* The permutation, given the same few blocks of the first-level cache again and again. */
static double permutation_gigabytes(void *arg)
{
	enum { BLOCKS = 64, TIMES = 8000 };
	static _Alignas(64) uint64_t state[25 * KECCAK_LANES];
	static const _Alignas(64) uint64_t keep[KECCAK_LANES];
	static const uint8_t text[BLOCKS * KECCAK_RATE];
	const struct keccak_kernel *k = keccak_kernel_best();
	const uint8_t *blocks[KECCAK_LANES];
	double start = bench_now();

	(void)arg;
	for (size_t l = 0; l < k->lanes; l++)
		blocks[l] = text;
	for (size_t i = 0; i < TIMES; i++)
		k->absorb(state, keep, blocks, BLOCKS);
	return (double)TIMES * BLOCKS * (double)k->lanes * KECCAK_RATE / 1e9 /
	       (bench_now() - start);
}

/* The library's records a second, told by its process. It is given the blinds ready-made. */
static double openzeppelin_records(void *arg)
{
	FILE *f = popen("cd devnet && node ../tests/bench/merkle.mjs " RIVAL_COUNT " 2>/dev/null",
			"r");
	double rate = NAN;
	char line[64];

	(void)arg;
	if (f != NULL && fgets(line, sizeof(line), f) != NULL)
		rate = strtod(line, NULL);
	if (f != NULL)
		pclose(f);
	return rate;
}

static const char *named(const char *name)
{
	static char text[64];
	const char *isa = getenv("BYLINE_ISA");

	snprintf(text, sizeof(text), "%s%s%s", name, isa != NULL ? "-" : "",
		 isa != NULL ? isa : "");
	return text;
}

static void bench_large(void)
{
	struct job j;
	bool openssl = openssl_load();

	if (!openssl)
		fprintf(stderr, "commit/large: install libssl3 for the rival\n");
	job_write(&j, LARGE_RECORD, LARGE_COUNT);
	bench_print(named("commit/large"), "GB/s", true, "OpenSSL SHA3-256",
		    bench_run(commit_gigabytes, openssl ? openssl_gigabytes : NULL, &j));
	bench_print(named("commit/large-bare"), "GB/s", true, "the permutation alone",
		    bench_run(commit_gigabytes, permutation_gigabytes, &j));
	job_end(&j);
}

static void bench_short(void)
{
	bool rival = getenv("BYLINE_ISA") == NULL;
	struct bench_pair p;
	struct job j;

	job_write(&j, SHORT_RECORD, SHORT_COUNT);
	p = bench_run(commit_records, rival ? openzeppelin_records : NULL, &j);
	if (rival && isnan(p.theirs))
		fprintf(stderr, "commit/short: run make devnet once for the rival\n");
	bench_print(named("commit/short"), "records/s", true,
		    rival ? "@openzeppelin/merkle-tree" : NULL, p);
	job_end(&j);
}

int main(int argc, char **argv)
{
	const char *only = argc > 1 ? argv[1] : "";

	if (bench_wanted("commit/large", only) || bench_wanted("commit/large-bare", only))
		bench_large();
	if (bench_wanted("commit/short", only))
		bench_short();
	return 0;
}
