/* Sets of every kind: changes and shares, told and true, as lines of JSON for measure.mjs. */
#include <math.h>
#include <stdio.h>

#include "influence/outlook.h"
#include "tests/forecasts/measure.h"

#define EPOCHS	    10
#define EPOCHS_EACH 60 /* so many sets have one of each kind settled epoch by epoch: it is slow */

enum kind { CLEAN, NOISY, ONE_CLASS, REPEATED, TINY, LARGE, KINDS };

static const char *const kind_names[KINDS] = {"clean",	  "noisy", "one class",
					      "repeated", "tiny",  "large"};

/* Draws a set. Returns which part of its labels is wrong. */
static double draw_kind(struct drawn *out, struct material *m, enum kind kind)
{
	static const double parts[] = {0.05, 0.1, 0.2, 0.3, 0.5};
	static const size_t repeats[] = {2, 5, 10, 20, 40};
	size_t most = m->train.n < m->pool.n ? m->train.n : m->pool.n, times;
	double wrong = 0;

	switch (kind) {
	case CLEAN: draw_clean(out, m, draw_size_between(m, 10, most / 4)); break;
	case NOISY:
		draw_clean(out, m, draw_size_between(m, 20, most / 4));
		wrong = parts[draw_below(&m->seed, ARRAY_SIZE(parts))];
		draw_spoil(out, m, wrong);
		break;
	case ONE_CLASS: draw_one_class(out, m, draw_size_between(m, 10, most / 10)); break;
	case REPEATED:
		times = repeats[draw_below(&m->seed, ARRAY_SIZE(repeats))];
		draw_repeated(out, m, draw_size_between(m, 3, most / 10 / times + 4), times);
		break;
	case TINY: draw_clean(out, m, draw_size_between(m, 3, 9)); break;
	case LARGE:
	case KINDS: draw_clean(out, m, draw_size_between(m, most / 4, most)); break;
	}
	return wrong;
}

static void print_epochs(struct material *m, const struct truth *t)
{
	double shares[EPOCHS];

	truth_epochs(shares, EPOCHS, m, t);
	printf(",\"epochs\":[");
	for (size_t i = 0; i < EPOCHS; i++)
		printf("%s%.6g", i > 0 ? "," : "", shares[i]);
	printf("]");
}

void measure_sets(struct material *m, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		enum kind kind = (enum kind)(i % KINDS);
		struct outlook told;
		struct truth truth;
		struct drawn d;
		struct err e = {0};
		double wrong = draw_kind(&d, m, kind);

		must(outlook_make(&told, &m->told, &m->artifact, &d.set, &e), &e);
		truth_find(&truth, m, &d.set);
		printf("{\"kind\":\"%s\",\"wrong\":%g,\"records\":%zu,\"known\":%s,\"why\":\"%s\"",
		       kind_names[kind], wrong, d.set.n, told.known ? "true" : "false", told.why);
		printf(",\"change\":%.8g,\"low\":%.8g,\"high\":%.8g", told.change, told.low,
		       told.high);
		printf(",\"share\":%.8g,\"share_low\":%.8g,\"share_high\":%.8g",
		       told.share.expected, told.share.low, told.share.high);
		printf(",\"true_change\":%.8g,\"customers\":%.8g,\"paid\":%.8g,\"by_b\":%.8g",
		       truth.change, truth.customers, truth.paid, truth.by_b);
		if (i / KINDS % (EPOCHS_EACH / KINDS) == 0)
			print_epochs(m, &truth);
		printf("}\n");
		fflush(stdout);
		moved_release(&truth.moved);
		drawn_release(&d);
	}
}
