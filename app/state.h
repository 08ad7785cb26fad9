/* The inside of struct app. Only app/ includes this. */
#ifndef APP_STATE_H
#define APP_STATE_H

#include <pthread.h>

#include "app/app.h"
#include "app/store.h"
#include "wallet/door.h"

struct crew;
struct store_thread;

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
	int64_t last_key_ms;	     /* CLOCK_BOOTTIME of the last key; for the idle lock */
};

/* Starts and stops the store thread (store.c). */
MUST_CHECK enum status store_start(struct app *app, struct err *e);
void store_stop(struct app *app);

#endif
