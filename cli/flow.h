/*
 * How every act on chain goes by subcommands: shown, confirmed, signed, sent.
 *
 * For scripts it takes two steps: `--out FILE` shows the act with its signing hash and keeps it in
 * a file, `byline tx sign FILE --expect HASH` signs exactly that.
 */
#ifndef CLI_FLOW_H
#define CLI_FLOW_H

#include "app/act.h"
#include "cli/args.h"
#include "cli/cli.h"

/* What the options of an act ask for. */
struct cmd_act_options {
	bool prepare;	 /* --prepare: show it and sign nothing */
	bool send;	 /* --send: also send it once it is signed */
	bool no_wait;	 /* --no-wait: do not wait for confirmations */
	const char *out; /* --out FILE: keep it there unsigned, to be signed elsewhere or later */
	const char *confirm; /* --confirm TEXT: what would be typed */
};

/* Their entries in a table of options. */
#define CMD_ACT_OPTIONS(o)                                                \
	{"prepare", &(o).prepare, NULL}, {"send", &(o).send, NULL},       \
		{"no-wait", &(o).no_wait, NULL}, {"out", NULL, &(o).out}, \
	{                                                                 \
		"confirm", NULL, &(o).confirm                             \
	}

/* Writes the kept act: export_act(), or export_claim() for a claim. */
typedef enum status cmd_export(struct app *app, struct act *act, const char *path, struct err *e);

/*
 * Takes `take_act` through what `o` asks for, and frees it. With --json adds its outcome to `top`
 * ("act", "file", "confirmed"); prints text otherwise.
 * Returns: STATUS_OK, ERR_REFUSED when it was not confirmed, ERR_MISMATCH with --expect, …
 */
MUST_CHECK enum status cmd_run_act(struct cli *cli, struct json *top, struct act *take_act,
				   const struct cmd_act_options *o, cmd_export *write,
				   struct err *e);

/* As cmd_run_act() for a command that does nothing else: makes, prints and frees the JSON. */
MUST_CHECK enum status cmd_act(struct cli *cli, struct act *take_act,
			       const struct cmd_act_options *o, cmd_export *write, struct err *e);

/* Prints all that is known of an act before it is signed: on stdout, with --json on stderr. */
MUST_CHECK enum status cmd_review(const struct cli *cli, const struct act *act, struct err *e);

/*
 * Lets a signature be confirmed: by --expect (checked by the signer's side), by --confirm when it
 * equals `wanted`, else typed on the terminal.
 */
MUST_CHECK enum status cmd_confirm_signing(const struct cli *cli, const char *confirm,
					   const char *wanted, const char *prompt, struct err *e);

/* Sends what is signed and waits until it is final, unless `no_wait`. Adds as cmd_run_act(). */
MUST_CHECK enum status cmd_send_act(struct cli *cli, struct json *top, struct act *act,
				    bool no_wait, struct err *e);

/* ERR_NOT_FOUND without a vault: told before a person reads a review and types a confirmation. */
MUST_CHECK enum status cmd_require_vault(const struct cli *cli, struct err *e);

/* ERR_EXISTS when the file to be written (NULL: none) is there, told as early as the above. */
MUST_CHECK enum status cmd_require_unused(const char *path, struct err *e);

/* Opens the vault with the passphrase, unless it is open. */
MUST_CHECK enum status cmd_unlock(struct cli *cli, struct err *e);

#endif
