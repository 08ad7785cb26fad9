/* The part of a loop by keys in which the signer has the terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/harness/key_loop.h"
#include "tests/harness/questions.h"

static const struct questions_person person = {.passphrase = KEY_LOOP_PASSPHRASE,
					       .phrase = KEY_LOOP_PHRASE};

/* The signer has the terminal while it asks: pty_keys() would wait for frames that do not come. */
void key_loop_answer(const char *first_keys)
{
	pty_forget(key_loop.pty);
	pty_send(key_loop.pty, first_keys, strlen(first_keys));
	questions_answer(key_loop.pty, &person, NULL);
	if (!pty_alternate(key_loop.pty))
		fail_msg("the dashboard does not come back:\n%s", pty_text(key_loop.pty));
}

void key_loop_unlock(void)
{
	if (!pty_has(key_loop.pty, "unlocked"))
		key_loop_answer("u");
	see("unlocked");
}

/* Goes from a review to the signer. Returns: its question for the confirmation */
static const char *ask_to_sign(void)
{
	const char *question;

	for (int i = 0; i < 12 && pty_has(key_loop.pty, "There is more below"); i++)
		keys("Space");
	keys("Tab");
	pty_forget(key_loop.pty);
	pty_send(key_loop.pty, "\r", 1);
	question = questions_answer(key_loop.pty, &person, "Type ");
	/* A network that the vault has not accepted is asked about first. */
	while (question != NULL && strstr(question, " to accept it") != NULL) {
		char name[64];

		questions_words(name, sizeof(name), question);
		assert_string_equal(name, key_loop.at->network);
		questions_type(key_loop.pty, name);
		question = questions_answer(key_loop.pty, &person, "Type ");
	}
	if (question == NULL)
		fail_msg("nobody asks for a confirmation:\n%s", pty_text(key_loop.pty));
	return question;
}

void key_loop_sign(const char *words)
{
	char asked[300];

	questions_words(asked, sizeof(asked), ask_to_sign());
	assert_string_not_equal(asked, "");
	if (words != NULL)
		assert_string_equal(asked, words);
	questions_type(key_loop.pty, asked);
	assert_null(questions_next(key_loop.pty));
	see("Nothing has been sent yet");
}

void key_loop_refuse(const char *words)
{
	ask_to_sign();
	questions_type(key_loop.pty, words);
	questions_answer(key_loop.pty, &person, NULL);
	see("step 2 of 4");
	see_no("Nothing has been sent yet");
}
