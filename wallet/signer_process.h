/*
 * The process that is the signer: byline itself, started anew by wallet/door_process.h with a
 * socket and nothing else.
 */
#ifndef WALLET_SIGNER_PROCESS_H
#define WALLET_SIGNER_PROCESS_H

#include <stdbool.h>

/* Its arguments: this name, the parent's process id, capabilities, required protections. */
#define SIGNER_PROCESS_NAME "byline-signer"
#define SIGNER_PROCESS_ARGS 4

/* The descriptor of its socket. */
#define SIGNER_PROCESS_SOCKET 3

/* Whether the program was started as a signer. */
bool signer_process_is(int argc, char **argv);

/*
 * Serves requests until it is locked or its socket closes. It ends the process without running
 * what a program does at its end, and never returns.
 */
_Noreturn void signer_process_run(char **argv);

#endif
