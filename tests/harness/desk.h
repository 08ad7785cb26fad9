/*
 * The dashboard on a pseudo-terminal, with a vault and a network whose only node does not exist:
 * for what the signer asks, which needs no network. Whatever goes wrong here fails the running
 * test, with the screen.
 */
#ifndef TESTS_HARNESS_DESK_H
#define TESTS_HARNESS_DESK_H

#include "tests/harness/pty.h"

#define DESK_PASSPHRASE "correct horse battery"

/* The last word of twelve is another one than the rest. */
#define DESK_PHRASE "test test test test test test test test test test test junk"

extern struct desk {
	char work[64], home[80];
	struct pty *pty;
} desk;

const char *desk_program(void);

/* Makes the folder with the vault, and removes it: for a group of tests. */
int desk_begin(void **state);
int desk_end(void **state);

/* Opens the dashboard, and ends it: for one test. */
int desk_start(void **state);
int desk_stop(void **state);
void desk_open(void);

/* Waits for a text; sends bytes. */
void desk_see(const char *text);
void desk_type(const char *text);

/* Does something that is asked about, and waits for the question itself. */
void desk_ask(const char *key, const char *question);

/* The dashboard is there again, on its own screen, and takes keys. */
void desk_is_back(void);

/* Unlocks the vault, which is locked. */
void desk_unlock(void);

/* The dashboard's signer; 0: it has none. */
pid_t desk_signer(void);

/* Waits until a process has ended. False: it does not end. */
bool desk_is_gone(pid_t pid);

#endif
