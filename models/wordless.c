#include "models/wordless.h"

#define WORDS 10  /* one text of so many has letters, where texts are of words */
#define LOOK  384 /* bytes of a text that are looked at */

/* Letters of all scripts: beyond ASCII every byte counts as one. */
static bool is_letter(unsigned char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c >= 0x80;
}

void wordless_count(struct wordless *w, const char *text, size_t len)
{
	size_t i = 0;

	while (i < len && i < LOOK && !is_letter((unsigned char)text[i]))
		i++;
	w->texts++;
	w->words += i < len && i < LOOK;
}

bool wordless_all(const struct wordless *w)
{
	return WORDS * w->words < w->texts;
}
