/*
 * Several claims at once. prepare_claims() takes the wishes in their order: collect() finds those
 * that one transaction may take, prepare_next() gives back those that it cannot after all, and each
 * claim that is prepared goes to the end of the chain.
 * sign_acts(), export_claims() and send_acts() walk that chain. Invariant: an obstacle that needs a
 * confirmation of its own is never passed over by another act's.
 */
#include "act/claim_batch.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "act/act_private.h"
#include "act/agree.h"
#include "act/claim_joint.h"
#include "act/send.h"
#include "act/sign.h"
#include "app/state.h"
#include "chain/payer.h"

/* The claims being prepared. */
struct claim_batch {
	struct app *app;
	struct task *task;
	const struct claim_wish *wishes;
	size_t n;
	bool taken[CLAIM_WISHES];
	struct act *first, *last;
	struct err failed; /* the first wish that could not be claimed failed so */
	enum status status;
};

/* Whether one call of the payer can take both wishes. */
static bool goes_with(const struct claim_batch *b, const struct claim_wish *one,
		      const struct claim_wish *other)
{
	const struct profile_distributor *d = profile_distributor(b->app->profile, &one->payer);

	if (d == NULL || !address_equal(&one->payer, &other->payer) ||
	    !address_equal(&one->account, &other->account))
		return false;
	/* EigenLayer: all tokens are under one leaf of the earner, under one root. */
	return d->kind != DISTRIBUTOR_EIGENLAYER ||
	       (one->part.series == other->part.series && one->part.index == other->part.index);
}

static size_t most_of(const struct claim_batch *b, const struct claim_wish *wish)
{
	const struct profile_distributor *d = profile_distributor(b->app->profile, &wish->payer);

	return d != NULL ? payer_kind(d->kind)->most : 1;
}

/*
 * Collects the wishes that may go into one transaction with wish `i`, which is taken first. Out:
 * `which` wish each part of the choice is of
 */
static void collect(struct claim_batch *b, struct claim_choice *choice,
		    size_t which[static LIMIT_CLAIM_PARTS], size_t i)
{
	const struct claim_wish *wish = &b->wishes[i];
	const size_t most = most_of(b, wish);

	for (size_t j = i; j < b->n && choice->n_parts < most; j++) {
		if (b->taken[j] || !goes_with(b, wish, &b->wishes[j]))
			continue;
		b->taken[j] = true;
		which[choice->n_parts] = j;
		choice->parts[choice->n_parts++] = b->wishes[j].part;
	}
	choice->account = &wish->account;
	choice->distributor = &wish->payer;
	/* Claims of one sender take one nonce after the other. */
	for (const struct act *a = b->first; a != NULL; a = a->next)
		choice->ahead += address_equal(&a->from, &wish->account);
}

static void append(struct claim_batch *b, struct act *take_act)
{
	if (b->first == NULL)
		b->first = take_act;
	else
		b->last->next = take_act;
	b->last = take_act;
}

/* Names in the review of the first claim the others, and whatever is not among them. */
static void tell_others(const struct claim_batch *b, size_t failed)
{
	const struct value_style style = {.ascii = true};
	const size_t n = act_count(b->first);
	char text[SENTENCE_TEXT_SIZE], note[48] = "";
	size_t i = 2;

	for (const struct act *a = b->first->next; a != NULL; a = a->next, i++) {
		sentence_text(text, sizeof(text), &a->what, &style);
		snprintf(note, sizeof(note), "%zu of %zu", i, n);
		act_tell(b->first, "Signed with it", TRUST_NONE, note, "%.80s", text);
	}
	snprintf(note, sizeof(note), "and %zu more for reasons of their own", failed - 1);
	if (failed > 0)
		act_tell(b->first, "Left out", TRUST_NONE, failed > 1 ? note : "", "%.90s",
			 b->failed.text);
}

static bool is_hindered(const struct act *act)
{
	return act->earlier != 0 || act->first_of != 0;
}

static enum status refuse_hindered(struct act **act, struct err *e)
{
	free_act(*act);
	*act = NULL;
	return err_set(e, ERR_REFUSED,
		       "an earlier transaction stands in its way; claim it alone, to read which");
}

/*
 * Prepares the claim that takes wish `i`, and those that can go with it. The payer may pay some of
 * them to others, which only its answer shows: those are wished for again.
 */
static enum status prepare_next(struct claim_batch *b, size_t i, struct err *e)
{
	size_t which[LIMIT_CLAIM_PARTS];
	uint32_t later = 0;
	struct claim_choice choice = {.later = &later};
	struct act *act = NULL;
	enum status s;

	collect(b, &choice, which, i);
	s = prepare_claim(b->app, b->task, &act, &choice, e);
	/* One confirmation signs all of them, which must not be another one's obstacle. */
	if (s == STATUS_OK && b->first != NULL && (is_hindered(act) || is_hindered(b->first)))
		s = refuse_hindered(&act, e);
	if (s == STATUS_OK)
		append(b, act);
	for (size_t p = 0; p < choice.n_parts; p++)
		if ((later >> p & 1) != 0)
			b->taken[which[p]] = false;
	return s;
}

/* The first wish that no claim was prepared for yet; `b->n` when there is none. */
static size_t next_wish(const struct claim_batch *b)
{
	size_t i = 0;

	while (i < b->n && b->taken[i])
		i++;
	return i;
}

enum status prepare_claims(struct app *app, struct task *task, struct act **out,
			   const struct claim_wish *wishes, size_t n, struct err *e)
{
	struct claim_batch b = {.app = app, .task = task, .wishes = wishes, .n = n};
	size_t failed = 0;

	assert(n > 0 && n <= CLAIM_WISHES);
	*out = NULL;
	for (size_t i = 0; i < n && b.status != ERR_CANCELLED; i = next_wish(&b)) {
		struct err own = {0};
		enum status s = prepare_next(&b, i, &own);

		if (s != STATUS_OK && (failed++ == 0 || s == ERR_CANCELLED)) {
			b.status = s;
			b.failed = own;
		}
	}
	if (b.first == NULL || b.status == ERR_CANCELLED) {
		free_act(b.first);
		return err_set(e, b.status, "%s", b.failed.text);
	}
	tell_others(&b, failed);
	tell_joint_claims(b.first);
	*out = b.first;
	return STATUS_OK;
}

/*
 * Adds to a failure how many went well before it, unless it was the only one. What an earlier call
 * signed or sent is not counted again.
 */
static enum status told_so_far(const struct act *first, size_t done, const char *did, enum status s,
			       struct err *e)
{
	if (s == STATUS_OK || first->next == NULL)
		return s;
	return err_prefix(e, s, "%zu %s, then", done, did);
}

/*
 * The user read that this one comes after those before it in the chain, so that the ledger need
 * not ask about them: the first one of its sender is the lowest nonce that is not sent.
 */
static void name_those_before(const struct act *first, struct act *act)
{
	for (const struct act *a = first; a != act; a = a->next) {
		if (!address_equal(&a->from, &act->from) || a->state != ACT_SIGNED)
			continue;
		act->earlier = a->id;
		return;
	}
}

enum status sign_acts(struct app *app, struct act *first, struct err *e)
{
	const size_t before = act_count_prepared(first);
	enum status s = require_writable(app, "sign", e);

	/* One question for all of them. */
	if (s == STATUS_OK)
		s = agree_to_acts(app, first, e);
	for (struct act *a = first; a != NULL && s == STATUS_OK; a = a->next) {
		name_those_before(first, a);
		if (a->state == ACT_PREPARED)
			s = sign_agreed(app, a, e);
	}
	return told_so_far(first, before - act_count_prepared(first), "signed", s, e);
}

/* The first file has the name that was given, and the others a number behind it. */
enum status export_claims(struct app *app, struct act *first, const char *path, struct err *e)
{
	enum status s = export_claim(app, first, path, e);
	size_t done = s == STATUS_OK;

	for (struct act *a = first->next; a != NULL && s == STATUS_OK; a = a->next) {
		char *name;

		if (asprintf(&name, "%s-%zu", path, done + 1) < 0)
			return err_set(e, ERR_MEMORY, "out of memory");
		s = export_claim(app, a, name, e);
		free(name);
		done += s == STATUS_OK;
	}
	return told_so_far(first, done, "written", s, e);
}

enum status send_acts(struct app *app, struct task *task, struct act *first, struct err *e)
{
	const size_t before = act_count_sent(first);
	enum status s = STATUS_OK;

	for (struct act *a = first; a != NULL && s == STATUS_OK; a = a->next)
		if (a->state != ACT_SENT)
			s = send_act(app, task, a, e);
	return told_so_far(first, act_count_sent(first) - before, "sent", s, e);
}
