/*
 * Protections that the signer's process takes before it reads a secret. Linux alone.
 */
#ifndef WALLET_CONFINE_H
#define WALLET_CONFINE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum protection {
	PROTECTION_NO_CORE = 1 << 0,	   /* no core dumps */
	PROTECTION_NOT_DUMPABLE = 1 << 1,  /* other processes of the user cannot trace it */
	PROTECTION_NOT_TRACED = 1 << 2,	   /* nobody did so already */
	PROTECTION_NO_PRIVILEGES = 1 << 3, /* gains none by running another program */
	PROTECTION_LOCKED_MEMORY = 1 << 4, /* secrets are not swapped */
	PROTECTION_ENDS = 1 << 5,	   /* ends with the byline that started it */
	PROTECTION_CALLS = 1 << 6,	   /* system calls beyond its needs kill it */
};
#define PROTECTION_ALL ((uint32_t)(1 << 7) - 1)

/*
 * Takes all protections but PROTECTION_CALLS. Call it first, with one thread.
 * In: `parent`  the process with which it ends
 * Returns: the set of those that are in force.
 */
uint32_t confine_process(pid_t parent);

/*
 * Allows from now on only the system calls that the signer makes; any other kills the process.
 * Whatever opens files must be done before. Returns: whether it is in force.
 */
bool confine_calls(void);

/* Whether this is a test build, whose sanitizers need calls that the signer does not. */
bool confine_is_widened(void);

/* "no core dumps": one protection in words, static. */
const char *confine_name(enum protection p);

#endif
