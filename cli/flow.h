/*
 * How every act on chain goes by subcommands: shown, confirmed, signed, sent.
 *
 * For scripts it takes two steps: `--out FILE` shows the act with its signing hash and keeps it in
 * a file, `byline tx sign FILE --expect HASH` signs exactly that.
 */
#ifndef CLI_FLOW_H
#define CLI_FLOW_H

#include "act/act.h"
#include "cli/args.h"
#include "cli/cli.h"

/* How long somebody waits for a transaction that was sent. */
struct cmd_wait_options {
	bool no_wait;	     /* --no-wait: not at all */
	const char *timeout; /* --timeout SECONDS */
	uint64_t timeout_s;  /* as read by cmd_check_act() */
};

/*
 * Unless told. Ethereum makes a block final within 13 to 15 minutes, a rollup after its batch is on
 * Ethereum; half an hour covers both.
 */
#define CMD_TIMEOUT_S 1800

/* What the options of an act ask for. */
struct cmd_act_options {
	bool prepare;	 /* --prepare: show it and sign nothing */
	bool send;	 /* --send: also send it once it is signed */
	const char *out; /* --out FILE: keep it there unsigned, to be signed elsewhere or later */
	const char *confirm; /* --confirm TEXT: what would be typed */
	struct cmd_wait_options wait;
};

/* Their entries in a table of options. */
#define CMD_WAIT_OPTIONS(w)                   \
	{"no-wait", &(w).no_wait, NULL},      \
	{                                     \
		"timeout", NULL, &(w).timeout \
	}
#define CMD_ACT_OPTIONS(o)                                                                      \
	{"prepare", &(o).prepare, NULL}, {"send", &(o).send, NULL}, CMD_WAIT_OPTIONS((o).wait), \
		{"out", NULL, &(o).out},                                                        \
	{                                                                                       \
		"confirm", NULL, &(o).confirm                                                   \
	}

/*
 * Takes the options of a command that has no others, and its operands, of which it has exactly
 * `operands`. ERR_USAGE with the synopsis of `family`.
 */
MUST_CHECK enum status cmd_take_act(struct cmd_act_options *o, int argc, char **argv, int operands,
				    const char *family, struct err *e);

/* ERR_USAGE for options that contradict each other, and for a --timeout that is no number. */
MUST_CHECK enum status cmd_check_act(struct cmd_act_options *o, struct err *e);

/* Writes the kept act: export_act(), or export_claim() for a claim. */
typedef enum status cmd_export(struct app *app, struct act *act, const char *path, struct err *e);

/* Opens an act by the name of its file, or of itself: open_act(), open_claim(), … */
typedef enum status cmd_open(struct app *app, struct act **out, const char *name, struct err *e);

/* Signs an opened act into a file: sign_opened_act(), sign_claim(). */
typedef enum status cmd_sign_to(struct app *app, struct act *act, const struct hash *expect,
				const char *path, struct err *e);

/*
 * Takes `take_act` through what `o` asks for, and frees it. With --json adds its outcome to `top`
 * ("act", "file", "confirmed"); prints text otherwise.
 * Returns: STATUS_OK, ERR_REFUSED when it was not confirmed, ERR_MISMATCH with --expect, …
 */
MUST_CHECK enum status cmd_run_act(struct cli *cli, struct json *top, struct act *take_act,
				   const struct cmd_act_options *o, cmd_export *write,
				   struct err *e);

/*
 * Ends a command whose JSON is `take_top` (NULL without --json) and whose result is `s`: prints it.
 * When it failed and something is in it already, that is printed too, with its "error".
 */
MUST_CHECK enum status cmd_end_act(struct cli *cli, struct json *take_top, enum status s,
				   struct err *e);

/* As cmd_run_act() for a command that does nothing else: makes, prints and frees the JSON. */
MUST_CHECK enum status cmd_act(struct cli *cli, struct act *take_act,
			       const struct cmd_act_options *o, cmd_export *write, struct err *e);

/* Prints all that is known of an act before it is signed: on stdout, with --json on stderr. */
MUST_CHECK enum status cmd_review(const struct cli *cli, const struct act *act, struct err *e);

/*
 * Lets something be confirmed: by --confirm when it equals `wanted`, else typed on the terminal.
 */
MUST_CHECK enum status cmd_confirm_as(const char *confirm, const char *wanted, const char *prompt,
				      struct err *e);

/* `byline FAMILY sign FILE [--out SIGNED]`: reviews, confirms, unlocks and signs an opened act. */
MUST_CHECK enum status cmd_sign_file(struct cli *cli, int argc, char **argv, const char *family,
				     cmd_open *open, cmd_sign_to *sign, struct err *e);

/* `byline FAMILY send NAME`: sends what is signed. */
MUST_CHECK enum status cmd_send_file(struct cli *cli, int argc, char **argv, const char *family,
				     cmd_open *open, struct err *e);

/* ERR_NOT_FOUND without a vault: told before a person reads a review and types a confirmation. */
MUST_CHECK enum status cmd_require_vault(const struct cli *cli, struct err *e);

/* Opens the vault with the passphrase, unless it is open. */
MUST_CHECK enum status cmd_unlock(struct cli *cli, struct err *e);

#endif
