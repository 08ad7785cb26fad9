/*
 * Judging claims that are brought: check_brought() and is_brought_row() are the rules, functions of
 * values; judge_brought() reads what they need.
 *
 * Invariant: no row is kept whose leaf the contract's tree does not have, in force or coming. A
 * claim that was paid before is one whose root the contract may have replaced since: it is kept
 * only where nothing is owed by it.
 */
#include "sync/brought_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/payer_reading.h"
#include "app/state.h"
#include "app/token_unit.h"
#include "sync/foreign_names.h"
#include "sync/payer_funds.h"

/* --- rules --- */

static enum status refuse_root(const struct cache_due *row, const struct payer_finding *f,
			       struct err *e)
{
	char file[HASH_TEXT_SIZE], now[HASH_TEXT_SIZE], next[HASH_TEXT_SIZE];

	hash_format(file, &row->root);
	hash_format(now, &f->root);
	hash_format(next, &f->next_root);
	if (hash_is_zero(&f->root) && hash_is_zero(&f->next_root))
		return err_set(e, ERR_PROOF_MISMATCH,
			       "the file's tree has the root %s, which is none of the contract's; "
			       "it is a file for another contract, or it comes too early",
			       file);
	return err_set(e, ERR_PROOF_MISMATCH,
		       "the file's tree has the root %s, and the contract has %s%s%s; bring the "
		       "payer's newest file for this contract",
		       file, hash_is_zero(&f->root) ? next : now,
		       hash_is_zero(&f->next_root) || hash_is_zero(&f->root) ? "" : ", then ",
		       hash_is_zero(&f->next_root) || hash_is_zero(&f->root) ? "" : next);
}

static bool has_root(const struct payer_finding *f, const struct hash *root)
{
	return hash_equal(&f->root, root) || hash_equal(&f->next_root, root);
}

enum status check_brought(const struct cache_due *row, const struct payer_finding *f, struct err *e)
{
	const bool rootless = hash_is_zero(&f->root) && hash_is_zero(&f->next_root);
	char why[256];

	payer_obstacle_text(why, sizeof(why), f);
	switch (f->obstacle) {
	case PAYER_TOO_LARGE: return err_set(e, ERR_RANGE, "%s", why);
	case PAYER_REPLACED: return err_set(e, ERR_MISMATCH, "%s", why);
	case PAYER_EXPIRED:
		return has_root(f, &row->root) ? err_set(e, ERR_EXPIRED, "%s", why)
					       : refuse_root(row, f, e);
	case PAYER_FORFEITS: /* refused whether or not the rest is known */
	case PAYER_UNTOLD:
		if (!hash_is_zero(&row->root) && rootless)
			return err_set(e, ERR_NOT_AGREED,
				       "the contract does not tell its root, or what was claimed, "
				       "in a way that enough nodes agree on; try again later");
		break;
	case PAYER_PAID:
		/* Some kinds look no further once nothing is left. */
		if (rootless)
			return STATUS_OK;
		break;
	case PAYER_NOT_FOLDED: return refuse_root(row, f, e);
	case PAYER_FREE:
	case PAYER_WAITS:
	case PAYER_DISPUTED:
	case PAYER_WITHDRAWN:
	case PAYER_PAUSED:
	case PAYER_SENDER:
	case PAYER_OWNER: break;
	}
	return hash_is_zero(&row->root) || has_root(f, &row->root) ? STATUS_OK
								   : refuse_root(row, f, e);
}

bool is_brought_row(enum distributor_kind kind, const struct payer_finding *f)
{
	if (f->obstacle == PAYER_OWNER)
		return false;
	/* A vault's books have a line for everybody, which is empty for who holds no shares. */
	return kind != DISTRIBUTOR_STORY || f->obstacle != PAYER_PAID;
}

/* --- reading --- */

static void write_part(char out[static 48], const struct profile_distributor *d,
		       const struct entitlement *en)
{
	const unsigned long long index = en->index, series = en->series;
	const bool indexed =
		d->kind == DISTRIBUTOR_MERKLE && merkle_terms_have(&d->terms, MERKLE_INDEX);
	const bool cycles =
		d->kind == DISTRIBUTOR_MERKLE && d->terms.claimed == MERKLE_CLAIMED_CYCLES;

	out[0] = '\0';
	if (d->kind == DISTRIBUTOR_REPPO)
		snprintf(out, 48, "pod %llu, epoch %llu", index, series);
	else if (d->kind == DISTRIBUTOR_EIGENLAYER)
		snprintf(out, 48, "root %llu", series);
	else if (indexed)
		snprintf(out, 48, "index %llu", index);
	else if (cycles)
		snprintf(out, 48, "cycle %llu", series);
}

/* The token as the profile pins it, or as nodes agree on its names. */
static enum status read_name(struct bringing *b, const struct address *token, char *symbol,
			     unsigned *decimals)
{
	const struct profile_token *pinned = profile_token(b->app->profile, token);
	struct cache_foreign_token foreign = {.symbol = ""};
	struct token_unit unit;
	enum status s = STATUS_OK;

	if (pinned != NULL) {
		memcpy(symbol, pinned->symbol, sizeof(pinned->symbol));
		*decimals = pinned->decimals;
		return s;
	}
	s = read_foreign_name(b->session->nodes, &foreign, &b->session->anchor, token, NULL);
	foreign.token = *token;
	find_token_unit(&unit, b->app->profile, &foreign, s == STATUS_OK, token);
	snprintf(symbol, sizeof(unit.unit), "%s", unit.unit[0] != '\0' ? unit.unit : "units");
	*decimals = unit.decimals;
	return s == ERR_CANCELLED ? s : STATUS_OK;
}

static struct brought_funds *find_funds(const struct brought_claims *out,
					const struct address *token)
{
	for (size_t i = 0; i < out->n_funds; i++)
		if (address_equal(&out->funds[i].token, token))
			return &out->funds[i];
	return NULL;
}

/* A payer that has too little fails claims, which costs gas: its balance is told beside. */
static enum status read_held(struct bringing *b, struct err *e)
{
	struct brought_claims *out = b->out;
	struct sync_context c = {.app = b->app, .task = b->task, .session = b->session};
	struct payer_funds *held = NULL;
	size_t n = 0;
	enum status s = STATUS_OK;

	free(out->funds);
	out->n_funds = 0;
	out->funds = calloc(out->n + 1, sizeof(*out->funds));
	if (out->funds == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < out->n && s == STATUS_OK; i++) {
		const struct address *token = &out->rows[i].leaf.token;
		struct brought_funds *f = &out->funds[out->n_funds];

		if (find_funds(out, token) != NULL)
			continue;
		f->token = *token;
		out->n_funds++;
		s = read_name(b, token, f->symbol, &f->decimals);
	}
	if (s != STATUS_OK || !payer_holds_tokens(b->payer->kind))
		return s != STATUS_OK ? err_set(e, s, "%s", status_phrase(s)) : s;
	s = read_payer_funds(&c, &held, &n, out->rows, out->n, e);
	for (size_t i = 0; i < n; i++) {
		struct brought_funds *f = find_funds(out, &held[i].token);

		if (f == NULL)
			continue;
		b->waits = b->waits || held[i].status == ERR_PENDING;
		f->known = held[i].status == STATUS_OK;
		f->held.raw = held[i].held.value;
		f->trust = held[i].held.trust;
	}
	free(held);
	/* The claims are known even where the funds are not. */
	return s == ERR_CANCELLED || s == ERR_MEMORY ? s : STATUS_OK;
}

static void judge_row(const struct bringing *b, struct cache_due *row,
		      const struct payer_reading *reading)
{
	row->state = (struct cache_due_state){
		.trust = reading->trust, .block = reading->at.number, .as_of = reading->at.time};
	payer_judge(&row->state.finding,
		    &(struct payer_case){.payer = b->payer,
					 .entitlement = &row->leaf,
					 .sender = &row->leaf.account,
					 .values = reading->values,
					 .time = payer_reading_time(&b->session->anchor)});
}

/* Makes what is shown of a row. */
static void show_row(struct bringing *b, size_t i)
{
	const struct cache_due *row = &b->out->rows[i];
	struct brought_claim *claim = &b->out->claims[i];
	struct brought_funds *f = find_funds(b->out, &row->leaf.token);

	if (f == NULL)
		return;
	*claim = (struct brought_claim){.account = row->leaf.account,
					.token = row->leaf.token,
					.decimals = f->decimals,
					.finding = row->state.finding,
					.trust = row->state.trust};
	memcpy(claim->symbol, f->symbol, sizeof(claim->symbol));
	claim->token_pinned = profile_token(b->app->profile, &row->leaf.token) != NULL;
	/* Where nodes agree on the decimals, they place the point of every amount. */
	if (!claim->token_pinned)
		claim->trust = trust_min(claim->trust, TRUST_AGREED);
	write_part(claim->part, b->payer, &row->leaf);
	payer_obstacle_text(claim->note, sizeof(claim->note), &row->state.finding);
	if (row->state.finding.obstacle == PAYER_FREE &&
	    u256_add(&f->owed.raw, &f->owed.raw, &row->state.finding.amount.raw) != STATUS_OK)
		f->owed.raw = u256_from_u64(0);
	b->out->in_force = b->out->in_force || hash_equal(&row->root, &row->state.finding.root);
	b->out->coming = b->out->coming || hash_equal(&row->root, &row->state.finding.next_root);
}

/* Judges all rows, and keeps those that are the user's. */
static enum status judge_rows(struct bringing *b, const struct payer_reading *readings,
			      struct err *e)
{
	struct brought_claims *out = b->out;
	enum status s = STATUS_OK;
	size_t kept = 0;

	for (size_t i = 0; i < out->n && s == STATUS_OK; i++) {
		struct cache_due *row = &out->rows[i];

		judge_row(b, row, &readings[i]);
		if (out->has_file)
			s = check_brought(row, &row->state.finding, e);
		else if (!is_brought_row(b->payer->kind, &row->state.finding))
			continue;
		out->rows[kept++] = *row;
	}
	out->n = kept;
	if (s == STATUS_OK && kept == 0)
		return bringing_none(b,
				     b->payer->kind == DISTRIBUTOR_REPPO
					     ? "the pod is of another owner, and nothing is there"
					     : "the vault owes nothing now",
				     e);
	return s;
}

static enum status read_rows(struct bringing *b, struct payer_reading **out, struct err *e)
{
	const size_t n = b->out->n;
	const struct entitlement **parts = calloc(n + 1, sizeof(*parts));
	enum status s = STATUS_OK;

	*out = calloc(n + 1, sizeof(**out));
	if (parts == NULL || *out == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		parts[i] = &b->out->rows[i].leaf;
	if (s == STATUS_OK)
		s = read_payer_words(b->session, *out, b->payer, parts, n, NULL, e);
	free(parts);
	return s;
}

enum status judge_brought(struct session *session, void *bringing, struct err *e)
{
	struct bringing *b = bringing;
	struct payer_reading *readings = NULL;
	enum status s;

	b->session = session;
	b->waits = false;
	b->out->block = session->anchor.header.number;
	s = read_rows(b, &readings, e);
	if (s == STATUS_OK)
		s = judge_rows(b, readings, e);
	free(readings);
	if (s == STATUS_OK)
		s = read_held(b, e);
	if (s != STATUS_OK || b->waits)
		return s != STATUS_OK ? s : ERR_PENDING;
	free(b->out->claims);
	b->out->claims = calloc(b->out->n, sizeof(*b->out->claims));
	if (b->out->claims == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < b->out->n; i++)
		show_row(b, i);
	return STATUS_OK;
}
