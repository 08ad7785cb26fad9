/*
 * Nodes keep one transaction for each account and nonce, and take another only at a higher price:
 * a lower offer is refused as underpriced, and the user would have signed for nothing. Any of the
 * earlier ones may be the one that a node keeps, so that all of them are outbid.
 */
#include "act/outbid.h"

#include <stdlib.h>

#include "app/state.h"
#include "base/buf.h"
#include "cache/transactions.h"
#include "chain/tx_read.h"

/* Raises `price` to the earlier one with an eighth on top. */
static enum status raise_above(struct wei *price, const struct wei *earlier)
{
	struct u256 eight = u256_from_u64(8), one = u256_from_u64(1), bid, rest;
	enum status s = u256_div(&bid, &rest, &earlier->raw, &eight);

	if (s == STATUS_OK && (!u256_is_zero(&rest) || u256_is_zero(&bid)))
		s = u256_add(&bid, &bid, &one);
	if (s == STATUS_OK)
		s = u256_add(&bid, &bid, &earlier->raw);
	if (s == STATUS_OK && u256_compare(&price->raw, &bid) < 0)
		price->raw = bid;
	return s;
}

enum status outbid(struct tx *tx, const struct tx *earlier)
{
	bool two = earlier->type == TX_DYNAMIC_FEE;
	const struct wei *fee = two ? &earlier->max_fee : &earlier->gas_price;
	const struct wei *tip = two ? &earlier->max_priority_fee : &earlier->gas_price;
	enum status s;

	if (tx->type != TX_DYNAMIC_FEE)
		return raise_above(&tx->gas_price, fee);
	s = raise_above(&tx->max_fee, fee);
	return s == STATUS_OK ? raise_above(&tx->max_priority_fee, tip) : s;
}

/* Bytes that cannot be read, as of a cache of before, raise nothing. */
static enum status outbid_row(struct cache *cache, struct act *act, int64_t id, struct err *e)
{
	struct tx_signature sig;
	struct hash hash;
	struct buf raw;
	struct tx earlier;
	enum status s;

	tx_init(&earlier);
	buf_init(&raw, LIMIT_CALLDATA + 4 * KIB);
	s = cache_transactions_raw(cache, &raw, id, e);
	if (s == STATUS_OK &&
	    tx_read_signed(&earlier, &sig, &hash, raw.data, raw.len, NULL) == STATUS_OK)
		s = outbid(&act->tx, &earlier);
	tx_release(&earlier);
	buf_release(&raw);
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

static enum status outbid_rows(struct cache *cache, void *arg, struct err *e)
{
	struct act *act = arg;
	struct cache_tx *rows = NULL;
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		if (rows[i].nonce == act->tx.nonce && !hash_is_zero(&rows[i].hash) &&
		    address_equal(&rows[i].account, &act->from))
			s = outbid_row(cache, act, rows[i].id, e);
	free(rows);
	return s;
}

enum status outbid_signed(struct app *app, struct act *act, struct err *e)
{
	enum status s = store_read(app, outbid_rows, act, e);

	return s == ERR_RANGE ? err_set(e, s,
					"the price of the earlier transaction cannot be "
					"outbid: it does not fit 256 bits")
			      : s;
}
