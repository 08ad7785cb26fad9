/*
 * A subcommand as data. Each cmd_NAME.c opens with its options and its `const struct command`;
 * argument parsing, `byline help`, the shell completions and the test of the manual read them.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/cli.h"
#include "cli/needs.h"

/* One option. Its value is stored in a struct of the command, at `offset`. */
struct cmd_option {
	const char *name;  /* "limit" for --limit */
	const char *value; /* a word for the value, such as "FILE"; NULL: a flag, which has none */
	size_t offset;	   /* offset of a bool for a flag, of a const char *, or of the values */
	bool many;	   /* may be given several times: its values are a struct cmd_values */
};

/* More values of one option than a person writes. */
#define CMD_VALUES_MAX 64

/* The values of an option that may be given several times, in their order. */
struct cmd_values {
	const char *v[CMD_VALUES_MAX];
	size_t n;
};

/* Entries of a table of options, ended by CMD_OPTIONS_END. A member of another type fails here. */
#define CMD_OFFSET(kind, type, member) _Generic(((type *)0)->member, kind : offsetof(type, member))
#define CMD_FLAG(name, type, member)                              \
	{                                                         \
		name, NULL, CMD_OFFSET(bool, type, member), false \
	}
#define CMD_VALUE(name, value, type, member)                               \
	{                                                                  \
		name, value, CMD_OFFSET(const char *, type, member), false \
	}
#define CMD_VALUES(name, value, type, member)                                  \
	{                                                                      \
		name, value, CMD_OFFSET(struct cmd_values, type, member), true \
	}
#define CMD_OPTIONS_END              \
	{                            \
		NULL, NULL, 0, false \
	}

/* Runs a subcommand; argv holds what follows its name, without the global options. */
typedef enum status command_run(struct cli *cli, int argc, char **argv, struct err *e);

/* Operands of a command that takes any number of them: a shell's line has room for as many. */
#define CMD_MANY_OPERANDS 4096

/*
 * A command, a family of commands, or a member of a family. A family (`byline tx`) has `members`
 * and no `run`; a member (`byline tx list`) is a command whose synopsis begins with the family.
 */
struct command {
	const char *name;
	const char *synopsis; /* after "byline "; NULL for a family, whose members make it up */
	const char *summary;  /* one line; a member may have none (NULL) */
	const char *help;     /* the end of `byline help NAME`, 80 columns at most; or NULL */
	const struct command *const *members; /* ended by NULL */
	const struct cmd_option *options;     /* ended by CMD_OPTIONS_END; NULL: none */
	int min_operands, max_operands;
	command_run *run;
	bool without_app; /* runs before any configuration is read */
	unsigned needs;	  /* CMD_NEEDS_…, checked before it runs; a family has none */
};

/* Every command, in the order of `byline help`. */
#define CMD_TABLE(X)  \
	X(init)       \
	X(restore)    \
	X(backup)     \
	X(passwd)     \
	X(account)    \
	X(dataset)    \
	X(preview)    \
	X(balance)    \
	X(scores)     \
	X(earnings)   \
	X(audit)      \
	X(claims)     \
	X(claim)      \
	X(send)       \
	X(sign)       \
	X(tx)         \
	X(network)    \
	X(node)       \
	X(sync)       \
	X(watch)      \
	X(log)        \
	X(info)       \
	X(completion) \
	X(models)     \
	X(model)

/* Defined by cmd_NAME.c. */
#define X(name) extern const struct command cmd_##name;
CMD_TABLE(X)
#undef X

/* Members of families that have a file of their own. */
extern const struct command cmd_account_find;
extern const struct command cmd_account_import;
extern const struct command cmd_account_export;
extern const struct command cmd_account_watch;
extern const struct command cmd_claim_add;
extern const struct command cmd_claim_remove;
extern const struct command cmd_claim_status;
extern const struct command cmd_claim_token;
extern const struct command cmd_dataset_commit;
extern const struct command cmd_dataset_offer;
extern const struct command cmd_dataset_prove;
extern const struct command cmd_dataset_upload;
extern const struct command cmd_dataset_verify;
extern const struct command cmd_model_check;
extern const struct command cmd_model_forecast;
extern const struct command cmd_network_add;
extern const struct command cmd_network_follow;
extern const struct command cmd_network_unfollow;
extern const struct command cmd_network_probe;
extern const struct command cmd_network_use;
extern const struct command cmd_node_add;
extern const struct command cmd_node_remove;
extern const struct command cmd_node_test;

#endif
