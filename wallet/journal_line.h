/*
 * One line of the signer's journal, "byline-journal/1": a decision of the signer, and the hash of
 * the line before. docs/formats.md has its members. For journal*.c, and for whoever shows a line.
 *
 *   torn pieces ‖ {"format":"byline-journal/1","hash":"0x…","line":{…}} ‖ LF
 *
 * The hash is BLAKE2b-256 of all bytes of the line but its own 64 digits and the LF, so that each
 * altered byte is found. `line` is canonical JSON. Mostly there are no torn pieces: only a record
 * that was cut while it was written stands before the one that came next, which counts its bytes.
 *
 * A later version keeps the head up to the hash and what the hash covers, so that an older byline
 * tells a newer file from a damaged one.
 */
#ifndef WALLET_JOURNAL_LINE_H
#define WALLET_JOURNAL_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "chain/address.h"
#include "chain/hash.h"

struct buf;

/* X(name, its word in the file) */
#define JOURNAL_OUTCOMES(X)     \
	X(APPROVED, "approved") \
	X(REFUSED, "refused")

#define JOURNAL_KINDS(X)                      \
	X(TRANSACTION, "transaction")         \
	X(CLAIM, "claim")                     \
	X(DOCUMENT, "document")               \
	X(MESSAGE, "message")                 \
	X(PROFILE, "profile")                 \
	X(PHRASE_REVEALED, "phrase revealed") \
	X(KEY_EXPORTED, "key exported")       \
	X(KEY_IMPORTED, "key imported")

/* How a person consented. A refusal has no consent. */
#define JOURNAL_CONSENTS(X)     \
	X(NO_CONSENT, "")       \
	X(TYPED, "typed")       \
	X(EXPECTED, "expected") \
	X(PASSPHRASE, "passphrase")

enum journal_outcome {
#define X(name, word) JOURNAL_##name,
	JOURNAL_OUTCOMES(X)
#undef X
};
enum journal_kind {
#define X(name, word) JOURNAL_##name,
	JOURNAL_KINDS(X)
#undef X
};
enum journal_consent {
#define X(name, word) JOURNAL_##name,
	JOURNAL_CONSENTS(X)
#undef X
};

/* One line of plain text with its zero. */
#define JOURNAL_TEXT_SIZE 256

/* A decision. Its texts never have a secret in them. */
struct journal_entry {
	int64_t time; /* seconds since 1970, above 0 */
	enum journal_outcome outcome;
	enum journal_kind kind;
	enum journal_consent consent; /* an approval has one, a refusal none */
	struct address account;	      /* zero: none */
	uint64_t chain_id;	      /* 0: none */
	bool has_nonce;
	uint64_t nonce;
	struct hash digest;		/* that is signed; zero: none */
	struct hash transaction;	/* names the signed transaction; zero: none */
	char text[JOURNAL_TEXT_SIZE];	/* the request, "Send 1.5 ETH to 0x…" */
	char reason[JOURNAL_TEXT_SIZE]; /* a refusal has one, an approval none */
};

/* A line that was read: its entry and its place in the chain. */
struct journal_line {
	struct journal_entry entry;
	struct hash before; /* the hash of the line before; zero for the first */
	struct hash hash;
	size_t torn; /* bytes of cut records that stand before this one */
};

/*
 * Appends the record for `entry` with its LF to `out`. Texts are cleaned (text_clean()) and cut to
 * their size, with "…".
 * In:      torn  the `torn_len` bytes that stand in the file behind the last line; may be NULL
 * Out:     hash  the line's own
 * Returns: STATUS_OK; ERR_USAGE for an entry that contradicts itself: no time, no text, an approval
 *          without consent or with a reason, a refusal with consent or without a reason, a nonce
 *          without account or chain; ERR_MEMORY, ERR_LIMIT.
 */
MUST_CHECK enum status journal_line_write(struct buf *out, struct hash *hash,
					  const struct journal_entry *entry,
					  const struct hash *before, const uint8_t *torn,
					  size_t torn_len, struct err *e);

/*
 * Reads a line without its LF, strictly: the bytes are those that journal_line_write() writes.
 * Returns: STATUS_OK; ERR_VERSION for a line of a newer byline; ERR_DAMAGED; ERR_MEMORY.
 */
MUST_CHECK enum status journal_line_read(struct journal_line *out, const uint8_t *data, size_t len,
					 struct err *e);

/* The words of the tables above; static, never NULL. */
const char *journal_line_outcome(enum journal_outcome outcome);
const char *journal_line_kind(enum journal_kind kind);
const char *journal_line_consent(enum journal_consent consent);

#endif
