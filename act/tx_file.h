/*
 * An act carried in a file: prepared here, signed there or later, sent from here. Claims travel as
 * bundles, which tell the signing side more (act/claim.h).
 *
 * "byline-tx/1", canonical JSON: {chain_id, format, from, network, transaction}, where transaction
 * is the unsigned bytes. "byline-signed-tx/1": {format, transaction}, the signed bytes.
 */
#ifndef ACT_TX_FILE_H
#define ACT_TX_FILE_H

#include "act/act.h"
#include "app/app.h"

/*
 * Writes a prepared act to a new file. It becomes a draft of the ledger, which takes no nonce.
 * Returns: STATUS_OK, ERR_EXISTS, ERR_USAGE for a claim, ERR_CHANGED as ledger_record_export().
 */
MUST_CHECK enum status export_act(struct app *app, struct act *act, const char *path,
				  struct err *e);

/*
 * Reads such a file on the signing side, without any network: what it shows is decoded from the
 * transaction's bytes.
 * Out: a prepared act; a signed one when exactly this was signed here before.
 * Returns: STATUS_OK; ERR_PARSE, ERR_MISMATCH for another chain than the chosen network's,
 *          ERR_USAGE for a claim.
 */
MUST_CHECK enum status open_act(struct app *app, struct act **out, const char *path, struct err *e);

/*
 * Signs an opened act, and writes it to a new file unless `path` is NULL. The nonce is recorded
 * here first, so that this machine notices when it is asked to sign it again. One that is signed
 * already is written as it was kept; without `path` it is ERR_EXISTS.
 */
MUST_CHECK enum status sign_opened_act(struct app *app, struct act *act, const struct hash *expect,
				       const char *path, struct err *e);

/*
 * Reads a signed file where it was prepared.
 * Out: a signed act, ready for send_act(). ERR_NOT_FOUND when it was not prepared here,
 *      ERR_SIGNATURE when another account signed it.
 */
MUST_CHECK enum status import_signed_act(struct app *app, struct act **out, const char *path,
					 struct err *e);

#endif
