/*
 * The four questions about a model, answered from a snapshot alone. A card proves the answers and
 * goes into every contributor and epoch; these are what is known without asking anybody.
 */
#ifndef MODELS_ANSWER_MODEL_H
#define MODELS_ANSWER_MODEL_H

#include "app/snapshot_models.h"
#include "card/answers.h"
#include "chain/sentence.h"

/* One fact of an answer, or what nobody has stated. */
struct model_answer {
	enum card_question question;
	struct sentence text;
	enum trust trust; /* TRUST_NONE: no mark, since nothing is claimed */
	bool stated;	  /* false: the text says what is open */
	bool warns;	  /* a fault of the publisher's, or something to look at */
	double share;	  /* a dataset's part of the influence, 0..1; <0 none. Bars show it */
};

/* As many as a page has; own datasets beyond it are one line together. */
#define MODEL_ANSWERS_MAX 32

struct model_answers {
	struct model_answer v[MODEL_ANSWERS_MAX]; /* question by question */
	size_t n;
};

/* Answers the questions about a model of the snapshot `s`. */
void answer_model(struct model_answers *out, const struct snapshot *s,
		  const struct snapshot_model *m);

/* "WHO TRAINED IT?" for people, and "trained" in replies; static. */
const char *describe_question(enum card_question question);
const char *name_question(enum card_question question);

/*
 * Whether a person means this model by `name`: its version, the beginning of its artifact's hash,
 * its name as lists show it, or its datanet's name for the model in use; NULL means any model in
 * use.
 */
bool is_model_meant(const struct snapshot *s, const struct snapshot_model *m, const char *name);

#endif
