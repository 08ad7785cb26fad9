/* Reads the claims of a file, one after the other, in whichever of the known forms they are. */
#ifndef DROP_INTAKE_H
#define DROP_INTAKE_H

#include "drop/earner.h"
#include "drop/entry.h"
#include "drop/forms.h"
#include "drop/roster.h"
#include "drop/source.h"

/* Takes the next claim; a failure ends the reading and is its result. */
typedef enum status intake_each(void *user, const struct entry *en, struct err *e);

/* One reading of a file. */
struct intake {
	/* In: */
	const struct merkle_terms *terms; /* NULL: only an EigenLayer claim is read */
	const struct roster *own; /* whose proofs are read, beside the first one; NULL: all */
	intake_each *each;
	void *user;
	struct hash *nodes; /* room for the nodes of a dump from `first_node` on, or NULL */
	uint64_t first_node, room;

	/* Out: */
	enum drop_format format;
	bool has_root, has_total;
	struct hash root;  /* as the file names it */
	struct u256 total; /* likewise */
	uint64_t n_nodes;  /* those of a dump's tree */
	uint64_t n_claims;
	bool bare; /* a number beyond 2^53 stands without quotes, so that it may be rounded */
	struct earner earner; /* earner_release() */
};

/*
 * Reads the whole source from its present place.
 * Returns: STATUS_OK; ERR_PARSE for what is in no known form; ERR_MISMATCH for a form or a
 *          claim that does not fit the terms, or a member that is there twice; ERR_UNSUPPORTED for
 *          a dump of hashes alone; what json_stream_feed(), entry_read(), source_next() and `each`
 *          return.
 */
MUST_CHECK enum status intake_read(struct intake *d, struct source *s, struct err *e);

#endif
