/* Payers by Merkle trees as a profile has them, and the claims of tests/vectors/chain. */
#ifndef TESTS_UNIT_CHAIN_MERKLE_FIXTURE_H
#define TESTS_UNIT_CHAIN_MERKLE_FIXTURE_H

#include "tests/unit/chain_vector.h"

#include "chain/payer.h"
#include "chain/profile_payer.h"

/* Reads the payer with these members beside kind, address and token. The profile has no other. */
static inline enum status merkle_payer_read(struct profile *out, struct err *e, const char *members)
{
	struct json *doc = NULL;
	char text[1024];
	enum status s;

	snprintf(text, sizeof(text),
		 "{\"kind\":\"merkle\",\"address\":\"0x00000000000000000000000000000000000000a1\","
		 "\"token\":\"0x3333333333333333333333333333333333333333\",%s}",
		 members);
	memset(out, 0, sizeof(*out));
	assert_int_equal(json_parse(&doc, text, strlen(text), e), STATUS_OK);
	s = profile_payer_read(out, doc, e);
	json_free(doc);
	return s;
}

static inline struct profile_distributor merkle_payer(const char *members)
{
	static struct profile p;
	struct err e = {0};

	if (merkle_payer_read(&p, &e, members) != STATUS_OK)
		fail_msg("%s: %s", members, e.text);
	return p.distributors[0];
}

/* The payer of a tree of payers-merkle.json as its members describe it, without its preset. */
static inline struct profile_distributor merkle_described(const struct json *tree)
{
	char members[512], fields[64] = "";

	for (const struct json *f = json_first(json_get(tree, "leaf")); f != NULL; f = json_next(f))
		snprintf(fields + strlen(fields), sizeof(fields) - strlen(fields), "%s\"%s\"",
			 fields[0] != '\0' ? "," : "", vector_text(f, NULL));
	snprintf(members, sizeof(members),
		 "\"leaf\":[%s],\"encoding\":\"%s\",\"hashes\":\"%s\",\"claimed\":\"%s\","
		 "\"call\":\"%s\"",
		 fields, vector_text(tree, "encoding"), vector_text(tree, "hashes"),
		 vector_text(tree, "claimed"), vector_text(tree, "call"));
	return merkle_payer(members);
}

static inline struct profile_distributor merkle_preset(const char *name)
{
	char members[64];

	snprintf(members, sizeof(members), "\"preset\":\"%s\"", name);
	return merkle_payer(members);
}

static inline uint64_t merkle_number(const struct json *v, const char *name)
{
	const struct u256 number = vector_number(v, name);
	uint64_t out;

	assert_int_equal(u256_to_u64(&out, &number), STATUS_OK);
	return out;
}

/* One claim of a tree. */
static inline struct entitlement merkle_claim(const struct json *v)
{
	struct entitlement en = {.account = vector_address(v, "account"),
				 .cumulative = {vector_number(v, "amount")}};

	if (json_get(v, "index") != NULL)
		en.index = merkle_number(v, "index");
	if (json_get(v, "cycle") != NULL)
		en.series = merkle_number(v, "cycle");
	for (const struct json *p = json_first(json_get(v, "proof")); p != NULL; p = json_next(p))
		en.proof[en.n_proof++] = vector_hash(p, NULL);
	return en;
}

/* The call that claims it, made as for a transaction. */
static inline struct payer_call merkle_call_of(const struct json *v, const struct json *tree,
					       const struct profile_distributor *d)
{
	const struct entitlement en = merkle_claim(v);
	struct payer_finding f = {.root = vector_hash(tree, "root"), .amount = en.cumulative};
	struct payer_call call;

	if (json_get(v, "recipient") != NULL)
		f.paid_to = vector_address(v, "recipient");
	if (json_get(v, "takes") != NULL)
		f.amount.raw = vector_number(v, "takes");
	assert_int_equal(payer_make_call(&call, d, &en, 1, &f, NULL), STATUS_OK);
	return call;
}

#endif
