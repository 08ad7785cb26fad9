/* byline preview itself: what it prints of a file, and which records it keeps. */
#include "tests/unit/preview_fixture.h"

#include "base/json.h"
#include "cli/cli.h"
#include "cli/command.h"
#include "models/preview_dataset.h"

#define PRINTED 8192

/* Runs the command on arguments that are separated by blanks. Out: what it printed */
static enum status run_preview(char printed[static PRINTED], bool json, const char *arguments)
{
	FILE *to = tmpfile();
	int before = dup(STDOUT_FILENO), n = 0;
	struct cli cli = {.app = app, .json = json, .command = "preview"};
	char words[512], *argv[16] = {NULL}, *rest = NULL;
	enum status s;

	assert_non_null(to);
	snprintf(words, sizeof(words), "%s", arguments);
	for (char *w = strtok_r(words, " ", &rest); w != NULL; w = strtok_r(NULL, " ", &rest))
		argv[n++] = w;
	fflush(stdout);
	assert_true(dup2(fileno(to), STDOUT_FILENO) >= 0);
	s = cmd_preview.run(&cli, n, argv, &err);
	fflush(stdout);
	assert_true(dup2(before, STDOUT_FILENO) >= 0);
	close(before);
	rewind(to);
	printed[fread(printed, 1, PRINTED - 1, to)] = '\0';
	fclose(to);
	return s;
}

static char printed[PRINTED];

static enum status run_on(const char *name, const char *options, bool json)
{
	char arguments[400];

	snprintf(arguments, sizeof(arguments), "%s %s", put_text(name, buf_str(&lines)), options);
	return run_preview(printed, json, arguments);
}

static bool says(const char *text)
{
	return strstr(printed, text) != NULL;
}

static void a_summary_tells_both_proposals_and_whose_loss_it_is(void **state)
{
	(void)state;
	add_records(90, 22, 4);
	assert_ok(run_on("some.jsonl", "--limit 1", false));
	assert_true(says("RETRAINING WITH"));
	assert_true(says("what does not hurt"));
	assert_true(says("what does not look wrong"));
	assert_true(says("publisher's 30 held-out texts"));
	assert_true(says("if nobody else joins"));
	assert_true(says("that the model can tell"));
	assert_true(says("The 1 best and the 1 worst of 90 records"));
}

/* No row is printed, and none is read past the last. */
static void a_limit_of_nought_prints_no_row(void **state)
{
	struct json *reply;

	(void)state;
	add_records(30, 23, 0);
	assert_ok(run_on("some.jsonl", "--limit 0", false));
	assert_false(says("best and the"));
	assert_false(says("card1"));
	assert_true(says("RECORD  INFLUENCE"));
	assert_ok(run_on("some.jsonl", "--limit 0", true));
	assert_ok(json_parse(&reply, printed, strlen(printed), &err));
	assert_int_equal(json_count(json_get(reply, "rows")), 0);
	json_free(reply);
}

static void a_set_that_is_too_large_is_told_one_reason_and_no_figure(void **state)
{
	(void)state;
	add_records(RECORDS + 1, 24, 0);
	assert_ok(run_on("large.jsonl", "--limit 1", false));
	assert_true(says("No forecast of retraining: the set has more records than"));
	assert_false(says("HELD-OUT LOSS"));
}

static void a_foreign_file_is_no_file_to_commit_to(void **state)
{
	(void)state;
	buf_add_str(&lines, "root:x:0:0\nbin:x:1:1\n");
	assert_ok(run_on("passwd.txt", "--limit 1", false));
	assert_true(says("No record was scored: none has a label"));
	assert_false(says("RETRAINING WITH") || says("retraining"));
	assert_false(says("commit"));
}

static void a_csv_of_numbers_is_no_file_to_commit_to(void **state)
{
	(void)state;
	buf_add_str(&lines, "id,amount,label\n1,20,tax\n2,30,loan\n");
	assert_ok(run_on("numbers.csv", "", false));
	assert_true(says("Text is the column \"id\", as none is called"));
	assert_true(says("not for this model: its texts are numbers"));
	assert_false(says("commit") || says("RETRAINING"));
	assert_ok(run_on("numbers.csv", "", true));
	assert_true(says("\"text_column\":\"id\""));
	assert_true(says("\"nothing_scored_because\":\"no words\""));
	assert_true(says("\"pool_share\":null"));
}

/* Keeps into "kept" of the folder, with these options. */
static enum status keep(const char *name, const char *options)
{
	char all[200];

	snprintf(all, sizeof(all), "--keep %s %s", in_folder("kept.jsonl"), options);
	return run_on(name, all, true);
}

/* Every record of a file without broken lines, and the marks that a preview gives it. */
static void look(const char *name)
{
	struct task task = {0};

	assert_ok(preview_dataset(app, &task, &p,
				  &(struct preview_plan){.path = put_text(name, buf_str(&lines))},
				  &err));
}

static bool stays(uint64_t number, bool drop_harmful, bool drop_wrong)
{
	for (size_t i = 0; i < p->n_rows; i++)
		if (p->rows[i].index == number)
			return !(drop_harmful && p->rows[i].influence < 0) &&
			       !(drop_wrong && p->rows[i].suspicious);
	return false;
}

static void expect_kept(const char *head, bool drop_harmful, bool drop_wrong)
{
	const char *line = buf_str(&lines) + strlen(head);
	struct buf wanted, kept;
	size_t dropped = 0;

	buf_init(&wanted, MIB);
	buf_init(&kept, MIB);
	buf_add_str(&wanted, head);
	for (uint64_t i = 0; *line != '\0'; i++) {
		size_t len = strcspn(line, "\n") + 1;

		if (stays(i, drop_harmful, drop_wrong))
			buf_add(&wanted, line, len);
		else
			dropped++;
		line += len;
	}
	assert_true(dropped > 4);
	assert_ok(file_read(&kept, in_folder("kept.jsonl"), &err));
	assert_int_equal(kept.len, wanted.len);
	assert_memory_equal(kept.data, wanted.data, wanted.len);
	buf_release(&wanted);
	buf_release(&kept);
	unlink(in_folder("kept.jsonl"));
}

static void what_stays_is_kept_as_it_stands(void **state)
{
	struct json *reply;
	int64_t n;

	(void)state;
	add_records(90, 25, 4);
	look("some.jsonl");
	assert_ok(keep("some.jsonl", "--drop-harmful"));
	expect_kept("", true, false);
	assert_ok(keep("some.jsonl", "--drop-wrong"));
	assert_ok(json_parse(&reply, printed, strlen(printed), &err));
	assert_ok(json_integer(&n, json_get(reply, "records")));
	assert_int_equal(n, 90 - p->suspicious);
	json_free(reply);
	expect_kept("", false, true);
	assert_ok(keep("some.jsonl", "--drop-wrong --drop-harmful"));
	expect_kept("", true, true);
	assert_ok(keep("some.jsonl", "--drop wrong-labels --drop-harmful"));
	expect_kept("", true, true);
}

static void a_csv_keeps_its_header(void **state)
{
	char text[128];
	uint64_t seed = 26;

	(void)state;
	buf_add_str(&lines, "label,text\n");
	for (size_t i = 0; i < 60; i++) {
		write_text(text, i % 3, &seed);
		buf_addf(&lines, "%s,\"%s\"\n", classes[(i + (i % 4 == 0)) % 3], text);
	}
	look("some.csv");
	snprintf(text, sizeof(text), "--keep %s --drop-wrong", in_folder("kept.csv"));
	assert_ok(run_on("some.csv", text, true));
	assert_int_equal(rename(in_folder("kept.csv"), in_folder("kept.jsonl")), 0);
	expect_kept("label,text\n", false, true);
}

static void labels_of_other_names_are_told_with_the_option_that_maps_them(void **state)
{
	(void)state;
	add_line("tax1 tax2", "Tax");
	add_line("tax1 tax2", "it's");
	assert_ok(run_on("some.jsonl", "", false));
	assert_true(says("Labels of the file that the model lacks"));
	assert_true(says("proposed"));
	assert_true(says("none alike"));
	assert_true(says("No record was scored"));
	assert_false(says("commit"));
	assert_ok(run_on("some.jsonl", "--map Tax=tax", false));
	assert_true(says("mapped"));
	assert_false(says("proposed"));
	assert_false(says("No record was scored"));
	assert_ok(run_on("some.jsonl", "--record 0 --map Tax=tax", false));
	assert_true(says("as tax: influence"));
	assert_ok(run_on("some.jsonl", "--record 0", false));
	assert_true(says("does not know its label"));
	assert_int_equal(run_on("some.jsonl", "--map Tax", false), ERR_USAGE);
	assert_int_equal(run_on("some.jsonl", "--map Tax=tax --outputs x", false), ERR_USAGE);
}

/* The number that a text member of the reply has. */
static double figure(const struct json *from, const char *name)
{
	const char *text = json_text(json_get(from, name));

	assert_non_null(text);
	return strtod(text, NULL);
}

static void a_record_has_the_words_that_carried_its_score(void **state)
{
	const struct json *parts;
	struct json *reply;
	double sum;

	(void)state;
	add_records(30, 28, 0);
	buf_add_str(&lines, "{\"text\":\"tax1 tax2\",\"label\":\"eggs\"}\n");
	look("some.jsonl");
	assert_ok(run_on("some.jsonl", "--record 3", true));
	assert_ok(json_parse(&reply, printed, strlen(printed), &err));
	sum = figure(reply, "influence_of_no_word");
	parts = json_get(reply, "parts");
	assert_true(json_count(parts) > 4);
	for (const struct json *w = json_first(parts); w != NULL; w = json_next(w))
		sum += figure(w, "influence");
	assert_true(fabs(sum - figure(reply, "influence")) < 1e-6);
	for (size_t i = 0; i < p->n_rows; i++)
		if (p->rows[i].index == 3)
			assert_true(fabs(sum - (double)p->rows[i].influence) < 1e-4);
	json_free(reply);
	assert_ok(run_on("some.jsonl", "--record 3", false));
	assert_true(says("The words that carried its score against mail-filter 7"));
	assert_true(says("INFLUENCE"));
	assert_ok(run_on("some.jsonl", "--record 30", false));
	assert_true(says("are not told: the model does not know its label"));
	assert_false(says("INFLUENCE"));
}

static void a_file_that_is_there_and_a_folder_are_refused(void **state)
{
	(void)state;
	add_records(90, 25, 4);
	put_text("kept.jsonl", "mine");
	assert_int_equal(keep("some.jsonl", "--drop-wrong"), ERR_EXISTS);
	unlink(in_folder("kept.jsonl"));
	mkdir(in_folder("mails"), 0700);
	mkdir(in_folder("mails/tax"), 0700);
	put_text("mails/tax/1.txt", "tax1 tax2");
	put_text("mails/tax/2.txt", "tax3 tax4");
	snprintf(printed, sizeof(printed), "%s --keep %s --drop-wrong", in_folder("mails"),
		 in_folder("kept.jsonl"));
	assert_int_equal(run_preview(printed, true, strdupa(printed)), ERR_UNSUPPORTED);
	assert_int_not_equal(access(in_folder("kept.jsonl"), F_OK), 0);
}

static void dropping_needs_a_file_and_one_choice(void **state)
{
	(void)state;
	add_records(3, 27, 0);
	assert_int_equal(run_on("some.jsonl", "--drop-harmful", true), ERR_USAGE);
	assert_int_equal(keep("some.jsonl", "--records 1 --drop-wrong"), ERR_USAGE);
	assert_int_equal(keep("some.jsonl", ""), ERR_USAGE);
	assert_int_equal(keep("some.jsonl", "--drop eggs"), ERR_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(a_summary_tells_both_proposals_and_whose_loss_it_is,
					  forget),
		cmocka_unit_test_teardown(a_limit_of_nought_prints_no_row, forget),
		cmocka_unit_test_teardown(a_set_that_is_too_large_is_told_one_reason_and_no_figure,
					  forget),
		cmocka_unit_test_teardown(a_foreign_file_is_no_file_to_commit_to, forget),
		cmocka_unit_test_teardown(a_csv_of_numbers_is_no_file_to_commit_to, forget),
		cmocka_unit_test_teardown(what_stays_is_kept_as_it_stands, forget),
		cmocka_unit_test_teardown(a_csv_keeps_its_header, forget),
		cmocka_unit_test_teardown(
			labels_of_other_names_are_told_with_the_option_that_maps_them, forget),
		cmocka_unit_test_teardown(a_record_has_the_words_that_carried_its_score, forget),
		cmocka_unit_test_teardown(a_file_that_is_there_and_a_folder_are_refused, forget),
		cmocka_unit_test_teardown(dropping_needs_a_file_and_one_choice, forget),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
