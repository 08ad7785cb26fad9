/*
 * Bringing claims, in the order of bring_claims(): the payer (sync/brought_payer.c), the rows
 * (sync/brought_file.c, sync/brought_named.c), the chain's word about them (sync/brought_rows.c).
 *
 * Invariant: nothing is written before keep_brought_claims(), and then the profile first, since a
 * row of a payer that no profile pins would be of no use to anybody.
 */
#include "sync/bring_claims.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/account.h"
#include "app/network.h"
#include "app/proof_wait.h"
#include "app/state.h"
#include "base/text.h"
#include "cache/foreign_tokens.h"
#include "sync/brought_file.h"
#include "sync/brought_named.h"
#include "sync/brought_payer.h"
#include "sync/brought_rows.h"

static enum status take_accounts(struct bringing *b, struct err *e)
{
	struct snapshot_account *accounts = NULL;
	size_t n = 0;
	enum status s = load_accounts(b->app, &accounts, &n, e);

	if (s == STATUS_OK && n == 0)
		s = err_set(e, ERR_NOT_FOUND,
			    "this byline has no account yet; make one: byline "
			    "init, or watch one: byline account watch ADDRESS");
	if (s == STATUS_OK) {
		b->accounts = calloc(n, sizeof(*b->accounts));
		s = b->accounts != NULL ? s : err_set(e, ERR_MEMORY, "out of memory");
	}
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		b->accounts[b->n_accounts++] = accounts[i].address;
	free(accounts);
	return s;
}

/* The name by which the user knows the file; its folder may say more than others should read. */
static void take_origin(char out[static 128], const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;

	text_clean(out, 128, name, strlen(name));
}

static enum status read_rows(struct bringing *b, struct err *e)
{
	const bool cycles = b->payer->kind == DISTRIBUTOR_MERKLE &&
			    b->payer->terms.claimed == MERKLE_CLAIMED_CYCLES;
	enum status s;

	if (b->from->path == NULL)
		return proof_wait_read(b->app, b->task, &b->session, read_brought_named, b, e);
	s = read_brought_file(b, e);
	if (s != STATUS_OK || !cycles || b->from->has_cycle)
		return s;
	return proof_wait_read(b->app, b->task, &b->session, find_brought_cycle, b, e);
}

/* Rounded amounts are a likely reason why a tree is another one, which nobody would guess. */
static enum status tell_rounding(const struct brought_claims *b, enum status s, struct err *e)
{
	char why[LIMIT_ERR_TEXT];

	if (s != ERR_PROOF_MISMATCH || !b->bare || e == NULL)
		return s;
	snprintf(why, sizeof(why), "%s", e->text);
	return err_set(e, s,
		       "%s; it has amounts beyond 2^53 without quotes, which programs round: ask "
		       "for a file that has them in quotes",
		       why);
}

enum status bring_claims(struct app *app, struct task *task, struct brought_claims *out,
			 const struct claim_origin *from, struct err *e)
{
	struct bringing b = {.app = app, .task = task, .from = from, .out = out};
	const struct profile *p;
	char origin[128] = "";
	enum status s;

	*out = (struct brought_claims){.payer = 0};
	s = require_profile(app, &p, e);
	if (s != STATUS_OK)
		return s;
	out->profile = *p;
	if (from->path != NULL)
		take_origin(origin, from->path);
	b.origin = origin;
	s = take_accounts(&b, e);
	if (s == STATUS_OK)
		s = choose_brought_payer(&b, e);
	if (s == STATUS_OK)
		s = proof_wait_read(app, task, &b.session, read_brought_payer, &b, e);
	if (s == STATUS_OK)
		s = read_rows(&b, e);
	if (s == STATUS_OK)
		s = proof_wait_read(app, task, &b.session, judge_brought, &b, e);
	free(b.accounts);
	return tell_rounding(out, s, e);
}

static enum status put_rows(struct cache *cache, void *arg, struct err *e)
{
	struct brought_claims *b = arg;
	enum status s = cache_dues_put(cache, b->rows, b->n, e);

	if (s == STATUS_OK)
		s = cache_dues_judged(cache, b->rows, b->n, e);
	for (size_t i = 0; i < b->n_funds && s == STATUS_OK; i++)
		if (profile_token(&b->profile, &b->funds[i].token) == NULL)
			s = cache_foreign_tokens_ask(cache, &b->funds[i].token, true, e);
	return s;
}

/*
 * A person took their time to confirm the payer, and another byline may have changed the profile
 * meanwhile: the payer goes into the profile as that is now.
 */
static enum status pin_payer(struct app *app, const struct brought_claims *b, struct err *e)
{
	const struct profile_distributor *d = &b->profile.distributors[b->payer];
	struct profile *now = malloc(sizeof(*now));
	enum status s = now != NULL ? load_network(&app->shared->paths, now, b->profile.name, e)
				    : err_set(e, ERR_MEMORY, "out of memory");

	if (s == STATUS_OK && (now->chain_id != b->profile.chain_id ||
			       profile_distributor(now, &d->contract.address) != NULL ||
			       now->n_distributors == LIMIT_DISTRIBUTORS))
		s = err_set(e, ERR_CHANGED,
			    "the payers of the network's profile changed meanwhile; try again");
	if (s == STATUS_OK) {
		now->distributors[now->n_distributors++] = *d;
		s = change_network(app, now, e);
	}
	free(now);
	return s;
}

enum status keep_brought_claims(struct app *app, struct brought_claims *b, struct err *e)
{
	enum status s = require_writable(app, "add claims", e);

	if (s == STATUS_OK && b->is_new)
		s = pin_payer(app, b, e);
	return s == STATUS_OK ? store_write(app, put_rows, b, e) : s;
}

void release_brought_claims(struct brought_claims *b)
{
	release_probe(&b->facts);
	free(b->claims);
	free(b->rows);
	free(b->funds);
	*b = (struct brought_claims){.payer = 0};
}
