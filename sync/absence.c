/* Each topic has two settings in the cache: which thing is absent, and since which block. */
#include "sync/absence.h"

#include <stdio.h>

#include "app/state.h"
#include "cache/settings.h"
#include "sync/context.h"

/*
 * The agreed block stays a few blocks behind the newest. A thing still absent after so many more
 * blocks was never on chain.
 */
#define ABSENT_BLOCKS 8

#define KEY_SIZE 96

struct absence {
	const char *topic;
	uint64_t number;
	uint64_t block; /* the agreed block now */
	bool overdue;
};

/* Writes the keys of both settings: the number of the thing, and the block of its first absence. */
static void keys_of(char number[static KEY_SIZE], char since[static KEY_SIZE], const char *topic)
{
	snprintf(number, KEY_SIZE, "%s.missing", topic);
	snprintf(since, KEY_SIZE, "%s.missing_since", topic);
}

/* A thing that was absent before keeps its first block; another thing starts anew. */
static enum status judge(struct cache *cache, void *arg, struct err *e)
{
	struct absence *a = arg;
	char number_key[KEY_SIZE], since_key[KEY_SIZE];
	int64_t number = 0, since = 0;
	enum status s;

	keys_of(number_key, since_key, a->topic);
	s = cache_settings_number(cache, &number, number_key, e);
	if (s == STATUS_OK)
		s = cache_settings_number(cache, &since, since_key, e);
	if (s != STATUS_OK && s != ERR_NOT_FOUND)
		return s;
	if (s == STATUS_OK && (uint64_t)number == a->number) {
		a->overdue = a->block >= (uint64_t)since + ABSENT_BLOCKS;
		return STATUS_OK;
	}
	s = cache_settings_put_number(cache, number_key, (int64_t)a->number, e);
	return s == STATUS_OK ? cache_settings_put_number(cache, since_key, (int64_t)a->block, e)
			      : s;
}

enum status note_absent(struct sync_context *c, bool *overdue, const char *topic, uint64_t number,
			struct err *e)
{
	struct absence a = {
		.topic = topic, .number = number, .block = c->session->anchor.header.number};
	enum status s = store_write(c->app, judge, &a, e);

	*overdue = a.overdue;
	return s;
}

static enum status clear(struct cache *cache, void *arg, struct err *e)
{
	const struct absence *a = arg;
	char number[KEY_SIZE], since[KEY_SIZE];
	enum status s;

	keys_of(number, since, a->topic);
	s = cache_settings_put(cache, number, NULL, e);
	return s == STATUS_OK ? cache_settings_put(cache, since, NULL, e) : s;
}

enum status note_present(struct sync_context *c, const char *topic, struct err *e)
{
	struct absence a = {.topic = topic};

	return store_write(c->app, clear, &a, e);
}
