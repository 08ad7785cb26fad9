/*
 * Frames read from pictures by zbarimg (package zbar-tools), which runs as a process of its own.
 *
 * Pictures are hostile, and their decoders have a history: zbarimg is given only files that begin
 * as PNG, JPEG, GIF or WebP, each named as what it is, so that its library cannot take them for a
 * script. It gets no descriptor, no terminal and no more time than a minute.
 */
#ifndef ACT_SCAN_PICTURE_H
#define ACT_SCAN_PICTURE_H

#include "base/err.h"
#include "ur/assembly.h"

/*
 * Adds every frame in the picture `path` to `a`. Codes that are no uniform resource are left out.
 * Out: `found` counts the frames.
 * Returns: STATUS_OK, also when there is none; ERR_NOT_FOUND when the file or zbarimg is missing,
 *          with the name of its package; ERR_UNSUPPORTED for another kind of file; ERR_IO,
 *          ERR_TIMEOUT when zbarimg fails; as assembly_add().
 */
MUST_CHECK enum status scan_picture(struct assembly *a, unsigned *found, const char *path,
				    struct err *e);

/*
 * Adds the frames in typed text, which are separated by blanks or line ends. Another word is
 * ERR_PARSE.
 */
MUST_CHECK enum status scan_text(struct assembly *a, unsigned *found, const char *text,
				 struct err *e);

#endif
