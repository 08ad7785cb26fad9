/*
 * A suffix array over the records, and the search of an output in it.
 *
 * Building: suffix_add() appends a record in its normalised form (normalise), suffix_build() sorts.
 * Searching: suffix_match() normalises the output, collect() finds the spans from left to right by
 * extend(), which narrows the range of suffixes token by token (narrow, bound); weigh() then gives
 * each span its weight. Invariant: a range [low, high) of the array holds all suffixes that begin
 * with the tokens looked at so far, and no others.
 */
#include "influence/suffix.h"

#include <divsufsort.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/pages.h"
#include "influence/elementary.h"
#include "influence/tokens.h"

void suffix_init(struct suffix *s)
{
	*s = (struct suffix){0};
	buf_init(&s->text, LIMIT_SUFFIX_TEXT);
}

void suffix_release(struct suffix *s)
{
	if (s == NULL)
		return;
	buf_wipe(&s->text);
	free(s->record);
	free(s->array);
	suffix_init(s);
}

/* The place of a token: in the output, and in the normalised text. */
struct suffix_place {
	size_t begin, end;
	size_t at; /* place of its first byte in the normalised text, after an SP */
};

/*
 * Appends an SP and the tokens, each followed by an SP. `places` (may be NULL) has room for
 * (len+1)/2. Returns the number of tokens.
 */
static size_t normalise(struct buf *out, struct suffix_place *places, const uint8_t *text,
			size_t len)
{
	size_t n = 0, i = 0;

	buf_add_byte(out, ' ');
	for (;;) {
		size_t begin, at = out->len;
		uint8_t *room;

		while (i < len && tokens_fold(text[i]) == 0)
			i++;
		if (i == len)
			return n;
		begin = i;
		while (i < len && tokens_fold(text[i]) != 0)
			i++;
		room = buf_reserve(out, i - begin + 1);
		if (room == NULL)
			return n;
		for (size_t k = begin; k < i; k++)
			*room++ = tokens_fold(text[k]);
		*room = ' ';
		buf_grew(out, i - begin + 1);
		if (places != NULL)
			places[n] = (struct suffix_place){begin, i, at};
		n++;
	}
}

enum status suffix_add(struct suffix *s, const void *text, size_t len)
{
	if (s->records == s->records_cap) {
		size_t cap = s->records_cap + s->records_cap / 2 + 64;
		size_t *record = realloc(s->record, cap * sizeof(*record));

		if (record == NULL)
			return ERR_MEMORY;
		s->record = record;
		s->records_cap = cap;
	}
	s->record[s->records++] = s->text.len;
	buf_add_byte(&s->text, '\n');
	s->tokens += normalise(&s->text, NULL, text, len);
	return buf_status(&s->text);
}

enum status suffix_build(struct suffix *s, struct err *e)
{
	enum status status = buf_status(&s->text);

	if (status != STATUS_OK)
		return err_set(e, status, "text: %s", status_phrase(status));
	free(s->array);
	s->array = malloc((s->text.len + 1) * sizeof(*s->array));
	if (s->array != NULL) /* sorting writes to all of it */
		pages_want_huge(s->array, (s->text.len + 1) * sizeof(*s->array));
	if (s->array == NULL ||
	    (s->text.len > 0 && divsufsort(s->text.data, s->array, (saidx_t)s->text.len) != 0))
		return err_set(e, ERR_MEMORY, "out of memory for a suffix array of %zu bytes",
			       s->text.len);
	return STATUS_OK;
}

/* The suffixes array[low .. high), which begin with a pattern. */
struct range {
	size_t low, high;
};

/*
 * The first suffix of `r` whose bytes from `skip` on are not less than those of `p`, or, `after`,
 * greater.
 */
static size_t bound(const struct suffix *s, struct range r, const uint8_t *p, size_t skip,
		    size_t len, bool after)
{
	while (r.low < r.high) {
		size_t middle = r.low + (r.high - r.low) / 2;
		size_t at = (size_t)s->array[middle] + skip;
		size_t left = at < s->text.len ? s->text.len - at : 0;
		size_t most = left < len - skip ? left : len - skip;
		int order = most > 0 ? memcmp(s->text.data + at, p + skip, most) : 0;

		if (order == 0 && most < len - skip)
			order = -1;
		if (order < 0 || (after && order == 0))
			r.low = middle + 1;
		else
			r.high = middle;
	}
	return r.low;
}

/*
 * Narrows a range of suffixes that share the first `skip` bytes of `p` to those that share `len`.
 */
static struct range narrow(const struct suffix *s, struct range r, const uint8_t *p, size_t skip,
			   size_t len)
{
	struct range to = {bound(s, r, p, skip, len, false), 0};

	to.high = bound(s, (struct range){to.low, r.high}, p, skip, len, true);
	return to;
}

size_t suffix_record_at(const struct suffix *s, size_t position)
{
	size_t low = 0, high = s->records;

	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (s->record[middle] <= position)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The weight of a token that stands in the text: −log2 of its share of all tokens. */
static double rarity(const struct suffix *s, const uint8_t *normal, const struct suffix_place *t)
{
	struct range r = narrow(s, (struct range){0, s->text.len}, normal + t->at - 1, 0,
				t->end - t->begin + 2);

	return -elementary_log((double)(r.high - r.low) / (double)s->tokens) / M_LN2;
}

/*
 * Extends a run of tokens that begins at `first` and is known to stand in the text up to `end`.
 * Out: `found`, when the run grew. Returns the new end.
 */
static size_t extend(struct range *found, const struct suffix *s, const uint8_t *normal,
		     const struct suffix_place *places, size_t first, size_t end, size_t n)
{
	size_t begin = places[first].at - 1, skip = 0;
	struct range r = {0, s->text.len};

	for (; end < n && end - first < SUFFIX_MAX_SPAN; end++) {
		size_t len = places[end].at + (places[end].end - places[end].begin) + 1 - begin;

		r = narrow(s, r, normal + begin, skip, len);
		if (r.low == r.high)
			break;
		*found = r;
		skip = len;
	}
	return end;
}

/*
 * Collects the maximal spans. A run that stands from i to `end` also stands from i+1 to `end`: ends
 * only grow, so that the work is linear.
 */
static void collect(struct suffix_match *m, const struct suffix *s, const uint8_t *normal,
		    const struct suffix_place *places, size_t min_tokens)
{
	size_t end = 0;

	for (size_t i = 0; i < m->tokens; i++) {
		struct range r = {0};
		size_t known = end > i ? end : i;

		end = extend(&r, s, normal, places, i, known, m->tokens);
		if (end == known || end - i < min_tokens)
			continue;
		m->span[m->n++] = (struct suffix_span){
			.begin = places[i].begin,
			.end = places[end - 1].end,
			.first = i,
			.tokens = end - i,
			.low = r.low,
			.high = r.high,
		};
		/* The next piece begins early enough for its rest to be long enough to count. */
		if (end - i == SUFFIX_MAX_SPAN)
			i = end - min_tokens;
	}
}

/*
 * Weighs the spans. `sums` has room for tokens+1 numbers: first, at each token, the spans that
 * begin less those that end; then the weight that a span gets for all tokens before it.
 */
static void weigh(struct suffix_match *m, double *sums, const struct suffix *s,
		  const uint8_t *normal, const struct suffix_place *places)
{
	double spans = 0, sum = 0;

	memset(sums, 0, (m->tokens + 1) * sizeof(*sums));
	for (size_t i = 0; i < m->n; i++) {
		sums[m->span[i].first]++;
		sums[m->span[i].first + m->span[i].tokens]--;
	}
	for (size_t t = 0; t < m->tokens; t++) {
		spans += sums[t];
		sums[t] = sum;
		if (spans > 0) {
			double weight = rarity(s, normal, &places[t]);

			m->matched++;
			m->weight += weight;
			sum += weight / spans;
		}
	}
	sums[m->tokens] = sum;
	for (size_t i = 0; i < m->n; i++)
		m->span[i].weight =
			sums[m->span[i].first + m->span[i].tokens] - sums[m->span[i].first];
}

void suffix_match_release(struct suffix_match *m)
{
	if (m == NULL)
		return;
	free(m->span);
	*m = (struct suffix_match){0};
}

enum status suffix_match(struct suffix_match *out, const struct suffix *s, const void *output,
			 size_t len, size_t min_tokens)
{
	size_t most = len / 2 + 1; /* most tokens: a byte each, and one between them */
	struct suffix_place *places;
	struct buf normal;
	double *sums;
	enum status status = ERR_MEMORY;

	*out = (struct suffix_match){0};
	if (len > LIMIT_RECORD)
		return ERR_LIMIT;
	places = malloc(most * sizeof(*places));
	sums = malloc((most + 1) * sizeof(*sums));
	out->span = malloc(most * sizeof(*out->span));
	buf_init(&normal, LIMIT_RECORD + 2);
	if (places != NULL && sums != NULL && out->span != NULL) {
		out->tokens = normalise(&normal, places, output, len);
		status = buf_status(&normal);
	}
	if (status == STATUS_OK && s->array != NULL) {
		collect(out, s, normal.data, places, min_tokens);
		weigh(out, sums, s, normal.data, places);
	}
	buf_release(&normal);
	free(places);
	free(sums);
	return status;
}
