/*
 * One request to the signer and its reply. For door*.c and tests.
 *
 * exchange_begin() starts a request, the caller appends its fields to `request`, exchange_ask()
 * sends it, the caller takes the reply's `fields`, and exchange_end() wipes both messages.
 */
#ifndef WALLET_EXCHANGE_H
#define WALLET_EXCHANGE_H

#include "base/buf.h"
#include "base/cursor.h"
#include "wallet/door.h"
#include "wallet/signer_wire.h"

struct door {
	struct signer *signer; /* NULL once door_lock() had to end it */
	uint32_t capabilities;
};

struct exchange {
	struct buf request, reply;
	/* The guarded memory below each message; NULL where the message holds no secret. */
	struct secret *request_memory, *reply_memory;
	struct cursor fields; /* the reply's; valid after exchange_ask() */
};

/* Begins a request that holds no secret. */
void exchange_begin(struct exchange *x, enum signer_op op);

/* Begins a request with a passphrase: `cap` bytes of fields in guarded memory. */
MUST_CHECK enum status exchange_begin_guarded(struct exchange *x, enum signer_op op, size_t cap,
					      struct err *e);

/* Puts the reply into guarded memory with room for `cap` bytes of fields. */
MUST_CHECK enum status exchange_guard_reply(struct exchange *x, size_t cap, struct err *e);

/*
 * Asks the signer. Returns the status in the reply, with the reply's text in `e`; ERR_LOCKED when
 * the signer has ended; ERR_LIMIT or ERR_MEMORY for a message that is too large; ERR_PARSE for a
 * reply that cannot be read.
 */
MUST_CHECK enum status exchange_ask(struct door *d, struct exchange *x, struct err *e);

/* exchange_ask() for a reply of one "bytes" field, which is appended to `out`. */
MUST_CHECK enum status exchange_ask_for(struct door *d, struct exchange *x, struct buf *out,
					struct err *e);

/* Appends a secret to the request as a "bytes" field; NULL gives an empty field. */
void exchange_add_secret(struct exchange *x, const struct secret *s);

/* Size of the field that exchange_add_secret() appends. */
size_t exchange_field_size(const struct secret *s);

/* ERR_PARSE: the reply's fields are not those that wallet/signer_wire.h lists. */
enum status exchange_malformed(struct err *e);

/* Wipes and frees both messages. */
void exchange_end(struct exchange *x);

#endif
