/* Notes events, which the dashboard lists under "since you last looked". */
#ifndef APP_EVENT_H
#define APP_EVENT_H

#include "app/app.h"
#include "chain/address.h"
#include "chain/sentence.h"
#include "chain/trust.h"

/*
 * Notes an event in the cache and in the log file.
 * In: `area`   a word such as "vault", "claims", "datasets"
 *     `trust`  how the event is known; TRUST_NONE for one that happened on this machine
 * Where several networks are followed, an event of none is kept with the first of them. An event
 * that cannot be kept is only logged.
 */
void note_event(struct app *app, const char *area, enum trust trust, const char *format, ...)
	PRINTF(4, 5);

/* The datanet and the account that an event is about; NULL for none. */
struct event_owner {
	const struct address *datanet, *account;
};

/* Notes an event as note_event() does, one about a datanet or an account. */
void note_event_of(struct app *app, const struct event_owner *owner, const char *area,
		   enum trust trust, const char *format, ...) PRINTF(5, 6);

/* As note_event_of(): an event with amounts, or with another sentence in it. */
void note_sentence(struct app *app, const struct event_owner *owner, const char *area,
		   enum trust trust, const struct sentence *text);

#endif
