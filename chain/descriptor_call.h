/* The lines of a call that chain/meaning_calls.c knows. */
#ifndef CHAIN_DESCRIPTOR_CALL_H
#define CHAIN_DESCRIPTOR_CALL_H

#include "chain/descriptor_field.h"

/*
 * Appends what `d->meaning` says, and each argument of the call. A line that does not fit makes
 * `d->failed` ERR_LIMIT.
 */
void descriptor_call_add(struct descriptor *d, const struct meaning_source *source,
			 const struct meaning_view *view);

#endif
