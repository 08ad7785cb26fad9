/*
 * How every act on chain goes by subcommands: shown, confirmed, signed, sent.
 *
 * For scripts it takes two steps: `--out FILE` shows the act with its signing hash and keeps it in
 * a file, `byline tx sign FILE --expect HASH` signs exactly that.
 */
#ifndef CLI_FLOW_H
#define CLI_FLOW_H

#include "act/act.h"
#include "cli/flow_options.h"

/* Writes the kept act: export_act(), or export_claim() for a claim. */
typedef enum status cmd_flow_export(struct app *app, struct act *act, const char *path,
				    struct err *e);

/*
 * Takes `take_act` through what `o` asks for, and frees it. With --json adds its outcome to `top`
 * ("act", "file", "confirmed"); prints text otherwise.
 * Returns: STATUS_OK, ERR_REFUSED when it was not confirmed, ERR_MISMATCH with --expect, …
 */
MUST_CHECK enum status cmd_flow_run(struct cli *cli, struct json *top, struct act *take_act,
				    const struct cmd_flow_options *o, cmd_flow_export *write,
				    struct err *e);

/*
 * Ends a command whose JSON is `take_top` (NULL without --json) and whose result is `s`: prints it.
 * When it failed and something is in it already, that is printed too, with its "error".
 */
MUST_CHECK enum status cmd_flow_end(struct cli *cli, struct json *take_top, enum status s,
				    struct err *e);

/* As cmd_flow_run() for a command that does nothing else: makes, prints and frees the JSON. */
MUST_CHECK enum status cmd_flow_act(struct cli *cli, struct act *take_act,
				    const struct cmd_flow_options *o, cmd_flow_export *write,
				    struct err *e);

/* Prints all that is known of an act before it is signed: on stdout, with --json on stderr. */
MUST_CHECK enum status cmd_flow_review(const struct cli *cli, const struct act *act, struct err *e);

/* Lets the act be confirmed: by `confirm` (NULL: typed), or for a script by --expect. */
MUST_CHECK enum status cmd_flow_confirm(const struct cli *cli, const struct act *act,
					const char *confirm, struct err *e);

/* Sends what is signed and waits until it is final, as `w` says. Adds its outcome to `top`. */
MUST_CHECK enum status cmd_flow_send(struct cli *cli, struct json *top, struct act *act,
				     const struct cmd_wait_options *w, struct err *e);

/* What became of an act, for scripts: "act", "file" (NULL: null), "confirmed". NULL `top`: none. */
void cmd_flow_add_outcome(struct json *top, const struct act *act, const char *file,
			  bool confirmed);

/* The family of commands that goes on with the act: "claim" or "tx". */
const char *cmd_flow_family(const struct act *act);

#endif
