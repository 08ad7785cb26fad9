/*
 * Text from elsewhere, made harmless, and its width in a terminal.
 *
 * Printable ASCII takes a short way in each function: it is most of all text, and every cell of
 * every screen is measured.
 */
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

/*
 * Whether a reader cannot see the character, or it moves the characters that he sees. Unicode's own
 * properties decide.
 */
static bool is_invisible(utf8proc_int32_t c)
{
	const utf8proc_property_t *p = utf8proc_get_property(c);

	return p->ignorable || p->category == UTF8PROC_CATEGORY_CC ||
	       p->category == UTF8PROC_CATEGORY_CF || p->category == UTF8PROC_CATEGORY_ZL ||
	       p->category == UTF8PROC_CATEGORY_ZP;
}

static utf8proc_int32_t cleaned(utf8proc_int32_t c)
{
	if (c == '\t' || c == '\n' || c == '\r')
		return ' ';
	return is_invisible(c) ? 0xFFFD : c;
}

void text_clean(char *out, size_t cap, const void *data, size_t len)
{
	static const char ellipsis[] = "\xE2\x80\xA6";
	const uint8_t *at = data;
	size_t used = 0;
	size_t fits = 0; /* length of the longest prefix with room for the ellipsis after it */

	if (cap == 0)
		return;
	while (len > 0) {
		utf8proc_int32_t c;
		utf8proc_uint8_t bytes[4];
		utf8proc_ssize_t got, wide;

		/* Printable ASCII stays as it is. */
		if (*at >= ' ' && *at <= '~' && used + sizeof(ellipsis) < cap) {
			out[used++] = (char)*at++;
			fits = used;
			len--;
			continue;
		}
		got = utf8proc_iterate(at, (utf8proc_ssize_t)len, &c);
		if (got <= 0) {
			c = 0xFFFD;
			got = 1;
		}
		wide = utf8proc_encode_char(cleaned(c), bytes);
		if (used + (size_t)wide + 1 > cap) {
			used = fits;
			if (used + sizeof(ellipsis) <= cap) {
				memcpy(out + used, ellipsis, 3);
				used += 3;
			}
			break;
		}
		memcpy(out + used, bytes, (size_t)wide);
		used += (size_t)wide;
		if (used + sizeof(ellipsis) <= cap)
			fits = used;
		at += got;
		len -= (size_t)got;
	}
	out[used] = '\0';
}

bool text_is_utf8(const void *data, size_t len)
{
	const uint8_t *at = data;

	while (len > 0) {
		utf8proc_int32_t c;
		utf8proc_ssize_t got;
		uint64_t words[4];

		/* ASCII is recognised 32 bytes at a time: the top bit of each byte is clear. */
		for (; len >= sizeof(words); at += sizeof(words), len -= sizeof(words)) {
			memcpy(words, at, sizeof(words));
			if (((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080) != 0)
				break;
		}
		for (; len > 0 && *at < 0x80; at++)
			len--;
		if (len == 0)
			break;
		got = utf8proc_iterate(at, (utf8proc_ssize_t)len, &c);
		if (got <= 0)
			return false;
		at += got;
		len -= (size_t)got;
	}
	return true;
}

/*
 * The cells of the character at `at`. Out: its bytes. A byte that is no character counts as one
 * cell.
 */
static int width_at(const uint8_t *at, size_t *bytes)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t got;

	*bytes = 1;
	/* Printable ASCII takes one cell. */
	if (*at >= 0x20 && *at < 0x7F)
		return 1;
	got = utf8proc_iterate(at, -1, &c);
	if (got <= 0)
		return 1;
	*bytes = (size_t)got;
	return utf8proc_charwidth(c);
}

int text_width(const char *text)
{
	const uint8_t *at = (const uint8_t *)text;
	int cells = 0;

	while (*at != '\0') {
		size_t bytes;

		cells += width_at(at, &bytes);
		at += bytes;
	}
	return cells;
}

size_t text_fit(const char *text, int cells)
{
	const uint8_t *at = (const uint8_t *)text;

	while (*at != '\0') {
		size_t bytes;

		cells -= width_at(at, &bytes);
		if (cells < 0)
			break;
		at += bytes;
	}
	return (size_t)(at - (const uint8_t *)text);
}

int text_clip(char *out, size_t cap, const char *text, int cells, bool ascii)
{
	const char *mark = ascii ? "." : "\xE2\x80\xA6";
	const uint8_t *at = (const uint8_t *)text;
	bool whole = text_width(text) <= cells;
	size_t used = 0;
	int width = 0;

	if (cap == 0)
		return 0;
	while (*at != '\0') {
		size_t bytes;
		int wide = width_at(at, &bytes);

		if (width + wide > (whole ? cells : cells - 1) ||
		    used + bytes + strlen(mark) + 1 > cap)
			break;
		memcpy(out + used, at, bytes);
		used += bytes;
		width += wide;
		at += bytes;
	}
	if (*at != '\0' && cells > 0 && used + strlen(mark) + 1 <= cap) {
		memcpy(out + used, mark, strlen(mark));
		used += strlen(mark);
		width++;
	}
	out[used] = '\0';
	return width;
}

/* Bytes for ", and 18446744073709551615 more", which a list that is too long ends with. */
#define MORE 32

void text_list(char *out, size_t cap, const char *const *names, size_t n)
{
	size_t all = 1, len = 0;

	for (size_t i = 0; i < n; i++)
		all += strlen(names[i]) + (i > 0 ? 2 : 0);
	out[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		const char *comma = i > 0 ? ", " : "";

		if (all > cap && len + strlen(names[i]) + 2 + MORE > cap) {
			snprintf(out + len, cap - len, "%sand %zu more", comma, n - i);
			return;
		}
		len += (size_t)snprintf(out + len, cap - len, "%s%s", comma, names[i]);
	}
}

void text_shell(char *out, size_t cap, const char *word)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/:@%+,";
	size_t len;

	if (word[0] != '\0' && word[strspn(word, plain)] == '\0') {
		snprintf(out, cap, "%s", word);
		return;
	}
	len = (size_t)snprintf(out, cap, "'");
	for (; *word != '\0'; word++)
		len += (size_t)snprintf(out + len, cap - len, *word == '\'' ? "'\\''" : "%c",
					*word);
	snprintf(out + len, cap - len, "'");
}

bool text_has_words(const char *given, const char *wanted)
{
	for (;;) {
		size_t n, len;

		wanted += strspn(wanted, " ");
		n = strcspn(wanted, " ");
		if (n == 0)
			return true;
		do {
			given += strspn(given, " ");
			len = strcspn(given, " ");
			if (len == 0)
				return false;
			given += len;
		} while (len != n || memcmp(given - len, wanted, n) != 0);
		wanted += n;
	}
}
