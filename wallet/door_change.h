/*
 * Changes of the vault in use, and its phrase. Each call brings the vault's file along and asks for
 * the passphrase, since the signer keeps no phrase, and takes an Argon2id run (about 0.4 s).
 *
 * Common results, besides those of wallet/door.h and of asking: ERR_WRONG_PASSPHRASE, ERR_CHANGED
 * when the file is not that of the vault in use. Out: `file`, appended: the file of the
 * changed vault, which counts once door_check() has seen it.
 */
#ifndef WALLET_DOOR_CHANGE_H
#define WALLET_DOOR_CHANGE_H

#include "chain/hash.h"
#include "wallet/door.h"

/* The vault in use: its file's bytes as they are on disk. */
struct door_vault {
	const void *file;
	size_t len;
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

/* A keystore of another wallet, as keystore_read() takes it. */
struct door_keystore {
	const void *file;
	size_t len;
};

/*
 * Adds account `index`, whose private key comes from elsewhere: from the keystore, whose passphrase
 * is asked for, or (NULL) as text, which is.
 * Returns: STATUS_OK, ERR_PARSE and ERR_RANGE when it is no key, ERR_EXISTS when the vault has the
 *          account; those of keystore_read().
 */
MUST_CHECK enum status door_import_account(struct door *d, struct buf *file,
					   const struct door_vault *now, uint32_t index,
					   const struct door_keystore *keystore, const char *label,
					   struct err *e);

/*
 * Writes the key of account `index` as a keystore under a passphrase of its own, which is asked
 * for.
 * Out:     keystore  appended
 * Returns: STATUS_OK, ERR_NOT_FOUND.
 */
MUST_CHECK enum status door_export_account(struct door *d, struct buf *keystore,
					   const struct door_vault *now, uint32_t index,
					   struct err *e);

/* Changes the label of account `index`. ERR_NOT_FOUND; for the label as above. */
MUST_CHECK enum status door_label_account(struct door *d, struct buf *file,
					  const struct door_vault *now, uint32_t index,
					  const char *label, struct err *e);

/* Protects the vault by another passphrase, which is asked for. */
MUST_CHECK enum status door_change_passphrase(struct door *d, struct buf *file,
					      const struct door_vault *now, struct err *e);

/* Shows the phrase on the terminal. */
MUST_CHECK enum status door_reveal(struct door *d, const struct door_vault *now, struct err *e);

/*
 * Asks for words of the phrase at places that nobody can predict, and notes the time of the drill.
 * Returns: STATUS_OK, ERR_MISMATCH when a word was another one.
 */
MUST_CHECK enum status door_drill(struct door *d, struct buf *file, const struct door_vault *now,
				  uint64_t when, struct err *e);

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

#endif
