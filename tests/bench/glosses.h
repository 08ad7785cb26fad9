/* The glosses of WordNet's nouns (Debian's wordnet-base), one after the other, over and over. */
#ifndef TESTS_BENCH_GLOSSES_H
#define TESTS_BENCH_GLOSSES_H

#include <ctype.h>

#include "tests/bench/bench.h"

#define GLOSSES		"/usr/share/wordnet/data.noun"
#define GLOSSES_CLASSES 26 /* lexicographer files of nouns */

struct glosses {
	FILE *in;
	char *line;
	size_t cap;
	const char *text; /* the gloss */
	char label[3];	  /* its lexicographer file, of two digits */
};

/* False without WordNet. */
static inline bool glosses_open(struct glosses *g)
{
	*g = (struct glosses){.in = fopen(GLOSSES, "r")};
	return g->in != NULL;
}

/* Reads the next gloss; after the last one comes the first one again. */
static inline void glosses_next(struct glosses *g)
{
	for (;;) {
		char *text;

		if (getline(&g->line, &g->cap, g->in) < 0) {
			rewind(g->in);
			continue;
		}
		text = strstr(g->line, "| ");
		if (g->line[0] == ' ' || text == NULL)
			continue;
		text[2 + strcspn(text + 2, "\n")] = '\0';
		snprintf(g->label, sizeof(g->label), "%.2s", g->line + 9);
		g->text = text + 2;
		return;
	}
}

static inline void glosses_close(struct glosses *g)
{
	free(g->line);
	fclose(g->in);
}

/* Writes a line of csv, label and text, of which the number makes each one different. */
static inline void glosses_write_csv(FILE *out, const struct glosses *g, size_t number)
{
	fprintf(out, "%s,\"", g->label);
	for (const char *c = g->text; *c != '\0'; c++) {
		if (*c == '"')
			fputc('"', out);
		fputc(*c, out);
	}
	fprintf(out, " %zu\"\n", number);
}

#endif
