/* The facts that a probe read of contracts, for a person and for a program. */
#ifndef CLI_PROBE_FACTS_H
#define CLI_PROBE_FACTS_H

#include <stdio.h>

#include "base/json.h"
#include "cli/cli.h"
#include "sync/probe.h"

/* Whether some pin is another value on the chain. A pin that was left out is no fault. */
bool cmd_probe_facts_differ(const struct probe_report *r);

/* The list "facts" of a reply. The caller frees it. */
struct json *cmd_probe_facts_json(const struct probe_report *r);

/* Prints the facts as a table. ERR_MEMORY. */
MUST_CHECK enum status cmd_probe_facts_print(const struct cli *cli, const struct probe_report *r,
					     FILE *to, struct err *e);

#endif
