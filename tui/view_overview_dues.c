/*
 * The sums of what other payers owe, a figure with its mark each. A token that is not pinned has a
 * sum of its own, and one whose name misleads or is missing is counted and not named here.
 */
#include "tui/view_overview_dues.h"

#include <stdio.h>

#include "base/text.h"
#include "chain/value.h"
#include "lists/due_sums.h"

/* Whether the sum can be named in one line and is of something. */
static bool is_named(const struct due_sum *sum)
{
	const struct total_sum *claimable = &sum->claimable;

	return (sum->of->known == DUE_TOKEN_PINNED || sum->of->known == DUE_TOKEN_AGREED) &&
	       claimable->figure.known && !u256_is_zero(&claimable->figure.value);
}

/* Writes "31.000 000 OPEN ✓" */
static void write_sum(const struct dashboard *d, char *out, size_t cap, const struct due_sum *sum)
{
	const struct figure *f = &sum->claimable.figure;
	const struct value_style style = {.ascii = d->options.ascii, .hide = d->hide};
	struct value v = {.type = VALUE_AMOUNT};
	char text[VALUE_TEXT_SIZE];

	value_set_amount(&v, &f->value, sum->of->symbol, sum->of->decimals);
	value_text(text, sizeof(text), &v, &style);
	snprintf(out, cap, "%s %s %s%s", text, sum->of->symbol,
		 d->options.accessible ? trust_word(f->trust)
				       : trust_mark(f->trust, d->options.ascii),
		 sum->claimable.partial ? "+" : "");
}

int view_overview_dues_draw(struct dashboard *d, struct screen *s, struct screen_area a)
{
	struct due_sum sums[DUE_SUMS_MOST];
	size_t n = due_sums_add_up(sums, d->snap, DUE_SUMS_OTHERS, false), left = n;
	char text[VALUE_TEXT_SIZE + 64], rest[64];
	int x = 0;

	if (n == 0 || a.h < 6)
		return 0;
	x += screen_fit(s, a, 0, 0, a.w, STYLE_BOLD, a.w < 60 ? "OTHERS" : "OTHER PAYERS") + 2;
	for (size_t i = 0; i < n; i++) {
		if (!is_named(&sums[i]))
			continue;
		write_sum(d, text, sizeof(text), &sums[i]);
		snprintf(rest, sizeof(rest), "and %zu more, see 5 claims", left - 1);
		if (x + text_width(text) + 2 + text_width(rest) > a.w)
			break;
		x += screen_text(s, a, 0, x, STYLE_TEXT, text) + 2;
		left--;
	}
	snprintf(rest, sizeof(rest),
		 left == n  ? "%zu tokens, see 5 claims"
		 : left > 0 ? "and %zu more, see 5 claims"
			    : "see 5 claims",
		 left);
	screen_fit(s, a, 0, x, a.w - x, STYLE_DIM, rest);
	return 2;
}
