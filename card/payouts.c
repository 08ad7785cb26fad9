/*
 * Sums by contributor, and the distributor that pays them.
 *
 * list_accounts() collects the accounts and add_score() adds the lines of all epochs to them. Then
 * come the words of the distributor and the token, and the root that follows from the sums. The
 * accounts are ranked last, because they are found by their addresses before. Invariant: amounts
 * are added only over epochs that the datanet's present distributor pays, in its token.
 */
#include "card/payouts.h"

#include <stdlib.h>
#include <string.h>

#include "card/contributions.h"
#include "chain/merkle.h"
#include "chain/payer_urd.h"

/* The contributors that concentration is told of. */
#define TOP 10

static int compare_accounts(const void *a, const void *b)
{
	const struct card_account *x = a, *y = b;

	return memcmp(x->account.bytes, y->account.bytes, sizeof(x->account.bytes));
}

static struct card_account *account_of(const struct card_answers *a, const struct address *account)
{
	struct card_account key = {.account = *account};

	return bsearch(&key, a->accounts, a->n_accounts, sizeof(key), compare_accounts);
}

/* Whether a dataset has a contributor who is known, and records in this version. */
static bool is_in_version(const struct card_dataset *d)
{
	return d->records > 0 && (d->state == CARD_COMMITTED || d->state == CARD_WITHDRAWN);
}

/* Lists the accounts of this version's datasets and of all lines, each once. */
static enum status list_accounts(struct card_answers *out)
{
	size_t all = out->n_datasets, kept = 0;

	for (size_t i = 0; i < out->n_epochs; i++)
		all += out->epochs[i].document.n;
	out->accounts = calloc(all + 1, sizeof(out->accounts[0]));
	if (out->accounts == NULL)
		return ERR_MEMORY;
	all = 0;
	for (size_t i = 0; i < out->n_datasets; i++)
		if (is_in_version(&out->datasets[i]))
			out->accounts[all++].account = out->datasets[i].account;
	for (size_t i = 0; i < out->n_epochs; i++)
		for (size_t l = 0; l < out->epochs[i].document.n; l++)
			out->accounts[all++].account = out->epochs[i].document.scores[l].account;
	if (all > 0)
		qsort(out->accounts, all, sizeof(out->accounts[0]), compare_accounts);
	for (size_t i = 0; i < all; i++)
		if (kept == 0 || compare_accounts(&out->accounts[kept - 1], &out->accounts[i]) != 0)
			out->accounts[kept++] = out->accounts[i];
	out->n_accounts = kept;
	for (size_t i = 0; i < out->n_datasets; i++) {
		const struct card_dataset *d = &out->datasets[i];

		if (!is_in_version(d))
			continue;
		account_of(out, &d->account)->datasets++;
		account_of(out, &d->account)->records += d->records;
	}
	return STATUS_OK;
}

static enum status add_influence(struct card_answers *out, const struct score *score)
{
	struct card_dataset *d = find_card_dataset(out, &score->dataset);
	struct card_account *account = account_of(out, &score->account);
	enum status s = u256_add(&out->influence, &out->influence, &score->influence);

	if (s == STATUS_OK)
		s = u256_add(&account->influence, &account->influence, &score->influence);
	if (d == NULL || d->records == 0) {
		out->unnamed += out->versions[0].training == CARD_TRAINING_GIVEN ? 1 : 0;
		return s;
	}
	if (is_in_version(d) && !address_equal(&d->account, &score->account))
		out->misdirected++;
	if (s == STATUS_OK)
		s = u256_add(&d->influence, &d->influence, &score->influence);
	if (s == STATUS_OK)
		s = u256_add(&d->amount.raw, &d->amount.raw, &score->amount.raw);
	return s;
}

/* Adds one line of an epoch. */
static enum status add_score(struct card_answers *out, const struct card_epoch *epoch,
			     const struct score *score)
{
	struct card_account *account = account_of(out, &score->account);
	enum status s = epoch->own ? add_influence(out, score) : STATUS_OK;

	if (s != STATUS_OK || !epoch->counted)
		return s;
	s = u256_add(&account->due.raw, &account->due.raw, &score->amount.raw);
	if (s == STATUS_OK && epoch->st.epoch <= out->published_epoch)
		s = u256_add(&account->payable.raw, &account->payable.raw, &score->amount.raw);
	return s;
}

static enum status add_scores(struct card_answers *out, struct err *e)
{
	for (size_t i = 0; i < out->n_epochs; i++) {
		const struct card_epoch *epoch = &out->epochs[i];

		for (size_t l = 0; l < epoch->document.n; l++)
			if (add_score(out, epoch, &epoch->document.scores[l]) != STATUS_OK)
				return err_set(e, ERR_RANGE,
					       "the scores are more than can be added up");
	}
	for (size_t i = 0; i < out->n_accounts; i++)
		if (u256_add(&out->payable.raw, &out->payable.raw, &out->accounts[i].payable.raw) !=
		    STATUS_OK)
			return err_set(e, ERR_RANGE, "the amounts are more than can be added up");
	return STATUS_OK;
}

/* Reads the distributor's root and the statement that it pays by. */
static enum status read_root(struct fold *f, struct account *distributor, struct err *e)
{
	struct card_answers *out = f->out;
	const struct card_pins *pins = &f->card->pins;
	struct u256 root, statement;
	enum status s;

	if (!pins->has_distributor) {
		fold_note_gap(f, CARD_GAP_DISTRIBUTOR);
		return STATUS_OK;
	}
	s = fold_account(distributor, f, &out->distributor, "the distributor", e);
	if (s != STATUS_OK)
		return s;
	out->distributor_code = distributor->code_hash;
	s = trie_pool_slot(&root, &f->card->pool, &distributor->storage_root, &pins->root_slot);
	if (s == STATUS_OK)
		s = trie_pool_slot(&statement, &f->card->pool, &distributor->storage_root,
				   &pins->statement_slot);
	if (s != STATUS_OK)
		return err_set(e, s, "the distributor's root does not fold to the block");
	out->has_root = true;
	u256_to_be(out->root.bytes, &root);
	u256_to_be(out->published.bytes, &statement);
	for (size_t i = 0; i < out->n_epochs; i++)
		if (hash_equal(&out->epochs[i].uid, &out->published))
			out->published_epoch = out->epochs[i].st.epoch;
	return STATUS_OK;
}

/* Reads what each account that is owed something has claimed ever. */
static enum status read_claims(struct fold *f, const struct account *distributor, struct err *e)
{
	struct card_answers *out = f->out;
	const struct hash *place = &f->card->pins.claimed_slot;
	enum status s = STATUS_OK;

	for (size_t i = 0; out->has_root && i < out->n_accounts && s == STATUS_OK; i++) {
		struct card_account *account = &out->accounts[i];
		struct hash slot;

		if (u256_is_zero(&account->due.raw))
			continue;
		payer_urd_claimed_slot(&slot, place, &account->account, &out->token);
		s = trie_pool_slot(&account->claimed.raw, &f->card->pool,
				   &distributor->storage_root, &slot);
		account->has_claimed = s == STATUS_OK;
		if (s == STATUS_OK)
			s = u256_add(&out->claimed.raw, &out->claimed.raw, &account->claimed.raw);
	}
	return s == STATUS_OK
		       ? s
		       : err_set(e, s, "what a contributor has claimed does not fold to the block");
}

/* Whether the bits of the mask are the low ones of the word, as a balance is kept. */
static bool is_low_mask(const struct hash *mask)
{
	struct u256 m = u256_from_be(mask->bytes), one = u256_from_u64(1), next;

	if (u256_is_zero(&m))
		return false;
	if (u256_add(&next, &m, &one) != STATUS_OK)
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(m.limb); i++)
		if ((m.limb[i] & next.limb[i]) != 0)
			return false;
	return true;
}

/* Reads how much of its token the distributor has. */
static enum status read_balance(struct fold *f, struct err *e)
{
	struct card_answers *out = f->out;
	const struct card_pins *pins = &f->card->pins;
	struct account token;
	struct hash key, slot;
	struct u256 word, mask = u256_from_be(pins->balance_mask.bytes);
	enum status s;

	if (!pins->has_balance) {
		fold_note_gap(f, CARD_GAP_BALANCE);
		return STATUS_OK;
	}
	if (!is_low_mask(&pins->balance_mask))
		return err_set(e, ERR_PARSE,
			       "the token's \"balance_mask\" is not the low bits of a word");
	s = fold_account(&token, f, &out->token, "the token", e);
	if (s != STATUS_OK)
		return s;
	out->token_code = token.code_hash;
	address_to_word(key.bytes, &out->distributor);
	slot_mapping(&slot, &key, &pins->balance_slot, pins->balance_order);
	s = trie_pool_slot(&word, &f->card->pool, &token.storage_root, &slot);
	if (s != STATUS_OK)
		return err_set(e, s, "the distributor's funds do not fold to the block");
	for (size_t i = 0; i < ARRAY_SIZE(word.limb); i++)
		out->balance.raw.limb[i] = word.limb[i] & mask.limb[i];
	out->has_balance = true;
	return STATUS_OK;
}

/* OpenZeppelin's StandardMerkleTree orders its leaves. */
static int compare_leaves(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct hash));
}

/* Computes the root under which the sums up to the published epoch are paid. */
static enum status compute_root(struct hash *root, const struct card_answers *a)
{
	struct hash *nodes = calloc(2 * a->n_accounts + 1, sizeof(nodes[0]));
	size_t n = 0;

	if (nodes == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < a->n_accounts; i++) {
		const struct entitlement leaf = {.account = a->accounts[i].account,
						 .token = a->token,
						 .cumulative = a->accounts[i].payable};

		if (!u256_is_zero(&leaf.cumulative.raw))
			payer_urd_leaf(&nodes[n++], &leaf);
	}
	*root = (struct hash){0};
	if (n > 0) {
		qsort(nodes, n, sizeof(nodes[0]), compare_leaves);
		merkle_build(nodes, n);
		*root = nodes[2 * n - 2];
	}
	free(nodes);
	return STATUS_OK;
}

/* Judges the root and the funds, where all epochs up to the published one are known. */
static enum status judge_distributor(struct card_answers *out)
{
	struct u256 owed, have;
	struct hash root;
	enum status s;

	if (!out->has_root || !out->complete || out->published_epoch == 0)
		return STATUS_OK;
	s = compute_root(&root, out);
	if (s != STATUS_OK)
		return s;
	out->root_follows = hash_equal(&root, &out->root) ? CARD_HOLDS : CARD_FAILS;
	if (!out->has_balance)
		return STATUS_OK;
	/* More claimed than payable: an earlier token or root paid it, so nothing follows. */
	if (u256_sub(&owed, &out->payable.raw, &out->claimed.raw) != STATUS_OK)
		return STATUS_OK;
	have = out->balance.raw;
	out->funded = u256_compare(&have, &owed) >= 0 ? CARD_HOLDS : CARD_FAILS;
	return STATUS_OK;
}

static int compare_records(const void *a, const void *b)
{
	const struct card_account *x = a, *y = b;

	if (x->records != y->records)
		return x->records > y->records ? -1 : 1;
	return compare_accounts(a, b);
}

static int compare_influence(const void *a, const void *b)
{
	const struct card_account *x = a, *y = b;
	int order = u256_compare(&y->influence, &x->influence);

	return order != 0 ? order : compare_records(a, b);
}

/* Ranks the accounts, and computes what part of the whole the first ten have. */
static void rank_accounts(struct card_answers *out)
{
	struct u256 top = {{0}}, records = {{0}}, all = u256_from_u64(out->records);
	uint64_t top_records = 0;
	size_t n = out->n_accounts < TOP ? out->n_accounts : TOP;

	if (out->n_accounts == 0)
		return;
	qsort(out->accounts, out->n_accounts, sizeof(out->accounts[0]), compare_records);
	for (size_t i = 0; i < n; i++)
		top_records += out->accounts[i].records;
	records = u256_from_u64(top_records);
	out->top_records_bp = compute_card_share(&records, &all);
	qsort(out->accounts, out->n_accounts, sizeof(out->accounts[0]), compare_influence);
	/* Parts of a sum that did not overflow do not overflow. */
	for (size_t i = 0; i < n; i++)
		(void)!u256_add(&top, &top, &out->accounts[i].influence);
	out->top_influence_bp = compute_card_share(&top, &out->influence);
}

enum status fold_payouts(struct fold *f, struct err *e)
{
	struct card_answers *out = f->out;
	struct account distributor = {0};
	enum status s = list_accounts(out);

	if (s == STATUS_OK)
		s = read_root(f, &distributor, e);
	if (s == STATUS_OK)
		s = add_scores(out, e);
	if (s == STATUS_OK)
		s = read_claims(f, &distributor, e);
	if (s == STATUS_OK)
		s = read_balance(f, e);
	if (s == STATUS_OK)
		s = judge_distributor(out);
	if (s != STATUS_OK)
		return s;
	rank_accounts(out);
	out->reached_bp = compute_card_share(&out->paid.raw, &out->pool.raw) *
			  (unsigned)out->contributors_bp / DESCRIPTION_BASIS_POINTS;
	return STATUS_OK;
}
