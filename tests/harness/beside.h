/*
 * Bylines beside the one on the terminal: commands with --json and without a terminal, which read
 * the passphrase from the file `passphrase` of the folder of work. A failure fails the running
 * test.
 */
#ifndef TESTS_HARNESS_BESIDE_H
#define TESTS_HARNESS_BESIDE_H

#include "base/attr.h"
#include "base/json.h"

extern struct beside {
	const char *work;    /* the folder in which machines have their folders */
	struct json *answer; /* the last command's; NULL when it was no JSON */
} beside;

/* Runs byline; `format` is what follows the machine's folder. Returns: the exit code. */
int beside_ask(const char *machine, const char *format, ...) PRINTF(2, 3);
void beside_must(const char *machine, const char *arguments);

/*
 * Signs as a script does: the hash of what the act showed with `prepare` stands for the consent.
 * In: `more`  further arguments of the signing, or ""
 */
void beside_sign(const char *machine, const char *act, const char *prepare, const char *more);

/* The text of a member, else "". */
const char *beside_text(const struct json *object, const char *name);

/* The number of a member; 0 for null, which is not known, and without an object. */
unsigned long long beside_number(const struct json *object, const char *name);

#endif
