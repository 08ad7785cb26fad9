/*
 * Trie proofs: root[32] ‖ key[32] ‖ nodes, each uint16be(length) ‖ bytes. A proof of presence
 * proves nothing without its last node.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "chain/trie.h"

#define MOST_NODES 70

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct trie_node nodes[MOST_NODES];
	struct hash root, key;
	struct account account;
	struct address address;
	struct u256 word;
	const uint8_t *value;
	size_t n = 0, len, at = 64;

	if (size < 64)
		return 0;
	memcpy(root.bytes, data, 32);
	memcpy(key.bytes, data + 32, 32);
	memcpy(address.bytes, data + 32, 20);
	while (n < MOST_NODES && size - at >= 2) {
		len = (size_t)data[at] << 8 | data[at + 1];
		at += 2;
		if (len > size - at)
			break;
		nodes[n++] = (struct trie_node){data + at, len};
		at += len;
	}
	if (trie_verify(&value, &len, &root, &key, nodes, n) == STATUS_OK && value != NULL) {
		/* The value lies within the last node, and no proof has a node to spare. */
		if (value < nodes[n - 1].data || value + len > nodes[n - 1].data + nodes[n - 1].len)
			abort();
		if (trie_verify(&value, &len, &root, &key, nodes, n - 1) == STATUS_OK)
			abort();
	}
	if (trie_verify_account(&account, &root, &address, nodes, n) == STATUS_OK &&
	    !account.exists && !u256_is_zero(&account.balance))
		abort();
	if (trie_verify_slot(&word, &root, &key, nodes, n) != STATUS_OK && n == 0 &&
	    hash_equal(&root, &trie_empty_root))
		abort();
	return 0;
}
