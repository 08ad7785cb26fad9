/*
 * publish/200: `byline model publish --trials 200` of a model of WordNet's glosses, λ 1e-3
 * (docs/forecasts.md). Rival: a second publisher in numpy (tests/forecasts/publisher.py) making the
 * same of the same files, once, since it takes minutes.
 * publish/trainings: how often `byline model train` of those records would have ended meanwhile.
 */
#include "tests/bench/folder.h"
#include "tests/bench/usage.h"

#define CORPUS "build/corpora/wordnet"
#define TRIALS "200"
#define RUNS   3 /* odd */
#define PYTHON "/usr/bin/python3"

/* The files of a publisher, as tests/forecasts/publisher.mjs makes them. */
static void write_files(void)
{
	char line[512];

	snprintf(line, sizeof(line),
		 "node --input-type=module -e \""
		 "import { writeFiles } from '$PWD/tests/forecasts/published.mjs';"
		 "writeFiles('" CORPUS "', '%s', { lambda: '0.001' }, []);\"",
		 folder);
	usage_of(line);
}

static struct usage train(void)
{
	char line[256];

	snprintf(line, sizeof(line),
		 "rm -f %s/head %s/artifact && exec ./byline model train --spec %s/spec.json --out "
		 "%s/head >/dev/null",
		 folder, folder, folder, folder);
	return usage_of(line);
}

static struct usage publish(void)
{
	char line[512];

	snprintf(
		line, sizeof(line),
		"cd %s && exec $OLDPWD/byline model publish --spec spec.json --head head --queries "
		"queries.jsonl --public public.jsonl --training training.json --trials " TRIALS
		" --out artifact >/dev/null",
		folder);
	return usage_of(line);
}

/* NaN without numpy. */
static struct usage publish_rival(void)
{
	char line[512];

	if (system(PYTHON " -c 'import numpy' 2>/dev/null") != 0) {
		fprintf(stderr, "publish/200: install python3-numpy\n");
		return (struct usage){NAN, NAN, NAN};
	}
	bench_help_openblas();
	snprintf(line, sizeof(line),
		 "cd %s && exec " PYTHON " $OLDPWD/tests/forecasts/publisher.py spec spec.json "
		 "head head queries queries.jsonl public public.jsonl manifests 0x00 trials " TRIALS
		 " seed 1 out numpy",
		 folder);
	return usage_of(line);
}

/* Medians of by turns; of memory the most. Out: `training`. */
static struct usage run_publish(struct usage *training)
{
	double seconds[2][RUNS], processor[2][RUNS];
	struct usage all = {0};

	*training = (struct usage){0};
	for (size_t i = 0; i < RUNS; i++) {
		struct usage one = train(), other = publish();

		seconds[0][i] = one.seconds;
		processor[0][i] = one.processor;
		seconds[1][i] = other.seconds;
		processor[1][i] = other.processor;
		all.megabytes = fmax(all.megabytes, other.megabytes);
	}
	training->seconds = bench_median(seconds[0], RUNS);
	training->processor = bench_median(processor[0], RUNS);
	all.seconds = bench_median(seconds[1], RUNS);
	all.processor = bench_median(processor[1], RUNS);
	return all;
}

int main(int argc, char **argv)
{
	const char *only = argc > 1 ? argv[1] : "", *rival = "numpy";
	struct usage ours, theirs, training;

	if (!bench_wanted("publish/200", only) && !bench_wanted("publish/trainings", only))
		return 0;
	if (access(CORPUS "/train.csv", R_OK) != 0) {
		fprintf(stderr, "publish/200: make corpora\n");
		return 0;
	}
	folder_make();
	write_files();
	ours = run_publish(&training);
	bench_print("publish/train", "s", false, NULL, (struct bench_pair){training.seconds, NAN});
	bench_print("publish/trainings", "trainings", false, NULL,
		    (struct bench_pair){ours.processor / training.processor, NAN});
	theirs = publish_rival();
	bench_print("publish/200", "s", false, rival,
		    (struct bench_pair){ours.seconds, theirs.seconds});
	bench_print("publish/200-processor", "s", false, rival,
		    (struct bench_pair){ours.processor, theirs.processor});
	bench_print("publish/200-memory", "MB", false, rival,
		    (struct bench_pair){ours.megabytes, theirs.megabytes});
	return 0;
}
