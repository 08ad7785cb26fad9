/* The labels of compared records, and the class that each has in every model of a panel. */
#ifndef MODELS_COMPARE_LABELS_H
#define MODELS_COMPARE_LABELS_H

#include "dataset/extractor.h"
#include "influence/artifact.h"
#include "models/comparison.h"
#include "models/label_map.h"

/* As many different labels are told apart as a model can have classes. */
#define COMPARE_LABELS LIMIT_CLASSES

struct label_row {
	char name[LIMIT_LABEL + 1];
	size_t len;
	uint64_t records;
	int *classes; /* one for each model; -1: it has neither the label nor a mapped one */
};

struct label_table {
	const struct artifact *const *models; /* not owned, as `rules` */
	size_t n_models;
	const struct label_rule *rules;
	size_t n_rules;
	struct label_row rows[COMPARE_LABELS];
	size_t n;
	size_t last; /* the row found last: records of one label often follow each other */
	uint64_t unlabelled, others;
	int none[]; /* -1 for each model */
};

/* A table for records that `n_models` models score. NULL when out of memory. */
struct label_table *new_label_table(const struct artifact *const *models, size_t n_models,
				    const struct label_rule *rules, size_t n_rules);
void free_label_table(struct label_table *t);

/*
 * Counts the label of one more record.
 * Out:     `classes`  its class in each model, valid until the table is freed
 * Returns: STATUS_OK, ERR_MEMORY.
 */
MUST_CHECK enum status count_label(struct label_table *t, const int **classes,
				   const struct extractor_pair *pair);

/* How many of the labels model `m` lacks, counting those that a rule maps. */
size_t count_missing_labels(const struct label_table *t, size_t m);

/* Appends a row to `out` for each label that model `m` lacks, the most frequent first. */
void list_missing_labels(struct compared_label *out, const struct label_table *t, size_t m,
			 const struct compared_model *model);

#endif
