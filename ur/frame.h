/*
 * A uniform resource as text (BCR-2020-005): "ur:TYPE/LETTERS" for a whole message, and
 * "ur:TYPE/NUMBER-COUNT/LETTERS" for one part of it. The letters are bytewords.
 */
#ifndef UR_FRAME_H
#define UR_FRAME_H

#include "base/buf.h"

/* A type with its zero byte; "eth-sign-request" is the longest of ours. */
#define FRAME_TYPE_SIZE 32

/* A text that is longer is none of a message of LIMIT_UR_MESSAGE. */
#define FRAME_TEXT_MAX (2 * (LIMIT_UR_MESSAGE + 64) + 64)

struct frame {
	char type[FRAME_TYPE_SIZE]; /* lower case */
	uint32_t number, count;	    /* both 0 for a whole message, both above 0 for a part */
	const char *letters;
	size_t len;
};

/*
 * Takes a text of either case apart; blanks around it are left out. `out` points into it.
 * Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT above FRAME_TEXT_MAX.
 */
MUST_CHECK enum status frame_read(struct frame *out, const char *text, size_t len);

/* Appends the text of the whole message `data`, in lower case. */
void frame_write(struct buf *out, const char *type, const void *data, size_t len);

/* Appends the text of a part, which is `data` as part_write() makes it, in lower case. */
void frame_write_part(struct buf *out, const char *type, uint32_t number, uint32_t count,
		      const void *data, size_t len);

#endif
