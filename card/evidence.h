/*
 * The card of a model, "byline-card/1": one file from which anybody can see who trained a model,
 * whose records are in it, who was paid, and who owns the improvements, without trusting whoever
 * hands the file over.
 *
 * A card holds evidence and no answers: a block's header, the nodes of the proofs that fold to its
 * state root, the texts and figures whose hashes are attested, and the datanet's signed
 * description. verify.h folds all of it again and gives the answers.
 *
 * The file is canonical JSON without numbers, at most LIMIT_CARD bytes:
 *
 *	absent      hashes of texts that are attested and that nobody gave
 *	artifact    keccak256 of the model's file
 *	block       {"hash","header"}: the header in RLP
 *	chain_id
 *	datanet     the object of GET /v1/datanet, which `signature` signs
 *	distributor {"claimed_slot","root_slot","statement_slot"}, where the profile pins them
 *	eas         {"address","db_slot"}
 *	figures     [{"artifact","members":{…}}], all of the artifacts' metadata
 *	format      "byline-card/1"
 *	models      uids of the attestations of the model, newest version first
 *	nodes       nodes of the proofs, ascending by hash
 *	signature
 *	statements  uids of the statements of epochs, newest first
 *	texts       training manifests and documents of epochs, ascending by hash
 *	token       {"balance_mask","balance_order","balance_slot"}, where the profile pins them
 */
#ifndef CARD_EVIDENCE_H
#define CARD_EVIDENCE_H

#include "base/buf.h"
#include "chain/address.h"
#include "chain/description.h"
#include "chain/slot.h"
#include "chain/trie_pool.h"

#define CARD_FORMAT "byline-card/1"

/* Where the contracts keep what the card proves; facts of the network's profile. */
struct card_pins {
	uint64_t chain_id;
	struct address eas;
	struct hash db_slot; /* EAS's mapping of attestations */
	bool has_distributor;
	struct hash root_slot, statement_slot, claimed_slot;
	bool has_balance;
	struct hash balance_slot; /* the token's mapping of balances */
	enum slot_order balance_order;
	struct hash balance_mask; /* the low bits of the word that hold the balance */
};

/* A list of hashes that grows. */
struct card_hashes {
	struct hash *items;
	size_t n, cap;
};

/* A text whose hash is attested. */
struct card_text {
	struct hash hash; /* keccak256 of the text */
	char *text;	  /* with a zero behind it */
	size_t len;
};

/* One member of an artifact's metadata. */
struct card_figure {
	char *name;
	char *text;
};

/* The metadata of one artifact, in the order of the names. */
struct card_figures {
	struct hash artifact;
	struct card_figure *members;
	size_t n;
};

struct card {
	struct card_pins pins;
	struct hash block;
	struct buf header;	/* RLP */
	struct buf description; /* canonical JSON */
	uint8_t signature[DESCRIPTION_SIGNATURE_SIZE];
	struct hash artifact;
	struct card_hashes models;     /* newest version first */
	struct card_hashes statements; /* newest epoch first */
	struct card_hashes absent;     /* ascending */
	struct card_text *texts;       /* ascending by hash */
	size_t n_texts;
	struct card_figures *figures; /* ascending by artifact */
	size_t n_figures;
	struct trie_pool pool;
};

/* An empty card, and the release of one, also of a card that failed while it was filled. */
void init_card(struct card *card);
void release_card(struct card *card);

/* Append to a list of hashes. ERR_LIMIT past `most`, ERR_MEMORY. */
MUST_CHECK enum status add_card_hash(struct card_hashes *list, const struct hash *hash,
				     size_t most);

/* Adds a copy of a text of `len` bytes. ERR_LIMIT, ERR_MEMORY. */
MUST_CHECK enum status add_card_text(struct card *card, const void *text, size_t len);

/*
 * Adds the metadata of an artifact: the members of the object `metadata`, all of them texts.
 * ERR_PARSE, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status add_card_figures(struct card *card, const struct hash *artifact,
					const struct json *metadata, struct err *e);

/* The text with this hash, or NULL; the figures of this artifact, or NULL. The card is sorted. */
const struct card_text *find_card_text(const struct card *card, const struct hash *hash);
const struct card_figures *find_card_figures(const struct card *card, const struct hash *artifact);

/* Computes the hash by which a publisher attests the figures (chain/model_figures.h). */
MUST_CHECK enum status compute_figures_hash(struct hash *out, const struct card_figures *figures);

/* The text of a figure, or NULL. */
const char *find_card_figure(const struct card_figures *figures, const char *name);

/* Puts the lists that ascend in order, and drops what stands in one twice. */
void sort_card(struct card *card);

/* Sorts the card and appends its file. Returns: as json_write(); ERR_LIMIT past LIMIT_CARD. */
MUST_CHECK enum status write_card(struct buf *out, struct card *card, struct err *e);

#endif
