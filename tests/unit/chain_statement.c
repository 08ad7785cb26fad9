#include "tests/unit/chain_vector.h"

#include "base/buf.h"
#include "chain/keccak.h"
#include "chain/merkle.h"
#include "chain/statement.h"

#define MOST 8

/* statement.json: leaves, root and document by OpenZeppelin and ethers. */
struct epoch {
	struct statement st;
	struct score scores[MOST];
	size_t n;
};

static struct epoch epoch_load(void)
{
	struct json *doc = vector_load("statement.json"), *line;
	struct epoch ep = {.st = {.pool = {vector_number(doc, "pool")},
				  .influence = vector_number(doc, "influence"),
				  .scores = vector_hash(doc, "scores"),
				  .document = vector_hash(doc, "document")}};
	struct err e = {0};

	for (const struct json *v = json_first(json_get(doc, "lines")); v != NULL;
	     v = json_next(v)) {
		const char *text = json_text(v);

		assert_int_equal(json_parse(&line, text, strlen(text), &e), STATUS_OK);
		if (statement_score_read(&ep.scores[ep.n++], line, &e) != STATUS_OK)
			fail_msg("%s", e.text);
		json_free(line);
	}
	json_free(doc);
	return ep;
}

/* A datanet that lies about sums attests the hashes of its own lines. */
static void attest_again(struct epoch *ep)
{
	struct statement_finding f;
	struct score *s = ep->scores;
	struct hash leaves[2 * MOST];
	struct buf lines;

	buf_init(&lines, LIMIT_SMALL_FILE);
	for (size_t i = 0; i < ep->n; i++) {
		statement_score_write(&lines, &s[i]);
		statement_score_leaf(&leaves[i], &s[i]);
	}
	keccak256(ep->st.document.bytes, lines.data, lines.len);
	merkle_build(leaves, ep->n);
	ep->st.scores = leaves[2 * ep->n - 2];
	buf_release(&lines);
	assert_int_equal(statement_audit(&f, &ep->st, s, ep->n), STATUS_OK);
}

static struct statement_finding audit(const struct epoch *ep)
{
	struct statement_finding f;

	assert_int_equal(statement_audit(&f, &ep->st, ep->scores, ep->n), STATUS_OK);
	return f;
}

static void lines_are_those_of_the_reference(void **state)
{
	struct json *doc = vector_load("statement.json");
	struct epoch ep = epoch_load();
	const struct json *line = json_first(json_get(doc, "lines"));
	struct buf out;

	(void)state;
	buf_init(&out, LIMIT_SMALL_FILE);
	for (size_t i = 0; i < ep.n; i++, line = json_next(line)) {
		buf_clear(&out);
		statement_score_write(&out, &ep.scores[i]);
		assert_string_equal(buf_str(&out), json_text(line));
	}
	buf_release(&out);
	json_free(doc);
}

static void honest_statement_is_sound(void **state)
{
	struct epoch ep = epoch_load();

	(void)state;
	assert_int_equal(ep.n, 5);
	assert_int_equal(audit(&ep).fault, STATEMENT_SOUND);
}

static void wrong_document_is_found(void **state)
{
	struct epoch ep = epoch_load();

	(void)state;
	ep.st.document.bytes[31] ^= 1;
	assert_int_equal(audit(&ep).fault, STATEMENT_WRONG_DOCUMENT);
	ep.st.document.bytes[31] ^= 1;
	ep.scores[2].inferences++;
	assert_int_equal(audit(&ep).fault, STATEMENT_WRONG_DOCUMENT);
	ep.scores[2].inferences--;
	ep.n--;
	assert_int_equal(audit(&ep).fault, STATEMENT_WRONG_DOCUMENT);
}

static void wrong_tree_is_found(void **state)
{
	struct epoch ep = epoch_load();

	(void)state;
	ep.st.scores.bytes[0] ^= 0x80;
	assert_int_equal(audit(&ep).fault, STATEMENT_WRONG_TREE);
}

static void leaves_out_of_order_or_twice_are_found(void **state)
{
	struct epoch ep = epoch_load();
	struct score first = ep.scores[0];

	(void)state;
	ep.scores[0] = ep.scores[1];
	ep.scores[1] = first;
	attest_again(&ep);
	assert_int_equal(audit(&ep).fault, STATEMENT_WRONG_ORDER);
	assert_int_equal(audit(&ep).index, 1);
	ep = epoch_load();
	ep.scores[4].account = ep.scores[3].account;
	ep.scores[4].dataset = ep.scores[3].dataset;
	attest_again(&ep);
	assert_int_equal(audit(&ep).fault, STATEMENT_WRONG_ORDER);
	assert_int_equal(audit(&ep).index, 4);
}

static void wrong_sum_of_influence_is_found(void **state)
{
	struct epoch ep = epoch_load();
	struct u256 right = ep.st.influence;

	(void)state;
	ep.st.influence.limb[0]++;
	assert_int_equal(audit(&ep).fault, STATEMENT_WRONG_INFLUENCE);
	assert_number_equal(audit(&ep).expected, right);
	assert_number_equal(audit(&ep).found, ep.st.influence);
}

static void influence_that_overflows_is_found(void **state)
{
	struct epoch ep = epoch_load();

	(void)state;
	memset(&ep.scores[0].influence, 0xFF, sizeof(struct u256));
	memset(&ep.st.influence, 0xFF, sizeof(struct u256));
	attest_again(&ep);
	assert_int_equal(audit(&ep).fault, STATEMENT_WRONG_INFLUENCE);
}

static void an_amount_off_by_one_unit_is_found(void **state)
{
	struct epoch ep = epoch_load();
	struct u256 right = ep.scores[3].amount.raw;

	(void)state;
	ep.scores[3].amount.raw.limb[0]--;
	attest_again(&ep);
	assert_int_equal(audit(&ep).fault, STATEMENT_WRONG_AMOUNT);
	assert_int_equal(audit(&ep).index, 3);
	assert_number_equal(audit(&ep).expected, right);
	assert_number_equal(audit(&ep).found, ep.scores[3].amount.raw);
}

static void more_than_the_pool_is_found(void **state)
{
	struct epoch ep = epoch_load();

	(void)state;
	ep.scores[1].amount.raw = ep.st.pool.raw;
	attest_again(&ep);
	assert_int_equal(audit(&ep).fault, STATEMENT_OVERSPENT);
	assert_number_equal(audit(&ep).expected, ep.st.pool.raw);
	memset(&ep.scores[1].amount, 0xFF, sizeof(struct tokens));
	attest_again(&ep);
	assert_int_equal(audit(&ep).fault, STATEMENT_OVERSPENT);
}

static void epoch_in_which_nobody_helped_pays_nothing(void **state)
{
	struct epoch ep = epoch_load();

	(void)state;
	for (size_t i = 0; i < ep.n; i++) {
		ep.scores[i].influence = u256_from_u64(0);
		ep.scores[i].amount.raw = u256_from_u64(0);
	}
	ep.st.influence = u256_from_u64(0);
	attest_again(&ep);
	assert_int_equal(audit(&ep).fault, STATEMENT_SOUND);
	ep.scores[0].amount.raw = u256_from_u64(1);
	attest_again(&ep);
	assert_int_equal(audit(&ep).fault, STATEMENT_WRONG_AMOUNT);
}

static void epoch_without_scores_is_sound_and_only_with_the_empty_document(void **state)
{
	struct epoch ep = {0};

	(void)state;
	keccak256(ep.st.document.bytes, "", 0);
	assert_int_equal(audit(&ep).fault, STATEMENT_SOUND);
	ep.st.scores.bytes[3] = 1;
	assert_int_equal(audit(&ep).fault, STATEMENT_WRONG_TREE);
	ep.st.document.bytes[0] ^= 1;
	assert_int_equal(audit(&ep).fault, STATEMENT_WRONG_DOCUMENT);
}

static void every_fault_has_a_phrase(void **state)
{
	(void)state;
	for (int f = STATEMENT_SOUND; f <= STATEMENT_OVERSPENT; f++)
		assert_string_not_equal(statement_fault_phrase((enum statement_fault)f), "unknown");
}

/* The members in the order of statement_encode, as ethers gave them to AbiCoder. */
static void payload_is_encoded_as_ethers_does(void **state)
{
	struct json *doc = vector_load("eas.json");
	const struct json *v = json_first(json_get(doc, "attestations"));
	struct statement st;
	struct hash expected;
	struct u256 number;
	struct buf out;
	uint8_t *data;
	size_t len;

	(void)state;
	while (strcmp(vector_text(v, "what"), "statement") != 0)
		v = json_next(v);
	data = vector_hex(v, "data", &len);
	assert_int_equal(statement_decode(&st, data, len), STATUS_OK);
	assert_int_equal(st.epoch, 7);
	assert_int_equal(st.start, 1700000000);
	assert_int_equal(st.end, 1700000060);
	assert_int_equal(st.distributor.bytes[7], 0xd1);
	assert_int_equal(st.token.bytes[7], 0x70);
	keccak256(expected.bytes, "distribution", 12);
	assert_hash_equal(st.distribution, expected);
	keccak256(expected.bytes, "model", 5);
	assert_hash_equal(st.model, expected);
	keccak256(expected.bytes, "scores", 6);
	assert_hash_equal(st.scores, expected);
	keccak256(expected.bytes, "document", 8);
	assert_hash_equal(st.document, expected);
	assert_int_equal(u256_parse(&number, "1000000000000000000000", 22), STATUS_OK);
	assert_number_equal(st.pool.raw, number);
	number = (struct u256){{5, 0, 4, 0}}; /* 2^130 + 5 */
	assert_number_equal(st.influence, number);
	buf_init(&out, LIMIT_CALLDATA);
	assert_int_equal(statement_encode(&out, &st), STATUS_OK);
	assert_int_equal(out.len, len);
	assert_memory_equal(out.data, data, len);
	assert_int_not_equal(statement_decode(&st, data, len - 1), STATUS_OK);
	data[0] = 1; /* an epoch past 64 bits */
	assert_int_equal(statement_decode(&st, data, len), ERR_RANGE);
	buf_release(&out);
	free(data);
	json_free(doc);
}

static void lines_with_numbers_or_other_members_are_refused(void **state)
{
	static const char *const bad[] = {
		"{}",
		"{\"account\":\"0x1111111111111111111111111111111111111111\",\"amount\":\"1\"}",
		"{\"account\":\"0x1111111111111111111111111111111111111111\",\"amount\":1,"
		"\"dataset\":\"0x2121212121212121212121212121212121212121212121212121212121212121"
		"\",\"inferences\":\"0\",\"influence\":\"5\"}",
		"{\"account\":\"0x1111111111111111111111111111111111111111\",\"amount\":\"-1\","
		"\"dataset\":\"0x2121212121212121212121212121212121212121212121212121212121212121"
		"\",\"inferences\":\"0\",\"influence\":\"5\"}",
		"{\"account\":\"0x1111111111111111111111111111111111111111\",\"amount\":\"1\","
		"\"dataset\":\"0x2121212121212121212121212121212121212121212121212121212121212121"
		"\",\"inferences\":\"0\",\"influence\":\"5\",\"bonus\":\"1\"}",
	};
	struct score s;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct json *doc;
		struct err e = {0};

		assert_int_equal(json_parse(&doc, bad[i], strlen(bad[i]), &e), STATUS_OK);
		assert_int_not_equal(statement_score_read(&s, doc, &e), STATUS_OK);
		assert_true(e.text[0] != '\0');
		json_free(doc);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_those_of_the_reference),
		cmocka_unit_test(honest_statement_is_sound),
		cmocka_unit_test(wrong_document_is_found),
		cmocka_unit_test(wrong_tree_is_found),
		cmocka_unit_test(leaves_out_of_order_or_twice_are_found),
		cmocka_unit_test(wrong_sum_of_influence_is_found),
		cmocka_unit_test(influence_that_overflows_is_found),
		cmocka_unit_test(an_amount_off_by_one_unit_is_found),
		cmocka_unit_test(more_than_the_pool_is_found),
		cmocka_unit_test(epoch_in_which_nobody_helped_pays_nothing),
		cmocka_unit_test(epoch_without_scores_is_sound_and_only_with_the_empty_document),
		cmocka_unit_test(every_fault_has_a_phrase),
		cmocka_unit_test(payload_is_encoded_as_ethers_does),
		cmocka_unit_test(lines_with_numbers_or_other_members_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
