/* The datanet's replies, from bytes to values. Pure; what client/datanet.h does with a reply. */
#ifndef CLIENT_DATANET_JSON_H
#define CLIENT_DATANET_JSON_H

#include "client/datanet.h"

/* EIP-712 domain name of everything that a datanet or an uploader signs. */
#define DATANET_DOMAIN "byline datanet"

MUST_CHECK enum status datanet_read_info(struct datanet_info *out, const void *data, size_t len,
					 const struct profile *p, struct err *e);
MUST_CHECK enum status datanet_read_claim(struct datanet_claim *out, const void *data, size_t len,
					  const struct profile *p, const struct address *account,
					  struct err *e);
MUST_CHECK enum status datanet_read_statements(struct datanet_statements *out, const void *data,
					       size_t len, const struct address *account,
					       uint64_t after, struct err *e);
MUST_CHECK enum status datanet_read_document(struct datanet_document *out, const void *data,
					     size_t len, struct err *e);
MUST_CHECK enum status datanet_read_dataset(struct datanet_dataset *out, const void *data,
					    size_t len, const struct hash *uid, struct err *e);

#endif
