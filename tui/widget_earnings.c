/* The picture of the last epochs' payments, and the numbers below it. */
#include "tui/widget_earnings.h"

#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "tui/widget_chart.h"

/*
 * The amount that an epoch paid, for all datasets or for one, or NULL. `*leaf` moves along
 * s->scores with the epochs.
 */
static const struct u256 *amount_of(const struct snapshot *s, size_t epoch, uint32_t dataset,
				    size_t *leaf)
{
	if (dataset == WIDGET_EARNINGS_ALL)
		return &s->epochs[epoch].own.raw;
	/* Epochs and scores are both sorted with the newest epoch first. */
	for (; *leaf < s->n_scores && s->scores[*leaf].epoch >= s->epochs[epoch].epoch; ++*leaf)
		if (s->scores[*leaf].epoch == s->epochs[epoch].epoch &&
		    s->scores[*leaf].dataset == dataset)
			return &s->scores[*leaf].amount.raw;
	return NULL;
}

void widget_earnings_of(struct widget_earnings *out, const struct snapshot *s, uint32_t dataset,
			size_t most)
{
	double unit = pow(10, s->n_royalties > 0 ? s->royalties[0].decimals : 18);
	size_t n = s->n_epochs, leaf = 0, first = 0;

	most = most < WIDGET_EARNINGS_MAX ? most : WIDGET_EARNINGS_MAX;
	n = n < most ? n : most;
	for (size_t i = 0; i < n; i++) {
		const struct u256 *amount = amount_of(s, i, dataset, &leaf);

		out->v[n - 1 - i] = amount != NULL ? u256_to_double(amount) / unit : 0;
	}
	while (first < n && out->v[first] <= 0)
		first++;
	for (size_t i = first; i < n; i++)
		out->v[i - first] = out->v[i];
	out->n = n - first;
}

/*
 * Cuts a number after some places, as amounts are cut everywhere. Half a millionth is added for
 * digits that a double lacks.
 */
static double cut(double v, double places)
{
	double unit = pow(10, places);

	return floor(v * unit + 5e-7) / unit;
}

void widget_earnings_draw(const struct dashboard *d, struct screen *s, struct screen_area a,
			  const struct widget_earnings *e, int rows)
{
	double least = INFINITY, most = 0, sum = 0;
	int w = (int)e->n, places;
	char text[96];

	screen_text(s, a, 0, 0, STYLE_BOLD, "PER EPOCH");
	if (e->n == 0) {
		screen_wrap(s, a, 1, 0, 3, a.w, STYLE_DIM, "no epoch has paid for it yet");
		return;
	}
	screen_printf(s, a, 0, 9, STYLE_DIM, ", LAST %zu", e->n);
	widget_chart_spark(s, a, 1, 0, rows, 2 * w <= a.w ? 2 * w : w, STYLE_ACCENT, e->v, e->n);
	for (size_t i = 0; i < e->n; i++) {
		least = e->v[i] < least ? e->v[i] : least;
		most = e->v[i] > most ? e->v[i] : most;
		sum += e->v[i];
	}
	/* Places are given up until the three numbers fit the line. */
	places = most < 0.1 ? 6 : 3;
	do
		snprintf(text, sizeof(text), "%.*f least  %.*f mean  %.*f last", places,
			 cut(least, places), places, cut(sum / (double)e->n, places), places,
			 cut(e->v[e->n - 1], places));
	while (text_width(text) > a.w && places-- > 0);
	if (!d->hide)
		screen_fit(s, a, 1 + rows, 0, a.w, STYLE_DIM, text);
}
