/*
 * The figures of a model: the metadata of its file, by which the publisher describes and judges it.
 *
 * The publisher attests their hash, so that figures that came without the file can be told from
 * others. That they are true nobody proves.
 */
#ifndef CHAIN_MODEL_FIGURES_H
#define CHAIN_MODEL_FIGURES_H

#include "base/json.h"
#include "base/status.h"
#include "chain/hash.h"

/*
 * Computes keccak256 of the canonical text (RFC 8785) of `metadata`, an object with all members of
 * the file's __metadata__.
 * Returns: STATUS_OK, ERR_PARSE unless it is an object of texts, ERR_MEMORY, ERR_LIMIT.
 */
MUST_CHECK enum status model_figures_hash(struct hash *out, const struct json *metadata);

#endif
