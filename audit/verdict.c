#include "audit/verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Judges an epoch by the account's own verdict, then by the statement's audit. A fault in either is
 * a fault of the epoch; the account's own comes first, since it names what is missing.
 */
static void judge_epoch(struct epoch_verdict *out, const struct cache_statement *st,
			const struct cache_verdict *own)
{
	*out = (struct epoch_verdict){.state = AUDIT_NOT_RUN};
	if (own != NULL) {
		out->counted = own->counts == CACHE_COUNTS_COMPARED;
		memcpy(out->finding, own->finding, sizeof(out->finding));
	}
	switch (own != NULL ? own->audit : CACHE_AUDIT_NOT_RUN) {
	case CACHE_AUDIT_NOT_RUN: break;
	case CACHE_AUDIT_FULL_SOUND:
	case CACHE_AUDIT_OWN_SOUND:
		out->state =
			st->audit == CACHE_AUDIT_FULL_SOUND ? AUDIT_FULL_SOUND : AUDIT_OWN_SOUND;
		break;
	case CACHE_AUDIT_FAULT: out->state = AUDIT_FAULT; return;
	case CACHE_AUDIT_NOT_AUDITABLE: out->state = AUDIT_NOT_AUDITABLE; break;
	}
	if (st->audit == CACHE_AUDIT_FAULT) {
		out->state = AUDIT_FAULT;
		memcpy(out->finding, st->finding, sizeof(out->finding));
	}
}

/* Statements come newest first; each names the one before it, and the first names none. */
static bool is_chain_whole(const struct audited_rows *rows)
{
	static const struct hash none;
	const struct cache_statement *all = rows->statements;

	for (size_t i = 0; i < rows->n_statements; i++) {
		bool first = i + 1 == rows->n_statements;

		if (!hash_equal(&all[i].previous, first ? &none : &all[i + 1].uid) ||
		    (!first && all[i].statement.epoch != all[i + 1].statement.epoch + 1))
			return false;
	}
	return rows->n_statements > 0;
}

/* The statement that a distributor pays must name the root that it pays by. */
static void judge_root(struct audit_verdict *v, const struct audited_rows *rows)
{
	for (size_t i = 0; i < v->n; i++) {
		struct epoch_verdict *epoch = &v->epochs[i];

		if (!v->sum.misnamed || rows->statements[i].statement.epoch != v->sum.paid ||
		    epoch->state == AUDIT_FAULT)
			continue;
		epoch->state = AUDIT_FAULT;
		snprintf(epoch->finding, sizeof(epoch->finding),
			 "epoch %llu: the distributor pays by another root than the one that this "
			 "epoch's statement names",
			 (unsigned long long)v->sum.paid);
	}
}

static bool is_sound(enum audit_state s)
{
	return s == AUDIT_OWN_SOUND || s == AUDIT_OWN_WAITING || s == AUDIT_FULL_SOUND;
}

/* Epochs settled since the root in force are right so far; the next root pays them. */
static void judge_waiting(struct audit_verdict *v, const struct audited_rows *rows)
{
	for (size_t i = 0; i < v->n && v->sum.known; i++) {
		struct epoch_verdict *epoch = &v->epochs[i];

		if (!is_sound(epoch->state) || !entitlement_awaits_root(rows, &rows->statements[i]))
			continue;
		v->waiting++;
		if (epoch->state == AUDIT_OWN_SOUND)
			epoch->state = AUDIT_OWN_WAITING;
	}
}

/* Counts the epochs, and finds the least trust that the answer rests on. */
static void count(struct audit_verdict *v, const struct audited_rows *rows)
{
	v->trust = v->sum.known ? v->sum.trust : TRUST_PROVEN;
	for (size_t i = 0; i < v->n; i++) {
		const struct epoch_verdict *epoch = &v->epochs[i];

		v->trust = trust_min(v->trust, rows->statements[i].trust);
		v->sound += is_sound(epoch->state);
		v->faulty += epoch->state == AUDIT_FAULT;
		v->unread += epoch->state == AUDIT_NOT_RUN;
		v->counted += epoch->counted;
	}
}

/* Opens the next part of the answer, known as `trust` says. */
static struct sentence *part(struct audit_verdict *v, enum trust trust)
{
	struct audit_part *p = &v->parts[v->n_parts++];

	p->trust = trust;
	return &p->said;
}

static void say_faults(struct audit_verdict *v)
{
	size_t oldest = v->n;
	const char *finding;

	for (size_t i = 0; i < v->n; i++)
		if (v->epochs[i].state == AUDIT_FAULT)
			oldest = i;
	finding = v->epochs[oldest].finding;
	if (v->faulty > 1)
		sentence_add(part(v, v->trust), "%zu of %zu epochs have a fault", v->faulty, v->n);
	if (sentence_load(part(v, v->trust), finding, strlen(finding)) != STATUS_OK)
		sentence_add(&v->parts[v->n_parts - 1].said, "its finding cannot be read");
}

static void say_paid(struct audit_verdict *v, const char *word)
{
	sentence_add(part(v, v->trust), "%zu of %zu epochs paid in full%s", v->sound - v->waiting,
		     v->n, word);
	if (v->waiting > 0)
		sentence_add(part(v, v->trust), "%zu await%s the next root", v->waiting,
			     v->waiting == 1 ? "s" : "");
	if (v->sound < v->n)
		sentence_add(part(v, v->trust), "the others are not auditable");
}

static void say_parts(struct audit_verdict *v)
{
	const char *word = v->trust < TRUST_AGREED ? " by one server's word" : "";

	if (v->n == 0)
		return;
	if (v->faulty > 0) {
		say_faults(v);
	} else if (!v->chain_whole) {
		sentence_add(part(v, v->trust), "the chain of statements has a gap");
	} else if (v->unread > 0) {
		sentence_add(part(v, TRUST_NONE),
			     "%zu of %zu epochs are not audited for this account yet: watch it, "
			     "then sync",
			     v->unread, v->n);
	} else if (!v->sum.known) {
		sentence_add(part(v, v->trust), "%zu of %zu epochs add up%s", v->sound, v->n, word);
		sentence_add(part(v, TRUST_NONE),
			     "what the distributor pays is not known as of this block");
	} else if (!v->sum.matches) {
		sentence_add(part(v, v->trust),
			     "the epochs do not sum to what the distributor entitles to%s", word);
	} else {
		say_paid(v, word);
	}
}

static void say(struct audit_verdict *v)
{
	const struct value_style whole = {.ascii = false};
	size_t used = 0;

	say_parts(v);
	for (size_t i = 0; i < v->n_parts; i++) {
		snprintf(v->text + used, sizeof(v->text) - used, "%s", i > 0 ? "; " : "");
		used += strlen(v->text + used);
		sentence_text(v->text + used, sizeof(v->text) - used, &v->parts[i].said, &whole);
		used += strlen(v->text + used);
	}
}

enum status reach_verdict(struct audit_verdict *out, const struct audited_rows *rows, struct err *e)
{
	size_t own = 0;

	*out = (struct audit_verdict){.chain_whole = is_chain_whole(rows)};
	out->epochs = calloc(rows->n_statements + 1, sizeof(*out->epochs));
	if (out->epochs == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	out->n = rows->n_statements;
	for (size_t i = 0; i < out->n; i++) {
		uint64_t epoch = rows->statements[i].statement.epoch;

		/* Both lists descend, and an epoch that was not read has no verdict. */
		while (own < rows->n_verdicts && rows->verdicts[own].epoch > epoch)
			own++;
		judge_epoch(&out->epochs[i], &rows->statements[i],
			    own < rows->n_verdicts && rows->verdicts[own].epoch == epoch
				    ? &rows->verdicts[own]
				    : NULL);
	}
	/* Amounts that do not fit 256 bits are known, and match nothing that a distributor pays. */
	if (check_entitlements(&out->sum, rows) != STATUS_OK)
		out->sum = (struct entitlement_check){.known = true};
	judge_root(out, rows);
	judge_waiting(out, rows);
	count(out, rows);
	out->all_sound = out->n > 0 && out->sound == out->n && out->chain_whole && out->sum.known &&
			 out->sum.matches;
	out->paid_in_full = out->all_sound && out->waiting == 0;
	say(out);
	return STATUS_OK;
}

void audit_verdict_release(struct audit_verdict *v)
{
	free(v->epochs);
	*v = (struct audit_verdict){.epochs = NULL};
}
