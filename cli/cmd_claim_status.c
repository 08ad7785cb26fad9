/*
 * byline claim status: prints every claim that was prepared here, or one of them, and the next
 * step of each that waits for one; then every payment that the account received, by whomever it
 * was claimed.
 */
#include <stdio.h>

#include "act/choose_network.h"
#include "cli/args.h"
#include "cli/command.h"
#include "cli/fresh.h"
#include "cli/meant.h"
#include "cli/payments.h"
#include "cli/print.h"
#include "cli/rows.h"

static command_run run;

const struct command cmd_claim_status = {
	.name = "status",
	.synopsis = "claim status [CLAIM]",
	.summary = "all claims and payments, or one claim",
	.max_operands = 1,
	.run = run,
	.needs = CMD_NEEDS_NETWORK,
};

/*
 * Prints the next step of a claim. One that was sent or has ended has none here, but for a dropped
 * one, which still stands in the way of the transactions after it.
 */
static void hint_next(const struct cli *cli, const struct snapshot *s,
		      const struct snapshot_claim *c)
{
	char hash[HASH_TEXT_SIZE], words[SCOPE_WORDS], payer[ADDRESS_TEXT_SIZE];

	hash_format(hash, &c->tx);
	address_format(payer, &c->distributor);
	switch (c->state) {
	case OWN_PREPARED:
		cmd_print_hint(cli,
			       "Claim %llu waits to be signed: byline claim sign %s --out SIGNED",
			       (unsigned long long)c->id, c->file);
		cmd_print_hint(cli, "Giving it up costs nothing: byline claim forget %llu",
			       (unsigned long long)c->id);
		break;
	case OWN_SIGNED:
		cmd_print_hint(cli, "Claim %llu waits to be sent: byline tx send %s",
			       (unsigned long long)c->id, hash);
		break;
	case OWN_DROPPED:
		cmd_print_hint(cli, "Claim %llu can be sent again: byline tx send %s",
			       (unsigned long long)c->id, hash);
		break;
	case OWN_EXPIRED:
	case OWN_VOID:
		/* A claim of the payer of royalties would be prepared if no address were given. */
		cmd_print_hint(cli, "Claim %llu pays nothing any more: byline claim prepare%s%s%s",
			       (unsigned long long)c->id, c->exact ? "" : " --distributor ",
			       c->exact ? "" : payer, cmd_meant_row(words, cli, s, &c->of));
		break;
	case OWN_MINED:
		cmd_print_hint(cli, "Claim %llu is in block %llu, which is not final yet",
			       (unsigned long long)c->id, (unsigned long long)c->block);
		break;
	case OWN_SENT:
	case OWN_CONFIRMED:
	case OWN_FAILED:
	case OWN_REPLACED:
	case OWN_CANCELLED: break;
	}
}

/*
 * Leaves only the rows of claim `id`, one for each token, if that is not 0. ERR_NOT_FOUND for a
 * number that no claim has.
 */
static enum status choose(struct cmd_rows *r, uint64_t id, struct err *e)
{
	const struct snapshot_claim *claims = r->rows;
	size_t i = 0, end;

	if (id == 0)
		return STATUS_OK;
	while (i < r->n && claims[i].id != id)
		i++;
	if (i == r->n)
		return err_set(e, ERR_NOT_FOUND, "no claim %llu; see: byline claim status",
			       (unsigned long long)id);
	end = i + 1;
	while (end < r->n && claims[end].id == id)
		end++;
	r->rows = &claims[i];
	r->n = end - i;
	return STATUS_OK;
}

/* With `all`, the payments follow. */
static enum status print_text(struct cli *cli, const struct cmd_fresh *f, const struct cmd_rows *r,
			      bool all, struct err *e)
{
	const struct snapshot_claim *claims = r->rows;
	char words[SCOPE_WORDS];
	enum status s = STATUS_OK;

	if (r->n > 0 || f->snapshot->n_received == 0 || cli->plain)
		s = cmd_rows_print(cli, r, "id amount state nonce prepared note", e);
	if (all && cli->plain)
		putchar('\n');
	if (all && s == STATUS_OK)
		s = cmd_payments_print(cli, f->snapshot, &r->span, e);
	if (all)
		cmd_payments_print_sums(cli, f->snapshot);
	cmd_fresh_print(cli, f);
	for (size_t i = 0; i < r->n; i++)
		if (i == 0 || claims[i].id != claims[i - 1].id)
			hint_next(cli, f->snapshot, &claims[i]);
	if (r->n == 0)
		cmd_print_hint(cli, "No claim was prepared here. Next: byline claim prepare%s",
			       cmd_meant(words, cli));
	return s;
}

static enum status print_json(struct cli *cli, const struct cmd_fresh *f, const struct cmd_rows *r,
			      struct err *e)
{
	struct json *top = json_new_object();

	cmd_rows_add(top, r);
	cmd_payments_add(top, f->snapshot, &r->span);
	return cmd_print_reply(cli, top, e);
}

static enum status run(struct cli *cli, int argc, char **argv, struct err *e)
{
	struct cmd_fresh f;
	struct cmd_rows rows;
	struct own_named own = {.claim = 0};
	enum status s = cmd_args_take(NULL, argc, argv, &cmd_claim_status, e);

	if (s == STATUS_OK && argv[0] != NULL)
		s = choose_network_of_own(&cli->app, OWN_CLAIMS, argv[0], e);
	if (s == STATUS_OK && argv[0] != NULL)
		s = find_own(cli->app, &own, OWN_CLAIMS, argv[0], e);
	if (s == STATUS_OK)
		s = cmd_fresh_load(cli, &f, false, e);
	if (s != STATUS_OK)
		return s;
	cmd_rows_init(&rows, ROW_CLAIM, f.snapshot);
	s = choose(&rows, own.claim, e);
	if (s == STATUS_OK)
		s = cli->json ? print_json(cli, &f, &rows, e)
			      : print_text(cli, &f, &rows, own.claim == 0, e);
	return cmd_fresh_end(cli, &f, s, true);
}
