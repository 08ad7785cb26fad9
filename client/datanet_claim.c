/*
 * The reply repeats the account, so that an answer for somebody else is noticed, and its proof must
 * fold to the root that stands beside it.
 */
#include "client/datanet_claim.h"

#include "chain/member.h"
#include "chain/payer_urd.h"
#include "client/field.h"

enum status datanet_claim_read(struct datanet_claim *out, const void *data, size_t len,
			       const struct profile *p, const struct address *account,
			       struct err *e)
{
	static const char *const members[] = {"account",   "distributor", "token", "root",
					      "statement", "cumulative",  "proof", NULL};
	struct datanet_claim claim = {0};
	struct json *doc = NULL;
	enum status s = json_parse(&doc, data, len, e);

	if (s == STATUS_OK)
		s = json_only(doc, members, e);
	if (s == STATUS_OK)
		s = field_asked(doc, "account", account->bytes, sizeof(account->bytes), e);
	if (s == STATUS_OK)
		s = field_distributor(&claim.distributor, doc, p, e);
	if (s == STATUS_OK)
		s = field_hash(&claim.root, doc, "root", e);
	if (s == STATUS_OK)
		s = field_hash(&claim.statement, doc, "statement", e);
	if (s == STATUS_OK)
		s = member_u256(&claim.entitlement.cumulative.raw, doc, "cumulative", e);
	if (s == STATUS_OK)
		s = field_proof(claim.entitlement.proof, &claim.entitlement.n_proof, doc, e);
	if (s == STATUS_OK) {
		claim.entitlement.account = *account;
		claim.entitlement.token = claim.distributor->token;
		s = payer_urd_verify(&claim.root, &claim.entitlement);
		if (s != STATUS_OK)
			s = err_set(e, s,
				    "the datanet's proof of the claim is wrong: it does not fold "
				    "to the root that it names");
	}
	if (s == STATUS_OK)
		*out = claim;
	json_free(doc);
	return s;
}
