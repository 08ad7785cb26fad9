/*
 * A contributor's whole loop by keys alone: the dashboard on a pseudo-terminal, against a live
 * local network. Each test goes on where the one before it ended.
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
#include "base/dir.h"
#include "base/file.h"
#include "tests/harness/pty.h"
#include "tests/lib/devnet.h"

#define PHRASE	   "test test test test test test test test test test test junk"
#define PASSPHRASE "correct horse battery"
#define MAILS	   500

/* One loop: the network, the user's folder, the program on its terminal. */
static struct loop {
	struct devnet net;
	char *folder, *mails;
	struct pty *pty;
} loop;

/* The screen belongs to the message of a test that fails. */
static void see(const char *text)
{
	if (!pty_wait(loop.pty, text))
		fail_msg("\"%s\" does not come on the screen:\n%s", text, pty_text(loop.pty));
}

static void keys(const char *keys)
{
	pty_keys(loop.pty, keys);
}

static void mine(unsigned blocks)
{
	devnet_tell(&loop.net, "mine", "{\"blocks\":%u}", blocks);
}

/* Reads until the agreed block, two below the head, has what was just done. */
static void settle_down(void)
{
	mine(3);
	keys("R");
	see("up to date");
}

/* The first MAILS mails that no contributor has, as a dataset of lines. */
static void write_mails(const char *from)
{
	struct buf all;
	size_t end = 0;

	buf_init(&all, 64 * MIB);
	assert_int_equal(file_read(&all, from, NULL), STATUS_OK);
	for (unsigned lines = 0; lines < MAILS && end < all.len; end++)
		lines += all.data[end] == '\n';
	assert_int_equal(file_write_new(loop.mails, all.data, end, NULL), STATUS_OK);
	buf_release(&all);
}

static void write_profile(void)
{
	struct err e = {0};
	struct buf text;
	char path[600], *networks = dir_join(loop.folder, "networks");

	buf_init(&text, LIMIT_SMALL_FILE);
	assert_int_equal(dir_ensure(networks, &e), STATUS_OK);
	snprintf(path, sizeof(path), "%s/profile.json", loop.net.dir);
	assert_int_equal(file_read(&text, path, &e), STATUS_OK);
	snprintf(path, sizeof(path), "%s/devnet.json", networks);
	assert_int_equal(file_write(path, text.data, text.len, &e), STATUS_OK);
	buf_release(&text);
	free(networks);
}

static void open_dashboard(void)
{
	const char *byline = getenv("BYLINE");
	const char *argv[] = {byline != NULL ? byline : "./byline", "--config-dir", loop.folder,
			      NULL};

	loop.pty = pty_start(argv, NULL, 40, 120);
	assert_true(pty_sync(loop.pty));
}

static int start_loop(void **state)
{
	char corpus[600];

	(void)state;
	devnet_start(&loop.net, "dashboard");
	loop.folder = dir_join(loop.net.dir, "user-XXXXXX");
	assert_non_null(mkdtemp(loop.folder));
	loop.mails = dir_join(loop.folder, "mails.jsonl");
	snprintf(corpus, sizeof(corpus), "%s/corpus/unseen.jsonl", loop.net.dir);
	write_profile();
	write_mails(corpus);
	return 0;
}

static int end_loop(void **state)
{
	(void)state;
	pty_free(loop.pty);
	devnet_stop(&loop.net);
	free(loop.folder);
	free(loop.mails);
	return 0;
}

/* The first thing that a newcomer does, in a folder of its own. */
static void a_first_address_asks_for_its_network_and_shows_what_it_is_owed(void **state)
{
	char *folder = loop.folder, script[128];

	(void)state;
	loop.folder = dir_join(loop.net.dir, "newcomer-XXXXXX");
	assert_non_null(mkdtemp(loop.folder));
	write_profile();
	open_dashboard();
	see("WELCOME TO BYLINE");
	see("No network yet");
	keys("w");
	see("CHOOSE A NETWORK");
	see("ethereum");
	see("comes with byline");
	keys("'devnet' Enter");
	see("WATCH AN ADDRESS");
	snprintf(script, sizeof(script), "'%s' Enter Enter",
		 devnet_named(&loop.net, "accounts", "demo", "address"));
	keys(script);
	see("OPEN \u2713");
	keys("q");
	assert_int_equal(pty_exit(loop.pty), 0);
	pty_free(loop.pty);
	free(loop.folder);
	loop.folder = folder;
}

static void a_first_start_leads_to_a_restored_vault(void **state)
{
	(void)state;
	open_dashboard();
	see("WELCOME TO BYLINE");
	keys("r '" PHRASE "' Tab '" PASSPHRASE "' Tab '" PASSPHRASE "' Enter");
	see("restored");
	see("unlocked");
}

static void a_network_chosen_by_name_shows_proven_royalties(void **state)
{
	(void)state;
	keys("1");
	see("choose a network");
	keys(": 'network' Enter 'devnet' Enter");
	see("devnet");
	settle_down();
	keys("1");
	see("ROYALTIES");
	see("OPEN \u2713");
	see("28 of 30 epochs paid in full");
}

static void a_preview_ranks_the_mails(void **state)
{
	char script[700];

	(void)state;
	snprintf(script, sizeof(script), "4 p '%s' Enter", loop.mails);
	keys(script);
	see("500 records");
	see("lower held-out loss by");
	see("of an epoch's pool");
}

static void a_record_is_read_whole_and_a_marked_one_is_kept_in_a_file(void **state)
{
	char *path = dir_join(loop.folder, "kept.jsonl"), script[700];
	struct buf kept, all;

	(void)state;
	keys("Enter");
	see("AS IT STANDS IN THE FILE");
	see("{\"");
	keys("Esc Space K");
	see("1 of 500 records are marked");
	snprintf(script, sizeof(script), "Tab Ctrl-U '%s' Tab Enter", path);
	keys(script);
	see("1 records are in");
	buf_init(&kept, MIB);
	buf_init(&all, 64 * MIB);
	assert_int_equal(file_read_private(&kept, path, NULL), STATUS_OK);
	assert_int_equal(file_read(&all, loop.mails, NULL), STATUS_OK);
	assert_non_null(strstr(buf_str(&all), buf_str(&kept)));
	assert_ptr_equal(strchr(buf_str(&kept), '\n'), buf_str(&kept) + kept.len - 1);
	buf_release(&kept);
	buf_release(&all);
	free(path);
}

static void models_are_compared_and_a_label_is_mapped_before_the_commitment(void **state)
{
	static const char lines[] = "{\"text\":\"win a free prize now\",\"label\":\"Spam\"}\n"
				    "{\"text\":\"lunch at noon then\",\"label\":\"ham\"}\n";
	char *path = dir_join(loop.folder, "odd.jsonl"), script[700];

	(void)state;
	assert_int_equal(file_write_new(path, lines, sizeof(lines) - 1, NULL), STATUS_OK);
	snprintf(script, sizeof(script), "m Ctrl-U '%s' Tab Tab Enter", path);
	keys(script);
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

static void unlock(void)
{
	keys("u");
	if (pty_has(loop.pty, "Passphrase"))
		keys("'" PASSPHRASE "' Enter");
	see("unlocked");
}

/* From a review: go to the confirmation, type it, sign. */
static void sign(const char *confirmation)
{
	char script[64];

	snprintf(script, sizeof(script), "Tab '%s' Enter", confirmation);
	keys(script);
	see("Nothing has been sent yet");
}

/* From a signed act: send it. Nothing waits for its blocks. */
static void send(void)
{
	keys("Tab Enter");
	see("it is followed until it is final");
}

/* Blocks come, and by itself the log tells what became of what was sent. */
static void await_news(const char *news)
{
	mine(3);
	keys("8");
	see(news);
}

static void a_dataset_is_attested(void **state)
{
	(void)state;
	unlock();
	keys("C");
	see("COMMIT TO A DATASET");
	keys("Enter Enter Enter");
	see("Licence: nothing was typed");
	keys("'CC-BY-4.0' Enter");
	see("ATTEST A COMMITMENT");
	see("500 records");
	sign("ATTEST");
	send();
	await_news("confirmed: attest mails");
	settle_down();
	keys("2");
	see("mails");
	see("attested");
}

/* The text to type is on the page itself: the end of the key's id. */
static void type_key_end(void)
{
	const char *text = pty_text(loop.pty), *at = text, *id = NULL;
	char script[32];

	while ((at = strstr(at, "0x")) != NULL) {
		if (strspn(at + 2, "0123456789abcdef") == 64)
			id = at;
		at += 2;
	}
	assert_non_null(id);
	snprintf(script, sizeof(script), "'%.8s' Enter", id + 2 + 56);
	keys(script);
}

static void it_is_uploaded_to_a_confirmed_key_and_enters_a_model(void **state)
{
	(void)state;
	keys("2 g U");
	see("WHO WILL READ THE RECORDS");
	type_key_end();
	see("uploaded");
	devnet_tell(&loop.net, "train", "{}");
	settle_down();
	see("in model");
}

static void its_epoch_is_settled_proven_and_audited(void **state)
{
	(void)state;
	devnet_tell(&loop.net, "infer", "{\"count\":24}");
	devnet_tell(&loop.net, "settle", "{\"root\":true}");
	settle_down();
	keys("3 A");
	see("epochs paid in full");
	see("all redone");
}

static struct u256 tokens_of(const char *account)
{
	return devnet_cast(&loop.net, "alice", "call %s 'balanceOf(address)(uint256)' %s",
			   devnet_text(&loop.net, "contracts", "token"),
			   devnet_named(&loop.net, "accounts", account, "address"));
}

/* "Type the last four digits of 5.236 571 to sign": what a person reads there and types. */
static void read_confirmation(char out[static 8])
{
	static const char before[] = "last four digits of ";
	const char *at = strstr(pty_text(loop.pty), before);
	char digits[64];
	size_t n = 0;

	assert_non_null(at);
	for (at += strlen(before); strncmp(at, " to sign", 8) != 0; at++)
		if (*at >= '0' && *at <= '9' && n < sizeof(digits) - 1)
			digits[n++] = *at;
	digits[n] = '\0';
	assert_true(n >= 4);
	snprintf(out, 8, "%.4s", digits + n - 4);
}

static void a_claim_is_reviewed_signed_and_received(void **state)
{
	struct u256 before = tokens_of("demo"), after;
	char confirmation[8];

	(void)state;
	keys("1 c");
	see("CLAIM ROYALTIES");
	read_confirmation(confirmation);
	sign(confirmation);
	send();
	await_news("received ");
	after = tokens_of("demo");
	assert_int_equal(u256_compare(&after, &before), 1);
	settle_down();
	keys("5");
	see("received");
	keys("1");
	see("0.000 000 OPEN");
}

static void tokens_are_sent_to_an_address_that_was_typed(void **state)
{
	struct u256 before = tokens_of("contributor-2"), sent, after;
	char script[128];

	(void)state;
	keys("1 S '1.25'");
	snprintf(script, sizeof(script), "Tab '%s' Enter",
		 devnet_named(&loop.net, "accounts", "contributor-2", "address"));
	keys(script);
	see("You will send 1.25 OPEN");
	sign("SEND");
	send();
	await_news("confirmed: send 1.25 OPEN");
	after = tokens_of("contributor-2");
	assert_int_equal(u256_parse(&sent, "1250000000000000000", 19), STATUS_OK);
	assert_int_equal(u256_add(&before, &before, &sent), STATUS_OK);
	assert_int_equal(u256_compare(&before, &after), 0);
	settle_down();
}

static void nothing_is_signed_by_enter_alone(void **state)
{
	(void)state;
	devnet_tell(&loop.net, "infer", "{\"count\":24}");
	devnet_tell(&loop.net, "settle", "{\"root\":true}");
	settle_down();
	keys("1 c");
	see("CLAIM ROYALTIES");
	keys("Enter");
	assert_false(pty_has(loop.pty, "Nothing has been sent yet"));
	keys("c");
	see("CLAIM ROYALTIES");
	pty_paste(loop.pty, "y\n1234\n");
	assert_false(pty_has(loop.pty, "Nothing has been sent yet"));
	keys("Esc");
}

static void a_signed_claim_can_be_sent_later(void **state)
{
	char confirmation[8];

	(void)state;
	keys("1 c");
	see("CLAIM ROYALTIES");
	read_confirmation(confirmation);
	sign(confirmation);
	keys("Enter 5");
	see("signed");
	keys("g S");
	see("Nothing has been sent yet");
	send();
	settle_down();
}

static void a_claim_is_signed_from_the_file_it_was_exported_to(void **state)
{
	char script[700];

	(void)state;
	devnet_tell(&loop.net, "infer", "{\"count\":24}");
	devnet_tell(&loop.net, "settle", "{\"root\":true}");
	settle_down();
	keys("1 c");
	see("CLAIM ROYALTIES");
	keys("x");
	snprintf(script, sizeof(script), "Ctrl-U '%s/claim.json' Enter", loop.folder);
	keys(script);
	keys("Esc Esc 5 g");
	see("prepared");
	keys("S");
	see("told by the online machine");
	sign("CLAIM");
	send();
	settle_down();
}

static void with_all_nodes_down_it_opens_from_the_cache_and_says_as_of_when(void **state)
{
	static const char *const names[] = {"alice", "bob", "carol"};
	char as_of[sizeof("as of 14:02:11")];
	const char *at = strstr(pty_text(loop.pty), "as of ");

	(void)state;
	assert_non_null(at);
	snprintf(as_of, sizeof(as_of), "%s", at);
	keys("q");
	assert_int_equal(pty_exit(loop.pty), 0);
	pty_free(loop.pty);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		devnet_tell(&loop.net, "node-stop", "{\"node\":\"%s\"}", names[i]);
	open_dashboard();
	see(as_of);
	see("0.000 000 OPEN \u2713");
	see("epochs paid in full");
	see("R retries now");
	see(as_of);
}

static void quitting_leaves_the_terminal_as_it_was(void **state)
{
	(void)state;
	keys("q");
	assert_int_equal(pty_exit(loop.pty), 0);
	assert_false(pty_alternate(loop.pty));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_first_address_asks_for_its_network_and_shows_what_it_is_owed),
		cmocka_unit_test(a_first_start_leads_to_a_restored_vault),
		cmocka_unit_test(a_network_chosen_by_name_shows_proven_royalties),
		cmocka_unit_test(a_preview_ranks_the_mails),
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
