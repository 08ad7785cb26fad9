/* The inside of struct app. Only app/ includes this. */
#ifndef APP_STATE_H
#define APP_STATE_H

#include <pthread.h>
#include <stdatomic.h>

#include "app/app.h"
#include "app/snapshot.h"
#include "app/store_thread.h"
#include "base/log.h"
#include "wallet/door.h"

struct crew;
struct store_thread;

/* How the background sync stands, for the screens. */
struct sync_status {
	enum sync_state state;
	char text[200];
	int64_t next_try;
	int64_t clock_skew_s;
};

struct app {
	struct app_options options;
	struct paths paths;
	struct config config;
	struct profile *profile; /* NULL: no network chosen */
	struct log *log;
	struct cache *cache;	     /* the store thread's once there is one */
	struct store_thread *store;  /* NULL: jobs run in place */
	struct crew *crew;	     /* NULL: no threads */
	struct door *door;	     /* the signer; locked at start */
	pthread_mutex_t signer_lock; /* one request at a time */
	atomic_bool unlocked;	     /* as the signer last said: asking it would wait for a KDF */
	_Atomic int64_t last_key_ms; /* CLOCK_BOOTTIME of the last key; for the idle lock */
	atomic_bool reopen;	     /* another network was chosen */
	atomic_ullong snapshot_version;
	pthread_mutex_t state_lock; /* for the next three */
	struct sync_status sync;
	bool account_chosen; /* the user chose another account in the dashboard */
	struct address chosen_account;
	unsigned failed_syncs; /* in a row; the background sync's own */
};

/* Makes the cache's vault accounts exactly these. */
MUST_CHECK enum status store_vault_accounts(struct app *app, const struct door_account *accounts,
					    size_t n, struct err *e);

/*
 * Which of `n` accounts is shown and acted for: the one chosen in the dashboard, else --account,
 * else the configured one, else the first. ERR_NOT_FOUND when --account is none of them.
 */
MUST_CHECK enum status choose_account(struct app *app, size_t *index,
				      const struct snapshot_account *accounts, size_t n,
				      struct err *e);

/* Shows and acts for `account` from now on. Any thread. */
void set_shown_account(struct app *app, const struct address *account);

/* The sync's state, by value; and setting it. Any thread. */
struct sync_status sync_status_of(struct app *app);
void set_sync_status(struct app *app, const struct sync_status *status);

/* When the unlocked vault locks itself, seconds since 1970; 0 = never. */
int64_t lock_time(const struct app *app);

/* Starts and stops the store thread (store_thread.c). */
MUST_CHECK enum status store_start(struct app *app, struct err *e);
void store_stop(struct app *app);

#endif
