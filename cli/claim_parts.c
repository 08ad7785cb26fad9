/*
 * The options name parts as `byline claims` shows them, so that they are found in the same
 * snapshot: what is not listed there cannot be meant.
 */
#include "cli/claim_parts.h"

#include <string.h>

#include "app/load.h"
#include "app/shown_account.h"
#include "app/snapshot_dues.h"
#include "base/parse.h"
#include "cli/read.h"

/* The names that were given, read. */
struct part_names {
	struct address tokens[LIMIT_CLAIM_PARTS];
	size_t n_tokens;
	bool has_index, has_series;
	uint64_t index, series;
};

static enum status read_number(uint64_t *out, bool *given, const char *text, const char *option,
			       struct err *e)
{
	*given = text != NULL;
	if (text == NULL || parse_u64(out, text, strlen(text)) == STATUS_OK)
		return STATUS_OK;
	return err_set(e, ERR_USAGE, "--%s takes a number", option);
}

static enum status read_names(struct part_names *out, const struct cmd_claim_parts *o,
			      struct err *e)
{
	enum status s = read_number(&out->index, &out->has_index, o->index, "index", e);

	if (s == STATUS_OK)
		s = read_number(&out->series, &out->has_series, o->series, "series", e);
	if (s == STATUS_OK && o->tokens.n > LIMIT_CLAIM_PARTS)
		s = err_set(e, ERR_LIMIT, "one claim has %d tokens at most", LIMIT_CLAIM_PARTS);
	for (size_t i = 0; i < o->tokens.n && s == STATUS_OK; i++)
		s = cmd_read_address(&out->tokens[out->n_tokens++], o->tokens.v[i], e);
	return s;
}

/* An option that was not given leaves the choice open. */
static bool is_named(const struct part_names *names, const struct snapshot_due *due)
{
	bool token = names->n_tokens == 0;

	for (size_t i = 0; i < names->n_tokens; i++)
		token = token || address_equal(&names->tokens[i], &due->token);
	return token && (!names->has_index || names->index == due->index) &&
	       (!names->has_series || names->series == due->series);
}

/* A line of a token stands for several leaves, of which one pays and another one waits. */
static bool is_taken(const struct claim_choice *choice, const struct snapshot_due *due)
{
	for (size_t i = 0; i < choice->n_parts; i++)
		if (choice->parts[i].whole_token &&
		    address_equal(&choice->parts[i].token, &due->token))
			return true;
	return false;
}

/* Takes the lines of the account that acts, of this payer on the chosen network. */
static enum status take_parts(struct claim_choice *choice, const struct snapshot *s,
			      const struct address *account, const struct part_names *names,
			      struct err *e)
{
	for (size_t i = 0; i < s->n_dues; i++) {
		const struct snapshot_due *due = &s->dues[i];

		if (!address_equal(&due->payer, choice->distributor) || !is_named(names, due) ||
		    due->of.account == SNAPSHOT_NONE ||
		    !address_equal(&s->accounts[due->of.account].address, account))
			continue;
		/* A number names no token, and anybody can make one that has this number too. */
		if (due->folded && names->n_tokens == 0) {
			choice->unasked++;
			continue;
		}
		if (is_taken(choice, due))
			continue;
		if (choice->n_parts == LIMIT_CLAIM_PARTS)
			return err_set(e, ERR_LIMIT,
				       "the options name more than one claim can hold; name fewer");
		choice->parts[choice->n_parts++] =
			(struct claim_part){.token = due->token,
					    .index = due->index,
					    .series = due->series,
					    .whole_token = !names->has_index && !names->has_series};
	}
	if (choice->n_parts > 0)
		return STATUS_OK;
	if (choice->unasked > 0)
		return err_set(e, ERR_NOT_FOUND,
			       "by these options there is only what nobody asked for; see byline "
			       "claims --all, then name its token: --token ADDRESS");
	return err_set(e, ERR_NOT_FOUND,
		       "this payer is not known to owe the account anything by these options; "
		       "see: byline claims");
}

enum status cmd_claim_parts(struct cli *cli, struct claim_choice *choice,
			    const struct cmd_claim_parts *options, struct err *e)
{
	const struct snapshot *snapshot = NULL;
	struct part_names names = {.n_tokens = 0};
	struct address account;
	enum status s;

	if (options->tokens.n == 0 && options->index == NULL && options->series == NULL)
		return STATUS_OK;
	if (choice->distributor == NULL)
		return err_set(e, ERR_USAGE,
			       "--token, --index and --series need --distributor, whose they are");
	s = read_names(&names, options, e);
	if (s == STATUS_OK)
		s = shown_account(cli->app, &account, e);
	if (s == STATUS_OK)
		s = load_snapshot(cli->app, &snapshot, e);
	if (s == STATUS_OK)
		s = take_parts(choice, snapshot, &account, &names, e);
	snapshot_unref(snapshot);
	return s;
}
