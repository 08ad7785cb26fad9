/*
 * Codes of two dimensions (ISO/IEC 18004) for the terminal. A cell shows two modules, one above the
 * other, by half blocks.
 */
#ifndef UR_QR_H
#define UR_QR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

/*
 * Light modules around the code. The standard asks for 4, but readers manage with 2 on a screen.
 */
#define QR_QUIET 2

/* The largest version and its side, without the quiet zone. */
#define QR_VERSION_MAX 40

struct qr_code {
	int side;	  /* modules with the quiet zone: columns of cells */
	int rows;	  /* rows of cells: half of it, rounded up */
	uint8_t *modules; /* side * side: 1 is dark */
};

/*
 * Makes the smallest code of `text` with the lowest correction of errors (L). A text of digits,
 * upper-case letters and " $%*+-./:" alone is stored as that, which takes fewer modules.
 * Returns: STATUS_OK, ERR_LIMIT when it fits none, ERR_MEMORY. The caller releases it.
 */
MUST_CHECK enum status qr_encode(struct qr_code *out, const char *text);

/* Frees it. One that is all zero is allowed. */
void qr_release(struct qr_code *q);

/*
 * The cell of row `y` and column `x`: a blank, or a block whose ink is light. Where themes differ,
 * the ink must be drawn lighter than the ground.
 */
const char *qr_cell(const struct qr_code *q, int y, int x);

/*
 * The most characters of such a text that a code of `rows` rows and `columns` columns of cells
 * holds; 0 where no code fits.
 */
size_t qr_room(int rows, int columns);

#endif
