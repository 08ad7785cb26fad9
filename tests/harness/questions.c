/* In reading order: a question, what it asks for, answers. */
#include "tests/harness/questions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char more[] = "-- Space shows more --";

static long now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* The last line of what was written; a page before it is wiped from its line. */
static const char *last_line(const char *written)
{
	const char *line = strrchr(written, '\n');
	const char *wiped;

	line = line != NULL ? line + 1 : written;
	wiped = strrchr(line, '\r');
	return wiped != NULL ? wiped + 1 : line;
}

static bool ends_in(const char *text, const char *end)
{
	const size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

/* Whether the dashboard has stepped back and come again since pty_forget(). */
static bool is_back(struct pty *p, const char *written)
{
	return strstr(written, "The signer asks.") != NULL && pty_alternate(p);
}

/* The last answer went to the signer: the dashboard may be back before anything else is seen. */
static bool answered;

const char *questions_next(struct pty *p)
{
	static char question[512];
	const long end = now_s() + PTY_DEADLINE_MS / 1000;
	bool lent = answered;

	answered = false;
	while (now_s() < end) {
		const bool quiet = pty_listen(p, 40) == 0;
		size_t len;
		const char *written = pty_written(p, &len), *line = last_line(written);

		lent = lent || strstr(written, "The signer asks.") != NULL || !pty_alternate(p);
		if ((lent && pty_alternate(p)) || is_back(p, written))
			return NULL;
		if (quiet && strcmp(line, more) == 0) {
			pty_send(p, " ", 1);
			pty_listen(p, 40);
			continue;
		}
		if (quiet && (ends_in(line, ": ") || strncmp(line, "Press Enter", 11) == 0)) {
			snprintf(question, sizeof(question), "%s", line);
			return question;
		}
	}
	return NULL;
}

void questions_type(struct pty *p, const char *answer)
{
	answered = !pty_alternate(p);
	pty_forget(p);
	pty_send(p, answer, strlen(answer));
	pty_send(p, "\r", 1);
}

/* --- what it asks for --- */

/* Adds the last four digits of "640.402913 OPEN", or of "the hash of all ...1a2b3c4d". */
static void add_digits(char *out, size_t cap, const char *of)
{
	const char *hash = strstr(of, "...");
	char digits[128];
	size_t n = 0;

	for (const char *c = hash != NULL ? hash + 3 : of; *c != '\0' && n + 1 < sizeof(digits);
	     c++) {
		if (hash == NULL && strchr("0123456789.", *c) == NULL)
			break;
		if (*c != '.')
			digits[n++] = *c;
	}
	digits[n] = '\0';
	snprintf(out + strlen(out), cap - strlen(out), "%s", digits + (n > 4 ? n - 4 : 0));
}

/* Adds what one part asks for: a text in quotation marks, digits, or a word. */
static void add_part(char *out, size_t cap, char *part)
{
	static const char digits[] = "the last four digits of ";

	if (out[0] != '\0')
		snprintf(out + strlen(out), cap - strlen(out), " ");
	if (strncmp(part, digits, strlen(digits)) == 0) {
		add_digits(out, cap, part + strlen(digits));
		return;
	}
	if (part[0] == '"') {
		part++;
		part[strcspn(part, "\"")] = '\0';
	} else {
		/* An explanation stands behind a comma. */
		part[strcspn(part, ",")] = '\0';
	}
	snprintf(out + strlen(out), cap - strlen(out), "%s", part);
}

void questions_words(char *out, size_t cap, const char *question)
{
	static const char type[] = "Type ", then[] = ", then ";
	char text[512], *at = text + strlen(type), *purpose = NULL;

	out[0] = '\0';
	snprintf(text, sizeof(text), "%s", question);
	if (strncmp(text, type, strlen(type)) != 0)
		return;
	for (char *to = strstr(text, " to "); to != NULL; to = strstr(to + 1, " to "))
		purpose = to;
	if (purpose == NULL)
		return;
	*purpose = '\0';
	while (at != NULL) {
		char *next = strstr(at, then);

		if (next != NULL) {
			*next = '\0';
			next += strlen(then);
		}
		add_part(out, cap, at);
		at = next;
	}
}

/* --- answers --- */

/* Finds what the person types for a question; "" for one that she cannot answer. */
static const char *answer_of(const struct questions_person *person, const char *question)
{
	static char words[300];

	if (strstr(question, "ecovery phrase") != NULL)
		return person->phrase;
	if (strstr(question, "assphrase") != NULL || strcmp(question, "Once more: ") == 0)
		return person->passphrase;
	if (person->confirmation != NULL && ends_in(question, " to sign: "))
		return person->confirmation;
	questions_words(words, sizeof(words), question);
	return words;
}

const char *questions_answer(struct pty *p, const struct questions_person *person,
			     const char *until)
{
	const char *question;

	while ((question = questions_next(p)) != NULL) {
		const char *answer;

		if (until != NULL && strncmp(question, until, strlen(until)) == 0)
			return question;
		answer = answer_of(person, question);
		questions_type(p, answer != NULL ? answer : "");
	}
	return NULL;
}
