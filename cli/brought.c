/*
 * Claims that the user brings, as text and as JSON.
 *
 * cmd_brought_print_payer() comes first, before anybody confirms a new payer; cmd_brought_print()
 * tells a person what was added, claim by claim (print_claims()), why some pay nothing now
 * (print_notes()) and what the payer holds (print_funds()). cmd_brought_add() is the same for a
 * program. Amounts of a token that no profile pins have its own symbol, and its address is told.
 *
 * Invariant: a sum that the payer owes in all never stands as what a claim pays now.
 */
#include "cli/brought.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "chain/member.h"
#include "cli/format.h"
#include "cli/grid.h"
#include "cli/meant.h"
#include "cli/print.h"
#include "cli/probe_facts.h"

/* A word or two for how a claim stands. They are those of the schema. */
static const char *word_of(const struct payer_finding *f)
{
	switch (f->obstacle) {
	case PAYER_FREE: return "claimable";
	case PAYER_PAID: return u256_is_zero(&f->claimed.raw) ? "nothing due" : "claimed";
	case PAYER_WAITS: return "waiting";
	case PAYER_DISPUTED: return "disputed";
	case PAYER_WITHDRAWN: return "withdrawn";
	case PAYER_PAUSED: return "paused";
	case PAYER_FORFEITS: return "vesting";
	case PAYER_EXPIRED: return "expired";
	case PAYER_SENDER:
	case PAYER_OWNER: return "not allowed";
	case PAYER_NOT_FOLDED:
	case PAYER_TOO_LARGE:
	case PAYER_REPLACED: return "refused";
	case PAYER_UNTOLD: break;
	}
	return "unknown";
}

static struct value amount(const struct tokens *t, const char *symbol, unsigned decimals)
{
	struct value v = {.type = VALUE_AMOUNT,
			  .known = true,
			  .places = AMOUNT_PLACES,
			  .amount = t->raw,
			  .unit.decimals = (uint8_t)decimals};

	snprintf(v.unit.symbol, sizeof(v.unit.symbol), "%s", symbol);
	return v;
}

static struct value amount_of(const struct brought_claim *c, const struct tokens *t)
{
	return amount(t, c->symbol, c->decimals);
}

/* The payment by a claim that is made now. */
static struct tokens claimable_of(const struct brought_claim *c)
{
	return c->finding.obstacle == PAYER_FREE ? c->finding.amount : (struct tokens){{{0}}};
}

static const struct profile_distributor *payer_of(const struct brought_claims *b)
{
	return &b->profile.distributors[b->payer];
}

/* --- text --- */

enum status cmd_brought_print_payer(const struct cli *cli, const struct brought_claims *b,
				    struct err *e)
{
	const struct profile_distributor *d = payer_of(b);
	FILE *to = cmd_print_is_data(cli) ? stderr : stdout;
	enum status s;

	fprintf(to, "Network %s does not pin this payer yet. At block %llu it is:\n",
		b->profile.name, (unsigned long long)b->block);
	s = cmd_probe_facts_print(cli, &b->facts, to, e);
	if (s != STATUS_OK)
		return s;
	fputs("A contract can answer whatever it likes: that this one pays, and who stands behind "
	      "it, is not known from the chain. Compare its address with what the payer says.\n",
	      to);
	if (!d->contract.has_code_hash)
		fputs("Its code is not proven, so that every figure of it is agreed at best.\n",
		      to);
	if (d->kind == DISTRIBUTOR_REPPO)
		fputs("It does not publish where it keeps its figures: they are agreed at best.\n",
		      to);
	else if (d->derived != 0 || !d->has_slots)
		fputs("Where it keeps some of its figures could not be compared with its answers: "
		      "they are agreed at best. Once it has paid somebody, this can: byline "
		      "network "
		      "probe\n",
		      to);
	return STATUS_OK;
}

static void print_file(const struct cli *cli, const struct brought_claims *b, const char *file)
{
	char root[HASH_TEXT_SIZE];

	hash_format(root, &b->root);
	cmd_print_line(cli, "%s: %s, %llu claim%s%s", file, b->format,
		       (unsigned long long)b->n_claims, b->n_claims == 1 ? "" : "s",
		       b->rebuilt ? "; its tree was computed anew" : "");
	if (b->has_root)
		cmd_print_line(cli, "Root %s%s", root,
			       b->in_force ? ", which the contract has in force"
			       : b->coming ? ", which the contract will have in force later"
					   : "");
	if (b->n_other_tokens > 0)
		cmd_print_line(cli,
			       "%zu of your claims in it are in another token than the one that "
			       "this payer is pinned for, and are left out.",
			       b->n_other_tokens);
}

static enum status print_claims(const struct cli *cli, const struct brought_claims *b,
				struct err *e)
{
	static const char *const heads[] = {"ACCOUNT",	"PART", "ENTITLED", "CLAIMED",
					    "PAYS NOW", "",	"TOKEN",    "STATE"};
	struct cmd_grid g;

	cmd_grid_init(&g, "llrrrlll");
	for (size_t i = 0; i < ARRAY_SIZE(heads); i++)
		cmd_grid_head(&g, heads[i]);
	for (size_t i = 0; i < b->n; i++) {
		const struct brought_claim *c = &b->claims[i];
		const struct tokens pays = claimable_of(c);
		char account[ADDRESS_TEXT_SIZE], entitled[AMOUNT_TEXT_SIZE];
		char claimed[AMOUNT_TEXT_SIZE], now[AMOUNT_TEXT_SIZE];

		address_format_short(account, &c->account, false);
		amount_format(entitled, &c->finding.entitled.raw, c->decimals);
		amount_format(claimed, &c->finding.claimed.raw, c->decimals);
		amount_format(now, &pays.raw, c->decimals);
		cmd_grid_add(&g, "%s", account);
		cmd_grid_add(&g, "%s", c->part);
		cmd_grid_add(&g, "%s", entitled);
		cmd_grid_add(&g, "%s", c->finding.has_claimed ? claimed : "-");
		cmd_grid_add(&g, "%s", now);
		cmd_grid_add(&g, "%s", cmd_format_mark(cli, c->trust));
		cmd_grid_add(&g, "%s", c->symbol);
		cmd_grid_add(&g, "%s", word_of(&c->finding));
	}
	return cmd_grid_print(cli, &g, stdout, e);
}

/* Each reason once, since many claims wait for one thing. */
static void print_notes(const struct cli *cli, const struct brought_claims *b)
{
	for (size_t i = 0; i < b->n; i++) {
		bool told = b->claims[i].note[0] == '\0';

		for (size_t j = 0; j < i && !told; j++)
			told = strcmp(b->claims[j].note, b->claims[i].note) == 0;
		if (!told)
			cmd_print_line(cli, "%s: %s", word_of(&b->claims[i].finding),
				       b->claims[i].note);
	}
}

/* A payer with less than it owes fails claims, which costs gas. */
static bool is_short(const struct brought_funds *f)
{
	return f->known && u256_compare(&f->held.raw, &f->owed.raw) < 0;
}

/*
 * The payer's balance beside what it owes. How much of the others' claims was paid before is not
 * read, so that a total above the balance is told, and not called a fault.
 */
static void print_funds(const struct cli *cli, const struct brought_claims *b)
{
	for (size_t i = 0; i < b->n_funds; i++) {
		const struct brought_funds *f = &b->funds[i];
		char held[AMOUNT_TEXT_SIZE], owed[AMOUNT_TEXT_SIZE], total[AMOUNT_TEXT_SIZE];
		char token[ADDRESS_TEXT_SIZE];

		if (profile_token(&b->profile, &f->token) == NULL) {
			address_format(token, &f->token);
			cmd_print_line(cli, "%s is the token %s, which the profile does not pin",
				       f->symbol, token);
		}
		if (!f->known)
			continue;
		amount_format(held, &f->held.raw, f->decimals);
		amount_format(owed, &f->owed.raw, f->decimals);
		amount_format(total, &b->total.raw, f->decimals);
		cmd_print_line(cli, "The payer holds %s%s %s%s", held,
			       cmd_format_mark(cli, f->trust), f->symbol,
			       is_short(f) ? ", less than these claims pay: they fail until it has "
					     "more"
					   : "");
		if (b->has_file && b->has_total && u256_compare(&f->held.raw, &b->total.raw) < 0)
			cmd_print_line(cli,
				       "All claims of the file come to %s %s; how much of that was "
				       "paid to others before is not read",
				       total, f->symbol);
	}
}

enum status cmd_brought_print(const struct cli *cli, const struct brought_claims *b,
			      const char *file, struct err *e)
{
	char payer[ADDRESS_TEXT_SIZE], words[SCOPE_WORDS];
	bool pays = false;
	enum status s;

	if (b->has_file)
		print_file(cli, b, file);
	s = print_claims(cli, b, e);
	if (s != STATUS_OK)
		return s;
	print_notes(cli, b);
	print_funds(cli, b);
	for (size_t i = 0; i < b->n; i++)
		pays = pays || b->claims[i].finding.obstacle == PAYER_FREE;
	cmd_print_line(cli, "Added %zu claim%s.%s", b->n, b->n == 1 ? "" : "s",
		       pays ? "" : " None of them pays anything now.");
	address_format(payer, &payer_of(b)->contract.address);
	if (pays)
		cmd_print_hint(cli, "Next: byline claim prepare --distributor %s%s", payer,
			       cmd_meant(words, cli));
	return STATUS_OK;
}

/* --- JSON --- */

static struct json *payer_json(const struct brought_claims *b)
{
	const struct profile_distributor *d = payer_of(b);
	struct json *o = json_new_object();

	member_add_address(o, "address", &d->contract.address);
	json_add_text(o, "name", d->name);
	json_add_text(o, "kind", payer_kind(d->kind)->name);
	if (d->kind == DISTRIBUTOR_MERKLE)
		json_add_text(o, "preset", d->terms.name);
	else
		json_add_null(o, "preset");
	json_add_bool(o, "new", b->is_new);
	return o;
}

/* The total is everybody's, in the one token that the file is about. */
static struct json *file_json(const struct brought_claims *b, const char *file)
{
	struct json *o = json_new_object();
	const struct value total = amount(&b->total, b->n > 0 ? b->claims[0].symbol : "",
					  b->n > 0 ? b->claims[0].decimals : 0);

	json_add_text(o, "name", file);
	json_add_text(o, "format", b->format);
	json_add_number(o, "claims", b->n_claims);
	json_add_bool(o, "rebuilt", b->rebuilt);
	if (b->has_root)
		member_add_hash(o, "root", &b->root);
	else
		json_add_null(o, "root");
	json_add_number(o, "other_tokens", b->n_other_tokens);
	json_add_bool(o, "in_force", b->in_force);
	json_add_bool(o, "coming", b->coming);
	if (b->has_total)
		member_add_amount(o, "total", &total);
	else
		json_add_null(o, "total");
	return o;
}

static struct json *claims_json(const struct brought_claims *b)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < b->n; i++) {
		const struct brought_claim *c = &b->claims[i];
		const struct tokens pays = claimable_of(c);
		const struct value entitled = amount_of(c, &c->finding.entitled);
		const struct value claimable = amount_of(c, &pays);
		struct value claimed = amount_of(c, &c->finding.claimed);
		struct json *o = json_new_object();

		claimed.known = c->finding.has_claimed;
		member_add_address(o, "account", &c->account);
		member_add_address(o, "token", &c->token);
		json_add_text(o, "symbol", c->symbol);
		json_add_bool(o, "pinned", c->token_pinned);
		json_add_text(o, "part", c->part);
		json_add_text(o, "state", word_of(&c->finding));
		member_add_amount(o, "entitled", &entitled);
		member_add_amount(o, "claimed", &claimed);
		member_add_amount(o, "claimable", &claimable);
		json_add_text(o, "trust", trust_word(c->trust));
		member_add_time(o, "opens", c->finding.opens);
		member_add_time(o, "ends", c->finding.ends);
		json_add_text(o, "note", c->note);
		json_add(list, NULL, o);
	}
	return list;
}

static struct json *funds_json(const struct brought_claims *b)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < b->n_funds; i++) {
		const struct brought_funds *f = &b->funds[i];
		const struct value owed = amount(&f->owed, f->symbol, f->decimals);
		struct value held = amount(&f->held, f->symbol, f->decimals);
		struct json *o = json_new_object();

		held.known = f->known;
		member_add_address(o, "token", &f->token);
		json_add_text(o, "symbol", f->symbol);
		member_add_amount(o, "held", &held);
		json_add_text(o, "trust", trust_word(f->known ? f->trust : TRUST_NONE));
		member_add_amount(o, "owed", &owed);
		json_add_bool(o, "short", is_short(f));
		json_add(list, NULL, o);
	}
	return list;
}

void cmd_brought_add(struct json *top, const struct brought_claims *b, const char *file)
{
	json_add_text(top, "network", b->profile.name);
	json_add_number(top, "block", b->block);
	json_add(top, "payer", payer_json(b));
	json_add(top, "facts", cmd_probe_facts_json(&b->facts));
	if (b->has_file)
		json_add(top, "file", file_json(b, file));
	else
		json_add_null(top, "file");
	json_add(top, "claims", claims_json(b));
	json_add(top, "funds", funds_json(b));
}
