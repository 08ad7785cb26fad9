/*
 * The signer's questions on a pseudo-terminal, and what a person answers. What was asked before is
 * still on the screen when the next question comes, so that only what was written since
 * pty_forget() is looked at: call it before the key that makes the signer ask.
 */
#ifndef TESTS_HARNESS_QUESTIONS_H
#define TESTS_HARNESS_QUESTIONS_H

#include "tests/harness/pty.h"

/* A person, by what she knows. Each may be NULL where it is not asked for. */
struct questions_person {
	const char *passphrase, *phrase;
	/* Typed where something is to be signed; NULL: what the question asks for. */
	const char *confirmation;
};

/*
 * Waits for the next question, and shows the pages before it. A question ends in a colon and a
 * blank: "Passphrase: ", "Type SEND to sign: ".
 * Returns: the question, valid until the next call; NULL when the dashboard came back instead, the
 * program ended, or nothing came in time.
 */
const char *questions_next(struct pty *p);

/*
 * Types an answer and Enter. What was written before it is forgotten.
 */
void questions_type(struct pty *p, const char *answer);

/*
 * Reads in a question to sign or to accept what is to be typed, as a person does. Out: `out`, ""
 * when it asks for nothing
 */
void questions_words(char *out, size_t cap, const char *question);

/*
 * Answers all questions up to the one that begins with `until` (NULL: all of them).
 * Returns: that question; NULL when the dashboard is back or the program has ended.
 */
const char *questions_answer(struct pty *p, const struct questions_person *person,
			     const char *until);

#endif
