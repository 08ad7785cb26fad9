/*
 * Trials of forecasts: the groups that follow from a seed, drawn here once more, added to the base
 * and trained on from scratch.
 */
#include "tests/unit/publish_fixture.h"

#include "influence/draw.h"

#define MANY 60
#define BASE 168 /* 70 % of 240 */

static struct trials_setting setting(uint64_t seed)
{
	return (struct trials_setting){.records = &f.records,
				       .public = &f.public,
				       .held_out = &f.artifact.forecast.held_out,
				       .lambda = LAMBDA,
				       .rescales = true,
				       .seed = seed};
}

/* --- the groups, as influence/trials.h and its seed say --- */

enum kind { CLEAN, NOISY, ONE_CLASS, REPEATED, KNOWN, KINDS };

struct drawing {
	uint64_t seed;
	uint32_t rows[RECORDS]; /* BASE of them are the base */
};

static struct drawing begin_drawing(uint64_t seed)
{
	struct drawing d = {.seed = seed};

	for (uint32_t i = 0; i < RECORDS; i++)
		d.rows[i] = i;
	draw_rows(d.rows, RECORDS, RECORDS, &d.seed);
	return d;
}

/* A part of the labels becomes any other one. */
static void spoil(struct corpus *c, struct drawing *d)
{
	static const double parts[] = {0.05, 0.1, 0.2, 0.3, 0.5};
	double part = parts[draw_below(&d->seed, 5)];

	for (size_t i = 0; i < (size_t)(part * (double)c->n + 0.5); i++)
		c->label[i] = (uint16_t)((c->label[i] + 1 + draw_below(&d->seed, 2)) % 3);
}

static size_t most(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* Takes records of one class into `group`, at most `n`. Returns how many. */
static size_t take_class(uint32_t *group, struct drawing *d, size_t n)
{
	uint32_t *others = d->rows + BASE;
	uint16_t class = f.records.label[others[draw_below(&d->seed, RECORDS - BASE)]];
	size_t taken = 0;

	draw_rows(others, RECORDS - BASE, RECORDS - BASE, &d->seed);
	for (size_t i = 0; i < RECORDS - BASE && taken < n; i++)
		if (f.records.label[others[i]] == class)
			group[taken++] = others[i];
	return taken;
}

static enum kind draw(struct corpus *out, struct drawing *d)
{
	static const size_t times[] = {2, 3, 5, 10, 20, 40};
	double u = draw_unit(&d->seed), v = draw_unit(&d->seed);
	enum kind kind = u < 0.32   ? CLEAN
			 : u < 0.60 ? NOISY
			 : u < 0.83 ? ONE_CLASS
			 : u < 0.94 ? REPEATED
				    : KNOWN;
	/* From 3 to 90 % of the other 72, on a logarithmic scale. */
	size_t n = (size_t)(3 * pow(0.9 * 72 / 3, v) + 0.5), k = 1;
	uint32_t group[400], *from = d->rows + (kind == KNOWN ? 0 : BASE);

	n = kind == NOISY || kind == ONE_CLASS ? most(n, 10) : n;
	if (kind == ONE_CLASS) {
		n = take_class(group, d, n);
	} else {
		k = kind == REPEATED ? times[draw_below(&d->seed, 6)] : 1;
		n = most(n / k, 1);
		draw_rows(from, kind == KNOWN ? BASE : RECORDS - BASE, n, &d->seed);
		for (size_t i = 0; i < n * k; i++)
			group[i] = from[i % n];
	}
	assert_int_equal(corpus_select(out, &f.records, group, n * k), STATUS_OK);
	if (kind == NOISY)
		spoil(out, d);
	return kind;
}

/* --- what is forecast and what comes of it --- */

/* Base, with the group behind it. */
static struct corpus base_with(const struct drawing *d, const struct corpus *group)
{
	struct corpus out;

	assert_int_equal(corpus_select(&out, &f.records, d->rows, BASE), STATUS_OK);
	for (size_t i = 0; i < group->n; i++)
		assert_int_equal(corpus_add_row(&out, corpus_row(group, i), group->label[i], 0),
				 STATUS_OK);
	return out;
}

struct published {
	struct corpus base;
	struct head head;
	struct curvature B;
	struct forecaster forecaster;
};

/* The published part of the base, solved by the Hessian. */
static void publish_base(struct published *p, const struct drawing *d)
{
	const struct corpus *held_out = &f.artifact.forecast.held_out;
	double v[4][64 * 3];
	struct curvature_pair pairs[] = {{v[0], v[1]}, {v[2], v[3]}};
	struct hessian H;
	struct err e = {0};

	assert_int_equal(corpus_select(&p->base, &f.records, d->rows, BASE), STATUS_OK);
	assert_int_equal(head_train(&p->head, &p->base, LAMBDA, &e), STATUS_OK);
	assert_int_equal(hessian_init(&H, &p->head, &p->base, &e), STATUS_OK);
	head_mean_gradient(v[1], &p->head, held_out, HEAD_ALL_GROUPS);
	memcpy(v[3], p->head.w, sizeof(v[3]));
	assert_int_equal(hessian_solve(v[0], NULL, &H, v[1], 1e-10, 2000), STATUS_OK);
	assert_int_equal(hessian_solve(v[2], NULL, &H, v[3], 1e-10, 2000), STATUS_OK);
	assert_int_equal(curvature_init(&p->B, &p->head, &f.public, pairs, 2, &e), STATUS_OK);
	p->forecaster = (struct forecaster){.head = &p->head,
					    .curvature = &p->B,
					    .held_out = held_out,
					    .loss = head_mean_loss(&p->head, held_out),
					    .rescales = true};
	hessian_release(&H);
}

static void release_published(struct published *p)
{
	corpus_release(&p->base);
	head_release(&p->head);
	curvature_release(&p->B);
}

static void check_trial(const struct trial *t, const struct published *p, const struct drawing *d,
			const struct corpus *group)
{
	struct corpus all = base_with(d, group);
	struct head again;
	struct forecast told;
	struct moved moved;
	struct err e = {0};
	double change;

	/* From nothing, with λ·n of the new n. */
	assert_int_equal(head_train(&again, &all, LAMBDA, &e), STATUS_OK);
	change = head_mean_loss(&again, p->forecaster.held_out) / p->forecaster.loss - 1;
	assert_true(fabs(t->truth - change) < 1e-5 * (1 + fabs(change)));
	assert_int_equal(forecast_make(&told, &moved, &p->forecaster, group, &e), STATUS_OK);
	assert_true(fabs(t->told.change - told.change) < 1e-5 * (1 + fabs(told.change)));
	assert_true(fabs(t->told.distance - told.distance) < 1e-5 * told.distance);
	assert_true(fabs(t->told.surprise - told.surprise) < 1e-9);
	assert_true(t->told.size == (double)group->n / BASE);
	assert_int_equal(t->told.one_class, told.one_class);
	moved_release(&moved);
	corpus_release(&all);
	head_release(&again);
}

static void trials_are_what_training_again_gives_on_the_groups_of_the_seed(void **state)
{
	static struct trial trials[MANY];
	unsigned seen[KINDS] = {0};

	(void)state;
	for (uint64_t seed = 1; seed <= 2; seed++) {
		struct trials_setting in = setting(seed);
		struct drawing d = begin_drawing(seed);
		struct drawing base = d;
		struct published p;
		struct err e = {0};

		if (trials_make(trials, MANY, &in, &e) != STATUS_OK)
			fail_msg("%s", e.text);
		publish_base(&p, &d);
		for (size_t i = 0; i < MANY; i++) {
			struct corpus group;

			seen[draw(&group, &d)]++;
			check_trial(&trials[i], &p, &base, &group);
			corpus_release(&group);
		}
		release_published(&p);
	}
	for (size_t k = 0; k < KINDS; k++)
		assert_true(seen[k] >= 3);
}

static bool same(const struct trial *a, const struct trial *b)
{
	return a->told.change == b->told.change && a->told.size == b->told.size &&
	       a->told.distance == b->told.distance && a->told.surprise == b->told.surprise &&
	       a->told.one_class == b->told.one_class && a->truth == b->truth;
}

static void the_same_seed_gives_the_same_trials_to_the_bit(void **state)
{
	struct trial first[10], again[5], other[5];
	struct trials_setting in = setting(9);
	struct err e = {0};

	(void)state;
	assert_int_equal(trials_make(first, 10, &in, &e), STATUS_OK);
	assert_int_equal(trials_make(again, 5, &in, &e), STATUS_OK);
	in.seed = 10;
	assert_int_equal(trials_make(other, 5, &in, &e), STATUS_OK);
	for (size_t i = 0; i < 5; i++) {
		assert_true(same(&first[i], &again[i]));
		assert_false(same(&first[i], &other[i]));
	}
}

/* Where Λ stays, adding records moves the head otherwise than where it grows with them. */
static void a_network_that_keeps_lambda_has_other_trials(void **state)
{
	struct trial grows[5], stays[5];
	struct trials_setting in = setting(9);
	struct err e = {0};

	(void)state;
	assert_int_equal(trials_make(grows, 5, &in, &e), STATUS_OK);
	in.rescales = false;
	assert_int_equal(trials_make(stays, 5, &in, &e), STATUS_OK);
	for (size_t i = 0; i < 5; i++) {
		assert_true(grows[i].told.size == stays[i].told.size);
		assert_true(grows[i].truth != stays[i].truth);
	}
}

static void without_enough_records_or_queries_there_are_none(void **state)
{
	struct trials_setting in = setting(1);
	struct corpus few, none;
	struct trial t;
	uint32_t rows[99];
	struct err e = {0};

	(void)state;
	for (uint32_t i = 0; i < 99; i++)
		rows[i] = i;
	assert_int_equal(corpus_select(&few, &f.records, rows, 99), STATUS_OK);
	assert_int_equal(corpus_select(&none, &f.queries, rows, 0), STATUS_OK);
	in.records = &few;
	assert_int_equal(trials_make(&t, 1, &in, &e), ERR_USAGE);
	in = setting(1);
	in.held_out = &none;
	assert_int_equal(trials_make(&t, 1, &in, &e), ERR_USAGE);
	corpus_release(&few);
	corpus_release(&none);
}

/* The reference implementation's first numbers of the seed 1234567 (Vigna, splitmix64.c). */
static void draws_are_those_of_splitmix64(void **state)
{
	static const uint64_t expected[] = {6457827717110365317U, 3203168211198807973U,
					    9817491932198370423U, 4593380528125082431U,
					    16408922859458223821U};
	uint64_t seed = 1234567;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(expected); i++)
		assert_true(draw_next(&seed) == expected[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trials_are_what_training_again_gives_on_the_groups_of_the_seed),
		cmocka_unit_test(the_same_seed_gives_the_same_trials_to_the_bit),
		cmocka_unit_test(a_network_that_keeps_lambda_has_other_trials),
		cmocka_unit_test(without_enough_records_or_queries_there_are_none),
		cmocka_unit_test(draws_are_those_of_splitmix64),
	};

	return cmocka_run_group_tests(tests, publish_once, release_all);
}
