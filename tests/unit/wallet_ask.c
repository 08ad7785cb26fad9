/*
 * The signer's own questions, on a pseudo-terminal: what is typed, what of it is seen, what ends a
 * question, and that the terminal is as it was afterwards.
 */
#include "wallet/ask_page.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "tests/unit/wallet_vector.h"

static int master, terminal;

static int open_terminal(void **state)
{
	struct winsize size = {.ws_row = 10, .ws_col = 40};

	(void)state;
	return openpty(&master, &terminal, NULL, NULL, &size);
}

static int close_terminal(void **state)
{
	(void)state;
	return close(master) | close(terminal);
}

/* Whatever the terminal shows until `text` comes, or `ms` have passed without anything. */
static const char *read_until(const char *text, int ms)
{
	static char shown[8192];
	size_t len = 0;
	struct pollfd wait = {.fd = master, .events = POLLIN};

	shown[0] = '\0';
	while (len < sizeof(shown) - 1 && (text == NULL || strstr(shown, text) == NULL) &&
	       poll(&wait, 1, ms) > 0) {
		ssize_t n = read(master, shown + len, sizeof(shown) - 1 - len);

		if (n <= 0)
			break;
		len += (size_t)n;
		shown[len] = '\0';
	}
	return shown;
}

static void type(const char *keys)
{
	assert_int_equal(write(master, keys, strlen(keys)), strlen(keys));
}

/* In a child: asks, and ends with the status, or with 100 when the answer is not `answer`. */
static pid_t ask(const struct asker *p, const char *answer)
{
	pid_t child = fork();
	struct secret *secret = NULL;
	enum status s;

	if (child != 0)
		return child;
	s = ask_secret(p, &secret, "Passphrase: ", NULL);
	if (s == STATUS_OK && (secret_len(secret) != strlen(answer) ||
			       memcmp(secret_view(secret), answer, strlen(answer)) != 0))
		_exit(100);
	_exit((int)s);
}

static int outcome_of(pid_t child)
{
	int state = 0;

	assert_int_equal(waitpid(child, &state, 0), child);
	return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
}

static void what_is_typed_is_the_answer_and_is_not_shown(void **state)
{
	static const struct {
		const char *keys, *answer;
		enum status status;
	} cases[] = {
		{"correct horse\r", "correct horse", STATUS_OK},
		{"correct horse\n", "correct horse", STATUS_OK},
		{"wrong\x15right\r", "right", STATUS_OK},
		{"rihgt\x7f\x7f\x7fght\r", "right", STATUS_OK},
		{"sch\xc3\xb6n\x7f\x7f\xc3\xb6n\r", "sch\xc3\xb6n", STATUS_OK},
		{"a\x1b[Db\x1bOHc\r", "abc", STATUS_OK},
		{"\x1b[200~pasted\x1b[201~\r", "pasted", STATUS_OK},
		{"\r", "", ERR_REFUSED},
		{"half\x03", "", ERR_CANCELLED},
		{"half\x04", "", ERR_CANCELLED},
		{"half\x1b", "", ERR_CANCELLED},
	};
	const struct asker p = {.terminal = terminal, .lines = -1, .owner = -1, .timer = -1};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct termios before, after;
		const char *rest;
		pid_t child;

		assert_int_equal(tcgetattr(terminal, &before), 0);
		child = ask(&p, cases[i].answer);
		assert_non_null(strstr(read_until("Passphrase: ", 20000), "Passphrase: "));
		type(cases[i].keys);
		if (outcome_of(child) != (int)cases[i].status)
			fail_msg("case %zu", i);
		rest = read_until(NULL, 50);
		assert_string_equal(rest, "\r\n");
		assert_int_equal(tcgetattr(terminal, &after), 0);
		assert_int_equal(before.c_lflag, after.c_lflag);
		assert_int_equal(before.c_iflag, after.c_iflag);
	}
}

static void keys_of_before_the_question_are_no_answer(void **state)
{
	const struct asker p = {.terminal = terminal, .lines = -1, .owner = -1, .timer = -1};
	pid_t child;

	(void)state;
	type("too early\n");
	/* Its echo tells that it has come to the terminal. */
	read_until("too early", 20000);
	child = ask(&p, "in time");
	read_until("Passphrase: ", 20000);
	type("in time\r");
	assert_int_equal(outcome_of(child), STATUS_OK);
	read_until(NULL, 50);
}

static void an_answer_that_is_too_long_is_refused(void **state)
{
	const struct asker p = {.terminal = terminal, .lines = -1, .owner = -1, .timer = -1};
	pid_t child = ask(&p, "");

	(void)state;
	read_until("Passphrase: ", 20000);
	for (int i = 0; i < 600; i++)
		type("x");
	assert_int_equal(outcome_of(child), ERR_LIMIT);
	tcflush(terminal, TCIFLUSH);
	read_until(NULL, 50);
}

static void the_end_of_its_owner_ends_a_question(void **state)
{
	int ends[2];
	struct asker p = {.terminal = terminal, .lines = -1, .timer = -1};
	pid_t child;

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
	p.owner = ends[0];
	fcntl(ends[1], F_SETFD, 0);
	child = fork();
	if (child == 0) {
		struct secret *secret = NULL;

		close(ends[1]);
		_exit((int)ask_secret(&p, &secret, "Passphrase: ", NULL));
	}
	read_until("Passphrase: ", 20000);
	close(ends[1]);
	assert_int_equal(outcome_of(child), ERR_CANCELLED);
	close(ends[0]);
	read_until(NULL, 50);
}

static void lines_of_a_script_are_answers_one_after_the_other(void **state)
{
	struct secret *a = NULL, *b = NULL, *c = NULL;
	struct asker p = {.terminal = -1, .owner = -1, .timer = -1};
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	p.lines = ends[0];
	assert_int_equal(write(ends[1], "first\nsecond", 12), 12);
	close(ends[1]);
	assert_int_equal(ask_secret(&p, &a, "?", NULL), STATUS_OK);
	assert_int_equal(ask_secret(&p, &b, "?", NULL), STATUS_OK);
	assert_int_equal(ask_secret(&p, &c, "?", NULL), ERR_REFUSED);
	assert_memory_equal(secret_view(a), "first", 5);
	assert_memory_equal(secret_view(b), "second", 6);
	secret_free(a);
	secret_free(b);
	close(ends[0]);
	p.lines = -1;
	assert_int_equal(ask_secret(&p, &c, "?", NULL), ERR_USAGE);
}

/* In a child: asks for a confirmation. */
static pid_t ask_for(const char *wanted)
{
	const struct asker p = {.terminal = terminal, .lines = -1, .owner = -1, .timer = -1};
	pid_t child = fork();

	if (child == 0)
		_exit((int)ask_confirmation(&p, "Type it: ", wanted, NULL));
	return child;
}

static void a_confirmation_is_seen_and_must_be_the_wanted_one(void **state)
{
	pid_t child = ask_for("3 2913");

	(void)state;
	read_until("Type it: ", 20000);
	type("3 29\x7f"
	     "913\r");
	assert_int_equal(outcome_of(child), STATUS_OK);
	assert_non_null(strstr(read_until(NULL, 50), "3 29\b \b913"));
	child = ask_for("3 2913");
	read_until("Type it: ", 20000);
	type("3 2914\r");
	assert_int_equal(outcome_of(child), ERR_REFUSED);
	child = ask_for("3 2913");
	read_until("Type it: ", 20000);
	type("3 291\r");
	assert_int_equal(outcome_of(child), ERR_REFUSED);
	read_until(NULL, 50);
}

static void a_long_text_is_passed_page_by_page(void **state)
{
	const struct asker p = {.terminal = terminal, .lines = -1, .owner = -1, .timer = -1};
	char text[2000] = "";
	size_t len = 0, pages = 0;
	pid_t child;

	(void)state;
	for (int i = 0; i < 30; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len, "line %d\n", i);
	child = fork();
	if (child == 0)
		_exit((int)ask_page_read(&p, text, "Type it: ", NULL));
	while (strstr(read_until("more --", 500), "more --") != NULL) {
		pages++;
		type(" ");
	}
	assert_int_equal(outcome_of(child), STATUS_OK);
	/* Nine lines fit above the one that asks, so that 30 lines need three keys. */
	assert_int_equal(pages, 3);
	child = fork();
	if (child == 0)
		_exit((int)ask_page_read(&p, text, "Type it: ", NULL));
	read_until("more --", 20000);
	type("\x03");
	assert_int_equal(outcome_of(child), ERR_CANCELLED);
}

/* In a child: shows a text before a question. Returns: how many keys it took. */
static size_t pages_of(const char *text)
{
	const struct asker p = {.terminal = terminal, .lines = -1, .owner = -1, .timer = -1};
	size_t pages = 0;
	pid_t child = fork();

	if (child == 0)
		_exit((int)ask_page_read(&p, text, "Type it: ", NULL));
	while (strstr(read_until("more --", 500), "more --") != NULL) {
		pages++;
		type(" ");
	}
	assert_int_equal(outcome_of(child), STATUS_OK);
	return pages;
}

static void nothing_leaves_the_screen_unread(void **state)
{
	char text[2000];

	(void)state;
	/* Seven lines leave room for a question and its answer, eight do not. */
	assert_int_equal(pages_of("1\n2\n3\n4\n5\n6\n7\n"), 0);
	assert_int_equal(pages_of("1\n2\n3\n4\n5\n6\n7\n8\n"), 1);
	/* A line of 40 rows, nine at a time. */
	memset(text, 'x', 1600);
	memcpy(text + 1600, "\n", 2);
	assert_int_equal(pages_of(text), 4);
	/* Signs that fill two cells: as many rows of half as many. */
	for (size_t i = 0; i < 400; i++)
		memcpy(text + 3 * i, "\xe2\x9c\x85", 3);
	memcpy(text + 1200, "\n", 2);
	assert_int_equal(pages_of(text), 2);
}

static void a_secret_is_shown_on_a_screen_of_its_own_until_enter(void **state)
{
	static const char leave[] = "\033[2J\033[H\033[?1049l";
	const struct asker p = {.terminal = terminal, .lines = -1, .owner = -1, .timer = -1};
	const char *keys[] = {"x \r", "\x03"};
	struct secret *text = secret_text("one two three\n");

	(void)state;
	read_until(NULL, 50);
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		pid_t child = fork();
		const char *shown;

		if (child == 0)
			_exit((int)ask_page_secret(&p, text, NULL));
		shown = read_until("three", 20000);
		/* Nothing comes before the other screen, which is cleared first. */
		assert_memory_equal(shown, "\033[?1049h\033[2J\033[Hone two three", 28);
		type(keys[i]);
		assert_int_equal(outcome_of(child), i == 0 ? STATUS_OK : ERR_CANCELLED);
		shown = read_until(NULL, 50);
		/* That screen is wiped and left, and the main screen gets no word of it. */
		assert_non_null(strstr(shown, leave));
		assert_string_equal(strstr(shown, leave) + strlen(leave), "\r\n");
		assert_null(strstr(shown, "one"));
	}
	secret_free(text);
}

static void a_timer_that_ran_out_ends_a_question(void **state)
{
	const struct itimerspec soon = {.it_value.tv_nsec = 50000000};
	const struct asker p = {.terminal = terminal,
				.lines = -1,
				.owner = -1,
				.timer = timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC)};
	pid_t child;

	(void)state;
	assert_true(p.timer >= 0);
	assert_int_equal(timerfd_settime(p.timer, 0, &soon, NULL), 0);
	child = ask(&p, "");
	assert_int_equal(outcome_of(child), ERR_LOCKED);
	read_until(NULL, 50);
	close(p.timer);
}

/* Whoever has just answered is there; a question that was not answered does not count. */
static void an_answer_puts_the_timer_off(void **state)
{
	const struct itimerspec late = {.it_value.tv_sec = 100};
	const struct asker p = {.terminal = terminal,
				.lines = -1,
				.owner = -1,
				.timer = timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC),
				.idle = 1000};
	struct itimerspec left;

	(void)state;
	assert_int_equal(timerfd_settime(p.timer, 0, &late, NULL), 0);
	for (int i = 0; i < 2; i++) {
		pid_t child = ask(&p, "answer");

		read_until("Passphrase: ", 20000);
		type(i == 0 ? "ans\x03" : "answer\r");
		assert_int_equal(outcome_of(child), i == 0 ? ERR_CANCELLED : STATUS_OK);
		read_until(NULL, 50);
		assert_int_equal(timerfd_gettime(p.timer, &left), 0);
		assert_in_range(left.it_value.tv_sec, i == 0 ? 0 : 900, i == 0 ? 100 : 1000);
	}
	close(p.timer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_typed_is_the_answer_and_is_not_shown),
		cmocka_unit_test(keys_of_before_the_question_are_no_answer),
		cmocka_unit_test(an_answer_that_is_too_long_is_refused),
		cmocka_unit_test(the_end_of_its_owner_ends_a_question),
		cmocka_unit_test(lines_of_a_script_are_answers_one_after_the_other),
		cmocka_unit_test(a_confirmation_is_seen_and_must_be_the_wanted_one),
		cmocka_unit_test(a_long_text_is_passed_page_by_page),
		cmocka_unit_test(nothing_leaves_the_screen_unread),
		cmocka_unit_test(a_secret_is_shown_on_a_screen_of_its_own_until_enter),
		cmocka_unit_test(a_timer_that_ran_out_ends_a_question),
		cmocka_unit_test(an_answer_puts_the_timer_off),
	};

	if (wallet_start(NULL) != 0)
		return 1;
	return cmocka_run_group_tests(tests, open_terminal, close_terminal);
}
