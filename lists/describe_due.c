/*
 * One sentence a kind of payer, said in one place by every screen and command. A sentence names
 * where the figures come from; how well they are known is said by their marks.
 */
#include "lists/describe_due.h"

/* Says what a leaf leads to where that is not the root in force; NULL where it is. */
static const char *other_root(const struct snapshot_due *due)
{
	static const char nothing[] = "nothing on the chain: one service or file says it";
	static const char not_yet[] = "the leaf and its proof fold to a root that is not in force";

	if (due->kind != DISTRIBUTOR_MERKL && due->kind != DISTRIBUTOR_MERKLE &&
	    due->kind != DISTRIBUTOR_EIGENLAYER)
		return NULL;
	switch (due->obstacle) {
	case PAYER_NOT_FOLDED:
	case PAYER_TOO_LARGE:
	case PAYER_REPLACED: return nothing;
	case PAYER_UNTOLD:
	case PAYER_FORFEITS: return hash_is_zero(&due->root) ? nothing : NULL;
	case PAYER_WITHDRAWN: return not_yet;
	/* The root of a tree by description does not wait: its payment does. */
	case PAYER_WAITS:
	case PAYER_DISPUTED: return due->kind != DISTRIBUTOR_MERKLE ? not_yet : NULL;
	case PAYER_FREE:
	case PAYER_PAID:
	case PAYER_PAUSED:
	case PAYER_EXPIRED:
	case PAYER_SENDER:
	case PAYER_OWNER: break;
	}
	return NULL;
}

const char *describe_due_proof(const struct snapshot_due *due)
{
	if (other_root(due) != NULL)
		return other_root(due);
	switch (due->kind) {
	case DISTRIBUTOR_URD:
		return "the leaf and its proof fold to the root in the contract's storage";
	case DISTRIBUTOR_MERKL:
		return "the leaf and its proof fold to the root in force; root, dispute and what "
		       "was paid stand in the contract's storage";
	case DISTRIBUTOR_MERKLE:
		return "the leaf and its proof fold to the contract's root; what was paid stands "
		       "in its storage";
	case DISTRIBUTOR_EIGENLAYER:
		return "the token's leaf folds to the earner's, and that one to a root in the "
		       "contract's storage";
	case DISTRIBUTOR_REPPO:
		return "the contract says it when it is asked; there is nothing to prove it by";
	case DISTRIBUTOR_STORY:
		return "computed of the vault's storage: shares, revenue, and what was paid";
	}
	return "";
}

/* The file has everybody's leaves, of which a service tells the account's alone. */
static const char *tree_audit(const struct snapshot_due *due)
{
	return due->source == DUE_FILE
		       ? "redone: the whole tree of the file and its sum. Nobody can redo here how "
			 "the payer came to the amounts"
		       : "redone: the leaf and its proof. Nobody can redo here how the payer came "
			 "to the amount";
}

const char *describe_due_audit(const struct snapshot_due *due)
{
	switch (due->kind) {
	case DISTRIBUTOR_URD:
		if (due->source == DUE_DATANET)
			return "redone by the audit: the shares and the sum of each epoch";
		return tree_audit(due);
	case DISTRIBUTOR_MERKL:
	case DISTRIBUTOR_EIGENLAYER:
		return "redone: the leaf and its proof. Nobody can redo here how the payer came "
		       "to the amount";
	case DISTRIBUTOR_MERKLE: return tree_audit(due);
	case DISTRIBUTOR_REPPO:
		return "nothing is redone: the contract publishes no leaves and no proofs";
	case DISTRIBUTOR_STORY:
		return "redone: the account's part of the vault's revenue. Nobody can redo here "
		       "whether all revenue came to the vault";
	}
	return "";
}
