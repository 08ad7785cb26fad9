#include "app/load_events.h"

#include <stdlib.h>
#include <string.h>

#include "app/load_rows.h"
#include "cache/accounts.h"
#include "cache/events.h"

/* More rows than anyone scrolls through; the log file has the rest. */
#define EVENTS_SHOWN 500

/* In the order of the cache: vault accounts by index, then watch-only ones. */
enum status load_account_rows(struct snapshot *s, struct cache *cache, struct err *e)
{
	struct cache_account *rows = NULL;
	size_t n = 0;
	enum status status = cache_accounts_all(cache, &rows, &n, e);

	if (status == STATUS_OK)
		status = load_rows_grow(&s->accounts, 0, n, sizeof(*s->accounts), e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		struct snapshot_account *a = &s->accounts[s->n_accounts++];

		a->address = rows[i].address;
		memcpy(a->label, rows[i].label, sizeof(a->label));
		a->watch_only = rows[i].watch_only;
		a->index = rows[i].index;
		memcpy(a->path, rows[i].path, sizeof(a->path));
	}
	free(rows);
	return status;
}

/* Newest first, as the cache gives them. */
enum status load_events(struct loading *l, struct err *e)
{
	struct snapshot *s = l->s;
	struct cache_event *rows = NULL;
	size_t n = 0;
	enum status status = cache_events_recent(l->cache, &rows, &n, EVENTS_SHOWN, e);

	if (status == STATUS_OK)
		status = load_rows_grow(&s->events, s->n_events, n, sizeof(*s->events), e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		struct snapshot_event *event = &s->events[s->n_events];

		event->of = l->of;
		load_rows_datanet(event->datanet, l->p, &rows[i].datanet);
		/* The next row is written over one of another datanet or account than is wanted. */
		if (l->only_datanet != NULL && event->datanet[0] != '\0' &&
		    strcmp(event->datanet, l->only_datanet) != 0)
			continue;
		event->of.account = load_rows_account_index(l, &rows[i].account);
		/* An event that is of no account is of interest to each. */
		if (!address_is_zero(&rows[i].account) && !load_rows_wants(l, event->of.account))
			continue;
		s->n_events++;
		event->account = rows[i].account;
		event->time = rows[i].time;
		event->trust = rows[i].trust;
		event->unseen = !rows[i].seen;
		memcpy(event->area, rows[i].area, sizeof(event->area));
		event->text = rows[i].text;
	}
	free(rows);
	return status;
}
