/* The review of claims from every kind of payer: all that the calldata says is in a line. */
#include "tests/unit/bundle_sample.h"

#include "tests/unit/chain_descriptor_fixture.h"

/* The claim of a sample as this profile's byline reads it. */
static struct payer_call read_sample(const struct sample *s, const struct profile *p)
{
	struct tx tx = sample_tx(&s->bundle);
	struct payer_call out;

	assert_int_equal(payer_read_call(&out, profile_distributor(p, &tx.to), &s->bundle.from,
					 tx.data.data, tx.data.len),
			 STATUS_OK);
	tx_release(&tx);
	return out;
}

static struct descriptor review(const struct sample *s, const struct profile *p)
{
	struct tx tx = sample_tx(&s->bundle);
	struct descriptor d;
	struct err e = {0};

	if (descriptor_of(&d, &tx, &s->bundle.from, p, &e) != STATUS_OK)
		fail_msg("%s: %s", s->name, e.text);
	tx_release(&tx);
	return d;
}

/* The token 0x33… of the fixture's profile is pinned; the payer is that of the sample. */
static struct profile network(const struct sample *s)
{
	struct profile p = profile();

	p.distributors[0] = s->payer;
	return p;
}

static size_t lines_with(const struct descriptor *d, const char *label, const char *text)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n; i++)
		n += strcmp(d->fields[i].label, label) == 0 &&
		     strstr(d->fields[i].value, text) != NULL;
	return n;
}

static void has_line(const struct descriptor *d, const struct sample *s, const char *label,
		     const char *text)
{
	if (lines_with(d, label, text) == 0)
		fail_msg("%s: no line \"%s\" with %s", s->name, label, text);
}

static void has_number(const struct descriptor *d, const struct sample *s, const char *label,
		       uint64_t number)
{
	char text[32];

	snprintf(text, sizeof(text), "%llu", (unsigned long long)number);
	has_line(d, s, label, text);
}

static void has_address(const struct descriptor *d, const struct sample *s, const char *label,
			const struct address *a)
{
	char text[ADDRESS_TEXT_SIZE];

	address_format(text, a);
	has_line(d, s, label, text);
}

static void has_amount(const struct descriptor *d, const struct sample *s, const char *label,
		       const struct tokens *v, bool pinned)
{
	char text[AMOUNT_TEXT_SIZE];

	amount_format_exact(text, &v->raw, pinned ? 18 : 0);
	has_line(d, s, label, text);
}

/* Labels of a part's place, by sample; NULL where such claims have none. */
static const char *index_label(const struct sample *s)
{
	switch (s->payer.kind) {
	case DISTRIBUTOR_EIGENLAYER: return "Earner number";
	case DISTRIBUTOR_REPPO: return "Pod";
	case DISTRIBUTOR_MERKLE:
		return s->payer.terms.claimed == MERKLE_CLAIMED_BITMAP ? "Index" : NULL;
	case DISTRIBUTOR_URD:
	case DISTRIBUTOR_MERKL:
	case DISTRIBUTOR_STORY: break;
	}
	return NULL;
}

static const char *series_label(const struct sample *s)
{
	switch (s->payer.kind) {
	case DISTRIBUTOR_EIGENLAYER: return "Root number";
	case DISTRIBUTOR_REPPO: return "Epoch";
	case DISTRIBUTOR_MERKLE:
		return s->payer.terms.claimed == MERKLE_CLAIMED_CYCLES ? "Cycle" : NULL;
	case DISTRIBUTOR_URD:
	case DISTRIBUTOR_MERKL:
	case DISTRIBUTOR_STORY: break;
	}
	return NULL;
}

static void check_part(const struct descriptor *d, const struct sample *s,
		       const struct payer_call *read, size_t i)
{
	const struct entitlement *en = &read->parts[i];
	const struct address *token = address_is_zero(&en->token) ? &s->payer.token : &en->token;
	const struct address pinned = filled(0x33);
	const bool known = address_equal(token, &pinned);
	const bool once = read->kind == DISTRIBUTOR_MERKLE && !read->terms.cumulative;
	char root[HASH_TEXT_SIZE];
	struct hash folded;

	has_address(d, s, "Token", token);
	if (payer_kind(s->payer.kind)->fold == NULL) {
		has_line(d, s, "Amount", "all that the payer owes then");
	} else {
		has_amount(d, s, once ? "Amount" : "Cumulative", &en->cumulative, known);
		assert_int_equal(payer_fold(&folded, &s->payer, en), STATUS_OK);
		hash_format(root, &folded);
		has_line(d, s, "Valid under root", root);
	}
	if (index_label(s) != NULL)
		has_number(d, s, index_label(s), en->index);
	if (series_label(s) != NULL)
		has_number(d, s, series_label(s), en->series);
	if (read->terms.call == MERKLE_CALL_CYCLE)
		has_amount(d, s, "Claimed of that", &read->takes, known);
}

static void all_that_a_claim_says_is_in_its_review(void **state)
{
	(void)state;
	for (size_t n = 0; n < SAMPLES; n++) {
		struct descriptor d;
		struct payer_call read;
		struct profile p;
		struct sample s;

		sample_load(&s, n, NULL);
		p = network(&s);
		d = review(&s, &p);
		read = read_sample(&s, &p);
		assert_int_equal(d.intent, INTENT_CLAIM);
		has_address(&d, &s, "Payer", &s.payer.contract.address);
		assert_string_equal(field(&d, "Payer")->note, "pinned");
		has_address(&d, &s, s.payer.kind == DISTRIBUTOR_MERKL ? "Claimed for" : "Paid to",
			    &read.parts[0].account);
		for (size_t i = 0; i < read.n; i++)
			check_part(&d, &s, &read, i);
		assert_int_equal(d.takes_coins, s.payer.terms.campaign != MERKLE_CAMPAIGN_NONE);
		if (read.has_root)
			assert_true(has_field(&d, "Expected root"));
		for (size_t i = 0; i < d.n; i++)
			assert_null(strstr(d.fields[i].label, "null"));
		bundle_release(&s.bundle);
	}
}

/* Two reviews that show the same. */
static bool same_review(const struct descriptor *a, const struct descriptor *b)
{
	return a->n == b->n && memcmp(a->fields, b->fields, a->n * sizeof(a->fields[0])) == 0;
}

static void another_calldata_is_another_review(void **state)
{
	(void)state;
	for (size_t n = 0; n < SAMPLES; n++) {
		struct descriptor good, d;
		struct profile p;
		struct sample s;
		struct tx tx;

		sample_load(&s, n, NULL);
		p = network(&s);
		good = review(&s, &p);
		tx = sample_tx(&s.bundle);
		for (size_t i = 0; i < tx.data.len; i++) {
			tx.data.data[i] ^= 1;
			/* A review that does not fit shows nothing, and nothing is signed. */
			if (descriptor_of(&d, &tx, &s.bundle.from, &p, NULL) == STATUS_OK &&
			    same_review(&d, &good))
				fail_msg("%s: byte %zu changes no line", s.name, i);
			tx.data.data[i] ^= 1;
		}
		tx_release(&tx);
		bundle_release(&s.bundle);
	}
}

static void a_payer_and_a_token_that_nobody_pinned_are_said_to_be_so(void **state)
{
	(void)state;
	for (size_t n = 0; n < SAMPLES; n++) {
		struct descriptor d;
		struct profile p;
		struct sample s;

		sample_load(&s, n, NULL);
		p = profile();
		p.n_distributors = p.n_tokens = 0;
		d = review(&s, &p);
		assert_int_equal(d.intent, INTENT_CLAIM);
		assert_string_equal(field(&d, "Payer")->note, "not in the profile");
		if (payer_kind(s.payer.kind)->any_token)
			assert_string_equal(field(&d, "Token")->note, "not in the profile");
		else
			shows(&d, "Token", "the payer's own", "not in the profile");
		if (has_field(&d, "Cumulative")) {
			assert_string_equal(field(&d, "Cumulative")->note, "decimals unverified");
			assert_non_null(strstr(field(&d, "Cumulative")->value, "smallest unit"));
		}
		bundle_release(&s.bundle);
	}
}

static void an_amount_of_nothing_is_shown_as_nothing(void **state)
{
	struct descriptor d;
	struct payer_call read;
	struct profile p;
	struct sample s;
	struct tx tx;

	(void)state;
	sample_load(&s, 0, NULL);
	p = network(&s);
	read = read_sample(&s, &p);
	read.parts[0].cumulative = (struct tokens){{{0}}};
	tx = sample_tx(&s.bundle);
	buf_clear(&tx.data);
	assert_int_equal(payer_kind(read.kind)->write(&tx.data, &read), STATUS_OK);
	sample_put_tx(&s.bundle, &tx);
	d = review(&s, &p);
	shows(&d, "Cumulative", "0 OPEN", "");
	tx_release(&tx);
	bundle_release(&s.bundle);
}

/* Somebody else's recipient is named, and the account beside it. */
static void a_recipient_and_the_account_that_is_due_are_both_shown(void **state)
{
	static const size_t samples[] = {2, 15};
	const struct address to = filled(0x66);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
		struct descriptor d;
		struct payer_call read;
		struct profile p;
		struct sample s;
		struct tx tx;

		sample_load(&s, samples[i], NULL);
		p = network(&s);
		read = read_sample(&s, &p);
		read.recipient = to;
		tx = sample_tx(&s.bundle);
		buf_clear(&tx.data);
		assert_int_equal(payer_kind(read.kind)->write(&tx.data, &read), STATUS_OK);
		sample_put_tx(&s.bundle, &tx);
		d = review(&s, &p);
		has_address(&d, &s, "Paid to", &to);
		assert_string_equal(field(&d, "Paid to")->note, "another account");
		has_address(&d, &s, "Due to", &read.parts[0].account);
		tx_release(&tx);
		bundle_release(&s.bundle);
	}
}

/* Eight parts with the longest numbers, each under a root of its own where the kind allows it. */
static void make_longest(struct payer_call *longest, bool several_roots)
{
	longest->n = LIMIT_CLAIM_PARTS;
	for (size_t i = 0; i < longest->n; i++) {
		struct entitlement *en = &longest->parts[i];

		*en = longest->parts[0];
		en->cumulative.raw =
			(struct u256){{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}};
		en->token = filled(0x33);
		if (several_roots)
			en->cumulative.raw.limb[0] -= i;
	}
	longest->recipient = filled(0x66);
}

static void the_longest_claim_fits(void **state)
{
	static const size_t samples[] = {0, 2, 7}; /* Merkl's, EigenLayer's, Story's */

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
		struct descriptor d;
		struct payer_call longest;
		struct profile p;
		struct sample s;
		struct tx tx;

		sample_load(&s, samples[i], NULL);
		p = network(&s);
		longest = read_sample(&s, &p);
		/* An earner's tree of one leaf, which all eight are. */
		longest.parts[0].n_inner = longest.parts[0].inner_index = 0;
		make_longest(&longest, i == 0);
		tx = sample_tx(&s.bundle);
		buf_clear(&tx.data);
		assert_int_equal(payer_kind(longest.kind)->write(&tx.data, &longest), STATUS_OK);
		sample_put_tx(&s.bundle, &tx);
		d = review(&s, &p);
		assert_int_equal(lines_with(&d, "Token", "OPEN"), LIMIT_CLAIM_PARTS);
		assert_int_equal(lines_with(&d, "Valid under root", "0x"),
				 i == 0 ? LIMIT_CLAIM_PARTS : i == 1);
		assert_in_range(d.n, 8 * 2, DESCRIPTOR_FIELDS);
		tx_release(&tx);
		bundle_release(&s.bundle);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_that_a_claim_says_is_in_its_review),
		cmocka_unit_test(another_calldata_is_another_review),
		cmocka_unit_test(a_payer_and_a_token_that_nobody_pinned_are_said_to_be_so),
		cmocka_unit_test(an_amount_of_nothing_is_shown_as_nothing),
		cmocka_unit_test(a_recipient_and_the_account_that_is_due_are_both_shown),
		cmocka_unit_test(the_longest_claim_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
