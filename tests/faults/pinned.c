/* Contracts, tokens, datanets and versions that are others than they are taken for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "act/attest.h"
#include "act/claim.h"
#include "act/commit.h"
#include "act/pay.h"
#include "base/file.h"
#include "tests/lib/contributor.h"

#define OTHER_HASH "0x1111111111111111111111111111111111111111111111111111111111111111"

static struct devnet net;
static struct contributor c;

static int begin(void **state)
{
	(void)state;
	devnet_start(&net, "pinned");
	devnet_tell(&net, "mine", "{\"blocks\":2}");
	return 0;
}

static int end(void **state)
{
	(void)state;
	devnet_stop(&net);
	return 0;
}

static int newcomer(void **state)
{
	(void)state;
	contributor_begin(&c, &net);
	contributor_watch(&c, "demo");
	return 0;
}

static int leave(void **state)
{
	(void)state;
	contributor_end(&c);
	return 0;
}

/* The code hash that the profile pins for its attestation service. */
static const char *pinned_eas(void)
{
	const struct json *profile = json_get(net.description, "profile");

	return json_text(json_get(json_get(profile, "eas"), "code_hash"));
}

static void another_attestation_service_proves_no_dataset_and_no_score(void **state)
{
	const struct snapshot *s;

	(void)state;
	contributor_alter_profile(&c, pinned_eas(), OTHER_HASH);
	expect_status(contributor_sync(&c), ERR_MISMATCH, &c.err);
	expect_in(c.err.text, "attestation service");
	expect_in(c.err.text, "0x4200000000000000000000000000000000000021");
	expect_in(c.err.text, pinned_eas());
	expect_in(c.err.text, OTHER_HASH);
	expect_status(c.report.datanet, ERR_MISMATCH, &c.report.datanet_error);
	s = contributor_look(&c);
	assert_int_equal(s->n_datasets, 0);
	assert_int_equal(s->n_scores, 0);
	assert_int_equal(s->n_epochs, 0);
	/* Coins are in no contract, and the distributor is the pinned one. */
	assert_int_equal(s->coins[0].balance.trust, TRUST_PROVEN);
	assert_int_equal(s->royalties[0].claimed.trust, TRUST_PROVEN);
}

static void an_unpinned_attestation_service_is_agreed_at_best(void **state)
{
	const struct snapshot *s;
	char member[128];

	(void)state;
	snprintf(member, sizeof(member), "\"code_hash\":\"%s\",", pinned_eas());
	contributor_alter_profile(&c, member, "");
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	s = contributor_look(&c);
	assert_true(s->n_datasets > 0 && s->n_scores > 0);
	for (size_t i = 0; i < s->n_datasets; i++)
		assert_int_equal(s->datasets[i].attestation_trust, TRUST_AGREED);
	for (size_t i = 0; i < s->n_scores; i++)
		assert_int_equal(s->scores[i].trust, TRUST_AGREED);
	for (size_t i = 0; i < s->n_epochs; i++)
		assert_int_equal(s->epochs[i].trust, TRUST_AGREED);
}

/* With `text` of the token's profile replaced, nothing of it is shown or prepared. */
static void expect_token_refused(const char *text, const char *by, const char *said)
{
	const struct snapshot *s;
	struct address to = devnet_account(&net, "demo");
	struct act *act = NULL;

	contributor_alter_profile(&c, text, by);
	expect_status(contributor_sync(&c), ERR_MISMATCH, &c.err);
	expect_in(c.err.text, said);
	expect_in(c.err.text, "0x");
	s = contributor_look(&c);
	assert_int_equal(s->coins[0].balance.trust, TRUST_PROVEN);
	assert_int_equal(s->n_royalties, 1);
	assert_false(s->royalties[0].wallet.known);
	assert_false(s->royalties[0].claimed.known);
	assert_true(s->royalties[0].claimable.trust < TRUST_AGREED);
	expect_status(prepare_claim(c.app, &c.task, &act, &(struct claim_choice){0}, &c.err),
		      ERR_MISMATCH, &c.err);
	expect_in(c.err.text, said);
	expect_status(prepare_send(c.app, &c.task, &act, s->royalties[0].symbol, "1", &to, &c.err),
		      ERR_MISMATCH, &c.err);
	expect_in(c.err.text, said);
	assert_null(act);
}

static void a_token_of_other_decimals_is_named_and_not_shown(void **state)
{
	(void)state;
	expect_token_refused("\"decimals\":\"18\",\"name\":\"Open\"",
			     "\"decimals\":\"6\",\"name\":\"Open\"", "decimals() is 18");
}

static void a_token_of_another_symbol_is_named_and_not_shown(void **state)
{
	(void)state;
	expect_token_refused("\"OPEN\"", "\"USD\"", "symbol() is \"OPEN\"");
}

static void a_commitment_to_another_datanet_is_not_this_ones(void **state)
{
	const struct json *pinned =
		json_first(json_get(json_get(net.description, "profile"), "datanets"));
	const char *datanet = json_text(json_get(pinned, "address"));
	const char *other = "0x00000000000000000000000000000000000000d1";
	const struct snapshot *s;

	(void)state;
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	s = contributor_look(&c);
	assert_true(s->n_datasets > 0);
	for (size_t i = 0; i < s->n_datasets; i++)
		assert_int_equal(s->datasets[i].state, DATASET_IN_MODEL);
	contributor_alter_profile(&c, datanet, other);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	s = contributor_look(&c);
	assert_true(s->n_datasets > 0);
	for (size_t i = 0; i < s->n_datasets; i++) {
		assert_int_equal(s->datasets[i].state, DATASET_ELSEWHERE);
		assert_int_equal(s->datasets[i].attestation_trust, TRUST_PROVEN);
	}
	/* The right datanet again, they are its own again. */
	contributor_alter_profile(&c, other, datanet);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	s = contributor_look(&c);
	for (size_t i = 0; i < s->n_datasets; i++)
		assert_int_equal(s->datasets[i].state, DATASET_IN_MODEL);
}

/* Uids of a dataset of another account and of a score statement. */
static void others(struct hash *dataset, struct hash *statement)
{
	struct contributor other;
	const struct snapshot *s;

	contributor_begin(&other, &net);
	contributor_watch(&other, "contributor-1");
	expect_status(contributor_sync(&other), STATUS_OK, &other.err);
	s = contributor_look(&other);
	assert_true(s->n_datasets > 0 && s->n_epochs > 0);
	*dataset = s->datasets[0].uid;
	*statement = s->epochs[0].statement;
	contributor_end(&other);
}

static void expect_not_replaced(const struct hash *its_root, const struct hash *replaces,
				enum status status, const char *said)
{
	struct act *act = NULL;

	expect_status(prepare_attest(c.app, &c.task, &act, its_root, replaces, &c.err), status,
		      &c.err);
	expect_in(c.err.text, said);
	assert_null(act);
}

static void a_version_that_would_not_count_is_not_attested(void **state)
{
	const char *path = contributor_path(&c, "second.txt");
	struct hash own, foreign, statement, nothing = {{1}};
	struct commit_plan plan = {
		.name = "second", .path = path, .license = "CC-BY-4.0", .replaces = &foreign};
	struct commit_result result;
	struct act *act;

	(void)state;
	contributor_restore(&c);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	own = contributor_look(&c)->datasets[0].uid;
	others(&foreign, &statement);
	expect_status(file_write(path, "ham\nspam\n", 9, &c.err), STATUS_OK, &c.err);
	expect_status(commit_dataset(c.app, &c.task, &result, &plan, &c.err), STATUS_OK, &c.err);
	/* As told when it was committed to, and as told now. */
	expect_not_replaced(&result.root, NULL, ERR_MISMATCH, "only that account");
	expect_not_replaced(&result.root, &foreign, ERR_MISMATCH, "only that account");
	expect_not_replaced(&result.root, &statement, ERR_MISMATCH, "not a commitment");
	expect_not_replaced(&result.root, &nothing, ERR_NOT_FOUND, "not attested");
	expect_status(prepare_attest(c.app, &c.task, &act, &result.root, &own, &c.err), STATUS_OK,
		      &c.err);
	free_act(act);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, newcomer, leave)
		TEST(another_attestation_service_proves_no_dataset_and_no_score),
		TEST(an_unpinned_attestation_service_is_agreed_at_best),
		TEST(a_commitment_to_another_datanet_is_not_this_ones),
		TEST(a_version_that_would_not_count_is_not_attested),
		TEST(a_token_of_other_decimals_is_named_and_not_shown),
		TEST(a_token_of_another_symbol_is_named_and_not_shown),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
