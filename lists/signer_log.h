/*
 * The signer's decisions as they are listed, from its journal (docs/formats.md). The file is read
 * without the signer: the vault may be locked, or gone.
 */
#ifndef LISTS_SIGNER_LOG_H
#define LISTS_SIGNER_LOG_H

#include "chain/address.h"
#include "chain/hash.h"
#include "lists/column.h"

/* One line of the journal. Words are those of the file, static; "" for none. */
struct signer_decision {
	uint64_t line; /* its number in the file, from 1 */
	int64_t time;
	const char *outcome, *kind, *consent;
	struct address account; /* zero: none */
	uint64_t chain_id;	/* 0: none */
	bool has_nonce;
	uint64_t nonce;
	struct hash digest, transaction; /* zero: none */
	bool after_cut; /* a record that was cut stands before it: nothing was signed for that */
	char text[256], reason[256];
};

struct signer_log {
	struct signer_decision *rows; /* newest first */
	size_t n;
	bool there;   /* there is a journal */
	size_t lines; /* that were read, shown or not */
	size_t cuts;  /* records that were cut by a full disk or a crash */
};

/*
 * Reads and verifies the whole journal at `path`, and keeps the newest `limit` decisions of the
 * wanted times. Release with release_signer_log() in any case.
 * Out:     the lines before a failure are in `out`
 * Returns: STATUS_OK, also where there is no journal yet; ERR_DAMAGED with the number of the line;
 *          ERR_VERSION for a journal of a newer byline; ERR_PERMISSION, ERR_LIMIT, ERR_IO,
 *          ERR_MEMORY.
 */
MUST_CHECK enum status load_signer_log(struct signer_log *out, const char *path, size_t limit,
				       const struct column_span *span, struct err *e);
void release_signer_log(struct signer_log *log);

#endif
