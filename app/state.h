/* The inside of struct app. Only app/ includes this. */
#ifndef APP_STATE_H
#define APP_STATE_H

#include <pthread.h>
#include <stdatomic.h>

#include "app/app.h"
#include "app/event.h"
#include "app/open.h"
#include "app/pace.h"
#include "app/snapshot.h"
#include "app/store_thread.h"
#include "app/sync_status.h"
#include "base/log.h"
#include "cache/networks.h"
#include "wallet/door.h"

struct crew;
struct store_thread;

/* All that the apps of one process have in common. */
struct app_shared {
	struct app_options options;
	struct paths paths;
	struct config config;
	char unwritable[LIMIT_ERR_TEXT]; /* why the files were opened read-only; "" when not */
	struct log *log;
	struct cache *cache;	     /* belongs to the store thread once there is one */
	pthread_mutex_t store_lock;  /* one job at a time on `cache` while there is none */
	struct store_thread *store;  /* NULL: jobs run in place */
	struct crew *crew;	     /* NULL: no threads */
	struct door *door;	     /* the signer; locked at start */
	pthread_mutex_t signer_lock; /* one request at a time */
	atomic_bool unlocked;	     /* as the signer last said; asking it might wait for a KDF */
	/*
	 * CLOCK_BOOTTIME of the last key, which shows that somebody looks, and of the last answer
	 * to the signer, from which the vault's idle time counts (app/idle_lock.h).
	 */
	_Atomic int64_t last_key_ms, answered_ms;
	atomic_bool reopen;	   /* another network was chosen, or a profile changed */
	atomic_bool chose_network; /* the first of the two */
	atomic_ullong snapshot_version;
	pthread_mutex_t state_lock;  /* for the next three, and the `sync` of each network */
	struct snapshot_vault vault; /* as the signer last said, which must not be waited for */
	bool account_chosen;	     /* the user picked an account in the dashboard */
	struct address chosen_account;
	struct app **apps; /* one for each datanet of each network, or for a network without one */
	size_t n_apps;
};

/* A network that this process works on. Its apps share it. */
struct app_network {
	struct cache_place place; /* only for the thread that runs jobs on the cache */
	struct sync_status sync;
	atomic_bool rollup; /* the chain takes fees beside gas (chain/rollup.h) */
	/* Only the background sync uses these. */
	unsigned failed_syncs; /* in a row */
	struct pace pace;
	bool lost;	   /* the nodes agreed on no block at the last sync */
	bool waits;	   /* proofs wait until their blocks are agreed on */
	bool news;	   /* a datanet has settled an epoch since figures were read */
	unsigned accounts; /* in the last sync; 0: there was none */
	uint64_t settled;  /* the sum of the datanets' latest epochs, as they said last */
};

/*
 * The application as it works on one network and one of its datanets. The home of a process that
 * follows several networks works on none.
 */
struct app {
	struct app_shared *shared;
	struct app_network *network;
	struct profile *profile; /* stands for the app's datanet; NULL: no network */
};

#endif
