/*
 * The process that is the signer: byline itself, started anew by wallet/door_process.h with a
 * socket and nothing else.
 */
#ifndef WALLET_SIGNER_PROCESS_H
#define WALLET_SIGNER_PROCESS_H

#include <stdbool.h>

/*
 * Its arguments: this name, then numbers: the parent's process id, capabilities, required
 * protections, seconds until it locks itself (0: never), and the set of enum signer_way.
 */
#define SIGNER_PROCESS_NAME "byline-signer"
#define SIGNER_PROCESS_ARGS 6

/* How it may reach a person. */
enum signer_way {
	SIGNER_WAY_TERMINAL = 1 << 0,
	SIGNER_WAY_LINES = 1 << 1, /* secrets are lines of a descriptor */
	SIGNER_WAY_ASCII = 1 << 2,
	SIGNER_WAY_JOURNAL = 1 << 3, /* no way to a person: its journal is there */
};

/* Its descriptors: the socket; terminal, lines and journal where it has them. */
#define SIGNER_PROCESS_SOCKET	3
#define SIGNER_PROCESS_TERMINAL 4
#define SIGNER_PROCESS_LINES	5
#define SIGNER_PROCESS_JOURNAL	6

/* Exit codes that say why it ended: its time was up, or its terminal stopped or closed. */
#define SIGNER_PROCESS_IDLE    10
#define SIGNER_PROCESS_STOPPED 11

/* Whether the program was started as a signer. */
bool signer_process_is(int argc, char **argv);

/*
 * Serves requests until it is locked or its socket closes. It ends the process without running
 * what a program does at its end, and never returns.
 */
_Noreturn void signer_process_run(char **argv);

#endif
