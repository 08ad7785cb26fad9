/* A network for tests of client/: three front ends of one anvil, of which any may lie. */
#ifndef TESTS_LIB_THREE_NODES_H
#define TESTS_LIB_THREE_NODES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hex.h"
#include "client/chainstate.h"
#include "tests/lib/faulty_server.h"

/* Anvil's first account (its public default mnemonic); it has 10000 ether in genesis. */
#define RICH "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"

/* Returns the word at slot 0. */
#define READER	    "0x00000000000000000000000000000000000000aa"
#define READER_CODE "60005460005260206000f3"
/* Logs topic 0xaa with the word 1. */
#define LOGGER	    "0x00000000000000000000000000000000000000bb"
#define LOGGER_CODE "600160005260aa60206000a100"
/* Reverts with nothing. */
#define DENIER	    "0x00000000000000000000000000000000000000cc"
#define DENIER_CODE "60006000fd"

static struct faulty_server server;

static inline struct address address_of(const char *text)
{
	struct address a;

	assert_int_equal(hex_parse(a.bytes, 20, text, strlen(text)), STATUS_OK);
	return a;
}

/* Asks anvil itself; returns its reply. */
static inline const char *anvil(const char *method, const char *params)
{
	static char reply[4096];
	struct transport *t;
	char url[256], body[4096];

	snprintf(url, sizeof(url), "http://127.0.0.1:%u", server.anvil_port);
	snprintf(body, sizeof(body),
		 "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}", method, params);
	static const char *const headers[] = {"Content-Type: application/json"};
	struct http_exchange x = {.method = HTTP_POST,
				  .url = url,
				  .headers = headers,
				  .n_headers = 1,
				  .body = body,
				  .body_len = strlen(body),
				  .limits = http_limits_rpc};

	assert_int_equal(transport_new(&t, NULL), STATUS_OK);
	assert_int_equal(transport_perform(t, &x, 1), STATUS_OK);
	assert_int_equal(x.status, STATUS_OK);
	snprintf(reply, sizeof(reply), "%s", buf_str(&x.reply));
	if (strstr(reply, "\"error\"") != NULL)
		fail_msg("%s: %s", method, reply);
	http_exchange_release(&x);
	transport_free(t);
	return reply;
}

static inline void mine(unsigned blocks)
{
	char params[32];

	snprintf(params, sizeof(params), "[\"0x%x\"]", blocks);
	anvil("anvil_mine", params);
}

static inline void store(const char *contract, const struct hash *slot, const struct hash *value)
{
	char params[256], s[HASH_TEXT_SIZE], v[HASH_TEXT_SIZE];

	hash_format(s, slot);
	hash_format(v, value);
	snprintf(params, sizeof(params), "[\"%s\",\"%s\",\"%s\"]", contract, s, v);
	anvil("anvil_setStorageAt", params);
}

static inline int three_nodes_start(void **state)
{
	struct hash slot = {0}, value = {.bytes = {[30] = 0x12, [31] = 0x34}};

	(void)state;
	if (faulty_server_start(&server, true) != 0)
		return -1;
	anvil("anvil_setCode", "[\"" READER "\",\"0x" READER_CODE "\"]");
	anvil("anvil_setCode", "[\"" LOGGER "\",\"0x" LOGGER_CODE "\"]");
	anvil("anvil_setCode", "[\"" DENIER "\",\"0x" DENIER_CODE "\"]");
	store(READER, &slot, &value);
	mine(10);
	return 0;
}

static inline int three_nodes_stop(void **state)
{
	(void)state;
	faulty_server_stop(&server);
	return 0;
}

/* A network of three operators, two of whom must agree. */
struct network {
	struct profile profile;
	struct transport *transport;
	struct nodes *nodes;
	struct anchor anchor;
};

static const char *const names[] = {"alice", "bob", "carol"};

static inline void lie(const char *name, const char *what)
{
	struct transport *t;
	char url[256], path[64];

	snprintf(path, sizeof(path), "/lie/%s/%s", name, what);
	assert_int_equal(transport_new(&t, NULL), STATUS_OK);
	assert_int_equal(
		faulty_request(t, faulty_url(url, &server, path), HTTP_GET, NULL, 0, NULL, 0), 200);
	transport_free(t);
}

/* A number that the server keeps about a node: "asked", "searches". */
static inline unsigned count_of(const char *what, const char *name)
{
	struct transport *t;
	char url[256], path[64];
	unsigned count;

	snprintf(path, sizeof(path), "/%s/%s", what, name);
	assert_int_equal(transport_new(&t, NULL), STATUS_OK);
	struct http_exchange x = {.method = HTTP_GET,
				  .url = faulty_url(url, &server, path),
				  .limits = http_limits_rpc};
	assert_int_equal(transport_perform(t, &x, 1), STATUS_OK);
	count = (unsigned)strtoul(buf_str(&x.reply), NULL, 10);
	http_exchange_release(&x);
	transport_free(t);
	return count;
}

static inline void network_init(struct network *n)
{
	memset(n, 0, sizeof(*n));
	n->profile.chain_id = 31337;
	n->profile.n_nodes = 3;
	n->profile.quorum = 2;
	n->profile.confirmations = 2;
	n->profile.max_age_ms = 120000;
	n->profile.block_time_ms = 2000;
	for (size_t i = 0; i < 3; i++) {
		struct profile_node *node = &n->profile.nodes[i];
		char path[64];

		lie(names[i], "");
		snprintf(path, sizeof(path), "/node/%s", names[i]);
		snprintf(node->name, sizeof(node->name), "%s", names[i]);
		snprintf(node->operator, sizeof(node->operator), "operator of %s", names[i]);
		faulty_url(node->url, &server, path);
	}
	assert_int_equal(transport_new(&n->transport, NULL), STATUS_OK);
	assert_int_equal(nodes_new(&n->nodes, &n->profile, n->transport), STATUS_OK);
}

static inline void network_release(struct network *n)
{
	nodes_free(n->nodes);
	transport_free(n->transport);
}

static inline void find_anchor(struct network *n)
{
	struct err e = {0};

	nodes_retry_now(n->nodes);
	if (anchor_find(n->nodes, &n->anchor, NULL, NULL, 0, &e) != STATUS_OK)
		fail_msg("%s", e.text);
}

/* Slot 0 of the reader, and how it is known. */
static inline enum trust read_reader(struct network *n)
{
	struct address reader = address_of(READER);
	struct hash slot = {0};
	struct slot_value v;
	struct err e = {0};

	if (chainstate_slots(n->nodes, &v, &n->anchor, &reader, &slot, 1, &e) != STATUS_OK)
		fail_msg("%s", e.text);
	assert_int_equal(v.value.limb[0], 0x1234);
	return v.trust;
}

static inline size_t disputes_of(struct network *n, const char *name)
{
	struct dispute d[NODES_DISPUTES];
	size_t count = nodes_take_disputes(n->nodes, d, NODES_DISPUTES);

	for (size_t i = 0; i < count; i++) {
		assert_string_equal(d[i].name, name);
		assert_true(d[i].said[0] != '\0' && d[i].agreed[0] != '\0');
		assert_true(d[i].method[0] != '\0' && d[i].time != 0);
	}
	return count;
}

static inline enum node_state state_of(const struct network *n, size_t i)
{
	return nodes_health(n->nodes, i)->state;
}

#endif
