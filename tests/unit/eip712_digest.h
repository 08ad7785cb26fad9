/* The signing hash and the summary of a typed document, without what else is opened with it. */
#ifndef TESTS_UNIT_EIP712_DIGEST_H
#define TESTS_UNIT_EIP712_DIGEST_H

#include "chain/eip712.h"

/* `summary` may be NULL. Returns: as eip712_open(). */
static inline enum status eip712_digest(struct hash *digest, struct eip712_summary *summary,
					const struct json *document, struct err *e)
{
	struct eip712_document d;
	enum status s = eip712_open(&d, document, e);

	if (s == STATUS_OK)
		*digest = d.digest;
	if (s == STATUS_OK && summary != NULL)
		*summary = d.summary;
	eip712_release(&d);
	return s;
}

#endif
