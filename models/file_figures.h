/* The hash of the figures in a model's file, by which the publisher attests them. */
#ifndef MODELS_FILE_FIGURES_H
#define MODELS_FILE_FIGURES_H

#include <stddef.h>

#include "base/err.h"
#include "chain/hash.h"

/*
 * Hashes the metadata of the file image `data` (chain/model_figures.h).
 * Returns: STATUS_OK, ERR_PARSE for a file without metadata, the failures of safetensors_read().
 */
MUST_CHECK enum status compute_file_figures_hash(struct hash *out, const void *data, size_t len,
						 struct err *e);

#endif
