/*
 * byline claim status: prints every claim that was prepared here, or one of them, and the next
 * step of each that waits for one.
 */
#include <stdio.h>
#include <string.h>

#include "base/parse.h"
#include "cli/add.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/format.h"
#include "cli/fresh.h"
#include "cli/grid.h"
#include "cli/print.h"

static command_run run;

const struct command cmd_claim_status = {
	.name = "status",
	.synopsis = "claim status [N]",
	.summary = "all claims, or claim N, and the next step",
	.max_operands = 1,
	.run = run,
};

/* A claim as JSON. "file" and "note" are empty when there is none. */
static struct json *claim_object(const struct snapshot_claim *c)
{
	const struct cmd_unit unit = {c->symbol, c->decimals};
	struct json *o = json_new_object();

	json_add_u64(o, "id", c->id);
	cmd_add_address(o, "account", &c->account);
	cmd_add_address(o, "distributor", &c->distributor);
	cmd_add_amount(o, "amount", &c->amount.raw, &unit);
	cmd_add_amount(o, "cumulative", &c->cumulative.raw, &unit);
	json_add_text(o, "state", claim_state_word(c->state));
	json_add_u64(o, "nonce", c->nonce);
	cmd_add_hash(o, "hash", &c->tx);
	json_add_u64(o, "block", c->block);
	json_add_u64(o, "confirmations", c->confirmations);
	cmd_add_time(o, "prepared", c->prepared);
	cmd_add_time(o, "sent", c->sent);
	cmd_add_time(o, "expires", c->expires);
	json_add_text(o, "file", c->file);
	json_add_text(o, "note", c->note);
	return o;
}

/*
 * Prints the next step of a claim. One that was sent or has ended waits for nothing; a dropped or
 * expired one still stands in the way of the transactions after it.
 */
static void hint_next(const struct cli *cli, const struct snapshot_claim *c)
{
	char hash[HASH_TEXT_SIZE];

	hash_format(hash, &c->tx);
	switch (c->state) {
	case CLAIM_PREPARED:
		cmd_print_hint(cli,
			       "Claim %llu waits to be signed: byline claim sign %s --out SIGNED",
			       (unsigned long long)c->id, c->file);
		cmd_print_hint(cli, "Giving it up costs nothing: byline claim forget %llu",
			       (unsigned long long)c->id);
		break;
	case CLAIM_SIGNED:
		cmd_print_hint(cli, "Claim %llu waits to be sent: byline tx send %s",
			       (unsigned long long)c->id, hash);
		break;
	case CLAIM_DROPPED:
		cmd_print_hint(cli, "Claim %llu can be sent again: byline tx send %s",
			       (unsigned long long)c->id, hash);
		break;
	case CLAIM_EXPIRED:
	case CLAIM_VOID:
		cmd_print_hint(cli, "Claim %llu pays nothing any more: byline claim prepare",
			       (unsigned long long)c->id);
		break;
	case CLAIM_SENT:
	case CLAIM_CONFIRMED:
	case CLAIM_FAILED:
	case CLAIM_REPLACED:
	case CLAIM_CANCELLED: break;
	}
}

/* Whether claim `c` was asked for. 0 asks for all; numbers of claims begin at 1. */
static bool wanted(const struct snapshot_claim *c, uint64_t id)
{
	return id == 0 || c->id == id;
}

/* ERR_NOT_FOUND for a number that no claim has. */
static enum status check_known(const struct snapshot *s, uint64_t id, struct err *e)
{
	for (size_t i = 0; i < s->n_claims; i++)
		if (wanted(&s->claims[i], id))
			return STATUS_OK;
	if (id == 0)
		return STATUS_OK;
	return err_set(e, ERR_NOT_FOUND, "no claim %llu; see: byline claim status",
		       (unsigned long long)id);
}

static enum status print_text(struct cli *cli, const struct cmd_fresh *f, uint64_t id,
			      struct err *e)
{
	const struct snapshot *s = f->snapshot;
	char amount[AMOUNT_TEXT_SIZE], time[CLOCK_LOCAL_SIZE];
	struct cmd_grid g;
	enum status status;

	cmd_grid_init(&g, "rrllrrl");
	cmd_grid_head(&g, "CLAIM", "AMOUNT", "", "STATE", "NONCE", "PREPARED", "NOTE", NULL);
	for (size_t i = 0; i < s->n_claims; i++) {
		const struct snapshot_claim *c = &s->claims[i];

		if (!wanted(c, id))
			continue;
		amount_format(amount, &c->amount.raw, c->decimals, 6);
		cmd_format_time(time, c->prepared);
		cmd_grid_add(&g, "%llu", (unsigned long long)c->id);
		cmd_grid_add(&g, "%s", amount);
		cmd_grid_add(&g, "%s", c->symbol);
		cmd_grid_add(&g, "%s", claim_state_word(c->state));
		/* A claim that was cancelled before it was signed gave its nonce back. */
		if (c->state == CLAIM_CANCELLED && hash_is_zero(&c->tx))
			cmd_grid_add(&g, "-");
		else
			cmd_grid_add(&g, "%llu", (unsigned long long)c->nonce);
		cmd_grid_add(&g, "%s", time);
		cmd_grid_add(&g, "%s", c->note);
	}
	status = cmd_grid_print(cli, &g, stdout, e);
	cmd_fresh_print(cli, f);
	for (size_t i = 0; i < s->n_claims; i++)
		if (wanted(&s->claims[i], id))
			hint_next(cli, &s->claims[i]);
	if (s->n_claims == 0)
		cmd_print_hint(cli, "No claim yet. Next: byline claim prepare");
	return status;
}

static enum status print_json(const struct cmd_fresh *f, uint64_t id, struct err *e)
{
	const struct snapshot *s = f->snapshot;
	struct json *top = json_new_object(), *list = json_new_array();

	cmd_fresh_add(top, f);
	for (size_t i = 0; i < s->n_claims; i++)
		if (wanted(&s->claims[i], id))
			json_add(list, NULL, claim_object(&s->claims[i]));
	json_add(top, "claims", list);
	return cmd_print_json(top, e);
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	uint64_t id = 0;
	enum status s = cmd_args_take(NULL, argc, argv, &cmd_claim_status, e);

	if (s == STATUS_OK && argv[0] != NULL &&
	    parse_u64(&id, argv[0], strlen(argv[0])) != STATUS_OK)
		s = err_set(e, ERR_USAGE, "\"%.32s\" is not the number of a claim", argv[0]);
	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	s = check_known(f.snapshot, id, e);
	if (s == STATUS_OK)
		s = cli->json ? print_json(&f, id, e) : print_text(cli, &f, id, e);
	return cmd_fresh_end(cli, &f, s, true);
}
