/* Canonical JSON with one value altered at a time, for files that must be refused then. */
#ifndef TESTS_LIB_ALTERED_H
#define TESTS_LIB_ALTERED_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"

/* Zero-initialise, give it the text. */
struct altered {
	struct buf *text;
	size_t at; /* place of the altered byte; 0 before the first */
	char kept;
	char member[32]; /* name of the member that is altered, or that its list is */
};

/* Another character of the same kind. */
static inline char altered_other(char c)
{
	if (c >= '0' && c <= '9')
		return c == '0' ? '1' : (char)(c - 1);
	return c == 'a' ? 'b' : 'a';
}

/*
 * Puts the last altered value back and alters the last character of the next one. False, and the
 * text is as it was, when all were altered once. Strings must have no escapes.
 */
static inline bool altered_next(struct altered *a)
{
	char *text = (char *)a->text->data;
	size_t i = a->at;

	if (a->at != 0) {
		text[a->at] = a->kept;
		i = a->at + 2;
	}
	while (i < a->text->len) {
		size_t open = i, close;

		while (open < a->text->len && text[open] != '"')
			open++;
		close = open + 1;
		while (close < a->text->len && text[close] != '"')
			close++;
		if (close >= a->text->len)
			return false;
		i = close + 1;
		if (text[i] == ':') {
			snprintf(a->member, sizeof(a->member), "%.*s", (int)(close - open - 1),
				 &text[open + 1]);
		} else if (close > open + 1) {
			a->at = close - 1;
			a->kept = text[a->at];
			text[a->at] = altered_other(a->kept);
			return true;
		}
	}
	return false;
}

#endif
