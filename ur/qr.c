#include "ur/qr.h"

#include <errno.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

/* The characters of the alphanumeric mode (ISO/IEC 18004, table 5). */
static const char alphanumeric[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/* The most of them in a code of version 1, 2, … with correction L (ISO/IEC 18004, table 7). */
static const uint16_t rooms[QR_VERSION_MAX] = {
	25,   47,   77,	  114,	154,  195,  224,  279,	335,  395,  468,  535,	619,  667,
	758,  854,  938,  1046, 1153, 1249, 1352, 1460, 1588, 1704, 1853, 1990, 2132, 2223,
	2369, 2520, 2677, 2840, 3009, 3183, 3351, 3537, 3729, 3927, 4087, 4296,
};

static void copy_modules(struct qr_code *out, const QRcode *code)
{
	for (int y = 0; y < code->width; y++)
		for (int x = 0; x < code->width; x++)
			out->modules[(y + QR_QUIET) * out->side + x + QR_QUIET] =
				code->data[y * code->width + x] & 1;
}

/* The library's own choice of modes is not always the shortest, so that this one is named. */
static QRcode *encode_alphanumeric(const char *text)
{
	QRinput *input = QRinput_new2(0, QR_ECLEVEL_L);
	QRcode *code = NULL;

	if (input != NULL &&
	    QRinput_append(input, QR_MODE_AN, (int)strlen(text), (const unsigned char *)text) == 0)
		code = QRcode_encodeInput(input);
	QRinput_free(input);
	return code;
}

enum status qr_encode(struct qr_code *out, const char *text)
{
	const bool plain = text[strspn(text, alphanumeric)] == '\0';
	QRcode *code;
	enum status s = ERR_MEMORY;

	*out = (struct qr_code){.side = 0};
	errno = 0;
	code = plain ? encode_alphanumeric(text) : QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L);
	if (code == NULL)
		return errno == ERANGE ? ERR_LIMIT : ERR_MEMORY;
	out->side = code->width + 2 * QR_QUIET;
	out->rows = (out->side + 1) / 2;
	out->modules = calloc((size_t)out->side, (size_t)out->side);
	if (out->modules != NULL) {
		copy_modules(out, code);
		s = STATUS_OK;
	}
	QRcode_free(code);
	return s;
}

void qr_release(struct qr_code *q)
{
	free(q->modules);
	*q = (struct qr_code){.side = 0};
}

/* Below the last row of an odd side there is nothing, which is drawn as dark: no ink. */
const char *qr_cell(const struct qr_code *q, int y, int x)
{
	static const char *const cells[] = {"█", "▀", "▄", " "};
	const int upper = 2 * y, lower = 2 * y + 1;
	const bool no_upper = q->modules[upper * q->side + x] != 0;
	const bool no_lower = lower >= q->side || q->modules[lower * q->side + x] != 0;

	return cells[(no_upper ? 2 : 0) + (no_lower ? 1 : 0)];
}

/* A code of version v has 4v + 17 modules a side. */
size_t qr_room(int rows, int columns)
{
	const int side = 2 * rows < columns ? 2 * rows : columns;
	const int version = (side - 2 * QR_QUIET - 17) / 4;

	if (side - 2 * QR_QUIET < 21)
		return 0;
	return rooms[(version > QR_VERSION_MAX ? QR_VERSION_MAX : version) - 1];
}
