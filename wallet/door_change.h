/*
 * Changes of the vault in use, and its phrase. Each call brings the vault's file and passphrase
 * along, since the signer keeps neither, and takes an Argon2id run (about 0.4 s).
 *
 * Common results, besides those of wallet/door.h: ERR_WRONG_PASSPHRASE, ERR_USAGE for an empty one,
 * ERR_CHANGED when the file is not that of the vault in use. Out: `file`, appended: the file of the
 * changed vault, which counts once door_check() has seen it.
 */
#ifndef WALLET_DOOR_CHANGE_H
#define WALLET_DOOR_CHANGE_H

#include "chain/hash.h"
#include "wallet/door.h"

/* The vault in use: its file's bytes as they are on disk, and the passphrase that opens them. */
struct door_vault {
	const void *file;
	size_t len;
	const struct secret *passphrase;
};

/* As an index: the account after the one with the highest index. */
#define DOOR_NEXT_ACCOUNT UINT32_MAX

/*
 * Adds account `index`.
 * In:      path   text as path_parse() reads it; or a scheme as path_scheme_parse() knows it, whose
 *                 next account is meant; "" is byline's scheme
 *          label  a C string, as vault_accounts_check_label() allows it
 * Returns: STATUS_OK, ERR_EXISTS for the index or the path, ERR_RANGE for the index, ERR_LIMIT,
 *          ERR_PARSE for the label or the path.
 */
MUST_CHECK enum status door_add_account(struct door *d, struct buf *file,
					const struct door_vault *now, uint32_t index,
					const char *path, const char *label, struct err *e);

/* A private key from elsewhere. */
struct door_key {
	const struct secret *secret; /* its text, as key_text_read() takes it */
	/* NULL; else a file of keystore_read(), and `secret` is the passphrase of that. */
	const void *keystore;
	size_t len;
};

/*
 * Adds account `index`, whose private key comes from elsewhere.
 * Returns: STATUS_OK, ERR_PARSE and ERR_RANGE when it is no key, ERR_EXISTS when the vault has the
 *          account; those of keystore_read().
 */
MUST_CHECK enum status door_import_account(struct door *d, struct buf *file,
					   const struct door_vault *now, uint32_t index,
					   const struct door_key *key, const char *label,
					   struct err *e);

/*
 * Writes the key of account `index` as a keystore under a passphrase of its own.
 * Out:     keystore  appended
 * Returns: STATUS_OK, ERR_NOT_FOUND; ERR_USAGE as keystore_write().
 */
MUST_CHECK enum status door_export_account(struct door *d, struct buf *keystore,
					   const struct door_vault *now, uint32_t index,
					   const struct secret *passphrase, struct err *e);

/* Changes the label of account `index`. ERR_NOT_FOUND; for the label as above. */
MUST_CHECK enum status door_label_account(struct door *d, struct buf *file,
					  const struct door_vault *now, uint32_t index,
					  const char *label, struct err *e);

/* Protects the vault by another passphrase. ERR_USAGE for an empty one. */
MUST_CHECK enum status door_change_passphrase(struct door *d, struct buf *file,
					      const struct door_vault *now,
					      const struct secret *passphrase, struct err *e);

/* Accounts of each of the usual schemes that are looked through, and the first of them, told. */
#define DOOR_LOOKED_THROUGH 50
#define DOOR_FIRST	    5

/* An account that the phrase has, whether or not the vault does. */
struct door_candidate {
	struct address address;
	char path[PATH_TEXT_SIZE];
};

/* The result of a search below the phrase. */
struct door_found {
	char path[PATH_TEXT_SIZE]; /* "" when none of them has the address */
	uint32_t tried;		   /* addresses that were compared */
	size_t n;
	/* The first accounts of every scheme in the order of the search, each address once. */
	struct door_candidate first[PATH_SCHEMES * DOOR_FIRST];
};

/*
 * Looks for an address among the first accounts of every scheme of wallet/path.h: number 0 of each
 * scheme, then number 1, and so on. Changes nothing.
 * In:      address  NULL where only `first` is wanted
 */
MUST_CHECK enum status door_find_address(struct door *d, struct door_found *out,
					 const struct door_vault *now,
					 const struct address *address, struct err *e);

/* Hands out the phrase. The caller frees it with secret_free(). */
MUST_CHECK enum status door_reveal(struct door *d, struct secret **phrase,
				   const struct door_vault *now, struct err *e);

#endif
