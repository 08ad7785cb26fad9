/*
 * A node is 64 bytes. Its first half keys the HMAC that makes its children; its second half is the
 * key that callers get.
 */
#include "wallet/slip21.h"

#include <string.h>

#include "wallet/hmac.h"

_Static_assert(SLIP21_NODE_SIZE == HMAC_SIZE, "a node is one HMAC");

/* Walks down from `node`, which is replaced by each child. */
static void descend(struct secret *node, const char *const *labels, size_t n)
{
	for (size_t i = 0; i < n; i++)
		hmac_sha512(secret_bytes(node), secret_view(node), 32, "", 1, labels[i],
			    strlen(labels[i]));
}

enum status slip21_node(struct secret **node, const uint8_t *seed, size_t len,
			const char *const *labels, size_t n, struct err *e)
{
	static const char master[] = "Symmetric key seed";
	enum status s = secret_new(node, SLIP21_NODE_SIZE, e);

	if (s != STATUS_OK)
		return s;
	hmac_sha512(secret_bytes(*node), master, strlen(master), seed, len, NULL, 0);
	descend(*node, labels, n);
	return STATUS_OK;
}

enum status slip21_key(struct secret **key, const struct secret *node, const char *const *labels,
		       size_t n, struct err *e)
{
	struct secret *below = NULL;
	enum status s = secret_copy(&below, secret_view(node), SLIP21_NODE_SIZE, e);

	*key = NULL;
	if (s != STATUS_OK)
		return s;
	descend(below, labels, n);
	s = secret_copy(key, secret_view(below) + 32, SLIP21_KEY_SIZE, e);
	secret_free(below);
	return s;
}
