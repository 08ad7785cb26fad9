/* Printing claims that the user brings (sync/bring_claims.h). */
#ifndef CLI_BROUGHT_H
#define CLI_BROUGHT_H

#include "base/json.h"
#include "cli/cli.h"
#include "sync/bring_claims.h"

/* A new payer, with how each fact about it is known, before a person confirms it. ERR_MEMORY. */
MUST_CHECK enum status cmd_brought_print_payer(const struct cli *cli,
					       const struct brought_claims *b, struct err *e);

/* The claims, what the payer holds, and the next step. ERR_MEMORY. */
MUST_CHECK enum status cmd_brought_print(const struct cli *cli, const struct brought_claims *b,
					 const char *file, struct err *e);

/* Adds the members of the reply: "payer", "facts", "file", "claims", "funds". */
void cmd_brought_add(struct json *top, const struct brought_claims *b, const char *file);

#endif
