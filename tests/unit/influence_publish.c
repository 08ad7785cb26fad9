/*
 * From records to a head file and a public artifact, on texts small enough to check by other
 * means.
 */
#include "tests/unit/publish_fixture.h"

/*
 * Computes Σ_{i∈D} I(i,z) the long way: one Hessian solve for each query, then a product for each
 * record.
 */
static void attribution_equals_the_sum_over_the_datasets_records(void **state)
{
	size_t size = head_size(&f.model.head), c = f.model.head.labels.n;
	double *g = calloc(2 * size, sizeof(*g)), *q = g + size, p[LIMIT_CLASSES];
	struct hessian H;
	struct err e = {0};

	(void)state;
	assert_int_equal(hessian_init(&H, &f.model.head, &f.records, &e), STATUS_OK);
	for (size_t z = 0; z < 10; z++) {
		struct sparse x = corpus_row(&f.queries, z);
		uint16_t y = f.queries.label[z];
		double sum[3] = {0};
		int128 units[3];
		struct train_attribution a = {.influence = units};

		memset(g, 0, size * sizeof(*g));
		assert_true(head_loss(p, &f.model.head, x, y) > 0);
		head_add_gradient(g, p, c, x, y, 1);
		assert_int_equal(ihvp_solve(q, NULL, &H, g, &e), STATUS_OK);
		for (size_t i = 0; i < RECORDS; i++)
			sum[f.records.group[i]] += ihvp_influence(
				q, H.p + i * c, c, corpus_row(&f.records, i), f.records.label[i]);
		assert_int_equal(train_attribute(&a, &f.model, x, y, &e), STATUS_OK);
		assert_true(a.probability >= 1.0 / 3 && a.probability < 1);
		for (size_t d = 0; d < 3; d++)
			assert_true(fabs((double)units[d] / 1e18 - sum[d]) <
				    1e-6 * (1 + fabs(sum[d])));
	}
	hessian_release(&H);
	free(g);
}

static void a_dataset_with_wrong_labels_is_attributed_less_than_nothing(void **state)
{
	int128 sum[3] = {0}, units[3];
	struct train_attribution a = {.influence = units};
	struct err e = {0};

	(void)state;
	for (size_t z = 0; z < QUERIES; z++) {
		assert_int_equal(train_attribute(&a, &f.model, corpus_row(&f.queries, z),
						 f.queries.label[z], &e),
				 STATUS_OK);
		for (size_t d = 0; d < 3; d++)
			sum[d] += units[d];
	}
	assert_true(sum[0] > 0);
	assert_true(sum[1] > 0);
	assert_true(sum[2] < 0);
}

static void a_head_file_reads_back_to_the_same_attributions(void **state)
{
	struct trained again;
	struct buf file;
	struct err e = {0};
	int128 a[3], b[3];
	struct train_attribution x = {.influence = a}, y = {.influence = b};

	(void)state;
	buf_init(&file, LIMIT_MODEL);
	assert_int_equal(train_file_write(&file, &f.model, &e), STATUS_OK);
	if (train_file_read(&again, file.data, file.len, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(again.head.n0, RECORDS);
	assert_true(again.head.ridge == f.model.head.ridge);
	for (size_t z = 0; z < QUERIES; z++) {
		struct sparse row = corpus_row(&f.queries, z);

		assert_int_equal(train_attribute(&x, &f.model, row, 0, &e), STATUS_OK);
		assert_int_equal(train_attribute(&y, &again, row, 0, &e), STATUS_OK);
		assert_memory_equal(a, b, sizeof(a));
	}
	assert_string_equal(again.dataset[2], "0xcc");
	train_release(&again);
	for (size_t cut = 1; cut < 100; cut++) {
		assert_int_not_equal(train_file_read(&again, file.data, file.len - cut, &e),
				     STATUS_OK);
		train_release(&again);
	}
	buf_release(&file);
}

/* A hash of the head file, of every attribution by it, and of the artifact: FNV-1a, 64 bits. */
static uint64_t digest_of_model(void)
{
	uint64_t hash = 0xcbf29ce484222325;
	struct buf all;
	struct err e = {0};

	buf_init(&all, LIMIT_MODEL);
	assert_int_equal(train_file_write(&all, &f.model, &e), STATUS_OK);
	for (size_t z = 0; z < QUERIES; z++) {
		int128 units[3];
		struct train_attribution a = {.influence = units};

		assert_int_equal(train_attribute(&a, &f.model, corpus_row(&f.queries, z),
						 f.queries.label[z], &e),
				 STATUS_OK);
		buf_add(&all, units, sizeof(units));
	}
	buf_add(&all, f.file.data, f.file.len);
	for (size_t i = 0; i < all.len; i++)
		hash = (hash ^ all.data[i]) * 0x100000001b3;
	buf_release(&all);
	return hash;
}

/* The digest that a process of this program computes with glibc's oldest kernels. */
static uint64_t digest_on_an_old_processor(const char *self)
{
	char command[600], line[32] = "";
	uint64_t digest = 0;
	FILE *child;

	snprintf(command, sizeof(command),
		 "GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX2_Usable,-AVX,-AVX512F "
		 "BYLINE_ISA=scalar '%s' digest",
		 self);
	child = popen(command, "r");
	if (child == NULL || fgets(line, sizeof(line), child) == NULL)
		fail_msg("no digest from %s", command);
	pclose(child);
	assert_int_equal(parse_u64(&digest, line, strcspn(line, "\n")), STATUS_OK);
	return digest;
}

static char self[400];

/*
 * Payments depend on these numbers: another processor, or another instruction set of ours, must not
 * change them.
 */
static void a_head_and_its_attributions_have_the_same_bits_on_an_old_processor(void **state)
{
	(void)state;
	assert_int_equal(digest_on_an_old_processor(self), digest_of_model());
}

static void the_order_of_records_does_not_change_the_classes(void **state)
{
	(void)state;
	assert_string_equal(f.model.head.labels.name[0], "card");
	assert_string_equal(f.model.head.labels.name[1], "loan");
	assert_string_equal(f.model.head.labels.name[2], "tax");
}

static void an_artifact_reads_back_whole(void **state)
{
	struct artifact a;
	struct buf again;
	struct err e = {0};

	(void)state;
	if (artifact_read(&a, f.file.data, f.file.len, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(a.slices, 2);
	assert_string_equal(a.slice[1], "odd");
	assert_string_equal(a.manifests, "0x1234");
	assert_int_equal(a.validation_records, QUERIES / 2);
	assert_true(a.residual > 0 && a.residual <= IHVP_TOLERANCE);
	assert_true(a.pool_influence > 0);
	buf_init(&again, LIMIT_MODEL);
	assert_int_equal(artifact_write(&again, &a, &e), STATUS_OK);
	assert_int_equal(again.len, f.file.len);
	assert_memory_equal(again.data, f.file.data, again.len);
	buf_release(&again);
	artifact_release(&a);
}

/* Replaces the text `from` in the header by one of the same length and expects a refusal. */
static void refused_with(const char *from, const char *to, enum status expected)
{
	uint8_t *at = memmem(f.file.data, f.file.len, from, strlen(from));
	struct artifact a;
	struct err e = {0};

	assert_int_equal(strlen(from), strlen(to));
	assert_non_null(at);
	memcpy(at, to, strlen(to));
	assert_int_equal(artifact_read(&a, f.file.data, f.file.len, &e), expected);
	assert_true(e.text[0] != '\0');
	artifact_release(&a);
	memcpy(at, from, strlen(from));
}

static void an_artifact_of_another_recipe_is_refused_by_name(void **state)
{
	struct artifact a;
	struct err e = {0};
	uint8_t *at = memmem(f.file.data, f.file.len, "fnv1a64+fmix64", 14);

	(void)state;
	refused_with("\"recipe\":\"byline-ngrams/1\"", "\"recipe\":\"byline-ngrams/2\"",
		     ERR_UNSUPPORTED);
	refused_with("\"ngrams\":\"1,2\"", "\"ngrams\":\"1,3\"", ERR_UNSUPPORTED);
	refused_with("byline-model/2", "byline-model/9", ERR_VERSION);
	refused_with("\"buckets\":\"64\"", "\"buckets\":\"63\"", ERR_MISMATCH);
	refused_with("\\\"card\\\"", "\\\"loan\\\"", ERR_PARSE);
	refused_with("\\\"card\\\"", "\\\"c\xe2\x80\xaa\\\"", ERR_PARSE);
	memcpy(at, "xxh3-64+fmix64", 14);
	assert_int_equal(artifact_read(&a, f.file.data, f.file.len, &e), ERR_UNSUPPORTED);
	assert_non_null(strstr(e.text, "xxh3-64"));
	assert_non_null(strstr(e.text, "hash"));
	artifact_release(&a);
	memcpy(at, "fnv1a64+fmix64", 14);
}

static void a_weight_that_is_not_finite_is_refused(void **state)
{
	static const float bad[] = {NAN, INFINITY, -INFINITY};
	size_t last = f.file.len - 4;
	uint8_t kept[4];
	struct artifact a;
	struct err e = {0};

	(void)state;
	memcpy(kept, f.file.data + last, 4);
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		memcpy(f.file.data + last, &bad[i], 4);
		assert_int_equal(artifact_read(&a, f.file.data, f.file.len, &e), ERR_RANGE);
		artifact_release(&a);
	}
	memcpy(f.file.data + last, kept, 4);
}

static void the_additive_test_ranks_groups_and_knows_its_scale(void **state)
{
	const struct additive *a = &f.artifact.additive;

	(void)state;
	assert_int_equal(a->groups, 12);
	assert_int_equal(a->group_size, RECORDS / 4);
	assert_true(a->spearman > 0.8);
	assert_true(a->lds > 0.8);
	assert_true(a->slope > 0.3 && a->slope < 3);
	assert_true(a->slope_low < a->slope && a->slope < a->slope_high);
}

static void publishing_for_other_records_is_refused(void **state)
{
	struct publication p = publication();
	struct artifact a;
	struct err e = {0};

	(void)state;
	p.records = &f.queries;
	assert_int_equal(publish_artifact(&a, &p, &e), ERR_MISMATCH);
	artifact_release(&a);
}

/*
 * Exact integers: the value of the double times 10^18, rounded. Python's Fraction gave the expected
 * values.
 */
static void influences_become_integers_of_1e_18_exactly(void **state)
{
	static const struct {
		double v;
		const char *text;
	} cases[] = {
		{0.0, "0"},
		{-0.0, "0"},
		{1.0, "1000000000000000000"},
		{-2.5, "-2500000000000000000"},
		{0.1, "100000000000000006"},
		{1e-18, "1"},
		{4.9e-19, "0"},
		{5e-19, "1"},
		{-1e-300, "0"},
		{123456.789, "123456789000000004307367"},
		{9007199254740991.0, "9007199254740991000000000000000000"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char text[UNITS_SIZE];
		int128 units;

		assert_int_equal(units_from_double(&units, cases[i].v), STATUS_OK);
		units_format(text, units);
		assert_string_equal(text, cases[i].text);
	}
	for (double v = 0x1p53; v > 0; v = v > 1e300 ? NAN : v * 1e30) {
		int128 units;

		assert_int_equal(units_from_double(&units, v), ERR_RANGE);
		assert_int_equal(units_from_double(&units, -v), ERR_RANGE);
	}
}

static void numbers_in_metadata_are_read_strictly_and_back_to_the_bit(void **state)
{
	static const char *const bad[] = {"",	 "-",	"+1",  "01",  "1.", ".5", "1e",
					  "0x1", "inf", "nan", "1,5", " 1", "1 ", "1e999"};
	static const double values[] = {0.001, -1.0 / 3, 5e-324, 1.7976931348623157e308, 42};
	double v;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_not_equal(decimal_parse(&v, bad[i], strlen(bad[i])), STATUS_OK);
	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		char text[DECIMAL_SIZE];

		decimal_format(text, values[i]);
		assert_int_equal(decimal_parse(&v, text, strlen(text)), STATUS_OK);
		assert_true(v == values[i]);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attribution_equals_the_sum_over_the_datasets_records),
		cmocka_unit_test(a_dataset_with_wrong_labels_is_attributed_less_than_nothing),
		cmocka_unit_test(a_head_file_reads_back_to_the_same_attributions),
		cmocka_unit_test(
			a_head_and_its_attributions_have_the_same_bits_on_an_old_processor),
		cmocka_unit_test(the_order_of_records_does_not_change_the_classes),
		cmocka_unit_test(an_artifact_reads_back_whole),
		cmocka_unit_test(an_artifact_of_another_recipe_is_refused_by_name),
		cmocka_unit_test(a_weight_that_is_not_finite_is_refused),
		cmocka_unit_test(the_additive_test_ranks_groups_and_knows_its_scale),
		cmocka_unit_test(publishing_for_other_records_is_refused),
		cmocka_unit_test(influences_become_integers_of_1e_18_exactly),
		cmocka_unit_test(numbers_in_metadata_are_read_strictly_and_back_to_the_bit),
	};

	if (argc > 1 && strcmp(argv[1], "digest") == 0) {
		publish_once(NULL);
		printf("%" PRIu64 "\n", digest_of_model());
		return release_all(NULL);
	}
	snprintf(self, sizeof(self), "%s", argv[0]);
	return cmocka_run_group_tests(tests, publish_once, release_all);
}
