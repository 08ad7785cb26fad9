/* The networks and accounts whose rows the dashboard's snapshots have: all, until one is chosen. */
#ifndef JOBS_SHOW_H
#define JOBS_SHOW_H

#include "app/app.h"
#include "chain/address.h"

/*
 * Makes the next snapshots those of one network, or of all networks ("") again. A network that is
 * not shown is synced rarely; one that is shown again is synced at once. UI thread.
 */
void show_network_alone(struct app *app, const char *name);

/* Makes the next snapshots those of one account, or of all accounts (NULL) again. Any thread. */
void show_account_alone(struct app *app, const struct address *account);

#endif
