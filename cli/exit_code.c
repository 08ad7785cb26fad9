/*
 * The exit codes. Scripts decide by them whether to try again (4), to ask a person (3, 6) or to
 * distrust a figure (5), so a new status is put where its remedy is. The switch has no default: a
 * status that nobody put anywhere does not compile.
 */
#include "cli/exit_code.h"

int cmd_exit_code(enum status s)
{
	switch (s) {
	case STATUS_OK: return 0;
	case ERR_USAGE: return 2;
	case ERR_LOCKED:
	case ERR_WRONG_PASSPHRASE: return 3;
	case ERR_UNREACHABLE:
	case ERR_ANSWER:
	case ERR_TIMEOUT: return 4;
	case ERR_NOT_AGREED:
	case ERR_NOT_PROVEN:
	case ERR_PENDING:
	case ERR_PROOF_MISMATCH:
	case ERR_SIGNATURE:
	case ERR_MISMATCH: return 5;
	case ERR_REFUSED:
	case ERR_EXPIRED: return 6;
	case ERR_DAMAGED:
	case ERR_VERSION: return 7;
	case ERR_MEMORY:
	case ERR_IO:
	case ERR_NO_SPACE:
	case ERR_PERMISSION:
	case ERR_EXISTS:
	case ERR_NOT_FOUND:
	case ERR_PARSE:
	case ERR_RANGE:
	case ERR_LIMIT:
	case ERR_UNSUPPORTED:
	case ERR_REMOTE:
	case ERR_CANCELLED:
	case ERR_BUSY:
	case ERR_TOO_DEEP:
	case ERR_CHANGED:
	case ERR_FUNDS:
	case ERR_REVERTED: return 1;
	}
	return 1;
}
