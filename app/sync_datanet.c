/* What the datanet says, folded to what is proven before it is shown as more than its word. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/state.h"
#include "app/statement_check.h"
#include "app/sync_private.h"
#include "base/clock.h"
#include "base/text.h"
#include "cache/attributions.h"
#include "cache/datasets.h"
#include "cache/figures.h"
#include "cache/models.h"
#include "cache/settings.h"
#include "client/reads.h"
#include "wallet/recover.h"

/* One page; the datanet may give fewer. */
#define PAGE 200

static enum status put_info(struct cache *cache, void *arg, struct err *e)
{
	const struct datanet_info *info = arg;
	struct cache_model model = {.hash = info->model, .seen_at = clock_now(), .current = true};
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
	s = cache_models_current(cache, &known, e);
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
	enum status s = datanet_describe(&session->datanet, info, NULL, NULL, e);

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
	struct datanet_info info;
	enum status s = check_datanet(c->app, c->session, &info, e);

	if (s == ERR_SIGNATURE || s == ERR_MISMATCH)
		note_event(c->app, "datanet", TRUST_DISPUTED, "%s", e->text);
	return s == STATUS_OK ? store_write(c->app, put_info, &info, e) : s;
}

/* The figures of a folded claim: cumulative, claimable and, when it could be estimated, gas. */
struct claim_figures {
	struct cache_figure figures[3];
	size_t n;
};

static enum status put_claim(struct cache *cache, void *arg, struct err *e)
{
	struct claim_figures *f = arg;
	struct cache_figure *all = NULL;
	size_t n = 0;
	enum status s = cache_figures_all(cache, &all, &n, e);

	/* claimable = cumulative - claimed, as good as the worse of the two. */
	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		if (all[i].kind != CACHE_FIGURE_CLAIMED ||
		    !address_equal(&all[i].account, &f->figures[0].account) ||
		    !address_equal(&all[i].subject, &f->figures[0].subject))
			continue;
		f->figures[1].trust = trust_min(f->figures[0].trust, all[i].trust);
		if (u256_sub(&f->figures[1].value, &f->figures[0].value, &all[i].value) !=
		    STATUS_OK)
			f->figures[1].value = u256_from_u64(0);
	}
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
	tx.to = f->figures[0].subject;
	f->figures[2] = f->figures[0];
	f->figures[2].kind = CACHE_FIGURE_CLAIM_GAS;
	f->figures[2].trust = TRUST_REPORTED;
	if (distributor_claim_calldata(&tx.data, en) == STATUS_OK &&
	    estimate_gas(c->session->nodes, &gas, &tx, &en->account, NULL) == STATUS_OK &&
	    read_fees(c->session->nodes, &fees, anchor, NULL) == STATUS_OK &&
	    u256_add(&gas_price, &fees.base_fee.raw, &fees.priority.raw) == STATUS_OK) {
		struct u256 units = u256_from_u64(gas);

		if (u256_mul(&f->figures[2].value, &units, &gas_price) == STATUS_OK)
			f->n = 3;
	}
	tx_release(&tx);
}

/*
 * A claim whose proof folds to the proven root is proven; to the datanet's own root, it is its
 * word.
 */
static enum status sync_claim(struct sync_context *c, const struct address *account, struct err *e)
{
	const struct header *at = &c->session->anchor.header;
	struct datanet_claim claim;
	struct claim_figures f = {0};
	enum trust trust = TRUST_REPORTED;
	enum status s = datanet_claim(&c->session->datanet, &claim, account, NULL, NULL, e);

	if (s == ERR_NOT_FOUND)
		return STATUS_OK;
	if (s != STATUS_OK)
		return s;
	for (size_t i = 0; i < c->app->profile->n_distributors; i++) {
		const struct distributor_facts *facts = &c->distributors[i];

		if (facts->known && facts->pinned == claim.distributor &&
		    distributor_verify(&facts->root, &claim.entitlement) == STATUS_OK)
			trust = facts->trust;
	}
	f.figures[0] = (struct cache_figure){.kind = CACHE_FIGURE_CUMULATIVE,
					     .account = *account,
					     .subject = claim.distributor->contract.address,
					     .value = claim.entitlement.cumulative.raw,
					     .trust = trust,
					     .block = at->number,
					     .as_of = c->session->anchor.found};
	f.figures[1] = f.figures[0];
	f.figures[1].kind = CACHE_FIGURE_CLAIMABLE;
	f.n = 2;
	estimate_claim(c, &f, &claim.entitlement);
	return store_write(c->app, put_claim, &f, e);
}

enum status sync_claims(struct sync_context *c, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < c->n_accounts && s == STATUS_OK; i++) {
		s = sync_claim(c, &c->accounts[i].address, e);
		if (s == ERR_PROOF_MISMATCH || s == ERR_MISMATCH)
			note_event(c->app, "datanet", TRUST_DISPUTED,
				   "the claim it gave is false: %s", e->text);
	}
	return s;
}

struct attribution_page {
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
		snprintf(row->inference, sizeof(row->inference), "%.15s", a->inference);
	}
	return cache_attributions_put(cache, p->account, p->rows, p->page->n, e);
}

struct last_seq {
	const struct address *account;
	uint64_t count, seq;
};

static enum status get_last_seq(struct cache *cache, void *arg, struct err *e)
{
	struct last_seq *l = arg;

	return cache_attributions_count(cache, &l->count, &l->seq, l->account, e);
}

static enum status sync_attributions_of(struct sync_context *c, const struct address *account,
					struct err *e)
{
	struct last_seq last = {.account = account};
	bool more = true;
	enum status s = store_read(c->app, get_last_seq, &last, e);

	while (s == STATUS_OK && more && !task_cancelled(c->task)) {
		struct datanet_attributions page = {0};
		struct attribution_page in = {.account = account, .page = &page};

		s = datanet_attributions(&c->session->datanet, &page, account, last.seq, PAGE, e);
		if (s == STATUS_OK && page.n > 0) {
			in.rows = calloc(page.n, sizeof(*in.rows));
			s = in.rows == NULL ? err_set(e, ERR_MEMORY, "out of memory")
					    : store_write(c->app, put_attributions, &in, e);
			free(in.rows);
		}
		more = s == STATUS_OK && page.more && page.next > last.seq;
		last.seq = page.next;
		datanet_attributions_release(&page);
	}
	return s;
}

enum status sync_attributions(struct sync_context *c, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < c->n_accounts && s == STATUS_OK; i++)
		s = sync_attributions_of(c, &c->accounts[i].address, e);
	return s;
}

static enum status put_dataset(struct cache *cache, void *arg, struct err *e)
{
	return cache_datasets_put(cache, arg, e);
}

struct dataset_rows {
	struct cache_dataset *rows;
	size_t n;
};

static enum status get_datasets(struct cache *cache, void *arg, struct err *e)
{
	struct dataset_rows *d = arg;

	return cache_datasets_all(cache, &d->rows, &d->n, e);
}

/* Where a dataset stands with the datanet. Its word only moves a dataset that is attested. */
static enum cache_dataset_state state_after(const struct cache_dataset *row,
					    const struct datanet_dataset *d)
{
	switch (d->status) {
	case INTAKE_RECEIVED: return CACHE_DATASET_RECEIVED;
	case INTAKE_ACCEPTED:
		return d->n_models > 0 ? CACHE_DATASET_IN_MODEL : CACHE_DATASET_ACCEPTED;
	case INTAKE_REJECTED: return CACHE_DATASET_REJECTED;
	case INTAKE_REVOKED: return row->state;
	}
	return row->state;
}

static enum status put_acceptance(struct cache *cache, void *arg, struct err *e)
{
	return cache_settings_put_number(cache, "rhythm.last_acceptance", *(const int64_t *)arg, e);
}

static enum status ask_intake(struct sync_context *c, struct cache_dataset *row, struct err *e)
{
	struct datanet_dataset answer;
	enum status s = datanet_dataset(&c->session->datanet, &answer, &row->uid, e);
	enum cache_dataset_state next;

	if (s == ERR_NOT_FOUND)
		return STATUS_OK;
	if (s != STATUS_OK)
		return s;
	next = state_after(row, &answer);
	if (next == row->state)
		return STATUS_OK;
	row->state = next;
	row->updated_at = clock_now();
	snprintf(row->note, sizeof(row->note), "%.159s", answer.reason);
	if ((next == CACHE_DATASET_ACCEPTED || next == CACHE_DATASET_IN_MODEL) &&
	    row->accepted_at == 0) {
		row->accepted_at = row->updated_at;
		s = store_write(c->app, put_acceptance, &row->accepted_at, e);
	}
	if (s == STATUS_OK)
		s = store_write(c->app, put_dataset, row, e);
	if (s == STATUS_OK)
		note_event(c->app, "datasets", TRUST_REPORTED, "%s is %s%s%s", row->name,
			   next == CACHE_DATASET_IN_MODEL   ? "in the current model"
			   : next == CACHE_DATASET_ACCEPTED ? "accepted"
			   : next == CACHE_DATASET_REJECTED ? "rejected"
							    : "received by the datanet",
			   answer.reason[0] != '\0' ? ": " : "", answer.reason);
	return s;
}

enum status sync_intake(struct sync_context *c, struct err *e)
{
	struct dataset_rows all = {0};
	enum status s = store_read(c->app, get_datasets, &all, e);

	for (size_t i = 0; i < all.n && s == STATUS_OK && !task_cancelled(c->task); i++)
		if (!hash_is_zero(&all.rows[i].uid) && all.rows[i].state != CACHE_DATASET_REVOKED)
			s = ask_intake(c, &all.rows[i], e);
	free(all.rows);
	return s;
}
