#include "lists/books.h"
#include "app/owner.h"

#include <stdlib.h>

/* Later entries first where the time is the same: the rows of a snapshot are newest first. */
static int by_time(const void *a, const void *b)
{
	const struct book_entry *x = a, *y = b;

	if (x->time != y->time)
		return x->time == 0 || (y->time != 0 && x->time > y->time) ? 1 : -1;
	/* Money is earned before it is paid. */
	if ((x->payment != NULL) != (y->payment != NULL))
		return x->payment != NULL ? 1 : -1;
	if (x->payment != NULL)
		return x->payment > y->payment ? -1 : x->payment < y->payment;
	return x->score > y->score ? -1 : x->score < y->score;
}

/* Adds the entry's amount to the sums of its account's last entry in its token. */
static void add_up(struct book_entry *entries, size_t i)
{
	struct book_entry *b = &entries[i];
	const struct book_entry *last = NULL;

	/* Tokens of two networks are never one sum, whatever their addresses. */
	for (size_t j = i; j > 0 && last == NULL; j--)
		if (entries[j - 1].of.network == b->of.network &&
		    entries[j - 1].of.account == b->of.account &&
		    address_equal(entries[j - 1].token, b->token))
			last = &entries[j - 1];
	b->summed = last == NULL || last->summed;
	if (last != NULL) {
		b->accrued = last->accrued;
		b->received = last->received;
	}
	if (b->payment != NULL)
		b->summed = u256_add(&b->received.raw, &b->received.raw, &b->payment->amount.raw) ==
				    STATUS_OK &&
			    b->summed;
	else
		b->summed = u256_add(&b->accrued.raw, &b->accrued.raw, &b->score->amount.raw) ==
				    STATUS_OK &&
			    b->summed;
}

enum status make_books(struct book_entry **out, size_t *n, const struct snapshot *s, struct err *e)
{
	struct book_entry *entries = calloc(s->n_scores + s->n_received + 1, sizeof(*entries));

	*out = entries;
	*n = 0;
	if (entries == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < s->n_scores; i++) {
		const struct snapshot_epoch *epoch =
			owner_epoch(s, &s->scores[i].of, s->scores[i].epoch);

		/* Nobody knows the token of a leaf without its epoch. */
		if (epoch != NULL)
			entries[(*n)++] = (struct book_entry){.of = epoch->of,
							      .time = epoch->settled_at,
							      .epoch = epoch,
							      .score = &s->scores[i],
							      .token = &epoch->token};
	}
	for (size_t i = 0; i < s->n_received; i++)
		if (s->received[i].claim)
			entries[(*n)++] = (struct book_entry){.of = s->received[i].of,
							      .time = s->received[i].time,
							      .payment = &s->received[i],
							      .token = &s->received[i].token};
	qsort(entries, *n, sizeof(*entries), by_time);
	for (size_t i = 0; i < *n; i++)
		add_up(entries, i);
	return STATUS_OK;
}
