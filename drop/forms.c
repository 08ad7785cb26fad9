/*
 * The table of paths, and the tree that they make. Forms of other programs are added here: a row
 * for each value that a claim needs, and nothing else.
 */
#include "drop/forms.h"

#include <string.h>

#include "base/attr.h"

const char *forms_name(enum drop_format format)
{
	switch (format) {
	case DROP_UNKNOWN: return "a file of no known form";
	case DROP_OPENZEPPELIN: return "an OpenZeppelin tree";
	case DROP_UNISWAP: return "a Uniswap distribution";
	case DROP_URD: return "a Morpho distribution";
	case DROP_MERKL: return "a reply of Merkl";
	case DROP_EIGENLAYER: return "an EigenLayer claim";
	case DROP_LIST: return "a list of claims";
	case DROP_CSV: return "a CSV file";
	}
	return NULL;
}

/*
 * OpenZeppelin/merkle-tree 1.0.8 src/standard.ts; Uniswap/merkle-distributor 25a79e8
 * src/parse-balance-map.ts, and lists as its forks write them; morpho-org's rewards by account and
 * token; api.merkl.xyz/v4/users/{address}/rewards; eigenlayer-rewards-proofs pkg/claimgen.
 */
static const struct form forms[] = {
	{"format", '"', FORM_FORMAT, DROP_OPENZEPPELIN},
	{"leafEncoding/#", '"', FORM_ENCODING, DROP_OPENZEPPELIN},
	{"tree/#", '"', FORM_NODE, DROP_OPENZEPPELIN},
	{"values/#", '{', FORM_CLAIM, DROP_OPENZEPPELIN},
	{"values/#/value/#", '"', FORM_VALUE, DROP_OPENZEPPELIN},
	{"values/#/treeIndex", '"', FORM_NODE_INDEX, DROP_OPENZEPPELIN},

	{"merkleRoot", '"', FORM_ROOT, DROP_UNKNOWN},
	{"root", '"', FORM_ROOT, DROP_UNKNOWN},
	{"tokenTotal", '"', FORM_TOTAL, DROP_UNISWAP},
	{"claims/*", '{', FORM_CLAIM, DROP_UNISWAP},
	{"claims/*/index", '"', FORM_INDEX, DROP_UNISWAP},
	{"claims/*/amount", '"', FORM_AMOUNT, DROP_UNISWAP},
	{"claims/*/proof", '[', FORM_PROOF, DROP_UNISWAP},
	{"claims/*/proof/#", '"', FORM_SIBLING, DROP_UNISWAP},
	{"claims/#", '{', FORM_CLAIM, DROP_UNISWAP},
	{"claims/#/index", '"', FORM_INDEX, DROP_UNISWAP},
	{"claims/#/account", '"', FORM_ACCOUNT, DROP_UNISWAP},
	{"claims/#/address", '"', FORM_ACCOUNT, DROP_UNISWAP},
	{"claims/#/amount", '"', FORM_AMOUNT, DROP_UNISWAP},
	{"claims/#/proof", '[', FORM_PROOF, DROP_UNISWAP},
	{"claims/#/proof/#", '"', FORM_SIBLING, DROP_UNISWAP},

	{"tree/#", '{', FORM_CLAIM, DROP_URD},
	{"tree/#/account", '"', FORM_ACCOUNT, DROP_URD},
	{"tree/#/reward", '"', FORM_TOKEN, DROP_URD},
	{"tree/#/claimable", '"', FORM_AMOUNT, DROP_URD},
	{"tree/#/proof", '[', FORM_PROOF, DROP_URD},
	{"tree/#/proof/#", '"', FORM_SIBLING, DROP_URD},
	{"rewards/*/*", '{', FORM_TOKENS, DROP_URD},
	{"rewards/*/*/amount", '"', FORM_AMOUNT, DROP_URD},
	{"rewards/*/*/proof", '[', FORM_PROOF, DROP_URD},
	{"rewards/*/*/proof/#", '"', FORM_SIBLING, DROP_URD},

	{"#/chain/id", '"', FORM_CHAIN, DROP_MERKL},
	{"#/rewards", '[', FORM_REWARDS, DROP_MERKL},
	{"#/rewards/#", '{', FORM_CLAIM, DROP_MERKL},
	{"#/rewards/#/recipient", '"', FORM_ACCOUNT, DROP_MERKL},
	{"#/rewards/#/token/address", '"', FORM_TOKEN, DROP_MERKL},
	{"#/rewards/#/amount", '"', FORM_AMOUNT, DROP_MERKL},
	{"#/rewards/#/proofs", '[', FORM_PROOF, DROP_MERKL},
	{"#/rewards/#/proofs/#", '"', FORM_SIBLING, DROP_MERKL},

	{"#", '{', FORM_CLAIM, DROP_UNKNOWN},
	{"#/index", '"', FORM_INDEX, DROP_LIST},
	{"#/account", '"', FORM_ACCOUNT, DROP_LIST},
	{"#/address", '"', FORM_ACCOUNT, DROP_LIST},
	{"#/token", '"', FORM_TOKEN, DROP_LIST},
	{"#/reward", '"', FORM_TOKEN, DROP_LIST},
	{"#/amount", '"', FORM_AMOUNT, DROP_LIST},
	{"#/claimable", '"', FORM_AMOUNT, DROP_LIST},
	{"#/proof", '[', FORM_PROOF, DROP_LIST},
	{"#/proof/#", '"', FORM_SIBLING, DROP_LIST},

	{"rootIndex", '"', FORM_ROOT_INDEX, DROP_EIGENLAYER},
	{"earnerIndex", '"', FORM_EARNER_INDEX, DROP_EIGENLAYER},
	{"earnerTreeProof", '"', FORM_EARNER_PROOF, DROP_EIGENLAYER},
	{"earnerLeaf/earner", '"', FORM_EARNER, DROP_EIGENLAYER},
	{"earnerLeaf/earnerTokenRoot", '"', FORM_EARNER_ROOT, DROP_EIGENLAYER},
	{"leafIndices/#", '"', FORM_TOKEN_INDEX, DROP_EIGENLAYER},
	{"tokenIndices/#", '"', FORM_TOKEN_INDEX, DROP_EIGENLAYER},
	{"tokenTreeProofs/#", '"', FORM_TOKEN_PROOF, DROP_EIGENLAYER},
	{"tokenLeaves/#", '{', FORM_CLAIM, DROP_EIGENLAYER},
	{"tokenLeaves/#/token", '"', FORM_TOKEN, DROP_EIGENLAYER},
	{"tokenLeaves/#/cumulativeEarnings", '"', FORM_AMOUNT, DROP_EIGENLAYER},
};

/* The child of `at` with exactly this part of a path, made if need be. */
static uint8_t add_part(struct form_node *nodes, uint8_t *n, uint8_t at, const char *key,
			size_t len)
{
	uint8_t *link = &nodes[at].child;

	for (; *link != 0; link = &nodes[*link].next)
		if (nodes[*link].key_len == len && memcmp(nodes[*link].key, key, len) == 0)
			return *link;
	*link = (*n)++;
	nodes[*link] = (struct form_node){.key = key, .key_len = (uint8_t)len};
	return *link;
}

void forms_tree(struct form_node nodes[static FORMS_NODES])
{
	uint8_t n = 1;

	nodes[0] = (struct form_node){.key = ""};
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		const struct form *f = &forms[i];
		const char *part = f->path;
		uint8_t at = 0;

		for (size_t len; *part != '\0'; part += len + (part[len] == '/')) {
			len = strcspn(part, "/");
			at = add_part(nodes, &n, at, part, len);
		}
		if (f->kind == '{')
			nodes[at].of_object = f;
		else if (f->kind == '[')
			nodes[at].of_array = f;
		else
			nodes[at].of_scalar = f;
	}
}

/* Whether a key of the file is this part of a path. No key of an object is an element "#". */
static bool same_key(const struct form_node *node, const char *key, size_t len)
{
	if (node->key_len == 1 && (*node->key == '*' || *node->key == '#'))
		return *node->key == '*';
	return len == node->key_len && len > 0 && (key[0] | 0x20) == node->key[0] &&
	       memcmp(key + 1, node->key + 1, len - 1) == 0;
}

uint8_t forms_below(const struct form_node *nodes, uint8_t at, const char *key, size_t len)
{
	uint8_t place = nodes[at].child;

	while (place != 0 && !(key != NULL ? same_key(&nodes[place], key, len)
					   : nodes[place].key_len == 1 && *nodes[place].key == '#'))
		place = nodes[place].next;
	return place;
}
