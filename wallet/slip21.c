/*
 * A node is 64 bytes. Its first half keys the HMAC that makes its children; its second half is the
 * key that callers get.
 */
#include "wallet/slip21.h"

#include <string.h>

#include "wallet/hmac.h"

enum status slip21_key(struct secret **key, const uint8_t *seed, size_t len,
		       const char *const *labels, size_t n, struct err *e)
{
	static const char master[] = "Symmetric key seed";
	struct secret *node = NULL;
	enum status s;

	*key = NULL;
	s = secret_new(&node, HMAC_SIZE, e);
	if (s != STATUS_OK)
		return s;
	hmac_sha512(secret_bytes(node), master, strlen(master), seed, len, NULL, 0);
	for (size_t i = 0; i < n; i++)
		hmac_sha512(secret_bytes(node), secret_view(node), 32, "", 1, labels[i],
			    strlen(labels[i]));
	s = secret_copy(key, secret_view(node) + 32, SLIP21_KEY_SIZE, e);
	secret_free(node);
	return s;
}
