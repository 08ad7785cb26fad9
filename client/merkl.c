/*
 * In reading order: a number, one reward (read_reward()), those of a chain, the reply
 * (merkl_rewards_read()), and the request (merkl_rewards_ask()). Members that byline does not use
 * are not looked at, since the service adds some from time to time.
 *
 * Invariant: a reply is taken whole or not at all.
 */
#include "client/merkl.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "chain/member.h"
#include "client/problem.h"

/* The contract keeps what was claimed in so many bits. */
#define AMOUNT_BITS 208

#define MERKL_URL_SIZE 384

/* The service adds up a user's campaigns for each request, which takes it some seconds. */
static const struct http_limits limits_merkl = {
	.connect_ms = 4000, .overall_ms = 30000, .stall_ms = 15000, .reply = LIMIT_MERKL_REPLY};

/* Reads a decimal string, or a number that no reader of JSON rounds. */
static enum status read_whole(struct u256 *out, const struct json *o, const char *name,
			      struct err *e)
{
	const struct json *value = json_get(o, name);
	int64_t whole;
	enum status s;

	if (!json_is_number(value))
		return member_u256(out, o, name, e);
	s = json_integer(&whole, value);
	if (s != STATUS_OK || whole < 0)
		return err_set(e, ERR_RANGE,
			       "\"%s\" is a number that readers of JSON round or that is not "
			       "whole: amounts have to be decimal strings",
			       name);
	*out = u256_from_u64((uint64_t)whole);
	return STATUS_OK;
}

static enum status require_chain(const struct json *o, const char *name, uint64_t chain_id,
				 struct err *e)
{
	const struct u256 want = u256_from_u64(chain_id);
	struct u256 id;
	enum status s = read_whole(&id, o, name, e);

	if (s == STATUS_OK && u256_compare(&id, &want) != 0)
		s = err_set(e, ERR_MISMATCH, "it is an answer for another chain than %" PRIu64,
			    chain_id);
	return s;
}

/* Not every service names the user again. */
static enum status require_user(const struct json *o, const struct address *user, struct err *e)
{
	struct address recipient;
	enum status s;

	if (json_get(o, "recipient") == NULL)
		return STATUS_OK;
	s = member_address(&recipient, o, "recipient", e);
	if (s == STATUS_OK && !address_equal(&recipient, user))
		s = err_set(e, ERR_MISMATCH, "it is an answer for another user");
	return s;
}

static bool exceeds(const struct u256 *v, unsigned bits)
{
	for (unsigned i = bits; i < 256; i++)
		if ((v->limb[i / 64] >> i % 64 & 1) != 0)
			return true;
	return false;
}

static enum status read_reward(struct entitlement *out, const struct json *o,
			       const struct address *user, uint64_t chain_id, struct err *e)
{
	const struct json *token;
	enum status s = json_get_object(&token, o, "token", e);

	*out = (struct entitlement){.account = *user};
	if (s == STATUS_OK)
		s = require_user(o, user, e);
	if (s == STATUS_OK && json_get(token, "chainId") != NULL)
		s = require_chain(token, "chainId", chain_id, e);
	if (s == STATUS_OK)
		s = member_address(&out->token, token, "address", e);
	if (s == STATUS_OK)
		s = read_whole(&out->cumulative.raw, o, "amount", e);
	if (s == STATUS_OK && exceeds(&out->cumulative.raw, AMOUNT_BITS))
		s = err_set(e, ERR_RANGE, "\"amount\" has more than %d bits", AMOUNT_BITS);
	if (s == STATUS_OK)
		s = member_hashes(out->proof, &out->n_proof, LIMIT_MERKLE_DEPTH, o, "proofs", e);
	return s;
}

static enum status add_reward(struct merkl_rewards *out, const struct entitlement *en,
			      struct err *e)
{
	struct entitlement *grown;

	/* A token that has only begun to accrue has no leaf yet. */
	if (u256_is_zero(&en->cumulative.raw))
		return STATUS_OK;
	for (size_t i = 0; i < out->n; i++)
		if (address_equal(&out->list[i].token, &en->token))
			return err_set(e, ERR_MISMATCH, "it names one token twice");
	if (out->n == LIMIT_MERKL_REWARDS)
		return err_set(e, ERR_LIMIT, "it has more than %d tokens", LIMIT_MERKL_REWARDS);
	grown = reallocarray(out->list, out->n + 1, sizeof(*grown));
	if (grown == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	out->list = grown;
	out->list[out->n++] = *en;
	return STATUS_OK;
}

static enum status read_chain(struct merkl_rewards *out, const struct json *o,
			      const struct address *user, uint64_t chain_id, struct err *e)
{
	const struct json *chain, *rewards;
	enum status s = json_get_object(&chain, o, "chain", e);

	if (s == STATUS_OK)
		s = require_chain(chain, "id", chain_id, e);
	if (s == STATUS_OK)
		s = json_get_array(&rewards, o, "rewards", e);
	if (s != STATUS_OK)
		return s;
	for (const struct json *r = json_first(rewards); r != NULL && s == STATUS_OK;
	     r = json_next(r)) {
		struct entitlement en;

		s = read_reward(&en, r, user, chain_id, e);
		if (s == STATUS_OK)
			s = add_reward(out, &en, e);
	}
	return s;
}

enum status merkl_rewards_read(struct merkl_rewards *out, const void *data, size_t len,
			       const struct address *user, uint64_t chain_id, struct err *e)
{
	struct json *doc = NULL;
	enum status s = json_parse(&doc, data, len, e);

	*out = (struct merkl_rewards){0};
	if (s == STATUS_OK && !json_is_array(doc))
		s = err_set(e, ERR_PARSE, "it is no list of chains");
	for (const struct json *c = json_first(doc); c != NULL && s == STATUS_OK; c = json_next(c))
		s = read_chain(out, c, user, chain_id, e);
	json_free(doc);
	if (s != STATUS_OK)
		merkl_rewards_release(out);
	return s;
}

/* A reply of another form is the server's matter, and sounds like that of a damaged file else. */
static enum status blame_service(enum status s, struct err *e)
{
	bool form = s == ERR_PARSE || s == ERR_RANGE || s == ERR_LIMIT || s == ERR_TOO_DEEP ||
		    s == ERR_MISMATCH;

	if (form && e != NULL)
		e->code = ERR_ANSWER;
	return form ? err_prefix(e, ERR_ANSWER, "the service's reply about rewards is not believed")
		    : s;
}

enum status merkl_rewards_ask(struct transport *t, struct merkl_rewards *out, const char *url,
			      const struct address *user, uint64_t chain_id, struct err *e)
{
	static const char *const headers[] = {"Accept: application/json"};
	char full[MERKL_URL_SIZE], account[ADDRESS_TEXT_SIZE];
	struct http_exchange x = {.method = HTTP_GET,
				  .url = full,
				  .headers = headers,
				  .n_headers = 1,
				  .limits = limits_merkl};
	size_t len = strlen(url);
	enum status s;

	*out = (struct merkl_rewards){0};
	while (len > 0 && url[len - 1] == '/')
		len--;
	/* The service knows addresses in lower case alone. */
	hex_format(account, user->bytes, sizeof(user->bytes));
	snprintf(full, sizeof(full), "%.*s/v4/users/%s/rewards?chainId=%" PRIu64, (int)len, url,
		 account, chain_id);
	s = transport_perform_one(t, &x, e);
	if (s == STATUS_OK && x.http_status != 200)
		s = problem_of(&x, e);
	else if (s == STATUS_OK)
		s = blame_service(
			merkl_rewards_read(out, x.reply.data, x.reply.len, user, chain_id, e), e);
	http_exchange_release(&x);
	return s;
}

void merkl_rewards_release(struct merkl_rewards *r)
{
	free(r->list);
	*r = (struct merkl_rewards){0};
}
