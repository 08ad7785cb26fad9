/*
 * totals_add_up() finds or begins the row of each royalty and adds its five figures
 * (totals_add()). Invariant: a
 * figure that is not known adds nothing and is never taken for zero.
 */
#include "lists/totals.h"

#include <string.h>

void totals_add(struct total_sum *sum, const struct figure *f, bool first)
{
	struct figure *to = &sum->figure;

	if (first) {
		to->known = f->known;
		sum->partial = sum->over = false;
		*to = *f;
		return;
	}
	if (sum->over)
		return;
	if (!f->known || !to->known) {
		sum->partial |= f->known != to->known;
		if (f->known)
			*to = *f;
		return;
	}
	if (f->trust < to->trust) {
		to->trust = f->trust;
		to->doubt = f->doubt;
	}
	to->block = f->block < to->block ? f->block : to->block;
	to->as_of = f->as_of < to->as_of ? f->as_of : to->as_of;
	sum->over = u256_add(&to->value, &to->value, &f->value) != STATUS_OK;
	to->known = !sum->over;
}

/* Keeps of an owner only the parts that the other one shares. */
static void join(struct snapshot_owner *of, const struct snapshot_owner *other)
{
	if (of->datanet != other->datanet)
		of->datanet = SNAPSHOT_NONE;
	if (of->account != other->account)
		of->account = SNAPSHOT_NONE;
}

static struct total_row *row_of(struct total_row *rows, size_t n, const struct snapshot_royalty *r)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].of.network == r->of.network &&
		    address_equal(&rows[i].token, &r->token) && rows[i].decimals == r->decimals)
			return &rows[i];
	return NULL;
}

bool totals_is_claimable(const struct total_row *r)
{
	return r->claimable.figure.known && !u256_is_zero(&r->claimable.figure.value);
}

/* Moves rows with something to claim to the front; both parts keep their order. */
static void put_claimable_first(struct total_row *rows, size_t n)
{
	size_t front = 0;

	for (size_t i = 0; i < n; i++) {
		struct total_row row = rows[i];

		if (!totals_is_claimable(&row))
			continue;
		memmove(&rows[front + 1], &rows[front], (i - front) * sizeof(*rows));
		rows[front++] = row;
	}
}

size_t totals_add_up(struct total_row rows[static TOTALS_MOST], const struct snapshot *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_royalties; i++) {
		const struct snapshot_royalty *r = &s->royalties[i];
		struct total_row *row = row_of(rows, n, r);
		bool first = row == NULL;

		if (first && n == TOTALS_MOST)
			continue;
		if (first) {
			row = &rows[n++];
			*row = (struct total_row){
				.of = r->of, .token = r->token, .decimals = r->decimals};
			memcpy(row->symbol, r->symbol, sizeof(row->symbol));
		}
		join(&row->of, &r->of);
		totals_add(&row->claimable, &r->claimable, first);
		totals_add(&row->on_its_way, &r->on_its_way, first);
		totals_add(&row->accruing, &r->accruing, first);
		totals_add(&row->claimed, &r->claimed, first);
		totals_add(&row->received, &r->received, first);
	}
	put_claimable_first(rows, n);
	return n;
}
