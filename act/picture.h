/*
 * Acts that leave and come back by pictures: as messages of uniform resources (ur/film.h shows
 * them, ur/assembly.h puts them together). A message is what a stick would have carried, a file of
 * byline between two bylines, or a request of ERC-4527 and its answer.
 */
#ifndef ACT_PICTURE_H
#define ACT_PICTURE_H

#include "act/act.h"
#include "ur/eth_request.h"

/* The type of a message that is a file's bytes. */
#define PICTURE_FILE_TYPE "bytes"

/* The files that pictures carry. */
enum picture_file {
	PICTURE_CLAIM,	      /* "byline-claim/1" and "/2" */
	PICTURE_CLAIM_SIGNED, /* "byline-signed/1" */
	PICTURE_TX,	      /* "byline-tx/1" */
	PICTURE_TX_SIGNED,    /* "byline-signed-tx/1" */
};

/* Whether a file is of a claim, and not of another act. */
static inline bool picture_is_claim(enum picture_file kind)
{
	return kind == PICTURE_CLAIM || kind == PICTURE_CLAIM_SIGNED;
}

/* Whether a file goes back to where it was prepared. An unsigned one goes on to whoever signs. */
static inline bool picture_is_signed(enum picture_file kind)
{
	return kind == PICTURE_CLAIM_SIGNED || kind == PICTURE_TX_SIGNED;
}

/*
 * Makes the message of a file: a byte string in CBOR, appended to `out`.
 * Out: `kind`  by the file's own word; nothing else of it is judged here.
 * Returns: STATUS_OK; as file_read(); ERR_PARSE when it is none of those files; ERR_LIMIT when it
 *          is too long for pictures.
 */
MUST_CHECK enum status read_file_message(struct buf *out, enum picture_file *kind, const char *path,
					 struct err *e);

/*
 * Makes the message that asks a device to sign a prepared act: its transaction's bytes, the
 * account, and where the device finds the account's key.
 * Returns: STATUS_OK; ERR_REFUSED when the act gives power away that was not allowed by name;
 *          ERR_EXISTS when it is signed; ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status make_sign_request(struct buf *out, const struct act *act,
					 const struct eth_path *path, struct err *e);

/*
 * Writes the file of a message of type PICTURE_FILE_TYPE to a new file.
 * Out: `kind`. Returns: STATUS_OK; ERR_PARSE when it is none of those files; ERR_EXISTS.
 */
MUST_CHECK enum status save_file_message(enum picture_file *kind, const char *path,
					 const void *message, size_t len, struct err *e);

/*
 * Checks a device's answer against the act that it was asked to sign, and writes the signed file
 * that a byline would have written.
 * Returns: STATUS_OK; ERR_PARSE; ERR_MISMATCH when it answers another request; ERR_SIGNATURE when
 *          another account signed, or something else was signed; ERR_EXISTS.
 */
MUST_CHECK enum status save_device_answer(struct act *act, const char *path, const void *message,
					  size_t len, struct err *e);

#endif
