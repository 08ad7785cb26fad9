/*
 * A person who answers the signer of a test by lines, and calls in which the answers stand beside
 * what they are for.
 */
#ifndef TESTS_LIB_SIGNER_ANSWERS_H
#define TESTS_LIB_SIGNER_ANSWERS_H

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "wallet/door_change.h"
#include "wallet/exchange.h"

/* The signer reads these next, a line each, up to NULL. It forgets the passphrase of before. */
static inline void answer(struct door *d, ...)
{
	static int lines = -1;
	struct exchange x;
	const char *line;
	va_list ap;

	if (lines >= 0)
		close(lines);
	lines = memfd_create("answers", MFD_CLOEXEC);
	va_start(ap, d);
	while ((line = va_arg(ap, const char *)) != NULL)
		dprintf(lines, "%s\n", line);
	va_end(ap);
	lseek(lines, 0, SEEK_SET);
	(void)!exchange(d, &x, SIGNER_FORGET, NULL, NULL);
	exchange_end(&x);
	door_set_person(d, &(struct door_person){.lines = lines});
}

/* A secret of a test as text, valid until the fourth call after this one; NULL for none. */
static inline const char *answer_of(const struct secret *s)
{
	static char texts[4][512];
	static unsigned next;
	char *text = texts[next++ % 4];

	if (s == NULL)
		return NULL;
	snprintf(text, sizeof(texts[0]), "%.*s", (int)secret_len(s), (const char *)secret_view(s));
	return text;
}

static inline enum status open_with(struct door *d, const void *file, size_t len,
				    const struct secret *passphrase, struct err *e)
{
	answer(d, answer_of(passphrase), NULL);
	return door_open(d, file, len, e);
}

static inline enum status create_with(struct door *d, struct buf *file, unsigned words,
				      const struct secret *passphrase, struct err *e)
{
	answer(d, answer_of(passphrase), NULL);
	return door_create(d, file, words, false, e);
}

static inline enum status restore_with(struct door *d, struct buf *file, struct bip39_fault *fault,
				       const struct secret *phrase, const struct secret *password,
				       const struct secret *passphrase, struct err *e)
{
	if (password != NULL)
		answer(d, answer_of(phrase), answer_of(password), answer_of(passphrase), NULL);
	else
		answer(d, answer_of(phrase), answer_of(passphrase), NULL);
	return door_restore(d, file, fault, password != NULL, e);
}

#endif
