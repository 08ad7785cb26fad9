/*
 * A datanet node's HTTP interface (docs/datanet-api.md), read strictly: what the profile pins is
 * compared, never adopted; all text is cleaned. What it says is one server's word (REPORTED) until
 * the caller folds it to something proven.
 *
 * Common errors, not repeated below: ERR_UNSUPPORTED (no datanet in the profile), ERR_UNREACHABLE,
 * ERR_TIMEOUT, ERR_REMOTE (the server's problem, cleaned), ERR_NOT_FOUND (404), ERR_PARSE (names
 * the member), ERR_MISMATCH (names the member that contradicts the profile), ERR_LIMIT,
 * ERR_CANCELLED, ERR_MEMORY.
 */
#ifndef CLIENT_DATANET_H
#define CLIENT_DATANET_H

#include "chain/distributor.h"
#include "chain/profile.h"
#include "chain/statement.h"
#include "client/replies.h"
#include "client/transport.h"

/* Where to ask. All outlive every call. */
struct datanet {
	struct transport *transport;
	const struct profile *profile;
	struct replies *replies; /* asked with their tags: unchanged ones are not sent again */
};

#define DATANET_RULE "epoch-net/1"

/* GET /v1/datanet. */
struct datanet_info {
	struct address address; /* = the profile's */
	char name[48];
	struct hash model; /* the current artifact; zero before the first */
	bool rule_known;   /* rule is DATANET_RULE; otherwise its scores are not auditable */
	char rule[32];
	uint64_t epoch_length_s;
	uint64_t epoch_latest; /* 0 = none settled */
	int64_t epoch_next_at;
	struct hash intake_id; /* = keccak256(intake_key), checked */
	uint8_t intake_key[32];
	int64_t intake_expires;
	uint64_t max_file_bytes, max_records, max_record_bytes, max_page;
	uint64_t fee_contributors_bp; /* basis points */
	struct hash document;	      /* keccak256 of the canonical JSON of the "datanet" member */
	struct hash
		digest; /* EIP-712 digest of Datanet(bytes32 document) in this datanet's domain */
	uint8_t signature
		[65]; /* r ‖ s ‖ v: the caller checks that `digest` recovers to `address` */
};

/*
 * Who the datanet is. Compared with the profile: address, chain id, EAS, registry, distributor,
 * token, schema UIDs.
 */
MUST_CHECK enum status datanet_describe(const struct datanet *d, struct datanet_info *out,
					struct err *e);

/* GET /v1/accounts/{address}/claim. The proof folds to `root`, which is only the server's word. */
struct datanet_claim {
	const struct profile_distributor *distributor; /* in the profile */
	struct hash root;
	struct hash statement; /* UID that the root pays; zero when not said */
	struct entitlement entitlement;
};

/* ERR_NOT_FOUND: nothing to claim. ERR_PROOF_MISMATCH: the proof does not fold to its root. */
MUST_CHECK enum status datanet_claim(const struct datanet *d, struct datanet_claim *out,
				     const struct address *account, struct err *e);

struct datanet_epoch {
	uint64_t epoch;
	struct hash statement; /* attestation UID */
	uint64_t leaf_count;   /* lines of the whole document: gives the length of a proof */
	struct score_proof *leaves;
	size_t n_leaves;
};

/* A page of GET /v1/accounts/{address}/statements: ascending epochs. Zero-initialise, release. */
struct datanet_statements {
	struct datanet_epoch *epochs;
	size_t n;
	uint64_t next; /* what to give as `after` next time */
	bool more;
};
void datanet_statements_release(struct datanet_statements *s);
MUST_CHECK enum status datanet_statements(const struct datanet *d, struct datanet_statements *out,
					  const struct address *account, uint64_t after,
					  unsigned limit, struct err *e);

/* GET /v1/statements/{epoch}: all leaves, as statement_audit() takes them. Release it. */
struct datanet_document {
	struct score *scores;
	size_t n;
	struct hash hash; /* keccak256 of the bytes as they came: to be the attested `document` */
};
void datanet_document_release(struct datanet_document *doc);
MUST_CHECK enum status datanet_document(const struct datanet *d, struct datanet_document *out,
					uint64_t epoch, struct err *e);

/* Characters of a name; of up to 4 bytes each. */
#define DATANET_NAME	 64
#define ATTRIBUTION_NAME (4 * DATANET_NAME + 1)

/* One live attribution. */
struct attribution {
	uint64_t seq;
	int64_t time;
	uint64_t epoch; /* it will be or was settled in */
	struct hash model, dataset;
	char inference[ATTRIBUTION_NAME]; /* the datanet's name for the answer, cleaned */
	bool negative;			  /* influence < 0: the data hurt */
	struct u256 influence;		  /* magnitude, in units of 1e-18 */
	struct tokens fee;		  /* paid for the inference */
};

/* A page of GET /v1/accounts/{address}/attributions: ascending seq. Zero-initialise; release it. */
struct datanet_attributions {
	struct attribution *items;
	size_t n;
	uint64_t next;
	bool more;
};
void datanet_attributions_release(struct datanet_attributions *a);
MUST_CHECK enum status datanet_attributions(const struct datanet *d,
					    struct datanet_attributions *out,
					    const struct address *account, uint64_t after,
					    unsigned limit, struct err *e);

/* Reads such a page from `len` bytes of JSON; what datanet_attributions() does with a reply. */
MUST_CHECK enum status datanet_read_attributions(struct datanet_attributions *out, const void *data,
						 size_t len, const struct address *account,
						 uint64_t after, struct err *e);

enum intake_status { INTAKE_RECEIVED, INTAKE_ACCEPTED, INTAKE_REJECTED, INTAKE_REVOKED };

/* GET /v1/datasets/{uid}. */
struct datanet_dataset {
	enum intake_status status;
	char reason[LIMIT_REMOTE_TEXT]; /* why it was rejected; "" otherwise */
	size_t n_models;		/* artifacts that include it */
	struct hash newest_model;	/* zero when none */
};
MUST_CHECK enum status datanet_dataset(const struct datanet *d, struct datanet_dataset *out,
				       const struct hash *uid, struct err *e);

/*
 * GET /v1/models/{keccak}.safetensors into `fd`, at most LIMIT_MODEL bytes, hashed as they pass.
 * Returns: STATUS_OK; ERR_PROOF_MISMATCH when the bytes do not hash to `model`: throw them away;
 *          ERR_NO_SPACE, ERR_IO.
 */
MUST_CHECK enum status datanet_model(const struct datanet *d, int fd, uint64_t *size,
				     const struct hash *model, struct err *e);

/* ".../v1/files": where uploads of this datanet are created. Empty without a datanet. */
#define DATANET_URL_SIZE 384
void datanet_files_url(char out[static DATANET_URL_SIZE], const struct datanet *d);

#endif
