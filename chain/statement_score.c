/*
 * A line is written by hand and not as a JSON document, because an audit writes every line of an
 * epoch: the members are in canonical order, and none of their values needs an escape.
 */
#include "chain/statement_score.h"

#include <string.h>

#include "base/be.h"
#include "base/buf.h"
#include "chain/member.h"
#include "chain/merkle.h"

void statement_score_leaf(struct hash *out, const struct score *s)
{
	uint8_t encoded[160] = {0};

	address_to_word(encoded, &s->account);
	memcpy(encoded + 32, s->dataset.bytes, 32);
	be64_store(encoded + 88, s->inferences);
	u256_to_be(encoded + 96, &s->influence);
	u256_to_be(encoded + 128, &s->amount.raw);
	merkle_leaf(out, encoded, sizeof(encoded));
}

enum status statement_score_amount(struct tokens *out, const struct tokens *pool,
				   const struct u256 *influence, const struct u256 *total)
{
	return u256_muldiv(&out->raw, &pool->raw, influence, total);
}

enum status statement_score_read(struct score *out, const struct json *object, struct err *e)
{
	static const char *const members[] = {"account",    "amount",	 "dataset",
					      "inferences", "influence", NULL};
	enum status s = json_only(object, members, e);

	if (s == STATUS_OK)
		s = member_hex(out->account.bytes, 20, object, "account", e);
	if (s == STATUS_OK)
		s = member_hex(out->dataset.bytes, 32, object, "dataset", e);
	if (s == STATUS_OK)
		s = json_get_u64(&out->inferences, object, "inferences", e);
	if (s == STATUS_OK)
		s = member_u256(&out->influence, object, "influence", e);
	if (s == STATUS_OK)
		s = member_u256(&out->amount.raw, object, "amount", e);
	return s;
}

void statement_score_write(struct buf *out, const struct score *s)
{
	char amount[U256_DECIMAL_SIZE], influence[U256_DECIMAL_SIZE];

	u256_format(amount, &s->amount.raw);
	u256_format(influence, &s->influence);
	buf_add_str(out, "{\"account\":\"0x");
	buf_add_hex(out, s->account.bytes, sizeof(s->account.bytes));
	buf_addf(out, "\",\"amount\":\"%s\",\"dataset\":\"0x", amount);
	buf_add_hex(out, s->dataset.bytes, sizeof(s->dataset.bytes));
	buf_addf(out, "\",\"inferences\":\"%llu\",\"influence\":\"%s\"}\n",
		 (unsigned long long)s->inferences, influence);
}
