/* The books as plain-text accounting, which hledger and ledger read. */
#ifndef CLI_PLAIN_BOOKS_H
#define CLI_PLAIN_BOOKS_H

#include "lists/books.h"
#include "lists/column.h"

struct buf;

/*
 * Appends a transaction for each entry of the span, oldest first. An accrual goes from
 * income:earnings to assets:receivable, a payment from there to assets:wallet, so that what is left
 * in assets:receivable is owed. Amounts are exact; a commodity is the token's symbol in quotes. An
 * entry of unknown time has no date, and becomes a comment.
 * Returns: STATUS_OK, ERR_LIMIT or ERR_MEMORY of the buffer.
 */
MUST_CHECK enum status cmd_plain_books_write(struct buf *out, const struct snapshot *s,
					     const struct book_entry *entries, size_t n,
					     const struct column_span *span);

#endif
