/*
 * The vault beside a running dashboard: it locks a while after the last answer to the signer, says
 * so, and never between an answer and what was answered for.
 */
#include "app/idle_lock.h"
#include "app/load.h"
#include "app/passphrase.h"
#include "app/unlock.h"
#include "jobs/jobs.h"
#include "tests/lib/words_of.h"
#include "tests/unit/app_fixture.h"

/* A lock comes within this on a machine that is busy with other tests. */
#define PATIENCE_MS 20000

#define IDLE_S 3600

/* The lanes end before the app closes, as tui/loop.c does it. */
static void close_running(struct app *app)
{
	work_stop(app);
	close_app(app);
}

/* An open vault whose time has almost come: a second is left. */
static struct app *idle_but_for_a_second(const char *name)
{
	struct app *app = open_offline(name);

	restore_test_vault(app);
	app->shared->config.idle_lock_s = IDLE_S;
	app->shared->answered_ms = clock_monotonic_ms() - (IDLE_S - 1) * 1000;
	return app;
}

/* Whether it locks before `ms` have passed. */
static bool locks_itself(struct app *app, int64_t ms)
{
	int64_t end = clock_monotonic_ms() + ms;

	while (is_unlocked(app) && clock_monotonic_ms() < end)
		usleep(20000);
	return !is_unlocked(app);
}

/* Whether an event says so in the end: a lane notes it after it has locked. */
static bool says(struct app *app, const char *text)
{
	int64_t end = clock_monotonic_ms() + PATIENCE_MS;
	bool found = false;

	while (!found && clock_monotonic_ms() < end) {
		const struct snapshot *snap = NULL;

		assert_ok(load_snapshot(app, &snap, &err));
		for (size_t i = 0; i < snap->n_events; i++)
			found = found || strcmp(words_of(&snap->events[i].text), text) == 0;
		snapshot_unref(snap);
		usleep(20000);
	}
	return found;
}

/* The signer counts no key that is pressed elsewhere, so that none counts here. */
static void an_idle_vault_locks_itself_whatever_key_is_pressed(void **state)
{
	struct app *app = idle_but_for_a_second("idle");

	(void)state;
	note_key(app);
	assert_ok(work_start(app, &err));
	assert_true(locks_itself(app, PATIENCE_MS));
	assert_true(says(app, "locked after 3600 s without an answer to the signer"));
	close_running(app);
}

static void an_answer_postpones_the_lock_and_a_cancelled_question_does_not(void **state)
{
	static const struct {
		enum status answer;
		bool locks;
	} cases[] = {{STATUS_OK, false},
		     {ERR_REFUSED, false},
		     {ERR_WRONG_PASSPHRASE, false},
		     {ERR_CANCELLED, true}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct app *app = idle_but_for_a_second(i == 0	 ? "0"
							: i == 1 ? "1"
							: i == 2 ? "2"
								 : "3");

		note_answer(app, cases[i].answer);
		assert_ok(work_start(app, &err));
		assert_int_equal(locks_itself(app, cases[i].locks ? PATIENCE_MS : 2000),
				 cases[i].locks);
		close_running(app);
	}
}

/* The lane waits for the signer, which is answered after the time: what was asked goes on. */
static void an_answer_that_came_late_keeps_the_vault_open(void **state)
{
	struct app *app = idle_but_for_a_second("late");

	(void)state;
	pthread_mutex_lock(&app->shared->signer_lock);
	assert_ok(work_start(app, &err));
	assert_false(locks_itself(app, 2000));
	note_answer(app, STATUS_OK);
	pthread_mutex_unlock(&app->shared->signer_lock);
	assert_false(locks_itself(app, 500));
	close_running(app);
}

static void a_question_that_was_answered_wrongly_restarts_the_idle_time(void **state)
{
	struct app *app = idle_but_for_a_second("wrong");

	(void)state;
	answer(app->shared->door, "another passphrase", "another passphrase", "another passphrase",
	       NULL);
	assert_int_equal(change_passphrase(app, &err), ERR_WRONG_PASSPHRASE);
	assert_in_range(idle_lock_due(app) - clock_monotonic_ms(), (IDLE_S - 60) * 1000,
			IDLE_S * 1000);
	close_app(app);
}

static void a_key_after_a_long_sleep_finds_the_vault_locked(void **state)
{
	struct app *app = open_offline("sleep");

	(void)state;
	restore_test_vault(app);
	assert_ok(work_start(app, &err));
	/* As if the machine had been suspended past the time. */
	app->shared->answered_ms =
		clock_monotonic_ms() - (int64_t)app->shared->config.idle_lock_s * 1000 - 1;
	note_key(app);
	assert_true(locks_itself(app, PATIENCE_MS));
	close_running(app);
}

static void the_time_that_is_shown_is_the_one_at_which_it_locks(void **state)
{
	struct app *app = idle_but_for_a_second("shown");

	(void)state;
	app->shared->answered_ms = clock_monotonic_ms() - 600 * 1000;
	assert_in_range(idle_lock_time(app) - clock_now(), IDLE_S - 602, IDLE_S - 600);
	app->shared->config.idle_lock_s = 0;
	assert_int_equal(idle_lock_time(app), 0);
	assert_int_equal(idle_lock_due(app), INT64_MAX);
	close_app(app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_idle_vault_locks_itself_whatever_key_is_pressed),
		cmocka_unit_test(an_answer_postpones_the_lock_and_a_cancelled_question_does_not),
		cmocka_unit_test(an_answer_that_came_late_keeps_the_vault_open),
		cmocka_unit_test(a_question_that_was_answered_wrongly_restarts_the_idle_time),
		cmocka_unit_test(a_key_after_a_long_sleep_finds_the_vault_locked),
		cmocka_unit_test(the_time_that_is_shown_is_the_one_at_which_it_locks),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
