/*
 * answer_model(), at the end, goes through the questions in their order, a function each.
 * Invariant: each question has a fact or says what is open, and a mark stands only behind what the
 * cache knows that well.
 */
#include "models/answer_model.h"

#include <string.h>

#include "app/owner.h"
#include "base/parse.h"
#include "card/terms.h"

/* Own datasets with a line each. */
#define OWN_SHOWN 5

/* The answers under way. */
struct answering {
	struct model_answers *out;
	const struct snapshot *s;
	const struct snapshot_model *m;
	enum card_question question;
};

/* Adds an answer without text; a full page gives a place that nobody reads. */
static struct model_answer *add(struct answering *a, enum trust trust)
{
	static _Thread_local struct model_answer spare;
	struct model_answer *v = a->out->n < MODEL_ANSWERS_MAX ? &a->out->v[a->out->n++] : &spare;

	*v = (struct model_answer){
		.question = a->question, .trust = trust, .stated = true, .share = -1};
	return v;
}

static struct model_answer *add_gap(struct answering *a, const char *what)
{
	struct model_answer *v = add(a, TRUST_NONE);

	v->stated = false;
	sentence_add(&v->text, "not stated: %s", what);
	return v;
}

static struct model_answer *add_fault(struct answering *a, enum trust trust)
{
	struct model_answer *v = add(a, trust);

	v->warns = true;
	return v;
}

static void add_time(struct sentence *text, int64_t seconds)
{
	struct value v = {.type = VALUE_TIME};

	value_set_time(&v, seconds);
	sentence_add_value(text, &v);
}

static void add_count(struct sentence *text, uint64_t n, const char *what)
{
	struct value v = {.type = VALUE_COUNT};

	value_set_number(&v, n, true);
	sentence_add_value(text, &v);
	sentence_add(text, " %s%s", what, n == 1 ? "" : "s");
}

/* Adds who signed the version, and which one it follows. */
static void add_signature(struct answering *a)
{
	const struct snapshot_model *m = a->m;
	char who[ADDRESS_TEXT_SIZE];
	struct model_answer *v;

	address_format(who, &m->publisher);
	if (model_state_is_fault(m->state)) {
		v = add_fault(a, m->trust);
		sentence_add(&v->text, "%s: %s", model_state_word(m->state), m->note);
		return;
	}
	v = add(a, m->trust);
	sentence_add(&v->text, "version %llu", (unsigned long long)m->version);
	if (m->version > 1)
		sentence_add(&v->text, " follows %llu", (unsigned long long)(m->version - 1));
	sentence_add(&v->text, "; attested ");
	add_time(&v->text, m->attested_at);
	sentence_add(&v->text, " by %s", who);
}

/* Adds the model's own figures. Their mark says whose word they are, not that they are true. */
static void add_figures(struct answering *a)
{
	const struct snapshot_model *m = a->m;
	struct model_answer *v;

	if (m->figures == MODEL_FIGURES_CONTRADICTED) {
		v = add_fault(a, m->trust);
		sentence_add(&v->text, "the publisher attested other figures than its file has");
	}
	if (m->loss < 0) {
		v = add(a, TRUST_NONE);
		sentence_add(&v->text, "its own figures: in its file, which is not here yet");
		return;
	}
	v = add(a, model_state_figures_trust(m->figures, m->trust));
	sentence_add(&v->text, "held-out loss %.4f over ", m->loss);
	add_count(&v->text, m->tested_on, "record");
	sentence_add(&v->text, "%s; tells %s",
		     m->figures == MODEL_FIGURES_ATTESTED ? ", attested by the publisher" : "",
		     m->labels);
}

/* A version of which nothing is attested has no signature to show. */
static void answer_trained(struct answering *a)
{
	const struct snapshot_model *m = a->m;

	if (m->state == MODEL_NOT_STATED)
		add_gap(a, "the publisher attests no version of this model");
	else if (m->state == MODEL_WAITING)
		add_gap(a, "its attestation is not in the agreed block yet");
	else
		add_signature(a);
	if (m->state == MODEL_ATTESTED && m->figures == MODEL_FIGURES_NOT_STATED)
		add_gap(a, "the publisher attests no figures of this model");
	add_figures(a);
}

/* Whether the dataset is of this model's datanet and in the model that it uses. */
static bool is_own_part(const struct answering *a, const struct snapshot_dataset *d)
{
	return a->m->current && d->state == DATASET_IN_MODEL && d->of.network == a->m->of.network &&
	       d->of.datanet == a->m->of.datanet;
}

/* The own datasets in the model with their part of all influence that is settled. */
static void add_own(struct answering *a)
{
	size_t shown = 0, more = 0;
	struct model_answer *v;

	for (size_t i = 0; i < a->s->n_datasets; i++) {
		const struct snapshot_dataset *d = &a->s->datasets[i];

		if (!is_own_part(a, d))
			continue;
		if (shown++ >= OWN_SHOWN) {
			more++;
			continue;
		}
		v = add(a, snapshot_dataset_trust(d));
		sentence_add(&v->text, "yours: %s, ", d->name);
		add_count(&v->text, d->records, "record");
		if (d->share >= 0)
			sentence_add(&v->text, ", %.1f %% of the influence", d->share * 100);
		v->share = d->share;
	}
	if (more > 0)
		sentence_add(&add(a, TRUST_NONE)->text, "and %zu more of yours", more);
}

/* Datasets of the manifest that a reader must know of. */
static void add_troubles(struct answering *a)
{
	const struct snapshot_model *m = a->m;
	struct model_answer *v;

	if (m->withdrawn > 0) {
		v = add_fault(a, m->data_trust);
		add_count(&v->text, m->withdrawn, "dataset");
		sentence_add(&v->text, " withdrawn: not in the next version");
	}
	if (m->unknown > 0) {
		v = add_fault(a, m->data_trust);
		add_count(&v->text, m->unknown, "dataset");
		sentence_add(&v->text, " that nobody attested");
	}
	if (m->others > 0) {
		v = add_fault(a, m->data_trust);
		add_count(&v->text, m->others, "dataset");
		sentence_add(&v->text, " not committed to this datanet");
	}
}

/* Counts of accounts are there only when the commitments were read. */
static void answer_contributed(struct answering *a)
{
	const struct snapshot_model *m = a->m;
	struct model_answer *v;

	switch (m->training) {
	case MODEL_TRAINING_NOT_STATED:
		add_gap(a, "the publisher names no training manifest");
		break;
	case MODEL_TRAINING_UNREAD: add_gap(a, "the training manifest was not read yet"); break;
	case MODEL_TRAINING_NOT_GIVEN:
		add_gap(a, "the training manifest that is attested was not given");
		break;
	case MODEL_TRAINING_WRONG:
		add_gap(a, "the attested training manifest is not one of this datanet")->warns =
			true;
		break;
	case MODEL_TRAINING_GIVEN:
		v = add(a, m->data_trust != TRUST_NONE ? m->data_trust : m->trust);
		if (m->data_trust != TRUST_NONE) {
			add_count(&v->text, m->accounts, "account");
			sentence_add(&v->text, ", ");
		}
		add_count(&v->text, m->datasets, "dataset");
		sentence_add(&v->text, ", ");
		add_count(&v->text, m->records, "record");
		add_troubles(a);
		break;
	}
	add_own(a);
}

/* The newest epoch of the datanet, whoever's leaves it is about, or NULL. */
static const struct snapshot_epoch *newest_epoch(const struct answering *a, size_t *n)
{
	const struct snapshot_epoch *newest = NULL;

	*n = 0;
	for (size_t i = 0; i < a->s->n_epochs; i++) {
		const struct snapshot_epoch *e = &a->s->epochs[i];

		if (e->of.network != a->m->of.network || e->of.datanet != a->m->of.datanet)
			continue;
		if (newest == NULL || e->epoch > newest->epoch)
			newest = e;
		*n += e->of.account == newest->of.account;
	}
	return newest;
}

/* Adds the audit of the own leaves, and whether the payer has the money. */
static void add_payments(struct answering *a)
{
	struct model_answer *v;

	for (size_t i = 0; i < a->s->n_standings; i++) {
		const struct snapshot_standing *st = &a->s->standings[i];
		const struct snapshot_royalty *r = owner_royalty(a->s, &st->of);

		if (st->of.network != a->m->of.network || st->of.datanet != a->m->of.datanet)
			continue;
		for (size_t k = 0; k < st->n_audit; k++) {
			v = add(a, st->audit[k].trust);
			sentence_add(&v->text, "yours: ");
			sentence_add_sentence(&v->text, &st->audit[k].said);
		}
		if (r != NULL && r->underfunded) {
			v = add_fault(a, r->claimable.trust);
			sentence_add(&v->text, "the distributor holds less than is claimable");
		}
	}
}

/* The split is the datanet's word; the pool of an epoch is attested. */
static void answer_paid(struct answering *a)
{
	const struct snapshot_datanet *d = owner_datanet(a->s, &a->m->of);
	size_t n;
	const struct snapshot_epoch *e = newest_epoch(a, &n);
	struct model_answer *v;

	if (d != NULL && d->has_split) {
		v = add(a, TRUST_REPORTED);
		sentence_add(&v->text, "%.4g %% of each fee goes to contributors",
			     d->contributors_bp / 100.0);
	} else {
		add_gap(a, "how a fee is split");
	}
	if (e == NULL) {
		add_gap(a, "no epoch of this datanet is settled");
		return;
	}
	v = add(a, trust_min(e->trust, TRUST_PROVEN));
	sentence_add(&v->text, "epoch %llu: a pool of ", (unsigned long long)e->epoch);
	sentence_add_amount(&v->text, &e->pool.raw, e->symbol, e->decimals, AMOUNT_PLACES);
	add_payments(a);
}

/* Adds each part of a licence with its demands; the text of the licence decides. */
static void add_terms(struct sentence *text, const char *license)
{
	char id[TERMS_ID_SIZE];
	const char *at = license, *asks;

	for (bool first = true; terms_next(id, &at); first = false) {
		asks = terms_of(id);
		sentence_add(text, "%s %s", first ? ":" : ";", id);
		if (asks != NULL)
			sentence_add(text, ", asks: %s", asks);
	}
}

/* The oldest version of this model whose file was here, or NULL. */
static const struct snapshot_model *first_measured(const struct answering *a)
{
	const struct snapshot_model *oldest = NULL;

	for (size_t i = 0; i < a->s->n_models; i++) {
		const struct snapshot_model *m = &a->s->models[i];

		if (m->of.network == a->m->of.network && m->of.datanet == a->m->of.datanet &&
		    m->loss >= 0 && m->version > 0 && m->version < a->m->version &&
		    (oldest == NULL || m->version < oldest->version))
			oldest = m;
	}
	return oldest;
}

/* The licences are the publisher's and the contributors' words, whatever they mean in law. */
static void answer_owns(struct answering *a)
{
	const struct snapshot_model *m = a->m, *before = first_measured(a);
	struct model_answer *v;

	if (m->license[0] != '\0') {
		v = add(a, m->trust);
		sentence_add(&v->text, "weights");
		add_terms(&v->text, m->license);
	} else {
		add_gap(a, "the licence of the weights");
	}
	if (m->data_licenses[0] != '\0') {
		v = add(a, m->data_trust);
		sentence_add(&v->text, "records, by datasets: %s", m->data_licenses);
	} else {
		add_gap(a, "the licences of the records");
	}
	if (before != NULL && m->loss >= 0) {
		v = add(a, trust_min(model_state_figures_trust(m->figures, m->trust),
				     model_state_figures_trust(before->figures, before->trust)));
		sentence_add(&v->text, "held-out loss %.4f, %.4f in version %llu", m->loss,
			     before->loss, (unsigned long long)before->version);
	}
}

void answer_model(struct model_answers *out, const struct snapshot *s,
		  const struct snapshot_model *m)
{
	static void (*const answers[CARD_QUESTIONS])(struct answering * a) = {
		[CARD_WHO_TRAINED] = answer_trained,
		[CARD_WHO_CONTRIBUTED] = answer_contributed,
		[CARD_WHO_IS_PAID] = answer_paid,
		[CARD_WHO_OWNS] = answer_owns,
	};
	struct answering a = {.out = out, .s = s, .m = m};

	out->n = 0;
	for (int q = 0; q < CARD_QUESTIONS; q++) {
		a.question = (enum card_question)q;
		answers[q](&a);
	}
}

const char *describe_question(enum card_question question)
{
	switch (question) {
	case CARD_WHO_TRAINED: return "WHO TRAINED IT?";
	case CARD_WHO_CONTRIBUTED: return "WHO CONTRIBUTED?";
	case CARD_WHO_IS_PAID: return "WHO IS PAID?";
	case CARD_WHO_OWNS: return "WHO OWNS IMPROVEMENTS?";
	}
	return "";
}

const char *name_question(enum card_question question)
{
	switch (question) {
	case CARD_WHO_TRAINED: return "trained";
	case CARD_WHO_CONTRIBUTED: return "contributed";
	case CARD_WHO_IS_PAID: return "paid";
	case CARD_WHO_OWNS: return "owns";
	}
	return "";
}

bool is_model_meant(const struct snapshot *s, const struct snapshot_model *m, const char *name)
{
	const struct snapshot_datanet *d = owner_datanet(s, &m->of);
	uint64_t version;

	if (name == NULL)
		return m->current;
	if (strncmp(name, "0x", 2) != 0 && parse_u64(&version, name, strlen(name)) == STATUS_OK)
		return m->version != 0 && m->version == version;
	return strcmp(name, m->name) == 0 ||
	       (d != NULL && m->current && strcmp(name, d->name) == 0) ||
	       hash_is_meant(&m->hash, name);
}
