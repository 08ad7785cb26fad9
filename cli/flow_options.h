/* The options of every act on chain, and their part of the help. */
#ifndef CLI_FLOW_OPTIONS_H
#define CLI_FLOW_OPTIONS_H

#include <stdint.h>

#include "cli/command.h"

/* How long a command waits for the transaction that it sent. */
struct cmd_wait_options {
	bool no_wait;	     /* --no-wait: end once it is sent */
	const char *timeout; /* --timeout SECONDS */
	uint64_t timeout_s;  /* the number in `timeout`; cmd_flow_options_check() reads it */
};

/*
 * The default of --timeout. Ethereum makes a block final within 13 to 15 minutes, a rollup after
 * its batch is on Ethereum; half an hour covers both.
 */
#define CMD_TIMEOUT_S 1800

/* The options of an act, as they were given. */
struct cmd_flow_options {
	bool prepare;	 /* --prepare: show the act and sign nothing */
	bool send;	 /* --send: also send the act once it is signed */
	const char *out; /* --out FILE: write the unsigned act, to be signed elsewhere or later */
	const char *confirm; /* --confirm TEXT: the text that a person would type */
	struct cmd_wait_options wait;
};

/* The entries of both structs in a table of options, where they are `member` of struct `type`. */
#define CMD_WAIT_OPTIONS(type, member) \
	CMD_FLAG("no-wait", type, member.no_wait), CMD_VALUE("timeout", "N", type, member.timeout)
#define CMD_FLOW_OPTIONS(type, member)                                                           \
	CMD_FLAG("prepare", type, member.prepare), CMD_FLAG("send", type, member.send),          \
		CMD_WAIT_OPTIONS(type, member.wait), CMD_VALUE("out", "FILE", type, member.out), \
		CMD_VALUE("confirm", "TEXT", type, member.confirm)

/* The options of an act that has no others. */
extern const struct cmd_option cmd_flow_options_table[];

/* The help on acts, for every command that makes one; CMD_FLOW_TX_STEPS ends it for most. */
#define CMD_FLOW_HELP                                                                        \
	"\n"                                                                                 \
	"Every act goes the same way: byline prepares and shows it, the vault is opened,\n"  \
	"the signer shows what it reads in it, you type a confirmation on the terminal,\n"   \
	"and the act is signed. Sending is a step of its own.\n"                             \
	"  --send          send it once it is signed, and wait until it is final\n"          \
	"  --no-wait       do not wait; every sync follows it, byline tx list shows it\n"    \
	"  --timeout N     wait N seconds, 1800 by default; exit code 4 when it is still\n"  \
	"                  pending then, which byline tx cancel can end\n"                   \
	"  --prepare       only show it\n"                                                   \
	"  --out FILE      only show it and keep it in FILE, unsigned\n"                     \
	"  --confirm TEXT  with --expect or --out: the text that an obstacle needs\n"        \
	"With --expect HASH only what has that signing hash is signed, with no question.\n"  \
	"When an earlier transaction is signed but not sent, or has the same nonce,\n"       \
	"byline names it and asks for the last four digits of its hash, scripts included.\n" \
	"When a draft with the same nonce is out in a file, byline names the file and\n"     \
	"asks for the word FIRST, which makes that file void, scripts included.\n"           \
	"Scripts take two steps: --out FILE --json prints the signing hash, then\n"

#define CMD_FLOW_TX_STEPS                                    \
	"  byline tx sign FILE --expect HASH --out SIGNED\n" \
	"  byline tx send SIGNED\n"

/*
 * Takes the options of `command`, which are those of cmd_flow_options_table, and checks them.
 * Returns: STATUS_OK, ERR_USAGE.
 */
MUST_CHECK enum status cmd_flow_options_take(struct cmd_flow_options *out, int argc, char **argv,
					     const struct command *command, struct err *e);

/*
 * Checks that the options do not contradict each other, and reads --timeout.
 * Returns: STATUS_OK, ERR_USAGE.
 */
MUST_CHECK enum status cmd_flow_options_check(struct cmd_flow_options *o, struct err *e);

/* The same for a command that prepares an act only with --attest: without it they mean nothing. */
MUST_CHECK enum status cmd_flow_options_check_attest(struct cmd_flow_options *o, bool attest,
						     struct err *e);

/* Reads --timeout, which --no-wait excludes. */
MUST_CHECK enum status cmd_flow_options_check_wait(struct cmd_wait_options *w, struct err *e);

#endif
