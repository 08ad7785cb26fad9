/*
 * Rows as JSON objects. A table of fields says which member of a struct is which member of the
 * object, so that writing and reading cannot disagree.
 *
 * A member with the value zero ("" or 0 or false) is left out of the object, except words, which
 * always stand there.
 */
#ifndef BACKUP_MEMBER_FIELD_H
#define BACKUP_MEMBER_FIELD_H

#include <stddef.h>

#include "base/json.h"

enum member_field_type {
	FIELD_TEXT,	/* char[size], clean */
	FIELD_ADDRESS,	/* struct address */
	FIELD_HASH,	/* struct hash */
	FIELD_U256,	/* struct u256, also inside struct wei and struct tokens */
	FIELD_U64,	/* uint64_t */
	FIELD_U32,	/* uint32_t */
	FIELD_I64,	/* int64_t, never negative: the number of a row */
	FIELD_TIME,	/* int64_t, seconds since 1970 */
	FIELD_FLAG,	/* bool */
	FIELD_SENTENCE, /* struct sentence, as the cache keeps it */
	FIELD_WORD,	/* an enumeration: one of the words */
};

struct member_field {
	const char *name;
	enum member_field_type type;
	size_t offset, size;
	const char *const *words; /* FIELD_WORD: one for each number from 0 on */
	size_t n_words;
};

/* A kind of row: the fields of a struct. */
struct row_format {
	const struct member_field *fields;
	size_t n;
	size_t size; /* the struct's */
};

#define FIELD(name, type, row, member)                                                 \
	{                                                                              \
		name, type, offsetof(row, member), sizeof(((row *)0)->member), NULL, 0 \
	}
#define FIELD_OF_WORDS(name, row, member, words)                                            \
	{                                                                                   \
		name, FIELD_WORD, offsetof(row, member), sizeof(((row *)0)->member), words, \
			ARRAY_SIZE(words)                                                   \
	}
#define ROW_FORMAT(fields, row)                         \
	{                                               \
		fields, ARRAY_SIZE(fields), sizeof(row) \
	}

/* Adds the row's members to `object`. */
void member_field_write(struct json *object, const struct row_format *format, const void *row);

/*
 * Reads an object strictly into a row, which is zeroed first.
 * In:      more  names of members beside the row's own, ended by NULL; or NULL
 * Returns: STATUS_OK, ERR_PARSE with the member's name: a member that is not known, of another
 *          type, or of a value that it cannot have. Texts are cleaned and cut.
 */
MUST_CHECK enum status member_field_read(void *row, const struct row_format *format,
					 const struct json *object, const char *const *more,
					 struct err *e);

#endif
