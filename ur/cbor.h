/*
 * The part of CBOR (RFC 8949) that uniform resources use: unsigned integers, byte strings, texts,
 * arrays, maps, tags and the two truth values.
 *
 * Writing is deterministic, and reading takes only what writing makes: the shortest heads, definite
 * lengths (RFC 8949, 4.2.1). A reader takes one item or one head, so that the caller's own layout
 * bounds the depth; nothing here calls itself. A reader that fails leaves the cursor where it was.
 */
#ifndef UR_CBOR_H
#define UR_CBOR_H

#include "base/buf.h"
#include "base/cursor.h"

/* Append one item. Of an array or a map its head, with the number of items or of pairs. */
void cbor_add_uint(struct buf *out, uint64_t v);
void cbor_add_bytes(struct buf *out, const void *data, size_t len);
void cbor_add_text(struct buf *out, const char *text);
void cbor_add_array(struct buf *out, uint64_t n);
void cbor_add_map(struct buf *out, uint64_t n);
void cbor_add_tag(struct buf *out, uint64_t tag);
void cbor_add_bool(struct buf *out, bool v);

/*
 * Take one item. Returns: STATUS_OK; ERR_PARSE for another kind, a head that is longer than it need
 * be, or too few bytes. Bytes and texts point into the input; a text must be UTF-8.
 */
MUST_CHECK enum status cbor_uint(struct cursor *c, uint64_t *out);
MUST_CHECK enum status cbor_bytes(struct cursor *c, const uint8_t **out, size_t *len);
MUST_CHECK enum status cbor_text(struct cursor *c, const char **out, size_t *len);

/* Take a head. `n` of an array or a map is at most the bytes that are left. */
MUST_CHECK enum status cbor_array(struct cursor *c, uint64_t *n);
MUST_CHECK enum status cbor_map(struct cursor *c, uint64_t *n);

/* Takes the tag `tag` and no other. */
MUST_CHECK enum status cbor_tag(struct cursor *c, uint64_t tag);

#endif
