/* Committing to a dataset offline, showing one record of it, and what is refused. */
#include "tests/unit/app_fixture.h"

#include <dirent.h>

#include "act/adopt.h"
#include "act/commit.h"
#include "act/prove.h"
#include "app/dataset_rows.h"
#include "app/load.h"
#include "app/snapshot.h"
#include "app/unlock.h"
#include "base/buf.h"
#include "base/text.h"
#include "cache/datasets.h"
#include "dataset/store.h"
#include "dataset/store_build.h"

static struct app *app; /* open vault */

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_at("data", (struct app_options){.offline = true}, NULL);
	restore_test_vault(app);
	/* Disclosures name the service; nobody asks it here. */
	app->profile->has_eas = true;
	return 0;
}

static int stop(void **state)
{
	close_app(app);
	return folder_remove(state);
}

static struct commit_result commit_to(const char *path)
{
	struct commit_plan plan = {.path = path, .license = "CC-BY-4.0"};
	struct commit_result result = {0};
	struct task task = {0};

	assert_ok(commit_dataset(app, &task, &result, &plan, &err));
	return result;
}

static void a_commitment_made_offline_is_listed_and_found(void **state)
{
	struct commit_result made = commit_to(put_text("mails.jsonl", "one\ntwo\nthree\n"));
	char text[HASH_TEXT_SIZE];
	struct hash root, uid;

	(void)state;
	assert_int_equal(made.records, 3);
	assert_int_equal(made.bytes, 11);
	assert_int_equal(made.duplicates, 0);
	assert_ok(find_dataset(app, &root, &uid, "mails", &err));
	assert_memory_equal(&root, &made.root, sizeof(root));
	assert_true(hash_is_zero(&uid));
	hash_format(text, &made.root);
	text[12] = '\0';
	assert_ok(find_dataset(app, &root, &uid, text, &err));
	assert_memory_equal(&root, &made.root, sizeof(root));
	assert_int_equal(find_dataset(app, &root, &uid, "0x", &err), ERR_NOT_FOUND);
}

static void a_name_that_is_taken_gets_a_number(void **state)
{
	struct commit_result one, two, three;
	struct hash root, uid;
	char text[HASH_TEXT_SIZE], longest[72];

	(void)state;
	one = commit_to(put_text("same.txt", "alpha\nbeta\n"));
	two = commit_to(put_text("same.txt", "gamma\ndelta\n"));
	three = commit_to(put_text("same.jsonl", "epsilon\n"));
	assert_string_equal(one.name, "same");
	assert_string_equal(two.name, "same-2");
	assert_string_equal(three.name, "same-3");
	assert_ok(find_dataset(app, &root, &uid, "same-2", &err));
	assert_memory_equal(&root, &two.root, sizeof(root));
	/* A name as long as there is room for keeps its number. */
	memset(longest, 'n', 63);
	snprintf(longest + 63, sizeof(longest) - 63, ".txt");
	one = commit_to(put_text(longest, "long\n"));
	two = commit_to(put_text(longest, "longer\n"));
	assert_memory_not_equal(two.name, one.name, sizeof(one.name));
	assert_string_equal(two.name + strlen(two.name) - 2, "-2");
	assert_true(text_is_utf8(two.name, strlen(two.name)));
	/* With and without 0x, in either case, and as a list cuts it. */
	hash_format(text, &three.root);
	text[12] = '\0';
	assert_ok(find_dataset(app, &root, &uid, text + 2, &err));
	assert_memory_equal(&root, &three.root, sizeof(root));
	for (char *c = text + 2; *c != '\0'; c++)
		*c = (char)(*c >= 'a' ? *c - 32 : *c);
	assert_ok(find_dataset(app, &root, &uid, text, &err));
	hash_format(text, &three.root);
	memmove(text + 9, text + 62, 5);
	memcpy(text + 6, "\xE2\x80\xA6", 3);
	assert_ok(find_dataset(app, &root, &uid, text, &err));
	assert_memory_equal(&root, &three.root, sizeof(root));
}

static void a_name_that_several_have_is_answered_with_their_roots(void **state)
{
	struct commit_result made = commit_to(put_text("pair.txt", "one of two\n"));
	struct cache_dataset row = {.root = hash_of_byte(0x77), .created_at = 5};
	struct hash root, uid;
	char text[HASH_TEXT_SIZE];

	(void)state;
	/* An earlier version gave a name twice. */
	snprintf(row.name, sizeof(row.name), "pair");
	assert_ok(cache_datasets_put(app->shared->cache, &row, &err));
	assert_int_equal(find_dataset(app, &root, &uid, "pair", &err), ERR_USAGE);
	hash_format(text, &made.root);
	text[12] = '\0';
	assert_non_null(strstr(err.text, text));
	assert_non_null(strstr(err.text, "0x7777777777"));
	assert_ok(find_dataset(app, &root, &uid, text, &err));
	assert_memory_equal(&root, &made.root, sizeof(root));
}

static void a_file_name_full_of_escapes_becomes_a_name_that_can_be_shown(void **state)
{
	struct commit_result made = commit_to(put_text("evil\x1b[2J\xe2\x80\xaename.txt", "x\n"));
	struct cache_dataset row;

	(void)state;
	assert_ok(cache_datasets_by_root(app->shared->cache, &row, &made.root,
					 &app->profile->datanets[0].address, &err));
	assert_null(strchr(row.name, '\x1b'));
	assert_null(strstr(row.name, "\xe2\x80\xae"));
	assert_null(strchr(row.source, '\x1b'));
}

/* As a sync would find it attested. */
static void attest(const struct hash *root, uint8_t uid)
{
	struct cache_dataset row;

	assert_ok(cache_datasets_by_root(app->shared->cache, &row, root,
					 &app->profile->datanets[0].address, &err));
	row.uid = hash_of_byte(uid);
	row.state = CACHE_DATASET_ATTESTED;
	assert_ok(cache_datasets_put(app->shared->cache, &row, &err));
}

static void a_name_means_the_attestation_to_the_profiles_datanet(void **state)
{
	struct commit_result made = commit_to(put_text("twice.txt", "one\ntwo\n"));
	struct cache_dataset row;
	struct hash root, uid;
	char text[HASH_TEXT_SIZE];

	(void)state;
	attest(&made.root, 0x51);
	assert_ok(cache_datasets_by_root(app->shared->cache, &row, &made.root,
					 &app->profile->datanets[0].address, &err));
	/* Newer, so that it is listed first, and of another datanet. */
	row.id = 0;
	row.uid = hash_of_byte(0x52);
	row.datanet = address_of_byte(0xdb);
	row.state = CACHE_DATASET_ELSEWHERE;
	row.attested_at = row.created_at + 5;
	assert_ok(cache_datasets_put(app->shared->cache, &row, &err));
	assert_ok(find_dataset(app, &root, &uid, "twice", &err));
	assert_int_equal(uid.bytes[0], 0x51);
	hash_format(text, &row.uid);
	assert_ok(find_dataset(app, &root, &uid, text, &err));
	assert_int_equal(uid.bytes[0], 0x52);
	assert_memory_equal(&root, &made.root, sizeof(root));
}

static void a_shown_record_verifies_without_any_network(void **state)
{
	struct commit_result made = commit_to(put_text("show.txt", "first\nsecond\nthird\n"));
	struct verify_result seen;
	struct task task = {0};

	(void)state;
	assert_int_equal(prove_record(app, &task, &made.root, 1, in_folder("p.json"), &err),
			 ERR_NOT_FOUND);
	attest(&made.root, 0xa1);
	assert_ok(prove_record(app, &task, &made.root, 1, in_folder("p.json"), &err));
	assert_ok(verify_record(app, &task, &seen, in_folder("p.json"), &err));
	assert_int_equal(seen.index, 1);
	assert_int_equal(seen.records, 3);
	assert_false(seen.on_chain);
	assert_int_equal(seen.trust, TRUST_NONE);
	assert_non_null(seen.not_shown[0]);
	/* Never over an existing file; never a record that is not there. */
	assert_int_equal(prove_record(app, &task, &made.root, 1, in_folder("p.json"), &err),
			 ERR_EXISTS);
	assert_int_equal(prove_record(app, &task, &made.root, 3, in_folder("q.json"), &err),
			 ERR_RANGE);
}

static void a_shown_record_altered_anywhere_is_refused(void **state)
{
	struct verify_result seen;
	struct task task = {0};
	struct buf text;
	size_t refused = 0;

	(void)state;
	buf_init(&text, LIMIT_SMALL_FILE);
	assert_ok(file_read(&text, in_folder("p.json"), &err));
	for (size_t i = 0; i < text.len; i += 7) {
		text.data[i] ^= 0x01;
		assert_ok(file_write(in_folder("altered.json"), text.data, text.len, &err));
		refused += verify_record(app, &task, &seen, in_folder("altered.json"), &err) !=
			   STATUS_OK;
		text.data[i] ^= 0x01;
	}
	/*
	 * Members that the leaf does not hold are the chain's to refuse: uid, chain, EAS, size,
	 * manifest, nonce, licence.
	 */
	assert_in_range(refused, text.len / 7 / 2, text.len);
	text.data[strcspn(buf_str(&text), "[")] = '{';
	assert_ok(file_write(in_folder("altered.json"), text.data, text.len, &err));
	assert_int_equal(verify_record(app, &task, &seen, in_folder("altered.json"), &err),
			 ERR_PARSE);
	buf_release(&text);
}

static void a_record_that_was_edited_since_is_named_instead_of_proven(void **state)
{
	struct commit_result made = commit_to(put_text("edit.txt", "keep\nchange\n"));
	struct task task = {0};

	(void)state;
	attest(&made.root, 0xa2);
	put_text("edit.txt", "keep\nCHANGE\n");
	assert_int_equal(prove_record(app, &task, &made.root, 1, in_folder("e.json"), &err),
			 ERR_CHANGED);
	assert_int_not_equal(access(in_folder("e.json"), F_OK), 0);
	assert_int_equal(verify_dataset(app, &task, &made.root, &err), ERR_CHANGED);
	assert_int_equal(unlink(in_folder("edit.txt")), 0);
	assert_int_equal(prove_record(app, &task, &made.root, 0, in_folder("e.json"), &err),
			 ERR_NOT_FOUND);
}

/* A row found on the chain, as a version that replaces `old`. */
static void found(uint8_t byte, uint8_t account, uint8_t old, enum cache_dataset_state state)
{
	struct cache_dataset row = {.root = hash_of_byte(byte),
				    .uid = hash_of_byte(byte),
				    .account = address_of_byte(account),
				    .state = state};

	if (old != 0)
		row.replaces = hash_of_byte(old);
	snprintf(row.name, sizeof(row.name), "set %02x", byte);
	assert_ok(cache_datasets_put(app->shared->cache, &row, &err));
}

static void expect_replaced_by(uint8_t byte, const char *name)
{
	const struct snapshot *s = NULL;
	struct hash root = hash_of_byte(byte);
	size_t i = 0;

	assert_ok(load_snapshot(app, &s, &err));
	while (i < s->n_datasets && !hash_equal(&s->datasets[i].root, &root))
		i++;
	assert_true(i < s->n_datasets);
	assert_string_equal(s->datasets[i].replaced_by, name);
	snapshot_unref(s);
}

static void a_version_replaces_only_one_of_its_account_and_datanet(void **state)
{
	(void)state;
	found(0xc0, 1, 0, CACHE_DATASET_ACCEPTED);
	expect_replaced_by(0xc0, "");
	found(0xc1, 2, 0xc0, CACHE_DATASET_ATTESTED);
	found(0xc2, 1, 0xc0, CACHE_DATASET_REVOKED);
	found(0xc3, 1, 0xc0, CACHE_DATASET_ELSEWHERE);
	expect_replaced_by(0xc0, "");
	found(0xc4, 1, 0xc0, CACHE_DATASET_ATTESTED);
	expect_replaced_by(0xc0, "set c4");
	expect_replaced_by(0xc4, "");
	found(0xc0, 1, 0, CACHE_DATASET_ELSEWHERE);
	expect_replaced_by(0xc0, "");
}

static size_t folders_of_datasets(void)
{
	DIR *dir = opendir(app_paths(app)->datasets);
	size_t n = 0;

	assert_non_null(dir);
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n;
}

static void what_cannot_be_committed_to_leaves_nothing_behind(void **state)
{
	struct commit_plan plan = {.path = put_text("bad.txt", "fine\n\xff\xfe\n"),
				   .license = "CC-BY-4.0"};
	struct commit_result result;
	struct task task = {0};
	size_t before = folders_of_datasets();

	(void)state;
	assert_int_equal(commit_dataset(app, &task, &result, &plan, &err), ERR_PARSE);
	plan.path = put_text("empty.txt", "");
	assert_int_equal(commit_dataset(app, &task, &result, &plan, &err), ERR_NOT_FOUND);
	plan.kind = "novels";
	assert_int_equal(commit_dataset(app, &task, &result, &plan, &err), ERR_USAGE);
	plan = (struct commit_plan){.path = put_text("good.txt", "x\n"), .license = "CC-BY-4.0"};
	atomic_store(&task.cancel, true);
	assert_int_equal(commit_dataset(app, &task, &result, &plan, &err), ERR_CANCELLED);
	assert_int_equal(folders_of_datasets(), before);
}

static void a_folder_without_a_row_is_listed_but_not_while_a_commit_is_at_work_on_it(void **state)
{
	static const uint8_t key[32] = {7};
	struct store_plan plan = {.source = put_text("crash.txt", "left\nbehind\n"),
				  .kind = READER_LINES,
				  .attester = address_of_byte(0x11),
				  .nonce = hash_of_byte(0x12),
				  .blind = hash_of_byte(0x13),
				  .salt_key = key,
				  .dedupe_key = key,
				  .license = "CC0-1.0"};
	struct cache_dataset row;
	struct store *st;
	struct hash root;

	(void)state;
	assert_ok(store_build(&st, app_paths(app)->datasets, &plan, NULL, NULL, &err));
	root = st->manifest.root;
	adopt_datasets(app);
	assert_int_equal(cache_datasets_by_root(app->shared->cache, &row, &root,
						&app->profile->datanets[0].address, &err),
			 ERR_NOT_FOUND);
	/* The commit goes no further. */
	store_close(st);
	adopt_datasets(app);
	assert_ok(cache_datasets_by_root(app->shared->cache, &row, &root,
					 &app->profile->datanets[0].address, &err));
	assert_string_equal(row.name, "crash");
	assert_int_equal(row.records, 2);
	/* A dataset that has a row keeps it. */
	row.replaces = hash_of_byte(0x14);
	assert_ok(cache_datasets_put(app->shared->cache, &row, &err));
	adopt_datasets(app);
	assert_ok(cache_datasets_by_root(app->shared->cache, &row, &root,
					 &app->profile->datanets[0].address, &err));
	assert_int_equal(row.replaces.bytes[0], 0x14);
}

static void nothing_is_licensed_by_leaving_the_licence_out(void **state)
{
	struct commit_plan plan = {.path = put_text("unlicensed.txt", "x\n")};
	struct commit_result result;
	struct task task = {0};
	size_t before = folders_of_datasets();

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(commit_dataset(app, &task, &result, &plan, &err), ERR_USAGE);
		assert_non_null(strstr(err.text, "CC-BY-4.0"));
		plan.license = "";
	}
	assert_int_equal(folders_of_datasets(), before);
}

static void an_unknown_licence_is_refused_with_the_one_that_was_meant(void **state)
{
	struct commit_plan plan = {.path = put_text("cc0.txt", "x\n"), .license = "CC0"};
	struct commit_result result;
	struct task task = {0};
	size_t before = folders_of_datasets();

	(void)state;
	assert_int_equal(commit_dataset(app, &task, &result, &plan, &err), ERR_USAGE);
	assert_non_null(strstr(err.text, "did you mean CC0-1.0?"));
	assert_int_equal(folders_of_datasets(), before);
}

static void a_locked_vault_commits_to_nothing(void **state)
{
	struct commit_plan plan = {.path = put_text("locked.txt", "x\n"), .license = "CC-BY-4.0"};
	struct commit_result result;
	struct task task = {0};

	(void)state;
	lock_vault(app);
	assert_int_equal(commit_dataset(app, &task, &result, &plan, &err), ERR_LOCKED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_commitment_made_offline_is_listed_and_found),
		cmocka_unit_test(a_name_that_is_taken_gets_a_number),
		cmocka_unit_test(a_name_that_several_have_is_answered_with_their_roots),
		cmocka_unit_test(a_file_name_full_of_escapes_becomes_a_name_that_can_be_shown),
		cmocka_unit_test(a_name_means_the_attestation_to_the_profiles_datanet),
		cmocka_unit_test(a_shown_record_verifies_without_any_network),
		cmocka_unit_test(a_shown_record_altered_anywhere_is_refused),
		cmocka_unit_test(a_record_that_was_edited_since_is_named_instead_of_proven),
		cmocka_unit_test(a_version_replaces_only_one_of_its_account_and_datanet),
		cmocka_unit_test(
			a_folder_without_a_row_is_listed_but_not_while_a_commit_is_at_work_on_it),
		cmocka_unit_test(nothing_is_licensed_by_leaving_the_licence_out),
		cmocka_unit_test(an_unknown_licence_is_refused_with_the_one_that_was_meant),
		cmocka_unit_test(what_cannot_be_committed_to_leaves_nothing_behind),
		cmocka_unit_test(a_locked_vault_commits_to_nothing),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
