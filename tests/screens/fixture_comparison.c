/*
 * A comparison of records with models: two that take them, one that lacks their labels, one that
 * does not take their licence, and one whose file is not to be had.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tests/screens/fixture_private.h"

#define RECORDS 96
#define JUNK	12 /* records with the label "junk" */

static const char *const labels[][4] = {
	{"ham", "spam"}, {"other", "spam", "update"}, {"business", "science", "sport", "world"}};

/* A pool of `epochs` epochs of an hour. */
static struct comparison_pool pool(const char *sum, uint64_t epochs, const char *symbol,
				   enum trust trust)
{
	struct comparison_pool p = {.epochs = epochs,
				    .sum.raw = fixture_amount(sum),
				    .seconds = 3600 * epochs,
				    .chain_id = symbol[0] == 'O' ? 31337 : 31338,
				    .token = fixture_address(FIXTURE_TOKEN),
				    .decimals = 18,
				    .trust = trust};

	snprintf(p.symbol, sizeof(p.symbol), "%s", symbol);
	return p;
}

static struct compared_model *add(struct comparison *c, const char *network, const char *datanet,
				  const char *name)
{
	struct compared_model *m = &c->models[c->n_models];

	m->source = (uint32_t)c->n_models++;
	m->hash = fixture_hash(700 + m->source);
	snprintf(m->network, sizeof(m->network), "%s", network);
	snprintf(m->datanet, sizeof(m->datanet), "%s", datanet);
	snprintf(m->name, sizeof(m->name), "%s", name);
	return m;
}

/* The labels that a model has, and those of the records that it lacks. */
static void add_names(struct comparison *c, struct compared_model *m, const char *const *names,
		      size_t n)
{
	m->first_name = c->n_names;
	m->n_names = n;
	for (size_t i = 0; i < n; i++)
		snprintf(c->names[c->n_names++], sizeof(c->names[0]), "%s", names[i]);
	text_list(m->labels, sizeof(m->labels), names, n);
}

static void add_missing(struct comparison *c, struct compared_model *m, const char *label,
			uint64_t records, const char *proposal)
{
	struct compared_label *l = &c->labels[c->n_labels];
	const char *names[LIMIT_CLASSES], *to;
	size_t n = comparison_names_of(names, c, m);

	if (m->labels_to_map++ == 0)
		m->first_label = c->n_labels;
	c->n_labels++;
	to = label_map_find(c->rules, c->n_rules, label, names, n);
	snprintf(l->network, sizeof(l->network), "%s", m->network);
	snprintf(l->datanet, sizeof(l->datanet), "%s", m->datanet);
	snprintf(l->model, sizeof(l->model), "%s", m->name);
	snprintf(l->label, sizeof(l->label), "%s", label);
	snprintf(l->to, sizeof(l->to), "%s", to != NULL ? to : proposal);
	l->records = records;
	l->mapping = to != NULL		   ? COMPARISON_MAPPED
		     : proposal[0] != '\0' ? COMPARISON_PROPOSED
					   : COMPARISON_NO_LIKE;
}

/* Records that a rule maps are scored, and add to the share. */
static void take(struct compared_model *m, uint64_t scored, double share, struct comparison_pool of,
		 uint64_t contributors)
{
	m->scored = scored;
	m->not_scored = RECORDS - scored;
	m->helpful = scored * 3 / 5;
	m->harmful = scored / 4;
	m->neutral = scored - m->helpful - m->harmful;
	m->has_share = true;
	m->share = share;
	m->pool = of;
	m->has_contributors = true;
	m->contributors = contributors;
	comparison_set_worth(m);
}

static void refuse(struct compared_model *m, enum comparison_verdict verdict, const char *note)
{
	m->verdict = verdict;
	snprintf(m->note, sizeof(m->note), "%s", note);
}

static void add_mail(struct comparison *c)
{
	struct compared_model *m = add(c, "devnet", "mail-filter", "mail-filter 7");
	bool mapped;

	add_names(c, m, labels[0], 2);
	add_missing(c, m, "junk", JUNK, "");
	add_missing(c, m, "Spam", 4, "spam");
	mapped = c->labels[m->first_label].mapping == COMPARISON_MAPPED;
	take(m, RECORDS - 4 - (mapped ? 0 : JUNK), mapped ? 0.047 : 0.019,
	     pool("563.25", 10, "OPEN", TRUST_PROVEN), 9);
	snprintf(m->licenses, sizeof(m->licenses), "CC0-1.0, CC-BY-4.0");
	snprintf(m->weights, sizeof(m->weights), "CC-BY-4.0");
	m->weights_state = MODEL_ATTESTED;
	m->weights_trust = TRUST_PROVEN;
}

static void add_others(struct comparison *c)
{
	struct compared_model *m = add(c, "grove", "topics", "short-texts 3");

	add_names(c, m, labels[1], 3);
	take(m, 96, 0.114, pool("18.4", 4, "LEAF", TRUST_AGREED), 3);
	snprintf(m->note, sizeof(m->note),
		 "an older model: the datanet uses another by now, which could not be fetched");
	m = add(c, "grove", "news", "news 2");
	add_names(c, m, labels[2], 4);
	add_missing(c, m, "ham", 46, "");
	add_missing(c, m, "spam", 34, "sport");
	add_missing(c, m, "junk", JUNK, "");
	m->pool = pool("18.4", 4, "LEAF", TRUST_AGREED);
	refuse(m, COMPARISON_LABELS, "no record has a label that it knows");
	m = add(c, "devnet", "notes", "notes 1");
	m->weights_state = MODEL_WAITING;
	refuse(m, COMPARISON_LICENSE, "it does not take the licence CC0-1.0");
	snprintf(m->licenses, sizeof(m->licenses), "MIT");
	m = add(c, "heath", "leaves", "leaves 4");
	m->hash = (struct hash){.bytes = {0}};
	refuse(m, COMPARISON_NO_FILE, "the datanet leaves does not answer: timed out after 10 s");
}

static char *copied(const char *text)
{
	char *copy = text[0] != '\0' ? strdup(text) : NULL;

	if (copy == NULL && text[0] != '\0')
		abort();
	return copy;
}

struct comparison *fixture_comparison(const char *path, const char *language, const char *license,
				      const struct label_rule *rules, size_t n_rules)
{
	struct comparison *c = comparison_new();

	if (c == NULL)
		abort();
	snprintf(c->path, sizeof(c->path), "%s", path);
	c->source = copied(path);
	c->language = copied(language);
	c->license = copied(license);
	c->rules = fixture_table(n_rules + 1, sizeof(*c->rules));
	c->n_rules = n_rules;
	if (n_rules > 0)
		memcpy(c->rules, rules, n_rules * sizeof(*rules));
	c->seconds = 0.03;
	c->records = RECORDS;
	c->duplicates = 1;
	c->models = fixture_table(8, sizeof(*c->models));
	c->labels = fixture_table(8, sizeof(*c->labels));
	c->names = fixture_table(16, sizeof(*c->names));
	add_mail(c);
	add_others(c);
	comparison_rank(c);
	return c;
}
