/* Whatever a session asked of the nodes is added to the cache once, with the accounts. */
#include "tests/unit/app_fixture.h"

#include "app/asked.h"
#include "app/load.h"
#include "app/session.h"
#include "app/snapshot_asked.h"
#include "client/nodes_private.h"

static struct app *app;

static int open_one(void **state)
{
	if (folder_make(state) != 0)
		return -1;
	app = open_at("asked", (struct app_options){.network = NULL}, NULL);
	return 0;
}

static int close_one(void **state)
{
	close_app(app);
	return folder_remove(state);
}

/* The network's only node as a snapshot shows it, and how many accounts it was asked about. */
static struct snapshot_node look(size_t *n_asked)
{
	const struct snapshot *s;
	struct snapshot_node node;

	assert_ok(load_snapshot(app, &s, &err));
	assert_int_equal(s->n_nodes, 1);
	node = s->nodes[0];
	*n_asked = s->n_asked;
	for (size_t i = 0; i < s->n_asked; i++)
		assert_string_equal(s->asked[i].node, node.name);
	snapshot_unref(s);
	return node;
}

static void requests_are_counted_once_and_those_of_a_session_that_ends_too(void **state)
{
	struct task task = {.session = NULL};
	struct session *session;
	size_t n;

	(void)state;
	assert_ok(session_of(app, &task, &session, &err));
	session->nodes->health[0].requests = 5;
	assert_ok(save_asked(session, NULL, 0, &err));
	assert_ok(save_asked(session, NULL, 0, &err));
	assert_int_equal(look(&n).requests, 5);
	session->nodes->health[0].requests = 8;
	end_session(&task);
	assert_int_equal(look(&n).requests, 8);
	/* The next process counts from zero. */
	assert_ok(session_of(app, &task, &session, &err));
	session->nodes->health[0].requests = 2;
	end_session(&task);
	assert_int_equal(look(&n).requests, 10);
	assert_int_equal(n, 0);
}

static void a_node_learns_the_accounts_only_when_it_was_asked_about_them(void **state)
{
	const struct snapshot_account accounts[] = {{.address = address_of_byte(1)},
						    {.address = address_of_byte(2)}};
	struct task task = {.session = NULL};
	struct session *session;
	size_t n;

	(void)state;
	assert_ok(session_of(app, &task, &session, &err));
	session->nodes->health[0].requests = 1;
	assert_ok(save_asked(session, accounts, 2, &err));
	assert_int_equal(look(&n).accounts, 0);
	session->nodes->health[0].requests = 2;
	session->told = 1;
	assert_ok(save_asked(session, accounts, 2, &err));
	assert_int_equal(look(&n).accounts, 2);
	assert_int_equal(n, 2);
	/* The note was taken back: a third account is not learned by the way. */
	session->nodes->health[0].requests = 3;
	assert_ok(save_asked(session, &(struct snapshot_account){.address = address_of_byte(3)}, 1,
			     &err));
	assert_int_equal(look(&n).accounts, 2);
	end_session(&task);
}

#define test(f) cmocka_unit_test_setup_teardown(f, open_one, close_one)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(requests_are_counted_once_and_those_of_a_session_that_ends_too),
		test(a_node_learns_the_accounts_only_when_it_was_asked_about_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
