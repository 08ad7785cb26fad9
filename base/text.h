/*
 * Text from elsewhere, cleaned once at the border, before it is stored, drawn, logged or copied;
 * and the width of text in cells of the terminal.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

/*
 * Copies `len` bytes of text from elsewhere into `out`, at most `cap` bytes with the final zero.
 *
 * One U+FFFD replaces each of: bytes that are not UTF-8, C0 and C1 controls (Cc), bidi and other
 * format controls (Cf), line and paragraph separators (Zl, Zp), and every character that Unicode
 * calls Default_Ignorable_Code_Point (zero-width and blank letters, variation selectors, tags). A
 * tab or a line end becomes one space. Text that does not fit is cut between characters and ends in
 * U+2026.
 */
void text_clean(char *out, size_t cap, const void *data, size_t len) NONNULL(1);

/* Whether `data` is well-formed UTF-8 (no surrogates, no overlong forms). */
MUST_CHECK bool text_is_utf8(const void *data, size_t len);

/*
 * The cells that cleaned text takes in a terminal: 0, 1 or 2 for each character (Unicode East Asian
 * Width).
 */
int text_width(const char *text) NONNULL(1);

/* The bytes of the longest front of cleaned `text` that takes at most `cells` cells. */
size_t text_fit(const char *text, int cells) NONNULL(1);

/*
 * Copies as many characters of cleaned `text` as fit into `cells` cells. U+2026 marks a cut, or "."
 * when `ascii`. Returns the cells used.
 */
int text_clip(char *out, size_t cap, const char *text, int cells, bool ascii) NONNULL(1, 3);

/*
 * Writes names one after the other, "ham, spam", and where they do not all fit, how many more there
 * are: "ham, and 2 more". No name is cut. `cap` is at least 32.
 */
void text_list(char *out, size_t cap, const char *const *names, size_t n);

/* Bytes that text_shell() needs for a word of `n` bytes, with the final zero. */
#define TEXT_SHELL_SIZE(n) (4 * (n) + 3)

/*
 * Writes a word as a shell reads it back: in quotes where a character could mean anything else. For
 * commands that a person copies. `cap` is at least TEXT_SHELL_SIZE(strlen(word)).
 */
void text_shell(char *out, size_t cap, const char *word) NONNULL(1, 3);

/* Whether the words of `wanted` are all in `given`, in their order; blanks part them. */
bool text_has_words(const char *given, const char *wanted) NONNULL(1, 2);

#endif
