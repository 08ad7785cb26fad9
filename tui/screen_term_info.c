/*
 * Finding a description of the terminal. A file of its own, since <term.h> defines a macro for
 * every capability, among them names that byline uses.
 */
#include "tui/screen_term_info.h"

#include <stdio.h>
#include <stdlib.h>
#include <term.h>

#include "base/attr.h"

SCREEN *screen_term_info_open(FILE *stream, const char **note)
{
	static const char *const fallbacks[] = {"xterm-256color", "xterm", "vt100"};
	static char text[128];
	const char *term = getenv("TERM");
	SCREEN *s = NULL;

	*note = "";
	if (term != NULL && term[0] != '\0')
		s = newterm(term, stream, stdin);
	/* "dumb", logs and shells inside editors are known, but cannot place a character. */
	if (s != NULL && tigetstr("cup") == NULL) {
		endwin();
		delscreen(s);
		return NULL;
	}
	for (size_t i = 0; i < ARRAY_SIZE(fallbacks) && s == NULL; i++) {
		s = newterm(fallbacks[i], stream, stdin);
		if (s == NULL)
			continue;
		snprintf(text, sizeof(text), "TERM \"%.40s\" is unknown here: drawing as %s",
			 term != NULL ? term : "", fallbacks[i]);
		*note = text;
	}
	return s;
}
