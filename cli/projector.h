/* Shows a film of frames on the terminal, one code after the other, until a key is typed. */
#ifndef CLI_PROJECTOR_H
#define CLI_PROJECTOR_H

#include "cli/cli.h"
#include "ur/film.h"

/* Frames a second. Phones read ten and more; slow cameras and cheap screens want fewer. */
#define PROJECTOR_FPS	  5
#define PROJECTOR_FPS_MAX 30

/* Bytes of the message in a frame. The most is what a code of 85 modules a side holds. */
#define PROJECTOR_SIZE_MIN 10
#define PROJECTOR_SIZE_MAX 400

/*
 * Prepares the film of a message so that its frames fit into the terminal on stdout, with `size`
 * bytes in each, or 0 for as many as fit up to half the most: denser codes are hard to read. The
 * caller releases it.
 * Returns: STATUS_OK; ERR_USAGE when stdout is no terminal, shows no half blocks (--ascii,
 *          --accessible), or is too small; ERR_LIMIT when the message is too long; ERR_MEMORY.
 */
MUST_CHECK enum status cmd_projector_film(const struct cli *cli, struct film *out, const char *type,
					  const struct buf *message, size_t size, struct err *e);

/*
 * Shows the frames `fps` times a second, with `caption` and their number below, from the first on
 * without an end. A key or Ctrl-C ends it, and the terminal is as it was before.
 * Returns: STATUS_OK, ERR_IO, ERR_MEMORY.
 */
MUST_CHECK enum status cmd_projector_show(const struct cli *cli, struct film *film,
					  const char *caption, unsigned fps, struct err *e);

#endif
