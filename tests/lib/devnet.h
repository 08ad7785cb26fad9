/*
 * The local network (devnet/README.md) for tests in C: started at rest, told what to do, asked
 * through foundry's `cast`. Whatever goes wrong here fails the running test.
 */
#ifndef TESTS_LIB_DEVNET_H
#define TESTS_LIB_DEVNET_H

#include <stdio.h>
#include <sys/types.h>

#include "base/json.h"
#include "chain/address.h"
#include "chain/u256.h"

struct devnet {
	char dir[512]; /* its state folder */
	pid_t pid;
	struct json *description; /* devnet.json */
};

/*
 * Starts a network of its own, in build/tests/devnet-NAME, at rest (run --manual). Its blocks up to
 * the thirtieth epoch may be those of another network (BYLINE_DEVNET_PAST in devnet/README.md).
 */
void devnet_start(struct devnet *d, const char *name);

/* The same with blocks that no other network has, which takes longer. */
void devnet_start_afresh(struct devnet *d, const char *name);

/* Ends it. A network that never started is allowed. */
void devnet_stop(struct devnet *d);

/* A control call whose parameters are the JSON text `format`. The caller frees the answer. */
struct json *devnet_ask(const struct devnet *d, const char *call, const char *format, ...)
	PRINTF(3, 4);

/* The same when the answer does not matter. */
void devnet_tell(const struct devnet *d, const char *call, const char *format, ...) PRINTF(3, 4);

/* Text of devnet.json: member `name` of `object` ("contracts", "token"). */
const char *devnet_text(const struct devnet *d, const char *object, const char *name);

/* Member `member` of what is called `name` in list `list` ("accounts", "demo", "address"). */
const char *devnet_named(const struct devnet *d, const char *list, const char *name,
			 const char *member);

/* The address of an account of devnet.json. */
struct address devnet_account(const struct devnet *d, const char *name);

/* The number that `cast ARGUMENTS` prints first, asked of node `node`. */
struct u256 devnet_cast(const struct devnet *d, const char *node, const char *format, ...)
	PRINTF(3, 4);

/* Sends 1 wei between accounts of devnet.json with another wallet, which is foundry's. */
void devnet_cast_send(const struct devnet *d, const char *from, uint64_t nonce, const char *to);

/*
 * Has an account of devnet.json delegate to the contract `to` (EIP-7702): foundry signs the
 * authorisation with the account's key, and the faucet sends it in a transaction of type 4.
 */
void devnet_delegate(const struct devnet *d, const char *account, const char *to);

#endif
