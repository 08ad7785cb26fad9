/* The reviews of what is to be signed: a personal message, a typed document, a transaction. */
#ifndef CHAIN_REVIEW_TEXT_H
#define CHAIN_REVIEW_TEXT_H

#include "base/buf.h"
#include "chain/descriptor.h"
#include "chain/eip712.h"

/*
 * Appends the review of a message: its text with its lines, or its bytes in hex when it is none.
 * With `ascii` all other characters are spelled out.
 */
void review_text_message(struct buf *out, const struct meaning *m, const void *message, size_t len,
			 bool ascii);

/* Appends the review of a document: what it gives away, its domain, all of its members. */
void review_text_document(struct buf *out, const struct meaning *m,
			  const struct eip712_document *document, bool ascii);

/* Appends the review of a transaction: a line for each of its fields. */
void review_text_transaction(struct buf *out, const struct descriptor *d);

/* Appends the account and the digest, which end every review. */
void review_text_end(struct buf *out, const struct address *account, const struct hash *digest);

/* Appends what it gives away, a line each: the decisive lines, repeated beside the prompt. */
void review_text_gives(struct buf *out, const struct meaning *m);

#endif
