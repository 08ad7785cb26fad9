#include "tui/widget_sentence.h"

#include <limits.h>

#include "base/text.h"
#include "tui/widget_front.h"

static struct value_style style_of(const struct dashboard *d)
{
	return (struct value_style){.ascii = d->options.ascii, .hide = d->hide};
}

void widget_sentence_text(const struct dashboard *d, char *out, size_t cap,
			  const struct sentence *s)
{
	const struct value_style style = style_of(d);
	char text[SENTENCE_TEXT_SIZE];

	sentence_text(text, sizeof(text), s, &style);
	text_clip(out, cap, text, INT_MAX, style.ascii);
}

void widget_sentence_audit(const struct dashboard *d, char out[static AUDIT_TEXT_SIZE],
			   size_t first, size_t n)
{
	const struct value_style style = style_of(d);

	soundness_text(out, AUDIT_TEXT_SIZE, widget_front_verdict(d->snap)->audit + first, n,
		       &style);
}
