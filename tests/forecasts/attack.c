/*
 * Words are chosen by their influence as texts of one word: exact for none of the records, and good
 * for all of them.
 *
 * In reading order: the words of the domain (attack_words_read), the best of them (rank_words),
 * word salads (attack_salads), and the attacker who follows the moved head (attack_adaptive).
 */
#include "tests/forecasts/attack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dataset/labelled_records.h"
#include "influence/tokens.h"

#define TEXT (40 * (ATTACK_WORD + 1))

static void *get(size_t n, size_t size)
{
	void *memory = calloc(n + 1, size);

	if (memory == NULL)
		must(ERR_MEMORY, &(struct err){.text = "out of memory"});
	return memory;
}

/* --- words --- */

struct word_list {
	char (*word)[ATTACK_WORD];
	size_t n, cap;
};

static void take_word(struct word_list *l, const char *word, size_t len)
{
	if (len == 0 || len >= ATTACK_WORD)
		return;
	if (l->n == l->cap) {
		l->cap = 2 * l->cap + 1024;
		l->word = realloc(l->word, l->cap * sizeof(*l->word));
		if (l->word == NULL)
			must(ERR_MEMORY, &(struct err){.text = "out of memory"});
	}
	memcpy(l->word[l->n], word, len);
	l->word[l->n++][len] = '\0';
}

static enum status take_words(void *user, const struct extractor_pair *r, struct err *e)
{
	char word[ATTACK_WORD];
	size_t len = 0;

	(void)e;
	for (size_t i = 0; i <= r->text_len; i++) {
		uint8_t b = i < r->text_len ? tokens_fold(((const uint8_t *)r->text)[i]) : 0;

		if (b != 0 && len < ATTACK_WORD)
			word[len] = (char)b;
		len += b != 0;
		if (b == 0) {
			take_word(user, word, len);
			len = 0;
		}
	}
	return STATUS_OK;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(a, b);
}

void attack_words_read(struct attack_words *out, const struct material *m)
{
	const struct labels *labels = &m->train.labels;
	struct word_list all = {.n = 0};
	struct err e = {0};
	char path[600];

	*out = (struct attack_words){.word = NULL};
	snprintf(path, sizeof(path), "%s/public.csv", m->folder);
	must(labelled_records_read(path, READER_CSV, take_words, NULL, &all, &e), &e);
	qsort(all.word, all.n, sizeof(*all.word), by_bytes);
	must(corpus_init(&out->rows, &m->train.recipe, labels, &e), &e);
	for (size_t i = 0, end; i < all.n; i = end) {
		for (end = i + 1; end < all.n && strcmp(all.word[i], all.word[end]) == 0;)
			end++;
		if (end - i < 2)
			continue;
		must(corpus_add(&out->rows, all.word[i], strlen(all.word[i]), labels->name[0],
				strlen(labels->name[0]), 0, &e),
		     &e);
		memmove(all.word[out->rows.n - 1], all.word[i], ATTACK_WORD);
	}
	out->word = all.word;
}

void attack_words_release(struct attack_words *w)
{
	free(w->word);
	corpus_release(&w->rows);
}

double attack_influence(const struct head *h, const double *q, struct sparse x, uint16_t label)
{
	double p[LIMIT_CLASSES];

	head_probabilities(p, h, x);
	return ihvp_influence(q, p, h->labels.n, x, label);
}

double *attack_query(const struct material *m)
{
	double *q = get(artifact_size(&m->artifact), sizeof(*q));

	for (size_t k = 0; k < artifact_size(&m->artifact); k++)
		q[k] = (double)m->artifact.q[k];
	return q;
}

/* --- choosing words --- */

struct worth {
	double influence;
	uint32_t word;
};

static int by_worth(const void *a, const void *b)
{
	double x = ((const struct worth *)a)->influence, y = ((const struct worth *)b)->influence;

	return (x < y) - (x > y);
}

/* The words that help most under `label`, the best first. Without `h`, all labels are as likely. */
static void rank_words(uint32_t *best, size_t n, const struct attack_words *w, const struct head *h,
		       const double *q, uint16_t label)
{
	struct worth *all = get(w->rows.n, sizeof(*all));
	size_t classes = w->rows.labels.n;
	double even[LIMIT_CLASSES];

	for (size_t c = 0; c < classes; c++)
		even[c] = 1 / (double)classes;
	for (size_t i = 0; i < w->rows.n; i++) {
		struct sparse x = corpus_row(&w->rows, i);

		all[i].word = (uint32_t)i;
		all[i].influence = h != NULL ? attack_influence(h, q, x, label)
					     : ihvp_influence(q, even, classes, x, label);
	}
	qsort(all, w->rows.n, sizeof(*all), by_worth);
	for (size_t i = 0; i < n; i++)
		best[i] = all[i % w->rows.n].word;
	free(all);
}

static void add_words(struct corpus *out, const struct attack_words *w, const uint32_t *words,
		      size_t n, uint16_t label)
{
	const char *name = out->labels.name[label];
	struct err e = {0};
	char text[TEXT];
	size_t len = 0;

	for (size_t i = 0; i < n; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s ", w->word[words[i]]);
	must(corpus_add(out, text, len, name, strlen(name), 0, &e), &e);
}

/* --- word salads --- */

void attack_salads(struct corpus *out, struct material *m, const struct attack_words *w, size_t n,
		   bool q_alone)
{
	const struct head *h = &m->told.head;
	double *q = attack_query(m), most = -1;
	uint32_t words[ATTACK_SALAD], best[ATTACK_SALAD];
	struct corpus tried;
	struct err e = {0};
	uint16_t label = 0;

	must(corpus_init(&tried, &m->train.recipe, &h->labels, &e), &e);
	for (uint16_t c = 0; c < h->labels.n; c++) {
		double influence;

		rank_words(words, ATTACK_SALAD, w, q_alone ? NULL : h, q, c);
		add_words(&tried, w, words, ATTACK_SALAD, c);
		influence = attack_influence(h, q, corpus_row(&tried, tried.n - 1), c);
		if (influence > most) {
			most = influence;
			label = c;
			memcpy(best, words, sizeof(best));
		}
	}
	must(corpus_init(out, &m->train.recipe, &h->labels, &e), &e);
	for (size_t i = 0; i < n; i++) {
		draw_rows(best, ATTACK_SALAD, ATTACK_SALAD, &m->seed);
		add_words(out, w, best, ATTACK_SALAD, label);
	}
	corpus_release(&tried);
	free(q);
}

/* --- the attacker who follows the moved head --- */

#define ROUNDS	    8
#define TAKEN	    20 /* records of a round */
#define CHOSEN	    40 /* words of a label */
#define EACH	    12 /* records of a number of chosen words */
#define WORDS_USUAL 25

struct following {
	const struct attack_words *words;
	attack_hidden *hidden;
	const void *user;
	const struct head *head; /* moved so far */
	double *q;		 /* and its query vector on half B */
};

/* Texts of some of the best words for `label` among any others; hidden ones are kept. */
static void try_label(struct corpus *tried, struct material *m, const struct following *f,
		      uint16_t label)
{
	static const size_t numbers[] = {2, 4, 8, 14};
	uint32_t best[CHOSEN], text[WORDS_USUAL];

	rank_words(best, CHOSEN, f->words, f->head, f->q, label);
	for (size_t i = 0; i < EACH * ARRAY_SIZE(numbers); i++) {
		size_t chosen = numbers[i % ARRAY_SIZE(numbers)], n = WORDS_USUAL;

		draw_rows(best, CHOSEN, chosen, &m->seed);
		for (size_t k = 0; k < n; k++)
			text[k] = k < chosen ? best[k]
					     : (uint32_t)draw_below(&m->seed, f->words->rows.n);
		draw_rows(text, n, n, &m->seed);
		add_words(tried, f->words, text, n, label);
		if (!f->hidden(f->user, corpus_row(tried, tried->n - 1), label))
			tried->n--;
	}
}

/* Adds the best of what was tried to the attack. */
static void take_best(struct corpus *out, const struct corpus *tried, const struct following *f)
{
	struct worth *all = get(tried->n, sizeof(*all));

	for (size_t i = 0; i < tried->n; i++)
		all[i] = (struct worth){
			attack_influence(f->head, f->q, corpus_row(tried, i), tried->label[i]),
			(uint32_t)i};
	qsort(all, tried->n, sizeof(*all), by_worth);
	for (size_t i = 0; i < TAKEN && i < tried->n; i++) {
		uint32_t row = all[i].word;
		struct err e = {0};

		must(corpus_add_row(out, corpus_row(tried, row), tried->label[row], 0), &e);
	}
	free(all);
}

/* Moves the head by the attack so far. Returns whether it can be: else nothing is told of it. */
static bool follow(struct moved *moved, struct following *f, const struct material *m,
		   const struct corpus *out)
{
	double *g = get(head_size(&m->told.head), sizeof(*g));
	struct err e = {0};
	enum status s = moved_solve(moved, &m->told.curvature, &m->told.head, out,
				    forecast_ridge(&m->told.with, out->n), NULL, NULL, &e);

	if (s == ERR_RANGE) {
		free(g);
		return false;
	}
	must(s, &e);
	head_mean_gradient(g, &moved->head, &m->artifact.forecast.held_out, HEAD_ALL_GROUPS);
	must(moved_invert(f->q, moved, g, 1e-5, &e), &e);
	f->head = &moved->head;
	free(g);
	return true;
}

void attack_adaptive(struct corpus *out, struct material *m, const struct attack_words *w,
		     attack_hidden *hidden, const void *user)
{
	const struct labels *labels = &m->train.labels;
	struct following f = {.words = w, .hidden = hidden, .user = user, .head = &m->told.head};
	struct moved moved = {.extra = 0};
	struct err e = {0};

	f.q = attack_query(m);
	must(corpus_init(out, &m->train.recipe, labels, &e), &e);
	for (size_t round = 0; round < ROUNDS; round++) {
		struct corpus tried;
		size_t before = out->n;

		must(corpus_init(&tried, &m->train.recipe, labels, &e), &e);
		for (uint16_t c = 0; c < labels->n; c++)
			try_label(&tried, m, &f, c);
		take_best(out, &tried, &f);
		corpus_release(&tried);
		moved_release(&moved);
		if (!follow(&moved, &f, m, out)) {
			out->n = before;
			break;
		}
	}
	moved_release(&moved);
	free(f.q);
}
