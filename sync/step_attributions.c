/*
 * Live attributions, page by page from the last one in the cache. They are the datanet's word until
 * their epoch is settled.
 */
#include "sync/step_attributions.h"

#include <stdlib.h>
#include <string.h>

#include "app/state.h"
#include "base/text.h"
#include "cache/attributions.h"
#include "sync/context.h"
#include "sync/finding.h"
#include "sync/step_counts.h"

#define PAGE 200 /* attributions asked for at once; the datanet may give fewer */

/*
 * The most pages in one sync, and the most attributions kept of one account. The screen shows a
 * million at most, so that more would only fill the disk.
 */
#define PAGES_A_ROUND	  500
#define ATTRIBUTIONS_KEPT 1000000

struct attribution_page {
	const struct address *datanet;
	const struct address *account;
	const struct datanet_attributions *page;
	struct cache_attribution_in *rows;
};

/* Converts units of 1e-18 to units of 1e-9, cut to what a row holds (63 bits). */
static uint64_t to_e9(const struct u256 *v)
{
	struct u256 billion = u256_from_u64(1000000000), quotient, rest;
	uint64_t out;

	if (u256_div(&quotient, &rest, v, &billion) != STATUS_OK ||
	    u256_to_u64(&out, &quotient) != STATUS_OK)
		return INT64_MAX;
	return out > INT64_MAX ? INT64_MAX : out;
}

static enum status put_attributions(struct cache *cache, void *arg, struct err *e)
{
	const struct attribution_page *p = arg;

	for (size_t i = 0; i < p->page->n; i++) {
		const struct attribution *a = &p->page->items[i];
		struct cache_attribution_in *row = &p->rows[i];
		int64_t influence = (int64_t)to_e9(&a->influence);

		*row = (struct cache_attribution_in){.seq = a->seq,
						     .time = a->time,
						     .epoch = a->epoch,
						     .dataset = a->dataset,
						     .model = a->model,
						     .influence_e9 =
							     a->negative ? -influence : influence,
						     .fee_e9 = to_e9(&a->fee.raw)};
		text_clean(row->inference, sizeof(row->inference), a->inference,
			   strlen(a->inference));
	}
	return cache_attributions_put(cache, p->datanet, p->account, p->rows, p->page->n, e);
}

struct last_seq {
	const struct address *datanet;
	const struct address *account;
	uint64_t count, seq;
};

static enum status get_last_seq(struct cache *cache, void *arg, struct err *e)
{
	struct last_seq *l = arg;

	return cache_attributions_count(cache, &l->count, &l->seq, l->datanet, l->account, e);
}

static enum status trim_attributions(struct cache *cache, void *arg, struct err *e)
{
	const struct last_seq *l = arg;

	return cache_attributions_trim(cache, l->datanet, l->account, ATTRIBUTIONS_KEPT, e);
}

/* Reads one account's pages. Each page is stored before the next is asked for. */
static enum status sync_attributions_of(struct sync_context *c, const struct snapshot_account *of,
					struct err *e)
{
	const struct address *account = &of->address;
	const struct address *datanet = &profile_datanet(c->app->profile)->address;
	struct last_seq last = {.datanet = datanet, .account = account};
	bool more = true, whole = false, any = false;
	enum status s = store_read(c->app, get_last_seq, &last, e);

	for (int pages = 0; s == STATUS_OK && more && pages < PAGES_A_ROUND; pages++) {
		struct datanet_attributions page = {0};
		struct attribution_page in = {
			.datanet = datanet, .account = account, .page = &page};

		s = task_check(c->task, e);
		if (s == STATUS_OK)
			s = datanet_attributions(&c->session->datanet, &page, account, last.seq,
						 PAGE, e);
		if (s == STATUS_OK && page.n > 0) {
			any = true;
			in.rows = calloc(page.n, sizeof(*in.rows));
			s = in.rows == NULL ? err_set(e, ERR_MEMORY, "out of memory")
					    : store_write(c->app, put_attributions, &in, e);
			free(in.rows);
		}
		whole = s == STATUS_OK && !page.more;
		more = s == STATUS_OK && page.more && page.next > last.seq;
		last.seq = page.next;
		datanet_attributions_release(&page);
	}
	if (s == STATUS_OK && any && last.count + PAGE > ATTRIBUTIONS_KEPT)
		s = store_write(c->app, trim_attributions, &last, e);
	return s == STATUS_OK && whole ? count_attributions(c, of, e) : s;
}

enum status sync_attributions(struct sync_context *c, struct err *e)
{
	struct err own = {0};
	enum status s = STATUS_OK;

	for (size_t i = 0; i < c->n_accounts && s != ERR_CANCELLED; i++) {
		enum status one = sync_attributions_of(c, &c->accounts[i], &own);

		if (one != STATUS_OK && s == STATUS_OK)
			s = err_set(e, one, "%s", own.text);
	}
	tell_outcome(c->app, CACHE_SETTING_LOGGED_ATTRIBUTIONS, s, e);
	return s;
}
