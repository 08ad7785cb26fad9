/* Claims from every kind of payer at the signer: what its own profile pins decides. */
#include "tests/unit/bundle_sample.h"
#include "tests/unit/wallet_agreed.h"

#include "chain/signed_bundle.h"

static struct address own(void)
{
	return vector_address(json_get(fx.doc, "claim"), "account");
}

static struct door_policy policy_of(const struct profile *p)
{
	struct door_policy policy = fixture_policy();

	policy.profile = p;
	return policy;
}

/* The digits that the signer asks for where the account that is paid is none of the vault's. */
static const char *digits_of(const struct sample *s)
{
	static char text[ADDRESS_TEXT_SIZE];

	address_format(text, &s->bundle.parts[0].entitlement.account);
	return text + strlen(text) - 4;
}

/* Both ways to the signer: a bundle, and the transaction in it alone. */
static enum status sign_bundle(struct signed_bundle *out, const struct sample *s,
			       const struct door_policy *policy, struct err *e)
{
	struct buf file = sample_written(s), answer;
	enum status status;

	*e = (struct err){0};
	signed_bundle_init(out);
	buf_init(&answer, LIMIT_SMALL_FILE);
	status = agreed_claim(&answer, FIXTURE_ACCOUNT, policy, &file, digits_of(s), e);
	if (status == STATUS_OK)
		assert_int_equal(signed_bundle_read(out, answer.data, answer.len, NULL), STATUS_OK);
	else
		assert_true(e->text[0] != '\0' && answer.len == 0);
	buf_release(&answer);
	buf_release(&file);
	return status;
}

static enum status sign_tx(struct buf *raw, const struct sample *s,
			   const struct door_policy *policy, struct err *e)
{
	const struct buf *bytes = &s->bundle.unsigned_tx;
	struct hash hash;
	enum status status;

	*e = (struct err){0};
	buf_init(raw, LIMIT_SMALL_FILE);
	status = agreed_tx(raw, &hash, policy, bytes->data, bytes->len, digits_of(s), e);
	assert_true(status == STATUS_OK || (e->text[0] != '\0' && raw->len == 0));
	return status;
}

static void signs(const struct sample *s, const struct door_policy *policy)
{
	struct signed_bundle done;
	struct err e;
	struct buf raw;

	if (sign_bundle(&done, s, policy, &e) != STATUS_OK)
		fail_msg("%s, bundle: %s", s->name, e.text);
	if (sign_tx(&raw, s, policy, &e) != STATUS_OK)
		fail_msg("%s, transaction: %s", s->name, e.text);
	assert_int_equal(done.raw_tx.len, raw.len);
	assert_memory_equal(done.raw_tx.data, raw.data, raw.len);
	signed_bundle_release(&done);
	buf_release(&raw);
}

/* Refused both ways, with these statuses. */
static void refuses(const struct sample *s, const struct door_policy *policy, enum status bundle,
		    enum status tx)
{
	struct signed_bundle done;
	struct err e;
	struct buf raw;
	enum status found = sign_bundle(&done, s, policy, &e);

	if (found != bundle)
		fail_msg("%s, bundle: %d, not %d: %s", s->name, found, bundle, e.text);
	found = sign_tx(&raw, s, policy, &e);
	if (found != tx)
		fail_msg("%s, transaction: %d, not %d: %s", s->name, found, tx, e.text);
	buf_release(&raw);
}

/* The same call of the same contract with the same coins, signed by the account. */
static void assert_same_claim(const struct buf *raw, const struct sample *s)
{
	const struct address from = own();
	struct tx expected = sample_tx(&s->bundle), tx;
	struct tx_signature sig;
	struct hash hash, digest;
	struct address signer;

	assert_int_equal(tx_read_signed(&tx, &sig, &hash, raw->data, raw->len, NULL), STATUS_OK);
	assert_int_equal(tx.chain_id, expected.chain_id);
	assert_true(address_equal(&tx.to, &expected.to));
	assert_int_equal(u256_is_zero(&tx.value.raw), u256_is_zero(&expected.value.raw));
	assert_int_equal(tx.data.len, expected.data.len);
	assert_memory_equal(tx.data.data, expected.data.data, tx.data.len);
	assert_int_equal(tx_signing_hash(&digest, &tx), STATUS_OK);
	assert_int_equal(recover_address(&signer, &digest, &sig), STATUS_OK);
	assert_true(address_equal(&signer, &from));
	tx_release(&tx);
	tx_release(&expected);
}

/* Merkl pays whom the account named to it before, which no calldata says, but the words do. */
static void a_payment_that_goes_elsewhere_wants_the_digits_of_who_gets_it(void **state)
{
	const struct address from = own();
	struct door_policy policy;
	struct buf file, answer;
	struct profile p;
	struct sample s;
	struct err e = {0};

	(void)state;
	sample_load(&s, 0, &from);
	sample_word(&s, 0, "recipient_of_all")->value.value.limb[0] = 0xbeef;
	p = sample_pinning(&fx.profile, &s.payer);
	policy = policy_of(&p);
	file = sample_written(&s);
	buf_init(&answer, LIMIT_SMALL_FILE);
	assert_int_equal(agreed_claim(&answer, FIXTURE_ACCOUNT, &policy, &file, "", &e),
			 ERR_REFUSED);
	assert_int_equal(answer.len, 0);
	if (agreed_claim(&answer, FIXTURE_ACCOUNT, &policy, &file, "bEEF", &e) != STATUS_OK)
		fail_msg("%s", e.text);
	buf_release(&answer);
	buf_release(&file);
	bundle_release(&s.bundle);
}

static void every_kind_is_signed_by_its_own_pin(void **state)
{
	const struct address from = own();

	(void)state;
	for (size_t n = 0; n < SAMPLES; n++) {
		struct signed_bundle done;
		struct door_policy policy;
		struct profile p;
		struct sample s;
		struct err e;

		sample_load(&s, n, &from);
		p = sample_pinning(&fx.profile, &s.payer);
		policy = policy_of(&p);
		signs(&s, &policy);
		assert_int_equal(sign_bundle(&done, &s, &policy, &e), STATUS_OK);
		assert_same_claim(&done.raw_tx, &s);
		signed_bundle_release(&done);
		bundle_release(&s.bundle);
	}
}

static void no_kind_is_signed_without_a_pin(void **state)
{
	const struct address from = own();

	(void)state;
	for (size_t n = 0; n < SAMPLES; n++) {
		struct door_policy policy = fixture_policy();
		enum status coins;
		struct profile p;
		struct sample s;

		sample_load(&s, n, &from);
		coins = s.payer.terms.campaign != MERKLE_CAMPAIGN_NONE ? ERR_MISMATCH : ERR_REFUSED;
		p = sample_pinning(&fx.profile, &s.payer);
		/* Other words than the pinned payer's own, and no payer at all. */
		p.n_distributors = 0;
		policy.profile = &p;
		refuses(&s, &policy, coins, ERR_REFUSED);
		policy.profile = NULL;
		refuses(&s, &policy, coins, ERR_REFUSED);
		bundle_release(&s.bundle);
	}
}

/* The payer is pinned at the address of the claim, but as one of another kind, or call. */
static void no_kind_is_signed_by_the_pin_of_another(void **state)
{
	const struct address from = own();
	size_t tried = 0;

	(void)state;
	for (size_t n = 0; n < SAMPLES; n++)
		for (size_t m = 0; m < SAMPLES; m++) {
			struct signed_bundle done;
			struct door_policy policy;
			struct sample s, other;
			struct profile p;
			struct err e;
			struct buf raw;

			sample_load(&s, n, &from);
			sample_load(&other, m, &from);
			other.payer.contract.address = s.payer.contract.address;
			if (s.payer.kind != other.payer.kind ||
			    s.payer.terms.call != other.payer.terms.call) {
				p = sample_pinning(&fx.profile, &other.payer);
				policy = policy_of(&p);
				if (sign_bundle(&done, &s, &policy, &e) == STATUS_OK)
					fail_msg("%s by the pin of %s", s.name, other.name);
				assert_null(strstr(e.text, "payers["));
				if (sign_tx(&raw, &s, &policy, &e) == STATUS_OK)
					fail_msg("%s by the pin of %s", s.name, other.name);
				tried++;
			}
			bundle_release(&s.bundle);
			bundle_release(&other.bundle);
		}
	assert_in_range(tried, 150, SAMPLES * SAMPLES);
}

static void put_recipient(struct sample *s, const struct address *to)
{
	struct tx tx = sample_tx(&s->bundle);
	struct payer_call call;

	assert_int_equal(
		payer_read_call(&call, &s->payer, &s->bundle.from, tx.data.data, tx.data.len),
		STATUS_OK);
	assert_true(call.has_recipient);
	call.recipient = *to;
	buf_clear(&tx.data);
	assert_int_equal(payer_kind(call.kind)->write(&tx.data, &call), STATUS_OK);
	sample_put_tx(&s->bundle, &tx);
	tx_release(&tx);
}

/* A claimer may bring an earner's tokens to itself, which no bundle of byline does. */
static void a_recipient_is_the_account_or_the_signer(void **state)
{
	static const size_t samples[] = {2, 3, 15};
	const struct address from = own(), thief = judging_address(0x66);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
		struct door_policy policy;
		struct profile p;
		struct sample s;
		struct err e;
		struct buf raw;

		sample_load(&s, samples[i], &from);
		p = sample_pinning(&fx.profile, &s.payer);
		policy = policy_of(&p);
		put_recipient(&s, &thief);
		refuses(&s, &policy, ERR_MISMATCH, ERR_REFUSED);
		put_recipient(&s, &(struct address){{0}});
		refuses(&s, &policy, ERR_MISMATCH, ERR_REFUSED);
		put_recipient(&s, &from);
		assert_int_equal(sign_tx(&raw, &s, &policy, &e), STATUS_OK);
		buf_release(&raw);
		bundle_release(&s.bundle);
	}
}

static void put_coins(struct sample *s, uint64_t coins)
{
	struct tx tx = sample_tx(&s->bundle);

	tx.value.raw = u256_from_u64(coins);
	sample_put_tx(&s->bundle, &tx);
	tx_release(&tx);
}

static void coins_go_along_only_for_a_fee_and_below_the_cap(void **state)
{
	const uint64_t gas = 200000 * (uint64_t)2000000000;
	const struct address from = own();

	(void)state;
	for (size_t n = 0; n < SAMPLES; n++) {
		struct door_policy policy;
		struct profile p;
		struct sample s;

		sample_load(&s, n, &from);
		p = sample_pinning(&fx.profile, &s.payer);
		policy = policy_of(&p);
		if (s.payer.terms.campaign == MERKLE_CAMPAIGN_NONE) {
			put_coins(&s, 1);
			refuses(&s, &policy, ERR_MISMATCH, ERR_REFUSED);
		} else {
			policy.fee_cap.raw = u256_from_u64(gas + SAMPLE_FEE);
			signs(&s, &policy);
			policy.fee_cap.raw = u256_from_u64(gas + SAMPLE_FEE - 1);
			refuses(&s, &policy, ERR_REFUSED, ERR_REFUSED);
			/* The bundle's word on the fee does not lift the cap. */
			sample_word(&s, 0, "fee")->value.value = u256_from_u64(1000000000000000);
			put_coins(&s, 1000000000000000);
			policy = policy_of(&p);
			refuses(&s, &policy, ERR_REFUSED, ERR_REFUSED);
		}
		bundle_release(&s.bundle);
	}
}

static void another_account_chain_or_token_is_refused(void **state)
{
	const struct address from = own(), other = judging_address(0x11);

	(void)state;
	for (size_t n = 0; n < SAMPLES; n++) {
		struct signed_bundle done;
		struct door_policy policy;
		struct profile p;
		struct sample s;
		struct err e;

		sample_load(&s, n, NULL);
		p = sample_pinning(&fx.profile, &s.payer);
		policy = policy_of(&p);
		assert_true(!address_equal(&s.bundle.from, &from));
		assert_int_equal(sign_bundle(&done, &s, &policy, &e), ERR_MISMATCH);
		assert_non_null(strstr(e.text, "another account"));
		bundle_release(&s.bundle);
		sample_load(&s, n, &from);
		p.chain_id = policy.chain_id = 1;
		assert_int_equal(sign_bundle(&done, &s, &policy, &e), ERR_MISMATCH);
		p.chain_id = policy.chain_id = 31337;
		if (!payer_kind(s.payer.kind)->any_token) {
			p.distributors[0].token = other;
			assert_int_equal(sign_bundle(&done, &s, &policy, &e), ERR_MISMATCH);
			assert_non_null(strstr(e.text, "token"));
		}
		bundle_release(&s.bundle);
	}
}

/* Signs the file with one byte altered. Returns: whether it was signed, as the same claim. */
static bool signs_altered(const struct buf *file, const struct sample *s,
			  const struct door_policy *policy)
{
	struct signed_bundle done;
	struct buf answer;
	bool signed_it;

	buf_init(&answer, LIMIT_SMALL_FILE);
	signed_it = agreed_claim(&answer, FIXTURE_ACCOUNT, policy, file, digits_of(s), NULL) ==
		    STATUS_OK;
	if (signed_it) {
		assert_int_equal(signed_bundle_read(&done, answer.data, answer.len, NULL),
				 STATUS_OK);
		assert_same_claim(&done.raw_tx, s);
		signed_bundle_release(&done);
	}
	buf_release(&answer);
	return signed_it;
}

static void no_altered_byte_makes_the_signer_sign_another_claim(void **state)
{
	const struct address from = own();

	(void)state;
	for (size_t n = 0; n < SAMPLES; n++) {
		size_t signed_anyway = 0, tried = 0;
		struct door_policy policy;
		struct profile p;
		struct sample s;
		struct buf file;

		sample_load(&s, n, &from);
		p = sample_pinning(&fx.profile, &s.payer);
		policy = policy_of(&p);
		file = sample_written(&s);
		/* A long file's bytes are tried at intervals: another test alters each member. */
		for (size_t i = 0; i < file.len; i += 1 + file.len / 700, tried++) {
			file.data[i] ^= 0x01;
			signed_anyway += signs_altered(&file, &s, &policy);
			file.data[i] ^= 0x01;
		}
		assert_in_range(signed_anyway, 1, tried / 2);
		buf_release(&file);
		bundle_release(&s.bundle);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_is_signed_by_its_own_pin),
		cmocka_unit_test(a_payment_that_goes_elsewhere_wants_the_digits_of_who_gets_it),
		cmocka_unit_test(no_kind_is_signed_without_a_pin),
		cmocka_unit_test(no_kind_is_signed_by_the_pin_of_another),
		cmocka_unit_test(a_recipient_is_the_account_or_the_signer),
		cmocka_unit_test(coins_go_along_only_for_a_fee_and_below_the_cap),
		cmocka_unit_test(another_account_chain_or_token_is_refused),
		cmocka_unit_test(no_altered_byte_makes_the_signer_sign_another_claim),
	};

	return cmocka_run_group_tests(tests, fixture_start, fixture_stop);
}
