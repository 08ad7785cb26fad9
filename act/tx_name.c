#include "act/tx_name.h"

#include "base/text.h"

/* A message has room for the name and for what to do about it. */
#define NAME_CELLS 60

void tx_name(char out[static TX_NAME_SIZE], const struct sentence *what)
{
	const struct value_style whole = {.hide = false};
	char text[SENTENCE_TEXT_SIZE];

	sentence_text(text, sizeof(text), what, &whole);
	text_clip(out, TX_NAME_SIZE, text, NAME_CELLS, false);
}
