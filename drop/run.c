/*
 * Opens a file once and reads it as often as needed: run_gather() for the claims, run_pass() for
 * the searches of drop/fault.c. take() is the border for replies of Merkl, which are of one user.
 */
#include "drop/run.h"

enum status run_open(struct run *r, const struct drop_request *request, struct err *e)
{
	*r = (struct run){.request = request};
	roster_fill(&r->accounts, request->accounts, request->n_accounts);
	return source_open(&r->source, request->path, request->watch, request->user, e);
}

const char *run_unit(const struct run *r)
{
	return r->intake.format == DROP_CSV ? "line" : "claim";
}

enum status run_pass(struct run *r, bool own, intake_each *each, void *user, struct err *e)
{
	enum status s = source_rewind(&r->source, e);

	earner_release(&r->intake.earner);
	r->intake = (struct intake){.terms = r->request->terms,
				    .own = own ? &r->accounts : NULL,
				    .each = each,
				    .user = user,
				    .nodes = r->intake.nodes,
				    .first_node = r->intake.first_node,
				    .room = r->intake.room};
	return s == STATUS_OK ? intake_read(&r->intake, &r->source, e) : s;
}

/*
 * A reply of Merkl need not name its user. With one account it can only be meant for that one; with
 * several, the root on the chain tells whose it is.
 */
static enum status assume_user(const struct run *r, struct entry *en, struct err *e)
{
	const struct drop_request *q = r->request;
	struct hash folded;

	en->fields |= 1u << MERKLE_ACCOUNT;
	for (size_t i = 0; i < q->n_accounts; i++) {
		en->values.account = q->accounts[i];
		gather_fold(&folded, q->terms, en);
		if (q->n_accounts == 1 || (q->root != NULL && hash_equal(&folded, q->root)))
			return STATUS_OK;
	}
	return err_set(
		e, ERR_MISMATCH,
		"the reply names no user, and which of your accounts it is for is not clear; "
		"choose one account");
}

static enum status take(void *user, const struct entry *en, struct err *e)
{
	struct run *r = user;
	struct entry merkl;
	char account[ADDRESS_TEXT_SIZE];

	if (r->intake.format != DROP_MERKL)
		return gather_take(&r->gather, en, run_unit(r), e);
	merkl = *en;
	if (!entry_has(en, MERKLE_ACCOUNT) && entry_has(en, MERKLE_TOKEN)) {
		enum status s = assume_user(r, &merkl, e);

		if (s != STATUS_OK)
			return s;
	} else if (entry_has(en, MERKLE_ACCOUNT) &&
		   !roster_has(&r->accounts, &en->values.account)) {
		address_format(account, &en->values.account);
		return err_set(e, ERR_MISMATCH,
			       "claim %llu is of %s, which is none of your accounts: the reply is "
			       "for somebody else",
			       (unsigned long long)en->place, account);
	}
	if (!en->has_proof)
		return err_set(e, ERR_PARSE, "claim %llu has no proof",
			       (unsigned long long)en->place);
	return gather_take(&r->gather, &merkl, "claim", e);
}

enum status run_gather(struct run *r, struct err *e)
{
	enum status s;

	gather_release(&r->gather);
	r->gather.terms = r->request->terms;
	r->gather.own_accounts = &r->accounts;
	s = run_pass(r, true, take, r, e);
	if (s == STATUS_OK)
		gather_finish(&r->gather);
	return s;
}

void run_release(struct run *r)
{
	source_close(&r->source);
	earner_release(&r->intake.earner);
	gather_release(&r->gather);
}
