/* The changes that a command is about to make to a profile: shown, confirmed, and told. */
#ifndef CLI_CHANGES_H
#define CLI_CHANGES_H

#include "chain/profile_diff.h"
#include "cli/cli.h"

struct cmd_changes {
	struct profile_change *fields;
	size_t n, dangerous; /* those that decide about money */
};

/* Finds them. Release them with cmd_changes_release(). STATUS_OK, ERR_MEMORY. */
MUST_CHECK enum status cmd_changes_find(struct cmd_changes *out, const struct profile *before,
					const struct profile *after, struct err *e);
void cmd_changes_release(struct cmd_changes *c);

/* Shows each field before and after, a dangerous one with what it decides. ERR_IO. */
MUST_CHECK enum status cmd_changes_show(const struct cli *cli, const struct cmd_changes *c,
					struct err *e);

/*
 * Asks for the network's name to be typed, unless `confirm` (--confirm, or NULL) gives it.
 * Returns: as cmd_prompt_confirm().
 */
MUST_CHECK enum status cmd_changes_confirm(const struct cli *cli, const char *confirm,
					   const char *network, struct err *e);

/* The list "changes" of a reply. The caller frees it. */
struct json *cmd_changes_json(const struct cmd_changes *c);

#endif
