/* Acts that are kept in files: `claim` and `tx` sign them from a file and send them from one. */
#ifndef CLI_FLOW_FILE_H
#define CLI_FLOW_FILE_H

#include "act/own_name.h"
#include "cli/flow.h"

/* Opens an act by the name of its file or by its hash: open_act(), open_claim(), … */
typedef enum status cmd_flow_file_open(struct app *app, struct act **out, const char *name,
				       struct err *e);

/* Signs an opened act into a file: sign_opened_act(), sign_claim(). */
typedef enum status cmd_flow_file_write(struct app *app, struct act *act, const struct hash *expect,
					const char *path, struct err *e);

/*
 * The options of cmd_flow_file_sign() and cmd_flow_file_send(). A claim gives nothing away; other
 * acts have the options with --allow.
 */
extern const struct cmd_option cmd_flow_file_sign_options[];
extern const struct cmd_option cmd_flow_file_allow_options[];
extern const struct cmd_option cmd_flow_file_send_options[];

/*
 * Shows an act that was opened from `path`, and how to sign it. Needs no vault: the review is of
 * what the bytes of the file would do, whoever wrote them.
 */
MUST_CHECK enum status cmd_flow_file_show(struct cli *cli, const struct act *act, const char *path,
					  struct err *e);

/*
 * Makes a command that asks nobody work on the network of the transaction or file that is named,
 * where several are followed or none is.
 * Returns: as choose_network_of_own() and choose_profile_of_file().
 */
MUST_CHECK enum status cmd_flow_file_choose(struct cli *cli, enum own_list list, const char *name,
					    struct err *e);

/*
 * Runs `byline FAMILY sign FILE`: opens the act, shows it, asks for the confirmation, unlocks the
 * vault and signs. argv holds what follows "sign".
 */
MUST_CHECK enum status cmd_flow_file_sign(struct cli *cli, int argc, char **argv,
					  const struct command *command, enum own_list list,
					  cmd_flow_file_open *open, cmd_flow_file_write *sign_to,
					  struct err *e);

/* Runs `byline FAMILY send NAME`: opens the signed act, shows it and sends it. */
MUST_CHECK enum status cmd_flow_file_send(struct cli *cli, int argc, char **argv,
					  const struct command *command, enum own_list list,
					  cmd_flow_file_open *open, struct err *e);

#endif
