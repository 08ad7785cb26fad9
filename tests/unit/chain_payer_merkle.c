#include "tests/unit/chain_merkle_fixture.h"

#include "chain/descriptor.h"
#include "chain/payer_merkle_call.h"
#include "chain/tx.h"

/* Payer, tree and claim of payers-merkle.json that a check is made for. */
typedef void check_claim(const struct profile_distributor *d, const struct json *tree,
			 const struct json *claim);

/* Every claim: by the preset, where the tree has one, and by its description. */
static void for_each_claim(check_claim *check)
{
	struct json *doc = vector_load("payers-merkle.json");
	size_t n = 0;

	for (const struct json *t = json_first(json_get(doc, "trees")); t != NULL; t = json_next(t))
		for (const struct json *v = json_first(json_get(t, "claims")); v != NULL;
		     v = json_next(v)) {
			struct profile_distributor d = merkle_described(t);

			check(&d, t, v);
			n++;
			if (json_get(t, "preset") == NULL)
				continue;
			d = merkle_preset(vector_text(t, "preset"));
			check(&d, t, v);
		}
	assert_int_equal(n, 61);
	json_free(doc);
}

static void check_fold(const struct profile_distributor *d, const struct json *tree,
		       const struct json *claim)
{
	struct entitlement en = merkle_claim(claim);
	const struct hash root = vector_hash(tree, "root"), leaf = vector_hash(claim, "leaf");
	struct hash found;

	assert_int_equal(payer_fold(&found, d, &en), STATUS_OK);
	assert_hash_equal(found, root);
	en.n_proof = 0;
	assert_int_equal(payer_fold(&found, d, &en), STATUS_OK);
	assert_hash_equal(found, leaf);
	en.n_proof = LIMIT_MERKLE_DEPTH + 1;
	assert_int_equal(payer_fold(&found, d, &en), ERR_TOO_DEEP);
}

static void leaves_and_proofs_of_other_libraries_fold_to_their_roots(void **state)
{
	(void)state;
	for_each_claim(check_fold);
}

/* Writes a call; the caller releases. */
static struct buf written(const struct payer_call *call)
{
	struct buf out;

	buf_init(&out, LIMIT_CALLDATA);
	assert_int_equal(payer_kind(DISTRIBUTOR_MERKLE)->write(&out, call), STATUS_OK);
	return out;
}

static void check_calldata(const struct profile_distributor *d, const struct json *tree,
			   const struct json *claim)
{
	const struct payer_call call = merkle_call_of(claim, tree, d);
	const struct entitlement en = merkle_claim(claim);
	struct buf out = written(&call);
	struct payer_call read;

	assert_bytes_equal(&out, claim, "calldata");
	assert_int_equal(payer_read_call(&read, d, &en.account, out.data, out.len), STATUS_OK);
	assert_int_equal(read.n, 1);
	assert_memory_equal(&read.parts[0], &en, sizeof(en));
	assert_int_equal(read.has_recipient, json_get(claim, "recipient") != NULL);
	if (read.has_recipient)
		assert_memory_equal(&read.recipient, &call.recipient, sizeof(read.recipient));
	assert_int_equal(read.has_root, d->terms.call == MERKLE_CALL_ROOTED);
	if (read.has_root)
		assert_hash_equal(read.root, call.root);
	if (json_get(claim, "takes") != NULL)
		assert_number_equal(read.takes.raw, call.takes.raw);
	else
		assert_true(u256_is_zero(&read.takes.raw));
	buf_release(&out);
}

static void calls_are_those_of_ethers_and_read_back(void **state)
{
	(void)state;
	for_each_claim(check_calldata);
}

/* A call that nobody pinned is read by the terms of the first known kind that has it. */
static void check_unpinned(const struct profile_distributor *d, const struct json *tree,
			   const struct json *claim)
{
	const struct address from = vector_address(claim, "account");
	struct payer_call read;
	size_t len;
	uint8_t *data = vector_hex(claim, "calldata", &len);

	(void)tree;
	assert_int_equal(payer_read_call(&read, NULL, &from, data, len), STATUS_OK);
	assert_int_equal(read.kind, DISTRIBUTOR_MERKLE);
	assert_int_equal(read.terms.call, d->terms.call);
	assert_ptr_equal(read.terms.name, merkle_terms_by_call(d->terms.call)->name);
	free(data);
}

static void the_call_of_a_payer_that_is_not_pinned_chooses_its_terms(void **state)
{
	(void)state;
	for_each_claim(check_unpinned);
}

/* Whether a reviewer would see another claim: other money, other tree, or other recipient. */
static bool differs(const struct payer_call *a, const struct payer_call *b)
{
	return memcmp(a->parts, b->parts, sizeof(a->parts)) != 0 ||
	       !address_equal(&a->recipient, &b->recipient) || !hash_equal(&a->root, &b->root) ||
	       u256_compare(&a->takes.raw, &b->takes.raw) != 0;
}

/* Each bit of the calldata is refused when it changes, or changes what is read. */
static void check_altered(const struct profile_distributor *d, const struct json *tree,
			  const struct json *claim)
{
	const struct address from = vector_address(claim, "account");
	struct payer_call read, other;
	size_t len;
	uint8_t *data = vector_hex(claim, "calldata", &len);

	(void)tree;
	assert_int_equal(payer_read_call(&read, d, &from, data, len), STATUS_OK);
	for (size_t bit = 0; bit < 8 * len; bit++) {
		data[bit / 8] ^= (uint8_t)(1 << bit % 8);
		if (payer_read_call(&other, d, &from, data, len) == STATUS_OK) {
			struct buf again = written(&other);

			assert_true(differs(&read, &other));
			assert_int_equal(again.len, len);
			assert_memory_equal(again.data, data, len);
			buf_release(&again);
		}
		data[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	for (size_t cut = 0; cut < len; cut++)
		assert_int_not_equal(payer_read_call(&other, d, &from, data, cut), STATUS_OK);
	free(data);
}

static void an_altered_or_cut_call_is_refused_or_reads_as_another(void **state)
{
	(void)state;
	for_each_claim(check_altered);
}

static void a_call_with_more_behind_it_is_not_read(void **state)
{
	struct json *doc = vector_load("payers-merkle.json");
	const struct json *tree = json_first(json_get(doc, "trees"));
	const struct json *claim = json_first(json_get(tree, "claims"));
	const struct profile_distributor d = merkle_preset("uniswap");
	const struct payer_call call = merkle_call_of(claim, tree, &d);
	struct buf out = written(&call);
	struct payer_call read;

	(void)state;
	for (size_t more = 0; more < 64; more++) {
		const uint8_t zero = 0;

		buf_add(&out, &zero, 1);
		assert_int_equal(
			payer_read_call(&read, &d, &call.parts[0].account, out.data, out.len),
			ERR_PARSE);
		assert_int_equal(read.n, 0);
	}
	buf_release(&out);
	json_free(doc);
}

/* sablier-vca has claimTo() alone: a claim() of an instant campaign is none there. */
static void check_other_payers(const struct profile_distributor *d, const struct json *tree,
			       const struct json *claim)
{
	static const char *const presets[] = {"uniswap",    "1inch",	 "openzeppelin",
					      "sablier-lt", "weatherxm", "sablier-vca"};
	const struct address from = vector_address(claim, "account");
	size_t len, takers = 0;
	uint8_t *data = vector_hex(claim, "calldata", &len);

	(void)tree;
	for (size_t i = 0; i < ARRAY_SIZE(presets); i++) {
		const struct profile_distributor other = merkle_preset(presets[i]);
		struct payer_call read;
		const enum status s = payer_read_call(&read, &other, &from, data, len);

		assert_int_equal(s, other.terms.call == d->terms.call ? STATUS_OK : ERR_PARSE);
		takers += s == STATUS_OK;
	}
	assert_int_equal(takers, 1);
	free(data);
}

static void a_pinned_payer_takes_the_call_of_its_own_terms_alone(void **state)
{
	(void)state;
	for_each_claim(check_other_payers);
}

/* A word of calldata in which `bit`, counted from the least, is set. */
static enum status read_with_bit(const char *preset, size_t word, unsigned bit)
{
	const struct profile_distributor d = merkle_preset(preset);
	const struct entitlement en = {.account = {{1}}, .cumulative = {u256_from_u64(9)}};
	const struct payer_finding f = {.amount = {u256_from_u64(9)}};
	struct payer_call call, read;
	struct buf out;
	enum status s;

	assert_int_equal(payer_make_call(&call, &d, &en, 1, &f, NULL), STATUS_OK);
	out = written(&call);
	out.data[4 + 32 * word + 31 - bit / 8] ^= (uint8_t)(1 << bit % 8);
	s = payer_read_call(&read, &d, &en.account, out.data, out.len);
	buf_release(&out);
	return s;
}

static void numbers_that_the_contract_has_no_room_for_are_refused(void **state)
{
	static const char *const indexed[] = {"uniswap", "sablier-instant", "sablier-vca"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(indexed); i++) {
		assert_int_equal(read_with_bit(indexed[i], 0, 63), STATUS_OK);
		assert_int_equal(read_with_bit(indexed[i], 0, 64), ERR_RANGE);
		assert_int_equal(read_with_bit(indexed[i], 0, 255), ERR_RANGE);
	}
	assert_int_equal(read_with_bit("weatherxm", 2, 63), STATUS_OK);
	assert_int_equal(read_with_bit("weatherxm", 2, 64), ERR_RANGE);
	assert_int_equal(read_with_bit("uniswap", 2, 255), STATUS_OK);
	assert_int_equal(read_with_bit("sablier-instant", 2, 127), STATUS_OK);
	assert_int_equal(read_with_bit("sablier-instant", 2, 128), ERR_RANGE);
	assert_int_equal(read_with_bit("sablier-vca", 2, 128), ERR_RANGE);
	/* An address of more than 20 bytes. */
	assert_int_equal(read_with_bit("uniswap", 1, 160), ERR_RANGE);
	/* 9 of 9 is all of it; 11 is more. */
	assert_int_equal(read_with_bit("weatherxm", 0, 1), ERR_RANGE);
	assert_int_equal(read_with_bit("weatherxm", 0, 3), STATUS_OK);
}

static void a_call_that_no_contract_would_take_is_not_written(void **state)
{
	static const char *const presets[] = {"sablier-instant", "sablier-ll", "sablier-vca"};
	const struct payer_kind *kind = payer_kind(DISTRIBUTOR_MERKLE);
	struct payer_call call = {.kind = DISTRIBUTOR_MERKLE, .n = 1};
	struct buf out;

	(void)state;
	buf_init(&out, LIMIT_CALLDATA);
	assert_int_equal(kind->write(&out, &call), ERR_MISMATCH);
	for (size_t i = 0; i < ARRAY_SIZE(presets); i++) {
		call.terms = *merkle_terms_preset(presets[i]);
		call.parts[0].cumulative.raw = (struct u256){{0, 0, 1, 0}};
		assert_int_equal(kind->write(&out, &call), ERR_MISMATCH);
	}
	call.terms = *merkle_terms_preset("weatherxm");
	call.takes.raw = (struct u256){{1, 0, 1, 0}};
	assert_int_equal(kind->write(&out, &call), ERR_MISMATCH);
	assert_int_equal(out.len, 0);
	call.takes.raw = call.parts[0].cumulative.raw;
	call.n = 2;
	assert_int_equal(kind->write(&out, &call), ERR_MISMATCH);
	call.n = 1;
	assert_int_equal(kind->write(&out, &call), STATUS_OK);
	buf_release(&out);
}

static void a_proof_of_too_many_steps_is_not_read(void **state)
{
	const struct profile_distributor d = merkle_preset("1inch");
	struct payer_call call = {.kind = DISTRIBUTOR_MERKLE, .terms = d.terms, .n = 1}, read;
	struct buf out;

	(void)state;
	call.parts[0].n_proof = LIMIT_MERKLE_DEPTH;
	out = written(&call);
	assert_int_equal(payer_read_call(&read, &d, &call.parts[0].account, out.data, out.len),
			 STATUS_OK);
	out.data[4 + 4 * 32 + 31]++;
	buf_add(&out, call.parts[0].proof[0].bytes, 32);
	assert_int_equal(payer_read_call(&read, &d, &call.parts[0].account, out.data, out.len),
			 ERR_TOO_DEEP);
	assert_int_equal(read.n, 0);
	buf_release(&out);
}

static bool has_text(const struct descriptor *d, const char *text)
{
	for (size_t i = 0; i < d->n; i++)
		if (strstr(d->fields[i].value, text) != NULL)
			return true;
	return false;
}

/* Neither read as a claim nor shown as a call that nobody knows. */
static void kinds_with_hashes_of_16_bytes_are_refused_by_name(void **state)
{
	struct json *doc = vector_load("payers-merkle.json");
	const struct profile_distributor d = merkle_preset("1inch");
	const struct address from = {{1}};

	(void)state;
	for (const struct json *v = json_first(json_get(doc, "refused")); v != NULL;
	     v = json_next(v)) {
		struct tx tx = {.type = TX_DYNAMIC_FEE, .chain_id = 1};
		struct payer_call read;
		struct descriptor shown;
		size_t len;
		uint8_t *data = vector_hex(v, "calldata", &len);

		assert_string_equal(payer_merkle_call_refused(data), vector_text(v, "name"));
		assert_int_equal(payer_read_call(&read, NULL, &from, data, len), ERR_UNSUPPORTED);
		assert_int_equal(payer_read_call(&read, &d, &from, data, len), ERR_UNSUPPORTED);
		buf_init(&tx.data, LIMIT_CALLDATA);
		buf_add(&tx.data, data, len);
		assert_int_equal(descriptor_of(&shown, &tx, &from, NULL, NULL), STATUS_OK);
		assert_true(has_text(&shown, vector_text(v, "name")));
		data[0] ^= 1;
		assert_null(payer_merkle_call_refused(data));
		assert_int_equal(payer_read_call(&read, NULL, &from, data, len), ERR_PARSE);
		buf_release(&tx.data);
		free(data);
	}
	json_free(doc);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaves_and_proofs_of_other_libraries_fold_to_their_roots),
		cmocka_unit_test(calls_are_those_of_ethers_and_read_back),
		cmocka_unit_test(the_call_of_a_payer_that_is_not_pinned_chooses_its_terms),
		cmocka_unit_test(an_altered_or_cut_call_is_refused_or_reads_as_another),
		cmocka_unit_test(a_call_with_more_behind_it_is_not_read),
		cmocka_unit_test(a_pinned_payer_takes_the_call_of_its_own_terms_alone),
		cmocka_unit_test(numbers_that_the_contract_has_no_room_for_are_refused),
		cmocka_unit_test(a_call_that_no_contract_would_take_is_not_written),
		cmocka_unit_test(a_proof_of_too_many_steps_is_not_read),
		cmocka_unit_test(kinds_with_hashes_of_16_bytes_are_refused_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
