/* Several acts that are signed or sent together, and a failure between them. */
#include "act/act_private.h"
#include "act/claim_batch.h"
#include "app/task.h"
#include "tests/unit/app_fixture.h"

static struct app *app;

static int open_all(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_offline("batch");
	return app != NULL ? 0 : -1;
}

static int close_all(void **state)
{
	close_app(app);
	return folder_remove(state);
}

/* Three acts in a chain, in the states of an earlier call that stopped after the first. */
static struct act *chain_of(enum act_state first, enum act_state others)
{
	const struct address from = address_of_byte(0x42);
	struct act *acts[3];

	for (size_t i = 0; i < ARRAY_SIZE(acts); i++) {
		acts[i] = new_act(app, ACT_CLAIM, &from);
		assert_non_null(acts[i]);
		acts[i]->state = i == 0 ? first : others;
		if (i > 0)
			acts[i - 1]->next = acts[i];
	}
	return acts[0];
}

static void what_an_earlier_call_sent_is_not_counted_again(void **state)
{
	struct act *acts = chain_of(ACT_SENT, ACT_PREPARED);
	struct task task = {0};

	(void)state;
	assert_int_not_equal(send_acts(app, &task, acts, &err), STATUS_OK);
	assert_memory_equal(err.text, "0 sent, then: ", 14);
	free_act(acts);
}

static void what_an_earlier_call_signed_is_not_counted_again(void **state)
{
	struct act *acts = chain_of(ACT_SIGNED, ACT_PREPARED);

	(void)state;
	assert_int_equal(act_count_prepared(acts), 2);
	assert_int_not_equal(sign_acts(app, acts, &err), STATUS_OK);
	assert_memory_equal(err.text, "0 signed, then: ", 16);
	assert_int_equal(act_count_prepared(acts), 2);
	free_act(acts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_an_earlier_call_sent_is_not_counted_again),
		cmocka_unit_test(what_an_earlier_call_signed_is_not_counted_again),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
