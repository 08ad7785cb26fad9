/* The number of blocks that a node's refusal to search for events names. Pure. */
#ifndef CLIENT_SPAN_HINT_H
#define CLIENT_SPAN_HINT_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Finds a number of blocks in the words of a refusal to search `asked` blocks: the length of a
 * proposed range ("[0x7e9b85, 0x7e9d78]", "6000000-6000509"), else the first number below `asked`
 * ("up to a 2K block range", "max: 3500", "10,000"). Nodes name numbers that are one too high, and
 * numbers of other things, so that the result is only worth a try.
 * In:      results  the node refused because of the number of results: numbers in its words are of
 *                   those, so that only a proposed range counts
 * Returns: 1 … asked - 1; 0 when there is no such number.
 */
uint64_t span_hint(const char *words, uint64_t asked, bool results);

#endif
