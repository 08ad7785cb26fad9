/*
 * A corpus as byline reads it, for tests/forecasts/check.mjs.
 *
 *   learn TRAIN HELD_OUT FILE...
 *
 * For each file, TRAIN and HELD_OUT as well, a line with the number of its records and the SHA-256
 * of all texts and labels, each followed by a zero byte. The last line has the number of classes
 * that TRAIN has, and of the records of HELD_OUT that a head trained on TRAIN classifies correctly.
 */
#include <stdio.h>
#include <stdlib.h>

#include <sodium.h>

#include "dataset/labelled_records.h"
#include "influence/corpus.h"
#include "influence/head.h"

static void must(enum status s, const struct err *e)
{
	if (s == STATUS_OK)
		return;
	fprintf(stderr, "%s: %s\n", status_name(s), e->text);
	exit(1);
}

struct listener {
	crypto_hash_sha256_state hash;
	size_t records;
	struct corpus *corpus; /* may be NULL: the records are only hashed */
};

static enum status hear(void *user, const struct extractor_pair *pair, struct err *e)
{
	struct listener *l = user;

	l->records++;
	crypto_hash_sha256_update(&l->hash, pair->text, pair->text_len);
	crypto_hash_sha256_update(&l->hash, (const uint8_t *)"", 1);
	crypto_hash_sha256_update(&l->hash, pair->label, pair->label_len);
	crypto_hash_sha256_update(&l->hash, (const uint8_t *)"", 1);
	if (l->corpus == NULL)
		return STATUS_OK;
	return corpus_add(l->corpus, pair->text, pair->text_len, (const char *)pair->label,
			  pair->label_len, 0, e);
}

static void read_file(const char *path, struct corpus *corpus)
{
	struct listener l = {.corpus = corpus};
	uint8_t digest[crypto_hash_sha256_BYTES];
	char hex[2 * crypto_hash_sha256_BYTES + 1];
	struct err e = {0};

	crypto_hash_sha256_init(&l.hash);
	must(labelled_records_read(path, READER_CSV, hear, NULL, &l, &e), &e);
	crypto_hash_sha256_final(&l.hash, digest);
	printf("%zu %s\n", l.records, sodium_bin2hex(hex, sizeof(hex), digest, sizeof(digest)));
}

static size_t right_ones(const struct head *h, const struct corpus *c)
{
	double p[LIMIT_CLASSES];
	size_t right = 0;

	for (size_t i = 0; i < c->n; i++) {
		size_t best = 0;

		head_probabilities(p, h, corpus_row(c, i));
		for (size_t k = 1; k < h->labels.n; k++)
			if (p[k] > p[best])
				best = k;
		right += best == c->label[i];
	}
	return right;
}

int main(int argc, char **argv)
{
	struct recipe recipe = {.buckets = RECIPE_BUCKETS, .seed = RECIPE_SEED};
	struct corpus train, held_out;
	struct head head;
	struct err e = {0};

	if (argc < 3)
		return 2;
	must(corpus_init(&train, &recipe, NULL, &e), &e);
	read_file(argv[1], &train);
	must(corpus_sort_labels(&train), &e);
	/* A label that the training records lack is a failure here. */
	must(corpus_init(&held_out, &recipe, &train.labels, &e), &e);
	read_file(argv[2], &held_out);
	for (int i = 3; i < argc; i++)
		read_file(argv[i], NULL);
	must(head_train(&head, &train, HEAD_LAMBDA, &e), &e);
	printf("%zu %zu\n", (size_t)train.labels.n, right_ones(&head, &held_out));
	head_release(&head);
	corpus_release(&train);
	corpus_release(&held_out);
	return 0;
}
