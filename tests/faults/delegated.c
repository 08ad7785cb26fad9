/* An account that runs a contract's code is shown as what it is, and warned of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "act/act.h"
#include "act/claim.h"
#include "act/pay.h"
#include "act/sign.h"
#include "app/session.h"
#include "tests/lib/agreed.h"
#include "tests/lib/contributor.h"

#define NO_ADDRESS "0x0000000000000000000000000000000000000000"

static struct devnet net;
static struct contributor c;
static const char *token; /* any contract will do as a delegate */

static int begin(void **state)
{
	(void)state;
	devnet_start(&net, "delegated");
	token = devnet_text(&net, "contracts", "token");
	contributor_begin(&c, &net);
	contributor_restore(&c);
	return 0;
}

static int end(void **state)
{
	(void)state;
	contributor_end(&c);
	devnet_stop(&net);
	return 0;
}

/* Has the demo account delegate by a real transaction, and syncs once it is deep enough. */
static void delegate_to(const char *to)
{
	devnet_delegate(&net, "demo", to);
	devnet_tell(&net, "mine", "{\"blocks\":3}");
	expect_status(contributor_sync_afresh(&c), STATUS_OK, &c.err);
	contributor_look(&c);
}

static struct act *prepared_send(void)
{
	const struct address to = {{0xfe, 0xe5, [19] = 7}};
	struct act *act = NULL;

	end_session(&c.task);
	expect_status(prepare_send(c.app, &c.task, &act, "ETH", "0.5", &to, &c.err), STATUS_OK,
		      &c.err);
	return act;
}

static void expect_warned(const struct act *act)
{
	const struct act_fact *line = act_line_with(act, "Delegated to");
	const struct address demo = devnet_account(&net, "demo");
	char account[ADDRESS_TEXT_SIZE], to[ADDRESS_TEXT_SIZE];
	struct address delegate;

	assert_int_equal(address_parse(&delegate, token, strlen(token)), STATUS_OK);
	address_format(account, &demo);
	address_format(to, &delegate);
	assert_non_null(line);
	if (line == NULL)
		return;
	assert_int_equal(line->trust, TRUST_PROVEN);
	assert_string_equal(line->value, to);
	assert_non_null(strstr(act->warning, account));
	assert_non_null(strstr(act->warning, to));
	assert_non_null(strstr(act->warning, "EIP-7702"));
	/* The delegate is told, and is no obstacle: only an earlier transaction is one. */
	assert_string_equal(act->confirm, act->hindrance);
}

static void a_plain_account_is_not_called_anything(void **state)
{
	struct act *act;

	(void)state;
	expect_status(contributor_sync(&c), STATUS_OK, &c.err);
	contributor_look(&c);
	assert_false(c.seen->coins[0].delegates);
	act = prepared_send();
	assert_null(act_line_with(act, "Delegated to"));
	assert_string_equal(act->warning, "");
	free_act(act);
}

static void a_delegation_is_shown_with_its_contract_and_proven(void **state)
{
	struct address delegate;

	(void)state;
	delegate_to(token);
	assert_int_equal(address_parse(&delegate, token, strlen(token)), STATUS_OK);
	assert_true(c.seen->coins[0].delegates);
	assert_true(address_equal(&c.seen->coins[0].delegate, &delegate));
	assert_int_equal(c.seen->coins[0].delegate_trust, TRUST_PROVEN);
}

static void what_it_sends_and_what_is_claimed_to_it_warns(void **state)
{
	const struct address payer = devnet_account(&net, "contributor-1");
	struct act *act = prepared_send(), *claim = NULL;

	(void)state;
	expect_warned(act);
	free_act(act);
	expect_status(prepare_claim(c.app, &c.task, &claim, &(struct claim_choice){0}, &c.err),
		      STATUS_OK, &c.err);
	expect_warned(claim);
	/* A warning is no obstacle: it is signed as always. */
	expect_status(sign_agreed_act(c.app, claim, &c.err), STATUS_OK, &c.err);
	free_act(claim);
	/* The account that gets the tokens counts, whoever pays the gas. */
	end_session(&c.task);
	expect_status(prepare_claim(c.app, &c.task, &claim,
				    &(struct claim_choice){.sender = &payer}, &c.err),
		      STATUS_OK, &c.err);
	expect_warned(claim);
	free_act(claim);
}

static void a_node_that_shows_other_code_changes_nothing(void **state)
{
	struct act *act;

	(void)state;
	devnet_tell(
		&net, "node-faults",
		"{\"node\":\"alice\",\"faults\":[{\"kind\":\"code\",\"methods\":[\"eth_getCode\"]"
		"}]}");
	act = prepared_send();
	devnet_tell(&net, "node-faults", "{\"node\":\"alice\"}");
	expect_warned(act);
	free_act(act);
}

static void one_that_delegates_no_more_is_plain_again(void **state)
{
	struct act *act;

	(void)state;
	delegate_to(NO_ADDRESS);
	assert_false(c.seen->coins[0].delegates);
	act = prepared_send();
	assert_null(act_line_with(act, "Delegated to"));
	free_act(act);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_account_is_not_called_anything),
		cmocka_unit_test(a_delegation_is_shown_with_its_contract_and_proven),
		cmocka_unit_test(what_it_sends_and_what_is_claimed_to_it_warns),
		cmocka_unit_test(a_node_that_shows_other_code_changes_nothing),
		cmocka_unit_test(one_that_delegates_no_more_is_plain_again),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
