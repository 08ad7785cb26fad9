/*
 * In reading order: one answer, the name of one token, which tokens are asked now.
 *
 * Invariant: no text of a contract leaves this file uncleaned.
 */
#include "sync/foreign_names.h"

#include <stdlib.h>
#include <string.h>

#include "app/state.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "cache/dues.h"
#include "chain/erc20.h"
#include "client/call.h"

/* Tokens that are asked in one sync, with two calls to every node each. */
#define NAMES_A_ROUND 16

/* A contract may rename its token; so many seconds may pass until that is seen. */
#define NAME_AGAIN_S 86400

/* Calls a function of the token. Out: `reply`, empty when the contract refuses. */
static enum status call_token(struct nodes *nodes, struct buf *reply, enum trust *trust,
			      const struct anchor *anchor, const struct address *token,
			      enum status (*calldata_of)(struct buf *out), struct err *e)
{
	struct buf calldata;
	enum trust one = TRUST_PROVEN;
	enum status s;

	buf_init(&calldata, KIB);
	s = calldata_of(&calldata);
	if (s == STATUS_OK)
		s = call_read(nodes, reply, &one, anchor, token, calldata.data, calldata.len, e);
	buf_release(&calldata);
	*trust = trust_min(*trust, one);
	return s == ERR_REVERTED ? STATUS_OK : s;
}

/* Takes both answers, when they are those of a token. */
static void take_name(struct cache_foreign_token *out, const struct buf *symbol,
		      const struct buf *decimals)
{
	const uint8_t *text;
	unsigned count;
	size_t len;

	if (erc20_read_symbol(&text, &len, symbol->data, symbol->len) != STATUS_OK ||
	    erc20_read_decimals(&count, decimals->data, decimals->len) != STATUS_OK ||
	    count > AMOUNT_DECIMALS_MAX)
		return;
	text_clean(out->symbol, sizeof(out->symbol), text, len);
	if (out->symbol[0] != '\0')
		out->decimals = count;
}

enum status read_foreign_name(struct nodes *nodes, struct cache_foreign_token *out,
			      const struct anchor *anchor, const struct address *token,
			      struct err *e)
{
	const struct profile *p = nodes_profile(nodes);
	struct buf symbol, decimals;
	enum trust trust = TRUST_AGREED;
	enum status s;

	*out = (struct cache_foreign_token){.token = *token,
					    .as_of = (int64_t)anchor->header.timestamp};
	buf_init(&symbol, LIMIT_RPC_REPLY);
	buf_init(&decimals, LIMIT_RPC_REPLY);
	s = call_token(nodes, &symbol, &trust, anchor, token, erc20_symbol_calldata, e);
	if (s == STATUS_OK)
		s = call_token(nodes, &decimals, &trust, anchor, token, erc20_decimals_calldata, e);
	out->trust = trust;
	/* A name that one node alone tells is none. */
	if (s == STATUS_OK && (trust >= TRUST_AGREED || !profile_can_agree(p)))
		take_name(out, &symbol, &decimals);
	buf_release(&symbol);
	buf_release(&decimals);
	return s;
}

/* The foreign tokens that are owed, with what is known of them. */
struct owed_tokens {
	const struct profile *profile;
	struct cache_foreign_token *list;
	size_t n;
};

static void add_owed(struct owed_tokens *o, const struct cache_foreign_token *known, size_t n_known,
		     const struct address *token)
{
	static const struct address none;
	struct cache_foreign_token t = {.token = *token};

	if (address_equal(token, &none) || profile_token(o->profile, token) != NULL)
		return;
	for (size_t i = 0; i < o->n; i++)
		if (address_equal(&o->list[i].token, token))
			return;
	for (size_t i = 0; i < n_known; i++)
		if (address_equal(&known[i].token, token))
			t = known[i];
	if (t.as_of == 0 || t.as_of + NAME_AGAIN_S < clock_now())
		o->list[o->n++] = t;
}

static enum status get_owed(struct cache *cache, void *arg, struct err *e)
{
	struct owed_tokens *o = arg;
	struct cache_foreign_token *known = NULL;
	struct cache_due *dues = NULL;
	size_t n_known = 0, n = 0;
	enum status s = cache_dues_all(cache, &dues, &n, e);

	if (s == STATUS_OK)
		s = cache_foreign_tokens_all(cache, &known, &n_known, e);
	if (s == STATUS_OK) {
		o->list = calloc(n + 1, sizeof(*o->list));
		s = o->list != NULL ? STATUS_OK : err_set(e, ERR_MEMORY, "out of memory");
	}
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		add_owed(o, known, n_known, &dues[i].leaf.token);
	free(known);
	free(dues);
	return s;
}

static int by_age(const void *a, const void *b)
{
	const struct cache_foreign_token *x = a, *y = b;

	return (x->as_of > y->as_of) - (x->as_of < y->as_of);
}

static enum status put_name(struct cache *cache, void *arg, struct err *e)
{
	return cache_foreign_tokens_put(cache, arg, 1, e);
}

enum status read_foreign_names(struct sync_context *c, struct err *e)
{
	struct owed_tokens o = {.profile = c->app->profile};
	struct err own = {0};
	enum status s = store_read(c->app, get_owed, &o, e);

	if (s == STATUS_OK && o.n > 0)
		qsort(o.list, o.n, sizeof(*o.list), by_age);
	for (size_t i = 0; i < o.n && i < NAMES_A_ROUND && s != ERR_CANCELLED; i++) {
		struct cache_foreign_token name;
		enum status one = read_foreign_name(c->session->nodes, &name, &c->session->anchor,
						    &o.list[i].token, &own);

		if (one == STATUS_OK)
			one = store_write(c->app, put_name, &name, &own);
		if (one != STATUS_OK && s == STATUS_OK)
			s = err_set(e, one, "%s", own.text);
	}
	free(o.list);
	return s;
}
