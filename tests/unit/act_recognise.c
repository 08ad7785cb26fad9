/*
 * Records that were committed to before: on this machine, or on another one with the same phrase,
 * of which the chain alone knows.
 */
#include "tests/unit/app_fixture.h"

#include "act/commit.h"
#include "act/prove.h"
#include "app/dataset_rows.h"
#include "app/shown_account.h"
#include "app/unlock.h"
#include "base/buf.h"
#include "cache/datasets.h"
#include "dataset/store_build.h"

#define MAILS                                                                        \
	"{\"body\":\"one\",\"kind\":\"ham\",\"text\":\"first\",\"label\":\"ham\"}\n" \
	"{\"body\":\"two\",\"kind\":\"spam\",\"text\":\"second\",\"label\":\"spam\"}\n"

static struct app *first, *second; /* two machines with the phrase */

static struct app *machine(const char *name)
{
	struct app *app =
		open_at(name, (struct app_options){.offline = true, .account = "0"}, NULL);

	restore_test_vault(app);
	/* Disclosures name the service; nobody asks it here. */
	app->profile->has_eas = true;
	return app;
}

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	first = machine("first");
	second = machine("second");
	return 0;
}

static int stop(void **state)
{
	close_app(first);
	close_app(second);
	return folder_remove(state);
}

static struct commit_result commit(struct app *app, const struct commit_plan *plan)
{
	struct commit_result result = {0};
	struct task task = {0};

	assert_ok(commit_dataset(app, &task, &result, plan, &err));
	return result;
}

static struct commit_result commit_to(struct app *app, const char *path)
{
	return commit(app, &(struct commit_plan){.path = path, .license = "CC-BY-4.0"});
}

static struct cache_dataset row_of(struct app *app, const struct hash *root)
{
	struct cache_dataset row;

	assert_ok(cache_datasets_by_root(app->shared->cache, &row, root,
					 &app->profile->datanets[0].address, &err));
	return row;
}

/* The row that a sync of the second machine makes of an attestation of the first one's. */
static void find_on_chain(const struct hash *root, uint8_t uid, enum cache_dataset_state state)
{
	struct cache_dataset on_first = row_of(first, root);
	struct cache_dataset row = {.root = *root,
				    .uid = hash_of_byte(uid),
				    .nonce = on_first.nonce,
				    .manifest = on_first.manifest,
				    .account = on_first.account,
				    .datanet = first->profile->datanets[0].address,
				    .records = on_first.records,
				    .bytes = on_first.bytes,
				    .state = state};

	memcpy(row.license, on_first.license, sizeof(row.license));
	snprintf(row.name, sizeof(row.name), "dataset %02x%02x%02x", root->bytes[0], root->bytes[1],
		 root->bytes[2]);
	assert_ok(cache_datasets_put(second->shared->cache, &row, &err));
}

static void the_same_records_and_settings_are_committed_to_once(void **state)
{
	const char *path = put_text("once.jsonl", MAILS);
	struct commit_result made = commit_to(first, path), again = commit_to(first, path);

	(void)state;
	assert_false(made.already);
	assert_true(again.already);
	assert_memory_equal(&again.root, &made.root, sizeof(made.root));
	assert_memory_equal(&again.manifest, &made.manifest, sizeof(made.manifest));
	assert_int_equal(again.records, 2);
	assert_int_equal(again.bytes, made.bytes);
	assert_string_equal(again.name, "once");
	assert_true(hash_is_zero(&again.uid));
}

static void a_copy_of_a_file_is_recognised_and_takes_its_place(void **state)
{
	struct commit_result made = commit_to(first, put_text("lost.txt", "a\nbb\nccc\n")), again;
	struct task task = {0};

	(void)state;
	assert_int_equal(unlink(in_folder("lost.txt")), 0);
	assert_int_equal(verify_dataset(first, &task, &made.root, &err), ERR_NOT_FOUND);
	again = commit_to(first, put_text("copy.txt", "a\nbb\nccc\n"));
	assert_true(again.already);
	assert_memory_equal(&again.root, &made.root, sizeof(made.root));
	assert_string_equal(again.name, "lost");
	assert_ok(verify_dataset(first, &task, &made.root, &err));
	assert_non_null(strstr(row_of(first, &made.root).source, "copy.txt"));
}

static void a_commit_killed_before_it_was_listed_is_found_by_the_next(void **state)
{
	struct store_plan plan = {.source = put_text("killed.txt", "almost\ndone\n"),
				  .kind = READER_LINES,
				  .nonce = hash_of_byte(0x12),
				  .license = "CC-BY-4.0"};
	struct dataset_keys keys;
	struct commit_result again;
	struct store *st;
	struct hash root;

	(void)state;
	assert_ok(shown_account(first, &plan.attester, &err));
	assert_ok(release_dataset_keys(first, &keys, &plan.nonce, &err));
	memcpy(plan.blind.bytes, secret_view(keys.blind), sizeof(plan.blind.bytes));
	plan.salt_key = secret_view(keys.salt_key);
	plan.dedupe_key = secret_view(keys.dedupe);
	assert_ok(store_build(&st, app_paths(first)->datasets, &plan, NULL, NULL, &err));
	free_dataset_keys(&keys);
	root = st->manifest.root;
	store_close(st);
	again = commit_to(first, plan.source);
	assert_true(again.already);
	assert_memory_equal(&again.root, &root, sizeof(root));
	assert_string_equal(again.name, "killed");
}

static void other_records_of_the_same_size_are_a_new_commitment(void **state)
{
	struct commit_result one = commit_to(first, put_text("size1.txt", "aa\nbb\n"));
	struct commit_result other = commit_to(first, put_text("size2.txt", "aa\nbc\n"));

	(void)state;
	assert_false(other.already);
	assert_memory_not_equal(&other.root, &one.root, sizeof(one.root));
}

static void commitments_under_two_licences_have_nothing_in_common(void **state)
{
	struct commit_plan plan = {.path = put_text("free.txt", "alpha\nbeta\n"),
				   .license = "CC-BY-4.0"};
	struct commit_result one = commit(first, &plan), other;

	(void)state;
	plan.license = "CC0-1.0";
	other = commit(first, &plan);
	assert_false(other.already);
	assert_memory_not_equal(&other.root, &one.root, sizeof(one.root));
	assert_memory_not_equal(&other.manifest, &one.manifest, sizeof(one.manifest));
	/* But the vault knows that these records were there before. */
	assert_int_equal(other.duplicates, 2);
	assert_non_null(strstr(other.other, "CC-BY-4.0"));
	assert_string_equal(one.name, "free");
	assert_string_equal(other.name, "free-2");
}

static void another_field_as_text_is_a_new_commitment_naming_the_other(void **state)
{
	struct commit_plan plan = {.path = put_text("field.jsonl", MAILS "{\"text\":\"x\"}\n"),
				   .license = "CC-BY-4.0"};
	struct commit_result one = commit(first, &plan), other, again;

	(void)state;
	plan.text_name = "body";
	other = commit(first, &plan);
	assert_false(other.already);
	assert_memory_not_equal(&other.root, &one.root, sizeof(one.root));
	assert_non_null(strstr(other.other, "\"text\""));
	/* Each is found again by its own settings; an option that is left out asks for none. */
	again = commit(first, &plan);
	assert_memory_equal(&again.root, &other.root, sizeof(other.root));
	plan.text_name = "text";
	again = commit(first, &plan);
	assert_memory_equal(&again.root, &one.root, sizeof(one.root));
}

static void records_of_another_account_of_the_vault_are_a_new_commitment(void **state)
{
	const char *path = put_text("whose.txt", "mine\nthine\n");
	struct commit_result one = commit_to(first, path), other;
	struct address of_one = row_of(first, &one.root).account, of_other;

	(void)state;
	first->shared->options.account = "1";
	other = commit_to(first, path);
	of_other = row_of(first, &other.root).account;
	first->shared->options.account = "0";
	assert_false(other.already);
	assert_memory_not_equal(&of_one, &of_other, sizeof(of_one));
	assert_memory_not_equal(&other.root, &one.root, sizeof(one.root));
}

static void what_another_machine_attested_is_recognised_by_its_records(void **state)
{
	struct commit_result made =
		commit_to(first, put_text("mails.jsonl", MAILS "{\"text\":1}\n"));
	struct commit_result again;
	struct cache_dataset row;
	struct verify_result seen;
	struct task task = {0};

	(void)state;
	find_on_chain(&made.root, 0xa1, CACHE_DATASET_ATTESTED);
	/* Only the chain's word is here. */
	assert_int_equal(verify_dataset(second, &task, &made.root, &err), ERR_NOT_FOUND);
	again = commit_to(second, put_text("same mails.jsonl", MAILS "{\"text\":1}\n"));
	assert_true(again.already);
	assert_true(again.rebuilt);
	assert_memory_equal(&again.root, &made.root, sizeof(made.root));
	assert_memory_equal(&again.manifest, &made.manifest, sizeof(made.manifest));
	assert_int_equal(again.uid.bytes[0], 0xa1);
	assert_int_equal(again.without_text, 1);
	assert_string_equal(again.name, "same mails");
	row = row_of(second, &made.root);
	assert_true(row.local);
	assert_string_equal(row.kind, "lines");
	assert_int_equal(row.state, CACHE_DATASET_ATTESTED);
	assert_ok(verify_dataset(second, &task, &made.root, &err));
	assert_ok(prove_record(second, &task, &made.root, 1, in_folder("second.json"), &err));
	assert_ok(verify_record(first, &task, &seen, in_folder("second.json"), &err));
	assert_int_equal(seen.index, 1);
	/* Once it is here it is like any other. */
	again = commit_to(second, in_folder("same mails.jsonl"));
	assert_true(again.already);
	assert_false(again.rebuilt);
}

static void an_attested_choice_of_fields_is_found_without_being_named(void **state)
{
	struct commit_plan plan = {.path = put_text("chosen.jsonl", MAILS "{}\n"),
				   .license = "CC0-1.0",
				   .text_name = "body",
				   .label_name = "kind"};
	struct commit_result made = commit(first, &plan), again;

	(void)state;
	find_on_chain(&made.root, 0xa2, CACHE_DATASET_ACCEPTED);
	plan.text_name = "text";
	plan.label_name = NULL;
	again = commit(second, &plan);
	assert_false(again.already);
	assert_non_null(strstr(again.other, "the text in \"body\" and the label in \"kind\""));
	plan.text_name = NULL;
	again = commit(second, &plan);
	assert_true(again.rebuilt);
	assert_memory_equal(&again.manifest, &made.manifest, sizeof(made.manifest));
}

static void a_csv_is_recognised_with_its_columns_and_no_other_header(void **state)
{
	struct commit_plan plan = {.path = put_text("table.csv", "id,title,text\n1,a,b\n2,c,d\n"),
				   .license = "CC0-1.0",
				   .text_name = "title"};
	struct commit_result made = commit(first, &plan), again;

	(void)state;
	find_on_chain(&made.root, 0xa3, CACHE_DATASET_ATTESTED);
	plan.text_name = NULL;
	plan.path = put_text("renamed.csv", "id,title,TEXT\n1,a,b\n2,c,d\n");
	again = commit(second, &plan);
	assert_false(again.already);
	assert_non_null(strstr(again.other, "header"));
	plan.path = in_folder("table.csv");
	again = commit(second, &plan);
	assert_true(again.rebuilt);
	assert_memory_equal(&again.manifest, &made.manifest, sizeof(made.manifest));
}

static void what_is_revoked_or_for_another_datanet_is_committed_to_anew(void **state)
{
	const char *path = put_text("gone.txt", "was\nrevoked\n");
	struct commit_result made = commit_to(first, path);

	(void)state;
	find_on_chain(&made.root, 0xa4, CACHE_DATASET_REVOKED);
	assert_false(commit_to(second, path).already);
	path = put_text("elsewhere.txt", "for\nothers\n");
	made = commit_to(first, path);
	find_on_chain(&made.root, 0xa5, CACHE_DATASET_ELSEWHERE);
	assert_false(commit_to(second, path).already);
}

static void what_an_attestation_says_falsely_is_not_taken_for_the_records(void **state)
{
	const char *path = put_text("false.txt", "three\nfour\n");
	struct commit_result made = commit_to(first, path), again;
	struct cache_dataset row;

	(void)state;
	find_on_chain(&made.root, 0xa6, CACHE_DATASET_ATTESTED);
	row = row_of(second, &made.root);
	row.manifest = hash_of_byte(0x99);
	assert_ok(cache_datasets_put(second->shared->cache, &row, &err));
	again = commit_to(second, path);
	assert_false(again.already);
	assert_memory_not_equal(&again.root, &made.root, sizeof(made.root));
	assert_false(row_of(second, &made.root).local);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_records_and_settings_are_committed_to_once),
		cmocka_unit_test(a_copy_of_a_file_is_recognised_and_takes_its_place),
		cmocka_unit_test(a_commit_killed_before_it_was_listed_is_found_by_the_next),
		cmocka_unit_test(other_records_of_the_same_size_are_a_new_commitment),
		cmocka_unit_test(commitments_under_two_licences_have_nothing_in_common),
		cmocka_unit_test(another_field_as_text_is_a_new_commitment_naming_the_other),
		cmocka_unit_test(records_of_another_account_of_the_vault_are_a_new_commitment),
		cmocka_unit_test(what_another_machine_attested_is_recognised_by_its_records),
		cmocka_unit_test(an_attested_choice_of_fields_is_found_without_being_named),
		cmocka_unit_test(a_csv_is_recognised_with_its_columns_and_no_other_header),
		cmocka_unit_test(what_is_revoked_or_for_another_datanet_is_committed_to_anew),
		cmocka_unit_test(what_an_attestation_says_falsely_is_not_taken_for_the_records),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
