/*
 * The outcome of a function that can fail: success or one of the reasons below.
 *
 * Arguments have one order everywhere: the object, then outputs, then inputs, each length right
 * after its pointer, then flags, and `struct err *` (base/err.h) last where a person will read the
 * reason.
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#include "base/attr.h"
#include "base/limits.h"

/* X(name, its meaning in one phrase) */
#define STATUS_LIST(X)                                               \
	X(STATUS_OK, "done")                                         \
	X(ERR_MEMORY, "out of memory")                               \
	X(ERR_IO, "reading or writing failed")                       \
	X(ERR_NO_SPACE, "no space left on the device")               \
	X(ERR_PERMISSION, "permission denied")                       \
	X(ERR_EXISTS, "already exists")                              \
	X(ERR_NOT_FOUND, "not found")                                \
	X(ERR_USAGE, "wrong usage")                                  \
	X(ERR_PARSE, "not in the expected form")                     \
	X(ERR_RANGE, "a number out of range")                        \
	X(ERR_LIMIT, "larger than the limit")                        \
	X(ERR_VERSION, "written by a newer version")                 \
	X(ERR_UNSUPPORTED, "not supported")                          \
	X(ERR_LOCKED, "the vault is locked")                         \
	X(ERR_WRONG_PASSPHRASE, "wrong passphrase")                  \
	X(ERR_DAMAGED, "damaged file")                               \
	X(ERR_UNREACHABLE, "network unreachable")                    \
	X(ERR_TIMEOUT, "no answer in time")                          \
	X(ERR_REMOTE, "the server reported an error")                \
	X(ERR_CANCELLED, "cancelled")                                \
	X(ERR_BUSY, "in use by another byline")                      \
	X(ERR_NOT_AGREED, "the nodes do not agree")                  \
	X(ERR_NOT_PROVEN, "not proven")                              \
	X(ERR_PENDING, "not confirmed yet")                          \
	X(ERR_PROOF_MISMATCH, "the proof does not fold to the root") \
	X(ERR_TOO_DEEP, "nested or proven too deep")                 \
	X(ERR_SIGNATURE, "the signature is not right")               \
	X(ERR_MISMATCH, "contradicts what is known")                 \
	X(ERR_REFUSED, "refused by policy")                          \
	X(ERR_EXPIRED, "expired")                                    \
	X(ERR_CHANGED, "changed while it was used")                  \
	X(ERR_FUNDS, "not enough funds")                             \
	X(ERR_REVERTED, "reverted by the contract")                  \
	X(ERR_ANSWER, "a server answers what byline cannot read")

enum status {
#define X(name, phrase) name,
	STATUS_LIST(X)
#undef X
};

/* The phrase of STATUS_LIST. Never NULL; static. */
const char *status_phrase(enum status s);

/* The constant's own name, such as "ERR_LOCKED". Never NULL; static. */
const char *status_name(enum status s);

/* The status for the errno value `error` after a failed file operation. */
enum status status_from_errno(int error);

#endif
