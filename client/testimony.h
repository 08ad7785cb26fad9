/*
 * Evidence for those who were not there: the bytes of headers and of proof nodes at an anchor, kept
 * instead of the figures that they prove. client/anchor.h lists the common errors.
 */
#ifndef CLIENT_TESTIMONY_H
#define CLIENT_TESTIMONY_H

#include "chain/trie_pool.h"
#include "client/anchor.h"

/*
 * Appends the anchor's header in RLP.
 * Returns: STATUS_OK; ERR_NOT_PROVEN when no node gives a header with the anchor's hash.
 */
MUST_CHECK enum status testimony_header(struct nodes *nodes, struct buf *out,
					const struct anchor *anchor, struct err *e);

/*
 * Adds the nodes that prove the account at `address` and the words at its `n` slots, from an answer
 * that folds whole. n may be large, and 0 with `words` NULL.
 * Out:     words  the values
 * Returns: STATUS_OK; ERR_NOT_PROVEN when no node gives a proof that folds; ERR_LIMIT when the pool
 *          is full.
 */
MUST_CHECK enum status testimony_words(struct nodes *nodes, struct trie_pool *pool,
				       struct u256 *words, const struct anchor *anchor,
				       const struct address *address, const struct hash *slots,
				       size_t n, struct err *e);

/*
 * Adds the nodes that prove `n` attestations, or that there are none, at the slots that the profile
 * pins. Returns: as testimony_words(); ERR_UNSUPPORTED when the profile pins no slots.
 */
MUST_CHECK enum status testimony_attestations(struct nodes *nodes, struct trie_pool *pool,
					      const struct anchor *anchor, const struct hash *uids,
					      size_t n, struct err *e);

/*
 * Where nodes prove only their newest block, evidence is of such a block. testimony_head() makes
 * the newest head of the anchor's nodes the anchor, and the functions above ask its node at
 * "latest". Once that block is not above the agreed one any more, testimony_settle() has the nodes
 * vote on it.
 * In/Out:  anchor  an agreed one; when the second returns, that of `head`
 * Returns: STATUS_OK; the first ERR_NOT_PROVEN without a header, the second ERR_NOT_AGREED when
 *          another block has the number.
 */
MUST_CHECK enum status testimony_head(struct nodes *nodes, struct anchor *anchor, struct err *e);
MUST_CHECK enum status testimony_settle(struct nodes *nodes, struct anchor *anchor,
					const struct header *head, struct err *e);

#endif
