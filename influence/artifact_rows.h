/*
 * Sparse rows in an artifact, of texts that the publisher shows as features alone:
 *
 *	NAME.first   U32 [k+1]   where each row begins, from 0; at last the number of entries
 *	NAME.index   U32 [e]     features, ascending within a row
 *	NAME.value   F32 [e]     their values
 *	NAME.label   U32 [k]     numbers of classes; of rows that have labels
 */
#ifndef INFLUENCE_ARTIFACT_ROWS_H
#define INFLUENCE_ARTIFACT_ROWS_H

#include "influence/corpus.h"
#include "influence/safetensors.h"
#include "influence/safetensors_write.h"

/* The most rows of one name. */
#define ARTIFACT_ROWS_MAX 100000

/*
 * Reads the rows called `name`. Rows without labels get class 0. Release with corpus_release(),
 * also after a failure.
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_MISMATCH, ERR_RANGE, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status artifact_rows_read(struct corpus *out, const struct safetensors *st,
					  const char *name, bool labelled,
					  const struct recipe *recipe, const struct labels *labels,
					  struct err *e);

/* The tensors of rows, and the memory that they point to. */
struct artifact_rows_source {
	char names[4][32];
	uint32_t *first, *index, *label;
	float *value;
	struct tensor_source tensors[4];
	size_t n; /* 3, or 4 with labels */
};

/* Prepares writing `rows`. Freed by artifact_rows_end(), also after a failure. ERR_MEMORY. */
MUST_CHECK enum status artifact_rows_begin(struct artifact_rows_source *out, const char *name,
					   const struct corpus *rows, bool labelled);
void artifact_rows_end(struct artifact_rows_source *s);

#endif
