/*
 * The loaders append the rows of one network, datanet and account after the other, each newest
 * first. Here they become one list: runs of times, with the places of their rows, are merged, as
 * often as there are runs to halve, and each row is copied once. Rows of one time keep their order.
 */
#include "app/load_order.h"

#include <stdlib.h>
#include <string.h>

#include "app/snapshot_dues.h"

struct row_time {
	int64_t time;
	size_t row;
};

/* Where the run that begins at `first` ends. */
static size_t end_of_run(const struct row_time *rows, size_t first, size_t n)
{
	size_t end = first;

	while (end < n && (end == first || rows[end - 1].time >= rows[end].time))
		end++;
	return end;
}

/* Merges rows[first..middle) and rows[middle..end) into the same places of `out`. */
static void merge(struct row_time *out, const struct row_time *rows, size_t first, size_t middle,
		  size_t end)
{
	size_t right = middle;

	for (size_t at = first, left = first; at < end; at++) {
		bool is_left =
			left < middle && (right == end || rows[left].time >= rows[right].time);

		out[at] = rows[is_left ? left++ : right++];
	}
}

/* Makes one run of `n` rows. Returns: `rows` or `spare`, whichever has it then. */
static struct row_time *merge_runs(struct row_time *rows, struct row_time *spare, size_t n)
{
	while (end_of_run(rows, 0, n) < n) {
		struct row_time *merged = spare;

		for (size_t first = 0, end; first < n; first = end) {
			size_t middle = end_of_run(rows, first, n);

			end = end_of_run(rows, middle, n);
			merge(merged, rows, first, middle, end);
		}
		spare = rows;
		rows = merged;
	}
	return rows;
}

/* Sorts `n` rows of `size` bytes by their times. */
static enum status sort_rows(void *rows, size_t n, size_t size, int64_t (*time_of)(const void *row),
			     struct err *e)
{
	struct row_time *times, *order;
	uint8_t *sorted;

	if (n < 2)
		return STATUS_OK;
	times = malloc(2 * n * sizeof(*times));
	sorted = malloc(n * size);
	if (times == NULL || sorted == NULL) {
		free(times);
		free(sorted);
		return err_set(e, ERR_MEMORY, "out of memory");
	}
	for (size_t i = 0; i < n; i++) {
		times[i].row = i;
		times[i].time = time_of((const uint8_t *)rows + i * size);
	}
	order = merge_runs(times, times + n, n);
	for (size_t i = 0; i < n; i++)
		memcpy(sorted + i * size, (const uint8_t *)rows + order[i].row * size, size);
	memcpy(rows, sorted, n * size);
	free(times);
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

/* In place of a time, dues have a rank: the greatest first, as the newest is. */
static int64_t time_of_dues(const void *row)
{
	return snapshot_due_rank(row);
}

#define ORDER(table) sort_rows(s->table, s->n_##table, sizeof(*s->table), time_of_##table, e)

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
	return status == STATUS_OK ? ORDER(dues) : status;
}
