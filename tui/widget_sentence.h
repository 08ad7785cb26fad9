/* Sentences as the dashboard shows them: their amounts hide with all others. */
#ifndef TUI_WIDGET_SENTENCE_H
#define TUI_WIDGET_SENTENCE_H

#include "chain/sentence.h"
#include "tui/dashboard.h"

/* Writes a sentence; U+2026 marks what does not fit `cap`, or "." on a terminal of ASCII. */
void widget_sentence_text(const struct dashboard *d, char *out, size_t cap,
			  const struct sentence *s);

/*
 * Writes `n` parts of the audit's answer for the standing to speak of (tui/widget_front.h), from
 * number `first` on; "" when n is 0.
 */
void widget_sentence_audit(const struct dashboard *d, char out[static AUDIT_TEXT_SIZE],
			   size_t first, size_t n);

#endif
