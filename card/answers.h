/*
 * The answers that a card gives, as verify.h computes them from the evidence. Every pointer into a
 * card lives as long as the card.
 *
 * Facts come from three sources. Most fold to the card's block, and are known as well as that block
 * is: offline nobody has confirmed it. Name, fee split and rule stand in the datanet's signed
 * description. The artifact's own figures have the hash that the publisher attests: they are the
 * publisher's word, and whether they are true no card can show.
 */
#ifndef CARD_ANSWERS_H
#define CARD_ANSWERS_H

#include "card/evidence.h"
#include "chain/eas_commitment.h"
#include "chain/header.h"
#include "chain/model_attestation.h"
#include "chain/statement.h"
#include "chain/statement_document.h"
#include "chain/training.h"
#include "chain/trust.h"

/* The four questions. */
enum card_question { CARD_WHO_TRAINED, CARD_WHO_CONTRIBUTED, CARD_WHO_IS_PAID, CARD_WHO_OWNS };
#define CARD_QUESTIONS 4

/* X(name, question, what nobody has stated) */
#define CARD_GAP_LIST(X)                                                                           \
	X(CARD_GAP_ATTESTATION, CARD_WHO_TRAINED,                                                  \
	  "the publisher attests no version of this model")                                        \
	X(CARD_GAP_FIGURES, CARD_WHO_TRAINED, "the model's own figures are not in the card")       \
	X(CARD_GAP_NO_FIGURES, CARD_WHO_TRAINED, "the publisher attests no figures of this model") \
	X(CARD_GAP_MANIFEST, CARD_WHO_CONTRIBUTED, "the publisher names no training manifest")     \
	X(CARD_GAP_MANIFEST_TEXT, CARD_WHO_CONTRIBUTED,                                            \
	  "the training manifest that the publisher attests was not given")                        \
	X(CARD_GAP_MANIFEST_WRONG, CARD_WHO_CONTRIBUTED,                                           \
	  "the training manifest that the publisher attests is not one of this datanet")           \
	X(CARD_GAP_MANIFEST_OTHER, CARD_WHO_CONTRIBUTED,                                           \
	  "the figures of a version name another training manifest than the publisher attests")    \
	X(CARD_GAP_COMMITMENTS, CARD_WHO_CONTRIBUTED,                                              \
	  "the training manifest names datasets that nobody committed to this datanet")            \
	X(CARD_GAP_EPOCHS, CARD_WHO_IS_PAID, "no epoch with this model is in the card")            \
	X(CARD_GAP_NEWER_EPOCHS, CARD_WHO_IS_PAID, "the newest epochs are not in the card")        \
	X(CARD_GAP_OLDER_EPOCHS, CARD_WHO_IS_PAID, "the oldest epochs are not in the card")        \
	X(CARD_GAP_DOCUMENTS, CARD_WHO_IS_PAID, "the scores of some epochs were not given")        \
	X(CARD_GAP_RULE, CARD_WHO_IS_PAID, "the datanet pays by a rule that byline does not know") \
	X(CARD_GAP_DISTRIBUTOR, CARD_WHO_IS_PAID,                                                  \
	  "what the distributor pays and has paid is not in the card")                             \
	X(CARD_GAP_BALANCE, CARD_WHO_IS_PAID, "the distributor's funds are not in the card")       \
	X(CARD_GAP_LICENSE, CARD_WHO_OWNS, "the publisher states no licence of the weights")       \
	X(CARD_GAP_DATA_LICENSE, CARD_WHO_OWNS,                                                    \
	  "some contributors state no licence of their records")                                   \
	X(CARD_GAP_OLD_MANIFESTS, CARD_WHO_OWNS,                                                   \
	  "earlier versions have no training manifest, so whose data entered later is open")       \
	X(CARD_GAP_LOSS, CARD_WHO_OWNS, "the held-out loss of some versions is not in the card")

enum card_gap {
#define X(name, question, phrase) name,
	CARD_GAP_LIST(X)
#undef X
		CARD_GAPS
};

/* The question that a gap leaves open, and the gap in words. Static. */
enum card_question find_card_question(enum card_gap gap);
const char *describe_card_gap(enum card_gap gap);

/* How a version states its training set. */
enum card_training {
	CARD_TRAINING_NOT_STATED, /* no manifest is attested */
	CARD_TRAINING_NOT_GIVEN,  /* the attested text is not in the card */
	CARD_TRAINING_WRONG,	  /* the attested text is no manifest, or another datanet's */
	CARD_TRAINING_GIVEN,
};

/* One version of the model. */
struct card_version {
	struct hash uid;   /* the attestation; zero for an artifact that is not attested */
	uint64_t attested; /* seconds since 1970 */
	struct model_attestation model;
	enum card_training training;
	struct training manifest;	    /* when it is given */
	const struct card_figures *figures; /* with the attested hash; or NULL */
	bool compared;			    /* both manifests of this comparison are given */
	size_t entered, left; /* datasets, since the version before; all of them in version 1 */
};

/* The state of a dataset that a manifest names. */
enum card_commitment {
	CARD_COMMITTED,
	CARD_WITHDRAWN,	 /* revoked: the next version must do without it */
	CARD_UNKNOWN,	 /* there is no such attestation */
	CARD_FOREIGN,	 /* no commitment, or one to another datanet */
	CARD_UNREADABLE, /* its words make no commitment */
};

/* A dataset of any version of the model. */
struct card_dataset {
	struct hash uid;
	enum card_commitment state;
	struct address account;		     /* the contributor; zero when unknown */
	struct commitment commitment;	     /* when committed or withdrawn */
	uint64_t committed_at, withdrawn_at; /* seconds since 1970; 0 for never */
	uint64_t records; /* that this version was trained on; 0 when it is not in it */
	uint64_t since;	  /* the oldest version from which on every manifest names it; 0 for none */
	struct u256 influence; /* over the epochs of this model */
	struct tokens amount;
};

/* A contributor: the account of a dataset in this version, or one that an epoch pays. */
struct card_account {
	struct address account;
	size_t datasets;
	uint64_t records;      /* in this version */
	struct u256 influence; /* over the epochs of this model */
	struct tokens due;     /* over all epochs in the card */
	struct tokens payable; /* over the epochs up to the published one */
	bool has_claimed;
	struct tokens claimed; /* ever, from the distributor */
};

/* One settled epoch of the datanet. */
struct card_epoch {
	struct hash uid;
	uint64_t attested;
	struct statement st;
	bool own;     /* settled with this very artifact */
	bool counted; /* paid by the distributor and in the token that the datanet has now */
	bool given;   /* the document is in the card and readable; otherwise no scores */
	struct statement_document document;
	struct statement_finding finding; /* set for a given document */
	struct tokens paid;		  /* Σ amounts */
};

/* Whether something holds. */
enum card_verdict { CARD_OPEN, CARD_HOLDS, CARD_FAILS };

/* Zero-initialised by verify_card(); release it with release_card_answers(). */
struct card_answers {
	struct block_name block;
	uint64_t timestamp;
	uint64_t chain_id;
	struct address publisher;
	char name[MODEL_NAME_SIZE]; /* the datanet's, signed */
	char rule[32];
	struct hash artifact;
	bool current; /* the datanet's description names it as the model in use */
	struct hash eas_code, distributor_code, token_code; /* code hashes; zero when not folded */
	uint32_t gaps;					    /* 1 << enum card_gap */

	struct card_version *versions; /* newest first, at least one */
	size_t n_versions;

	struct card_dataset *datasets; /* ascending by uid */
	size_t n_datasets;
	size_t withdrawn, unknown;     /* among the datasets of this version */
	struct card_account *accounts; /* the most influence first, then the most records */
	size_t n_accounts;
	struct u256 influence; /* Σ over the accounts */
	uint64_t records;      /* in this version */
	/* Lines of this model's epochs for a dataset that its manifest does not name, or that pay
	 * another account than the one that committed to the dataset. */
	size_t unnamed, misdirected;
	unsigned top_influence_bp; /* part of the ten accounts with the most influence */
	unsigned top_records_bp;   /* part of the ten accounts with the most records */

	uint64_t contributors_bp; /* the split of a fee, signed */
	struct address distributor, token;
	uint64_t epoch_latest;	   /* that the description names */
	struct card_epoch *epochs; /* newest first */
	size_t n_epochs;
	bool complete; /* every epoch from the first to the newest in the card, with its document */
	size_t faults; /* epochs whose document is not sound */
	struct tokens pool, paid; /* Σ over the counted epochs whose document is given */
	unsigned reached_bp;	  /* the part of each fee that reached contributors over them */
	bool has_root;
	struct hash root, published;	/* the distributor's, and the statement that it pays by */
	uint64_t published_epoch;	/* 0 when none of the card's */
	enum card_verdict root_follows; /* the root is that of the sums over the epochs */
	bool has_balance;
	struct tokens balance, payable, claimed; /* the distributor's, and Σ over the accounts */
	enum card_verdict funded; /* the balance covers what is payable and not claimed */
};

/* Frees what verify_card() made. NULL is allowed. */
void release_card_answers(struct card_answers *a);

/* Whether nothing of a question is open. */
bool is_card_question_closed(const struct card_answers *a, enum card_question question);

/* part / whole in basis points, rounded down; 0 when whole is zero. */
unsigned compute_card_share(const struct u256 *part, const struct u256 *whole);

#endif
