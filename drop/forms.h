/*
 * The forms of JSON in which claims are published, as paths from the document's top to a value.
 *
 * A path is made of keys; "*" stands for every key and "#" for every element of an array. The first
 * letter of a key may be small or capital: Go writes "Root" where others write "root".
 */
#ifndef DROP_FORMS_H
#define DROP_FORMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum drop_format {
	DROP_UNKNOWN,
	DROP_OPENZEPPELIN, /* StandardMerkleTree.dump() */
	DROP_UNISWAP,	   /* merkleRoot and claims by account */
	DROP_URD,	   /* Morpho's: rewards by account and token, or a list */
	DROP_MERKL,	   /* a reply of Merkl's API for one user */
	DROP_EIGENLAYER,   /* a claim of one earner */
	DROP_LIST,	   /* an array of claims */
	DROP_CSV,
};

/* "an OpenZeppelin tree", for messages. Static. */
const char *forms_name(enum drop_format format);

/* The meaning of a value, by its path. Other values are passed over. */
enum meaning {
	FORM_NOTHING,
	FORM_FORMAT,	 /* the dump's name of itself */
	FORM_ENCODING,	 /* the next type of a dump's leaves */
	FORM_NODE,	 /* the next node of a dump's tree */
	FORM_VALUE,	 /* the next field of a dump's leaf */
	FORM_NODE_INDEX, /* where in the tree the leaf is */
	FORM_ROOT,
	FORM_TOTAL,
	FORM_CHAIN,
	FORM_CLAIM,   /* the object of a claim; its key is the account where the path ends in "*" */
	FORM_TOKENS,  /* the object of a claim, keyed by token, within one keyed by account */
	FORM_REWARDS, /* the array of a user's rewards on one chain */
	FORM_INDEX,
	FORM_ACCOUNT,
	FORM_TOKEN,
	FORM_AMOUNT,
	FORM_PROOF,   /* the array of a proof */
	FORM_SIBLING, /* the next hash of a proof */
	FORM_EARNER,
	FORM_EARNER_ROOT,
	FORM_EARNER_INDEX,
	FORM_EARNER_PROOF,
	FORM_ROOT_INDEX,
	FORM_TOKEN_INDEX,
	FORM_TOKEN_PROOF,
};

/*
 * A path and its meaning: the value is an object, an array, or (`kind` '"') a string or a number.
 */
struct form {
	const char *path;
	char kind; /* '{', '[' or '"' */
	enum meaning meaning;
	enum drop_format format; /* the file's, where this occurs; DROP_UNKNOWN: any */
};

/* A place in the tree that all paths make. */
struct form_node {
	const char *key; /* one part of a path; not terminated */
	uint8_t key_len;
	uint8_t child, next; /* places; 0: none */
	const struct form *of_object, *of_array, *of_scalar;
};

/* More than all parts of all paths. */
#define FORMS_NODES 160

/* Makes the tree of all paths. nodes[0] is the document. */
void forms_tree(struct form_node nodes[static FORMS_NODES]);

/* The place below `at` for a key, or with `key` NULL for the elements of an array. 0: none. */
uint8_t forms_below(const struct form_node *nodes, uint8_t at, const char *key, size_t len);

#endif
