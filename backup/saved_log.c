/*
 * Both lists are newest first, in the cache and in a backup. What a backup brings goes below what
 * is here, newest first, which keeps that order.
 */
#include "backup/saved_log.h"

#include <stdlib.h>
#include <string.h>

#include "backup/saved_rows.h"
#include "cache/disputes.h"
#include "cache/events.h"

enum status save_events(struct cache *cache, struct json *into, struct err *e)
{
	struct cache_event *rows = NULL;
	struct json *list = json_new_array();
	size_t n = 0;
	enum status s = cache_events_recent(cache, &rows, &n, CACHE_EVENTS_KEPT, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct json *row = json_new_object();

		member_field_write(row, &saved_event_row, &rows[i]);
		json_add(list, NULL, row);
	}
	free(rows);
	json_add(into, "events", list);
	return s;
}

/* Two machines note the same event with the same words, though maybe with other values inside. */
static bool is_same_event(const struct cache_event *a, const struct cache_event *b)
{
	const struct value_style whole = {.hide = false};
	char x[SENTENCE_TEXT_SIZE], y[SENTENCE_TEXT_SIZE];

	if (a->time != b->time || strcmp(a->area, b->area) != 0 ||
	    !address_equal(&a->account, &b->account) || !address_equal(&a->datanet, &b->datanet))
		return false;
	sentence_text(x, sizeof(x), &a->text, &whole);
	sentence_text(y, sizeof(y), &b->text, &whole);
	return strcmp(x, y) == 0;
}

enum status merge_events(struct merge *m, const struct json *from, struct err *e)
{
	const struct json *list = json_get(from, "events");
	struct cache_event *here = NULL;
	size_t n = 0;
	enum status s;

	/* The cache keeps no more; a file with more is not one that byline wrote. */
	if (json_count(list) > CACHE_EVENTS_KEPT)
		return err_set(e, ERR_LIMIT, "more than %d events of a network", CACHE_EVENTS_KEPT);
	s = cache_events_recent(m->cache, &here, &n, SIZE_MAX, e);
	for (const struct json *row = json_first(list); row != NULL && s == STATUS_OK;
	     row = json_next(row)) {
		struct cache_event event;
		bool known = false;

		s = member_field_read(&event, &saved_event_row, row, NULL, e);
		for (size_t i = 0; i < n && s == STATUS_OK && !known; i++)
			known = is_same_event(&here[i], &event);
		if (s == STATUS_OK && !known)
			s = cache_events_restore(m->cache, &event, e);
		merge_count(m, BACKUP_EVENTS, !known);
	}
	free(here);
	return s;
}

enum status save_disputes(struct cache *cache, struct json *into, struct err *e)
{
	struct cache_dispute *rows = NULL;
	struct json *list = json_new_array();
	size_t n = 0;
	enum status s = cache_disputes_each(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct json *row = json_new_object();

		member_field_write(row, &saved_dispute_row, &rows[i]);
		json_add(list, NULL, row);
	}
	free(rows);
	json_add(into, "disputes", list);
	return s;
}

/* A dispute has no number that both machines know, so that all of it is compared. */
static bool is_same_dispute(const struct cache_dispute *a, const struct cache_dispute *b)
{
	return a->time == b->time && a->block == b->block && strcmp(a->node, b->node) == 0 &&
	       strcmp(a->what, b->what) == 0 && strcmp(a->said, b->said) == 0 &&
	       strcmp(a->agreed, b->agreed) == 0;
}

enum status merge_disputes(struct merge *m, const struct json *from, struct err *e)
{
	const struct json *list = json_get(from, "disputes");
	struct cache_dispute *here = NULL;
	size_t n = 0;
	enum status s;

	if (json_count(list) > CACHE_DISPUTES_KEPT)
		return err_set(e, ERR_LIMIT, "more than %d contradictions of a network",
			       CACHE_DISPUTES_KEPT);
	s = cache_disputes_each(m->cache, &here, &n, e);
	for (const struct json *row = json_first(list); row != NULL && s == STATUS_OK;
	     row = json_next(row)) {
		struct cache_dispute dispute;
		bool known = false;

		s = member_field_read(&dispute, &saved_dispute_row, row, NULL, e);
		for (size_t i = 0; i < n && s == STATUS_OK && !known; i++)
			known = is_same_dispute(&here[i], &dispute);
		if (s == STATUS_OK && !known)
			s = cache_disputes_restore(m->cache, &dispute, e);
		merge_count(m, BACKUP_DISPUTES, !known);
	}
	free(here);
	return s;
}
