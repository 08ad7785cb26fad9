/* A grid as text, for tests. */
#ifndef TESTS_DUMP_H
#define TESTS_DUMP_H

#include "base/buf.h"
#include "tui/screen.h"

/*
 * Appends the text of the grid, a line for each row, without blanks at line ends. `planes` adds a
 * second block with the place of the cursor and a letter for the style of each cell, a capital one
 * where the cell is reversed.
 */
void screen_dump(struct buf *out, const struct screen *s, bool planes);

#endif
