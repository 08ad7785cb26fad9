/*
 * Claims that are brought by a file. read_brought_file() judges the file by itself, and makes rows
 * of own claims (take_row()); whether the chain has its root is for sync/brought_rows.c. A payer
 * with cycles has a root for each, and find_brought_cycle() tells which one the file is of.
 *
 * Invariant: every row folds to the root of its file by the payer's own rule.
 */
#include "sync/brought_file.h"

#include <stdio.h>
#include <string.h>

#include "act/payer_reading.h"
#include "app/state.h"
#include "base/clock.h"
#include "drop/drop.h"
#include "sync/probe_fact.h"

/* Cycles before the newest one that are searched for the root of a file. */
#define CYCLES_TRIED 32

/* Called every 64 KiB: a file of 10^6 claims takes seconds, which a person may end. */
static bool watch(void *user, uint64_t done, uint64_t total)
{
	struct task *task = user;

	task_progress(task, "reading claims", done, total, "bytes");
	return !task_cancelled(task);
}

static enum status take_row(struct bringing *b, const struct drop *d, const struct drop_own *own,
			    struct err *e)
{
	const struct profile_distributor *payer = b->payer;
	struct cache_due row = {.payer = payer->contract.address,
				.root = own->root,
				.source = CACHE_DUE_FILE,
				.added_at = clock_now()};
	struct entitlement *en = &row.leaf;
	const bool named = payer_kind(payer->kind)->any_token || payer->kind == DISTRIBUTOR_URD;
	/* All tokens of an EigenLayer claim are under one leaf of the earner. */
	const bool earner = payer->kind == DISTRIBUTOR_EIGENLAYER;
	uint64_t index = 0;
	struct hash folded;
	enum status s = u256_to_u64(&index, &own->values.index);

	if (s != STATUS_OK)
		return err_set(e, s, "claim %llu: an index above 2^64 is none",
			       (unsigned long long)own->place);
	snprintf(row.origin, sizeof(row.origin), "%s", b->origin);
	en->account = own->values.account;
	en->token = named ? own->values.token : payer->token;
	en->cumulative.raw = own->values.amount;
	en->index = earner ? d->earner.index : index;
	en->series = earner ? d->earner.root_index : b->from->cycle;
	en->n_proof = earner ? d->earner.n_proof : own->n_proof;
	memcpy(en->proof, earner ? d->earner.proof : own->proof,
	       en->n_proof * sizeof(en->proof[0]));
	if (earner) {
		en->inner_index = index;
		en->n_inner = own->n_proof;
		memcpy(en->inner, own->proof, own->n_proof * sizeof(own->proof[0]));
	}
	/* The payer's own rule has the last word about where a leaf leads. */
	if (payer_fold(&folded, payer, en) != STATUS_OK || !hash_equal(&folded, &own->root))
		return err_set(e, ERR_PROOF_MISMATCH,
			       "claim %llu does not lead to the root of its file",
			       (unsigned long long)own->place);
	return bringing_add(b, &row, e);
}

/* A URD may pay in any token, of which the profile pins one. */
static bool is_of_other_token(const struct bringing *b, const struct drop_own *own)
{
	return b->payer->kind == DISTRIBUTOR_URD &&
	       !address_equal(&own->values.token, &b->payer->token);
}

static enum status refuse_other_token(const struct bringing *b, const struct drop_own *own,
				      struct err *e)
{
	char pinned[ADDRESS_TEXT_SIZE], token[ADDRESS_TEXT_SIZE];

	address_format(pinned, &b->payer->token);
	address_format(token, &own->values.token);
	return err_set(e, ERR_MISMATCH,
		       "the file has your claims in the token %s, and this payer is for the token "
		       "%s; bring it with the other one: --token %s",
		       token, pinned, token);
}

/* A reply of a service may have several chains; claims of others are not for this payer. */
static enum status take_rows(struct bringing *b, const struct drop *d, struct err *e)
{
	const uint64_t chain = b->app->profile->chain_id;
	const struct drop_own *other_token = NULL;
	uint64_t other = 0;
	enum status s = STATUS_OK;

	for (size_t i = 0; i < d->n_own && s == STATUS_OK; i++) {
		const struct drop_own *own = &d->own[i];

		if (own->chain_id != 0 && own->chain_id != chain)
			other = own->chain_id;
		else if (is_of_other_token(b, own))
			other_token = own;
		else
			s = take_row(b, d, own, e);
		b->out->n_other_tokens += is_of_other_token(b, own);
	}
	if (s != STATUS_OK || b->out->n > 0)
		return s;
	if (other_token != NULL)
		return refuse_other_token(b, other_token, e);
	if (other != 0)
		return err_set(e, ERR_MISMATCH,
			       "the file has claims of chain %llu, and network %s is chain %llu; "
			       "choose the network: --network NAME",
			       (unsigned long long)other, b->app->profile->name,
			       (unsigned long long)chain);
	return STATUS_OK;
}

/* A claim file of EigenLayer is read by a rule of its own, which needs no terms. */
static const struct merkle_terms *tree_terms(const struct profile_distributor *d)
{
	switch (d->kind) {
	case DISTRIBUTOR_MERKLE: return &d->terms;
	case DISTRIBUTOR_MERKL: return merkle_terms_preset("merkl");
	case DISTRIBUTOR_URD: return merkle_terms_preset("urd");
	case DISTRIBUTOR_EIGENLAYER:
	case DISTRIBUTOR_REPPO:
	case DISTRIBUTOR_STORY: break;
	}
	return NULL;
}

enum status read_brought_file(struct bringing *b, struct err *e)
{
	const struct drop_request request = {.path = b->from->path,
					     .terms = tree_terms(b->payer),
					     .accounts = b->accounts,
					     .n_accounts = b->n_accounts,
					     .root = b->has_root ? &b->root : NULL,
					     .watch = watch,
					     .user = b->task};
	struct brought_claims *out = b->out;
	struct drop d;
	char none[96];
	enum status s = drop_read(&d, &request, e);

	out->has_file = true;
	out->format = forms_name(d.format);
	out->n_claims = d.n_claims;
	out->rebuilt = d.rebuilt;
	out->bare = d.bare;
	out->has_root = d.has_root;
	out->root = d.root;
	out->has_total = d.has_total;
	out->total.raw = d.total;
	if (s == STATUS_OK)
		s = take_rows(b, &d, e);
	drop_release(&d);
	if (s != STATUS_OK)
		return s;
	snprintf(none, sizeof(none), "the file has %llu claims and none",
		 (unsigned long long)out->n_claims);
	return out->n > 0 ? STATUS_OK : bringing_none(b, none, e);
}

/* Reads the roots of several cycles, the newest first. Out: `cycle` that has `root`. */
static enum status search_cycles(struct bringing *b, uint64_t newest, bool *found, uint64_t *cycle,
				 struct err *e)
{
	struct entitlement parts[CYCLES_TRIED];
	const struct entitlement *list[CYCLES_TRIED];
	struct payer_reading readings[CYCLES_TRIED];
	const uint64_t n = newest < CYCLES_TRIED ? newest + 1 : CYCLES_TRIED;
	const struct u256 root = u256_from_be(b->out->root.bytes);
	enum status s;

	for (uint64_t i = 0; i < n; i++) {
		parts[i] = (struct entitlement){.account = b->accounts[0], .series = newest - i};
		list[i] = &parts[i];
	}
	s = read_payer_words(b->session, readings, b->payer, list, n, NULL, e);
	*found = false;
	for (uint64_t i = 0; i < n && s == STATUS_OK && !*found; i++)
		/* The first word of a tree is its root. */
		if (readings[i].values[0].known &&
		    u256_compare(&readings[i].values[0].value, &root) == 0) {
			*found = true;
			*cycle = parts[i].series;
		}
	return s;
}

enum status find_brought_cycle(struct session *session, void *bringing, struct err *e)
{
	struct bringing *b = bringing;
	struct probe p = {.session = session, .task = b->task, .pinned = b->app->profile};
	char root[HASH_TEXT_SIZE];
	uint64_t newest = 0, cycle = 0;
	struct hash word;
	enum trust trust;
	bool found = false;
	enum status s = probe_call_word(&p, &word, &trust, &b->payer->contract.address, "cycle()",
					NULL, 0, e);

	b->session = session;
	if (s == STATUS_OK) {
		struct u256 v = u256_from_be(word.bytes);

		s = u256_to_u64(&newest, &v);
	}
	if (s != STATUS_OK)
		return err_set(e, s,
			       "the contract does not tell its newest cycle; name the cycle "
			       "of the file: --cycle N");
	s = search_cycles(b, newest, &found, &cycle, e);
	if (s != STATUS_OK)
		return s;
	hash_format(root, &b->out->root);
	if (!found)
		return err_set(e, ERR_PROOF_MISMATCH,
			       "the file's tree has the root %s, which none of the contract's last "
			       "%d cycles has; ask the payer for its newest file, or name the "
			       "cycle: --cycle N",
			       root, CYCLES_TRIED);
	for (size_t i = 0; i < b->out->n; i++)
		b->out->rows[i].leaf.series = cycle;
	return STATUS_OK;
}
