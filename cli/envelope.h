/*
 * The part that every JSON reply has alike: "byline", "command" and "networks", and the "error" of
 * one that failed. "networks" has an element for each network that the command touched; what a
 * reply says of accounts and networks stands in rows that name both.
 */
#ifndef CLI_ENVELOPE_H
#define CLI_ENVELOPE_H

#include "app/snapshot.h"
#include "base/json.h"
#include "cli/cli.h"

/* Forgets the networks that were noted before. */
void cmd_envelope_begin(struct cli *cli);

/*
 * Notes a network for the next reply, behind those that were noted. `take_sync` says how it was
 * brought up to date; NULL when the command did not try to. Nothing without --json.
 */
void cmd_envelope_note(struct cli *cli, const struct snapshot_network *n, struct json *take_sync);

/* Notes all networks of the snapshot, which were not brought up to date, for the next reply. */
void cmd_envelope_note_all(struct cli *cli, const struct snapshot *s);

/*
 * Notes the networks as the cache has them, for a command that acts there and shows no figures of
 * them. A cache that cannot be read leaves the list empty: the command has its own failures.
 */
void cmd_envelope_note_cached(struct cli *cli);

/* Adds the members to a reply; the noted networks are used up. */
void cmd_envelope_add(struct cli *cli, struct json *top);

#endif
