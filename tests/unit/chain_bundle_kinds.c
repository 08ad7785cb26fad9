/*
 * Bundles of every kind of payer but URD, altered in each member: what the transaction, the words
 * and the file say of each other. tests/unit/chain_bundle_words.c alters the words.
 */
#include "tests/unit/bundle_sample.h"

static void bundles_of_all_kinds_survive_the_journey_and_are_paid(void **state)
{
	struct err e;

	(void)state;
	for (size_t n = 0; n < SAMPLES; n++) {
		struct buf out, again;
		struct sample s, there;

		sample_load(&s, n, NULL);
		there = s;
		out = sample_written(&s);
		if (bundle_read(&there.bundle, out.data, out.len, &e) != STATUS_OK ||
		    sample_check(&there, &e) != STATUS_OK)
			fail_msg("%s: %s", s.name, e.text);
		again = sample_written(&there);
		assert_int_equal(again.len, out.len);
		assert_memory_equal(again.data, out.data, out.len);
		buf_release(&out);
		buf_release(&again);
		bundle_release(&there.bundle);
		bundle_release(&s.bundle);
	}
}

/* --- alterations --- */

/* Alters part `i` of a sample. Returns: whether the sample has such a member. */
typedef bool alteration(struct sample *s, size_t i);

static struct entitlement *part(struct sample *s, size_t i)
{
	return &s->bundle.parts[i].entitlement;
}

static bool alter_account(struct sample *s, size_t i)
{
	part(s, i)->account.bytes[19] ^= 1;
	return true;
}

static bool alter_token(struct sample *s, size_t i)
{
	part(s, i)->token.bytes[0] ^= 1;
	return true;
}

static bool remove_token(struct sample *s, size_t i)
{
	memset(&part(s, i)->token, 0, sizeof(part(s, i)->token));
	return true;
}

static bool raise_amount(struct sample *s, size_t i)
{
	part(s, i)->cumulative.raw.limb[0]++;
	return true;
}

static bool remove_amount(struct sample *s, size_t i)
{
	const bool has = !u256_is_zero(&part(s, i)->cumulative.raw);

	part(s, i)->cumulative = (struct tokens){{{0}}};
	return has;
}

static bool alter_index(struct sample *s, size_t i)
{
	part(s, i)->index++;
	return true;
}

static bool alter_series(struct sample *s, size_t i)
{
	part(s, i)->series++;
	return true;
}

static bool alter_proof(struct sample *s, size_t i)
{
	const size_t n = part(s, i)->n_proof;

	if (n > 0)
		part(s, i)->proof[n - 1].bytes[31] ^= 1;
	return n > 0;
}

static bool cut_proof(struct sample *s, size_t i)
{
	return part(s, i)->n_proof > 0 && part(s, i)->n_proof-- > 0;
}

static bool lengthen_proof(struct sample *s, size_t i)
{
	part(s, i)->proof[part(s, i)->n_proof++].bytes[0] = 1;
	return true;
}

static bool alter_inner_index(struct sample *s, size_t i)
{
	part(s, i)->inner_index++;
	return true;
}

static bool alter_inner_proof(struct sample *s, size_t i)
{
	const bool has = part(s, i)->n_inner > 0;

	part(s, i)->inner[0].bytes[0] ^= 1;
	return has;
}

static bool lengthen_inner_proof(struct sample *s, size_t i)
{
	part(s, i)->inner[part(s, i)->n_inner++].bytes[0] = 1;
	return true;
}

static bool rename_word(struct sample *s, size_t i)
{
	s->bundle.parts[i].words[0].name[0] ^= 1;
	return true;
}

static bool remove_word(struct sample *s, size_t i)
{
	s->bundle.parts[i].n_words--;
	return true;
}

static bool add_word(struct sample *s, size_t i)
{
	struct bundle_part *p = &s->bundle.parts[i];

	snprintf(p->words[p->n_words++].name, sizeof(p->words[0].name), "zzz");
	return true;
}

static bool double_word(struct sample *s, size_t i)
{
	struct bundle_part *p = &s->bundle.parts[i];

	p->words[p->n_words - 1] = p->words[0];
	return true;
}

static bool swap_parts(struct sample *s, size_t i)
{
	struct bundle_part first = s->bundle.parts[0];

	s->bundle.parts[0] = s->bundle.parts[i];
	s->bundle.parts[i] = first;
	return i > 0;
}

static bool drop_part(struct sample *s, size_t i)
{
	(void)i;
	return --s->bundle.n_parts > 0;
}

static bool double_part(struct sample *s, size_t i)
{
	s->bundle.parts[s->bundle.n_parts++] = s->bundle.parts[i];
	return true;
}

static bool rename_kind(struct sample *s, size_t i)
{
	(void)i;
	s->bundle.kind =
		s->bundle.kind == DISTRIBUTOR_STORY ? DISTRIBUTOR_MERKL : s->bundle.kind + 1;
	return true;
}

static bool call_it_a_urd(struct sample *s, size_t i)
{
	(void)i;
	s->bundle.kind = DISTRIBUTOR_URD;
	return true;
}

static bool alter_payer(struct sample *s, size_t i)
{
	(void)i;
	s->bundle.distributor.bytes[0] ^= 1;
	return true;
}

static bool alter_chain(struct sample *s, size_t i)
{
	(void)i;
	s->bundle.chain_id = 1;
	return true;
}

static bool expire(struct sample *s, size_t i)
{
	(void)i;
	s->bundle.expires = s->bundle.prepared;
	return true;
}

static bool dispute(struct sample *s, size_t i)
{
	(void)i;
	s->bundle.trust = TRUST_DISPUTED;
	return true;
}

static bool know_nothing(struct sample *s, size_t i)
{
	(void)i;
	s->bundle.trust = TRUST_NONE;
	return true;
}

/* The claim would be judged for a time when the tree before was in force, or nothing was yet. */
static bool move_before_the_start(struct sample *s, size_t i)
{
	(void)i;
	s->bundle.block_time = s->bundle.prepared = SAMPLE_TIME - 100000;
	return s->payer.kind == DISTRIBUTOR_MERKL || s->payer.kind == DISTRIBUTOR_EIGENLAYER ||
	       s->payer.terms.campaign != MERKLE_CAMPAIGN_NONE;
}

static bool move_past_the_end(struct sample *s, size_t i)
{
	(void)i;
	s->bundle.block_time = SAMPLE_TIME + 200000;
	return s->payer.terms.campaign != MERKLE_CAMPAIGN_NONE;
}

/* --- alterations of the transaction --- */

static bool send_elsewhere(struct sample *s, size_t i)
{
	struct tx tx = sample_tx(&s->bundle);

	(void)i;
	tx.to.bytes[19] ^= 1;
	sample_put_tx(&s->bundle, &tx);
	tx_release(&tx);
	return true;
}

static bool send_elsewhere_in_both(struct sample *s, size_t i)
{
	s->payer.kind = DISTRIBUTOR_URD; /* the profile pins another kind there */
	return send_elsewhere(s, i);
}

static bool send_on_another_chain(struct sample *s, size_t i)
{
	struct tx tx = sample_tx(&s->bundle);

	(void)i;
	tx.chain_id++;
	sample_put_tx(&s->bundle, &tx);
	tx_release(&tx);
	return true;
}

static bool create_a_contract(struct sample *s, size_t i)
{
	struct tx tx = sample_tx(&s->bundle);

	(void)i;
	tx.creates = true;
	sample_put_tx(&s->bundle, &tx);
	tx_release(&tx);
	return true;
}

static void send_coins(struct sample *s, uint64_t coins)
{
	struct tx tx = sample_tx(&s->bundle);

	tx.value.raw = u256_from_u64(coins);
	sample_put_tx(&s->bundle, &tx);
	tx_release(&tx);
}

/* One more than a twentieth above the fee. */
static bool send_too_many_coins(struct sample *s, size_t i)
{
	(void)i;
	send_coins(s, SAMPLE_FEE + SAMPLE_FEE / 20 + 1);
	return true;
}

static bool send_too_few_coins(struct sample *s, size_t i)
{
	(void)i;
	send_coins(s, SAMPLE_FEE - 1);
	return true;
}

static bool add_calldata(struct sample *s, size_t i)
{
	struct tx tx = sample_tx(&s->bundle);

	(void)i;
	buf_add_byte(&tx.data, 0);
	sample_put_tx(&s->bundle, &tx);
	tx_release(&tx);
	return true;
}

static bool cut_calldata(struct sample *s, size_t i)
{
	struct tx tx = sample_tx(&s->bundle);

	(void)i;
	tx.data.len--;
	sample_put_tx(&s->bundle, &tx);
	tx_release(&tx);
	return true;
}

static bool remove_transaction(struct sample *s, size_t i)
{
	(void)i;
	buf_clear(&s->bundle.unsigned_tx);
	return true;
}

static const struct {
	const char *name, *says; /* the refusal contains it */
	alteration *alter;
} alterations[] = {
	{"account", "\"account\"", alter_account},
	{"token", "\"token\"", alter_token},
	{"no token", "\"token\"", remove_token},
	{"amount", "\"cumulative\"", raise_amount},
	{"no amount", "\"cumulative\"", remove_amount},
	{"index", "\"index\"", alter_index},
	{"series", "\"series\"", alter_series},
	{"proof", "\"proof\"", alter_proof},
	{"shorter proof", "\"proof\"", cut_proof},
	{"longer proof", "\"proof\"", lengthen_proof},
	{"inner index", "\"inner_index\"", alter_inner_index},
	{"inner proof", "\"inner_proof\"", alter_inner_proof},
	{"longer inner proof", "\"inner_proof\"", lengthen_inner_proof},
	{"word renamed", "\"words\"", rename_word},
	{"word removed", "\"words\"", remove_word},
	{"word added", "\"words\"", add_word},
	{"word twice", "\"words\"", double_word},
	{"parts swapped", "\"", swap_parts},
	{"part dropped", "\"parts\"", drop_part},
	{"part doubled", "\"parts\"", double_part},
	{"kind", "\"kind\"", rename_kind},
	{"kind of URD", "\"kind\"", call_it_a_urd},
	{"payer", "\"payer\"", alter_payer},
	{"chain", "\"chain_id\"", alter_chain},
	{"expires", "\"expires\"", expire},
	{"trust disputed", "\"trust\"", dispute},
	{"trust unknown", "\"trust\"", know_nothing},
	{"before the start", "this claim is not paid", move_before_the_start},
	{"past the end", "expired", move_past_the_end},
	{"another contract", "\"payer\"", send_elsewhere},
	{"another contract, not pinned", "\"payer\"", send_elsewhere_in_both},
	{"another chain", "\"chain_id\"", send_on_another_chain},
	{"creation", "\"payer\"", create_a_contract},
	{"too many coins", "coins along", send_too_many_coins},
	{"too few coins", "coins along", send_too_few_coins},
	{"longer calldata", "\"transaction\"", add_calldata},
	{"shorter calldata", "\"transaction\"", cut_calldata},
	{"no transaction", "\"transaction\"", remove_transaction},
};

static size_t refuses_part(size_t n, size_t i)
{
	size_t refused = 0;

	for (size_t a = 0; a < ARRAY_SIZE(alterations); a++) {
		struct sample s;
		struct err e;

		sample_load(&s, n, NULL);
		if (!alterations[a].alter(&s, i)) {
			bundle_release(&s.bundle);
			continue;
		}
		if (sample_check(&s, &e) == STATUS_OK)
			fail_msg("%s, part %zu: taken with another %s", s.name, i,
				 alterations[a].name);
		if (strstr(e.text, alterations[a].says) == NULL)
			fail_msg("%s, part %zu, %s: %s", s.name, i, alterations[a].name, e.text);
		refused++;
		bundle_release(&s.bundle);
	}
	return refused;
}

static void each_altered_member_of_each_part_is_refused_by_name(void **state)
{
	(void)state;
	for (size_t n = 0; n < SAMPLES; n++) {
		struct sample s;
		size_t parts;

		sample_load(&s, n, NULL);
		parts = s.bundle.n_parts;
		bundle_release(&s.bundle);
		for (size_t i = 0; i < parts; i++)
			assert_in_range(refuses_part(n, i), 25, ARRAY_SIZE(alterations));
	}
}

/* Nonce, gas limit and two fees, which the bundle says nothing about, and a fee's margin. */
static bool is_same_claim(const struct bundle *b, const struct tx *good)
{
	struct tx tx = sample_tx(b);
	const bool same = tx.chain_id == good->chain_id && address_equal(&tx.to, &good->to) &&
			  u256_compare(&tx.value.raw, &good->value.raw) >= 0 &&
			  (u256_is_zero(&good->value.raw) == u256_is_zero(&tx.value.raw)) &&
			  tx.data.len == good->data.len &&
			  memcmp(tx.data.data, good->data.data, good->data.len) == 0;

	tx_release(&tx);
	return same;
}

static void no_altered_bit_of_a_transaction_makes_another_claim(void **state)
{
	(void)state;
	for (size_t n = 0; n < SAMPLES; n++) {
		struct sample s;
		size_t passed = 0;
		struct err e;
		struct tx good;

		sample_load(&s, n, NULL);
		good = sample_tx(&s.bundle);
		for (size_t bit = 0; bit < 8 * s.bundle.unsigned_tx.len; bit++) {
			s.bundle.unsigned_tx.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
			if (sample_check(&s, &e) == STATUS_OK) {
				assert_true(is_same_claim(&s.bundle, &good));
				passed++;
			}
			s.bundle.unsigned_tx.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
		}
		/* Nonce (1 byte), two fees (4 each), gas limit (3), a fee's last bytes (4). */
		assert_in_range(passed, 1, 8 * 16);
		tx_release(&good);
		bundle_release(&s.bundle);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bundles_of_all_kinds_survive_the_journey_and_are_paid),
		cmocka_unit_test(each_altered_member_of_each_part_is_refused_by_name),
		cmocka_unit_test(no_altered_bit_of_a_transaction_makes_another_claim),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
