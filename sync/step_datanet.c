/* What the datanet says, folded to what is proven before it is shown as more than its word. */
#include "sync/step_datanet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/claim_rows.h"
#include "app/distributors.h"
#include "app/state.h"
#include "audit/statement_check.h"
#include "base/clock.h"
#include "base/text.h"
#include "cache/attributions.h"
#include "cache/datasets.h"
#include "cache/figures.h"
#include "cache/models.h"
#include "cache/settings.h"
#include "client/call.h"
#include "client/fees.h"
#include "sync/absence.h"
#include "sync/context.h"
#include "sync/finding.h"
#include "sync/step_counts.h"
#include "wallet/recover.h"

/* One page; the datanet may give fewer. */
#define PAGE 200

/* In one round, and kept of one account: more than a screen's million would only fill the disk. */
#define PAGES_A_ROUND	  500
#define ATTRIBUTIONS_KEPT 1000000

/* "claims.0x…" */
#define MISSING_TOPIC 64

/* What the datanet at this address says of itself. */
struct told_info {
	const struct address *datanet;
	struct datanet_info info;
};

static enum status put_info(struct cache *cache, void *arg, struct err *e)
{
	const struct told_info *told = arg;
	const struct datanet_info *info = &told->info;
	struct cache_model model = {.datanet = *told->datanet,
				    .hash = info->model,
				    .seen_at = clock_now(),
				    .current = true};
	struct cache_model known;
	char name[40];
	enum status s = cache_settings_put_number(cache, "datanet.contributors_bp",
						  (int64_t)info->fee_contributors_bp, e);

	if (s == STATUS_OK)
		s = cache_settings_put_number(cache, "rhythm.next_settlement", info->epoch_next_at,
					      e);
	if (s == STATUS_OK)
		s = cache_settings_put_number(cache, "datanet.auditable", info->rule_known, e);
	if (s != STATUS_OK || hash_is_zero(&info->model))
		return s;
	s = cache_models_current(cache, &known, told->datanet, e);
	if (s == STATUS_OK && hash_equal(&known.hash, &info->model))
		return STATUS_OK;
	/* Cut between characters, so that the row's text stays UTF-8. */
	text_clean(name, sizeof(name), info->name, strlen(info->name));
	snprintf(model.name, sizeof(model.name), "%s %02x%02x%02x", name, info->model.bytes[0],
		 info->model.bytes[1], info->model.bytes[2]);
	return s == STATUS_OK || s == ERR_NOT_FOUND ? cache_models_put(cache, &model, e) : s;
}

enum status check_datanet(struct app *app, struct session *session, struct datanet_info *info,
			  struct err *e)
{
	struct address signer;
	enum status s = datanet_describe(&session->datanet, info, e);

	if (s != STATUS_OK)
		return s;
	if (recover_address_bytes(&signer, &info->digest, info->signature) != STATUS_OK ||
	    !address_equal(&signer, &app->profile->datanet.address))
		return err_set(e, ERR_SIGNATURE,
			       "the datanet's description is not signed by the pinned address; "
			       "nothing it says is used");
	return STATUS_OK;
}

enum status sync_datanet(struct sync_context *c, struct err *e)
{
	struct told_info told = {.datanet = &c->app->profile->datanet.address};
	enum status s = check_datanet(c->app, c->session, &told.info, e);

	tell_outcome(c->app, "identity", s, e);
	return s == STATUS_OK ? store_write(c->app, put_info, &told, e) : s;
}

/* The figures of a folded claim: cumulative, gas when it could be estimated, claimable. */
struct claim_figures {
	struct cache_figure figures[3];
	size_t n;
};

/*
 * The figure of this kind, of the payer of `like`, read at the same block; or NULL: figures of two
 * blocks do not add up.
 */
static const struct cache_figure *same_block(const struct cache_figure *all, size_t n,
					     enum cache_figure_kind kind,
					     const struct address *account,
					     const struct address *token,
					     const struct cache_figure *like)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].kind == kind && all[i].block == like->block &&
		    address_equal(&all[i].account, account) &&
		    address_equal(&all[i].payer, &like->payer) &&
		    address_equal(&all[i].token, token))
			return &all[i];
	return NULL;
}

/*
 * claimable = cumulative - claimed; as good as the worst of both, of whether another root is
 * pending, and of what the distributor holds.
 */
static void add_claimable(struct claim_figures *f, const struct cache_figure *all, size_t n)
{
	static const struct address none;
	const struct cache_figure *cumulative = &f->figures[0];
	const struct cache_figure *claimed = same_block(
		all, n, CACHE_FIGURE_CLAIMED, &cumulative->account, &cumulative->token, cumulative);
	const struct cache_figure *pending =
		same_block(all, n, CACHE_FIGURE_PENDING_AT, &none, &none, cumulative);
	const struct cache_figure *funds = same_block(all, n, CACHE_FIGURE_DISTRIBUTOR_FUNDS, &none,
						      &cumulative->token, cumulative);
	struct cache_figure *out = &f->figures[f->n];

	if (claimed == NULL)
		return;
	*out = *cumulative;
	out->kind = CACHE_FIGURE_CLAIMABLE;
	out->trust = trust_min(out->trust, claimed->trust);
	out->trust = trust_min(out->trust, pending != NULL ? pending->trust : TRUST_REPORTED);
	out->trust = trust_min(out->trust, funds != NULL ? funds->trust : TRUST_REPORTED);
	if (u256_sub(&out->value, &cumulative->value, &claimed->value) != STATUS_OK)
		out->value = u256_from_u64(0);
	f->n++;
}

static enum status put_claim(struct cache *cache, void *arg, struct err *e)
{
	struct claim_figures *f = arg;
	struct cache_figure *all = NULL;
	size_t n = 0;
	enum status s = cache_figures_all(cache, &all, &n, e);

	if (s == STATUS_OK)
		add_claimable(f, all, n);
	free(all);
	return s == STATUS_OK ? cache_figures_put(cache, f->figures, f->n, e) : s;
}

/*
 * What claiming would cost now. Nodes that cannot say leave it unknown; nothing is decided by it.
 */
static void estimate_claim(struct sync_context *c, struct claim_figures *f,
			   const struct entitlement *en)
{
	const struct anchor *anchor = &c->session->anchor;
	struct fee_reading fees;
	struct u256 gas_price;
	struct tx tx;
	uint64_t gas;

	tx_init(&tx);
	tx.to = f->figures[0].payer;
	f->figures[1] = f->figures[0];
	f->figures[1].kind = CACHE_FIGURE_CLAIM_GAS;
	f->figures[1].trust = TRUST_REPORTED;
	if (distributor_claim_calldata(&tx.data, en) == STATUS_OK &&
	    call_estimate_gas(c->session->nodes, &gas, &tx, &en->account, NULL) == STATUS_OK &&
	    fees_read(c->session->nodes, &fees, anchor, NULL) == STATUS_OK &&
	    u256_add(&gas_price, &fees.base_fee.raw, &fees.priority.raw) == STATUS_OK) {
		struct u256 units = u256_from_u64(gas);

		if (u256_mul(&f->figures[1].value, &units, &gas_price) == STATUS_OK)
			f->n = 2;
	}
	tx_release(&tx);
}

/* The facts known about the claim's distributor, or NULL. */
static const struct distributor_facts *facts_of(const struct sync_context *c,
						const struct datanet_claim *claim)
{
	for (size_t i = 0; i < c->app->profile->n_distributors; i++)
		if (c->distributors[i].known && c->distributors[i].pinned == claim->distributor)
			return &c->distributors[i];
	return NULL;
}

/*
 * Whether the claim folds to the root in force. One that does not may be newer than the agreed
 * block; later it is false.
 * Returns: STATUS_OK, ERR_PROOF_MISMATCH when that excuse is gone.
 */
static enum status judge_claim(struct sync_context *c, bool *folds,
			       const struct datanet_claim *claim, const struct hash *root,
			       struct err *e)
{
	char topic[MISSING_TOPIC], account[ADDRESS_TEXT_SIZE];
	struct err why = {0};
	bool overdue = false;
	enum status s;

	address_format(account, &claim->entitlement.account);
	snprintf(topic, sizeof(topic), "claims.%s", account);
	*folds = fold_to_root_in_force(c->app, claim, root, &why) == STATUS_OK;
	s = *folds ? note_present(c, topic, e) : note_absent(c, &overdue, topic, 0, e);
	return s == STATUS_OK && overdue ? err_set(e, why.code, "%s", why.text) : s;
}

/*
 * A claim that folds to the proven root is proven; where the root is not known it is the datanet's
 * word; one that folds to another root moves no figure.
 */
static enum status sync_claim(struct sync_context *c, const struct address *account, struct err *e)
{
	const struct header *at = &c->session->anchor.header;
	const struct distributor_facts *facts;
	struct datanet_claim claim;
	struct claim_figures f = {0};
	bool folds = true;
	enum status s = datanet_claim(&c->session->datanet, &claim, account, e);

	if (s == ERR_NOT_FOUND)
		return STATUS_OK;
	if (s != STATUS_OK)
		return s;
	facts = facts_of(c, &claim);
	if (facts != NULL)
		s = judge_claim(c, &folds, &claim, &facts->root, e);
	if (s != STATUS_OK || !folds)
		return s;
	f.figures[0] = (struct cache_figure){.kind = CACHE_FIGURE_CUMULATIVE,
					     .account = *account,
					     .payer = claim.distributor->contract.address,
					     .token = claim.entitlement.token,
					     .value = claim.entitlement.cumulative.raw,
					     .trust = facts != NULL ? facts->trust : TRUST_REPORTED,
					     .block = at->number,
					     .as_of = c->session->anchor.found};
	f.n = 1;
	estimate_claim(c, &f, &claim.entitlement);
	return store_write(c->app, put_claim, &f, e);
}

enum status sync_claims(struct sync_context *c, struct err *e)
{
	struct err own = {0};
	enum status s = STATUS_OK;

	for (size_t i = 0; i < c->n_accounts && s != ERR_CANCELLED; i++) {
		enum status one = sync_claim(c, &c->accounts[i].address, &own);

		if (one == ERR_PROOF_MISMATCH || one == ERR_MISMATCH)
			one = err_prefix(&own, one, "the datanet's claim is false");
		if (one != STATUS_OK && s == STATUS_OK)
			s = err_set(e, one, "%s", own.text);
	}
	tell_outcome(c->app, "claims", s, e);
	return s;
}

struct attribution_page {
	const struct address *datanet;
	const struct address *account;
	const struct datanet_attributions *page;
	struct cache_attribution_in *rows;
};

/* Units of 1e-18 as units of 1e-9, within what a row holds. */
static uint64_t to_e9(const struct u256 *v)
{
	struct u256 billion = u256_from_u64(1000000000), quotient, rest;
	uint64_t out;

	if (u256_div(&quotient, &rest, v, &billion) != STATUS_OK ||
	    u256_to_u64(&out, &quotient) != STATUS_OK)
		return INT64_MAX;
	return out > INT64_MAX ? INT64_MAX : out;
}

static enum status put_attributions(struct cache *cache, void *arg, struct err *e)
{
	const struct attribution_page *p = arg;

	for (size_t i = 0; i < p->page->n; i++) {
		const struct attribution *a = &p->page->items[i];
		struct cache_attribution_in *row = &p->rows[i];
		int64_t influence = (int64_t)to_e9(&a->influence);

		*row = (struct cache_attribution_in){.seq = a->seq,
						     .time = a->time,
						     .epoch = a->epoch,
						     .dataset = a->dataset,
						     .model = a->model,
						     .influence_e9 =
							     a->negative ? -influence : influence,
						     .fee_e9 = to_e9(&a->fee.raw)};
		text_clean(row->inference, sizeof(row->inference), a->inference,
			   strlen(a->inference));
	}
	return cache_attributions_put(cache, p->datanet, p->account, p->rows, p->page->n, e);
}

struct last_seq {
	const struct address *datanet;
	const struct address *account;
	uint64_t count, seq;
};

static enum status get_last_seq(struct cache *cache, void *arg, struct err *e)
{
	struct last_seq *l = arg;

	return cache_attributions_count(cache, &l->count, &l->seq, l->datanet, l->account, e);
}

static enum status trim_attributions(struct cache *cache, void *arg, struct err *e)
{
	const struct last_seq *l = arg;

	return cache_attributions_trim(cache, l->datanet, l->account, ATTRIBUTIONS_KEPT, e);
}

static enum status sync_attributions_of(struct sync_context *c, const struct snapshot_account *of,
					struct err *e)
{
	const struct address *account = &of->address;
	const struct address *datanet = &c->app->profile->datanet.address;
	struct last_seq last = {.datanet = datanet, .account = account};
	bool more = true, whole = false, any = false;
	enum status s = store_read(c->app, get_last_seq, &last, e);

	for (int pages = 0; s == STATUS_OK && more && pages < PAGES_A_ROUND; pages++) {
		struct datanet_attributions page = {0};
		struct attribution_page in = {
			.datanet = datanet, .account = account, .page = &page};

		s = task_check(c->task, e);
		if (s == STATUS_OK)
			s = datanet_attributions(&c->session->datanet, &page, account, last.seq,
						 PAGE, e);
		if (s == STATUS_OK && page.n > 0) {
			any = true;
			in.rows = calloc(page.n, sizeof(*in.rows));
			s = in.rows == NULL ? err_set(e, ERR_MEMORY, "out of memory")
					    : store_write(c->app, put_attributions, &in, e);
			free(in.rows);
		}
		whole = s == STATUS_OK && !page.more;
		more = s == STATUS_OK && page.more && page.next > last.seq;
		last.seq = page.next;
		datanet_attributions_release(&page);
	}
	if (s == STATUS_OK && any && last.count + PAGE > ATTRIBUTIONS_KEPT)
		s = store_write(c->app, trim_attributions, &last, e);
	return s == STATUS_OK && whole ? count_attributions(c, of, e) : s;
}

enum status sync_attributions(struct sync_context *c, struct err *e)
{
	struct err own = {0};
	enum status s = STATUS_OK;

	for (size_t i = 0; i < c->n_accounts && s != ERR_CANCELLED; i++) {
		enum status one = sync_attributions_of(c, &c->accounts[i], &own);

		if (one != STATUS_OK && s == STATUS_OK)
			s = err_set(e, one, "%s", own.text);
	}
	tell_outcome(c->app, "attributions", s, e);
	return s;
}
