/*
 * byline tx: own transactions of every kind, and acts that are kept in files.
 *
 * list and show read the cache; show also takes a file. sign, send and cancel go the way of every
 * act (cli/flow.h). Every member takes the name of a transaction as `list` prints it: its number,
 * its hash, or the beginning of the hash (act/own_name.h).
 */
#include <stdio.h>
#include <string.h>

#include "act/act_to_json.h"
#include "act/cancel.h"
#include "act/choose_network.h"
#include "act/forget.h"
#include "act/own_open.h"
#include "act/pay.h"
#include "act/tx_file.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/flow.h"
#include "cli/flow_file.h"
#include "cli/flow_options.h"
#include "cli/fresh.h"
#include "cli/payments.h"
#include "cli/pictures.h"
#include "cli/pictures_scan.h"
#include "cli/print.h"
#include "cli/read.h"
#include "cli/rows.h"

struct list_options {
	struct cmd_read_span span;
};

static const struct cmd_option list_options[] = {
	CMD_READ_SPAN(struct list_options, span),
	CMD_OPTIONS_END,
};

static command_run run_list, run_show, run_sign, run_send, run_cancel, run_forget, run_qr, run_scan;

static const struct command list_command = {
	.name = "list",
	.synopsis = "tx list [--from TIME] [--to TIME]",
	.summary = "all of yours, and payments to you",
	.options = list_options,
	.run = run_list,
	.needs = CMD_NEEDS_NETWORK,
};

static const struct command show_command = {
	.name = "show",
	.synopsis = "tx show TX|FILE",
	.summary = "one of them, or what --out kept",
	.min_operands = 1,
	.max_operands = 1,
	.run = run_show,
};

static const struct command sign_command = {
	.name = "sign",
	.synopsis = "tx sign TX|FILE [--out SIGNED]",
	.summary = "signs what --out kept; asks nobody",
	.options = cmd_flow_file_allow_options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_sign,
	.needs = CMD_NEEDS_VAULT,
};

static const struct command send_command = {
	.name = "send",
	.synopsis = "tx send TX|SIGNED [--no-wait]",
	.summary = "sends one that is signed, or was dropped",
	.options = cmd_flow_file_send_options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_send,
	.needs = CMD_NEEDS_NETWORK,
};

static const struct command cancel_command = {
	.name = "cancel",
	.synopsis = "tx cancel TX",
	.summary = "replaces it, as long as it is in no block",
	.options = cmd_flow_options_table,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_cancel,
	.needs = CMD_NEEDS_NETWORK,
};

static const struct command forget_command = {
	.name = "forget",
	.synopsis = "tx forget TX",
	.summary = "gives up an unsigned draft, for nothing",
	.min_operands = 1,
	.max_operands = 1,
	.run = run_forget,
};

static const struct command qr_command = {
	.name = "qr",
	.synopsis = "tx qr TX|FILE [OPTIONS]",
	.summary = "as pictures, for a phone or a byline",
	.options = cmd_pictures_allow_options,
	.min_operands = 1,
	.max_operands = 1,
	.run = run_qr,
};

static const struct command scan_command = {
	.name = "scan",
	.synopsis = "tx scan [PICTURE...] --out FILE",
	.summary = "reads such pictures, or an answer",
	.options = cmd_pictures_scan_options,
	.max_operands = CMD_MANY_OPERANDS,
	.run = run_scan,
};

static const struct command *const members[] = {&list_command, &show_command,	&sign_command,
						&send_command, &cancel_command, &forget_command,
						&qr_command,   &scan_command,	NULL};

const struct command cmd_tx = {
	.name = "tx",
	.summary = "Your transactions, of whatever kind",
	.help = "TX is a transaction's number in tx list, its hash, or the beginning of the hash.\n"
		"A file of such a name is ./26. A SIGNED file is sent where it was prepared.\n"
		"A call that gives power away is signed only when it is asked for by name, and\n"
		"by typing what it gives:\n"
		"  --allow NAMES   as for byline sign\n"
		"list takes:\n" CMD_READ_SPAN_HELP CMD_PICTURES_HELP CMD_FLOW_HELP
			CMD_FLOW_TX_STEPS,
	.members = members,
};

/* Payments to the account are in transactions that anybody may have sent. */
static enum status print_list(struct cli *cli, const struct cmd_fresh *f,
			      const struct column_span *span, struct err *e)
{
	struct cmd_rows rows;
	struct json *top;
	enum status s;

	cmd_rows_init(&rows, ROW_TRANSACTION, f->snapshot);
	rows.span = *span;
	if (cli->json) {
		top = json_new_object();
		cmd_rows_add(top, &rows);
		cmd_payments_add(top, f->snapshot, span);
		return cmd_print_reply(cli, top, e);
	}
	s = cmd_rows_print(cli, &rows, "id nonce time state what hash", e);
	if (cli->plain)
		putchar('\n');
	if (s == STATUS_OK)
		s = cmd_payments_print(cli, f->snapshot, span, e);
	cmd_fresh_print(cli, f);
	return s;
}

static enum status run_list(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct list_options o = {0};
	struct column_span span;
	struct cmd_fresh f;
	enum status s = cmd_args_take(&o, argc, argv, &list_command, e);

	if (s == STATUS_OK)
		s = cmd_read_times(&span, &o.span, e);
	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	s = print_list(cli, &f, &span, e);
	return cmd_fresh_end(cli, &f, s, false);
}

/* The transaction with this number, or NULL. */
static const struct snapshot_tx *find_tx(const struct snapshot *s, uint64_t id)
{
	for (size_t i = 0; i < s->n_txs; i++)
		if (s->txs[i].id == id)
			return &s->txs[i];
	return NULL;
}

static enum status print_shown(struct cli *cli, const struct cmd_fresh *f,
			       const struct snapshot_tx *tx, const struct act *act, struct err *e)
{
	struct json *top;
	enum status s;

	if (cmd_print_is_data(cli)) {
		top = json_new_object();
		json_add(top, "transaction",
			 column_row_json(columns_of(ROW_TRANSACTION), f->snapshot, tx));
		json_add(top, "act", act_to_json(cli->app, act));
		return cmd_print_reply(cli, top, e);
	}
	s = cmd_flow_review(cli, act, false, e);
	if (tx->block != 0)
		cmd_print_line(cli, "%s, block %llu", snapshot_tx_word(tx->state),
			       (unsigned long long)tx->block);
	else
		cmd_print_line(cli, "%s", snapshot_tx_word(tx->state));
	cmd_fresh_print(cli, f);
	return s;
}

/*
 * Prints a transaction as it was reviewed before it was signed, and what became of it. A draft is
 * read from its file.
 */
static enum status show(struct cli *cli, const struct cmd_fresh *f, const struct own_named *own,
			struct err *e)
{
	const struct snapshot_tx *tx = find_tx(f->snapshot, own->id);
	struct act *act = NULL;
	enum status s;

	if (tx == NULL)
		return err_set(e, ERR_NOT_FOUND, "transaction %llu is gone; see: byline tx list",
			       (unsigned long long)own->id);
	s = hash_is_zero(&own->hash) ? open_own_file(cli->app, &act, own, e)
				     : open_transaction(cli->app, &act, &own->hash, e);
	if (s == STATUS_OK)
		s = print_shown(cli, f, tx, act, e);
	free_act(act);
	return s;
}

/* Prints an act that --out kept. A name that is no file was meant as a transaction's. */
static enum status show_file(struct cli *cli, const char *path, struct err *e)
{
	struct act *act = NULL;
	enum status s = open_act(cli->app, &act, path, e);

	if (s == ERR_NOT_FOUND)
		s = err_set(e, s,
			    "\"%.66s\" is neither a file nor the number or hash of a transaction; "
			    "see: byline tx list",
			    path);
	if (s == STATUS_OK)
		s = cmd_flow_file_show(cli, act, path, e);
	free_act(act);
	return s;
}

static enum status run_show(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	struct own_named own;
	enum status s = cmd_args_take(NULL, argc, argv, &show_command, e);

	if (s == STATUS_OK)
		s = cmd_flow_file_choose(cli, OWN_TRANSACTIONS, argv[0], e);
	if (s == STATUS_OK && !is_own_name(argv[0]))
		return show_file(cli, argv[0], e);
	if (s == STATUS_OK)
		s = find_own(cli->app, &own, OWN_TRANSACTIONS, argv[0], e);
	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	s = show(cli, &f, &own, e);
	return cmd_fresh_end(cli, &f, s, false);
}

static enum status run_sign(struct cli *cli, int argc, char **argv, struct err *e)
{
	return cmd_flow_file_sign(cli, argc, argv, &sign_command, OWN_TRANSACTIONS,
				  open_unsigned_transaction, sign_opened_act, e);
}

static enum status run_send(struct cli *cli, int argc, char **argv, struct err *e)
{
	return cmd_flow_file_send(cli, argc, argv, &send_command, OWN_TRANSACTIONS,
				  open_signed_transaction, e);
}

/*
 * Prepares a transaction to oneself with the same nonce, so that only one of both can be
 * included.
 */
static enum status run_cancel(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_flow_options o = {0};
	struct act *act = NULL;
	struct own_named own;
	enum status s = cmd_flow_options_take(&o, argc, argv, &cancel_command, e);

	if (s == STATUS_OK)
		s = choose_network_of_own(&cli->app, OWN_TRANSACTIONS, argv[0], e);
	if (s == STATUS_OK)
		s = find_own(cli->app, &own, OWN_TRANSACTIONS, argv[0], e);
	if (s == STATUS_OK)
		s = prepare_cancel_transaction(cli->app, &cli->task, &act, own.id, e);
	return s == STATUS_OK ? cmd_flow_act(cli, act, &o, export_act, e) : s;
}

static enum status run_forget(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct forgotten gone;
	struct own_named own;
	enum status s = cmd_args_take(NULL, argc, argv, &forget_command, e);

	if (s == STATUS_OK)
		s = choose_network_of_own(&cli->app, OWN_TRANSACTIONS, argv[0], e);
	if (s == STATUS_OK)
		s = find_own(cli->app, &own, OWN_TRANSACTIONS, argv[0], e);
	if (s == STATUS_OK)
		s = forget_transaction(cli->app, &gone, own.id, e);
	return s == STATUS_OK ? cmd_flow_forgotten(cli, &gone, e) : s;
}

static enum status run_qr(struct cli *cli, int argc, char **argv, struct err *e)
{
	return cmd_pictures_qr(cli, argc, argv, &qr_command, OWN_TRANSACTIONS,
			       open_unsigned_transaction, e);
}

static enum status run_scan(struct cli *cli, int argc, char **argv, struct err *e)
{
	return cmd_pictures_scan(cli, argc, argv, &scan_command, OWN_TRANSACTIONS,
				 open_unsigned_transaction, import_signed_act, e);
}
