/*
 * Text from elsewhere that a person is about to sign, shown so that two texts that differ look
 * different. text_clean() (base/text.h) makes text harmless and loses what it replaces; here
 * everything that cannot be seen is named instead.
 */
#ifndef BASE_REVEAL_H
#define BASE_REVEAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * Whether `data` is text: well-formed UTF-8 in which every character is assigned, and none is a
 * control but tab and line end. The empty text is text.
 */
MUST_CHECK bool reveal_is_text(const void *data, size_t len);

/*
 * Appends text (reveal_is_text()) as a person can read it, without control characters but line
 * ends. A line end stays a line end. "<U+200B>" stands for what has no ink or could be taken for
 * something else:
 * - tabs, carriage returns, bidi and other format controls, zero-width and blank characters;
 * - spaces but a single U+0020 between two other characters; "<U+0020 x 40>" is a run of them;
 * - characters that Unicode calls equal to others (NFC), and combining marks of a text that is not
 *   in NFC, of a line's beginning, and past the second on one letter;
 * - private-use characters, which each font shows as it likes;
 * - with `ascii` all but printable ASCII;
 * - "<" before "U+", so that no text can imitate the names.
 * Other bytes than text are appended as U+FFFD.
 */
void reveal_text(struct buf *out, const void *data, size_t len, bool ascii) NONNULL(1);

#endif
