/*
 * preview/forecast: `byline preview FILE` with 10^5 records and a model that was trained on 10^5
 * others, so that all three outcomes are forecast. Rival: numpy doing the same (forecast.py), which
 * must tell the same changes. preview/forecast-train: what training that model took.
 *
 * Data: the glosses of WordNet's nouns, over and over, each with a number. Those at odd places of
 * the file train the model, those at even ones are previewed, less two fortieths which are queries
 * and public texts.
 */
#include <sys/stat.h>

#include "tests/bench/folder.h"
#include "tests/bench/glosses.h"
#include "tests/bench/model_spool.h"
#include "tests/bench/usage.h"

#define RECORDS 100000
#define QUERIES 1000 /* 500 in each half */
#define PUBLIC	1000
#define EACH	40 /* every 40th gloss is a query */
#define RUNS	3  /* odd; each takes seconds */

static FILE *create(const char *name)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "w");
	if (f == NULL)
		bench_die(path);
	return f;
}

static void finish(FILE *f)
{
	if (fclose(f) != 0)
		bench_die("cannot write the glosses");
}

/* A line of JSON without its LF. Returns its length. */
static size_t write_json(char *out, size_t size, const struct glosses *g, size_t number, bool label)
{
	size_t n = 0;

	n += (size_t)snprintf(out, size, "{\"text\":\"");
	for (const char *c = g->text; *c != '\0' && n + 64 < size; c++) {
		if (*c == '"' || *c == '\\')
			out[n++] = '\\';
		out[n++] = *c;
	}
	n += (size_t)snprintf(out + n, size - n, " %zu\"", number);
	if (label)
		n += (size_t)snprintf(out + n, size - n, ",\"id\":\"%zu\",\"label\":\"%s\"", number,
				      g->label);
	out[n++] = '}';
	return n;
}

/* Its length in eight bytes goes before each record of a dataset. */
static void write_record(FILE *out, const char *text, size_t len)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		fputc((int)(len >> shift & 0xff), out);
	fwrite(text, 1, len, out);
}

struct files {
	FILE *records, *offered, *queries, *public;
	size_t n, trained, previewed, asked, shown;
	size_t bytes; /* length of the records trained on */
};

/* Canonical JSON. Training compares no commitment, so that any hash will do. */
static void write_manifest(size_t bytes)
{
	FILE *out = create("set/manifest.json");

	fprintf(out,
		"{\"blind\":\"0x%064d\",\"bytes\":\"%zu\",\"format\":\"byline-dataset/1\","
		"\"kind\":\"lines\",\"label\":{\"from\":\"key\",\"name\":\"label\"},"
		"\"license\":\"CC0-1.0\",\"nonce\":\"0x%064d\",\"records\":\"%d\",\"root\":\"0x%"
		"064d\","
		"\"text\":{\"from\":\"key\",\"name\":\"text\"}}",
		1, bytes, 1, RECORDS, 1);
	finish(out);
}

static void write_gloss(struct files *f, const struct glosses *g)
{
	static char line[1 << 14];
	size_t at = f->n++;

	if (at % 2 == 1 && f->trained < RECORDS) {
		size_t len = write_json(line, sizeof(line), g, at, true);

		f->trained++;
		f->bytes += len;
		write_record(f->records, line, len);
	} else if (at % EACH == 0 && f->asked < QUERIES) {
		f->asked++;
		fprintf(f->queries, "%.*s\n", (int)write_json(line, sizeof(line), g, at, true),
			line);
	} else if (at % EACH == EACH / 2 && f->shown < PUBLIC) {
		f->shown++;
		fprintf(f->public, "%.*s\n", (int)write_json(line, sizeof(line), g, at, false),
			line);
	} else if (at % 2 == 0 && f->previewed < RECORDS) {
		f->previewed++;
		glosses_write_csv(f->offered, g, at);
	}
}

/* Spec, dataset, queries and public texts, and what is previewed. False without WordNet. */
static bool write_files(void)
{
	struct files f = {0};
	struct glosses g;
	FILE *spec;
	char path[128];

	if (!glosses_open(&g))
		return false;
	snprintf(path, sizeof(path), "%s/set", folder);
	if (mkdir(path, 0700) != 0)
		bench_die(path);
	spec = create("spec.json");
	fprintf(spec,
		"{\"datasets\":[{\"dataset\":\"0x%064d\",\"dir\":\"set\"}],"
		"\"lambda\":\"0.001\"}",
		1);
	finish(spec);
	f.records = create("set/records");
	f.offered = create("offered.csv");
	f.queries = create("queries");
	f.public = create("public");
	fputs("label,text\n", f.offered);
	while (f.trained < RECORDS || f.previewed < RECORDS) {
		glosses_next(&g);
		write_gloss(&f, &g);
	}
	glosses_close(&g);
	write_manifest(f.bytes);
	finish(f.records);
	finish(f.offered);
	finish(f.queries);
	finish(f.public);
	return true;
}

/* Trains and publishes, without intervals. Prints what training took. */
static void make_model(struct buf *file)
{
	char line[512], path[128];
	struct usage used;

	snprintf(line, sizeof(line),
		 "exec ./byline model train --spec %s/spec.json --out %s/head >/dev/null", folder,
		 folder);
	used = usage_of(line);
	bench_print("preview/forecast-train", "s", false, NULL,
		    (struct bench_pair){used.seconds, NAN});
	snprintf(line, sizeof(line),
		 "exec ./byline model publish --spec %s/spec.json --head %s/head --queries "
		 "%s/queries --public %s/public --trials 0 --out %s/artifact >/dev/null",
		 folder, folder, folder, folder, folder);
	used = usage_of(line);
	snprintf(path, sizeof(path), "%s/artifact", folder);
	if (file_read(file, path, NULL) != STATUS_OK)
		bench_die(path);
}

/* The median of the runs; of memory the most. */
static struct usage run_preview(void)
{
	double seconds[RUNS], processor[RUNS];
	struct usage all = {0};
	char line[512];

	snprintf(line, sizeof(line),
		 "exec ./byline --config-dir %s --network devnet --offline preview %s/offered.csv "
		 ">/dev/null 2>&1",
		 folder, folder);
	for (size_t i = 0; i < RUNS; i++) {
		struct usage one = usage_of(line);

		seconds[i] = one.seconds;
		processor[i] = one.processor;
		all.megabytes = fmax(all.megabytes, one.megabytes);
	}
	all.seconds = bench_median(seconds, RUNS);
	all.processor = bench_median(processor, RUNS);
	return all;
}

/*
 * numpy does it once, since it takes long, and compares what it tells with byline's own words.
 * Returns NaN without numpy.
 */
static struct usage run_rival(void)
{
	char line[640];

	if (system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") != 0) {
		fprintf(stderr, "preview/forecast: install python3-numpy\n");
		return (struct usage){NAN, NAN, NAN};
	}
	bench_help_openblas();
	snprintf(line, sizeof(line),
		 "./byline --json --config-dir %s --network devnet --offline preview "
		 "%s/offered.csv >%s/told 2>/dev/null",
		 folder, folder, folder);
	usage_of(line);
	snprintf(line, sizeof(line),
		 "exec /usr/bin/python3 tests/bench/forecast.py %s/artifact %s/offered.csv %s/told",
		 folder, folder, folder);
	return usage_of(line);
}

static void report(struct usage ours, struct usage theirs)
{
	static const char rival[] = "numpy";

	bench_print("preview/forecast", "s", false, rival,
		    (struct bench_pair){ours.seconds, theirs.seconds});
	bench_print("preview/forecast-processor", "s", false, rival,
		    (struct bench_pair){ours.processor, theirs.processor});
	bench_print("preview/forecast-memory", "MB", false, rival,
		    (struct bench_pair){ours.megabytes, theirs.megabytes});
}

int main(int argc, char **argv)
{
	const char *only = argc > 1 ? argv[1] : "";
	struct usage ours;
	struct buf file;

	if (!bench_wanted("preview/forecast", only))
		return 0;
	folder_make();
	if (!write_files()) {
		fprintf(stderr, "preview/forecast: install wordnet-base\n");
		return 0;
	}
	buf_init(&file, LIMIT_MODEL);
	make_model(&file);
	close_app(spool_open(folder, &file));
	buf_release(&file);
	ours = run_preview();
	report(ours, run_rival());
	return 0;
}
