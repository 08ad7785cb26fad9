#include "models/record_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "influence/tokens.h"
#include "influence/word_parts.h"

/* More words of one bucket are counted, and not named. */
#define NAMED 4

/* Bytes of a word that are looked at: more never fit. */
#define WORD_BYTES 384

static void add_word(struct buf *to, const uint8_t *text, uint32_t at, uint32_t len)
{
	for (uint32_t i = 0; i < len && i < WORD_BYTES; i++) {
		uint8_t folded = tokens_fold(text[at + i]);

		buf_add(to, &folded, 1);
	}
}

/* Writes the words of a part, as the model reads them: in small letters. */
static void name_words(struct record_word *out, const struct word_parts *p,
		       const struct word_part *part, const uint8_t *text)
{
	struct buf all;

	buf_init(&all, 8 * NAMED * WORD_BYTES);
	for (uint32_t i = 0; i < part->n; i++) {
		const struct word_gram *g = &p->grams[part->first + i];

		out->times += g->times;
		if (i == NAMED)
			buf_add_str(&all, " / …");
		if (i >= NAMED)
			continue;
		if (i > 0)
			buf_add_str(&all, " / ");
		add_word(&all, text, g->at, g->len);
		if (g->next_len == 0)
			continue;
		buf_add_str(&all, " ");
		add_word(&all, text, g->next_at, g->next_len);
	}
	text_clean(out->text, sizeof(out->text), buf_str(&all), all.len);
	buf_release(&all);
}

/* The class of a label, by the user's rules where the model lacks it; -1: none. */
static int class_of(const struct artifact *a, const char *label, size_t len,
		    const struct label_rule *rules, size_t n_rules)
{
	const char *names[LIMIT_CLASSES], *to = NULL;
	char from[LIMIT_LABEL + 1];
	int class = label != NULL ? labels_find(&a->labels, label, len) : -1;

	if (class >= 0 || label == NULL || len > LIMIT_LABEL)
		return class;
	memcpy(from, label, len);
	from[len] = '\0';
	for (size_t i = 0; i < a->labels.n; i++)
		names[i] = a->labels.name[i];
	to = label_map_find(rules, n_rules, from, names, a->labels.n);
	return to != NULL ? labels_find(&a->labels, to, strlen(to)) : -1;
}

static enum status fill(struct record_words *w, const struct word_parts *p, const uint8_t *text)
{
	w->v = calloc(p->n + 1, sizeof(*w->v));
	if (w->v == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < p->n; i++) {
		w->v[i] = (struct record_word){.influence = p->v[i].influence,
					       .shared = p->v[i].n - 1};
		name_words(&w->v[i], p, &p->v[i], text);
	}
	w->n = p->n;
	w->constant = p->constant;
	w->influence = p->influence;
	return STATUS_OK;
}

enum status explain_record(struct record_words **out, const struct artifact *a, const void *text,
			   size_t len, const char *label, size_t label_len,
			   const struct label_rule *rules, size_t n_rules, struct err *e)
{
	int class = class_of(a, label, label_len, rules, n_rules);
	struct word_parts parts = {.v = NULL};
	struct record_words *w;
	enum status s;

	*out = NULL;
	if (class < 0)
		return err_set(e, ERR_NOT_FOUND, "%s, so that the record has no influence",
			       label == NULL ? "it has no label"
					     : "the model does not know its label");
	w = calloc(1, sizeof(*w));
	if (w == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = word_parts_compute(&parts, a, text, len, (size_t) class, e);
	if (s == STATUS_OK)
		s = fill(w, &parts, text);
	if (s == STATUS_OK) {
		snprintf(w->label, sizeof(w->label), "%s", a->labels.name[class]);
		*out = w;
		w = NULL;
	}
	word_parts_release(&parts);
	free_record_words(w);
	return s == STATUS_OK ? s : err_set(e, s, "out of memory");
}

void free_record_words(struct record_words *w)
{
	if (w == NULL)
		return;
	free(w->v);
	free(w);
}
