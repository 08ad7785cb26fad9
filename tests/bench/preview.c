/*
 * preview/1e6: what `byline preview` does with 10^6 short texts, from the file to rows in the order
 * of their influence. The file is in the page cache, the model on disk as if downloaded before.
 * preview/command is the whole command, which also starts, prints and ends.
 *
 * preview/models-one-recipe and preview/models-recipes are one reading against three models. Their
 * rival is the single preview of the same models: the slowest of the three, and all three together.
 *
 * Data: the glosses of WordNet's nouns (Debian's wordnet-base), over and over, all different.
 */
#include <unistd.h>

#include "influence/artifact.h"
#include "influence/artifact_write.h"
#include "models/compare_models.h"
#include "models/preview.h"
#include "models/preview_dataset.h"
#include "tests/bench/folder.h"
#include "tests/bench/glosses.h"
#include "tests/bench/model_spool.h"
#include "tests/bench/usage.h"
#include "tests/lib/small_forecast.h"

#define RECORDS 1000000

static char records[64]; /* path of the csv */

/* "label,text" with the text quoted; false without WordNet. */
static bool write_glosses(void)
{
	struct glosses g;
	FILE *out;

	if (!glosses_open(&g))
		return false;
	out = fopen(records, "w");
	if (out == NULL)
		bench_die("cannot write the glosses");
	fputs("label,text\n", out);
	for (size_t n = 0; n < RECORDS; n++) {
		glosses_next(&g);
		glosses_write_csv(out, &g, n);
	}
	glosses_close(&g);
	if (fclose(out) != 0)
		bench_die("cannot write the glosses");
	return true;
}

/* Speed does not depend on the weights: any will do. */
static void make_model(struct buf *file, struct recipe recipe, uint32_t weights)
{
	size_t size = (size_t)RECIPE_BUCKETS * GLOSSES_CLASSES;
	char slice[1][LIMIT_LABEL + 1] = {"mean"};
	struct artifact a = {.recipe = recipe,
			     .slices = 1,
			     .slice = slice,
			     .records = 5000,
			     .lambda = 1e-3,
			     .ridge = 5,
			     .solver = "none",
			     .validation_records = SMALL_HELD_OUT,
			     .validation_loss = 1,
			     .pool_influence = 1000,
			     .manifests = "0x"};

	a.w = malloc(size * sizeof(*a.w));
	a.q = malloc(size * sizeof(*a.q));
	if (a.w == NULL || a.q == NULL)
		bench_die("out of memory");
	for (size_t i = 0; i < size; i++) {
		a.w[i] = (float)((i + weights) * 2654435761u % 1001) / 500 - 1;
		a.q[i] = (float)(i * 2246822519u % 1001) / 50 - 10;
	}
	for (int i = 0; i < ARTIFACT_QUANTILES; i++)
		a.quantile[i] = (float)(i - 50) / 10;
	for (int c = 0; c < GLOSSES_CLASSES; c++) {
		char name[16];

		snprintf(name, sizeof(name), "%02d", c + 3);
		if (labels_add(&a.labels, name, 2, NULL) != STATUS_OK)
			bench_die("out of memory");
	}
	if (small_forecast(&a) != STATUS_OK || artifact_write(file, &a, NULL) != STATUS_OK)
		bench_die("the model cannot be written");
	a.slice = NULL;
	artifact_release(&a);
}

static struct app *open_with_model(void)
{
	struct app *app;
	struct buf file;

	buf_init(&file, LIMIT_MODEL);
	make_model(&file, (struct recipe){RECIPE_BUCKETS, RECIPE_SEED}, 0);
	app = spool_open(folder, &file);
	buf_release(&file);
	return app;
}

static double preview_seconds(void *app)
{
	struct task task = {0};
	struct preview *p;
	struct err e = {0};
	double start = bench_now();

	if (preview_dataset(app, &task, &p, &(struct preview_plan){.path = records}, &e) !=
	    STATUS_OK)
		bench_die(e.text);
	start = bench_now() - start;
	if (p->records != RECORDS || p->unlabelled != 0 || p->duplicates != 0)
		bench_die("the preview lost records");
	preview_unref(p);
	return start;
}

static double most_memory;

/* The options decide what is printed: ten records of each end, or with --json all of them. */
static double command_seconds(void *arg)
{
	char line[512];
	struct usage used;

	snprintf(line, sizeof(line),
		 "exec ./byline --config-dir %s --network devnet %s --offline preview %s "
		 ">/dev/null 2>&1",
		 folder, (const char *)arg, records);
	used = usage_of(line);
	if (used.megabytes > most_memory)
		most_memory = used.megabytes;
	return used.seconds;
}

/* Models side by side, and each of them as the datanet's own, which the single preview takes. */
#define MODELS 3

struct lot {
	struct app *app;
	struct cache_model models[MODELS];
	struct model_sources sources;
	bool slowest; /* the rival is the slowest single preview, else their sum */
};

static void make_lot(struct lot *lot, struct app *app, const struct address *datanet,
		     uint64_t seed_step)
{
	*lot = (struct lot){.app = app, .slowest = seed_step == 0};
	for (uint32_t i = 0; i < MODELS; i++) {
		struct cache_model *m = &lot->models[i];
		char hash[HASH_TEXT_SIZE];
		struct buf file;

		*m = (struct cache_model){.datanet = *datanet, .current = true, .downloaded_at = 1};
		buf_init(&file, LIMIT_MODEL);
		make_model(&file, (struct recipe){RECIPE_BUCKETS, RECIPE_SEED + i * seed_step},
			   7 * i + 1);
		keccak256(m->hash.bytes, file.data, file.len);
		hash_format(hash, &m->hash);
		snprintf(m->path, sizeof(m->path), "%s/%s.safetensors", app->shared->paths.spool,
			 hash);
		if (file_write(m->path, file.data, file.len, NULL) != STATUS_OK ||
		    add_model_file(&lot->sources, m->path, NULL) != STATUS_OK)
			bench_die("the model cannot be written");
		buf_release(&file);
	}
}

static double side_by_side_seconds(void *arg)
{
	const struct lot *lot = arg;
	const struct compare_plan plan = {.path = records};
	struct task task = {0};
	const struct comparison *c;
	struct err e = {0};
	double start = bench_now();

	if (compare_models(&task, &c, &lot->sources, &plan, &e) != STATUS_OK)
		bench_die(e.text);
	start = bench_now() - start;
	if (c->records != RECORDS || c->taken != MODELS || c->duplicates != 0)
		bench_die("the comparison lost records");
	comparison_unref(c);
	return start;
}

static double singles_seconds(void *arg)
{
	struct lot *lot = arg;
	double slowest = 0, sum = 0;

	for (size_t i = 0; i < MODELS; i++) {
		double seconds;

		if (store_write(lot->app, spool_put_model, &lot->models[i], NULL) != STATUS_OK)
			bench_die("the model cannot be stored");
		seconds = preview_seconds(lot->app);
		slowest = fmax(slowest, seconds);
		sum += seconds;
	}
	return lot->slowest ? slowest : sum;
}

static void bench_models(const char *name, const char *rival, struct app *app, uint64_t seed_step,
			 const char *only)
{
	const struct profile *profile;
	struct lot lot;

	if (!bench_wanted(name, only))
		return;
	if (require_profile(app, &profile, NULL) != STATUS_OK)
		bench_die("there is no network");
	make_lot(&lot, app, &profile_datanet(profile)->address, seed_step);
	bench_print(name, "s", false, rival,
		    bench_run(side_by_side_seconds, singles_seconds, &lot));
	release_model_sources(&lot.sources);
}

int main(int argc, char **argv)
{
	struct app *app;

	const char *only = argc > 1 ? argv[1] : "";
	char for_people[] = "", for_programs[] = "--json";

	if (!bench_wanted("preview/1e6", only) && !bench_wanted("preview/command", only) &&
	    !bench_wanted("preview/models-one-recipe", only) &&
	    !bench_wanted("preview/models-recipes", only))
		return 0;
	folder_make();
	snprintf(records, sizeof(records), "%s/glosses.csv", folder);
	if (!write_glosses()) {
		fprintf(stderr, "preview/1e6: install wordnet-base\n");
		return 0;
	}
	app = open_with_model();
	if (bench_wanted("preview/1e6", only))
		bench_print("preview/1e6", "s", false, NULL, bench_run(preview_seconds, NULL, app));
	bench_models("preview/models-one-recipe", "the slowest single preview", app, 0, only);
	bench_models("preview/models-recipes", "the single previews", app, 1, only);
	close_app(app);
	if (bench_wanted("preview/command", only)) {
		bench_print("preview/command", "s", false, NULL,
			    bench_run(command_seconds, NULL, for_people));
		usage_print("preview/command-memory", most_memory);
		most_memory = 0;
		bench_print("preview/command-json", "s", false, NULL,
			    bench_run(command_seconds, NULL, for_programs));
		usage_print("preview/command-json-memory", most_memory);
	}
	return 0;
}
