/* Syncs that nobody asked for: those of the dashboard's watches and of byline watch. */
#ifndef SYNC_IN_BACKGROUND_H
#define SYNC_IN_BACKGROUND_H

#include "app/app.h"
#include "app/pace.h"

/* The purpose of a background sync. */
struct sync_wish {
	enum sync_pace pace;
	bool live;  /* attributions are on the screen */
	bool whole; /* everything now, as somebody asked for */
	bool retry; /* ask each node now, also one that rests */
};

/* How a background sync ended. */
struct sync_outcome {
	enum status status; /* as that of sync_network(), else the datanet's */
	struct err error;
	int64_t pause_ms; /* until the next one: as app/pace.h has it; up to 5 min in failure */
};

/*
 * Syncs once in the background, as much as is due (app/pace.h); an error becomes the state that the
 * screen shows.
 */
void sync_in_background(struct app *app, struct task *task, const struct sync_wish *wish,
			struct sync_outcome *out);

#endif
