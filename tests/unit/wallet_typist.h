/*
 * A person at the signer's terminal, in a thread of its own: reads what the terminal shows, and
 * types when a question stands there. A test begins to type, asks the signer, and ends typing.
 */
#ifndef TESTS_UNIT_WALLET_TYPIST_H
#define TESTS_UNIT_WALLET_TYPIST_H

#include <poll.h>
#include <pthread.h>
#include <pty.h>
#include <stdatomic.h>
#include <unistd.h>

#include "tests/unit/wallet_signer_fixture.h"
#include "wallet/signer_call.h"

/* After so long without a word on the terminal the question is given up. */
#define TYPIST_PATIENCE_MS 15000

struct typed_answer {
	const char *question, *keys;
};

static struct {
	int master, terminal;
	pthread_t thread;
	atomic_bool asked;		    /* the call has returned */
	const struct typed_answer *answers; /* in their order, up to one without a question */
	/* Or, where that is not NULL: the keys for what stands on the terminal; NULL: none yet. */
	const char *(*reply)(const char *shown);
	size_t n;	     /* as many were typed */
	size_t from;	     /* the text shown before this is answered */
	char shown[1 << 16]; /* all of it */
	size_t len;
} typist;

/* Opens the terminal of so many rows and gives it to the signer. */
static inline void typist_sit_down(struct door *d, unsigned short rows)
{
	struct winsize size = {.ws_row = rows, .ws_col = 100};

	assert_int_equal(openpty(&typist.master, &typist.terminal, NULL, NULL, &size), 0);
	door_set_person(d, &door_nobody);
	d->signer->ask.terminal = typist.terminal;
}

static inline void typist_leave(struct door *d)
{
	d->signer->ask.terminal = -1;
	close(typist.master);
	close(typist.terminal);
}

/* The keys for what is shown and was not answered. */
static inline const char *typist_keys(void)
{
	const char *shown = typist.shown + typist.from;
	const struct typed_answer *next = &typist.answers[typist.n];

	if (typist.reply != NULL)
		return typist.reply(shown);
	return next->question != NULL && strstr(shown, next->question) != NULL ? next->keys : NULL;
}

static inline void typist_type(const char *keys)
{
	typist.from = typist.len;
	typist.n++;
	(void)!write(typist.master, keys, strlen(keys));
}

static inline void *typist_run(void *arg)
{
	struct pollfd wait = {.fd = typist.master, .events = POLLIN};
	int quiet = 0;

	(void)arg;
	while (!typist.asked || poll(&wait, 1, 50) > 0) {
		const size_t room = sizeof(typist.shown) - 1 - typist.len;
		const char *keys;
		ssize_t n;

		if (poll(&wait, 1, 50) <= 0) {
			quiet += 50;
			if (quiet % TYPIST_PATIENCE_MS == 0)
				typist_type("\x03");
			continue;
		}
		quiet = 0;
		n = read(typist.master, typist.shown + typist.len, room);
		if (n <= 0)
			break;
		typist.len += (size_t)n;
		typist.shown[typist.len] = '\0';
		keys = typist_keys();
		if (keys != NULL)
			typist_type(keys);
	}
	return NULL;
}

static inline void typist_begin(const struct typed_answer *answers)
{
	typist.asked = false;
	typist.answers = answers;
	typist.n = typist.from = typist.len = 0;
	typist.shown[0] = '\0';
	assert_int_equal(pthread_create(&typist.thread, NULL, typist_run, NULL), 0);
}

/* Returns: all that was shown, until the next typing. */
static inline const char *typist_end(void)
{
	typist.asked = true;
	assert_int_equal(pthread_join(typist.thread, NULL), 0);
	/* Each question of the test was put, and no other one. */
	for (size_t i = 0; typist.reply == NULL && i <= typist.n; i++)
		assert_int_equal(typist.answers[i].question == NULL, i == typist.n);
	return typist.shown;
}

/* How often `part` was shown. */
static inline size_t typist_count(const char *part)
{
	size_t n = 0;

	for (const char *at = typist.shown; (at = strstr(at, part)) != NULL; at += strlen(part))
		n++;
	return n;
}

/* Answers in the order of their questions. */
#define TYPED(...) ((const struct typed_answer[]){__VA_ARGS__, {.question = NULL}})

#endif
