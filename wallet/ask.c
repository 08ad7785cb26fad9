/*
 * In reading order: an answer key by key, a line from a terminal or a descriptor, the questions.
 *
 * Invariant: the terminal's modes are those of before whenever a function of this file returns.
 */
#include "wallet/ask.h"

#include <string.h>

#include "base/secret.h"
#include "wallet/ask_keys.h"

#define ANSWER_SIZE 512

/* An answer while it is typed: in memory of the caller's. */
struct typed {
	uint8_t *bytes; /* ANSWER_SIZE */
	size_t len;
	bool seen; /* letters are shown as they come */
};

/* Takes back the last character, which in UTF-8 may have several bytes. */
static enum status take_back(const struct asker *p, struct typed *t, struct err *e)
{
	if (t->len == 0)
		return STATUS_OK;
	do {
		t->bytes[--t->len] = 0;
	} while (t->len > 0 && (t->bytes[t->len - 1] & 0xc0) == 0x80);
	return t->seen ? ask_keys_put(p, "\b \b", 3, e) : STATUS_OK;
}

/* Takes one key. Out: `done`, the answer is complete */
static enum status take_key(const struct asker *p, struct typed *t, bool *done, struct err *e)
{
	uint8_t *key = t->bytes + t->len;
	enum status s = ask_keys_read(p, p->terminal, key, e);

	if (s != STATUS_OK)
		return s;
	*done = *key == '\r' || *key == '\n';
	if (*done)
		return STATUS_OK;
	switch (*key) {
	case KEY_CTRL_C:
	case KEY_CTRL_D: return err_set(e, ERR_CANCELLED, "cancelled");
	case KEY_ESC: return ask_keys_skip(p, e);
	case KEY_CTRL_H:
	case KEY_DEL: return take_back(p, t, e);
	case KEY_CTRL_U:
		while (s == STATUS_OK && t->len > 0)
			s = take_back(p, t, e);
		return s;
	default: break; /* a letter, or a control character that means nothing here */
	}
	if (*key < ' ')
		return STATUS_OK;
	if (t->len + 2 == ANSWER_SIZE)
		return err_set(e, ERR_LIMIT, "the answer is longer than %d bytes", ANSWER_SIZE - 2);
	if (t->seen)
		s = ask_keys_put(p, (const char *)key, 1, e);
	t->len++;
	return s;
}

/* Asks and reads a line on the terminal. */
static enum status ask_line(const struct asker *p, struct typed *t, const char *question,
			    struct err *e)
{
	struct termios before;
	bool done = false;
	enum status s = ask_keys_begin(p, &before, e);

	if (s != STATUS_OK)
		return s;
	s = ask_keys_put(p, question, strlen(question), e);
	while (s == STATUS_OK && !done)
		s = take_key(p, t, &done, e);
	return ask_keys_end(p, &before, s, e);
}

/* Reads a line from a descriptor; bytes behind its end are the next answer. */
static enum status read_line(const struct asker *p, struct typed *t, struct err *e)
{
	for (;;) {
		enum status s = ask_keys_read(p, p->lines, t->bytes + t->len, e);

		if (s == ERR_NOT_FOUND || (s == STATUS_OK && t->bytes[t->len] == '\n'))
			return STATUS_OK;
		if (s != STATUS_OK)
			return s;
		if (++t->len == ANSWER_SIZE)
			return err_set(e, ERR_LIMIT, "the answer is longer than %d bytes",
				       ANSWER_SIZE - 1);
	}
}

/* --- questions --- */

enum status ask_secret(const struct asker *p, struct secret **out, const char *question,
		       struct err *e)
{
	struct secret *memory = NULL;
	struct typed t = {.seen = false};
	enum status s = secret_new(&memory, ANSWER_SIZE, e);

	*out = NULL;
	if (s != STATUS_OK)
		return s;
	t.bytes = secret_bytes(memory);
	s = p->lines >= 0 ? read_line(p, &t, e) : ask_line(p, &t, question, e);
	if (s == ERR_NOT_FOUND || (s == STATUS_OK && t.len == 0))
		s = err_set(e, ERR_REFUSED, "nothing was typed");
	if (s == STATUS_OK)
		s = secret_copy(out, t.bytes, t.len, e);
	secret_free(memory);
	return s;
}

bool ask_is_typed(const struct asker *p)
{
	return p->lines < 0 && p->terminal >= 0;
}

void ask_tell(const struct asker *p, const char *line)
{
	if (p->terminal >= 0 && ask_keys_put(p, line, strlen(line), NULL) == STATUS_OK)
		(void)!ask_keys_put(p, "\n", 1, NULL);
}

/* Whether both texts are alike but for blanks. */
static bool is_alike(const char *typed, const char *wanted)
{
	for (;;) {
		typed += strspn(typed, " ");
		wanted += strspn(wanted, " ");
		if (*typed != *wanted)
			return false;
		if (*wanted == '\0')
			return true;
		typed++;
		wanted++;
	}
}

enum status ask_confirmation(const struct asker *p, const char *question, const char *wanted,
			     struct err *e)
{
	uint8_t answer[ANSWER_SIZE];
	struct typed t = {.bytes = answer, .seen = true};
	enum status s = ask_line(p, &t, question, e);

	/* A zero cannot be typed: take_key() takes no control characters. */
	if (s == STATUS_OK)
		answer[t.len] = '\0';
	if (s == ERR_NOT_FOUND || (s == STATUS_OK && !is_alike((const char *)answer, wanted)))
		return err_set(e, ERR_REFUSED, "not confirmed: what was typed is not %s", wanted);
	return s;
}
