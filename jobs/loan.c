/*
 * States: HERE → WANTED (a lane waits) → LENT (the UI waits) → HERE. The crew's lock guards the
 * state; `returned` wakes either side.
 */
#include "jobs/loan.h"

#include <time.h>

#include "app/state.h"
#include "app/unlock.h"

/* So often the UI looks for signals while the terminal is lent. */
#define LOOK_MS 100

static bool lend(void *user)
{
	struct crew *c = user;
	bool lent;

	pthread_mutex_lock(&c->lock);
	c->loan = c->lender.suspend != NULL && !c->stopping ? LOAN_WANTED : LOAN_HERE;
	c->borrower = pthread_self();
	if (c->loan == LOAN_WANTED)
		wake_ui(c);
	while (c->loan == LOAN_WANTED && !c->stopping)
		pthread_cond_wait(&c->returned, &c->lock);
	lent = c->loan == LOAN_LENT;
	if (!lent)
		c->loan = LOAN_HERE;
	pthread_mutex_unlock(&c->lock);
	return lent;
}

static void take_back(void *user)
{
	struct crew *c = user;

	pthread_mutex_lock(&c->lock);
	c->loan = LOAN_HERE;
	pthread_cond_broadcast(&c->returned);
	pthread_mutex_unlock(&c->lock);
}

void loan_begin(struct crew *c)
{
	const struct door_lender lender = {.lend = lend, .take_back = take_back, .user = c};

	door_set_lender(c->app->shared->door, &lender);
}

/* Waits for a moment, or until the terminal is back. Called with the lock held. */
static void wait_a_while(struct crew *c)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += (long)LOOK_MS * 1000000;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_cond_timedwait(&c->returned, &c->lock, &until);
}

void loan_serve(struct crew *c)
{
	const struct work_lender *l = &c->lender;

	pthread_mutex_lock(&c->lock);
	if (c->loan != LOAN_WANTED) {
		pthread_mutex_unlock(&c->lock);
		return;
	}
	l->suspend(l->user);
	c->loan = LOAN_LENT;
	pthread_cond_broadcast(&c->returned);
	while (c->loan == LOAN_LENT) {
		wait_a_while(c);
		/* Whoever ends byline ends the question, too. */
		if (l->is_stopped(l->user))
			door_interrupt(c->app->shared->door);
	}
	l->resume(l->user);
	pthread_mutex_unlock(&c->lock);
}

void loan_end(struct crew *c)
{
	bool own, was_open = is_unlocked(c->app);

	pthread_mutex_lock(&c->lock);
	own = c->loan == LOAN_LENT && pthread_equal(c->borrower, pthread_self());
	pthread_mutex_unlock(&c->lock);
	if (!own)
		return;
	end_questions(c->app);
	/* The screen shows when the vault locks, and whether it is open. */
	if (was_open || is_unlocked(c->app))
		store_refresh(c->app);
}
