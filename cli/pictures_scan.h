/* `scan` of `claim` and `tx`: acts that come back by pictures (cli/pictures.h). */
#ifndef CLI_PICTURES_SCAN_H
#define CLI_PICTURES_SCAN_H

#include "act/own_name.h"
#include "cli/command.h"
#include "cli/flow_file.h"

/* The options of cmd_pictures_scan(). */
extern const struct cmd_option cmd_pictures_scan_options[];

/*
 * Runs `byline FAMILY scan PICTURE...`. `import` takes a signed file in: import_signed_claim(), …
 */
MUST_CHECK enum status cmd_pictures_scan(struct cli *cli, int argc, char **argv,
					 const struct command *command, enum own_list list,
					 cmd_flow_file_open *open, cmd_flow_file_open *import,
					 struct err *e);

#endif
