/*
 * Strict JSON: the texts that RFC 8259 allows, and of those only the ones that every reader
 * understands alike.
 *
 * json_parse() refuses bytes after the value, two members of one name in an object, text that is
 * not UTF-8, lone surrogates, U+0000, nesting past LIMIT_JSON_DEPTH and more values than
 * LIMIT_JSON_VALUES. Upper and lower case differ in names. A number can be read only as an integer
 * within ±(2^53-1); a larger one must be a string.
 *
 * Values inside a document belong to the document. A getter by name sets a message that names the
 * member when it is missing or of another type.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/status.h"

struct json; /* any JSON value */

/*
 * Parses the whole of `data`. Out: the document, freed by json_free().
 * Returns: STATUS_OK, ERR_PARSE, ERR_TOO_DEEP, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status json_parse(struct json **out, const void *data, size_t len, struct err *e);
void json_free(struct json *doc);

/* A member of an object, or NULL. `object` may be NULL or of another type. */
const struct json *json_get(const struct json *object, const char *name);

/* The number of elements of an array or of members of an object; 0 for anything else. */
size_t json_count(const struct json *value);

/* The first element of an array or member of an object, and the one after it; NULL at the end. */
const struct json *json_first(const struct json *value);
const struct json *json_next(const struct json *element);

/* The name of an object's member; "" for others. */
const char *json_name(const struct json *member);

/* The type of a value. All are false for NULL. */
bool json_is_object(const struct json *value);
bool json_is_array(const struct json *value);
bool json_is_string(const struct json *value);
bool json_is_bool(const struct json *value);
bool json_is_number(const struct json *value);
bool json_is_null(const struct json *value);

/*
 * The text of a string, NULL for another type; it lives as long as the document. json_truth() is
 * true only for the literal true.
 */
const char *json_text(const struct json *value);
bool json_truth(const struct json *value);

/* The digits of a number that json_add_number() made; NULL for anything else, a read one too. */
const char *json_digits(const struct json *value);

/*
 * An integer within ±(2^53-1). ERR_PARSE for another type, ERR_RANGE for a larger or broken number.
 */
MUST_CHECK enum status json_integer(int64_t *out, const struct json *value);

/* Members by name. Returns: STATUS_OK, ERR_PARSE with the member's name in the message. */
MUST_CHECK enum status json_get_text(const char **out, const struct json *object, const char *name,
				     struct err *e);
MUST_CHECK enum status json_get_copy(
	char *out, size_t cap, const struct json *object, const char *name,
	struct err *e); /* a text of at most cap-1 bytes, with a zero */
MUST_CHECK enum status json_get_u64(uint64_t *out, const struct json *object, const char *name,
				    struct err *e); /* a decimal string */
MUST_CHECK enum status json_get_hex(uint8_t *out, size_t len, const struct json *object,
				    const char *name,
				    struct err *e); /* "0x" and exactly 2*len digits */
MUST_CHECK enum status json_get_array(const struct json **out, const struct json *object,
				      const char *name, struct err *e);
MUST_CHECK enum status json_get_object(const struct json **out, const struct json *object,
				       const char *name, struct err *e);

/*
 * Checks that each member of `object` has a name in the NULL-ended list. ERR_PARSE names the first
 * that has not.
 */
MUST_CHECK enum status json_only(const struct json *object, const char *const *names,
				 struct err *e);

/*
 * Building a document. A NULL result means out of memory. Adding a NULL value, or adding to NULL,
 * does nothing except that the later json_write() fails, so one check at the end is enough.
 * json_add() takes over the value; a NULL name adds to an array.
 */
struct json *json_new_object(void);
struct json *json_new_array(void);
void json_add(struct json *parent, const char *name, struct json *take_value);
void json_add_text(struct json *parent, const char *name, const char *text);
void json_add_textf(struct json *parent, const char *name, const char *format, ...) PRINTF(3, 4);
void json_add_u64(struct json *parent, const char *name, uint64_t v); /* as a decimal string */
/* As a number with all its digits, also past 2^53: for replies, never for a kept document. */
void json_add_number(struct json *parent, const char *name, uint64_t v);
void json_add_hex(struct json *parent, const char *name, const uint8_t *data, size_t len);
void json_add_bool(struct json *parent, const char *name, bool v);
void json_add_null(struct json *parent, const char *name);

#endif
