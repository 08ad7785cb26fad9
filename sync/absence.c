/* What a datanet says is on chain and is not yet: for how long that can be true. */
#include "sync/absence.h"

#include <stdio.h>

#include "app/state.h"
#include "cache/settings.h"
#include "sync/context.h"

/* One above the agreed block is seen a few blocks later; after so many it never was made. */
#define MISSING_BLOCKS 8

#define KEY_SIZE 96

struct missing {
	const char *topic;
	uint64_t what, block;
	bool overdue;
};

/* "TOPIC.missing", its number, and "TOPIC.missing_since", the block when that was first so. */
static void keys_of(char what[static KEY_SIZE], char since[static KEY_SIZE], const char *topic)
{
	snprintf(what, KEY_SIZE, "%s.missing", topic);
	snprintf(since, KEY_SIZE, "%s.missing_since", topic);
}

static enum status judge(struct cache *cache, void *arg, struct err *e)
{
	struct missing *m = arg;
	char what_key[KEY_SIZE], since_key[KEY_SIZE];
	int64_t what = 0, since = 0;
	enum status s;

	keys_of(what_key, since_key, m->topic);
	s = cache_settings_number(cache, &what, what_key, e);
	if (s == STATUS_OK)
		s = cache_settings_number(cache, &since, since_key, e);
	if (s != STATUS_OK && s != ERR_NOT_FOUND)
		return s;
	if (s == STATUS_OK && (uint64_t)what == m->what) {
		m->overdue = m->block >= (uint64_t)since + MISSING_BLOCKS;
		return STATUS_OK;
	}
	s = cache_settings_put_number(cache, what_key, (int64_t)m->what, e);
	return s == STATUS_OK ? cache_settings_put_number(cache, since_key, (int64_t)m->block, e)
			      : s;
}

enum status note_absent(struct sync_context *c, bool *overdue, const char *topic, uint64_t what,
			struct err *e)
{
	struct missing m = {
		.topic = topic, .what = what, .block = c->session->anchor.header.number};
	enum status s = store_write(c->app, judge, &m, e);

	*overdue = m.overdue;
	return s;
}

static enum status clear(struct cache *cache, void *arg, struct err *e)
{
	const struct missing *m = arg;
	char what[KEY_SIZE], since[KEY_SIZE];
	enum status s;

	keys_of(what, since, m->topic);
	s = cache_settings_put(cache, what, NULL, e);
	return s == STATUS_OK ? cache_settings_put(cache, since, NULL, e) : s;
}

enum status note_present(struct sync_context *c, const char *topic, struct err *e)
{
	struct missing m = {.topic = topic};

	return store_write(c->app, clear, &m, e);
}
