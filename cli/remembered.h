/*
 * One address that a person remembers of a phrase. restore and account find look for it, and
 * restore asks the nodes whether the phrase's accounts were ever used.
 */
#ifndef CLI_REMEMBERED_H
#define CLI_REMEMBERED_H

#include "app/snapshot.h"
#include "cli/cli.h"
#include "sync/ask_used.h"

struct cmd_remembered {
	bool given;		/* there is an address */
	struct address address; /* the one that is looked for */
	bool searched;		/* `search` is filled in */
	struct address_search search;
	bool found, added;		 /* below the phrase; it was not in the vault before */
	bool kept;			 /* the vault has it, as `account` */
	struct snapshot_account account; /* with the address's path and number */
	struct err why;			 /* why it was not found */
	struct used_accounts *used;	 /* the answer of each network */
	size_t n_used;
};

/*
 * Takes the address of --address, or asks for it on the terminal, three times at most.
 * In:      option  NULL when it was not given
 * Returns: STATUS_OK, also when none is remembered; ERR_USAGE for what is no address, or one with a
 *          wrong checksum.
 */
MUST_CHECK enum status cmd_remembered_ask(struct cli *cli, struct cmd_remembered *r,
					  const char *option, struct err *e);

/*
 * Looks for the address in the open vault and below its phrase.
 * Returns: STATUS_OK, also when it is nowhere (`why`); as find_phrase_account().
 */
MUST_CHECK enum status cmd_remembered_find(struct cli *cli, struct cmd_remembered *r,
					   struct err *e);

/*
 * After the vault was restored: looks for the address, adds the account that has it, and asks the
 * nodes, for some seconds at most, which of the phrase's first accounts were used.
 * Returns: STATUS_OK; a failure says that the vault is there all the same.
 */
MUST_CHECK enum status cmd_remembered_look(struct cli *cli, struct cmd_remembered *r,
					   struct err *e);

/* Adds "looked_for" to a reply, null where no address was given. */
void cmd_remembered_add(struct json *top, const struct cmd_remembered *r);

/* Adds "used", a row for each network; null where nobody was asked. */
void cmd_remembered_add_used(struct json *top, const struct cmd_remembered *r);

/* Prints where the address was found, for a person; and what the networks say. */
void cmd_remembered_print(struct cli *cli, const struct cmd_remembered *r);
void cmd_remembered_print_used(struct cli *cli, const struct cmd_remembered *r);

/* Frees the answers of the networks. */
void cmd_remembered_release(struct cmd_remembered *r);

#endif
