/*
 * A corpus of docs/forecasts.md, trained on and published, with what a contributor has of it, the
 * artifact, and what tells the truth: the training records themselves, and customers' queries.
 */
#ifndef TESTS_FORECASTS_MATERIAL_H
#define TESTS_FORECASTS_MATERIAL_H

#include "influence/draw.h"
#include "influence/forecaster.h"
#include "influence/join.h"
#include "influence/publish.h"

#define MATERIAL_DATASETS 10 /* into which the training records are dealt */

struct material {
	const char *folder;				       /* the corpus */
	struct corpus train, queries, public, customers, pool; /* classes: those of `train` */
	struct corpus half_a, half_b;			       /* halves of the queries */
	struct trained model;
	struct artifact artifact; /* as a contributor reads it from its file */
	struct artifact_forecaster told;
	struct curvature exact; /* by the training records themselves */
	uint64_t seed;		/* everything is drawn by it */
};

/*
 * Reads the corpus in `folder`, trains with λ and publishes with `trials`. With `wrong`, so large a
 * part of the last dataset's labels is wrong, and its influence is not like that of the others.
 * Ends the program when anything fails.
 */
void material_prepare(struct material *m, const char *folder, double lambda, uint64_t trials,
		      double wrong);
void material_release(struct material *m);

/* Ends the program with the message of a failure. */
void must(enum status s, const struct err *e);

/* A set of records of the pool. */
struct drawn {
	struct corpus set;
	bool *wrong; /* whose labels were changed */
};

/* Copies the rows of the pool. */
void draw_select(struct drawn *out, const struct material *m, const uint32_t *rows, size_t n);
/* `n` different records of the pool. */
void draw_clean(struct drawn *out, struct material *m, size_t n);
/* Up to `n` records of one class, drawn by the classes' sizes. */
void draw_one_class(struct drawn *out, struct material *m, size_t n);
/* `n` records, each `times` times. */
void draw_repeated(struct drawn *out, struct material *m, size_t n, size_t times);
/* Gives `part` of the records another label, any as likely as any other. */
void draw_spoil(struct drawn *d, struct material *m, double part);
/* A number of records from `least` to `most`, evenly on a logarithmic scale. */
size_t draw_size_between(struct material *m, size_t least, size_t most);
void drawn_release(struct drawn *d);

/* The truth about a set that is added. */
struct truth {
	struct moved moved; /* the head that retraining gives */
	double change;	    /* relative, of half B's loss */
	double customers;   /* relative, of the customers' loss */
	double paid;	    /* the set's expected share of a pool, by the customers' queries */
	double by_b;	    /* that share by half B, which is a sample as the customers are */
};

/* Trains again, with the network's Λ. Release by moved_release(&t->moved). */
void truth_find(struct truth *t, const struct material *m, const struct corpus *added);

/*
 * The shares that the set earns in `n` epochs of so many customers' queries as the publisher
 * expects, each clipped by itself.
 */
void truth_epochs(double *shares, size_t n, struct material *m, const struct truth *t);

#endif
