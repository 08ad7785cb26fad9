/*
 * A contributor's whole loop by keys alone, on a local network that is the only one followed. Each
 * test goes on where the one before it ended; tests/harness/key_loop.h has the steps.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "tests/harness/key_loop.h"

static const struct key_loop_place place = {
	.network = "devnet",
	.datanet = "mail-filter",
	.node = "alice",
	.symbol = "OPEN",
	.name = "mails",
	.records = 500,
	.licence = "CC-BY-4.0",
	.choice = NULL,
	.nothing = "0.000 000 OPEN",
};

static int start_loop(void **state)
{
	(void)state;
	key_loop_start(&place, "dashboard");
	return 0;
}

static int end_loop(void **state)
{
	(void)state;
	key_loop_end();
	return 0;
}

/* The first thing that a newcomer does, in a folder of its own. */
static void a_first_address_asks_for_its_network_and_shows_what_it_is_owed(void **state)
{
	char *folder = key_loop.folder, script[128];

	(void)state;
	key_loop.folder = dir_join(key_loop.net.dir, "newcomer-XXXXXX");
	assert_non_null(mkdtemp(key_loop.folder));
	key_loop_write_profiles(key_loop.folder);
	key_loop_open(NULL);
	see("WELCOME TO BYLINE");
	see("No network yet");
	keys("w");
	see("CHOOSE A NETWORK");
	see("ethereum");
	see("comes with byline");
	keys("'devnet' Enter");
	see("WATCH AN ADDRESS");
	snprintf(script, sizeof(script), "'%s' Enter Enter",
		 devnet_named(&key_loop.net, "accounts", "demo", "address"));
	keys(script);
	see("OPEN \u2713");
	key_loop_quit();
	free(key_loop.folder);
	key_loop.folder = folder;
}

static void a_network_chosen_by_name_shows_proven_royalties(void **state)
{
	(void)state;
	keys("1");
	see("choose a network");
	keys(": 'network' Enter 'devnet' Enter");
	see("devnet");
	key_loop_settle_down();
	keys("1");
	see("ROYALTIES");
	see("OPEN \u2713");
	see("28 of 30 epochs paid in full");
}

static void a_record_is_read_whole_and_a_marked_one_is_kept_in_a_file(void **state)
{
	char *path = dir_join(key_loop.folder, "kept.jsonl"), script[700];
	struct buf kept, all;

	(void)state;
	keys("Enter");
	see("Model says");
	see("TEXT");
	see("WORDS THAT CARRIED ITS INFLUENCE");
	/* The page ends with all words, and their sum. */
	keys("G");
	see("all together");
	keys("Esc Space K");
	see("1 of 500 records are marked");
	snprintf(script, sizeof(script), "Tab Ctrl-U '%s' Tab Enter", path);
	keys(script);
	see("1 records are in");
	buf_init(&kept, MIB);
	buf_init(&all, 64 * MIB);
	assert_int_equal(file_read_private(&kept, path, NULL), STATUS_OK);
	assert_int_equal(file_read(&all, key_loop.records, NULL), STATUS_OK);
	assert_non_null(strstr(buf_str(&all), buf_str(&kept)));
	assert_ptr_equal(strchr(buf_str(&kept), '\n'), buf_str(&kept) + kept.len - 1);
	/* C would commit to that file; a new preview is of the whole one again. */
	keysf("p Ctrl-U '%s' Enter", key_loop.records);
	see("500 records");
	buf_release(&kept);
	buf_release(&all);
	free(path);
}

static void models_are_compared_and_a_label_is_mapped_before_the_commitment(void **state)
{
	static const char lines[] = "{\"text\":\"win a free prize now\",\"label\":\"Spam\"}\n"
				    "{\"text\":\"lunch at noon then\",\"label\":\"ham\"}\n";
	char *path = dir_join(key_loop.folder, "odd.jsonl");

	(void)state;
	assert_int_equal(file_write_new(path, lines, sizeof(lines) - 1, NULL), STATUS_OK);
	keysf("m Ctrl-U '%s' Tab Tab Enter", path);
	see("scores 1 of them, leaves out 1");
	keys("M");
	see("proposed: is it the same?");
	keys("Enter");
	see("scores 2 of them, leaves out 0");
	keys("C");
	see("COMMIT TO A DATASET");
	keys("Esc t");
	see("500 records");
	free(path);
}

static void with_all_nodes_down_it_opens_from_the_cache_and_says_as_of_when(void **state)
{
	static const char *const names[] = {"alice", "bob", "carol"};
	char as_of[sizeof("as of 14:02:11")];
	const char *at = strstr(pty_text(key_loop.pty), "as of ");

	(void)state;
	assert_non_null(at);
	snprintf(as_of, sizeof(as_of), "%s", at);
	key_loop_quit();
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		devnet_tell(&key_loop.net, "node-stop", "{\"node\":\"%s\"}", names[i]);
	key_loop_open(NULL);
	see(as_of);
	see("0.000 000 OPEN \u2713");
	see("epochs paid in full");
	see("R retries now");
	see(as_of);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_first_address_asks_for_its_network_and_shows_what_it_is_owed),
		cmocka_unit_test(a_first_start_leads_to_a_restored_vault),
		cmocka_unit_test(a_network_chosen_by_name_shows_proven_royalties),
		cmocka_unit_test(a_preview_ranks_the_records),
		cmocka_unit_test(a_record_is_read_whole_and_a_marked_one_is_kept_in_a_file),
		cmocka_unit_test(models_are_compared_and_a_label_is_mapped_before_the_commitment),
		cmocka_unit_test(a_dataset_is_attested),
		cmocka_unit_test(it_is_uploaded_to_a_confirmed_key_and_enters_a_model),
		cmocka_unit_test(its_epoch_is_settled_proven_and_audited),
		cmocka_unit_test(a_claim_is_reviewed_signed_and_received),
		cmocka_unit_test(tokens_are_sent_to_an_address_that_was_typed),
		cmocka_unit_test(nothing_is_signed_by_enter_alone),
		cmocka_unit_test(a_signed_claim_can_be_sent_later),
		cmocka_unit_test(a_claim_is_signed_from_the_file_it_was_exported_to),
		cmocka_unit_test(with_all_nodes_down_it_opens_from_the_cache_and_says_as_of_when),
		cmocka_unit_test(quitting_leaves_the_terminal_as_it_was),
	};

	return cmocka_run_group_tests(tests, start_loop, end_loop);
}
