/* One request to the signer and its reply. For door*.c only. */
#ifndef WALLET_EXCHANGE_H
#define WALLET_EXCHANGE_H

#include "base/cursor.h"
#include "wallet/door.h"
#include "wallet/signer_wire.h"

struct door {
	struct signer *signer;
	uint32_t capabilities;
};

/* `…_memory` is NULL where the bytes are no secret. */
struct exchange {
	struct buf request, reply;
	struct secret *request_memory, *reply_memory;
	struct cursor fields; /* of the reply, after exchange_ask() */
};

/* For a request whose bytes are no secret. */
void exchange_begin(struct exchange *x, enum signer_op op);

/* For one that holds a passphrase: `cap` bytes behind the op, in guarded memory. */
MUST_CHECK enum status exchange_begin_guarded(struct exchange *x, enum signer_op op, size_t cap,
					      struct err *e);

/* Makes the reply's memory guarded, for `cap` bytes of fields. */
MUST_CHECK enum status exchange_guard_reply(struct exchange *x, size_t cap, struct err *e);

/* Asks. The reply's status is the result, its text goes to `e`. */
MUST_CHECK enum status exchange_ask(struct door *d, struct exchange *x, struct err *e);

/* Appends a secret as a field (NULL: an empty one), and how long that field is. */
void exchange_add_secret(struct exchange *x, const struct secret *s);
size_t exchange_field_size(const struct secret *s);

/* Asks for a reply of one field, and appends that to `out`. */
MUST_CHECK enum status exchange_ask_for(struct door *d, struct exchange *x, struct buf *out,
					struct err *e);

/* ERR_PARSE, for a reply whose fields are not as announced. */
enum status exchange_malformed(struct err *e);

/* Wipes and frees both. */
void exchange_end(struct exchange *x);

#endif
