/*
 * JSON read piece by piece, for documents that are too long for memory. base/json.h reads the
 * others, and refuses more: here the same key may come twice, and the caller decides.
 */
#ifndef BASE_JSON_STREAM_H
#define BASE_JSON_STREAM_H

#include "base/err.h"

enum json_token {
	JSON_TOKEN_OBJECT,
	JSON_TOKEN_OBJECT_END,
	JSON_TOKEN_ARRAY,
	JSON_TOKEN_ARRAY_END,
	JSON_TOKEN_KEY,
	JSON_TOKEN_STRING,
	JSON_TOKEN_NUMBER, /* its digits, exactly as the document has them */
	JSON_TOKEN_WORD,   /* true, false or null */
};

/*
 * Takes the next token. `text` is that of a key, a string (both without their escapes, perhaps with
 * zero bytes) or a number, without a zero byte at its end; it is gone after the call. A failure
 * ends the reading and is its result.
 */
typedef enum status json_stream_each(void *user, enum json_token token, const char *text,
				     size_t len, struct err *e);

struct json_stream;

/* Begins a document. ERR_MEMORY. */
MUST_CHECK enum status json_stream_open(struct json_stream **out, json_stream_each *each,
					void *user);

/*
 * Takes the next `len` bytes, at most LIMIT_JSON_TOKEN of them; the text must be UTF-8.
 * Returns: STATUS_OK, ERR_PARSE with the byte's position, ERR_TOO_DEEP, ERR_LIMIT for a string or a
 *          run of spaces above LIMIT_JSON_TOKEN, the failure of `each`.
 */
MUST_CHECK enum status json_stream_feed(struct json_stream *s, const void *data, size_t len,
					struct err *e);

/* Ends the document. ERR_PARSE when it is not complete. */
MUST_CHECK enum status json_stream_end(struct json_stream *s, struct err *e);

/* Frees. NULL is allowed. */
void json_stream_close(struct json_stream *s);

#endif
