/* Datasets whose folder is here while the cache does not list them. */
#ifndef APP_ADOPT_H
#define APP_ADOPT_H

#include "app/app.h"

/*
 * Lists again what has its folder and in no network a row: a crash came between the two, or the
 * cache was thrown away. What cannot be read is left as it is, and so is what a commit, here or in
 * another byline, is still at work on.
 */
void adopt_datasets(struct app *app);

#endif
