/*
 * The way of every act on chain through a subcommand: it is shown, confirmed, signed and sent.
 *
 * Scripts go it in two steps: `--out FILE` shows the act with its signing hash and writes it to a
 * file, `byline tx sign FILE --expect HASH` signs exactly that act.
 */
#ifndef CLI_FLOW_H
#define CLI_FLOW_H

#include "act/act.h"
#include "act/forget.h"
#include "cli/flow_options.h"

/* Writes an unsigned act to a file: export_act(), or export_claim() for a claim. */
typedef enum status cmd_flow_export(struct app *app, struct act *act, const char *path,
				    struct err *e);

/*
 * Takes `take_act` through the steps that `o` asks for, and frees it. For a program it adds the
 * outcome to `top` ("act", "file", "confirmed"); otherwise it prints text.
 * Returns: STATUS_OK, ERR_REFUSED when the act was not confirmed, ERR_MISMATCH when --expect gives
 *          another hash, and what signing, writing and sending return.
 */
MUST_CHECK enum status cmd_flow_run(struct cli *cli, struct json *top, struct act *take_act,
				    const struct cmd_flow_options *o, cmd_flow_export *write,
				    struct err *e);

/*
 * Ends a command with the status `s` and frees `take_top`, its reply (NULL for a person). The reply
 * of a failed command is printed too, with its "error", when it has members already.
 * Returns: `s`, or ERR_IO when the reply could not be printed.
 */
MUST_CHECK enum status cmd_flow_end(struct cli *cli, struct json *take_top, enum status s,
				    struct err *e);

/* cmd_flow_run() and cmd_flow_end() for a command whose reply has nothing but the act. */
MUST_CHECK enum status cmd_flow_act(struct cli *cli, struct act *take_act,
				    const struct cmd_flow_options *o, cmd_flow_export *write,
				    struct err *e);

/*
 * Prints an act for the person who signs it: on stdout, for a program on stderr; page by page when
 * a question follows (`asks`). Returns: as cmd_pager_print().
 */
MUST_CHECK enum status cmd_flow_review(const struct cli *cli, const struct act *act, bool asks,
				       struct err *e);

/*
 * Takes --expect, which may be signed without a question, with the text that an obstacle needs
 * (`confirm`, NULL: not given). Called before the vault is opened.
 * Out:     expect  `room`, or NULL when --expect was not given: the signer asks then
 * Returns: STATUS_OK, ERR_REFUSED without the text that is needed, ERR_USAGE.
 */
MUST_CHECK enum status cmd_flow_expect(const struct cli *cli, const struct act *act,
				       const char *confirm, const struct hash **expect,
				       struct hash *room, struct err *e);

/*
 * Sends a signed act, waits until it is final unless `w` says otherwise, and adds the outcome to
 * `top` (NULL: nowhere). Nothing is added when the act was not sent.
 */
MUST_CHECK enum status cmd_flow_send(struct cli *cli, struct json *top, struct act *act,
				     const struct cmd_wait_options *w, struct err *e);

/* Tells that a draft is forgotten, and where its file still is. */
MUST_CHECK enum status cmd_flow_forgotten(struct cli *cli, const struct forgotten *gone,
					  struct err *e);

/*
 * Adds "act", "file" (NULL: null) and "confirmed" to `top`, or nothing when `top` is NULL, and
 * notes the network for the reply.
 */
void cmd_flow_add_outcome(struct cli *cli, struct json *top, const struct act *act,
			  const char *file, bool confirmed);

/* The family whose `sign` and `send` take the act: "claim" or "tx". Static. */
const char *cmd_flow_family(const struct act *act);

#endif
