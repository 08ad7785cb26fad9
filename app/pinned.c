#include "app/pinned.h"

enum status check_contract(struct session *session, enum trust *best,
			   const struct profile_contract *contract, const char *what, struct err *e)
{
	enum status s = read_contract(session->nodes, best, &session->anchor, contract, e);

	if (!contract->has_code_hash)
		*best = TRUST_AGREED;
	return s == ERR_MISMATCH ? err_prefix(e, s, "%s", what) : s;
}

/* The code of a block does not change: it is read once for each agreed one. */
static enum status check_eas(struct session *session, enum trust *best, struct err *e)
{
	const struct hash *block = &session->anchor.header.hash;
	enum status s = STATUS_OK;

	if (!hash_equal(&session->eas_checked_at, block)) {
		s = check_contract(session, &session->eas_trust,
				   &nodes_profile(session->nodes)->eas.contract,
				   "the attestation service", e);
		if (s == STATUS_OK)
			session->eas_checked_at = *block;
	}
	*best = session->eas_trust;
	return s;
}

enum status read_pinned_attestations(struct session *session, struct attestation_reading *out,
				     const struct hash *uids, size_t n, struct err *e)
{
	enum trust best = TRUST_NONE;
	enum status s = STATUS_OK;

	if (nodes_profile(session->nodes)->has_eas)
		s = check_eas(session, &best, e);
	if (s == STATUS_OK)
		s = read_attestations(session->nodes, out, &session->anchor, uids, n, e);
	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		out[i].trust = trust_min(out[i].trust, best);
	return s;
}
