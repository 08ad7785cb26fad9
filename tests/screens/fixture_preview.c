/*
 * Previews of the screens. Of 96 ordinary records all figures occur; the other kinds of files
 * change what is said of them.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tests/screens/fixture_private.h"

/* Influence falls from record to record, so that helpful, neutral and harmful ones all occur. */
static struct preview *ordinary(void)
{
	static const char *const spam[] = {"claim your reward now before midnight, act fast",
					   "watches at half price", "you have won a prize",
					   "cheap pills without questions"};
	static const char *const ham[] = {"minutes of the tuesday meeting", "re: lunch?",
					  "draft of the report", "the build is green again"};
	struct preview *p = fixture_table(1, sizeof(*p));

	atomic_init(&p->references, 1);
	snprintf(p->path, sizeof(p->path), "/home/ada/data/notes-draft.jsonl");
	p->source = strdup(p->path);
	snprintf(p->model_name, sizeof(p->model_name), "mail-filter 7");
	p->model = fixture_hash(77);
	p->seconds = 0.02;
	p->records = p->n_rows = 96;
	p->rows = fixture_table(96, sizeof(*p->rows));
	p->lowest = -0.062;
	p->highest = 0.062;
	p->forecasts = true;
	p->held_out = 400;
	p->inferences = 1000;
	p->all = (struct preview_outcome){.records = 96,
					  .known = true,
					  .change = -0.004,
					  .low = -0.007,
					  .high = -0.002,
					  .has_share = true,
					  .share = 0.019,
					  .share_low = 0.012,
					  .share_high = 0.026};
	p->suspicious = 2;
	p->duplicates = 1;
	snprintf(p->assumptions, sizeof(p->assumptions),
		 "as if today's model and queries stayed the same");
	for (int i = 0; i < 96; i++) {
		struct preview_row *r = &p->rows[i];
		double v = 0.0412 * cos(i / 95.0 * 3.14159) - (i > 93 ? 0.02 : 0);
		bool is_spam = i * 7 % 3 == 0;

		*r = (struct preview_row){.index = (uint64_t)(i * 37 % 96),
					  .influence = (float)v,
					  .percentile = (float)(99 - i),
					  .loss = (float)(0.2 + i * 0.05),
					  .probability = (float)(0.95 - i * 0.009),
					  .duplicate_of = i == 5 ? 12 : UINT64_MAX,
					  .suspicious = i > 93};
		snprintf(r->label, sizeof(r->label), is_spam ? "spam" : "ham");
		snprintf(r->predicted, sizeof(r->predicted), is_spam != (i > 93) ? "spam" : "ham");
		snprintf(r->text, sizeof(r->text), "%s", (is_spam ? spam : ham)[i % 4]);
		p->helpful += v > 0.001;
		p->harmful += v < -0.001;
		p->neutral += v <= 0.001 && v >= -0.001;
		p->histogram[(int)((v / 0.062 + 1) / 2 * 40.999)]++;
	}
	return p;
}

struct record_words *fixture_record_words(const struct preview_row *r)
{
	static const struct record_word words[] = {
		{.influence = 0.0132, .times = 3, .text = "line"},
		{.influence = 0.0101, .times = 1, .text = "first line"},
		{.influence = 0.0094, .times = 2, .shared = 1, .text = "bell / for long"},
		{.influence = 0.0040, .times = 1, .text = "goes on"},
		{.influence = 0.0021, .times = 1, .text = "enough"},
		{.influence = 0.0000, .times = 2, .shared = 1, .text = "a / long enough"},
		{.influence = -0.0007, .times = 1, .text = "that"},
		{.influence = -0.0012, .times = 40, .text = "of a"},
		{.influence = -0.0025, .times = 1, .text = "record"},
		{.influence = -0.0033, .times = 1, .text = "and a"},
	};
	struct record_words *w = fixture_table(1, sizeof(*w));

	w->v = fixture_table(ARRAY_SIZE(words), sizeof(*w->v));
	memcpy(w->v, words, sizeof(words));
	w->n = ARRAY_SIZE(words);
	w->influence = w->constant = (double)r->influence;
	for (size_t i = 0; i < w->n; i++)
		w->constant -= words[i].influence;
	snprintf(w->label, sizeof(w->label), "%s", r->label);
	return w;
}

static struct preview_outcome outcome(uint64_t records, double change, double share)
{
	return (struct preview_outcome){.records = records,
					.known = true,
					.change = change,
					.low = change - 0.003,
					.high = change + 0.002,
					.has_share = true,
					.share = share,
					.share_low = share * 0.6,
					.share_high = share * 1.4};
}

/* Every fourth label is wrong: some words contradict one another, two lines are broken. */
static void make_bad(struct preview *p)
{
	p->all = outcome(94, 0.0142, 0);
	p->without_harmful = outcome(47, -0.0061, 0.028);
	p->without_wrong = outcome(75, -0.0035, 0.019);
	p->noise = (struct preview_noise){
		.known = true, .rate = 0.22, .error = 0.03, .precision = 0.86, .least = 0.79};
	p->suspicious = 19;
	p->contradictions = 4;
	p->broken = 2;
	p->broken_line[0] = 17;
	p->broken_line[1] = 18;
	p->unlabelled = 2;
	for (size_t i = 0; i < p->n_rows; i++) {
		p->rows[i].suspicious = i >= p->n_rows - 19;
		p->rows[i].contradicted = i % 24 == 3;
		p->rows[i].contradicts = (uint32_t)(i * 5 % 96);
		p->rows[i].broken = p->rows[i].unknown_label = i == 47 || i == 48;
	}
}

static void make_crafted(struct preview *p)
{
	p->all = outcome(96, -0.0004, 0.0011);
	p->suspicious = p->duplicates = 0;
	p->extreme = 71;
	p->crafted = PREVIEW_TOO_HELPFUL;
	for (size_t i = 0; i < p->n_rows; i++) {
		p->rows[i].suspicious = false;
		p->rows[i].percentile = i < 61 ? 100 : 50;
	}
}

/* Nothing is told of its labels, and the publisher tried no such set. */
static void make_one_label(struct preview *p)
{
	p->noise = (struct preview_noise){.one_label = true};
	p->suspicious = p->duplicates = 0;
	p->all = (struct preview_outcome){
		.records = 96,
		.why = "the publisher tried too few forecasts of such sets for an interval"};
	p->without_harmful = p->without_wrong = p->all;
	p->without_harmful.records = 49;
	for (size_t i = 0; i < p->n_rows; i++) {
		p->rows[i].suspicious = false;
		p->rows[i].duplicate_of = UINT64_MAX;
		snprintf(p->rows[i].label, sizeof(p->rows[i].label), "spam");
	}
}

/* Nothing of the file is scored. `named`: its labels, which the model lacks; NULL: it has none. */
static void make_foreign(struct preview *p, const char *named)
{
	p->all = p->without_harmful = p->without_wrong = (struct preview_outcome){
		.why = "no record is left that the model could learn from"};
	p->foreign = named != NULL ? PREVIEW_FOREIGN_LABELS : PREVIEW_NO_LABELS;
	p->noise.known = false;
	p->helpful = p->harmful = p->neutral = p->suspicious = p->duplicates = 0;
	p->unlabelled = 96;
	p->without_label = named != NULL ? 0 : 96;
	p->lowest = p->highest = 0;
	memset(p->histogram, 0, sizeof(p->histogram));
	for (size_t i = 0; i < p->n_rows; i++) {
		struct preview_row *r = &p->rows[i];

		r->unknown_label = true;
		r->no_label = named == NULL;
		r->influence = r->loss = r->probability = 0;
		r->percentile = -1;
		r->suspicious = false;
		r->duplicate_of = UINT64_MAX;
		snprintf(r->label, sizeof(r->label), "%s", named != NULL ? named : "");
	}
}

/* Names the model's labels, and the one label of the file, if the model lacks it. */
static void name_labels(struct preview *p, const char *named, const char *like)
{
	snprintf(p->labels, sizeof(p->labels), "ham, spam");
	p->names = fixture_table(2, sizeof(*p->names));
	p->n_names = 2;
	snprintf(p->names[0], sizeof(p->names[0]), "ham");
	snprintf(p->names[1], sizeof(p->names[1]), "spam");
	if (named == NULL)
		return;
	p->lacking = fixture_table(1, sizeof(*p->lacking));
	p->n_lacking = 1;
	*p->lacking = (struct compared_label){.model = "mail-filter 7",
					      .records = 96,
					      .mapping = like[0] != '\0' ? COMPARISON_PROPOSED
									 : COMPARISON_NO_LIKE};
	snprintf(p->lacking->label, sizeof(p->lacking->label), "%s", named);
	snprintf(p->lacking->to, sizeof(p->lacking->to), "%s", like);
}

struct preview *fixture_preview(const char *path)
{
	struct preview *p = ordinary();

	p->without_harmful = outcome(49, -0.0062, 0.024);
	p->without_wrong = outcome(94, -0.0048, 0.021);
	p->noise = (struct preview_noise){
		.known = true, .rate = 0.03, .error = 0.02, .precision = 0.81, .least = 0.62};
	if (strstr(path, "foreign") != NULL)
		name_labels(p, "zebra", "");
	else if (strstr(path, "renamed") != NULL)
		name_labels(p, "Spam", "spam");
	else
		name_labels(p, NULL, "");
	if (strstr(path, "bad") != NULL)
		make_bad(p);
	else if (strstr(path, "crafted") != NULL)
		make_crafted(p);
	else if (strstr(path, "one-label") != NULL)
		make_one_label(p);
	else if (strstr(path, "foreign") != NULL)
		make_foreign(p, "zebra");
	else if (strstr(path, "renamed") != NULL)
		make_foreign(p, "Spam");
	else if (strstr(path, "unlabelled") != NULL)
		make_foreign(p, NULL);
	return p;
}
