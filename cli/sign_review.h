/* The reviews of texts before they are signed: a personal message, a typed document. */
#ifndef CLI_SIGN_REVIEW_H
#define CLI_SIGN_REVIEW_H

#include "act/sign_text.h"
#include "base/buf.h"
#include "cli/cli.h"

/*
 * Appends the review of a message: its text with its lines, or its bytes in hex when it is none.
 * `digest` is what is signed.
 */
void cmd_sign_review_message(struct buf *out, const struct cli *cli, const struct meaning *m,
			     const void *message, size_t len);

/* Appends the review of a document: what it gives away, its domain, all of its members. */
void cmd_sign_review_typed(struct buf *out, const struct cli *cli, const struct typed_text *t);

/* Appends the account and the digest, which end either review. */
void cmd_sign_review_end(struct buf *out, const struct address *account, const struct hash *digest);

/* Appends what it gives away, a line each: the decisive lines, repeated beside the prompt. */
void cmd_sign_review_gives(struct buf *out, const struct meaning *m);

#endif
