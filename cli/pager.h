/*
 * A long text for a person who decides by it: folded to the terminal's width, and shown page by
 * page before a question, so that nothing of it is scrolled away unread.
 */
#ifndef CLI_PAGER_H
#define CLI_PAGER_H

#include <stdio.h>

#include "base/buf.h"
#include "cli/cli.h"

/*
 * Prints `text`, of which the buffer's failure is reported. On a terminal each line that is wider
 * goes on in lines that begin with "  . ", cut at the last cell and not between words, so that
 * blanks at a fold can be seen. With `asks` a question follows: a text of more lines than the
 * terminal has stops after each page, until Enter is typed.
 * Returns: STATUS_OK, ERR_MEMORY, ERR_LIMIT, ERR_REFUSED when a person stopped reading.
 */
MUST_CHECK enum status cmd_pager_print(const struct cli *cli, struct buf *text, FILE *to, bool asks,
				       struct err *e);

/*
 * The text as it is printed on a terminal of `columns` cells. Returns: the number of lines. For
 * cmd_pager_print() and tests.
 */
size_t cmd_pager_fold(struct buf *out, const char *text, int columns);

#endif
