/*
 * Measures what is told of a corpus beside what is true.
 *
 *   measure PART FOLDER LAMBDA TRIALS CASES [WRONG]
 *
 * PART is one of the functions of tests/forecasts/measure.h; TRIALS are those of the artifact; with
 * WRONG, such a part of the labels of one of the ten training datasets is wrong.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/forecasts/measure.h"

static const struct part {
	const char *name;
	void (*measure)(struct material *m, size_t n);
} parts[] = {
	{.name = "sets", .measure = measure_sets},
	{.name = "crafted", .measure = measure_crafted},
	{.name = "ranking", .measure = measure_ranking},
	{.name = "choose", .measure = measure_choose},
	{.name = "labels", .measure = measure_labels},
};

int main(int argc, char **argv)
{
	for (size_t i = 0; i < ARRAY_SIZE(parts) && (argc == 6 || argc == 7); i++) {
		struct material m;

		if (strcmp(argv[1], parts[i].name) != 0)
			continue;
		material_prepare(&m, argv[2], strtod(argv[3], NULL), strtoul(argv[4], NULL, 10),
				 argc == 7 ? strtod(argv[6], NULL) : 0);
		parts[i].measure(&m, strtoul(argv[5], NULL, 10));
		material_release(&m);
		return 0;
	}
	fprintf(stderr, "usage: measure PART FOLDER LAMBDA TRIALS CASES [WRONG]\n");
	return 2;
}
