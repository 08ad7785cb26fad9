/* Stored sentences: a line that is accepted is stored as one that gives the same sentence. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "chain/sentence.h"

/* No byte of it moves a terminal's cursor or ends a line. */
static void check_text(const struct sentence *s, bool hide)
{
	const struct value_style style = {.hide = hide};
	char text[SENTENCE_TEXT_SIZE];

	sentence_text(text, sizeof(text), s, &style);
	for (const char *c = text; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sentence s, again;
	struct buf line;

	if (size > 4 * KIB || sentence_load(&s, (const char *)data, size) != STATUS_OK)
		return 0;
	check_text(&s, false);
	check_text(&s, true);
	buf_init(&line, 16 * KIB);
	sentence_store(&line, &s);
	if (buf_status(&line) != STATUS_OK ||
	    sentence_load(&again, (const char *)line.data, line.len) != STATUS_OK)
		abort();
	if (strcmp(s.text, again.text) != 0 || s.n != again.n || s.plain != again.plain ||
	    s.cut != again.cut)
		abort();
	for (size_t i = 0; i < s.n; i++)
		if (value_compare(&s.values[i], &again.values[i]) != 0)
			abort();
	buf_release(&line);
	return 0;
}
