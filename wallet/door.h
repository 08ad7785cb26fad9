/*
 * The signer with types. Each call encodes a request, hands it to signer_handle() and decodes the
 * reply. wallet/signer.h has the signer's states; wallet/door_change.h asks for
 * changes of the vault, wallet/door_sign.h for signatures.
 *
 * A call with an out-parameter `file` changes the vault in memory only. Write the bytes to disk,
 * read them back, and give them to door_check(): the change counts from then on.
 *
 * Common results, not repeated below: ERR_LOCKED without an open vault; ERR_REFUSED without the
 * capability; ERR_MEMORY; ERR_PERMISSION when memory cannot be locked. One call at a time.
 *
 * Results of calls that ask a person: ERR_CANCELLED, ERR_USAGE where nobody can be asked,
 * ERR_REFUSED for an empty answer or a new passphrase that is too short, ERR_MISMATCH when it was
 * not typed twice alike, ERR_IO when the terminal is gone.
 */
#ifndef WALLET_DOOR_H
#define WALLET_DOOR_H

#include <stdbool.h>

#include "base/secret.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "wallet/bip39.h"
#include "wallet/signer.h"
#include "wallet/vault.h"

struct buf;

struct door;

/*
 * The person behind a door. The signer asks for passphrases and phrases itself, so that none of
 * them passes through byline.
 */
struct door_person {
	int lines;     /* secrets are read here, a line each; -1: typed on the terminal */
	bool ascii;    /* the terminal shows no other characters */
	uint32_t idle; /* the vault locks so many seconds after the last answer; 0: never */
	/* The file of the signer's journal, a path that outlives the door; NULL: there is none. */
	const char *journal;
};

/* The user of the terminal while nothing is asked. */
struct door_lender {
	bool (*lend)(void *user); /* false: it cannot be lent */
	void (*take_back)(void *user);
	void *user;
};

/* Makes a locked signer in this process that allows `capabilities` (enum signer_capability). */
MUST_CHECK enum status door_new(struct door **out, uint32_t capabilities, struct err *e);

/* Says how to reach the person; before the first request. At first there is nobody. */
void door_set_person(struct door *d, const struct door_person *person);

/* The terminal is lent before a question from now on, and given back by door_end_questions(). */
void door_set_lender(struct door *d, const struct door_lender *lender);

/* Ends a question that is put, with the signer's process. Any thread, while another one waits. */
void door_interrupt(struct door *d);

/*
 * Ends a question that is put, for a command that is to end: the signer puts the terminal's modes
 * back, answers ERR_CANCELLED and takes no request after it. Async-signal-safe.
 */
void door_hang_up(struct door *d);

/*
 * Takes the terminal back, if it was lent, and lets the signer forget the passphrase, and what it
 * considered without having been told to ask.
 */
void door_end_questions(struct door *d);

/* Locks and frees. NULL is allowed. */
void door_free(struct door *d);

struct door_account {
	uint32_t index;
	struct address address;
	char path[PATH_TEXT_SIZE]; /* its key's below the phrase; "" for an imported key */
	char label[VAULT_LABEL_SIZE];
};

struct door_state {
	bool open;	     /* a vault is open and can sign */
	bool unsaved;	     /* a change waits for door_check() */
	uint64_t generation; /* the open vault's; 0 when locked */
	unsigned words;	     /* words of its phrase; 0 when locked */
	bool has_password;   /* BIP-39's passphrase belongs to its phrase */
	uint64_t drilled;    /* time of the last backup drill, in seconds since 1970; 0: never */
	size_t n;
	struct door_account accounts[VAULT_ACCOUNTS]; /* ascending by index */
};

/* Reads the signer's state and, when a vault is open, its accounts. A locked signer shows none. */
MUST_CHECK enum status door_state(struct door *d, struct door_state *out, struct err *e);

/*
 * Makes a vault with a new phrase of 12 or 24 words and account 0. Asks for a passphrase.
 * In:      show  the phrase is shown on the terminal
 * Out:     file  appended: the vault's file
 * Returns: STATUS_OK, ERR_RANGE for another number of words; as asking.
 */
MUST_CHECK enum status door_create(struct door *d, struct buf *file, unsigned words, bool show,
				   struct err *e);

/*
 * Makes a vault from a phrase of 12, 15, 18, 21 or 24 words that is asked for, with BIP-39's
 * passphrase where there is one (`has_password`), and a new passphrase.
 * Out:     file   appended: the vault's file
 *          fault  (or NULL) filled in after ERR_PARSE: show it to the person, never log it
 * Returns: STATUS_OK, ERR_PARSE for a wrong phrase; as asking.
 */
MUST_CHECK enum status door_restore(struct door *d, struct buf *file, struct bip39_fault *fault,
				    bool has_password, struct err *e);

/*
 * Opens a vault's file of `len` bytes with the passphrase that is asked for. Takes about 0.4 s.
 * Returns: STATUS_OK, ERR_WRONG_PASSPHRASE, ERR_DAMAGED, ERR_VERSION, ERR_LIMIT; as asking.
 */
MUST_CHECK enum status door_open(struct door *d, const void *file, size_t len, struct err *e);

/*
 * Opens another file with the passphrase that was given last, and asks nobody. The vault in use
 * stays when that does not open it.
 */
MUST_CHECK enum status door_open_again(struct door *d, const void *file, size_t len, struct err *e);

/*
 * Compares the bytes that were read back from disk with the change that waits, and adopts the
 * change when they are equal. When no change waits, it compares them with the open vault.
 * Returns: STATUS_OK, ERR_DAMAGED; ERR_CHANGED when the file holds something else. When it still
 *          holds the open vault, the change that waits is given up.
 */
MUST_CHECK enum status door_check(struct door *d, const void *file, size_t len, struct err *e);

/* Protections of the signer's process (wallet/confine.h). */
struct door_protections {
	bool is_process;	     /* else it is within this one, and the sets are empty */
	bool known;		     /* the process has run and told */
	uint32_t in_force, required; /* sets of enum protection */
};
void door_protections(const struct door *d, struct door_protections *out);

/*
 * Starts the signer's process only to learn its protections, unless it has told them, and ends it
 * again. Does nothing where there is no process.
 * Returns: STATUS_OK, also when a protection is missing; ERR_IO when it cannot be started.
 */
MUST_CHECK enum status door_try(struct door *d, struct err *e);

/*
 * Whether the signer's process runs no more: it has ended by itself, or was ended. Out: `e`, the
 * reason; the door is locked from then on.
 */
bool door_has_ended(struct door *d, struct err *e);

/*
 * Wipes the vault and all keys made from it. This cannot fail: when the signer cannot even be
 * asked, it is ended, and every later call returns ERR_LOCKED.
 */
void door_lock(struct door *d);

/*
 * Derives keys of 32 bytes that belong to datasets. The caller frees them with secret_free().
 * In:      nonce     of the dataset
 * Out:     salt_key  makes the salts of its records
 *          blind     hides the contents of its manifest from the manifest's hash
 *          dedupe    makes fingerprints of records; the same for every dataset of this vault
 *          Each may be NULL.
 */
MUST_CHECK enum status door_dataset_keys(struct door *d, struct secret **salt_key,
					 struct secret **blind, struct secret **dedupe,
					 const struct hash *nonce, struct err *e);

#endif
