#include "audit/verdict_text.h"

/* Adds a part to the answer; `trust` is how it is known. There are never more than AUDIT_PARTS. */
static struct sentence *add_part(struct audit_verdict *v, enum trust trust)
{
	struct audit_part *p = &v->parts[v->n_parts++];

	p->trust = trust;
	return &p->said;
}

/* The oldest fault is named: later ones often follow from it. */
static void write_faults(struct audit_verdict *v)
{
	size_t oldest = v->n;

	for (size_t i = 0; i < v->n; i++)
		if (v->epochs[i].state == AUDIT_FAULT)
			oldest = i;
	if (v->faulty > 1)
		sentence_add(add_part(v, v->trust), "%zu of %zu epochs have a fault", v->faulty,
			     v->n);
	*add_part(v, v->trust) = v->epochs[oldest].finding;
}

static void write_paid(struct audit_verdict *v, const char *word)
{
	sentence_add(add_part(v, v->trust), "%zu of %zu epochs paid in full%s",
		     v->sound - v->waiting, v->n, word);
	if (v->waiting > 0)
		sentence_add(add_part(v, v->trust), "%zu await%s the next root", v->waiting,
			     v->waiting == 1 ? "s" : "");
	if (v->sound < v->n)
		sentence_add(add_part(v, v->trust), "the others are not auditable");
}

/*
 * The first of these that holds is the answer: a fault, a gap, an epoch that was not read, a sum
 * that is not known, a sum that differs. Only when none of them holds is the account paid.
 */
static void write_parts(struct audit_verdict *v)
{
	const char *word = v->trust < TRUST_AGREED ? " by one server's word" : "";

	if (v->n == 0)
		return;
	if (v->faulty > 0) {
		write_faults(v);
	} else if (!v->chain_whole) {
		sentence_add(add_part(v, v->trust), "the chain of statements has a gap");
	} else if (v->unread > 0) {
		sentence_add(add_part(v, TRUST_NONE),
			     "%zu of %zu epochs are not audited for this account yet: watch it, "
			     "then sync",
			     v->unread, v->n);
	} else if (!v->sum.known) {
		sentence_add(add_part(v, v->trust), "%zu of %zu epochs add up%s", v->sound, v->n,
			     word);
		sentence_add(add_part(v, TRUST_NONE),
			     "what the distributor pays is not known as of this block");
	} else if (!v->sum.matches) {
		sentence_add(add_part(v, v->trust),
			     "the epochs do not sum to what the distributor entitles to%s", word);
	} else {
		write_paid(v, word);
	}
}

void verdict_text_write(struct audit_verdict *v)
{
	const struct value_style whole = {.hide = false};

	write_parts(v);
	soundness_text(v->text, sizeof(v->text), v->parts, v->n_parts, &whole);
}
