/*
 * A contributor's whole loop by keys alone, with two networks followed: on the second chain, at its
 * second datanet. Each test goes on where the one before it ended; tests/harness/key_loop.h has the
 * steps that one network has as well.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/harness/key_loop.h"

static const struct key_loop_place place = {
	.network = "grove",
	.datanet = "glosses",
	.node = "dora",
	.symbol = "WORD",
	.name = "words",
	.records = 300,
	.licence = "CC-BY-4.0",
	.choice = "glosses on grove",
	.nothing = "WORD    grove             0.000 000 \u2713",
};

static char *offline_folder;

static int start_loop(void **state)
{
	(void)state;
	setenv("BYLINE_DEVNET_NETWORKS", "all", 1);
	key_loop_start(&place, "dashboard_networks");
	offline_folder = dir_join(key_loop.net.dir, "offline-XXXXXX");
	assert_non_null(mkdtemp(offline_folder));
	key_loop_write_profiles(offline_folder);
	return 0;
}

static int end_loop(void **state)
{
	(void)state;
	key_loop_end();
	free(offline_folder);
	return 0;
}

static void two_networks_are_followed_and_each_shows_proven_royalties(void **state)
{
	(void)state;
	keys("1");
	see("choose a network");
	keys(": 'network' Enter 'devnet' Enter");
	see("devnet");
	keys("W");
	see("CHOOSE A NETWORK");
	keys("'grove' Enter");
	see("2 networks");
	key_loop_settle_down();
	keys("1");
	see("OPEN");
	see("PRESS");
	see("WORD");
	see("2 of 2");
	see("3 of 3");
}

/* The choice stands in the header; tables, sums and what is claimed follow it. */
static void one_network_is_shown_by_a_key_and_all_by_another(void **state)
{
	(void)state;
	keys("1 f 'gro' Enter");
	see("only grove, 1 of 2");
	see("of grove alone");
	see_no("OPEN");
	keys("6");
	see("Epsilon");
	see_no("Alpha");
	keys("2");
	see("PRESS");
	see_no("OPEN");
	keys("0");
	see("2 networks");
	keys("6");
	see("Alpha");
	see("Epsilon");
}

/* Signed on another machine, which follows nothing and has the profiles alone. */
static void a_claim_is_signed_offline_and_sent_from_here(void **state)
{
	char *folder = key_loop.folder;
	struct pty *online = key_loop.pty;
	struct u256 before = key_loop_tokens_of("demo"), after;

	(void)state;
	key_loop_earn();
	key_loop_claim();
	keys("x");
	keysf("Ctrl-U '%s/bundle.json' Enter", folder);
	see("written");
	keys("Esc Esc");
	key_loop.folder = offline_folder;
	key_loop_open("--offline");
	see("WELCOME TO BYLINE");
	keys("r");
	key_loop_answer("\r");
	see("unlocked");
	keys(": 'network' Enter 'grove' Enter");
	see("grove");
	key_loop_unlock();
	keysf("5 i Ctrl-U '%s/bundle.json' Enter", folder);
	see("told by the online machine");
	see("grove");
	key_loop_sign(NULL);
	see("signed: take");
	keys("Esc");
	key_loop_quit();
	key_loop.folder = folder;
	key_loop.pty = online;
	keysf("5 i Ctrl-U '%s/bundle.json.signed' Enter", folder);
	see("Nothing has been sent yet");
	key_loop_send();
	key_loop_await_news("received ");
	after = key_loop_tokens_of("demo");
	assert_int_equal(u256_compare(&after, &before), 1);
	key_loop_settle_down();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_first_start_leads_to_a_restored_vault),
		cmocka_unit_test(two_networks_are_followed_and_each_shows_proven_royalties),
		cmocka_unit_test(one_network_is_shown_by_a_key_and_all_by_another),
		cmocka_unit_test(a_preview_ranks_the_records),
		cmocka_unit_test(a_dataset_is_attested),
		cmocka_unit_test(it_is_uploaded_to_a_confirmed_key_and_enters_a_model),
		cmocka_unit_test(its_epoch_is_settled_proven_and_audited),
		cmocka_unit_test(a_claim_is_reviewed_signed_and_received),
		cmocka_unit_test(nothing_is_signed_by_enter_alone),
		cmocka_unit_test(a_signed_claim_can_be_sent_later),
		cmocka_unit_test(a_claim_is_signed_from_the_file_it_was_exported_to),
		cmocka_unit_test(a_claim_is_signed_offline_and_sent_from_here),
		cmocka_unit_test(quitting_leaves_the_terminal_as_it_was),
	};

	return cmocka_run_group_tests(tests, start_loop, end_loop);
}
