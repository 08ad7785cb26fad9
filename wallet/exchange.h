/*
 * One request to the signer and its reply. For door*.c and tests.
 */
#ifndef WALLET_EXCHANGE_H
#define WALLET_EXCHANGE_H

#include <sys/types.h>

#include "base/buf.h"
#include "wallet/door.h"
#include "wallet/signer_ops.h"

struct door {
	uint32_t capabilities;
	struct signer *signer; /* in this process; NULL once door_lock() had to end it */
	bool is_process;       /* the signer is another process, which the first unlocking starts */
	uint32_t required;     /* the set of enum protection without which it is not used */
	uint32_t protections;  /* those in force, as its last greeting told */
	bool greeted;	       /* there was one */
	pid_t pid;	       /* 0: it does not run */
	int fd;		       /* its socket, while it runs */
	struct {
		struct hash profile;
		bool accepted; /* by the vault in use */
	} handed[8];	       /* profiles that it has; the oldest gives way */
	unsigned n_handed;     /* how many were handed over so far */
	struct {
		struct hash digest;
		char words[192];
	} expected[4]; /* the first messages to it when it starts */
	unsigned n_expected;
	struct door_person person;
	struct door_lender lender;
	bool lent; /* the terminal is */
};

/* Nobody who could be asked. */
extern const struct door_person door_nobody;

/* A reply with the bytes that its fields point into. */
struct exchange {
	union signer_any reply;
	const struct wire_format *format; /* the reply's */
	struct buf bytes;
	struct secret *memory; /* below `bytes`, where the reply holds secrets; else NULL */
};

/*
 * Asks the signer. The caller calls exchange_end(), also after a failure.
 * In:      request  the struct of `op`'s request (wallet/signer_ops.h); NULL for one without fields
 * Out:     x->reply the reply's struct
 * Returns: the status in the reply, with the reply's text in `e`; ERR_LOCKED when the signer has
 *          ended; ERR_CANCELLED when the terminal cannot be lent; ERR_LIMIT, ERR_MEMORY or
 *          ERR_PERMISSION for a message that cannot be made; ERR_PARSE for a reply that cannot be
 *          read.
 */
MUST_CHECK enum status exchange(struct door *d, struct exchange *x, enum signer_op op,
				const void *request, struct err *e);

/* exchange() for a reply that is a file, which is appended to `out`. */
MUST_CHECK enum status exchange_for_file(struct door *d, struct buf *out, enum signer_op op,
					 const void *request, struct err *e);

/*
 * Whether the signer has the profile with this hash, and whether the vault accepted it; that it has
 * it from now on; and that all are handed over anew, since the vault in use is another one.
 */
bool exchange_knows(const struct door *d, const struct hash *profile, bool *accepted);
void exchange_learn(struct door *d, const struct hash *profile, bool accepted);
void exchange_forget(struct door *d);

/* ERR_PARSE: the reply's fields are not those that wallet/signer_ops.h lists. */
enum status exchange_malformed(struct err *e);

/* Wipes and frees the reply. */
void exchange_end(struct exchange *x);

#endif
