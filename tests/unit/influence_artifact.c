/*
 * The artifact's forecasts: what is written is read back, an artifact of version 1 opens without
 * them, and every number of a file by somebody hostile is refused with its reason.
 */
#include "tests/unit/artifact_file.h"

/* Writes, reads and writes again. */
static struct artifact there_and_back(const struct artifact *a)
{
	struct artifact out;
	struct buf first, second;
	struct err e = {0};

	buf_init(&first, LIMIT_MODEL);
	buf_init(&second, LIMIT_MODEL);
	assert_int_equal(artifact_write(&first, a, &e), STATUS_OK);
	must_read(&out, &first);
	assert_int_equal(artifact_write(&second, &out, &e), STATUS_OK);
	assert_int_equal(first.len, second.len);
	assert_memory_equal(first.data, second.data, first.len);
	buf_release(&first);
	buf_release(&second);
	return out;
}

static float value_at(struct sparse x, uint32_t index)
{
	for (size_t j = 0; j < x.n; j++)
		if (x.index[j] == index)
			return x.value[j];
	return 0;
}

static void same_rows(const struct corpus *a, const struct corpus *b)
{
	assert_int_equal(a->n, b->n);
	for (size_t i = 0; i < a->n; i++) {
		assert_int_equal(corpus_row(a, i).n, corpus_row(b, i).n);
		for (uint32_t d = 0; d < BUCKETS; d++)
			assert_true(value_at(corpus_row(a, i), d) == value_at(corpus_row(b, i), d));
	}
}

static void what_was_written_reads_back_whole(void **state)
{
	struct artifact a = there_and_back(&made);
	const struct artifact_forecast *x = &made.forecast, *y = &a.forecast;

	(void)state;
	assert_true(y->known);
	same_rows(&x->public, &y->public);
	same_rows(&x->held_out, &y->held_out);
	for (size_t i = 0; i < SMALL_HELD_OUT; i++)
		assert_int_equal(y->held_out.label[i], x->held_out.label[i]);
	/* 11 digits of the largest number's scale. */
	for (size_t k = 0; k < artifact_size(&made); k++) {
		assert_true(fabsf(y->loss_solution[k] - x->loss_solution[k]) <= 0x1p-11F * 1e-3F);
		assert_true(fabsf(y->weight_solution[k] - x->weight_solution[k]) <=
			    0x1p-11F * 0.12F);
	}
	assert_int_equal(y->n_trials, SMALL_TRIALS);
	for (size_t i = 0; i < SMALL_TRIALS; i++) {
		const struct forecast *s = &x->trials[i].told, *t = &y->trials[i].told;

		assert_true(t->change == (double)(float)s->change);
		assert_true(t->size == (double)(float)s->size);
		assert_true(t->distance == (double)(float)s->distance);
		assert_true(t->surprise == (double)(float)s->surprise);
		assert_int_equal(t->one_class, s->one_class);
		assert_true(y->trials[i].truth == (double)(float)x->trials[i].truth);
	}
	assert_memory_equal(y->curves.own, x->curves.own, sizeof(y->curves.own));
	assert_memory_equal(y->curves.other, x->curves.other, sizeof(y->curves.other));
	assert_int_equal(y->curves.records, 2 * SMALL_HELD_OUT);
	assert_true(y->rescales);
	assert_true(y->negatives == 0.5);
	assert_int_equal(y->inferences, 30);
	assert_int_equal(y->seed, 1);
	artifact_release(&a);
}

/* The largest number decides about the scale, also where it is rounded up to a power of two. */
static void solutions_of_any_size_keep_their_digits(void **state)
{
	static const float largest[] = {
		0,	    1,	   0x1.ffep-3F, 0x1.ffdfp4F,	0x1.ffdffep4F,
		0x1.fffp-9, 65504, 65536,	0x1.fffffep-1F, 1e-6F,
		1e-14F,	    1e9F,  0x1.ffcp0F,	1e16F,		1e-30F};
	float *v = made.forecast.loss_solution;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(largest); i++) {
		struct artifact a;

		for (size_t k = 0; k < artifact_size(&made); k++)
			v[k] = largest[i] * (k % 2 == 0 ? 1 : -0.3F) / (float)(k + 1);
		a = there_and_back(&made);
		for (size_t k = 0; k < artifact_size(&made) && largest[i] != 1e-30F; k++)
			assert_true(fabsf(a.forecast.loss_solution[k] - v[k]) <=
				    fabsf(v[k]) * 0x1p-11F);
		artifact_release(&a);
	}
	for (size_t k = 0; k < artifact_size(&made); k++)
		v[k] = (float)((double)(k * 37 % 101) / 5e4 - 1e-3);
}

static void refused_header(const char *from, const char *to, enum status expected,
			   const char *words)
{
	struct buf changed = with_header(&file, from, to);

	refused(&changed, expected, words, to);
	buf_release(&changed);
}

/* Refused with another value of a member of the metadata. */
static void refused_value(const char *name, const char *value, enum status expected,
			  const char *words)
{
	char start[80], from[160], to[160];
	const char *at;

	snprintf(start, sizeof(start), "\"%s\":\"", name);
	at = memmem(file.data, file.len, start, strlen(start));
	assert_non_null(at);
	snprintf(from, sizeof(from), "%.*s",
		 (int)(strlen(start) + 1 + strcspn(at + strlen(start), "\"")), at);
	snprintf(to, sizeof(to), "%s%s\"", start, value);
	refused_header(from, to, expected, words);
}

static void an_impossible_number_is_refused_by_name(void **state)
{
	static const char impossible[] = "a number that forecasts rest on is impossible";
	static const struct {
		const char *name, *value;
		enum status status;
		const char *words;
	} cases[] = {
		{"lambda", "0", ERR_RANGE, "no lambda"},
		{"lambda", "-0.001", ERR_RANGE, "no lambda"},
		{"lambda", "0.0011", ERR_RANGE, "lambda_total is not lambda times"},
		{"lambda_total", "1e300", ERR_RANGE, "lambda_total is not lambda times"},
		{"lambda_total", "-0.5", ERR_RANGE, "no lambda"},
		{"records", "499", ERR_RANGE, "lambda_total is not lambda times"},
		{"validation_records", "7", ERR_RANGE, "are not its held-out rows"},
		{"retraining", "sometimes", ERR_UNSUPPORTED, "neither rescaled nor fixed"},
		{"pool_negatives", "-0.5", ERR_RANGE, impossible},
		{"pool_negatives", "nan", ERR_PARSE, "pool_negatives is not a number"},
		{"inferences", "0", ERR_RANGE, impossible},
		{"inferences", "1000001", ERR_RANGE, impossible},
		{"inferences", "-1", ERR_PARSE, "inferences"},
		{"trials_seed", "x", ERR_PARSE, "trials_seed"},
		{"curve_records", "0", ERR_RANGE, impossible},
		{"curve_records", "16777217", ERR_RANGE, impossible},
		{"loss_solution_scale", "3", ERR_RANGE, "loss_solution_scale is not a power"},
		{"loss_solution_scale", "0", ERR_RANGE, "loss_solution_scale is not a power"},
		{"loss_solution_scale", "-2", ERR_RANGE, "loss_solution_scale is not a power"},
		{"loss_solution_scale", "inf", ERR_PARSE, "loss_solution_scale is not a number"},
		/* 2^40 and 2^-60 */
		{"weight_solution_scale", "1099511627776", ERR_RANGE, "is not a power of two"},
		{"weight_solution_scale", "8.6736173798840355e-19", ERR_RANGE,
		 "is not a power of two"},
	};
	static const char *const names[] = {
		"retraining",	 "pool_negatives",	"inferences",		"trials_seed",
		"curve_records", "loss_solution_scale", "weight_solution_scale"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		refused_value(cases[i].name, cases[i].value, cases[i].status, cases[i].words);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char from[80], to[80];

		snprintf(from, sizeof(from), "\"%s\":\"", names[i]);
		snprintf(to, sizeof(to), "\"not_%s\":\"", names[i]);
		refused_header(from, to, ERR_PARSE, names[i]);
	}
}

static const char *const tensors[] = {
	"public.first",
	"public.index",
	"public.value",
	"held_out.first",
	"held_out.index",
	"held_out.value",
	"held_out.label",
	"forecast.loss_solution",
	"forecast.weight_solution",
	"forecast.trials",
	"labels.own_loss",
	"labels.other_loss",
	"head.weight",
	"query.ihvp",
	"unseen.influence_quantiles",
};

/* Finds the beginning of a tensor's entry, up to its shape. Out: `text`, of 160. */
static void entry_of(char *text, const char *name)
{
	char start[80];
	const char *at, *end;

	snprintf(start, sizeof(start), "\"%s\":{", name);
	at = memmem(file.data, file.len, start, strlen(start));
	assert_non_null(at);
	end = strchr(at, '[');
	snprintf(text, 160, "%.*s", (int)(end + 1 - at), at);
}

static void a_tensor_that_is_missing_or_of_another_form_is_refused_by_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(tensors); i++) {
		char from[160], to[200];
		char *type;

		snprintf(from, sizeof(from), "\"%s\":{", tensors[i]);
		snprintf(to, sizeof(to), "\"other.%s\":{", tensors[i]);
		refused_header(from, to, ERR_NOT_FOUND, tensors[i]);
		entry_of(from, tensors[i]);
		/* One dimension more, of extent 1. */
		snprintf(to, sizeof(to), "%s1,", from);
		refused_header(from, to, ERR_MISMATCH, tensors[i]);
		snprintf(to, sizeof(to), "%s", from);
		type = strstr(to, "U32");
		if (type == NULL)
			type = strstr(to, "F32");
		if (type == NULL)
			continue;
		*type = *type == 'U' ? 'F' : 'U';
		refused_header(from, to, ERR_MISMATCH, tensors[i]);
	}
	refused_header("\"dtype\":\"F16\",\"shape\":[16,3]", "\"dtype\":\"F16\",\"shape\":[3,16]",
		       ERR_MISMATCH, "forecast.loss_solution");
	refused_header("\"shape\":[66,6]", "\"shape\":[99,4]", ERR_MISMATCH, "forecast.trials");
}

static void a_tensor_that_does_not_belong_there_is_refused(void **state)
{
	(void)state;
	refused_header("\"head.weight\":{",
		       "\"query.grad\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},"
		       "\"head.weight\":{",
		       ERR_MISMATCH, "tensors that do not belong");
	/* Neither has a file of one version what the other has. */
	refused_header("byline-model/2", "byline-model/1", ERR_NOT_FOUND,
		       "train.self_influence_quantiles");
}

/* Each of them has the other's name. */
static void refused_swapped(const char *one, const char *other, enum status expected,
			    const char *words)
{
	char a[80], b[80];
	struct buf first, second, third;

	snprintf(a, sizeof(a), "\"%s\":{", one);
	snprintf(b, sizeof(b), "\"%s\":{", other);
	first = with_header(&file, a, "\"neither\":{");
	second = with_header(&first, b, a);
	third = with_header(&second, "\"neither\":{", b);
	refused(&third, expected, words, one);
	buf_release(&first);
	buf_release(&second);
	buf_release(&third);
}

static void tensors_of_rows_that_do_not_fit_each_other_are_refused(void **state)
{
	(void)state;
	refused_swapped("public.index", "held_out.index", ERR_MISMATCH, "of different lengths");
	refused_swapped("public.value", "held_out.value", ERR_MISMATCH, "of different lengths");
	refused_swapped("held_out.first", "held_out.label", ERR_MISMATCH,
			"held_out: its tensors are of different lengths");
	refused_swapped("public.first", "held_out.first", ERR_RANGE,
			"public: its rows are not all of its entries");
}

static void without_rows_or_with_too_many_trials_it_is_refused(void **state)
{
	struct artifact_forecast *x = &made.forecast;
	size_t public = x->public.n, trials = x->n_trials;
	struct trial *few = x->trials;
	struct buf b;

	(void)state;
	x->public.n = 0;
	buf_init(&b, LIMIT_MODEL);
	assert_int_equal(artifact_write(&b, &made, NULL), STATUS_OK);
	refused(&b, ERR_LIMIT, "public: not 1 to 100000 rows", "no rows");
	x->public.n = public;
	x->trials = calloc(TRIALS_MAX + 1, sizeof(*x->trials));
	for (unsigned i = 0; i <= TRIALS_MAX; i++)
		x->trials[i] = small_trial(i);
	x->n_trials = TRIALS_MAX + 1;
	buf_release(&b);
	assert_int_equal(artifact_write(&b, &made, NULL), STATUS_OK);
	refused(&b, ERR_LIMIT, "more than 2000 trials", "trials");
	/* As many as may be, and none at all. */
	for (x->n_trials = TRIALS_MAX; x->n_trials <= TRIALS_MAX; x->n_trials -= TRIALS_MAX) {
		struct artifact a = there_and_back(&made);

		assert_int_equal(a.forecast.n_trials, x->n_trials);
		artifact_release(&a);
	}
	free(x->trials);
	x->trials = few;
	x->n_trials = trials;
	buf_release(&b);
}

/* Version 0.1 published it: tests/vectors/influence/README.md. */
static void an_artifact_of_version_1_opens_without_forecasts(void **state)
{
	const char *root = getenv("BYLINE_TESTS");
	struct artifact a;
	struct buf old, out, changed;
	struct err e = {0};
	char path[512];

	(void)state;
	snprintf(path, sizeof(path), "%s/vectors/influence/model-v1.safetensors",
		 root != NULL ? root : "tests");
	buf_init(&old, LIMIT_MODEL);
	buf_init(&out, LIMIT_MODEL);
	assert_int_equal(file_read(&old, path, &e), STATUS_OK);
	must_read(&a, &old);
	assert_false(a.forecast.known);
	assert_int_equal(a.forecast.n_trials + a.forecast.public.n + a.forecast.held_out.n, 0);
	assert_null(a.forecast.loss_solution);
	assert_int_equal(a.slices, 2);
	assert_string_equal(a.slice[1], "late");
	assert_int_equal(a.records, 40);
	assert_int_equal(a.validation_records, 6);
	assert_true(a.validation_loss == 0.8061416750701148);
	assert_true(a.quantile[0] < a.quantile[100]);
	/* Nothing of version 2 could be written of it. */
	assert_int_equal(artifact_write(&out, &a, &e), ERR_USAGE);
	assert_int_equal(out.len, 0);
	artifact_release(&a);
	changed = with_header(&old, "\"query.grad\":{", "\"query.other\":{");
	refused(&changed, ERR_NOT_FOUND, "query.grad", "version 1");
	buf_release(&changed);
	changed = with_header(&old, "\"query.datainf\":{", "\"labels.own_loss\":{");
	refused(&changed, ERR_MISMATCH, "tensors that do not belong", "version 1");
	buf_release(&changed);
	changed = with_header(&old, "byline-model/1", "byline-model/2");
	refused(&changed, ERR_NOT_FOUND, "unseen.influence_quantiles", "version 1");
	buf_release(&changed);
	buf_release(&old);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_written_reads_back_whole),
		cmocka_unit_test(solutions_of_any_size_keep_their_digits),
		cmocka_unit_test(an_impossible_number_is_refused_by_name),
		cmocka_unit_test(a_tensor_that_is_missing_or_of_another_form_is_refused_by_name),
		cmocka_unit_test(a_tensor_that_does_not_belong_there_is_refused),
		cmocka_unit_test(tensors_of_rows_that_do_not_fit_each_other_are_refused),
		cmocka_unit_test(without_rows_or_with_too_many_trials_it_is_refused),
		cmocka_unit_test(an_artifact_of_version_1_opens_without_forecasts),
	};

	return cmocka_run_group_tests(tests, make_file, release_file);
}
