/*
 * `qr` of `claim` and `tx`: acts that leave by pictures. Both families differ only in how they open
 * an act. cli/pictures_scan.h has the way back.
 */
#ifndef CLI_PICTURES_H
#define CLI_PICTURES_H

#include "act/own_name.h"
#include "cli/command.h"
#include "cli/flow_file.h"

/*
 * The options of cmd_pictures_qr(). A claim gives nothing away; other
 * acts have the options with --allow.
 */
extern const struct cmd_option cmd_pictures_qr_options[];
extern const struct cmd_option cmd_pictures_allow_options[];

/* The lines of qr and scan in `byline help claim` and `byline help tx`. */
#define CMD_PICTURES_HELP                                                                   \
	"qr shows it as pictures until a key is typed: for a phone or device that\n"        \
	"signs (ERC-4527), or for another byline. It takes:\n"                              \
	"  --file                 the file itself, for another byline\n"                    \
	"  --path PATH            where the device has the key; the account's path, else\n" \
	"                         m/44'/60'/0'/0/0\n"                                       \
	"  --fingerprint HEX      of the device's master key, where it wants that\n"        \
	"  --fps N, --size N      pictures a second; bytes in each\n"                       \
	"  --confirm TEXT         in place of typing it, for a device: the text of every\n" \
	"                         obstacle, in the order of the question: what is given\n"  \
	"                         away, digits of an account paid that has no key here,\n"  \
	"                         digits of an earlier transaction's hash, or FIRST\n"      \
	"  --text                 prints the text in them instead\n"                        \
	"scan reads such pictures (PNG, JPEG, GIF, WebP; by zbarimg) into --out FILE:\n"    \
	"  --text UR              text of one, typed; may be repeated\n"                    \
	"  --of ACT               what a device answers to: the ACT that qr showed\n"

/*
 * Runs `byline FAMILY qr NAME`. `open` opens an unsigned act: open_unsigned_claim(), …
 */
MUST_CHECK enum status cmd_pictures_qr(struct cli *cli, int argc, char **argv,
				       const struct command *command, enum own_list list,
				       cmd_flow_file_open *open, struct err *e);

#endif
