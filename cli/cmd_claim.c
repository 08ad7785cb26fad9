/* byline claim: royalties, prepared online, signed here or on a machine that never goes online. */
#include <stdio.h>
#include <string.h>

#include "act/cancel.h"
#include "act/claim.h"
#include "act/claim_offline.h"
#include "act/to_json.h"
#include "act/tx_file.h"
#include "base/parse.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/flow.h"
#include "cli/output.h"
#include "cli/values.h"

struct prepare_options {
	struct cmd_act_options act;
	const char *distributor, *payer;
	bool sign;
};

static enum status take_prepare(struct prepare_options *o, int argc, char **argv, struct err *e)
{
	const struct option_spec specs[] = {
		{"distributor", NULL, &o->distributor},
		{"payer", NULL, &o->payer},
		{"sign", &o->sign, NULL},
		CMD_ACT_OPTIONS(o->act),
		{NULL, NULL, NULL},
	};
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 0, 0, cmd_find("claim")->synopsis, e);
	if (s == STATUS_OK && o->sign && (o->act.prepare || o->act.out != NULL))
		s = err_set(e, ERR_USAGE, "--sign does not go with --prepare or --out");
	if (s == STATUS_OK)
		s = cmd_check_act(&o->act, e);
	/* Preparing is what was asked for; signing must be said. */
	o->act.prepare = !o->sign && !o->act.send;
	return s;
}

static enum status run_prepare(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct prepare_options o = {0};
	struct address distributor, payer;
	struct act *act = NULL;
	enum status s = take_prepare(&o, argc, argv, e);

	if (s == STATUS_OK && o.distributor != NULL &&
	    address_parse(&distributor, o.distributor, strlen(o.distributor)) != STATUS_OK)
		s = err_set(e, ERR_USAGE, "--distributor takes an address");
	if (s == STATUS_OK && o.payer != NULL)
		s = cmd_parse_account(cli, &payer, o.payer, e);
	if (s == STATUS_OK)
		s = prepare_claim(cli->app, &cli->task, &act,
				  o.distributor != NULL ? &distributor : NULL,
				  o.payer != NULL ? &payer : NULL, e);
	return s == STATUS_OK ? cmd_act(cli, act, &o.act, export_claim, e) : s;
}

static enum status run_show(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct act *act = NULL;
	enum status s = cmd_check_operands(argc, 1, 1, cmd_find("claim")->synopsis, e);

	if (s == STATUS_OK)
		s = open_claim(cli->app, &act, argv[0], e);
	if (s != STATUS_OK)
		return s;
	if (cli->json) {
		struct json *top = json_new_object();

		json_add(top, "act", act_to_json(act));
		s = cmd_print_json(top, e);
	} else {
		s = cmd_review(cli, act, e);
		cmd_hint(cli, "Next: byline claim sign %s --out SIGNED", argv[0]);
	}
	free_act(act);
	return s;
}

static enum status run_sign(struct cli *cli, int argc, char **argv, struct err *e)
{
	return cmd_sign_file(cli, argc, argv, "claim", open_claim, sign_claim, e);
}

static enum status run_send(struct cli *cli, int argc, char **argv, struct err *e)
{
	return cmd_send_file(cli, argc, argv, "claim", import_signed_claim, e);
}

static enum status run_cancel(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_act_options o = {0};
	struct act *act = NULL;
	uint64_t id = 0;
	enum status s = cmd_take_act(&o, argc, argv, 1, "claim", e);

	if (s == STATUS_OK && parse_u64(&id, argv[0], strlen(argv[0])) != STATUS_OK)
		s = err_set(e, ERR_USAGE,
			    "\"%.32s\" is not the number of a claim; see: byline claim status",
			    argv[0]);
	if (s == STATUS_OK)
		s = prepare_cancel(cli->app, &cli->task, &act, id, e);
	return s == STATUS_OK ? cmd_act(cli, act, &o, export_act, e) : s;
}

enum status cmd_claim(struct cli *cli, int argc, char **argv, struct err *e)
{
	static const struct subcommand family[] = {
		{"prepare", run_prepare},
		{"show", run_show},
		{"sign", run_sign},
		{"send", run_send},
		{"cancel", run_cancel},
		{"status", cmd_claim_status},
		{NULL, NULL},
	};

	return cmd_run_family(cli, argc, argv, family, "claim", e);
}
