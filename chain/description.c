/*
 * The signature is over the canonical form of the object alone, so that a description proves itself
 * wherever it is kept, and not only in the reply that brought it.
 */
#include "chain/description.h"

#include <string.h>

#include "base/buf.h"
#include "base/json_write.h"
#include "chain/eip712.h"
#include "chain/keccak.h"
#include "chain/member.h"

/* The EIP-712 domain of everything that a datanet or an uploader signs. */
#define DOMAIN "byline datanet"

/* The values of v in a signature that ecrecover accepts. */
#define V_EVEN 27
#define V_ODD  28

enum status description_shares(uint64_t *contributors_bp, const struct json *description,
			       struct err *e)
{
	static const char *const members[] = {"contributors", "operator", NULL};
	const struct json *fees;
	uint64_t rest;
	enum status s = json_get_object(&fees, description, "fees", e);

	if (s == STATUS_OK)
		s = json_only(fees, members, e);
	if (s == STATUS_OK)
		s = json_get_u64(contributors_bp, fees, "contributors", e);
	if (s == STATUS_OK)
		s = json_get_u64(&rest, fees, "operator", e);
	if (s == STATUS_OK && (*contributors_bp > DESCRIPTION_BASIS_POINTS ||
			       rest != DESCRIPTION_BASIS_POINTS - *contributors_bp))
		s = err_set(e, ERR_RANGE, "\"fees\" do not add up to %d basis points",
			    DESCRIPTION_BASIS_POINTS);
	return s;
}

enum status description_digest(struct hash *document, struct hash *digest,
			       const struct json *description, uint64_t chain_id,
			       const struct address *datanet, struct err *e)
{
	static const char type[] = "Datanet(bytes32 document)";
	uint8_t words[2][32];
	struct hash domain, message;
	struct buf canonical;
	enum status s;

	buf_init(&canonical, LIMIT_DATANET_REPLY);
	s = json_write(&canonical, description);
	keccak256(document->bytes, canonical.data, canonical.len);
	buf_release(&canonical);
	if (s != STATUS_OK)
		return err_set(e, s, "\"datanet\" has no canonical form: %s", status_phrase(s));
	keccak256(words[0], type, sizeof(type) - 1);
	memcpy(words[1], document->bytes, 32);
	keccak256(message.bytes, words, sizeof(words));
	eip712_domain(&domain, DOMAIN, "1", chain_id, datanet);
	eip712_combine(digest, &domain, &message);
	return STATUS_OK;
}

enum status description_signature(uint8_t out[static DESCRIPTION_SIGNATURE_SIZE],
				  const struct json *reply, struct err *e)
{
	enum status s = member_hex(out, DESCRIPTION_SIGNATURE_SIZE, reply, "signature", e);
	uint8_t v = out[DESCRIPTION_SIGNATURE_SIZE - 1];

	if (s == STATUS_OK && v != V_EVEN && v != V_ODD)
		s = err_set(e, ERR_PARSE, "\"signature\" does not end in 27 or 28");
	return s;
}
