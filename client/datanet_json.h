/*
 * The datanet's replies, from bytes to values. Pure; what client/datanet.h does with a reply.
 * Errors are those of client/datanet.h; on error nothing is to be released.
 */
#ifndef CLIENT_DATANET_JSON_H
#define CLIENT_DATANET_JSON_H

#include "client/datanet.h"

/* EIP-712 domain name of everything that a datanet or an uploader signs. */
#define DATANET_DOMAIN "byline datanet"

/* The reply to GET /v1/datanet, compared with the profile. */
MUST_CHECK enum status datanet_read_info(struct datanet_info *out, const void *data, size_t len,
					 const struct profile *p, struct err *e);
/* The reply to GET /v1/accounts/{address}/claim, folded to the root that it names. */
MUST_CHECK enum status datanet_read_claim(struct datanet_claim *out, const void *data, size_t len,
					  const struct profile *p, const struct address *account,
					  struct err *e);
/* The reply to GET /v1/accounts/{address}/statements after epoch `after`. */
MUST_CHECK enum status datanet_read_statements(struct datanet_statements *out, const void *data,
					       size_t len, const struct address *account,
					       uint64_t after, struct err *e);
/* The reply to GET /v1/statements/{epoch}. */
MUST_CHECK enum status datanet_read_document(struct datanet_document *out, const void *data,
					     size_t len, struct err *e);
/* The reply to GET /v1/datasets/{uid}. */
MUST_CHECK enum status datanet_read_dataset(struct datanet_dataset *out, const void *data,
					    size_t len, const struct hash *uid, struct err *e);

#endif
