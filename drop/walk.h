/*
 * The state of reading one JSON document of claims, and what each of its values means for it.
 */
#ifndef DROP_WALK_H
#define DROP_WALK_H

#include "drop/intake.h"

/* A key is kept for where it is an account or a token. */
#define WALK_KEY 64

/* An open object or array. */
struct walk_frame {
	uint8_t place;	/* in the tree of forms; 0: unknown, or the document */
	uint8_t member; /* place of the next value in it */
	bool array;
	size_t key_len;
	char key[WALK_KEY];
};

struct json_walk {
	struct intake *d;
	struct form_node nodes[FORMS_NODES];
	struct walk_frame frames[LIMIT_JSON_DEPTH + 1]; /* frames[depth] is the innermost */
	size_t depth;
	size_t claim_depth; /* depth of the claim's frame; 0: none is open */
	struct entry entry;
	size_t n_values; /* values of a dump's leaf so far */
	size_t n_types;	 /* types in leafEncoding so far */
	uint64_t chain_id;
	bool skip_proof;
	uint64_t opened[(FORMS_NODES + 63) / 64]; /* places of the document's own members */
};

/* The file is of this form from now on. ERR_PARSE, ERR_MISMATCH. */
MUST_CHECK enum status walk_format(struct json_walk *w, enum drop_format format, struct err *e);

/* Takes a string or a number with a meaning. Returns what intake_read() does. */
MUST_CHECK enum status walk_scalar(struct json_walk *w, const struct form *f, const char *text,
				   size_t len, struct err *e);

/* Takes an array with a meaning, whose frame is now the innermost. */
MUST_CHECK enum status walk_array(struct json_walk *w, const struct form *f, struct err *e);

/* Takes an object with a meaning, likewise: each is a claim. */
MUST_CHECK enum status walk_object(struct json_walk *w, const struct form *f, struct err *e);

/* Ends the claim that is open. */
MUST_CHECK enum status walk_claim_end(struct json_walk *w, struct err *e);

#endif
