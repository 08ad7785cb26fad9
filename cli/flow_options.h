/* The options of every act on chain, and their part of the help. */
#ifndef CLI_FLOW_OPTIONS_H
#define CLI_FLOW_OPTIONS_H

#include <stdint.h>

#include "cli/command.h"

/* How long somebody waits for a transaction that was sent. */
struct cmd_wait_options {
	bool no_wait;	     /* --no-wait: not at all */
	const char *timeout; /* --timeout SECONDS */
	uint64_t timeout_s;  /* as read by cmd_flow_options_check() */
};

/*
 * Unless told. Ethereum makes a block final within 13 to 15 minutes, a rollup after its batch is on
 * Ethereum; half an hour covers both.
 */
#define CMD_TIMEOUT_S 1800

/* What the options of an act ask for. */
struct cmd_flow_options {
	bool prepare;	 /* --prepare: show it and sign nothing */
	bool send;	 /* --send: also send it once it is signed */
	const char *out; /* --out FILE: keep it there unsigned, to be signed elsewhere or later */
	const char *confirm; /* --confirm TEXT: what would be typed */
	struct cmd_wait_options wait;
};

/* Their entries in a table of options, where they are `member` of the struct `type`. */
#define CMD_WAIT_OPTIONS(type, member) \
	CMD_FLAG("no-wait", type, member.no_wait), CMD_VALUE("timeout", "N", type, member.timeout)
#define CMD_FLOW_OPTIONS(type, member)                                                           \
	CMD_FLAG("prepare", type, member.prepare), CMD_FLAG("send", type, member.send),          \
		CMD_WAIT_OPTIONS(type, member.wait), CMD_VALUE("out", "FILE", type, member.out), \
		CMD_VALUE("confirm", "TEXT", type, member.confirm)

/* The options of an act that has no others. */
extern const struct cmd_option cmd_flow_options_table[];

/* The options of every act; the same words everywhere. */
#define CMD_FLOW_HELP                                                                     \
	"\n"                                                                              \
	"How every act goes: it is prepared and shown, you type what is asked for, the\n" \
	"vault is opened, it is signed; sending is another step.\n"                       \
	"  --send          send it once it is signed, and wait until it is final\n"       \
	"  --no-wait       do not wait; every sync follows it, byline tx list tells\n"    \
	"  --timeout N     wait N seconds, 1800 unless told; exit code 4 when it is\n"    \
	"                  still pending then, which byline tx cancel can end\n"          \
	"  --prepare       only show it\n"                                                \
	"  --out FILE      only show it and keep it in FILE, unsigned\n"                  \
	"  --confirm TEXT  the text that would be typed, for scripts\n"                   \
	"With --expect HASH exactly the transaction with that signing hash is signed.\n"  \
	"An earlier one that is signed and not sent, or has the same nonce, is named,\n"  \
	"and then the last four digits of its hash are asked for, of scripts too.\n"      \
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

/* ERR_USAGE for options that contradict each other, and for a --timeout that is no number. */
MUST_CHECK enum status cmd_flow_options_check(struct cmd_flow_options *o, struct err *e);
MUST_CHECK enum status cmd_flow_options_check_wait(struct cmd_wait_options *w, struct err *e);

#endif
