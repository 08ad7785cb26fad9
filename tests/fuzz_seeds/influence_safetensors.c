/*
 * Writes first inputs of tests/fuzz/influence_safetensors.c into the folder DIR: artifacts of the
 * version that this program writes. What the format says is in their metadata, so that a change of
 * it changes the files too; tests/run-fuzz finds old ones.
 * usage: influence_safetensors DIR
 */
#include "base/buf.h"
#include "base/file.h"
#include "influence/artifact_write.h"
#include "tests/lib/small_forecast.h"

#define BUCKETS 8

static void must(bool condition, const char *what)
{
	if (condition)
		return;
	fprintf(stderr, "%s\n", what);
	exit(1);
}

static void fill(struct artifact *a, const char *const *labels, size_t n)
{
	size_t size;

	*a = (struct artifact){.recipe = {BUCKETS, RECIPE_SEED},
			       .slices = 1,
			       .records = 40,
			       .lambda = 0.01,
			       .ridge = 0.4,
			       .solver = "none",
			       .validation_records = SMALL_HELD_OUT,
			       .validation_loss = 1,
			       .pool_influence = 3,
			       .manifests = "0x"};
	for (size_t i = 0; i < n; i++)
		must(labels_add(&a->labels, labels[i], strlen(labels[i]), NULL) == STATUS_OK,
		     "labels");
	size = artifact_size(a);
	a->slice = calloc(1, sizeof(*a->slice));
	a->w = malloc(size * sizeof(*a->w));
	a->q = malloc(size * sizeof(*a->q));
	must(a->slice != NULL && a->w != NULL && a->q != NULL, "out of memory");
	snprintf(a->slice[0], sizeof(a->slice[0]), "mean");
	for (size_t k = 0; k < size; k++) {
		a->w[k] = (float)(k * 29 % 31) / 16 - 1;
		a->q[k] = (float)(k * 23 % 37) / 4 - 4;
	}
	for (int i = 0; i < ARTIFACT_QUANTILES; i++)
		a->quantile[i] = (float)(i - 50) / 10;
	must(small_forecast(a) == STATUS_OK, "forecasts");
}

static void write_seed(const char *folder, const char *name, const struct artifact *a)
{
	struct buf file;
	char path[512];

	buf_init(&file, LIMIT_MODEL);
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	must(artifact_write(&file, a, NULL) == STATUS_OK &&
		     file_write(path, file.data, file.len, NULL) == STATUS_OK,
	     path);
	buf_release(&file);
}

int main(int argc, char **argv)
{
	static const char *const labels[] = {"ham", "spam", "tax"};
	struct artifact a;

	must(argc == 2, "usage: influence_safetensors DIR");
	fill(&a, labels, 2);
	write_seed(argv[1], "artifact-2", &a);
	a.forecast.rescales = false;
	a.forecast.n_trials = 0;
	a.additive = (struct additive){.groups = 3,
				       .group_size = 2,
				       .spearman = 0.5,
				       .slope = 1,
				       .slope_low = 0.5,
				       .slope_high = 1.5,
				       .lds = 0.5};
	write_seed(argv[1], "artifact-2-without-trials", &a);
	artifact_release(&a);
	fill(&a, labels, 3);
	a.forecast.n_trials = 12;
	a.forecast.public.n = a.forecast.held_out.n = a.validation_records = 1;
	write_seed(argv[1], "artifact-2-single-rows", &a);
	artifact_release(&a);
	return 0;
}
