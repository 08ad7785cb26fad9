#include "audit/verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/verdict_text.h"

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
		out->finding = own->finding;
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
		out->finding = st->finding;
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
		epoch->finding = (struct sentence){.n = 0};
		sentence_add(&epoch->finding,
			     "epoch %llu: the distributor pays by another root than the one that "
			     "this epoch's statement names",
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
	verdict_text_write(out);
	return STATUS_OK;
}

void audit_verdict_release(struct audit_verdict *v)
{
	free(v->epochs);
	*v = (struct audit_verdict){.epochs = NULL};
}
