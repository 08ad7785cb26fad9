/*
 * The words of the audit while roots come and go, of accounts that were not read, and of a datanet
 * whose statements are not what it told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "act/claim.h"
#include "act/send.h"
#include "act/sign.h"
#include "app/state.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/json_write.h"
#include "chain/profile_json.h"
#include "sync/audit.h"
#include "tests/lib/agreed.h"
#include "tests/lib/contributor.h"
#include "tests/lib/words_of.h"

/* How deep a block must be, in the profile of the network. */
#define FINAL "{\"blocks\":2}"

static struct devnet net;
static struct contributor c;
static struct audit_report r; /* the last */

static int begin(void **state)
{
	(void)state;
	devnet_start(&net, "audit");
	/* The history ends between two roots. */
	devnet_tell(&net, "settle", "{}");
	devnet_tell(&net, "mine", FINAL);
	contributor_begin(&c, &net);
	contributor_watch(&c, "demo");
	return 0;
}

static int end(void **state)
{
	(void)state;
	audit_report_release(&r);
	contributor_end(&c);
	devnet_stop(&net);
	return 0;
}

static int honest(void **state)
{
	(void)state;
	devnet_tell(&net, "datanet-faults", "{}");
	devnet_tell(&net, "mine", FINAL);
	contributor_reopen(&c, false);
	return 0;
}

static const char *demo(void)
{
	return devnet_named(&net, "accounts", "demo", "address");
}

static void audit(struct contributor *who)
{
	audit_report_release(&r);
	contributor_audit(who, &r, false);
}

static void expect_paid_in_full(void)
{
	char text[64];

	audit(&c);
	snprintf(text, sizeof(text), "%zu of %zu epochs paid in full", r.n, r.n);
	assert_string_equal(r.verdict.text, text);
	assert_true(r.verdict.paid_in_full);
	assert_int_equal(r.verdict.counted, r.n);
	assert_string_equal(contributor_look(&c)->standings[0].audit_text, text);
}

/* Nothing is wrong, and nothing said to be; balance and overview say the same. */
static void expect_not_known(const struct u256 *cumulative)
{
	audit(&c);
	assert_int_equal(r.verdict.faulty, 0);
	assert_int_equal(r.verdict.sound, r.n);
	assert_false(r.verdict.sum.known || r.verdict.sum.has_cumulative || r.verdict.paid_in_full);
	assert_true(r.verdict.sum.has_paid);
	expect_in(r.verdict.text,
		  "epochs add up; what the distributor pays is not known as of this");
	assert_string_equal(contributor_look(&c)->standings[0].audit_text, r.verdict.text);
	assert_false(c.seen->standings[0].totals_audited);
	/* The last proven figure stays, with its block. */
	assert_int_equal(c.seen->royalties[0].cumulative.trust, TRUST_PROVEN);
	assert_int_equal(u256_compare(&c.seen->royalties[0].cumulative.value, cumulative), 0);
	assert_true(c.seen->royalties[0].cumulative.block < c.seen->networks[0].block);
}

static void two_roots_in_a_row_are_no_fault_of_the_datanet(void **state)
{
	struct u256 cumulative;

	(void)state;
	expect_paid_in_full();
	cumulative = c.seen->royalties[0].cumulative.value;
	/* One root becomes final while the claim is served under the next. */
	devnet_tell(&net, "settle", "{}");
	devnet_tell(&net, "mine", FINAL);
	devnet_tell(&net, "settle", "{}");
	expect_not_known(&cumulative);
	devnet_tell(&net, "mine", FINAL);
	expect_paid_in_full();
	assert_true(u256_compare(&c.seen->royalties[0].cumulative.value, &cumulative) > 0);
}

static void a_claim_that_is_withheld_is_not_known_and_no_fault(void **state)
{
	struct u256 cumulative;

	(void)state;
	expect_paid_in_full();
	cumulative = c.seen->royalties[0].cumulative.value;
	devnet_tell(&net, "datanet-faults",
		    "{\"faults\":[{\"kind\":\"http-500\",\"routes\":[\"claim\"]}]}");
	/* The root that it was for is in force all the same. */
	devnet_tell(&net, "mine", FINAL);
	expect_paid_in_full();
	devnet_tell(&net, "settle", "{}");
	devnet_tell(&net, "mine", FINAL);
	expect_not_known(&cumulative);
	devnet_tell(&net, "datanet-faults", "{}");
	expect_paid_in_full();
}

static void an_account_that_was_never_synced_is_not_audited(void **state)
{
	(void)state;
	expect_paid_in_full();
	c.options.account = devnet_named(&net, "accounts", "contributor-1", "address");
	contributor_reopen(&c, true);
	audit(&c);
	assert_int_equal(r.verdict.sound, 0);
	assert_int_equal(r.epochs[0].state, AUDIT_NOT_RUN);
	assert_false(r.verdict.paid_in_full);
	expect_in(r.verdict.text, "epochs are not audited for this account yet");
	c.options.account = NULL;
}

/* One server's word is enough for a profile of one operator, and said. */
static void begin_with_one_operator(struct contributor *one)
{
	struct profile p;
	struct json *json;
	struct buf text;

	contributor_begin(one, &net);
	p = *one->app->profile;
	for (size_t i = 0; i < p.n_nodes; i++)
		snprintf(p.nodes[i].operator, sizeof(p.nodes[i].operator), "alone");
	json = profile_json(&p);
	buf_init(&text, LIMIT_SMALL_FILE);
	assert_int_equal(json_write(&text, json), STATUS_OK);
	expect_status(file_write(contributor_path(one, "networks/devnet.json"), text.data, text.len,
				 &one->err),
		      STATUS_OK, &one->err);
	buf_release(&text);
	json_free(json);
	contributor_reopen(one, false);
	contributor_restore(one);
}

static void one_servers_word_is_said_to_be_one(void **state)
{
	const struct snapshot_event *told;
	struct contributor one;
	struct act *act = NULL;

	(void)state;
	begin_with_one_operator(&one);
	audit(&one);
	expect_in(r.verdict.text, " epochs paid in full by one server's word");
	assert_int_equal(r.verdict.trust, TRUST_REPORTED);
	assert_string_equal(contributor_look(&one)->standings[0].audit_text, r.verdict.text);
	/* So is the news of what a transaction brought. */
	expect_status(prepare_claim(one.app, &one.task, &act, &(struct claim_choice){0}, &one.err),
		      STATUS_OK, &one.err);
	expect_status(sign_agreed_act(one.app, act, &one.err), STATUS_OK, &one.err);
	expect_status(send_act(one.app, &one.task, act, &one.err), STATUS_OK, &one.err);
	free_act(act);
	devnet_tell(&net, "mine", "{}");
	devnet_tell(&net, "mine", FINAL);
	expect_status(contributor_sync_afresh(&one), STATUS_OK, &one.err);
	told = snapshot_event_with(contributor_look(&one), "received ");
	assert_non_null(told);
	assert_int_equal(told->trust, TRUST_REPORTED);
	contributor_end(&one);
}

static const struct audit_epoch *newest(void)
{
	assert_true(r.n > 0);
	return &r.epochs[r.n - 1];
}

/* From here on the chain itself carries what the datanet did. */
static void of_several_accounts_each_is_judged_and_named(void **state)
{
	char text[64];

	(void)state;
	contributor_watch(&c, "contributor-1");
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	devnet_tell(&net, "settle", "{\"underpay\":\"%s\"}", demo());
	devnet_tell(&net, "mine", FINAL);
	audit(&c);
	assert_int_equal(newest()->state, AUDIT_FAULT);
	contributor_look(&c);
	snprintf(text, sizeof(text), "epoch %llu of contributor-1 settled: +",
		 (unsigned long long)newest()->epoch);
	assert_non_null(snapshot_event_with(c.seen, text));
	assert_non_null(snapshot_event_with(c.seen, ", the audit of demo"));
	c.options.account = "contributor-1";
	contributor_reopen(&c, false);
	expect_paid_in_full();
	c.options.account = NULL;
}

static void an_answer_that_is_not_settled_is_named_with_both_numbers(void **state)
{
	struct json *settled = devnet_ask(&net, "settle", "{\"forget\":\"%s\"}", demo());
	const struct json *leaf = json_first(json_get(settled, "leaves"));
	char said[160];
	uint64_t counted;

	(void)state;
	devnet_tell(&net, "mine", FINAL);
	while (strcasecmp(json_text(json_get(leaf, "account")), demo()) != 0)
		leaf = json_next(leaf);
	counted = strtoull(json_text(json_get(leaf, "inferences")), NULL, 10);
	audit(&c);
	assert_int_equal(newest()->state, AUDIT_FAULT);
	assert_true(newest()->counted);
	snprintf(said, sizeof(said),
		 "epoch %s: %llu live attributions of dataset %.10s were seen, %llu are settled",
		 json_text(json_get(settled, "epoch")), (unsigned long long)counted + 1,
		 json_text(json_get(leaf, "dataset")), (unsigned long long)counted);
	assert_string_equal(words_of(&newest()->finding), said);
	assert_non_null(snapshot_event_with(contributor_look(&c), said));
	json_free(settled);
}

static void a_dataset_left_out_is_named_with_what_its_answers_net_to(void **state)
{
	(void)state;
	devnet_tell(&net, "settle", "{\"omit\":\"%s\"}", demo());
	devnet_tell(&net, "mine", FINAL);
	audit(&c);
	assert_int_equal(newest()->state, AUDIT_FAULT);
	expect_in(words_of(&newest()->finding),
		  " has no share; its 24 live attributions add up to +");
	expect_in(words_of(&newest()->finding), ", which earns one");
}

static void a_root_that_its_statement_does_not_name_is_a_fault(void **state)
{
	(void)state;
	devnet_tell(&net, "settle", "{\"misname\":true}");
	devnet_tell(&net, "mine", FINAL);
	audit(&c);
	assert_int_equal(newest()->state, AUDIT_FAULT);
	expect_in(words_of(&newest()->finding),
		  "pays by another root than the one that this epoch's");
	assert_true(r.verdict.sum.matches);
}

#define in_peace(test) cmocka_unit_test_setup(test, honest)

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_peace(two_roots_in_a_row_are_no_fault_of_the_datanet),
		in_peace(a_claim_that_is_withheld_is_not_known_and_no_fault),
		in_peace(an_account_that_was_never_synced_is_not_audited),
		in_peace(one_servers_word_is_said_to_be_one),
		in_peace(of_several_accounts_each_is_judged_and_named),
		in_peace(an_answer_that_is_not_settled_is_named_with_both_numbers),
		in_peace(a_dataset_left_out_is_named_with_what_its_answers_net_to),
		in_peace(a_root_that_its_statement_does_not_name_is_a_fault),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
