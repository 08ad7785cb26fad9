/* Versions of a model as a sync judges them, and the datasets that their manifests name. */
#include "base/buf.h"
#include "chain/eas.h"
#include "chain/eas_commitment.h"
#include "chain/model_attestation.h"
#include "sync/judged_version.h"
#include "sync/manifest_data.h"
#include "tests/unit/app_fixture.h"

static const struct address datanet = {{0xda}}, other = {{0xdb}};
static const struct hash artifact = {{0xa1}}, before = {{0x77}};

/* Appends a word of 32 bytes that ends in the number. */
static void add_word(struct buf *b, uint64_t v)
{
	struct u256 word = u256_from_u64(v);
	uint8_t bytes[32];

	u256_to_be(bytes, &word);
	buf_add(b, bytes, 32);
}

static void add_padded(struct buf *b, const char *text)
{
	char word[32] = "";

	add_word(b, strlen(text));
	memcpy(word, text, strlen(text));
	buf_add(b, word, 32);
}

/* The attestation of version 3 by the datanet, laid out as Solidity's ABI has it. */
static struct attestation_reading reading_of(uint64_t version)
{
	struct attestation_reading r = {.trust = TRUST_PROVEN,
					.attestation = {.uid = {{0x78}},
							.ref_uid = before,
							.time = 900,
							.recipient = datanet,
							.attester = datanet}};
	struct buf *b = &r.attestation.data;

	eas_model_schema(&r.attestation.schema);
	buf_init(b, KIB);
	buf_add(b, artifact.bytes, 32);
	add_word(b, 0x44);
	add_word(b, 0x55);
	add_word(b, version);
	add_word(b, 0xc0);
	add_word(b, 0x100);
	add_padded(b, "mail-filter");
	add_padded(b, "MIT");
	return r;
}

static struct cache_model listed(uint64_t version)
{
	const struct datanet_model m = {.version = version,
					.artifact = artifact,
					.attestation = {{0x78}},
					.created = 800,
					.name = "mail-filter"};
	struct cache_model row = {.current = true};

	list_version(&row, &m, &datanet);
	assert_string_equal(row.name, "mail-filter 3");
	assert_int_equal(row.version.state, MODEL_WAITING);
	return row;
}

static void a_name_is_the_attested_one_and_has_no_escapes_before(void **state)
{
	struct datanet_model m = {
		.version = 3, .artifact = artifact, .name = "\033]0;owned\007\xe2\x80\xae free"};
	struct attestation_reading r = reading_of(3);
	struct cache_model row = {.current = true};

	(void)state;
	list_version(&row, &m, &datanet);
	assert_non_null(strstr(row.name, "owned"));
	assert_null(strpbrk(row.name, "\033\007\xe2"));
	assert_true(judge_version(&row, &r, true, 40));
	assert_string_equal(row.name, "mail-filter 3");
	attestation_release(&r.attestation);
}

static void a_version_that_the_datanet_signed_on_the_version_before_is_attested(void **state)
{
	struct attestation_reading r = reading_of(3), parent = reading_of(2);
	struct cache_model row = listed(3);

	(void)state;
	assert_true(judge_version(&row, &r, true, 40));
	judge_parent(&row, &parent);
	assert_int_equal(row.version.state, MODEL_ATTESTED);
	assert_int_equal(row.version.trust, TRUST_PROVEN);
	assert_int_equal(row.version.block, 40);
	assert_int_equal(row.version.attested_at, 900);
	assert_string_equal(row.version.license, "MIT");
	assert_int_equal(row.version.figures.bytes[31], 0x44);
	assert_true(hash_equal(&row.version.parent, &before));
	assert_int_equal(row.data.training, MODEL_TRAINING_UNREAD);
	assert_true(is_version_settled(&row));
	attestation_release(&r.attestation);
	attestation_release(&parent.attestation);
}

/* Each changes one thing of a sound reading of version 3. */
static void sign_as_another(struct attestation_reading *r)
{
	r->attestation.attester = other;
}

static void make_revocable(struct attestation_reading *r)
{
	r->attestation.revocable = true;
}

static void attest_another_artifact(struct attestation_reading *r)
{
	r->attestation.data.data[0] ^= 1;
}

static void attest_another_version(struct attestation_reading *r)
{
	r->attestation.data.data[127] = 4;
}

static void address_to_another(struct attestation_reading *r)
{
	r->attestation.recipient = other;
}

static void break_words(struct attestation_reading *r)
{
	attestation_release(&r->attestation);
	r->status = ERR_MISMATCH;
}

static void lose(struct attestation_reading *r)
{
	attestation_release(&r->attestation);
	r->status = ERR_NOT_FOUND;
}

static void what_is_wrong_with_a_version_is_a_state_with_a_reason(void **state)
{
	static const struct {
		void (*change)(struct attestation_reading *r);
		enum model_state state;
		const char *why;
	} cases[] = {
		{sign_as_another, MODEL_FOREIGN, "signed its attestation, and not the datanet"},
		{make_revocable, MODEL_CONTRADICTED, "can be withdrawn"},
		{attest_another_artifact, MODEL_CONTRADICTED, "another model"},
		{attest_another_version, MODEL_CONTRADICTED, "another model"},
		{address_to_another, MODEL_CONTRADICTED, "addressed to another"},
		{break_words, MODEL_CONTRADICTED, ""},
		{lose, MODEL_WAITING, ""},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct attestation_reading r = reading_of(3);
		struct cache_model row = listed(3);

		cases[i].change(&r);
		assert_false(judge_version(&row, &r, true, 40));
		assert_int_equal(row.version.state, cases[i].state);
		assert_non_null(strstr(row.version.note, cases[i].why));
		assert_int_equal(row.current, true);
		if (r.status == STATUS_OK)
			attestation_release(&r.attestation);
	}
}

static void too_few_nodes_settle_nothing(void **state)
{
	struct attestation_reading r = reading_of(3);
	struct cache_model row = listed(3);

	(void)state;
	sign_as_another(&r);
	assert_false(judge_version(&row, &r, false, 40));
	assert_int_equal(row.version.state, MODEL_WAITING);
	attestation_release(&r.attestation);
}

static void a_version_whose_predecessor_is_missing_is_told(void **state)
{
	struct attestation_reading gone = {.status = ERR_NOT_FOUND, .trust = TRUST_PROVEN};
	struct attestation_reading r = reading_of(3), far = reading_of(1);
	struct cache_model row, parent = listed(3);

	(void)state;
	for (int i = 0; i < 4; i++) {
		row = listed(3);
		assert_true(judge_version(&row, &r, true, 40));
		if (i == 0)
			judge_parent(&row, &gone);
		else if (i == 1)
			judge_parent(&row, &far);
		else
			parent.version.number = i == 2 ? 2 : 1;
		parent.version.state = i == 2 ? MODEL_FOREIGN : MODEL_ATTESTED;
		if (i >= 2)
			judge_known_parent(&row, &parent);
		assert_int_equal(row.version.state, MODEL_ORPHAN);
		assert_string_not_equal(row.version.note, "");
	}
	row = listed(3);
	assert_true(judge_version(&row, &r, true, 40));
	parent.version.number = 2;
	judge_known_parent(&row, &parent);
	assert_int_equal(row.version.state, MODEL_ATTESTED);
	attestation_release(&r.attestation);
	attestation_release(&far.attestation);
}

static struct attestation_reading commitment_of(uint8_t by, const char *license)
{
	struct attestation_reading r = {
		.trust = TRUST_PROVEN,
		.attestation = {.recipient = datanet, .attester = address_of_byte(by)}};
	struct commitment c = {.root = hash_of_byte(by), .records = 3, .size = 11};

	snprintf(c.license, sizeof(c.license), "%s", license);
	eas_commitment_schema(&r.attestation.schema);
	buf_init(&r.attestation.data, KIB);
	assert_ok(eas_commitment_encode(&r.attestation.data, &c));
	return r;
}

static void withdrawn_unknown_and_foreign_datasets_of_a_manifest_are_counted_apart(void **state)
{
	struct training_dataset named[6] = {{.records = 1}};
	const struct training t = {.datasets = named, .n = ARRAY_SIZE(named)};
	struct attestation_reading r[] = {commitment_of(1, "MIT"),
					  commitment_of(1, "CC0-1.0"),
					  commitment_of(2, "MIT"),
					  commitment_of(3, ""),
					  {.status = ERR_NOT_FOUND, .trust = TRUST_AGREED},
					  commitment_of(4, "MIT")};
	struct cache_model_data data = {.datasets = 6};

	(void)state;
	r[2].attestation.revocation = 50;
	r[5].attestation.recipient = other;
	assert_ok(sum_manifest_data(&data, &t, r, &datanet));
	assert_int_equal(data.accounts, 3);
	assert_int_equal(data.withdrawn, 1);
	assert_int_equal(data.unknown, 1);
	assert_int_equal(data.others, 1);
	assert_int_equal(data.trust, TRUST_AGREED);
	assert_string_equal(data.licenses, "not stated 1, CC0-1.0 1, MIT 2");
	for (size_t i = 0; i < ARRAY_SIZE(r); i++)
		if (r[i].status == STATUS_OK)
			attestation_release(&r[i].attestation);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_is_the_attested_one_and_has_no_escapes_before),
		cmocka_unit_test(
			a_version_that_the_datanet_signed_on_the_version_before_is_attested),
		cmocka_unit_test(what_is_wrong_with_a_version_is_a_state_with_a_reason),
		cmocka_unit_test(too_few_nodes_settle_nothing),
		cmocka_unit_test(a_version_whose_predecessor_is_missing_is_told),
		cmocka_unit_test(
			withdrawn_unknown_and_foreign_datasets_of_a_manifest_are_counted_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
