/*
 * verify/balance: the work behind one figure marked as proven: a header's hash, the proof of the
 * token's account, the proof of a storage slot. From the node's reply, already parsed as JSON. The
 * proofs are of a small chain: 3 and 4 nodes (Ethereum's own are about 9 and 8).
 */
#include "tests/bench/bench.h"
#include "tests/unit/chain_vector.h"

#include "base/hex.h"
#include "chain/header.h"
#include "chain/trie.h"

#define TIMES 2000

struct question {
	const struct json *block, *answer, *slot;
};

static size_t read_proof(struct trie_node *nodes, uint8_t (*bytes)[LIMIT_TRIE_NODE],
			 const struct json *array)
{
	size_t n = 0;

	for (const struct json *j = json_first(array); j != NULL; j = json_next(j), n++) {
		const char *hex = json_text(j);

		if (hex_parse_var(bytes[n], &nodes[n].len, LIMIT_TRIE_NODE, hex, strlen(hex)) !=
		    STATUS_OK)
			bench_die("a proof node is no hex");
		nodes[n].data = bytes[n];
	}
	return n;
}

static void verify(const struct question *q)
{
	static uint8_t bytes[LIMIT_TRIE_DEPTH][LIMIT_TRIE_NODE];
	struct trie_node nodes[LIMIT_TRIE_DEPTH];
	struct hash slot = vector_hash(q->slot, "key");
	struct address address = vector_address(q->answer, "address");
	struct account account;
	struct header header;
	struct u256 value;
	size_t n;

	if (header_read(&header, q->block, NULL) != STATUS_OK)
		bench_die("the header does not verify");
	n = read_proof(nodes, bytes, json_get(q->answer, "accountProof"));
	if (trie_verify_account(&account, &header.state_root, &address, nodes, n) != STATUS_OK)
		bench_die("the account does not verify");
	n = read_proof(nodes, bytes, json_get(q->slot, "proof"));
	if (trie_verify_slot(&value, &account.storage_root, &slot, nodes, n) != STATUS_OK)
		bench_die("the slot does not verify");
}

static double verify_ms(void *arg)
{
	double start = bench_now();

	for (size_t i = 0; i < TIMES; i++)
		verify(arg);
	return (bench_now() - start) * 1000 / TIMES;
}

int main(int argc, char **argv)
{
	struct question q;
	struct json *doc;

	if (argc > 1 && !bench_wanted("verify/balance", argv[1]))
		return 0;
	doc = vector_load("proofs.json");
	q.block = json_get(doc, "block");
	q.answer = json_next(json_first(json_get(doc, "proofs")));
	q.slot = json_first(json_get(q.answer, "storageProof"));
	bench_print("verify/balance", "ms", false, NULL, bench_run(verify_ms, NULL, &q));
	json_free(doc);
	return 0;
}
