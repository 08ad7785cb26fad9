/*
 * The answers as one object.
 *
 * card_json(), the last function, names the members: the block and the publisher, then an object
 * for each of the four questions, then what nobody has stated. Each question has a function of its
 * own above, and each kind of row has one above that. Invariant: what is not known is null and
 * never zero, so that a script cannot take "not in the card" for "nothing".
 */
#include "models/card_json.h"

#include <string.h>

#include "card/terms.h"
#include "card/verify.h"
#include "chain/member.h"
#include "models/answer_model.h"

static const char *training_word(enum card_training t)
{
	switch (t) {
	case CARD_TRAINING_NOT_STATED: return "not-stated";
	case CARD_TRAINING_NOT_GIVEN: return "not-given";
	case CARD_TRAINING_WRONG: return "wrong";
	case CARD_TRAINING_GIVEN: return "given";
	}
	return "";
}

static const char *commitment_word(enum card_commitment s)
{
	switch (s) {
	case CARD_COMMITTED: return "committed";
	case CARD_WITHDRAWN: return "withdrawn";
	case CARD_UNKNOWN: return "unknown";
	case CARD_FOREIGN: return "foreign";
	case CARD_UNREADABLE: return "unreadable";
	}
	return "";
}

/* Adds a hash; null for zero, which no hash of anything is. */
static void add_hash(struct json *o, const char *name, const struct hash *h)
{
	if (hash_is_zero(h))
		json_add_null(o, name);
	else
		member_add_hash(o, name, h);
}

/* Adds a text; null for none. */
static void add_text(struct json *o, const char *name, const char *text)
{
	if (text == NULL || text[0] == '\0')
		json_add_null(o, name);
	else
		json_add_text(o, name, text);
}

/* Amounts are whole, with the token's decimals where a profile names them. */
static void add_amount(struct json *o, const char *name, const struct checked_card *c,
		       const struct tokens *amount)
{
	struct value v = {.type = VALUE_AMOUNT, .places = VALUE_EXACT};

	value_set_amount(&v, &amount->raw, c->token.symbol, c->token.decimals);
	member_add_amount(o, name, &v);
}

/* Facts that fold to the block are known as well as the block is. */
static struct json *new_answer(const struct checked_card *c, enum card_question q)
{
	struct json *o = json_new_object();

	json_add_text(o, "trust", trust_word(judge_card_trust(c->confirmed)));
	json_add_bool(o, "answered", is_card_question_closed(&c->answers, q));
	return o;
}

/*
 * Adds the artifact's own metadata. It is texts under names of its own, so that a list keeps them
 * apart from the members of this reply, whose types follow from their names.
 */
static void add_figures(struct json *o, const struct card_figures *figures)
{
	struct json *list;

	if (figures == NULL) {
		json_add_null(o, "figures");
		return;
	}
	list = json_new_array();
	for (size_t i = 0; i < figures->n; i++) {
		struct json *f = json_new_object();

		json_add_text(f, "name", figures->members[i].name);
		json_add_text(f, "text", figures->members[i].text);
		json_add(list, NULL, f);
	}
	json_add(o, "figures", list);
}

static struct json *version_json(const struct card_version *v)
{
	struct json *o = json_new_object();

	json_add_number(o, "version", v->model.version);
	add_hash(o, "attestation", &v->uid);
	member_add_hash(o, "artifact", &v->model.artifact);
	member_add_time(o, "attested", (int64_t)v->attested);
	add_text(o, "name", v->model.name);
	add_text(o, "license", v->model.license);
	add_hash(o, "figures_hash", &v->model.figures);
	add_hash(o, "manifest", &v->model.manifest);
	json_add_text(o, "training", training_word(v->training));
	if (v->compared) {
		json_add_number(o, "entered", v->entered);
		json_add_number(o, "left", v->left);
	} else {
		json_add_null(o, "entered");
		json_add_null(o, "left");
	}
	add_figures(o, v->figures);
	return o;
}

static struct json *trained_json(const struct checked_card *c)
{
	struct json *o = new_answer(c, CARD_WHO_TRAINED), *list = json_new_array();

	for (size_t i = 0; i < c->answers.n_versions; i++)
		json_add(list, NULL, version_json(&c->answers.versions[i]));
	json_add(o, "versions", list);
	return o;
}

static struct json *dataset_json(const struct card_dataset *d, const struct checked_card *c)
{
	struct json *o = json_new_object();
	bool known = d->state == CARD_COMMITTED || d->state == CARD_WITHDRAWN;

	member_add_hash(o, "uid", &d->uid);
	json_add_text(o, "state", commitment_word(d->state));
	if (known)
		member_add_address(o, "account", &d->account);
	else
		json_add_null(o, "account");
	add_text(o, "license", d->commitment.license);
	json_add_number(o, "records", d->records);
	json_add_number(o, "since", d->since);
	member_add_time(o, "committed", (int64_t)d->committed_at);
	member_add_time(o, "withdrawn", (int64_t)d->withdrawn_at);
	member_add_u256(o, "influence", &d->influence);
	add_amount(o, "amount", c, &d->amount);
	return o;
}

/* Shares are in basis points: whole numbers, which no reader rounds. */
static struct json *account_json(const struct card_account *a, const struct checked_card *c)
{
	struct json *o = json_new_object();

	member_add_address(o, "account", &a->account);
	json_add_number(o, "datasets", a->datasets);
	json_add_number(o, "records", a->records);
	member_add_u256(o, "influence", &a->influence);
	json_add_number(o, "influence_bp",
			compute_card_share(&a->influence, &c->answers.influence));
	add_amount(o, "due", c, &a->due);
	if (a->has_claimed)
		add_amount(o, "claimed", c, &a->claimed);
	else
		json_add_null(o, "claimed");
	return o;
}

static struct json *contributed_json(const struct checked_card *c)
{
	const struct card_answers *a = &c->answers;
	struct json *o = new_answer(c, CARD_WHO_CONTRIBUTED);
	struct json *datasets = json_new_array(), *accounts = json_new_array();

	for (size_t i = 0; i < a->n_datasets; i++)
		json_add(datasets, NULL, dataset_json(&a->datasets[i], c));
	for (size_t i = 0; i < a->n_accounts; i++)
		json_add(accounts, NULL, account_json(&a->accounts[i], c));
	json_add_number(o, "records", a->records);
	json_add(o, "datasets", datasets);
	json_add(o, "accounts", accounts);
	json_add_number(o, "top_ten_influence_bp", a->top_influence_bp);
	json_add_number(o, "top_ten_records_bp", a->top_records_bp);
	json_add_number(o, "withdrawn", a->withdrawn);
	json_add_number(o, "unknown", a->unknown);
	json_add_number(o, "unnamed", a->unnamed);
	json_add_number(o, "misdirected", a->misdirected);
	return o;
}

/* An epoch whose document nobody gave has a pool, and nothing that was paid from it. */
static struct json *epoch_json(const struct card_epoch *e, const struct checked_card *c)
{
	struct json *o = json_new_object();

	json_add_number(o, "epoch", e->st.epoch);
	member_add_hash(o, "statement", &e->uid);
	member_add_time(o, "attested", (int64_t)e->attested);
	member_add_hash(o, "model", &e->st.model);
	json_add_bool(o, "this_model", e->own);
	add_amount(o, "pool", c, &e->st.pool);
	if (e->given) {
		add_amount(o, "paid", c, &e->paid);
		json_add_number(o, "lines", e->document.n);
		json_add_bool(o, "sound", e->finding.fault == STATEMENT_SOUND);
		add_text(o, "fault",
			 e->finding.fault == STATEMENT_SOUND
				 ? NULL
				 : statement_fault_phrase(e->finding.fault));
	} else {
		json_add_null(o, "paid");
		json_add_null(o, "lines");
		json_add_null(o, "sound");
		json_add_null(o, "fault");
	}
	return o;
}

/* A verdict that cannot be had from this card is null. */
static void add_verdict(struct json *o, const char *name, enum card_verdict v)
{
	if (v == CARD_OPEN)
		json_add_null(o, name);
	else
		json_add_bool(o, name, v == CARD_HOLDS);
}

static struct json *paid_json(const struct checked_card *c)
{
	const struct card_answers *a = &c->answers;
	struct json *o = new_answer(c, CARD_WHO_IS_PAID), *epochs = json_new_array();

	for (size_t i = 0; i < a->n_epochs; i++)
		json_add(epochs, NULL, epoch_json(&a->epochs[i], c));
	json_add_number(o, "contributors_bp", a->contributors_bp);
	json_add_number(o, "reached_bp", a->reached_bp);
	json_add_text(o, "rule", a->rule);
	member_add_address(o, "distributor", &a->distributor);
	member_add_address(o, "token", &a->token);
	json_add(o, "epochs", epochs);
	json_add_bool(o, "complete", a->complete);
	add_amount(o, "pool", c, &a->pool);
	add_amount(o, "paid", c, &a->paid);
	json_add_number(o, "faults", a->faults);
	add_hash(o, "root", &a->root);
	add_verdict(o, "root_follows", a->root_follows);
	if (a->has_balance)
		add_amount(o, "funds", c, &a->balance);
	else
		json_add_null(o, "funds");
	add_verdict(o, "funded", a->funded);
	return o;
}

/* Adds the parts of a licence expression, each with what it asks. */
static void add_terms(struct json *list, const char *expression, const char *of)
{
	char id[TERMS_ID_SIZE];

	for (const char *at = expression; terms_next(id, &at);) {
		struct json *o = json_new_object();
		const char *asks = terms_of(id);

		json_add_text(o, "of", of);
		json_add_text(o, "license", id);
		add_text(o, "asks", asks);
		json_add(list, NULL, o);
	}
}

/* Whether an earlier dataset of this version has the same licence. */
static bool is_listed(const struct card_answers *a, size_t i)
{
	for (size_t before = 0; before < i; before++)
		if (a->datasets[before].records > 0 &&
		    strcmp(a->datasets[before].commitment.license,
			   a->datasets[i].commitment.license) == 0)
			return true;
	return false;
}

static struct json *owns_json(const struct checked_card *c)
{
	const struct card_answers *a = &c->answers;
	struct json *o = new_answer(c, CARD_WHO_OWNS), *list = json_new_array();

	add_terms(list, a->versions[0].model.license, "weights");
	for (size_t i = 0; i < a->n_datasets; i++)
		if (a->datasets[i].records > 0 && !is_listed(a, i))
			add_terms(list, a->datasets[i].commitment.license, "records");
	json_add(o, "licenses", list);
	return o;
}

/* Gaps in the order of CARD_GAP_LIST, which is that of the questions. */
static struct json *gaps_json(const struct card_answers *a)
{
	struct json *list = json_new_array();

	for (int gap = 0; gap < CARD_GAPS; gap++) {
		struct json *o;

		if ((a->gaps & 1U << gap) == 0)
			continue;
		o = json_new_object();
		json_add_text(o, "question", name_question(find_card_question((enum card_gap)gap)));
		json_add_text(o, "what", describe_card_gap((enum card_gap)gap));
		json_add(list, NULL, o);
	}
	return list;
}

struct json *card_json(const struct checked_card *c)
{
	const struct card_answers *a = &c->answers;
	struct json *o = json_new_object(), *block = json_new_object();

	json_add_number(block, "number", a->block.number);
	member_add_hash(block, "hash", &a->block.hash);
	member_add_time(block, "time", (int64_t)a->timestamp);
	json_add_bool(block, "confirmed", c->confirmed);
	add_text(block, "why", c->confirmed ? NULL : c->unasked.text);
	json_add(o, "block", block);
	json_add_number(o, "chain_id", a->chain_id);
	add_text(o, "network", c->network);
	member_add_address(o, "publisher", &a->publisher);
	add_text(o, "datanet", c->datanet);
	json_add_text(o, "name", a->name);
	member_add_hash(o, "artifact", &a->artifact);
	json_add_bool(o, "current", a->current);
	json_add(o, "trained", trained_json(c));
	json_add(o, "contributed", contributed_json(c));
	json_add(o, "paid", paid_json(c));
	json_add(o, "owns", owns_json(c));
	json_add(o, "not_stated", gaps_json(a));
	return o;
}
