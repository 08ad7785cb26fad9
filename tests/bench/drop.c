/*
 * drop/1e6: from a file of 10^6 claims to the root of its tree and the proof of one claim; its
 * memory; and the same from the dump of OpenZeppelin's library.
 *
 * Rival: that library, given the same claims in memory, up to the root, once: it takes minutes. Its
 * root must be ours. `drop --read FILE` is the process whose memory is measured.
 */
#include <unistd.h>

#include "chain/keccak.h"
#include "drop/drop.h"
#include "tests/bench/usage.h"

#define CLAIMS 1000000

struct files {
	char csv[64], dump[64];
	char root[HASH_TEXT_SIZE]; /* the rival's; empty: not installed */
	struct address account;
	double rival_seconds;
};

/* Addresses in small letters and amounts of 60 bits, from hashes. */
static void write_csv(struct files *f)
{
	FILE *out;
	int fd;

	*f = (struct files){.csv = "/tmp/byline-bench-XXXXXX", .rival_seconds = NAN};
	fd = mkstemp(f->csv);
	out = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (out == NULL)
		bench_die("cannot make a file in /tmp");
	for (size_t i = 0; i < CLAIMS; i++) {
		uint8_t h[KECCAK_SIZE];
		uint64_t amount;

		keccak256(h, &i, sizeof(i));
		memcpy(&amount, h + 20, sizeof(amount));
		fputs("0x", out);
		for (size_t b = 0; b < 20; b++)
			fprintf(out, "%02x", h[b]);
		fprintf(out, ",%llu\n", (unsigned long long)amount >> 4);
		if (i == CLAIMS / 2)
			memcpy(f->account.bytes, h, 20);
	}
	if (fclose(out) != 0)
		bench_die("cannot write the file");
	snprintf(f->dump, sizeof(f->dump), "%s.json", f->csv);
}

static void read_claims(const struct files *f, const char *path, struct hash *root)
{
	struct err e = {0};
	struct drop d;

	if (drop_read(&d,
		      &(struct drop_request){.path = path,
					     .terms = merkle_terms_preset("openzeppelin"),
					     .accounts = &f->account,
					     .n_accounts = 1},
		      &e) != STATUS_OK)
		bench_die(e.text);
	*root = d.root;
	drop_release(&d);
}

static double read_seconds(const struct files *f, const char *path)
{
	double start = bench_now();
	struct hash root;
	char text[HASH_TEXT_SIZE];

	read_claims(f, path, &root);
	start = bench_now() - start;
	hash_format(text, &root);
	if (*f->root != '\0' && strcmp(f->root, text) != 0)
		bench_die("drop: the library's root is another one");
	return start;
}

static double csv_seconds(void *arg)
{
	const struct files *f = arg;

	return read_seconds(f, f->csv);
}

static double dump_seconds(void *arg)
{
	const struct files *f = arg;

	return read_seconds(f, f->dump);
}

static void run_rival(struct files *f)
{
	char command[256], line[128];
	FILE *out;

	snprintf(command, sizeof(command),
		 "cd devnet && node --max-old-space-size=8000 ../tests/bench/drop.mjs %s %s "
		 "2>/dev/null",
		 f->csv, f->dump);
	out = popen(command, "r");
	if (out != NULL && fgets(line, sizeof(line), out) != NULL && strlen(line) > 68) {
		memcpy(f->root, line, 66);
		f->rival_seconds = strtod(line + 67, NULL);
	}
	if (out != NULL)
		pclose(out);
	if (*f->root == '\0')
		fprintf(stderr, "drop/1e6: run make devnet once for the rival\n");
}

int main(int argc, char **argv)
{
	const char *only = argc > 1 ? argv[1] : "";
	struct bench_pair pair;
	char command[256];
	struct files f;

	if (argc > 2 && strcmp(only, "--read") == 0) {
		struct hash root;

		f = (struct files){.rival_seconds = NAN};
		read_claims(&f, argv[2], &root);
		return 0;
	}
	write_csv(&f);
	run_rival(&f);
	pair = bench_run(csv_seconds, NULL, &f);
	pair.theirs = f.rival_seconds;
	if (bench_wanted("drop/1e6", only))
		bench_print("drop/1e6", "s", false, "@openzeppelin/merkle-tree", pair);
	snprintf(command, sizeof(command), "exec %s --read %s", argv[0], f.csv);
	usage_print("drop/1e6-memory", usage_of(command).megabytes);
	if (*f.root != '\0') {
		bench_print("drop/1e6-dump", "s", false, NULL, bench_run(dump_seconds, NULL, &f));
		snprintf(command, sizeof(command), "exec %s --read %s", argv[0], f.dump);
		usage_print("drop/1e6-dump-memory", usage_of(command).megabytes);
	}
	unlink(f.csv);
	unlink(f.dump);
	return 0;
}
