/*
 * The models that records may be compared against, with what is known of each, as plain values:
 * compare_models() neither knows nor asks where they came from.
 */
#ifndef MODELS_SOURCES_H
#define MODELS_SOURCES_H

#include "app/app.h"
#include "chain/accepts.h"
#include "models/comparison.h"

struct model_source {
	char network[32], datanet[48]; /* "" for a file */
	char name[48];
	struct hash hash;	/* zero: the file's own is taken */
	char path[512];		/* the artifact's file; "" when it is not here */
	enum status failed;	/* why not; STATUS_OK when it is */
	char failure[200];	/* the same in words */
	bool outdated;		/* the datanet uses a newer model, which could not be fetched */
	struct accepts accepts; /* as the datanet said at the last sync */
	struct comparison_pool pool;
	bool has_contributors;
	uint64_t contributors; /* accounts that the newest settled epoch pays */
	char weights[64];      /* licence of the model itself; "" = not stated or not known */
	enum model_state weights_state; /* the attestation's that states it */
	enum trust weights_trust;
};

/* All-zero is an empty list. */
struct model_sources {
	struct model_source *v;
	size_t n;
};

/*
 * Adds the current model of every datanet that this process works on, fetched unless it is here,
 * with what the cache and the datanet know of its pools. A model that cannot be had is added with
 * the reason, so that one datanet never hides another.
 * Returns: STATUS_OK, ERR_CANCELLED, ERR_MEMORY, a failure of the cache.
 */
MUST_CHECK enum status add_datanet_models(struct model_sources *list, struct app *app,
					  struct task *task, struct err *e);

/*
 * Adds a model's file, whose name is shown. Returns: STATUS_OK, ERR_NOT_FOUND and others of a file
 * that cannot be read, ERR_MEMORY.
 */
MUST_CHECK enum status add_model_file(struct model_sources *list, const char *path, struct err *e);

/* Moves what `more` has to the end of the list. Returns: STATUS_OK, ERR_MEMORY. */
MUST_CHECK enum status add_model_sources(struct model_sources *list, struct model_sources *more,
					 struct err *e);

/* Frees the list and makes it empty. */
void release_model_sources(struct model_sources *list);

#endif
