/*
 * Opens the file of the signer's journal by its path, for whoever starts a signer or lists the
 * entries. The signer itself may open nothing, and gets the descriptor.
 */
#ifndef WALLET_JOURNAL_FILE_H
#define WALLET_JOURNAL_FILE_H

#include "base/err.h"

/*
 * Opens the journal to append (O_RDWR | O_APPEND | O_CLOEXEC), and makes an empty one of mode 0600
 * where there is none; its folder must exist. Each signer needs an opening of its own
 * (wallet/journal.h), which the one who opened it closes once the signer has its copy.
 * Returns: STATUS_OK; ERR_PERMISSION for a file that belongs to another user, that others may read
 *          or write, or that is no plain file; ERR_NO_SPACE, ERR_IO.
 */
MUST_CHECK enum status journal_file_open(int *fd, const char *path, struct err *e);

/* Opens the journal to read it, with the same checks. ERR_NOT_FOUND where there is none. */
MUST_CHECK enum status journal_file_open_to_read(int *fd, const char *path, struct err *e);

#endif
