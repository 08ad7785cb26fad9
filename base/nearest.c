#include "base/nearest.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* Names of options, commands and licences are ASCII. */
static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* No limit is needed on the number of edits, since words are short. */
static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* The distance by rows of the usual table, of which three are kept: a swap looks two rows back. */
static unsigned distance(const char *a, const char *b)
{
	unsigned rows[3][NEAREST_WORD + 1];
	size_t n = strlen(a), m = strlen(b);

	for (size_t k = 0; k <= m; k++)
		rows[0][k] = (unsigned)k;
	for (size_t i = 1; i <= n; i++) {
		unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *two = rows[(i + 1) % 3];

		row[0] = (unsigned)i;
		for (size_t k = 1; k <= m; k++) {
			bool same = lower(a[i - 1]) == lower(b[k - 1]);

			row[k] = least(above[k - 1] + !same, least(above[k], row[k - 1]) + 1);
			if (i > 1 && k > 1 && lower(a[i - 1]) == lower(b[k - 2]) &&
			    lower(a[i - 2]) == lower(b[k - 1]))
				row[k] = least(row[k], two[k - 2] + 1);
		}
	}
	return rows[n % 3][m];
}

/* A beginning of three letters or more counts like one slip, so that a closer word goes first. */
static unsigned unlikeness(const char *word, const char *wanted)
{
	size_t len = strlen(word);

	if (len >= 3 && strncasecmp(wanted, word, len) == 0)
		return wanted[len] == '\0' ? 0 : 1;
	return distance(word, wanted);
}

size_t nearest_word(const char *const *words, size_t n, const char *word)
{
	unsigned best = UINT_MAX;
	size_t place = n;

	if (strlen(word) > NEAREST_WORD)
		return n;
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(words[i]);
		unsigned d;

		if (len > NEAREST_WORD)
			continue;
		d = unlikeness(word, words[i]);
		if (d < best && d <= (len + 2) / 3 && d < len) {
			best = d;
			place = i;
		}
	}
	return place;
}
