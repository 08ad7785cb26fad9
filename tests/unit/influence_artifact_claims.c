/* An artifact beside the same one with a claim altered: the claim is named, and no other. */
#include "tests/unit/publish_fixture.h"

#include "influence/artifact_claims.h"

static struct artifact read_file(void)
{
	struct artifact a;
	struct err e = {0};

	if (artifact_read(&a, f.file.data, f.file.len, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	return a;
}

static struct artifact_claims compare(const struct artifact *told, const struct artifact *made)
{
	struct artifact_claims out;
	struct err e = {0};

	if (artifact_claims_compare(&out, told, made, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	return out;
}

/* One claim alone fails, and has this name. */
static void refuted(const struct artifact *told, const char *name)
{
	struct artifact made = read_file();
	struct artifact_claims claims = compare(told, &made);

	for (size_t i = 0; i < claims.n; i++)
		if (artifact_claim_holds(&claims.claim[i]) ==
		    (strcmp(claims.claim[i].name, name) == 0))
			fail_msg("%s altered: %s %s", name, claims.claim[i].name,
				 artifact_claim_holds(&claims.claim[i]) ? "holds" : "fails");
	artifact_release(&made);
}

static void an_artifact_holds_all_that_it_claims(void **state)
{
	struct artifact told = read_file(), made = read_file();
	struct artifact_claims claims = compare(&told, &made);

	(void)state;
	assert_int_equal(claims.n, 35);
	for (size_t i = 0; i < claims.n; i++)
		if (!artifact_claim_holds(&claims.claim[i]))
			fail_msg("%s: %g", claims.claim[i].name, claims.claim[i].deviation);
	artifact_release(&told);
	artifact_release(&made);
}

/* A number that is altered a little more than is allowed, and where it stands. */
static void each_number_that_is_altered_is_named(void **state)
{
	struct artifact a = read_file();
	struct artifact_forecast *g = &a.forecast;
	const struct {
		const char *name;
		double *at;
		double by; /* factor */
	} numbers[] = {
		{"gradient_norm", &a.gradient_norm, 1e9},
		{"residual", &a.residual, 1e6},
		{"validation_loss", &a.validation_loss, 1 + 2e-5},
		{"pool_influence", &a.pool_influence, 1.01},
		{"pool_negatives", &g->negatives, 1.01},
		{"additive_spearman", &a.additive.spearman, 1.03},
		{"additive_slope", &a.additive.slope, 1.03},
		{"additive_slope_low", &a.additive.slope_low, 1.03},
		{"additive_slope_high", &a.additive.slope_high, 1.03},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(numbers); i++) {
		double before = *numbers[i].at;

		assert_true(before != 0);
		*numbers[i].at *= numbers[i].by;
		refuted(&a, numbers[i].name);
		*numbers[i].at = before;
	}
	artifact_release(&a);
}

static size_t largest(const float *v, size_t n)
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++)
		if (fabsf(v[i]) > fabsf(v[at]))
			at = i;
	return at;
}

static void each_tensor_that_is_altered_is_named(void **state)
{
	struct artifact a = read_file();
	struct artifact_forecast *g = &a.forecast;
	size_t size = artifact_size(&a);
	const struct {
		const char *name;
		float *at;
		size_t n;
		float by;
	} tensors[] = {
		{"head.weight", a.w, size, 1.00003f},
		{"query.ihvp", a.q + size, size, 1.01f}, /* a slice, not the mean */
		{"unseen.influence_quantiles", a.quantile, ARTIFACT_QUANTILES, 1.00003f},
		{"forecast.loss_solution", g->loss_solution, size, 1.003f},
		{"forecast.weight_solution", g->weight_solution, size, 1.003f},
		{"labels.own_loss", g->curves.own, LABEL_NOISE_POINTS, 1.00003f},
		{"labels.other_loss", g->curves.other, LABEL_NOISE_POINTS, 1.00003f},
		{"public rows", g->public.value, g->public.first[g->public.n], 1.00003f},
		{"held_out rows", g->held_out.value, g->held_out.first[g->held_out.n], 1.00003f},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(tensors); i++) {
		float *at = tensors[i].at + largest(tensors[i].at, tensors[i].n), before = *at;

		*at *= tensors[i].by;
		refuted(&a, tensors[i].name);
		*at = before;
	}
	artifact_release(&a);
}

static void each_column_of_the_trials_is_compared(void **state)
{
	struct artifact a = read_file();
	struct trial *t = &a.forecast.trials[TRIALS - 1], before = *t;

	(void)state;
	for (int column = 0; column < 6; column++) {
		switch (column) {
		case 0: t->told.change += 1e-3; break;
		case 1: t->told.size += 1e-2; break;
		case 2: t->told.distance += 1e-2; break;
		case 3: t->told.surprise += 1e-1; break;
		case 4: t->told.one_class = !t->told.one_class; break;
		case 5: t->truth += 1e-3; break;
		}
		refuted(&a, "forecast.trials");
		*t = before;
	}
	a.forecast.n_trials--;
	refuted(&a, "forecast.trials");
	artifact_release(&a);
}

static void what_is_no_number_is_compared_too(void **state)
{
	struct artifact a = read_file();
	struct artifact_forecast *g = &a.forecast;

	(void)state;
	a.manifests[0] = '1';
	refuted(&a, "manifests");
	a.manifests[0] = '0';
	g->rescales = false;
	refuted(&a, "retraining");
	g->rescales = true;
	g->inferences++;
	refuted(&a, "inferences");
	g->inferences--;
	g->seed++;
	refuted(&a, "trials_seed");
	g->seed--;
	g->curves.records--;
	refuted(&a, "curve_records");
	g->curves.records++;
	a.validation_records++;
	refuted(&a, "validation_records");
	a.validation_records--;
	a.additive.group_size++;
	refuted(&a, "additive_group_size");
	g->held_out.label[3] = (uint16_t)((g->held_out.label[3] + 1) % 3);
	a.additive.group_size--;
	refuted(&a, "held_out rows");
	artifact_release(&a);
}

/* Λ that is not λ·n is refused where the file is read; here another λ names both. */
static void another_lambda_or_number_of_records_is_named(void **state)
{
	struct artifact a = read_file(), made = read_file();
	struct artifact_claims claims;
	size_t wrong = 0;

	(void)state;
	a.lambda *= 1.5;
	a.ridge *= 1.5;
	claims = compare(&a, &made);
	for (size_t i = 0; i < claims.n; i++)
		if (!artifact_claim_holds(&claims.claim[i])) {
			assert_memory_equal(claims.claim[i].name, "lambda", 6);
			wrong++;
		}
	assert_int_equal(wrong, 2);
	artifact_release(&a);
	artifact_release(&made);
}

static void other_labels_or_slices_end_the_comparison(void **state)
{
	struct artifact a = read_file(), made = read_file();
	struct artifact_claims claims;

	(void)state;
	a.slice[1][0] = 'O';
	claims = compare(&a, &made);
	assert_int_equal(claims.n, 3);
	assert_string_equal(claims.claim[2].name, "slices");
	assert_false(artifact_claim_holds(&claims.claim[2]));
	artifact_release(&a);
	artifact_release(&made);
}

static void rows_of_another_number_do_not_hold(void **state)
{
	struct artifact a = read_file();

	(void)state;
	a.forecast.public.n--;
	refuted(&a, "public rows");
	a.forecast.public.n++;
	artifact_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_artifact_holds_all_that_it_claims),
		cmocka_unit_test(each_number_that_is_altered_is_named),
		cmocka_unit_test(each_tensor_that_is_altered_is_named),
		cmocka_unit_test(each_column_of_the_trials_is_compared),
		cmocka_unit_test(what_is_no_number_is_compared_too),
		cmocka_unit_test(another_lambda_or_number_of_records_is_named),
		cmocka_unit_test(other_labels_or_slices_end_the_comparison),
		cmocka_unit_test(rows_of_another_number_do_not_hold),
	};

	return cmocka_run_group_tests(tests, publish_once, release_all);
}
