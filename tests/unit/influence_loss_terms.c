/*
 * Sums over so many rows that they are taken in halves and preconditioned by a sample, against
 * plain loops and against training again.
 */
#include "tests/unit/influence_problem.h"

#include <stdatomic.h>

#include "influence/moved.h"

#define MANY  (LOSS_TERMS_MANY + 77)
#define SIZE  (24 * 3)
#define RIDGE 20.0

static struct problem f;
static struct corpus many; /* the records again and again, some with another label */

static int begin(void **state)
{
	uint32_t *rows = calloc(MANY, sizeof(*rows));

	(void)state;
	f = problem();
	assert_int_equal(head_size(&f.head), SIZE);
	for (uint32_t i = 0; i < MANY; i++)
		rows[i] = i * i % (uint32_t)f.records.n;
	assert_int_equal(corpus_select(&many, &f.records, rows, MANY), STATUS_OK);
	for (size_t i = 0; i < MANY; i += 7)
		many.label[i] = (uint16_t)((many.label[i] + 1) % 3);
	free(rows);
	return 0;
}

static int end(void **state)
{
	(void)state;
	corpus_release(&many);
	problem_release(&f);
	return 0;
}

static struct loss_terms terms_of(const struct corpus *rows)
{
	struct loss_terms t = {.rows = rows, .weight = 1.5, .classes = 3, .size = SIZE};

	assert_int_equal(loss_terms_init(&t), STATUS_OK);
	return t;
}

static void same(const double *a, const double *b, double tolerance)
{
	for (size_t k = 0; k < SIZE; k++)
		if (!(fabs(a[k] - b[k]) <= tolerance * fmax(1, fabs(b[k]))))
			fail_msg("%zu: %.17g, not %.17g", k, a[k], b[k]);
}

static void halves_are_the_sums_of_single_rows(void **state)
{
	double out[3][SIZE] = {{0}}, plain[3][SIZE] = {{0}}, v[SIZE], p[3], value = 0;
	struct loss_terms t = terms_of(&many);

	(void)state;
	assert_non_null(t.second);
	for (size_t k = 0; k < SIZE; k++)
		v[k] = sin((double)k);
	for (size_t i = 0; i < MANY; i++) {
		struct sparse x = corpus_row(&many, i);

		value += 1.5 * head_loss(p, &f.head, x, many.label[i]);
		head_add_gradient(plain[0], p, 3, x, many.label[i], 1.5);
		for (size_t a = 0; a < x.n; a++)
			for (size_t b = 0; b < x.n; b++)
				for (size_t c = 0; c < 9; c++) {
					double h = 1.5 * (double)x.value[a] * (double)x.value[b] *
						   p[c / 3] * ((c / 3 == c % 3) - p[c % 3]);
					size_t row = x.index[a] * 3 + c / 3;
					size_t column = x.index[b] * 3 + c % 3;

					plain[1][row] += h * v[column];
					plain[2][row] += row == column ? h : 0;
				}
	}
	assert_true(fabs(loss_terms_value(&t, &f.head) - value) < 1e-9 * value);
	loss_terms_add_gradient(out[0], &t);
	loss_terms_add_product(out[1], &t, v);
	loss_terms_add_diagonal(out[2], &t);
	for (size_t i = 0; i < 3; i++)
		same(out[i], plain[i], 1e-8);
	loss_terms_release(&t);
}

/* Twice the same bits, whichever thread is ahead. */
static void halves_have_the_same_bits_every_time(void **state)
{
	double a[SIZE] = {0}, b[SIZE];
	struct loss_terms t = terms_of(&many);
	double value = loss_terms_value(&t, &f.head);

	(void)state;
	loss_terms_add_gradient(a, &t);
	for (int i = 0; i < 20; i++) {
		memset(b, 0, sizeof(b));
		assert_true(loss_terms_value(&t, &f.head) == value);
		loss_terms_add_gradient(b, &t);
		assert_memory_equal(a, b, sizeof(a));
	}
	loss_terms_release(&t);
}

static void a_sample_of_equal_rows_is_all_of_them(void **state)
{
	double some[SIZE] = {0}, all[SIZE] = {0}, v[SIZE];
	static uint32_t rows[4096];
	struct corpus equal;
	struct loss_terms t;

	(void)state;
	for (size_t k = 0; k < SIZE; k++)
		v[k] = cos((double)k);
	assert_int_equal(corpus_select(&equal, &f.records, rows, ARRAY_SIZE(rows)), STATUS_OK);
	t = terms_of(&equal);
	t.sampled = 128;
	loss_terms_value(&t, &f.head);
	loss_terms_add_sampled(some, &t, v);
	loss_terms_add_product(all, &t, v);
	same(some, all, 1e-9);
	loss_terms_release(&t);
	corpus_release(&equal);
}

/* The retrained head, with all rows and their true curvature. */
static void many_records_move_the_head_to_where_training_again_does(void **state)
{
	struct head again;
	struct curvature B;
	struct corpus all;
	struct hessian H;
	struct moved m;
	double b[SIZE], x[SIZE], exact[SIZE];
	struct err e = {0};

	(void)state;
	assert_int_equal(corpus_init(&all, &f.head.recipe, &f.head.labels, &e), STATUS_OK);
	for (size_t i = 0; i < f.records.n; i++)
		assert_int_equal(
			corpus_add_row(&all, corpus_row(&f.records, i), f.records.label[i], 0),
			STATUS_OK);
	for (size_t i = 0; i < MANY; i++)
		assert_int_equal(corpus_add_row(&all, corpus_row(&many, i), many.label[i], 0),
				 STATUS_OK);
	assert_int_equal(head_copy(&again, &f.head), STATUS_OK);
	again.ridge = RIDGE;
	assert_int_equal(head_retrain(&again, &all, &e), STATUS_OK);

	assert_int_equal(curvature_init(&B, &f.head, &f.records, NULL, 0, &e), STATUS_OK);
	if (moved_solve(&m, &B, &f.head, &many, RIDGE, NULL, NULL, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	same(m.head.w, again.w, 1e-4);
	for (size_t k = 0; k < SIZE; k++)
		b[k] = sin((double)k);
	assert_int_equal(moved_invert(x, &m, b, 1e-9, &e), STATUS_OK);
	assert_int_equal(hessian_init(&H, &again, &all, &e), STATUS_OK);
	assert_int_equal(hessian_solve(exact, NULL, &H, b, 1e-12, 1000), STATUS_OK);
	same(x, exact, 1e-4);
	moved_release(&m);

	/* From weights that are near, and from weights that are worse than the head's own. */
	for (int far = 0; far < 2; far++) {
		double start[SIZE];

		for (size_t k = 0; k < SIZE; k++)
			start[k] = far ? 100 * b[k] : again.w[k] + 1e-3 * b[k];
		assert_int_equal(moved_solve(&m, &B, &f.head, &many, RIDGE, start, NULL, &e),
				 STATUS_OK);
		same(m.head.w, again.w, 1e-4);
		moved_release(&m);
	}
	hessian_release(&H);
	curvature_release(&B);
	corpus_release(&all);
	head_release(&again);
}

static atomic_uint asked, patience;

static bool lose_patience(void *user)
{
	(void)user;
	return atomic_fetch_add(&asked, 1) >= atomic_load(&patience);
}

/* Wherever it is asked to stop, a solution looks up at most a few times more. */
static void a_solution_ends_wherever_it_is_asked_to(void **state)
{
	const struct loss_terms_stop stop = {.asked = lose_patience};
	struct curvature B;
	struct err e = {0};
	unsigned all;

	(void)state;
	assert_int_equal(curvature_init(&B, &f.head, &f.records, NULL, 0, &e), STATUS_OK);
	atomic_store(&patience, UINT32_MAX);
	for (unsigned turn = 0; turn < 12; turn++) {
		struct moved m;
		enum status s;

		atomic_store(&asked, 0);
		s = moved_solve(&m, &B, &f.head, &many, RIDGE, NULL, &stop, &e);
		moved_release(&m);
		assert_int_equal(s, turn == 0 ? STATUS_OK : ERR_CANCELLED);
		/* Each pass over the rows asks once for a thousand of them. */
		if (turn == 0)
			all = atomic_load(&asked);
		else
			assert_true(atomic_load(&asked) < atomic_load(&patience) + 20);
		atomic_store(&patience, all * turn / 12);
	}
	assert_true(all > 10 * MANY / 1024);
	curvature_release(&B);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(halves_are_the_sums_of_single_rows),
		cmocka_unit_test(halves_have_the_same_bits_every_time),
		cmocka_unit_test(a_sample_of_equal_rows_is_all_of_them),
		cmocka_unit_test(many_records_move_the_head_to_where_training_again_does),
		cmocka_unit_test(a_solution_ends_wherever_it_is_asked_to),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
