/*
 * Warnings: files that others may read, servers that are asked without encryption, records that are
 * gone.
 */
#ifndef LISTS_WEAK_SPOTS_H
#define LISTS_WEAK_SPOTS_H

#include "app/app.h"

/*
 * Adds the member "warnings" to `top`: a sentence for each folder and file of the user's that
 * others may read or own, each one that is a link, each server of the network in use that is asked
 * without encryption, a profile that hides a built-in one, and a vault or records that are gone.
 * Every sentence names the remedy.
 */
void add_weak_spots(struct json *top, struct app *app);

#endif
