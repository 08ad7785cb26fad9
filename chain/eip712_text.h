/* The message of a typed document as lines for a person. */
#ifndef CHAIN_EIP712_TEXT_H
#define CHAIN_EIP712_TEXT_H

#include "base/buf.h"
#include "chain/eip712.h"

/*
 * Appends every member of the message, a line each, what is inside two cells further in: numbers in
 * decimal digits, addresses with their checksum, bytes whole and in hex. Lines of a string begin
 * with "| ", and what cannot be seen in it is named (reveal_text()), so that no string can imitate
 * a member. `indent` cells stand before each line.
 */
void eip712_text(struct buf *out, const struct eip712_document *d, unsigned indent, bool ascii);

/* Appends `len` bytes of text, each of its lines behind `indent` cells and "| ". */
void eip712_text_lines(struct buf *out, const void *text, size_t len, unsigned indent, bool ascii);

#endif
