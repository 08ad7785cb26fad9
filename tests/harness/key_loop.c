/*
 * The first part has what steps are made of: keys, control calls; key_loop_sign.c has reviews. Then
 * come the steps, in the order of a contributor's life.
 */
#include "tests/harness/key_loop.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
// clang-format off
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include "base/buf.h"
#include "base/file.h"

struct key_loop key_loop;

/* A screen is longer than a message of cmocka may be. */
void see(const char *text)
{
	if (pty_wait(key_loop.pty, text))
		return;
	fprintf(stderr, "%s\n", pty_text(key_loop.pty));
	fail_msg("\"%s\" does not come on the screen above", text);
}

void see_no(const char *text)
{
	if (!pty_has(key_loop.pty, text))
		return;
	fprintf(stderr, "%s\n", pty_text(key_loop.pty));
	fail_msg("\"%s\" is on the screen above", text);
}

void keys(const char *keys)
{
	pty_keys(key_loop.pty, keys);
}

void keysf(const char *format, ...)
{
	char script[1024];
	va_list ap;

	va_start(ap, format);
	vsnprintf(script, sizeof(script), format, ap);
	va_end(ap);
	keys(script);
}

void key_loop_tell(const char *call, const char *more)
{
	devnet_tell(&key_loop.net, call, "{\"network\":\"%s\",\"datanet\":\"%s\"%s%s}",
		    key_loop.at->network, key_loop.at->datanet, more[0] != '\0' ? "," : "", more);
}

static void mine(unsigned blocks)
{
	devnet_tell(&key_loop.net, "mine", "{\"network\":\"%s\",\"blocks\":%u}",
		    key_loop.at->network, blocks);
}

/*
 * Goes to the loop's datanet in the field that has the focus, and on to the next: by its letter,
 * which goes nowhere else however often it is read; or where the entries begin with amounts, and
 * one stands alone behind its number, entry by entry, each seen before the next key.
 */
static void choose_place(bool alone)
{
	char entry[80], number[32];
	unsigned at, of;

	if (key_loop.at->choice == NULL)
		return;
	snprintf(entry, sizeof(entry), "%s%s", key_loop.at->choice, alone ? "" : "]");
	if (!alone)
		keysf("'%c'", key_loop.at->choice[0]);
	for (int i = 0; alone && i < 8 && !pty_has(key_loop.pty, entry); i++) {
		const char *field = strstr(pty_text(key_loop.pty), "Claim  ");

		assert_non_null(field);
		assert_int_equal(sscanf(field + strlen("Claim"), "%u of %u:", &at, &of), 2);
		snprintf(number, sizeof(number), "%u of %u:", at % of + 1, of);
		keys("Right");
		see(number);
	}
	see(entry);
	keys("Enter");
}

void key_loop_settle_down(void)
{
	mine(3);
	keys("R");
	see("up to date");
}

/* The element of a list of devnet.json that is called so. */
static const struct json *named(const struct json *list, const char *name)
{
	const struct json *element = json_first(list);

	while (element != NULL && strcmp(json_text(json_get(element, "name")), name) != 0)
		element = json_next(element);
	assert_non_null(element);
	return element;
}

static const struct json *datanet(void)
{
	const struct json *network =
		named(json_get(key_loop.net.description, "networks"), key_loop.at->network);

	return named(json_get(network, "datanets"), key_loop.at->datanet);
}

/* A text about the loop's datanet: member `name` of its `object`. */
static const char *datanet_text(const char *object, const char *name)
{
	const char *text = json_text(json_get(json_get(datanet(), object), name));

	assert_non_null(text);
	return text;
}

/* A review says in full whom it is about. */
static void see_datanet_address(void)
{
	const char *text = json_text(json_get(datanet(), "address"));
	char full[ADDRESS_TEXT_SIZE];
	struct address a;

	assert_int_equal(address_parse(&a, text, strlen(text)), STATUS_OK);
	address_format(full, &a);
	see(full);
}

/* The first records that no contributor has, as a dataset of lines. */
static void write_records(const char *from)
{
	struct buf all;
	size_t end = 0;

	buf_init(&all, 64 * MIB);
	assert_int_equal(file_read(&all, from, NULL), STATUS_OK);
	for (unsigned lines = 0; lines < key_loop.at->records && end < all.len; end++)
		lines += all.data[end] == '\n';
	assert_int_equal(file_write_new(key_loop.records, all.data, end, NULL), STATUS_OK);
	buf_release(&all);
}

void key_loop_write_profiles(const char *folder)
{
	static const char *const files[][2] = {{"profile.json", "devnet.json"},
					       {"profile-grove.json", "grove.json"}};
	struct err e = {0};
	char path[600], *networks = dir_join(folder, "networks");

	assert_int_equal(dir_ensure(networks, &e), STATUS_OK);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct buf text;

		buf_init(&text, LIMIT_SMALL_FILE);
		snprintf(path, sizeof(path), "%s/%s", key_loop.net.dir, files[i][0]);
		/* The second network runs where the test asks for it. */
		if (access(path, F_OK) == 0) {
			assert_int_equal(file_read(&text, path, &e), STATUS_OK);
			snprintf(path, sizeof(path), "%s/%s", networks, files[i][1]);
			assert_int_equal(file_write(path, text.data, text.len, &e), STATUS_OK);
		}
		buf_release(&text);
	}
	free(networks);
}

void key_loop_open(const char *option)
{
	const char *byline = getenv("BYLINE");
	const char *argv[] = {byline != NULL ? byline : "./byline", "--config-dir", key_loop.folder,
			      option, NULL};

	key_loop.pty = pty_start(argv, NULL, 40, 120);
	assert_true(pty_sync(key_loop.pty));
}

void key_loop_quit(void)
{
	keys("q");
	assert_int_equal(pty_exit(key_loop.pty), 0);
	pty_free(key_loop.pty);
	key_loop.pty = NULL;
}

void key_loop_start(const struct key_loop_place *at, const char *name)
{
	char file[64];

	key_loop.at = at;
	/* So many trials of forecasts that a preview tells an interval. */
	setenv("BYLINE_DEVNET_TRIALS", "60", 0);
	devnet_start(&key_loop.net, name);
	key_loop.folder = dir_join(key_loop.net.dir, "user-XXXXXX");
	assert_non_null(mkdtemp(key_loop.folder));
	snprintf(file, sizeof(file), "%s.jsonl", at->name);
	key_loop.records = dir_join(key_loop.folder, file);
	key_loop_write_profiles(key_loop.folder);
	write_records(datanet_text("corpus", "unseen"));
}

void key_loop_end(void)
{
	pty_free(key_loop.pty);
	devnet_stop(&key_loop.net);
	free(key_loop.folder);
	free(key_loop.records);
}

struct u256 key_loop_tokens_of(const char *account)
{
	return devnet_cast(&key_loop.net, key_loop.at->node,
			   "call %s 'balanceOf(address)(uint256)' %s",
			   datanet_text("contracts", "token"),
			   devnet_named(&key_loop.net, "accounts", account, "address"));
}

/* Nothing waits for the blocks of what was sent. */
void key_loop_send(void)
{
	keys("Tab Enter");
	see("it is followed until it is final");
}

void key_loop_await_news(const char *news)
{
	mine(3);
	keys("8");
	see(news);
}

void key_loop_claim(void)
{
	keys("1 c");
	/* Several payers are chosen from first. */
	see(key_loop.at->choice != NULL ? "Left and Right choose" : "CLAIM ROYALTIES");
	choose_place(true);
	see("You will receive");
}

void key_loop_earn(void)
{
	key_loop_tell("infer", "\"count\":24");
	key_loop_tell("settle", "\"root\":true");
	key_loop_settle_down();
}

void a_first_start_leads_to_a_restored_vault(void **state)
{
	(void)state;
	key_loop_open(NULL);
	see("WELCOME TO BYLINE");
	keys("r");
	key_loop_answer("\r");
	see("restored");
	see("unlocked");
}

void a_preview_ranks_the_records(void **state)
{
	char records[32];

	(void)state;
	keysf("4 p '%s' Enter", key_loop.records);
	choose_place(false);
	snprintf(records, sizeof(records), "%u records", key_loop.at->records);
	see(records);
	see("lower held-out loss by");
	see("SHARE OF AN EPOCH'S POOL");
}

void a_dataset_is_attested(void **state)
{
	char text[64];

	(void)state;
	key_loop_unlock();
	keys("4 C");
	see("COMMIT TO A DATASET");
	keysf("Enter Enter Enter %s", key_loop.at->choice != NULL ? "Enter" : "");
	see("Licence: nothing was typed");
	keysf("'%s' Enter", key_loop.at->licence);
	choose_place(false);
	see("ATTEST A COMMITMENT");
	snprintf(text, sizeof(text), "%u records", key_loop.at->records);
	see(text);
	see_datanet_address();
	key_loop_sign("ATTEST");
	key_loop_send();
	snprintf(text, sizeof(text), "confirmed: attest %s", key_loop.at->name);
	key_loop_await_news(text);
	key_loop_settle_down();
	keys("2");
	see(key_loop.at->name);
	see("attested");
}

/* The text to type is on the page itself: the end of the key's id. */
static void type_key_end(void)
{
	const char *text = pty_text(key_loop.pty), *at = text, *id = NULL;

	while ((at = strstr(at, "0x")) != NULL) {
		if (strspn(at + 2, "0123456789abcdef") == 64)
			id = at;
		at += 2;
	}
	assert_non_null(id);
	keysf("'%.8s' Enter", id + 2 + 56);
}

void it_is_uploaded_to_a_confirmed_key_and_enters_a_model(void **state)
{
	(void)state;
	/* The newest of a network is its first row; the filter finds it among several networks. */
	keysf("2 / '%s' Enter g U", key_loop.at->name);
	see("WHO WILL READ THE RECORDS");
	type_key_end();
	see("uploaded");
	key_loop_tell("train", "");
	key_loop_settle_down();
	see("in model");
	keys("Esc");
}

void its_epoch_is_settled_proven_and_audited(void **state)
{
	(void)state;
	key_loop_earn();
	keys("3 A");
	see("epochs paid in full");
	see("all redone");
}

/* The view of claims has other lists too, and comes back with the one that was shown last. */
static void show_claims(void)
{
	keys("5");
	pty_sync(key_loop.pty);
	while (!pty_has(key_loop.pty, "prepare, sign, send")) {
		keys("t");
		pty_sync(key_loop.pty);
	}
}

void a_claim_is_reviewed_signed_and_received(void **state)
{
	struct u256 before = key_loop_tokens_of("demo"), after;

	(void)state;
	key_loop_claim();
	key_loop_sign(NULL);
	key_loop_send();
	key_loop_await_news("received ");
	after = key_loop_tokens_of("demo");
	assert_int_equal(u256_compare(&after, &before), 1);
	key_loop_settle_down();
	show_claims();
	see("received");
	keys("1");
	see(key_loop.at->nothing);
}

void tokens_are_sent_to_an_address_that_was_typed(void **state)
{
	struct u256 before = key_loop_tokens_of("contributor-2"), sent, after;
	char text[64];

	(void)state;
	keysf("1 S '1.25' Tab '%s' Enter",
	      devnet_named(&key_loop.net, "accounts", "contributor-2", "address"));
	snprintf(text, sizeof(text), "You will send 1.25 %s", key_loop.at->symbol);
	see(text);
	key_loop_sign("SEND");
	key_loop_send();
	snprintf(text, sizeof(text), "confirmed: send 1.25 %s", key_loop.at->symbol);
	key_loop_await_news(text);
	after = key_loop_tokens_of("contributor-2");
	assert_int_equal(u256_parse(&sent, "1250000000000000000", 19), STATUS_OK);
	assert_int_equal(u256_add(&before, &before, &sent), STATUS_OK);
	assert_int_equal(u256_compare(&before, &after), 0);
	key_loop_settle_down();
}

void nothing_is_signed_by_enter_alone(void **state)
{
	(void)state;
	key_loop_earn();
	key_loop_claim();
	keys("Enter");
	see_no("Nothing has been sent yet");
	keys("Esc");
	key_loop_claim();
	pty_paste(key_loop.pty, "y\n1234\n");
	see_no("Nothing has been sent yet");
	/* Nor by anything but what the signer asks for. */
	key_loop_refuse("1234x");
	keys("Esc");
}

void a_signed_claim_can_be_sent_later(void **state)
{
	(void)state;
	key_loop_claim();
	key_loop_sign(NULL);
	keys("Enter");
	show_claims();
	see("signed");
	keys("g S");
	see("Nothing has been sent yet");
	key_loop_send();
	key_loop_settle_down();
}

void a_claim_is_signed_from_the_file_it_was_exported_to(void **state)
{
	(void)state;
	key_loop_earn();
	key_loop_claim();
	keys("x");
	keysf("Ctrl-U '%s/claim.json' Enter", key_loop.folder);
	keys("Esc Esc");
	show_claims();
	keys("g");
	see("prepared");
	keys("S");
	see("told by the online machine");
	key_loop_sign(NULL);
	key_loop_send();
	key_loop_settle_down();
}

void quitting_leaves_the_terminal_as_it_was(void **state)
{
	(void)state;
	keys("q");
	assert_int_equal(pty_exit(key_loop.pty), 0);
	assert_false(pty_alternate(key_loop.pty));
}
