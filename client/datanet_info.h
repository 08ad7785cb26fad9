/* A datanet's description of itself: the reply to GET /v1/datanet. */
#ifndef CLIENT_DATANET_INFO_H
#define CLIENT_DATANET_INFO_H

#include "chain/accepts.h"
#include "chain/description.h"
#include "chain/profile.h"

/* The only score rule whose amounts byline can recompute. */
#define DATANET_RULE "epoch-net/1"

/* The most characters of a name, each of up to 4 bytes. */
#define DATANET_NAME 64

struct datanet_info {
	struct address address; /* equal to the profile's */
	char name[48];
	struct hash model; /* the current model; zero before the first */
	bool rule_known;   /* false: the rule is not DATANET_RULE, so scores cannot be audited */
	char rule[32];
	uint64_t epoch_length_s;
	uint64_t epoch_latest; /* 0: none is settled */
	int64_t epoch_next_at;
	struct hash intake_id; /* equal to keccak256(intake_key) */
	uint8_t intake_key[32];
	int64_t intake_expires;
	uint64_t max_file_bytes, max_records, max_record_bytes, max_page;
	uint64_t fee_contributors_bp; /* in basis points */
	struct accepts accepts;	      /* all zero when it states nothing */
	struct hash document;	      /* keccak256 of the canonical JSON of the member "datanet" */
	struct hash digest;	      /* EIP-712 digest of Datanet(bytes32 document) */
	uint8_t signature
		[DESCRIPTION_SIGNATURE_SIZE]; /* the caller checks that it recovers to `address` */
};

/*
 * Reads the reply and compares it with the profile. Errors are those of client/datanet.h. On error
 * there is nothing to release.
 */
MUST_CHECK enum status datanet_info_read(struct datanet_info *out, const void *data, size_t len,
					 const struct profile *p, struct err *e);

#endif
