/*
 * Every ceiling of byline in one table, each with its reason. A buffer that grows takes its ceiling
 * from here.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#include <stddef.h>
#include <stdint.h>

#define KIB ((size_t)1024)
#define MIB (1024 * KIB)

/* A message for a person. Longer ones are not read. */
#define LIMIT_ERR_TEXT 512

/*
 * JSON values in a document of `len` bytes. A parsed value takes 80 bytes of memory, so that "0," a
 * million times would take forty times its own length. The densest honest document, typed data, has
 * one value in six bytes; the long ones, lists of hashes and logs, have one in fifty.
 */
#define LIMIT_JSON_VALUES(len) (64 * KIB + (len) / 16)

/*
 * Nesting of JSON. eth_getProof and our own documents nest at most 6 deep; hostile input makes a
 * reader call itself until its stack ends.
 */
#define LIMIT_JSON_DEPTH 32

/*
 * One token of a JSON document that is read piece by piece, in memory until it is complete. A proof
 * of 40 hashes in one string has 2.5 KiB.
 */
#define LIMIT_JSON_TOKEN (256 * KIB)

/*
 * A JSON-RPC reply. A block that names 20,000 transactions is 1.4 MiB. Many replies of many nodes
 * are in memory at once, so only the answer to a question for logs may be longer: 10,000 logs are
 * about 8 MiB.
 */
#define LIMIT_RPC_REPLY (2 * MIB)
#define LIMIT_RPC_LOGS	(16 * MIB)

/* A datanet reply: a full statement of 100,000 leaves is about 25 MiB. */
#define LIMIT_DATANET_REPLY (64 * MIB)

/* A model artifact: D = 2^20 buckets, 26 classes, f32, three tensors. */
#define LIMIT_MODEL (512 * MIB)

/*
 * The header of a safetensors file. The format allows 100 MB; ours has a dozen tensors and short
 * metadata.
 */
#define LIMIT_SAFETENSORS_HEADER (4 * MIB)

/* Files that are read whole: configuration, profiles, manifests, claim bundles of about 4 KiB. */
#define LIMIT_SMALL_FILE (1 * MIB)

/*
 * A backup. 10,000 events are 4 MiB, 10,000 signed claims 30 MiB, a manifest 1 KiB. A file that is
 * longer is neither written nor read.
 */
#define LIMIT_BACKUP (128 * MIB)

/* Influence models: hash buckets (a row index fits 20 bits), classes, and a label's bytes. */
#define LIMIT_BUCKETS ((size_t)1 << 20)
#define LIMIT_CLASSES 256
#define LIMIT_LABEL   64

/*
 * A training set in memory. 10^6 records of about 100 different n-grams, 8 bytes each, are 800 MB.
 */
#define LIMIT_CORPUS_RECORDS ((size_t)1 << 24)
#define LIMIT_CORPUS_NONZERO ((size_t)1 << 28)

/* Evaluation slices and datasets of one model: 64 slices are 512 KiB each at D = 2^16, C = 2. */
#define LIMIT_SLICES	     64
#define LIMIT_MODEL_DATASETS 4096

/*
 * Text under a suffix array, which takes 5 bytes of memory for each byte: a laptop of 4 GB can
 * spare that, and sorts it in 20 s. A span of an output that is found in the text takes 24 bytes.
 */
#define LIMIT_SUFFIX_TEXT (256 * MIB)
#define LIMIT_SPANS	  ((size_t)1 << 24)

/* The vault: 200 accounts with labels of 64 bytes stay below 32 KiB. */
#define LIMIT_VAULT (64 * KIB)

/*
 * A keystore of Web3 Secret Storage. Usual ones have 500 bytes, those with an encrypted phrase 900;
 * some programs add a picture. What its key derivation may cost comes from the file: 1 GiB of
 * memory, and 1 MiB for the blocks that scrypt mixes; 16 times the work of geth's standard (2^21);
 * 10^8 rounds of PBKDF2. Each takes less than two minutes.
 */
#define LIMIT_KEYSTORE	       (64 * KIB)
#define LIMIT_KEYSTORE_MEMORY  (1025 * MIB)
#define LIMIT_KEYSTORE_WORK    ((uint64_t)1 << 25)
#define LIMIT_KEYSTORE_ROUNDS  100000000
#define LIMIT_KEYSTORE_SALT    256
#define LIMIT_KEYSTORE_DERIVED 1024

/*
 * The signer's journal, which has less than a KiB for each approval or refusal: 300,000 of them. A
 * line is such a record (at most 2 KiB, where each character of its texts is escaped) behind the
 * pieces of records that a full disk or a crash cut. A piece is left only where the disk had less
 * room than a record and more than none.
 */
#define LIMIT_JOURNAL	     (256 * MIB)
#define LIMIT_JOURNAL_RECORD (2 * KIB)
#define LIMIT_JOURNAL_LINE   (32 * KIB)

/* One record of a dataset; a piece of a `files` dataset is exactly this long. */
#define LIMIT_RECORD (1 * MIB)

/* Chosen records of a source, which are held in memory until they are written: half of 1 GiB. */
#define LIMIT_EXCERPT (512 * MIB)

/* A record of a `files` dataset: a piece with its path (PATH_MAX) and two counters in front. */
#define LIMIT_RECORD_PATH   4096
#define LIMIT_RECORD_FRAMED (LIMIT_RECORD + LIMIT_RECORD_PATH + 12)

/* Records of one dataset: the tree over 2^26 leaves takes 4 GiB of memory. */
#define LIMIT_RECORDS ((size_t)1 << 26)

/* A disclosure: one record in hex, a proof and the attested fields. */
#define LIMIT_DISCLOSURE (2 * LIMIT_RECORD_FRAMED + 16 * KIB)

/*
 * A file of claims: 10^7 claims that carry proofs of 24 hashes are 17 GiB, and nobody publishes so
 * many at once. Each claim takes up to 84 bytes of memory, so that 2^24 of them fit into 1.4 GB.
 */
#define LIMIT_DROP_FILE	  (16 * 1024 * MIB)
#define LIMIT_DROP_LEAVES ((size_t)1 << 24)

/* Claims of a person's own accounts in one file: 40 tokens for each of 100 accounts. */
#define LIMIT_DROP_OWN 4096

/* Steps of a Merkle proof. 2^40 leaves are more than any dataset has records. */
#define LIMIT_MERKLE_DEPTH 40

/*
 * Tokens that Merkl's service may name for one account, and its reply, which has the campaigns of
 * each in all detail. Accounts with some dozens of tokens are known; each costs three words that
 * are proven.
 */
#define LIMIT_MERKL_REWARDS 256
#define LIMIT_MERKL_REPLY   (16 * MIB)

/* Entitlements in one claim: so many tokens fit into one review, each with two lines. */
#define LIMIT_CLAIM_PARTS 8

/*
 * Nodes of a trie proof, and bytes of one. A key has 64 nibbles, so a path has at most 65 nodes; a
 * branch node is 532 bytes.
 */
#define LIMIT_TRIE_DEPTH 65
#define LIMIT_TRIE_NODE	 (1 * KIB)

/*
 * A card of a model, as a file and as the nodes of its proofs. An attested statement of an epoch
 * has 18 words, each behind about four nodes of its own in a large storage trie, which makes 40
 * KiB, 80 in hex: 500 epochs are 40 MiB. So many epochs and versions are the most of one card; the
 * oldest epochs of a longer history are left out, and the card says which.
 */
#define LIMIT_CARD	    (64 * MIB)
#define LIMIT_CARD_EPOCHS   1024
#define LIMIT_CARD_VERSIONS 256

/* Nesting of RLP. Only access lists (3) and proof nodes (2) nest. */
#define LIMIT_RLP_DEPTH 8

/* Calldata that byline shows and signs. Nodes accept no transaction above 128 KiB. */
#define LIMIT_CALLDATA (128 * KIB)

/* A whole encoded transaction: calldata and an access list, both at their longest. */
#define LIMIT_TX (2 * LIMIT_CALLDATA)

/*
 * A document of EIP-712 and its nesting. The public test suites nest 6 deep, and other wallets
 * refuse far smaller documents.
 */
#define LIMIT_TYPED_DATA  (256 * KIB)
#define LIMIT_TYPED_DEPTH 24

/* Struct types of one document and members of one type; the public test suite has 10 and 4. */
#define LIMIT_TYPED_TYPES   64
#define LIMIT_TYPED_MEMBERS 64

/* Text from elsewhere that is kept: names, reasons, labels. */
#define LIMIT_REMOTE_TEXT 256

/*
 * A node's answer that the others contradicted, kept for a person to compare. Values and hashes
 * have 66 characters, faults of proofs fewer than 200; of a contract's code the beginning is
 * enough.
 */
#define LIMIT_DISPUTE_TEXT 1024

/*
 * A message that is carried by pictures, and the parts of one. A claim bundle is about 4 KiB; at
 * five frames of 100 bytes a second 64 KiB take two minutes, and nobody holds a camera for longer.
 * Hostile parts can make a reader take no more than 1 MiB of memory.
 */
#define LIMIT_UR_MESSAGE (64 * KIB)
#define LIMIT_UR_PARTS	 2048

/* Nodes of one network; agreement compares every pair. */
#define LIMIT_NODES 16

/*
 * Tokens, distributors and datanets of one network. Each datanet has a distributor, and payers
 * without a datanet stand beside them; a set of distributors fits into 32 bits.
 */
#define LIMIT_TOKENS	   24
#define LIMIT_DISTRIBUTORS 24
#define LIMIT_DATANETS	   16

/*
 * Networks that are followed at once. Each has a thread that waits for its nodes, and a few hundred
 * kilobytes while it asks them.
 */
#define LIMIT_NETWORKS 32

#endif
