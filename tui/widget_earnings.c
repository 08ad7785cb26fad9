/* The picture of the last epochs' payments, and the numbers below it. */
#include "tui/widget_earnings.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "chain/total.h"
#include "tui/widget_chart.h"

static bool same_owner(const struct snapshot_owner *a, const struct snapshot_owner *b)
{
	return a->network == b->network && a->datanet == b->datanet && a->account == b->account;
}

/*
 * The amount that an epoch paid, for all datasets or for one, or NULL. `*leaf` moves along
 * s->scores with the epochs.
 */
static const struct u256 *amount_of(const struct snapshot *s, size_t epoch, uint32_t dataset,
				    size_t *leaf)
{
	if (dataset == WIDGET_EARNINGS_ALL)
		return &s->epochs[epoch].own.raw;
	/* Epochs and scores of one owner are both sorted with the newest epoch first. */
	for (; *leaf < s->n_scores; ++*leaf) {
		const struct snapshot_score *score = &s->scores[*leaf];

		if (!same_owner(&score->of, &s->epochs[epoch].of))
			continue;
		if (score->epoch < s->epochs[epoch].epoch)
			break;
		if (score->epoch == s->epochs[epoch].epoch && score->dataset == dataset)
			return &score->amount.raw;
	}
	return NULL;
}

/*
 * Amounts of two tokens have no sum, and no common scale to be drawn in; tokens of two networks may
 * have one address. Epochs of two datanets or accounts are no one row of epochs.
 */
static bool is_in_picture(const struct snapshot_epoch *a, const struct snapshot_epoch *newest)
{
	return same_owner(&a->of, &newest->of) && address_equal(&a->token, &newest->token) &&
	       a->decimals == newest->decimals;
}

/* The newest epoch of a dataset's owner, or of the account that acts, or of all; NULL: none. */
static const struct snapshot_epoch *find_newest(const struct snapshot *s, uint32_t dataset)
{
	for (size_t i = 0; i < s->n_epochs; i++)
		if (dataset != WIDGET_EARNINGS_ALL
			    ? same_owner(&s->epochs[i].of, &s->datasets[dataset].of)
			    : s->epochs[i].of.account == s->account)
			return &s->epochs[i];
	return dataset == WIDGET_EARNINGS_ALL && s->n_epochs > 0 ? &s->epochs[0] : NULL;
}

static struct value amount_value(const struct u256 *raw, const struct snapshot_epoch *epoch)
{
	struct value v = {.type = VALUE_AMOUNT};

	value_set_amount(&v, raw, epoch->symbol, epoch->decimals);
	return v;
}

/* Sets least, mean and last of `n` amounts, the newest first. A sum past 2^256 leaves no mean. */
static void summarize(struct widget_earnings *out, const struct u256 *amounts, size_t n,
		      const struct snapshot_epoch *epoch)
{
	const struct u256 count = u256_from_u64(n);
	struct total sum = {.over = false}, mean = sum;
	struct u256 least = amounts[0];

	for (size_t i = 0; i < n; i++) {
		least = u256_compare(&amounts[i], &least) < 0 ? amounts[i] : least;
		total_add(&sum, &amounts[i]);
	}
	out->least = amount_value(&least, epoch);
	out->last = amount_value(&amounts[0], epoch);
	/* A mean is rounded as the total is that it comes from. */
	mean.over = sum.over || u256_div(&mean.sum, NULL, &sum.sum, &count) != STATUS_OK;
	total_value(&out->mean, &mean, epoch->symbol, epoch->decimals);
}

void widget_earnings_of(struct widget_earnings *out, const struct snapshot *s, uint32_t dataset,
			size_t most)
{
	static const struct u256 nothing;
	const struct snapshot_epoch *newest = find_newest(s, dataset);
	struct u256 amounts[WIDGET_EARNINGS_MAX];
	size_t n = 0, paid = 0, leaf = 0;

	*out = (struct widget_earnings){.n = 0};
	most = most < WIDGET_EARNINGS_MAX ? most : WIDGET_EARNINGS_MAX;
	for (size_t i = 0; newest != NULL && i < s->n_epochs && n < most; i++) {
		const struct u256 *amount;

		if (!is_in_picture(&s->epochs[i], newest))
			continue;
		amount = amount_of(s, i, dataset, &leaf);
		amounts[n++] = amount != NULL ? *amount : nothing;
		if (amount != NULL && !u256_is_zero(amount))
			paid = n;
	}
	if (paid == 0)
		return;
	out->n = paid;
	out->of = newest->of;
	for (size_t i = 0; i < paid; i++)
		out->v[paid - 1 - i] = u256_to_double(&amounts[i]) / pow(10, newest->decimals);
	summarize(out, amounts, paid, newest);
}

/* Appends "25.072 052 last" where the line has room for all of it. */
static void add_figure(const struct dashboard *d, char *line, size_t cap, int w,
		       const struct value *v, const char *name)
{
	const struct value_style style = {.ascii = d->options.ascii};
	char text[VALUE_TEXT_SIZE];
	size_t len = strlen(line);

	value_text(text, sizeof(text), v, &style);
	if (v->known && text_width(line) + text_width(text) + text_width(name) + 3 <= w)
		snprintf(line + len, cap - len, "%s%s %s", len > 0 ? "  " : "", text, name);
}

void widget_earnings_draw(const struct dashboard *d, struct screen *s, struct screen_area a,
			  const struct widget_earnings *e, int rows)
{
	char line[3 * VALUE_TEXT_SIZE] = "";

	screen_text(s, a, 0, 0, STYLE_BOLD, "PER EPOCH");
	if (e->n == 0) {
		screen_wrap(s, a, 1, 0, 3, a.w, STYLE_DIM, "no epoch has paid for it yet");
		return;
	}
	screen_printf(s, a, 0, 9, STYLE_DIM, ", LAST %zu", e->n);
	/* A picture tells amounts, too: who knows one of them can read off the others. */
	if (d->hide) {
		screen_text(s, a, 1, 0, STYLE_DIM, "hidden");
		return;
	}
	widget_chart_spark(s, a, 1, 0, rows, widget_chart_width(e->n, a.w), STYLE_ACCENT, e->v,
			   e->n);
	add_figure(d, line, sizeof(line), a.w, &e->last, "last");
	add_figure(d, line, sizeof(line), a.w, &e->mean, "mean");
	add_figure(d, line, sizeof(line), a.w, &e->least, "least");
	screen_fit(s, a, 1 + rows, 0, a.w, STYLE_DIM, line);
}
