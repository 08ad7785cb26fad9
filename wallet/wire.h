/*
 * Messages between byline and its signer. A table of fields says which member of a struct is which
 * field, so that writing and reading cannot disagree. wallet/signer_ops.h has the tables.
 *
 * Integers are big-endian; WIRE_BYTES and WIRE_SECRET are 4 length ‖ that many bytes.
 */
#ifndef WALLET_WIRE_H
#define WALLET_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/secret.h"
#include "base/status.h"

struct buf;
struct cursor;

/* Bytes of somebody else; of a message that was read, they point into it. */
struct wire_bytes {
	const uint8_t *data;
	size_t len;
};

enum wire_type {
	WIRE_BYTE,	/* uint8_t */
	WIRE_U32,	/* uint32_t */
	WIRE_U64,	/* uint64_t */
	WIRE_U256,	/* struct u256 */
	WIRE_HASH,	/* struct hash */
	WIRE_ADDRESS,	/* struct address */
	WIRE_SIGNATURE, /* struct wire_signature */
	WIRE_BYTES,	/* struct wire_bytes */
	WIRE_SECRET,	/* struct secret *, NULL for an empty field */
};

/* r ‖ s ‖ v */
struct wire_signature {
	uint8_t bytes[65];
};

struct wire_field {
	enum wire_type type;
	size_t offset; /* the member's, in its struct */
};

/* A kind of message: the fields of a struct, in their order. */
struct wire_format {
	const struct wire_field *fields;
	size_t n;
	size_t size; /* the struct's */
};

/* Whether one of the fields is a WIRE_SECRET: such a message stands in guarded memory. */
bool wire_has_secret(const struct wire_format *format);

/* Appends the message. Failures are kept in `out` (buf_status()). */
void wire_write(struct buf *out, const struct wire_format *format, const void *message);

/*
 * Takes a message. Secrets are copied into guarded memory; the caller calls wire_release(), also
 * after a failure.
 * Returns: STATUS_OK, ERR_PARSE, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status wire_read(void *message, const struct wire_format *format, struct cursor *c,
				 struct err *e);

/* Frees the secrets of a message. */
void wire_release(void *message, const struct wire_format *format);

/*
 * Makes a buffer of `cap` bytes in guarded memory. It never grows and never moves. The caller frees
 * `memory` and does not call buf_release().
 * Returns: STATUS_OK, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status wire_guarded(struct buf *out, struct secret **memory, size_t cap,
				    struct err *e);

#endif
