/*
 * byline claim: collects royalties. A claim is prepared online, and signed either here or on a
 * machine that never goes online; the steps in between are files. Each member below reads its
 * operands and calls the function of act/ that does the step; claim status has a file of its own.
 */
#include <stdio.h>
#include <string.h>

#include "act/cancel.h"
#include "act/choose_network.h"
#include "act/claim.h"
#include "act/claim_offline.h"
#include "act/forget.h"
#include "act/own_open.h"
#include "act/tx_file.h"
#include "cli/args.h"
#include "cli/claim_parts.h"
#include "cli/command.h"
#include "cli/flow.h"
#include "cli/flow_file.h"
#include "cli/flow_options.h"
#include "cli/needs.h"
#include "cli/pictures.h"
#include "cli/pictures_scan.h"
#include "cli/print.h"
#include "cli/read.h"

struct prepare_options {
	struct cmd_flow_options act;
	struct cmd_claim_parts parts;
	const char *distributor, *payer;
	bool sign;
};

static const struct cmd_option prepare_options[] = {
	CMD_FLAG("sign", struct prepare_options, sign),
	CMD_VALUE("distributor", "ADDRESS", struct prepare_options, distributor),
	CMD_CLAIM_PARTS(struct prepare_options, parts),
	CMD_VALUE("payer", "ACCOUNT", struct prepare_options, payer),
	CMD_FLOW_OPTIONS(struct prepare_options, act),
	CMD_OPTIONS_END,
};

static command_run run_prepare, run_show, run_sign, run_send, run_cancel, run_forget, run_qr,
	run_scan;

static const struct command prepare_command = {
	.name = "prepare",
	.synopsis = "claim prepare [OPTIONS]",
	.summary = "online: proves what is claimable",
	.options = prepare_options,
	.run = run_prepare,
	.needs = CMD_NEEDS_NETWORK | CMD_NEEDS_ACCOUNT | CMD_NEEDS_ONE,
};

static const struct command show_command = {
	.name = "show",
	.synopsis = "claim show CLAIM|FILE",
	.summary = "what it would do, read from its bytes",
	.min_operands = 1,
	.max_operands = 1,
	.run = run_show,
};

static const struct command sign_command = {
	.name = "sign",
	.synopsis = "claim sign CLAIM|FILE --out SIGNED",
	.summary = "where the vault is, kept offline",
	.options = cmd_flow_file_sign_options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_sign,
	.needs = CMD_NEEDS_VAULT,
};

static const struct command send_command = {
	.name = "send",
	.synopsis = "claim send CLAIM|SIGNED [--no-wait]",
	.summary = "online, where it was prepared",
	.options = cmd_flow_file_send_options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_send,
	.needs = CMD_NEEDS_NETWORK,
};

static const struct command cancel_command = {
	.name = "cancel",
	.synopsis = "claim cancel CLAIM",
	.summary = "ends it by a transaction with its nonce",
	.options = cmd_flow_options_table,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_cancel,
	.needs = CMD_NEEDS_NETWORK,
};

static const struct command forget_command = {
	.name = "forget",
	.synopsis = "claim forget CLAIM",
	.summary = "gives up an unsigned draft, for nothing",
	.min_operands = 1,
	.max_operands = 1,
	.run = run_forget,
};

static const struct command qr_command = {
	.name = "qr",
	.synopsis = "claim qr CLAIM|FILE [OPTIONS]",
	.summary = "as pictures, for a phone or a byline",
	.options = cmd_pictures_qr_options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_qr,
};

static const struct command scan_command = {
	.name = "scan",
	.synopsis = "claim scan [PICTURE...] --out FILE",
	.summary = "reads such pictures, or an answer",
	.options = cmd_pictures_scan_options,
	.max_operands = CMD_MANY_OPERANDS,
	.run = run_scan,
};

static const struct command *const members[] = {&cmd_claim_add,
						&cmd_claim_remove,
						&prepare_command,
						&show_command,
						&sign_command,
						&send_command,
						&cancel_command,
						&forget_command,
						&qr_command,
						&scan_command,
						&cmd_claim_status,
						&cmd_claim_token,
						NULL};

const struct command cmd_claim = {
	.name = "claim",
	.summary = "Collect royalties, with the keys offline if you like",
	.help = "\n"
		"CLAIM is its number in claim status, the hash of its transaction, or the\n"
		"beginning of that hash. A file of such a name is ./26.\n"
		"\n"
		"add brings claims of payers beside the datanets. It takes:\n"
		"  FILE --contract ADDRESS   everybody's claims, or yours alone\n"
		"  --preset NAME          uniswap, 1inch, openzeppelin, sablier, weatherxm,\n"
		"                         urd, merkl, eigenlayer or reppo; else it is found out\n"
		"  --token ADDRESS        in which it pays, where it does not tell\n"
		"  --cycle N              of a weatherxm file; else it is found out\n"
		"  --name TEXT            a name for a payer that is not pinned yet\n"
		"  --pod N --epoch A[-B] --contract ADDRESS   of a payer without files\n"
		"  --ip ADDRESS           the vault of an IP\n"
		"  --confirm NETWORK      in place of typing it for a new payer\n"
		"\n"
		"remove takes back what add brought of PAYER, an address or a name, and the pin\n"
		"that add made, with the same --confirm. What was claimed stays.\n"
		"\n"
		"prepare takes:\n"
		"  --out FILE             write it for the machine that signs\n"
		"  --sign                 sign it here instead\n"
		"  --send                 sign it here and send it\n"
		"  --distributor ADDRESS  another payer than the first one of the network\n"
		"  --token ADDRESS        only this token of that payer; may be repeated. Without\n"
		"                         it tokens that nobody asked for are left out\n"
		"  --index N, --series N  only this pod, leaf, epoch or cycle (byline claims)\n"
		"  --payer ACCOUNT        who pays the gas; the royalties stay yours\n"
		"Without --out, --sign or --send nothing is kept.\n"
		"\n"
		"sign takes the pinned contracts and the most that gas may cost from the profile\n"
		"of that machine for the chain of FILE, or from that of --network: byline has\n"
		"some, others come with network add FILE. It need not be followed. Without a\n"
		"profile show shows it, and sign refuses.\n"
		"\n" CMD_PICTURES_HELP CMD_FLOW_HELP
		"  byline claim sign FILE --expect HASH --out SIGNED\n"
		"  byline claim send SIGNED\n",
	.members = members,
};

/*
 * Reads the options of `prepare`. Unlike other acts it signs only when it is asked to (--sign,
 * --send), since a claim is usually signed elsewhere.
 */
static enum status take_prepare(struct prepare_options *o, int argc, char **argv, struct err *e)
{
	enum status s = cmd_args_take(o, argc, argv, &prepare_command, e);

	if (s == STATUS_OK && o->sign && (o->act.prepare || o->act.out != NULL))
		s = err_set(e, ERR_USAGE, "--sign does not go with --prepare or --out");
	if (s == STATUS_OK)
		s = cmd_flow_options_check(&o->act, e);
	o->act.prepare = !o->sign && !o->act.send;
	return s;
}

/* A datanet pays by a URD; no other payer is asked for by one. */
static enum status require_payers_datanet(struct cli *cli, const struct claim_choice *choice,
					  struct err *e)
{
	const struct profile_distributor *d = NULL;
	const struct profile *profile;
	enum status s = require_profile(cli->app, &profile, e);

	if (s == STATUS_OK && choice->distributor != NULL)
		d = profile_distributor(profile, choice->distributor);
	return s != STATUS_OK || (d != NULL && !profile_is_told(profile, d))
		       ? s
		       : cmd_needs_check(cli, CMD_NEEDS_DATANET, e);
}

static enum status run_prepare(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct prepare_options o = {0};
	struct claim_choice choice = {.account = NULL};
	struct address distributor, payer;
	struct act *act = NULL;
	enum status s = take_prepare(&o, argc, argv, e);

	if (s == STATUS_OK && o.distributor != NULL) {
		s = cmd_read_address(&distributor, o.distributor, e);
		choice.distributor = &distributor;
	}
	if (s == STATUS_OK)
		s = require_payers_datanet(cli, &choice, e);
	if (s == STATUS_OK)
		s = cmd_claim_parts(cli, &choice, &o.parts, e);
	/* The payer may be named by its label: it pays gas and receives nothing. */
	if (s == STATUS_OK && o.payer != NULL) {
		s = cmd_read_account(cli, &payer, o.payer, e);
		choice.sender = &payer;
	}
	if (s == STATUS_OK)
		s = prepare_claim(cli->app, &cli->task, &act, &choice, e);
	return s == STATUS_OK ? cmd_flow_act(cli, act, &o.act, export_claim, e) : s;
}

/* A signed claim is shown as it was signed, and a draft as its file says now. */
static enum status open_shown(struct app *app, struct act **out, const char *name, struct err *e)
{
	struct own_named own;
	enum status s;

	if (!is_own_name(name))
		return open_claim(app, out, name, e);
	*out = NULL;
	s = find_own(app, &own, OWN_CLAIMS, name, e);
	if (s != STATUS_OK)
		return s;
	return hash_is_zero(&own.hash) ? open_own_file(app, out, &own, e)
				       : open_transaction(app, out, &own.hash, e);
}

static enum status run_show(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct act *act = NULL;
	enum status s = cmd_args_take(NULL, argc, argv, &show_command, e);

	if (s == STATUS_OK)
		s = cmd_flow_file_choose(cli, OWN_CLAIMS, argv[0], e);
	/* A bundle is shown without its profile, too. */
	if (s == STATUS_OK || (s == ERR_NOT_FOUND && !is_own_name(argv[0])))
		s = open_shown(cli->app, &act, argv[0], e);
	if (s == STATUS_OK)
		s = cmd_flow_file_show(cli, act, argv[0], e);
	free_act(act);
	return s;
}

/* The machine that signs need not be the one that prepared it, or know its network. */
static enum status run_sign(struct cli *cli, int argc, char **argv, struct err *e)
{
	return cmd_flow_file_sign(cli, argc, argv, &sign_command, OWN_CLAIMS, open_unsigned_claim,
				  sign_claim, e);
}

/* A name is of a claim that is signed here, a file comes from the machine that signed it. */
static enum status run_send(struct cli *cli, int argc, char **argv, struct err *e)
{
	return cmd_flow_file_send(cli, argc, argv, &send_command, OWN_CLAIMS, open_signed_claim, e);
}

/* A draft took no nonce and can be prepared again, so that nothing is asked. */
static enum status run_forget(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct forgotten gone;
	struct own_named own;
	enum status s = cmd_args_take(NULL, argc, argv, &forget_command, e);

	if (s == STATUS_OK)
		s = choose_network_of_own(&cli->app, OWN_CLAIMS, argv[0], e);
	if (s == STATUS_OK)
		s = find_own(cli->app, &own, OWN_CLAIMS, argv[0], e);
	if (s == STATUS_OK)
		s = forget_claim(cli->app, &gone, own.claim, e);
	return s == STATUS_OK ? cmd_flow_forgotten(cli, &gone, e) : s;
}

/* A signed claim can still be sent by whoever has it, until another transaction takes its nonce. */
static enum status run_cancel(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_flow_options o = {0};
	struct act *act = NULL;
	struct own_named own;
	enum status s = cmd_flow_options_take(&o, argc, argv, &cancel_command, e);

	if (s == STATUS_OK)
		s = choose_network_of_own(&cli->app, OWN_CLAIMS, argv[0], e);
	if (s == STATUS_OK)
		s = find_own(cli->app, &own, OWN_CLAIMS, argv[0], e);
	if (s == STATUS_OK)
		s = prepare_cancel(cli->app, &cli->task, &act, own.claim, e);
	return s == STATUS_OK ? cmd_flow_act(cli, act, &o, export_act, e) : s;
}

/* Pictures in place of a stick; cli/pictures.h has both ways for claims and transactions. */
static enum status run_qr(struct cli *cli, int argc, char **argv, struct err *e)
{
	return cmd_pictures_qr(cli, argc, argv, &qr_command, OWN_CLAIMS, open_unsigned_claim, e);
}

static enum status run_scan(struct cli *cli, int argc, char **argv, struct err *e)
{
	return cmd_pictures_scan(cli, argc, argv, &scan_command, OWN_CLAIMS, open_unsigned_claim,
				 import_signed_claim, e);
}
