/*
 * Nodes write the same proof in several ways: keys as 32 bytes or as numbers, values likewise, the
 * hashes of an absent account as zero or as those of nothing. All of these are accepted. The plain
 * fields beside a proof must be equal to what it proves: a node that contradicts its own proof is
 * wrong.
 */
#include "client/proof.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hex.h"
#include "client/rpc.h"

void proof_place(char out[static PROOF_PLACE_SIZE], const char *method,
		 const struct address *address)
{
	char text[ADDRESS_TEXT_SIZE];

	address_format_short(text, address, false);
	snprintf(out, PROOF_PLACE_SIZE, "%s %s", method, text);
}

void proof_params(struct buf *out, const struct address *address, const struct hash *slots,
		  size_t n, uint64_t block)
{
	buf_add_str(out, "[\"0x");
	buf_add_hex(out, address->bytes, sizeof(address->bytes));
	buf_add_str(out, "\",[");
	for (size_t i = 0; i < n; i++) {
		buf_add_str(out, i > 0 ? ",\"0x" : "\"0x");
		buf_add_hex(out, slots[i].bytes, sizeof(slots[i].bytes));
		buf_add_str(out, "\"");
	}
	if (block == PROOF_AT_HEAD)
		buf_add_str(out, "],\"latest\"]");
	else
		buf_addf(out, "],\"0x%llx\"]", (unsigned long long)block);
}

/* The trie nodes of one proof, decoded. */
struct path {
	struct trie_node nodes[LIMIT_TRIE_DEPTH];
	size_t n;
	uint8_t bytes[LIMIT_TRIE_DEPTH][LIMIT_TRIE_NODE];
};

static enum status read_path(struct path *path, const struct json *array)
{
	path->n = 0;
	if (!json_is_array(array))
		return ERR_PARSE;
	for (const struct json *v = json_first(array); v != NULL; v = json_next(v)) {
		const char *text = json_text(v);
		struct trie_node *node = &path->nodes[path->n];
		enum status s;

		if (text == NULL)
			return ERR_PARSE;
		if (path->n == LIMIT_TRIE_DEPTH)
			return ERR_TOO_DEEP;
		s = hex_parse_var(path->bytes[path->n], &node->len, LIMIT_TRIE_NODE, text,
				  strlen(text));
		if (s != STATUS_OK)
			return s;
		node->data = path->bytes[path->n++];
	}
	return STATUS_OK;
}

/* Compares a hash; that of an account that does not exist may also be zero. */
static bool same_hash(const struct json *said, const struct hash *proven, bool exists)
{
	struct hash h;

	if (rpc_hash(&h, said) != STATUS_OK)
		return false;
	return hash_equal(&h, proven) || (!exists && hash_is_zero(&h));
}

/* Compares the plain fields with the account that was proven. */
static enum status check_fields(const struct json *result, const struct account *a, struct err *e)
{
	struct hash root = a->exists ? a->storage_root : trie_empty_root;
	struct hash code = a->exists ? a->code_hash : trie_empty_code;
	struct u256 balance;
	uint64_t nonce;

	if (rpc_quantity(&balance, json_get(result, "balance")) != STATUS_OK ||
	    u256_compare(&balance, &a->balance) != 0)
		return err_set(e, ERR_MISMATCH, "balance is not what its own proof shows");
	if (rpc_quantity_u64(&nonce, json_get(result, "nonce")) != STATUS_OK || nonce != a->nonce)
		return err_set(e, ERR_MISMATCH, "nonce is not what its own proof shows");
	if (!same_hash(json_get(result, "codeHash"), &code, a->exists))
		return err_set(e, ERR_MISMATCH, "codeHash is not what its own proof shows");
	if (!same_hash(json_get(result, "storageHash"), &root, a->exists))
		return err_set(e, ERR_MISMATCH, "storageHash is not what its own proof shows");
	return STATUS_OK;
}

/* Says whether `v` is the key of `slot`: 32 bytes, or a number as some nodes write it. */
static bool is_key(const struct json *v, const struct hash *slot)
{
	struct u256 want = u256_from_be(slot->bytes);
	struct u256 number;
	struct hash h;

	if (rpc_hash(&h, v) == STATUS_OK)
		return hash_equal(&h, slot);
	return rpc_quantity(&number, v) == STATUS_OK && u256_compare(&number, &want) == 0;
}

/* Says whether `v` is the word `want`: a number, or 32 bytes as some nodes write it. */
static bool is_value(const struct json *v, const struct u256 *want)
{
	struct u256 number;
	struct hash h;

	if (rpc_quantity(&number, v) == STATUS_OK)
		return u256_compare(&number, want) == 0;
	if (rpc_hash(&h, v) != STATUS_OK)
		return false;
	number = u256_from_be(h.bytes);
	return u256_compare(&number, want) == 0;
}

static enum status read_word(struct path *path, struct proof_word *out, const struct json *entry,
			     const struct hash *root, const struct hash *slot, struct err *e)
{
	char key[HASH_TEXT_SIZE];
	struct u256 word;
	enum status s = ERR_PARSE;

	hash_format(key, slot);
	if (is_key(json_get(entry, "key"), slot))
		s = read_path(path, json_get(entry, "proof"));
	if (s == STATUS_OK)
		s = trie_verify_slot(&word, root, slot, path->nodes, path->n);
	if (s != STATUS_OK)
		return err_set(e, s, "the proof of slot %s does not fold to the state root", key);
	out->value = word;
	out->folded = true;
	if (!is_value(json_get(entry, "value"), &word))
		return err_set(e, ERR_MISMATCH, "slot %s is not what its own proof shows", key);
	return STATUS_OK;
}

/* Reads all words, also behind a bad one: each is compared with those of other nodes. */
static enum status read_words(struct path *path, struct proof_word *words, const struct json *array,
			      const struct hash *root, const struct hash *slots, size_t n,
			      struct err *e)
{
	const struct json *entry = json_first(array);
	enum status worst = STATUS_OK;

	if (!json_is_array(array) || json_count(array) != n)
		return err_set(e, ERR_PARSE, "storageProof has not one entry for each slot asked");
	for (size_t i = 0; i < n; i++, entry = json_next(entry)) {
		enum status s = read_word(path, &words[i], entry, root, &slots[i],
					  worst == STATUS_OK ? e : NULL);

		if (worst == STATUS_OK)
			worst = s;
	}
	return worst;
}

enum status proof_read(bool *folded, struct account *account, struct proof_word *words,
		       const struct json *result, const struct hash *state_root,
		       const struct address *address, const struct hash *slots, size_t n,
		       struct err *e)
{
	struct path *path = malloc(sizeof(*path));
	struct account proven;
	struct address said;
	enum status s, words_s;

	if (path == NULL)
		return ERR_MEMORY;
	s = read_path(path, json_get(result, "accountProof"));
	if (s == STATUS_OK)
		s = trie_verify_account(&proven, state_root, address, path->nodes, path->n);
	if (s != STATUS_OK) {
		s = err_set(e, s, "the account's proof does not fold to the state root");
		goto out;
	}
	*account = proven;
	*folded = true;
	s = check_fields(result, &proven, e);
	if (s == STATUS_OK && (rpc_address(&said, json_get(result, "address")) != STATUS_OK ||
			       !address_equal(&said, address)))
		s = err_set(e, ERR_MISMATCH, "it is the proof of another address");
	words_s = read_words(path, words, json_get(result, "storageProof"),
			     proven.exists ? &proven.storage_root : &trie_empty_root, slots, n,
			     s == STATUS_OK ? e : NULL);
	if (s == STATUS_OK)
		s = words_s;
out:
	free(path);
	return s;
}
