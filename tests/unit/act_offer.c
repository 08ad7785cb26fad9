/* A dataset that is here is offered to another datanet, by a second commitment of its own. */
#include "tests/unit/app_fixture.h"

#include "act/commit.h"
#include "act/offer.h"
#include "act/prove.h"
#include "app/unlock.h"
#include "base/buf.h"
#include "cache/datasets.h"
#include "cache/settings.h"
#include "dataset/store.h"

#define MAILS                                                                        \
	"{\"body\":\"one\",\"kind\":\"ham\",\"text\":\"first\",\"label\":\"ham\"}\n" \
	"{\"body\":\"two\",\"kind\":\"spam\",\"text\":\"second\",\"label\":\"spam\"}\n"

static struct app *app;
static struct profile_datanet first;

static int start(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_at("machine", (struct app_options){.offline = true, .account = "0"}, NULL);
	restore_test_vault(app);
	/* The profile of the vectors has no datanet. */
	app->profile->n_datanets = 1;
	snprintf(first.name, sizeof(first.name), "mail");
	first.address = address_of_byte(0x3a);
	return 0;
}

static int stop(void **state)
{
	close_app(app);
	return folder_remove(state);
}

/* The app works for the first datanet of its profile, or for another one of the network. */
static void work_for_first(void)
{
	app->profile->datanets[0] = first;
}

static void work_for_topics(void)
{
	app->profile->datanets[0].address = address_of_byte(0x70);
	snprintf(app->profile->datanets[0].name, sizeof(first.name), "topics");
}

static struct commit_result commit(const struct commit_plan *plan)
{
	struct commit_result result = {0};
	struct task task = {0};

	work_for_first();
	assert_ok(commit_dataset(app, &task, &result, plan, &err));
	work_for_topics();
	return result;
}

static struct commit_result commit_to(const char *path)
{
	return commit(&(struct commit_plan){.path = path, .license = "CC-BY-4.0"});
}

static enum status try_offer(struct commit_result *out, const char *name)
{
	struct task task = {0};
	char from[64];

	return offer_dataset(app, &task, out, from, name, NULL, &err);
}

static struct commit_result offer(const char *name)
{
	struct commit_result result;

	assert_ok(try_offer(&result, name));
	return result;
}

static struct cache_dataset row_of(const struct hash *root)
{
	struct cache_dataset row;

	assert_ok(cache_datasets_by_root(app->shared->cache, &row, root,
					 &app->profile->datanets[0].address, &err));
	return row;
}

static void put_state(const struct hash *root, enum cache_dataset_state state)
{
	struct cache_dataset row = row_of(root);

	row.state = state;
	row.uid = hash_of_byte(0xee);
	assert_ok(cache_datasets_put(app->shared->cache, &row, &err));
}

static struct store *open_folder(const struct hash *root)
{
	struct store *st;

	assert_ok(store_open(&st, app_paths(app)->datasets, root, &err));
	return st;
}

static void an_offer_has_a_root_of_its_own_and_the_settings_of_the_first(void **state)
{
	struct commit_result made = commit(&(struct commit_plan){
		.path = put_text("mails.jsonl", MAILS),
		.license = "CC-BY-4.0",
		.text_name = "body",
		.label_name = "kind",
	});
	struct commit_result offered = offer("mails");
	struct store *a = open_folder(&made.root), *b = open_folder(&offered.root);
	struct cache_dataset row = row_of(&offered.root);
	struct task task = {0};

	(void)state;
	assert_false(offered.already);
	assert_string_equal(offered.name, "mails-topics");
	assert_memory_not_equal(&offered.root, &made.root, sizeof(made.root));
	assert_memory_not_equal(&a->manifest.nonce, &b->manifest.nonce, sizeof(struct hash));
	assert_memory_not_equal(&a->manifest.blind, &b->manifest.blind, sizeof(struct hash));
	assert_int_equal(offered.records, 2);
	assert_int_equal(offered.bytes, made.bytes);
	assert_string_equal(b->manifest.text_name, "body");
	assert_string_equal(b->manifest.label_name, "kind");
	assert_string_equal(b->manifest.license, "CC-BY-4.0");
	assert_string_equal(row.source, row_of(&made.root).source);
	assert_true(address_equal(&row.datanet, &app->profile->datanets[0].address));
	assert_true(address_equal(&row.account, &a->attester));
	store_close(a);
	store_close(b);
	assert_ok(verify_dataset(app, &task, &offered.root, &err));
}

static void an_offer_made_again_is_recognised(void **state)
{
	struct commit_result once, again, of_itself;
	struct commit_result made = commit_to(put_text("twice.txt", "a\nbb\n"));

	(void)state;
	once = offer("twice");
	again = offer("twice");
	assert_true(again.already);
	assert_memory_equal(&again.root, &once.root, sizeof(once.root));
	assert_string_equal(again.name, "twice-topics");
	/* The second one is of this datanet already, and the first one of the first. */
	of_itself = offer("twice-topics");
	assert_true(of_itself.already);
	assert_memory_equal(&of_itself.root, &once.root, sizeof(once.root));
	work_for_first();
	of_itself = offer("twice-topics");
	assert_true(of_itself.already);
	assert_memory_equal(&of_itself.root, &made.root, sizeof(made.root));
}

static void a_csv_is_offered_from_its_kept_records_without_its_file(void **state)
{
	const char *path = put_text("kept.csv", "body,kind\none,ham\n\"two, three\",spam\n");
	struct commit_result made = commit(&(struct commit_plan){.path = path,
								 .license = "CC0-1.0",
								 .text_name = "body",
								 .label_name = "kind",
								 .keep = true});
	struct commit_result offered;
	struct task task = {0};
	struct store *a, *b;

	(void)state;
	assert_int_equal(unlink(in_folder("kept.csv")), 0);
	offered = offer("kept");
	a = open_folder(&made.root);
	b = open_folder(&offered.root);
	assert_true(b->kept);
	assert_string_equal(b->source, a->source);
	assert_int_equal(b->origin.size, a->origin.size);
	assert_string_equal(b->manifest.header, "body,kind");
	assert_int_equal(b->manifest.text, MANIFEST_TEXT_COLUMN);
	assert_int_equal(b->manifest.label, MANIFEST_LABEL_COLUMN);
	store_close(a);
	store_close(b);
	assert_ok(verify_dataset(app, &task, &offered.root, &err));
}

static void records_that_changed_or_are_gone_are_not_offered(void **state)
{
	struct commit_result result;

	(void)state;
	commit_to(put_text("edited.txt", "one\ntwo\nthree\n"));
	put_text("edited.txt", "one\nTWO\nthree\n");
	assert_int_equal(try_offer(&result, "edited"), ERR_CHANGED);
	assert_non_null(strstr(err.text, "record 1 of "));
	put_text("edited.txt", "one\ntwo\n");
	assert_int_equal(try_offer(&result, "edited"), ERR_CHANGED);
	assert_non_null(strstr(err.text, "only 2 of the 3 records"));
	put_text("edited.txt", "one\ntwo\nthree\nfour\n");
	assert_int_equal(try_offer(&result, "edited"), ERR_CHANGED);
	assert_non_null(strstr(err.text, "record 3 of "));
	assert_int_equal(unlink(in_folder("edited.txt")), 0);
	assert_int_equal(try_offer(&result, "edited"), ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "edited.txt is not there"));
	/* Nothing was left behind that would be found as a dataset. */
	put_text("edited.txt", "one\ntwo\nthree\n");
	assert_false(offer("edited").already);
}

static void a_dataset_that_is_unknown_or_revoked_is_not_offered(void **state)
{
	struct commit_result made = commit_to(put_text("withdrawn.txt", "x\nyy\n")), result;

	(void)state;
	assert_int_equal(try_offer(&result, "nowhere"), ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "no dataset \"nowhere\""));
	work_for_first();
	put_state(&made.root, CACHE_DATASET_REVOKED);
	work_for_topics();
	assert_int_equal(try_offer(&result, "withdrawn"), ERR_CHANGED);
	assert_non_null(strstr(err.text, "withdrawn is revoked"));
}

static void a_locked_vault_offers_nothing(void **state)
{
	struct commit_result result;

	(void)state;
	commit_to(put_text("locked.txt", "1\n22\n"));
	lock_vault(app);
	assert_int_equal(try_offer(&result, "locked"), ERR_LOCKED);
}

static void a_licence_that_the_datanet_does_not_take_is_warned_of(void **state)
{
	struct commit_result offered;

	(void)state;
	commit_to(put_text("terms.txt", "mine\n"));
	assert_ok(cache_settings_put(
		app->shared->cache, CACHE_SETTING_ACCEPTS, &app->profile->datanets[0].address, NULL,
		"{\"language\":\"en\",\"licenses\":[\"CC0-1.0\",\"MIT\"],\"modality\":\"text\"}",
		&err));
	offered = offer("terms");
	assert_string_equal(offered.untaken, "topics takes CC0-1.0, MIT; these records are under "
					     "CC-BY-4.0: it may reject them");
	commit(&(struct commit_plan){.path = put_text("free.txt", "all\n"), .license = "CC0-1.0"});
	assert_string_equal(offer("free").untaken, "");
	assert_ok(cache_settings_put(
		app->shared->cache, CACHE_SETTING_ACCEPTS, &app->profile->datanets[0].address, NULL,
		"{\"language\":\"en\",\"licenses\":[],\"modality\":\"image\"}", &err));
	assert_non_null(
		strstr(offer("free").untaken, "topics takes image; these records are text"));
	assert_ok(cache_settings_put(app->shared->cache, CACHE_SETTING_ACCEPTS,
				     &app->profile->datanets[0].address, NULL, NULL, &err));
}

static void each_of_two_commitments_to_a_file_names_the_other(void **state)
{
	struct commit_result made = commit_to(put_text("both.txt", "left\nright\n"));
	struct commit_result offered = offer("both");
	const int64_t a = row_of(&made.root).id, b = row_of(&offered.root).id;
	struct cache_dataset_others *others;
	size_t n, seen = 0;

	(void)state;
	assert_ok(cache_datasets_others(app->shared->cache, &others, &n, &err));
	for (size_t i = 0; i < n; i++) {
		if (others[i].id == a)
			assert_string_equal(others[i].text, "both-topics on devnet");
		if (others[i].id == b)
			assert_string_equal(others[i].text, "both on devnet");
		seen += others[i].id == a || others[i].id == b;
	}
	free(others);
	assert_int_equal(seen, 2);
	put_state(&offered.root, CACHE_DATASET_REVOKED);
	assert_ok(cache_datasets_others(app->shared->cache, &others, &n, &err));
	for (size_t i = 0; i < n; i++)
		assert_int_not_equal(others[i].id, a);
	free(others);
}

/* The dashboard has several networks open, none of which has taken the dataset over. */
static void one_that_waits_for_a_network_becomes_that_of_the_datanet_itself(void **state)
{
	const struct commit_plan plan = {.path = put_text("early.txt", "early\n"),
					 .license = "CC-BY-4.0"};
	struct profile *profile = app->profile;
	struct cache_place home = app->network->place;
	struct commit_result waits, offered;
	struct cache_dataset row;
	struct task task = {0};

	(void)state;
	app->profile = NULL;
	assert_ok(commit_dataset(app, &task, &waits, &plan, &err));
	app->profile = profile;
	app->network->place = home;
	offered = offer("early");
	assert_true(offered.already);
	assert_true(hash_equal(&offered.root, &waits.root));
	row = row_of(&waits.root);
	assert_string_equal(row.name, "early");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_offer_has_a_root_of_its_own_and_the_settings_of_the_first),
		cmocka_unit_test(an_offer_made_again_is_recognised),
		cmocka_unit_test(a_csv_is_offered_from_its_kept_records_without_its_file),
		cmocka_unit_test(records_that_changed_or_are_gone_are_not_offered),
		cmocka_unit_test(a_dataset_that_is_unknown_or_revoked_is_not_offered),
		cmocka_unit_test(a_licence_that_the_datanet_does_not_take_is_warned_of),
		cmocka_unit_test(each_of_two_commitments_to_a_file_names_the_other),
		cmocka_unit_test(one_that_waits_for_a_network_becomes_that_of_the_datanet_itself),
		cmocka_unit_test(a_locked_vault_offers_nothing),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
