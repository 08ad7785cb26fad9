/* A datanet that lies, pays too little, invents accounts or does not answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "act/claim.h"
#include "app/snapshot_models.h"
#include "models/preview.h"
#include "models/preview_dataset.h"
#include "sync/audit.h"
#include "sync/upload.h"
#include "tests/lib/contributor.h"
#include "tests/lib/words_of.h"

static struct devnet net;
static struct contributor c; /* has seen the honest datanet */
static struct contributor newcomer;
static struct u256 cumulative;
static struct hash model;

static int begin(void **state)
{
	(void)state;
	devnet_start(&net, "datanet");
	/* Epoch 30 under the confirmations. */
	devnet_tell(&net, "mine", "{\"blocks\":2}");
	contributor_begin(&c, &net);
	contributor_watch(&c, "demo");
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	expect_status(c.report.datanet, STATUS_OK, &c.report.datanet_error);
	cumulative = contributor_look(&c)->royalties[0].cumulative.value;
	assert_true(c.seen->n_models > 0);
	model = c.seen->models[0].hash;
	return 0;
}

static int end(void **state)
{
	(void)state;
	contributor_end(&c);
	devnet_stop(&net);
	return 0;
}

static int honest(void **state)
{
	(void)state;
	devnet_tell(&net, "datanet-faults", "{}");
	contributor_begin(&newcomer, &net);
	contributor_watch(&newcomer, "demo");
	return 0;
}

static int leave(void **state)
{
	(void)state;
	contributor_end(&newcomer);
	devnet_tell(&net, "datanet-faults", "{}");
	return 0;
}

static void lie(const char *fault)
{
	devnet_tell(&net, "datanet-faults", "{\"faults\":[%s]}", fault);
}

/* Figures of the chain alone are right whatever the datanet says. */
static void expect_chain_proven(struct contributor *who)
{
	const struct snapshot *s = contributor_look(who);

	assert_int_equal(s->coins[0].balance.trust, TRUST_PROVEN);
	assert_int_equal(s->royalties[0].claimed.trust, TRUST_PROVEN);
	assert_int_equal(s->coins[0].balance.block, s->networks[0].block);
}

/* A false claim: an error and an event say so; nobody's figures move, and it cannot be prepared. */
static void expect_claim_refused(const char *fault, enum status status, const char *said)
{
	const struct snapshot_event *told;
	const struct snapshot *s;
	struct act *act = NULL;

	lie(fault);
	expect_status(contributor_sync(&newcomer), STATUS_OK, &newcomer.err);
	expect_status(newcomer.report.datanet, status, &newcomer.report.datanet_error);
	expect_in(newcomer.report.datanet_error.text, said);
	expect_chain_proven(&newcomer);
	s = newcomer.seen;
	told = snapshot_event_with(s, said);
	assert_true(told != NULL && told->trust == TRUST_DISPUTED);
	assert_false(s->royalties[0].cumulative.known);
	assert_false(s->royalties[0].claimable.known);
	expect_status(prepare_claim(newcomer.app, &newcomer.task, &act, &(struct claim_choice){0},
				    &newcomer.err),
		      status, &newcomer.err);
	assert_null(act);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	s = contributor_look(&c);
	assert_int_equal(u256_compare(&s->royalties[0].cumulative.value, &cumulative), 0);
	assert_int_equal(s->royalties[0].cumulative.trust, TRUST_PROVEN);
}

/* The local network's datanet tags every reply; a second round gets its 304s. */
static void a_round_without_news_is_as_good_as_the_first(void **state)
{
	struct u256 known;
	const struct profile *profile;
	char url[DATANET_URL_SIZE];

	(void)state;
	expect_status(contributor_sync(&newcomer), STATUS_OK, &newcomer.err);
	expect_status(require_profile(newcomer.app, &profile, &newcomer.err), STATUS_OK,
		      &newcomer.err);
	snprintf(url, sizeof(url), "%s/v1/datanet", profile_datanet(profile)->url);
	known = contributor_look(&newcomer)->royalties[0].cumulative.value;
	assert_string_not_equal(replies_tag(newcomer.task.session->replies, url), "");
	expect_status(contributor_sync(&newcomer), STATUS_OK, &newcomer.err);
	expect_status(newcomer.report.datanet, STATUS_OK, &newcomer.report.datanet_error);
	expect_chain_proven(&newcomer);
	assert_int_equal(u256_compare(&newcomer.seen->royalties[0].cumulative.value, &known), 0);
	assert_int_equal(newcomer.seen->royalties[0].cumulative.trust, TRUST_PROVEN);
}

static void a_false_proof_of_a_claim_is_refused(void **state)
{
	(void)state;
	expect_claim_refused("{\"kind\":\"proof\"}", ERR_PROOF_MISMATCH, "does not fold");
}

static void a_false_cumulative_is_refused(void **state)
{
	(void)state;
	expect_claim_refused("{\"kind\":\"cumulative\"}", ERR_PROOF_MISMATCH, "does not fold");
}

static void a_claim_from_another_distributor_is_refused(void **state)
{
	(void)state;
	expect_claim_refused("{\"kind\":\"claim-distributor\"}", ERR_MISMATCH, "distributor");
}

/* The claim folds to the root that it names; only the chain says that this root pays nobody. */
static void a_claim_under_a_root_of_its_own_is_never_more_than_a_word(void **state)
{
	const char *text = devnet_text(&net, "datanet", "address");
	const struct snapshot_royalty *royalty;
	const struct snapshot_event *told;
	struct act *act = NULL;
	struct address address;
	char datanet[ADDRESS_TEXT_SIZE];

	(void)state;
	assert_int_equal(address_parse(&address, text, strlen(text)), STATUS_OK);
	address_format(datanet, &address);
	lie("{\"kind\":\"claim-root\"}");
	/* Such a root may be newer than the agreed block; meanwhile no figure moves. */
	expect_status(contributor_sync(&newcomer), STATUS_OK, &newcomer.err);
	expect_status(newcomer.report.datanet, STATUS_OK, &newcomer.report.datanet_error);
	assert_false(contributor_look(&newcomer)->royalties[0].cumulative.known);
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	expect_status(prepare_claim(c.app, &c.task, &act, &(struct claim_choice){0}, &c.err),
		      ERR_PROOF_MISMATCH, &c.err);
	assert_null(act);
	expect_in(c.err.text, ", 1 OPEN more than was proven before, but by the root 0x");
	expect_in(c.err.text, "which is not the one in force (0x");
	expect_in(c.err.text, datanet);
	/* Some blocks later that excuse is gone. */
	devnet_tell(&net, "mine", "{\"blocks\":8}");
	expect_status(contributor_sync_afresh(&newcomer), STATUS_OK, &newcomer.err);
	expect_status(newcomer.report.datanet, ERR_PROOF_MISMATCH, &newcomer.report.datanet_error);
	expect_chain_proven(&newcomer);
	told = snapshot_event_with(newcomer.seen, "not the one in force");
	assert_true(told != NULL && told->trust == TRUST_DISPUTED);
	assert_false(newcomer.seen->royalties[0].cumulative.known);
	assert_false(newcomer.seen->royalties[0].claimable.known);
	expect_status(contributor_sync_afresh(&c), STATUS_OK, &c.err);
	expect_status(c.report.datanet, ERR_PROOF_MISMATCH, &c.report.datanet_error);
	expect_in(c.report.datanet_error.text, "1 OPEN more than was proven before");
	royalty = &contributor_look(&c)->royalties[0];
	assert_int_equal(u256_compare(&royalty->cumulative.value, &cumulative), 0);
	assert_int_equal(royalty->cumulative.trust, TRUST_PROVEN);
	/* The truth is proven again at once. */
	lie("");
	expect_status(contributor_sync(&newcomer), STATUS_OK, &newcomer.err);
	expect_status(newcomer.report.datanet, STATUS_OK, &newcomer.report.datanet_error);
	royalty = &contributor_look(&newcomer)->royalties[0];
	assert_int_equal(u256_compare(&royalty->cumulative.value, &cumulative), 0);
	assert_int_equal(royalty->claimable.trust, TRUST_PROVEN);
}

static const struct audit_epoch *epoch_of(const struct audit_report *r, uint64_t epoch)
{
	size_t i = 0;

	while (i < r->n && r->epochs[i].epoch != epoch)
		i++;
	assert_true(i < r->n);
	return &r->epochs[i];
}

/* A newcomer's audit finds exactly epoch 12 faulty and says `said`. */
static void expect_epoch_12_faulty(bool full, const char *said)
{
	struct audit_report r = {0};

	contributor_audit(&newcomer, &r, full);
	assert_int_equal(r.n, 30);
	assert_int_equal(r.verdict.faulty, 1);
	assert_int_equal(r.verdict.sound, 29);
	assert_int_equal(epoch_of(&r, 12)->state, AUDIT_FAULT);
	expect_in(words_of(&epoch_of(&r, 12)->finding), "epoch 12");
	expect_in(words_of(&epoch_of(&r, 12)->finding), said);
	expect_in(r.verdict.text, "epoch 12");
	audit_report_release(&r);
}

/* Epochs 29 and 30 came after the last root of the history. */
#define HISTORY_SOUND "28 of 30 epochs paid in full; 2 await the next root"

static void expect_all_sound(void)
{
	struct audit_report r = {0};

	contributor_audit(&newcomer, &r, false);
	assert_int_equal(r.verdict.sound, 30);
	assert_int_equal(r.verdict.faulty, 0);
	assert_string_equal(r.verdict.text, HISTORY_SOUND);
	assert_true(r.verdict.all_sound);
	audit_report_release(&r);
	contributor_look(&newcomer);
	for (size_t i = 0; i < newcomer.seen->n_scores; i++)
		assert_int_equal(newcomer.seen->scores[i].trust, TRUST_PROVEN);
}

static void a_leaf_with_another_amount_is_not_proven_and_its_epoch_named(void **state)
{
	size_t reported = 0;

	(void)state;
	lie("{\"kind\":\"amount\",\"epoch\":\"12\"}");
	expect_epoch_12_faulty(false, "does not match the scores");
	contributor_look(&newcomer);
	for (size_t i = 0; i < newcomer.seen->n_scores; i++) {
		const struct snapshot_score *score = &newcomer.seen->scores[i];

		reported += score->trust == TRUST_REPORTED;
		assert_true(score->trust == TRUST_PROVEN || score->epoch == 12);
	}
	assert_int_equal(reported, 1);
	/* Once the datanet gives the true leaf, nothing of the fault is left. */
	lie("");
	expect_all_sound();
}

static void a_false_proof_of_a_leaf_is_named_with_its_epoch(void **state)
{
	(void)state;
	lie("{\"kind\":\"leaf-proof\",\"epoch\":\"12\"}");
	expect_epoch_12_faulty(false, "does not match the scores");
	expect_epoch_12_faulty(false, "does not match the scores");
	lie("");
	expect_all_sound();
}

static void a_false_document_is_named_with_its_epoch_by_the_full_audit(void **state)
{
	struct audit_report r = {0};

	(void)state;
	lie("{\"kind\":\"document\"}");
	contributor_audit(&newcomer, &r, true);
	assert_int_equal(r.verdict.faulty, r.n);
	expect_in(r.verdict.text, "epoch 1: ");
	expect_in(words_of(&epoch_of(&r, 30)->finding), "document");
	audit_report_release(&r);
}

static void a_statement_that_is_not_on_chain_is_named_and_not_adopted(void **state)
{
	(void)state;
	lie("{\"kind\":\"statement-uid\"}");
	expect_status(contributor_sync(&newcomer), STATUS_OK, &newcomer.err);
	assert_int_equal(contributor_look(&newcomer)->n_epochs, 29);
	/* The statement may be above the agreed block; some blocks later that excuse is gone. */
	devnet_tell(&net, "mine", "{\"blocks\":8}");
	expect_status(contributor_sync_afresh(&newcomer), STATUS_OK, &newcomer.err);
	expect_status(newcomer.report.datanet, ERR_MISMATCH, &newcomer.report.datanet_error);
	expect_in(newcomer.report.datanet_error.text, "epoch 30");
	assert_int_equal(contributor_look(&newcomer)->n_epochs, 29);
	assert_non_null(snapshot_event_with(newcomer.seen, "epoch 30"));
	expect_chain_proven(&newcomer);
	/* The true one is taken afterwards. */
	lie("");
	expect_status(contributor_sync(&newcomer), STATUS_OK, &newcomer.err);
	expect_status(newcomer.report.datanet, STATUS_OK, &newcomer.report.datanet_error);
	assert_int_equal(contributor_look(&newcomer)->n_epochs, 30);
}

/* A false description: nothing the datanet says is used any more. */
static void expect_description_refused(const char *fault, enum status status, const char *said)
{
	struct intake_question q;

	lie(fault);
	expect_status(contributor_sync(&newcomer), STATUS_OK, &newcomer.err);
	expect_status(newcomer.report.datanet, status, &newcomer.report.datanet_error);
	expect_in(newcomer.report.datanet_error.text, said);
	expect_chain_proven(&newcomer);
	assert_int_equal(newcomer.seen->n_models, 0);
	assert_int_equal(newcomer.seen->n_epochs, 0);
	assert_false(newcomer.seen->royalties[0].cumulative.known);
	assert_non_null(snapshot_event_with(newcomer.seen, said));
	expect_status(check_intake(newcomer.app, &newcomer.task, &q, &newcomer.err), status,
		      &newcomer.err);
}

static void a_description_with_another_contract_is_refused(void **state)
{
	static const char *const members[] = {"distributor", "eas", "token", "registry"};

	for (size_t i = 0; i < ARRAY_SIZE(members); i++) {
		char fault[80];

		snprintf(fault, sizeof(fault), "{\"kind\":\"contract\",\"member\":\"%s\"}",
			 members[i]);
		expect_description_refused(fault, ERR_MISMATCH, members[i]);
		leave(state);
		honest(state);
	}
}

static void a_description_with_a_false_signature_is_refused(void **state)
{
	(void)state;
	expect_description_refused("{\"kind\":\"signature\"}", ERR_SIGNATURE, "not signed");
}

static void terminal_escapes_of_the_datanet_are_not_kept(void **state)
{
	static const char *const forbidden[] = {"\x1b", "\x07", "\xe2\x80\xae", "\xe2\x80\x8b"};

	(void)state;
	lie("{\"kind\":\"escapes\"}");
	expect_status(contributor_sync(&newcomer), STATUS_OK, &newcomer.err);
	contributor_look(&newcomer);
	assert_true(newcomer.seen->n_models > 0 && newcomer.seen->n_datasets > 0);
	/* Its attestation names the model, whatever the list of versions calls it. */
	expect_in(newcomer.seen->models[0].name, "mail-filter");
	expect_in(newcomer.seen->datasets[0].note, "paid in full");
	for (size_t i = 0; i < ARRAY_SIZE(forbidden); i++) {
		assert_null(strstr(newcomer.seen->models[0].name, forbidden[i]));
		assert_null(strstr(newcomer.seen->datasets[0].note, forbidden[i]));
		assert_null(snapshot_event_with(newcomer.seen, forbidden[i]));
	}
}

static void a_model_that_hashes_to_something_else_is_thrown_away(void **state)
{
	const char *corpus = devnet_text(&net, "corpus", "unseen");
	struct preview *p = NULL;

	(void)state;
	expect_status(contributor_sync(&newcomer), STATUS_OK, &newcomer.err);
	lie("{\"kind\":\"model\"}");
	expect_status(preview_dataset(newcomer.app, &newcomer.task, &p,
				      &(struct preview_plan){.path = corpus}, &newcomer.err),
		      ERR_PROOF_MISMATCH, &newcomer.err);
	assert_null(p);
	assert_false(contributor_look(&newcomer)->models[0].downloaded);
	lie("");
	expect_status(preview_dataset(newcomer.app, &newcomer.task, &p,
				      &(struct preview_plan){.path = corpus}, &newcomer.err),
		      STATUS_OK, &newcomer.err);
	assert_memory_equal(p->model.bytes, model.bytes, sizeof(model.bytes));
	preview_unref(p);
}

static void a_datanet_that_does_not_answer_properly_takes_nothing_from_the_chain(void **state)
{
	static const char *const manners[] = {"http-500", "garbage", "drop", "hang"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(manners); i++) {
		char fault[80];

		snprintf(fault, sizeof(fault), "{\"kind\":\"%s\"}", manners[i]);
		lie(fault);
		expect_status(contributor_sync(&newcomer), STATUS_OK, &newcomer.err);
		assert_int_not_equal(newcomer.report.datanet, STATUS_OK);
		assert_string_not_equal(newcomer.report.datanet_error.text, "");
		expect_chain_proven(&newcomer);
		assert_int_equal(newcomer.seen->n_epochs, 0);
	}
	devnet_tell(&net, "datanet-stop", "{}");
	expect_status(contributor_sync(&newcomer), STATUS_OK, &newcomer.err);
	assert_int_equal(newcomer.report.datanet, ERR_UNREACHABLE);
	expect_chain_proven(&newcomer);
	devnet_tell(&net, "datanet-start", "{}");
}

/* From here on the newcomer is not used: the chain itself carries the fraud. */
static void expect_audit(bool full, uint64_t epoch, const char *difference, size_t faulty)
{
	struct audit_report r = {0};

	contributor_audit(&c, &r, full);
	assert_int_equal(r.verdict.faulty, faulty);
	assert_int_equal(epoch_of(&r, epoch)->state, AUDIT_FAULT);
	expect_in(words_of(&epoch_of(&r, epoch)->finding), difference);
	if (faulty == 1)
		assert_string_equal(r.verdict.text, words_of(&epoch_of(&r, epoch)->finding));
	audit_report_release(&r);
}

static void an_honest_history_is_paid_in_full(void **state)
{
	struct audit_report r = {0};

	(void)state;
	contributor_audit(&c, &r, true);
	assert_int_equal(r.n, 30);
	assert_int_equal(r.verdict.sound, 30);
	assert_true(r.verdict.chain_whole);
	assert_true(r.verdict.sum.matches);
	assert_int_equal(r.verdict.sum.trust, TRUST_PROVEN);
	assert_string_equal(r.verdict.text, HISTORY_SOUND);
	assert_true(r.verdict.all_sound);
	for (size_t i = 0; i < r.n; i++)
		assert_int_equal(r.epochs[i].state, AUDIT_FULL_SOUND);
	audit_report_release(&r);
}

static void underpaying_by_one_unit_is_named_with_epoch_and_difference(void **state)
{
	(void)state;
	devnet_tell(&net, "settle", "{\"underpay\":\"%s\"}",
		    devnet_named(&net, "accounts", "demo", "address"));
	devnet_tell(&net, "mine", "{\"blocks\":2}");
	expect_audit(false, 31, "epoch 31 is short by less than 0.000 001 OPEN: it pays ", 1);
	expect_audit(false, 31, "short by less than 0.000 001", 1);
	expect_audit(true, 31, "short by less than 0.000 001", 1);
	contributor_look(&c);
	assert_non_null(snapshot_event_with(c.seen, "short by less than 0.000 001"));
}

static void a_phantom_account_is_named_with_epoch_and_difference(void **state)
{
	struct json *settled;
	char sum[128];

	(void)state;
	settled = devnet_ask(&net, "settle", "{\"phantom\":true}");
	devnet_tell(&net, "mine", "{\"blocks\":2}");
	/* Own amounts follow from the inflated sum, so that only the whole document shows it. */
	expect_audit(false, 31, "short by", 1);
	snprintf(sum, sizeof(sum), "attested are %s, ", json_text(json_get(settled, "influence")));
	expect_audit(true, 32, "epoch 32: the influences sum to ", 2);
	expect_audit(true, 32, sum, 2);
	expect_audit(true, 32, " too much", 2);
	json_free(settled);
}

#define with_newcomer(test) cmocka_unit_test_setup_teardown(test, honest, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_newcomer(a_round_without_news_is_as_good_as_the_first),
		with_newcomer(a_false_proof_of_a_claim_is_refused),
		with_newcomer(a_false_cumulative_is_refused),
		with_newcomer(a_claim_from_another_distributor_is_refused),
		with_newcomer(a_claim_under_a_root_of_its_own_is_never_more_than_a_word),
		with_newcomer(a_leaf_with_another_amount_is_not_proven_and_its_epoch_named),
		with_newcomer(a_false_proof_of_a_leaf_is_named_with_its_epoch),
		with_newcomer(a_false_document_is_named_with_its_epoch_by_the_full_audit),
		with_newcomer(a_statement_that_is_not_on_chain_is_named_and_not_adopted),
		with_newcomer(a_description_with_another_contract_is_refused),
		with_newcomer(a_description_with_a_false_signature_is_refused),
		with_newcomer(terminal_escapes_of_the_datanet_are_not_kept),
		with_newcomer(a_model_that_hashes_to_something_else_is_thrown_away),
		with_newcomer(a_datanet_that_does_not_answer_properly_takes_nothing_from_the_chain),
		cmocka_unit_test(an_honest_history_is_paid_in_full),
		cmocka_unit_test(underpaying_by_one_unit_is_named_with_epoch_and_difference),
		cmocka_unit_test(a_phantom_account_is_named_with_epoch_and_difference),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
