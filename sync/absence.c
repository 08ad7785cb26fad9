/* Each topic has two settings in the cache: which thing is absent, and since which block. */
#include "sync/absence.h"

#include "app/state.h"
#include "cache/settings.h"
#include "sync/context.h"

/*
 * The agreed block stays a few blocks behind the newest. A thing still absent after so many more
 * blocks was never on chain.
 */
#define ABSENT_BLOCKS 8

/* Where the number of an absent thing is kept, and the block at which it was first absent. */
static const struct {
	enum cache_setting what, since;
} kept[] = {
	[ABSENCE_CLAIM] = {CACHE_SETTING_ABSENT_CLAIM, CACHE_SETTING_ABSENT_CLAIM_SINCE},
	[ABSENCE_STATEMENT] = {CACHE_SETTING_ABSENT_STATEMENT,
			       CACHE_SETTING_ABSENT_STATEMENT_SINCE},
};

struct absent {
	enum absence kind;
	const struct address *datanet, *account;
	uint64_t what, block;
	bool overdue;
};

static enum status judge(struct cache *cache, void *arg, struct err *e)
{
	struct absent *a = arg;
	int64_t what = 0, since = 0;
	enum status s =
		cache_settings_number(cache, &what, kept[a->kind].what, a->datanet, a->account, e);

	if (s == STATUS_OK)
		s = cache_settings_number(cache, &since, kept[a->kind].since, a->datanet,
					  a->account, e);
	if (s != STATUS_OK && s != ERR_NOT_FOUND)
		return s;
	if (s == STATUS_OK && (uint64_t)what == a->what) {
		a->overdue = a->block >= (uint64_t)since + ABSENT_BLOCKS;
		return STATUS_OK;
	}
	s = cache_settings_put_number(cache, kept[a->kind].what, a->datanet, a->account,
				      (int64_t)a->what, e);
	if (s == STATUS_OK)
		s = cache_settings_put_number(cache, kept[a->kind].since, a->datanet, a->account,
					      (int64_t)a->block, e);
	return s;
}

enum status note_absent(struct sync_context *c, bool *overdue, enum absence kind,
			const struct address *account, uint64_t what, struct err *e)
{
	struct absent a = {.kind = kind,
			   .datanet = &profile_datanet(c->app->profile)->address,
			   .account = account,
			   .what = what,
			   .block = c->session->anchor.header.number};
	enum status s = store_write(c->app, judge, &a, e);

	*overdue = a.overdue;
	return s;
}

static enum status clear(struct cache *cache, void *arg, struct err *e)
{
	const struct absent *a = arg;
	enum status s =
		cache_settings_put(cache, kept[a->kind].what, a->datanet, a->account, NULL, e);

	return s == STATUS_OK ? cache_settings_put(cache, kept[a->kind].since, a->datanet,
						   a->account, NULL, e)
			      : s;
}

enum status note_present(struct sync_context *c, enum absence kind, const struct address *account,
			 struct err *e)
{
	struct absent a = {.kind = kind,
			   .datanet = &profile_datanet(c->app->profile)->address,
			   .account = account};

	return store_write(c->app, clear, &a, e);
}
