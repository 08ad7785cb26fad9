/*
 * The loaders append the rows of one network, datanet and account after the other, each newest
 * first. Here they become one list. The times are sorted with the places of their rows, which makes
 * the order stable, and each row is copied once.
 */
#include "app/load_order.h"

#include <stdlib.h>
#include <string.h>

struct row_time {
	int64_t time;
	size_t row;
};

static int newest_first(const void *a, const void *b)
{
	const struct row_time *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? 1 : -1;
	return x->row < y->row ? -1 : 1;
}

/* Sorts `n` rows of `size` bytes by their times. */
static enum status order(void *rows, size_t n, size_t size, int64_t (*time_of)(const void *row),
			 struct err *e)
{
	struct row_time *rows_by_time;
	uint8_t *sorted;

	if (n < 2)
		return STATUS_OK;
	rows_by_time = malloc(n * sizeof(*rows_by_time));
	sorted = malloc(n * size);
	if (rows_by_time == NULL || sorted == NULL) {
		free(rows_by_time);
		free(sorted);
		return err_set(e, ERR_MEMORY, "out of memory");
	}
	for (size_t i = 0; i < n; i++) {
		rows_by_time[i].row = i;
		rows_by_time[i].time = time_of((const uint8_t *)rows + i * size);
	}
	qsort(rows_by_time, n, sizeof(*rows_by_time), newest_first);
	for (size_t i = 0; i < n; i++)
		memcpy(sorted + i * size, (const uint8_t *)rows + rows_by_time[i].row * size, size);
	memcpy(rows, sorted, n * size);
	free(rows_by_time);
	free(sorted);
	return STATUS_OK;
}

/* Defines the time of a row of the table. */
#define TIME_OF(table, type, member)                                  \
	static int64_t time_of_##table(const void *row)               \
	{                                                             \
		return ((const struct snapshot_##type *)row)->member; \
	}

TIME_OF(disputes, dispute, time)
TIME_OF(claims, claim, prepared)
TIME_OF(txs, tx, time)
TIME_OF(events, event, time)
TIME_OF(received, received, time)
TIME_OF(epochs, epoch, settled_at)
TIME_OF(attributions, attribution, time)

#define ORDER(table) order(s->table, s->n_##table, sizeof(*s->table), time_of_##table, e)

enum status load_order_rows(struct snapshot *s, struct err *e)
{
	bool several = s->n_networks > 1;
	enum status status = STATUS_OK;

	/* One network gives these in an order of its own: by number, or as they happened. */
	if (several)
		status = ORDER(disputes);
	if (status == STATUS_OK && several)
		status = ORDER(claims);
	if (status == STATUS_OK && several)
		status = ORDER(txs);
	if (status == STATUS_OK && several)
		status = ORDER(events);
	if (status == STATUS_OK && s->n_coins > 1)
		status = ORDER(received);
	if (status == STATUS_OK && s->n_standings > 1)
		status = ORDER(epochs);
	if (status == STATUS_OK && s->n_standings > 1)
		status = ORDER(attributions);
	return status;
}
