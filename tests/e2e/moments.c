/*
 * A review that ends at any moment: the terminal is closed, or the process gets a signal, while it
 * prepares, while a person gives the passphrase, reads and types, while it signs and sends. From
 * the passphrase on it is the signer that asks, and that has to end as well.
 * Read end_at(): it goes to a moment on a pseudo-terminal and ends byline there. expect_free() and
 * expect_named() then ask new processes what is left. Invariant: nothing is reserved, what is
 * signed has a name by which it is sent or ended, and the next act goes on at once.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/dir.h"
#include "base/file.h"
#include "tests/harness/beside.h"
#include "tests/harness/pty.h"
#include "tests/harness/questions.h"
#include "tests/lib/devnet.h"

#define PASSPHRASE "correct horse battery"

static struct devnet net;
static char work[600];
static const char *friend_of_demo;

/* How a process ends: by a signal, or because its terminal is closed. */
static const int ways[] = {SIGHUP, SIGQUIT, SIGKILL, SIGTERM, 0};

enum moment {
	PREPARING,  /* some time after the start */
	UNLOCKING,  /* the passphrase is asked for */
	UNLOCKING2, /* half of it is typed */
	DERIVING,   /* some time after all of it is typed */
	READING,    /* the review is there */
	TYPING,	    /* half of the confirmation is typed */
	SIGNING,    /* some time after all of it is typed */
};

/* A command whose review is ended; what the signer has to ask for, NULL: digits of an amount. */
struct command {
	const char *machine;
	const char *arguments[12];
	const char *confirm;
};

static const char *program(void)
{
	return getenv("BYLINE") != NULL ? getenv("BYLINE") : "./byline";
}

static unsigned long long chain_nonce(void)
{
	struct u256 nonce = devnet_cast(&net, "alice", "nonce %s",
					devnet_named(&net, "accounts", "demo", "address"));
	uint64_t n;

	assert_int_equal(u256_to_u64(&n, &nonce), STATUS_OK);
	return n;
}

static void settle_down(void)
{
	devnet_tell(&net, "mine", "{\"blocks\":3}");
	beside_must("online", "sync");
}

/* --- moments --- */

static void await(struct pty *p, const char *text)
{
	if (!pty_wait(p, text))
		fail_msg("\"%s\" does not come:\n%s", text, pty_text(p));
}

static void type(struct pty *p, const char *text)
{
	pty_send(p, text, strlen(text));
}

static const struct questions_person person = {.passphrase = PASSPHRASE};

/*
 * Waits for the question of the signer, whose review may take several pages. The vault accepts the
 * network first, where it has not before. Out: `asked`, what is to be typed
 */
static void await_confirmation(struct pty *p, char *asked, size_t cap, const char *confirm)
{
	const char *question = questions_answer(p, &person, "Type ");

	while (question != NULL && strstr(question, "to accept it") != NULL) {
		questions_words(asked, cap, question);
		questions_type(p, asked);
		question = questions_answer(p, &person, "Type ");
	}
	if (question == NULL)
		fail_msg("nobody asks for a confirmation:\n%s", pty_text(p));
	questions_words(asked, cap, question);
	if (confirm != NULL)
		assert_string_equal(asked, confirm);
	assert_true(strlen(asked) >= 4);
}

/* Goes to the moment; `ms` after the last thing that was typed, where the moment has no end. */
static void go_to(struct pty *p, const struct command *c, enum moment m, int ms)
{
	char asked[100], half[8];

	if (m == PREPARING) {
		pty_listen(p, ms);
		return;
	}
	await(p, "assphrase:");
	if (m == UNLOCKING)
		return;
	type(p, m == UNLOCKING2 ? "correct" : PASSPHRASE "\r");
	if (m == UNLOCKING2 || m == DERIVING) {
		pty_listen(p, ms);
		return;
	}
	await_confirmation(p, asked, sizeof(asked), c->confirm);
	if (m == READING)
		return;
	snprintf(half, sizeof(half), "%.2s", asked);
	type(p, m == TYPING ? half : asked);
	if (m == TYPING)
		return;
	type(p, "\r");
	pty_listen(p, ms);
}

/* Runs the command to the moment and ends it there, one way. */
static void end_at(const struct command *c, enum moment m, int ms, int way)
{
	char folder[700];
	const char *argv[20] = {program(), "--config-dir", folder};
	struct pty *p;
	size_t n = 3;

	snprintf(folder, sizeof(folder), "%s/%s", work, c->machine);
	for (size_t i = 0; c->arguments[i] != NULL; i++)
		argv[n++] = c->arguments[i];
	p = pty_start(argv, NULL, 50, 120);
	go_to(p, c, m, ms);
	if (way != 0)
		kill(pty_pid(p), way);
	else
		pty_hang_up(p);
	if (pty_exit(p) == -1)
		fail_msg("byline does not end by %s at moment %d",
			 way != 0 ? strsignal(way) : "a closed terminal", m);
	pty_free(p);
}

/* --- what is left --- */

/* The newest own transaction. */
static const struct json *newest(void)
{
	beside_must("online", "--offline tx list");
	return json_first(json_get(beside.answer, "transactions"));
}

/* Nothing is reserved, and the next act has the first free nonce at once, without a question. */
static void expect_free(unsigned long long nonce)
{
	char line[200];

	snprintf(line, sizeof(line), "send OPEN 0.5 %s --prepare", friend_of_demo);
	beside_must("online", line);
	assert_int_equal(beside_number(json_get(beside.answer, "act"), "nonce"), nonce);
	assert_string_equal(beside_text(json_get(beside.answer, "act"), "warning"), "");
}

/*
 * A newer transaction than `before`, if there is one, is signed and whole: it is sent by its number
 * and happens. Out: its nonce is spent.
 */
static void expect_named(unsigned long long before)
{
	const struct json *tx = newest();
	unsigned long long id = beside_number(tx, "id"), nonce = beside_number(tx, "nonce");
	const char *state = beside_text(tx, "state");
	char line[80];

	if (tx == NULL || id == before)
		return;
	if (strcmp(state, "signed") != 0 && strcmp(state, "sent, waiting") != 0)
		fail_msg("transaction %llu is %s", id, state);
	assert_int_equal(strlen(beside_text(tx, "hash")), 66);
	snprintf(line, sizeof(line), "tx send %llu --no-wait", id);
	beside_must("online", line);
	settle_down();
	assert_int_equal(chain_nonce(), nonce + 1);
}

static unsigned long long last_id(void)
{
	const struct json *tx = newest();

	return tx != NULL ? beside_number(tx, "id") : 0;
}

/* Each moment of one command; the looser ones some time after, since no screen tells them. */
struct step {
	enum moment moment;
	int ms;
};

static const struct step steps[] = {
	{PREPARING, 0}, {PREPARING, 40}, {PREPARING, 120}, {UNLOCKING, 0}, {UNLOCKING2, 0},
	{DERIVING, 0},	{DERIVING, 300}, {READING, 0},	   {TYPING, 0},	   {SIGNING, 0},
	{SIGNING, 10},	{SIGNING, 30},	 {SIGNING, 100},   {SIGNING, 250}, {SIGNING, 800},
};

typedef void check_left(unsigned long long before);

/* Every way while a person is at it, one way in turn where only the program works. */
static void end_everywhere(const struct command *c, check_left *check)
{
	size_t turn = 0;

	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		bool loose = steps[i].moment == PREPARING || steps[i].moment == DERIVING ||
			     steps[i].moment == SIGNING;

		for (size_t w = 0; w < (loose ? 1 : ARRAY_SIZE(ways)); w++) {
			unsigned long long before = last_id();

			end_at(c, steps[i].moment, steps[i].ms,
			       ways[loose ? turn++ % ARRAY_SIZE(ways) : w]);
			check(before);
		}
	}
}

static void sent_or_free(unsigned long long before)
{
	expect_named(before);
	expect_free(chain_nonce());
}

static void a_send_that_ends_at_any_moment_leaves_the_next_free(void **state)
{
	const struct command send = {
		"online", {"send", "OPEN", "0.25", friend_of_demo, "--send", "--no-wait"}, "SEND"};

	(void)state;
	end_everywhere(&send, sent_or_free);
}

/* The transaction that is being cancelled, signed and never sent. */
static unsigned long long victim;

static void sign_a_victim(void)
{
	char line[200];

	snprintf(line, sizeof(line), "send OPEN 0.25 %s", friend_of_demo);
	beside_sign("online", line, "--prepare", "");
	victim = last_id();
}

/* A cancellation that was signed is sent by its name; one that was not leaves all as it was. */
static void cancelled_or_as_before(unsigned long long before)
{
	char line[80];

	expect_named(before);
	snprintf(line, sizeof(line), "tx cancel %llu --prepare", victim);
	if (last_id() == before) {
		beside_must("online", line);
		assert_int_equal(beside_number(json_get(beside.answer, "act"), "nonce"),
				 chain_nonce());
		return;
	}
	assert_int_equal(beside_ask("online", "%s", line), 1);
	expect_free(chain_nonce());
	sign_a_victim();
}

static void a_cancellation_that_ends_at_any_moment_can_be_made_again(void **state)
{
	(void)state;
	sign_a_victim();
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		char id[24];
		const struct command cancel = {
			"online", {"tx", "cancel", id, "--send", "--no-wait"}, "CANCEL"};
		unsigned long long before = last_id();

		snprintf(id, sizeof(id), "%llu", victim);
		end_at(&cancel, steps[i].moment, steps[i].ms, ways[i % ARRAY_SIZE(ways)]);
		cancelled_or_as_before(before);
	}
}

/* Whatever was written is whole: another process reads it; and signing again goes on at once. */
static void a_claim_that_ends_while_it_is_signed_is_signed_again(void **state)
{
	char file[700], out[700], again[700], line[2200], hash[80];

	(void)state;
	snprintf(file, sizeof(file), "%s/claim", work);
	/* The transaction that is left signed is sent first, so that the claim has its nonce. */
	snprintf(line, sizeof(line), "tx send %llu --no-wait", victim);
	beside_must("online", line);
	settle_down();
	snprintf(line, sizeof(line), "claim prepare --out %s", file);
	beside_must("online", line);
	snprintf(hash, sizeof(hash), "%s",
		 beside_text(json_get(beside.answer, "act"), "signing_hash"));
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		const struct command sign = {
			"offline", {"claim", "sign", file, "--out", out}, NULL};

		snprintf(out, sizeof(out), "%s/signed-%zu", work, i);
		snprintf(again, sizeof(again), "%s/again-%zu", work, i);
		end_at(&sign, steps[i].moment, steps[i].ms, ways[i % ARRAY_SIZE(ways)]);
		snprintf(line, sizeof(line), "claim sign %s --out %s --expect %s", file, again,
			 hash);
		beside_must("offline", line);
		/* The same bytes give the same signature, so that both files are equal. */
		snprintf(line, sizeof(line), "test ! -e %s || cmp -s %s %s", out, out, again);
		assert_int_equal(system(line), 0);
	}
	snprintf(line, sizeof(line), "claim send %s --no-wait", again);
	beside_must("online", line);
	settle_down();
	beside_must("online", "claim status");
	assert_string_equal(beside_text(json_first(json_get(beside.answer, "claims")), "state"),
			    "received");
}

/* --- the dashboard --- */

static struct pty *open_dashboard(void)
{
	char folder[700];
	const char *argv[] = {program(), "--config-dir", folder, NULL};
	struct pty *p;

	snprintf(folder, sizeof(folder), "%s/online", work);
	p = pty_start(argv, NULL, 40, 120);
	assert_true(pty_sync(p));
	pty_keys(p, "1");
	await(p, "ROYALTIES");
	return p;
}

/* The form of a transfer, filled in, up to its review. */
static void review_transfer(struct pty *p)
{
	char script[200];

	snprintf(script, sizeof(script), "S '1.25' Tab '%s' Enter", friend_of_demo);
	pty_keys(p, script);
	await(p, "You will send 1.25 OPEN");
}

static void go_to_in_dashboard(struct pty *p, enum moment m, int ms)
{
	char asked[100];

	if (m == PREPARING)
		return;
	pty_keys(p, "Tab");
	pty_forget(p);
	type(p, "\r");
	if (questions_answer(p, &person, "Passphrase: ") == NULL)
		fail_msg("nobody asks for the passphrase:\n%s", pty_text(p));
	if (m == UNLOCKING)
		return;
	pty_forget(p);
	type(p, PASSPHRASE "\r");
	if (m == DERIVING) {
		pty_listen(p, ms);
		return;
	}
	await_confirmation(p, asked, sizeof(asked), "SEND");
	if (m == READING)
		return;
	type(p, m == TYPING ? "SE" : "SEND\r");
	if (m == TYPING)
		return;
	pty_listen(p, ms);
	if (ms > 2000)
		await(p, "Nothing has been sent yet");
}

static void a_review_of_the_dashboard_that_ends_at_any_moment_leaves_the_next_free(void **state)
{
	static const struct step moments[] = {
		{PREPARING, 0},	 {UNLOCKING, 0}, {TYPING, 0},	{READING, 0},	{DERIVING, 0},
		{DERIVING, 300}, {SIGNING, 0},	 {SIGNING, 20}, {SIGNING, 400}, {SIGNING, 3000}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(moments); i++)
		for (size_t w = 0; w < (i < 3 ? ARRAY_SIZE(ways) : 1); w++) {
			int way = ways[i < 3 ? w : i % ARRAY_SIZE(ways)];
			unsigned long long before = last_id();
			struct pty *p = open_dashboard();

			review_transfer(p);
			go_to_in_dashboard(p, moments[i].moment, moments[i].ms);
			if (way != 0)
				kill(pty_pid(p), way);
			else
				pty_hang_up(p);
			assert_int_not_equal(pty_exit(p), -1);
			pty_free(p);
			sent_or_free(before);
		}
}

/* --- the beginning --- */

static void write_text(const char *name, const char *text)
{
	char path[800];

	snprintf(path, sizeof(path), "%s/%s", work, name);
	assert_int_equal(file_write(path, text, strlen(text), NULL), STATUS_OK);
}

static int begin(void **state)
{
	static const char *const machines[] = {"online", "offline"};
	char line[800], phrase[400];

	(void)state;
	devnet_start(&net, "moments");
	snprintf(work, sizeof(work), "%s/work-XXXXXX", net.dir);
	assert_non_null(mkdtemp(work));
	beside.work = work;
	friend_of_demo = devnet_named(&net, "accounts", "contributor-2", "address");
	snprintf(phrase, sizeof(phrase), "%s\n" PASSPHRASE "\n",
		 json_text(json_get(net.description, "phrase")));
	devnet_tell(&net, "mine", "{\"blocks\":3}");
	for (size_t i = 0; i < ARRAY_SIZE(machines); i++) {
		write_text("passphrase", phrase);
		snprintf(line, sizeof(line), "network add %s/profile.json --use", net.dir);
		beside_must(machines[i], line);
		beside_must(machines[i], "restore");
	}
	write_text("passphrase", PASSPHRASE "\n");
	beside_must("online", "sync");
	return 0;
}

static int end(void **state)
{
	(void)state;
	json_free(beside.answer);
	devnet_stop(&net);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_send_that_ends_at_any_moment_leaves_the_next_free),
		cmocka_unit_test(a_cancellation_that_ends_at_any_moment_can_be_made_again),
		cmocka_unit_test(a_claim_that_ends_while_it_is_signed_is_signed_again),
		cmocka_unit_test(
			a_review_of_the_dashboard_that_ends_at_any_moment_leaves_the_next_free),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
