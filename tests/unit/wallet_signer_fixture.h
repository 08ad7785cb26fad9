/*
 * The vault that the signer's tests open once (Argon2id takes 0.4 s), and the values it is tested
 * on.
 */
#ifndef TESTS_UNIT_WALLET_SIGNER_FIXTURE_H
#define TESTS_UNIT_WALLET_SIGNER_FIXTURE_H

#include "base/json_write.h"
#include "chain/profile_parse.h"
#include "tests/lib/signer_answers.h"
#include "tests/unit/wallet_vector.h"
#include "wallet/door_change.h"
#include "wallet/door_sign.h"
#include "wallet/exchange.h"

struct fixture {
	struct json *doc;	/* signer.json */
	struct buf file;	/* vault of doc's phrase with accounts 0 and 1; opened by
				      FIXTURE_PASSPHRASE */
	struct door *open;	/* with that vault; no test locks it */
	struct door *locked;	/* no test opens it */
	struct profile profile; /* pins doc's distributor */
};

static struct fixture fx;

#define FIXTURE_PASSPHRASE "a passphrase for tests"

/* The change in `file` reached the disk and came back. */
static inline void assert_saved(struct door *d, const struct buf *file)
{
	struct err e = {0};

	if (door_check(d, file->data, file->len, &e) != STATUS_OK)
		fail_msg("check: %s", e.text);
}

static inline struct door_state state_of(struct door *d)
{
	struct door_state s;

	assert_int_equal(door_state(d, &s, NULL), STATUS_OK);
	return s;
}

static inline void fixture_restore(struct door *d, struct buf *file)
{
	struct err e = {0};

	buf_init(file, LIMIT_VAULT);
	answer(d, vector_text(fx.doc, "phrase"), FIXTURE_PASSPHRASE, NULL);
	if (door_restore(d, file, NULL, false, &e) != STATUS_OK)
		fail_msg("restore: %s", e.text);
}

static inline int fixture_start(void **state)
{
	struct buf text, longer;

	if (wallet_start(state) != 0)
		return -1;
	fx.doc = wallet_vectors("signer.json");
	assert_int_equal(door_new(&fx.open, SIGNER_CAN_ALL, NULL), STATUS_OK);
	assert_int_equal(door_new(&fx.locked, SIGNER_CAN_ALL, NULL), STATUS_OK);
	fixture_restore(fx.open, &fx.file);
	assert_saved(fx.open, &fx.file);
	buf_init(&longer, LIMIT_VAULT);
	assert_int_equal(door_add_account(fx.open, &longer,
					  &(struct door_vault){fx.file.data, fx.file.len},
					  DOOR_NEXT_ACCOUNT, "", "claims", NULL),
			 STATUS_OK);
	buf_release(&fx.file);
	fx.file = longer;
	assert_saved(fx.open, &fx.file);
	buf_init(&text, LIMIT_SMALL_FILE);
	assert_int_equal(json_write(&text, json_get(fx.doc, "profile")), STATUS_OK);
	assert_int_equal(profile_parse(&fx.profile, text.data, text.len, NULL), STATUS_OK);
	buf_release(&text);
	return 0;
}

static inline int fixture_stop(void **state)
{
	(void)state;
	door_free(fx.open);
	door_free(fx.locked);
	buf_release(&fx.file);
	json_free(fx.doc);
	return 0;
}

/* The vault in use, for a change of it. Its passphrase is answered first. */
static inline struct door_vault fixture_vault(void)
{
	return (struct door_vault){fx.file.data, fx.file.len};
}

/* Signs signer.json: m/44'/60'/0'/0/1. */
#define FIXTURE_ACCOUNT 1

/* Transaction `name` of signer.json: "unsigned", "signed", "hash". */
static inline const struct json *fixture_transaction(const char *name)
{
	const struct json *t = json_get(json_get(fx.doc, "transactions"), name);

	assert_non_null(t);
	return t;
}

/* Chain, cap and profile under which the transactions of signer.json may be signed. */
static inline struct door_policy fixture_policy(void)
{
	return (struct door_policy){
		.chain_id = 31337,
		.fee_cap = {.raw = u256_from_u64(1000000000000000)},
		.profile = &fx.profile,
	};
}

#endif
