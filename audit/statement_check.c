#include "audit/statement_check.h"

#include <stdio.h>

#include "chain/attestation.h"
#include "chain/merkle.h"

enum status check_statement(struct cache_statement *out, const struct attestation_reading *reading,
			    const struct profile *profile, struct err *e)
{
	const struct attestation *a = &reading->attestation;
	const struct profile_distributor *d;
	struct hash schema;

	if (reading->status != STATUS_OK)
		return err_set(e, reading->status,
			       "the datanet names a statement that is not on the chain, so it is "
			       "not used");
	/* Anybody may attest under any schema: only these fields together make a statement. */
	eas_statement_schema(&schema);
	if (!hash_equal(&a->schema, &schema))
		return err_set(e, ERR_MISMATCH,
			       "the datanet names a record as a statement that is of another type "
			       "(schema)");
	if (!address_equal(&a->attester, &profile_datanet(profile)->address))
		return err_set(
			e, ERR_MISMATCH,
			"a statement was published by another account than the datanet's, so it is "
			"not used");
	/* A statement that could be taken back would settle nothing. */
	if (a->revocable || a->revocation != 0 || a->expiration != 0)
		return err_set(
			e, ERR_MISMATCH,
			"a statement can be withdrawn or expires, so it settles nothing and is not "
			"used");
	*out = (struct cache_statement){.datanet = a->attester,
					.uid = a->uid,
					.previous = a->ref_uid,
					.attested_at = (int64_t)a->time,
					.trust = reading->trust};
	if (statement_decode(&out->statement, a->data.data, a->data.len) != STATUS_OK)
		return err_set(e, ERR_PARSE, "a statement of the datanet cannot be read");
	d = profile_distributor(profile, &out->statement.distributor);
	if (d == NULL || d->kind != DISTRIBUTOR_URD ||
	    !address_equal(&d->token, &out->statement.token))
		return err_set(
			e, ERR_MISMATCH,
			"epoch %llu is paid by a distributor or in a token that the network's "
			"profile does not name",
			(unsigned long long)out->statement.epoch);
	return STATUS_OK;
}

void describe_wrong_amount(struct sentence *out, uint64_t epoch, const struct u256 *found,
			   const struct u256 *expected, const struct profile_token *token)
{
	const char *symbol = token != NULL ? token->symbol : "units";
	unsigned decimals = token != NULL ? token->decimals : 0;
	bool less = u256_compare(found, expected) < 0;
	struct u256 difference = {{0}};

	if (u256_sub(&difference, less ? expected : found, less ? found : expected) != STATUS_OK)
		difference = u256_from_u64(0);
	*out = (struct sentence){.n = 0};
	sentence_add(out, "epoch %llu is %s by ", (unsigned long long)epoch,
		     less ? "short" : "over");
	sentence_add_amount(out, &difference, symbol, decimals, VALUE_PRECISE);
	sentence_add(out, ": it pays ");
	sentence_add_amount(out, found, "", decimals, VALUE_PRECISE);
	sentence_add(out, " instead of ");
	sentence_add_amount(out, expected, "", decimals, VALUE_PRECISE);
}

/* Whether the leaf is under the root of scores that the statement attests. */
static bool fits(const struct cache_statement *st, const struct score_proof *leaf)
{
	struct hash hash;

	statement_score_leaf(&hash, &leaf->score);
	return merkle_verify(&st->statement.scores, &hash, leaf->proof, leaf->n_proof) == STATUS_OK;
}

/* Makes "epoch 12: WHAT". */
static void name_fault(struct sentence *out, uint64_t epoch, const char *what)
{
	*out = (struct sentence){.n = 0};
	sentence_add(out, "epoch %llu: %s", (unsigned long long)epoch, what);
}

static void fault(struct cache_verdict *v, const char *what)
{
	v->audit = CACHE_AUDIT_FAULT;
	name_fault(&v->finding, v->epoch, what);
}

/*
 * Computes the amount again from the pool and the share of influence. Where the leaf says another
 * amount, the verdict becomes a fault.
 */
static void check_amount(struct cache_verdict *v, const struct cache_statement *st,
			 const struct score *score, const struct profile_token *token)
{
	struct tokens expected;

	if (statement_score_amount(&expected, &st->statement.pool, &score->influence,
				   &st->statement.influence) != STATUS_OK) {
		fault(v, "its statement says that all influence adds up to zero");
	} else if (u256_compare(&expected.raw, &score->amount.raw) != 0) {
		v->audit = CACHE_AUDIT_FAULT;
		describe_wrong_amount(&v->finding, v->epoch, &score->amount.raw, &expected.raw,
				      token);
	}
}

/* A dataset has one leaf an epoch; a second one would count its amount twice. */
static bool came_before(const struct cache_score *rows, size_t n, const struct hash *dataset)
{
	for (size_t i = 0; i < n; i++)
		if (hash_equal(&rows[i].score.dataset, dataset))
			return true;
	return false;
}

size_t check_own_leaves(struct cache_score *rows, struct cache_verdict *verdict, bool *folds,
			const struct cache_statement *st, const struct address *account,
			const struct score_proof *leaves, size_t n,
			const struct profile_token *token, bool rule_known)
{
	size_t kept = 0;

	*folds = true;
	*verdict = (struct cache_verdict){.datanet = st->datanet,
					  .epoch = st->statement.epoch,
					  .statement = st->uid,
					  .audit = rule_known ? CACHE_AUDIT_OWN_SOUND
							      : CACHE_AUDIT_NOT_AUDITABLE};
	if (!rule_known)
		sentence_add(&verdict->finding,
			     "the datanet pays by a rule that byline does not know, so amounts "
			     "cannot be checked");
	for (size_t i = 0; i < n; i++) {
		const struct score *score = &leaves[i].score;
		struct cache_score *row = &rows[kept];

		if (!address_equal(&score->account, account)) {
			*folds = false;
			fault(verdict, "the datanet gave the share of another account");
			continue;
		}
		if (came_before(rows, kept, &score->dataset)) {
			*folds = false;
			fault(verdict, "the datanet gave the share of one dataset twice");
			continue;
		}
		*row = (struct cache_score){.datanet = st->datanet,
					    .epoch = st->statement.epoch,
					    .index = leaves[i].index,
					    .score = *score,
					    .trust = st->trust};
		kept++;
		/* A leaf that does not fold is kept: people see what the datanet claims of them. */
		if (!fits(st, &leaves[i])) {
			*folds = false;
			row->trust = trust_min(row->trust, TRUST_REPORTED);
			fault(verdict, "the datanet's proof of your share does not match the "
				       "scores on the chain");
		} else if (rule_known) {
			check_amount(verdict, st, score, token);
		}
	}
	return kept;
}

void check_statement_order(struct cache_statement *st, const struct cache_statement *before,
			   const struct cache_statement *known)
{
	static const struct hash none; /* the first statement names no other */
	const char *what;

	if (known != NULL && !hash_equal(&known->uid, &st->uid))
		what = "the datanet published two statements of this epoch";
	else if (hash_equal(&st->previous, before != NULL ? &before->uid : &none))
		return;
	else
		what = before != NULL ? "it does not follow the statement of the epoch before"
				      : "the statement of the epoch before is missing";
	st->audit = CACHE_AUDIT_FAULT;
	name_fault(&st->finding, st->statement.epoch, what);
}
