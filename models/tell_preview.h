/* A preview in sentences, for the command line and the dashboard. */
#ifndef MODELS_TELL_PREVIEW_H
#define MODELS_TELL_PREVIEW_H

#include <stddef.h>

#include "models/preview.h"

/* Room for the longest sentence. */
#define TELL_PREVIEW_SIZE 320

/* "lower by 0.40 % (0.20 to 0.70 %)", or "unknown: " and the reason. */
void tell_change(char out[static TELL_PREVIEW_SIZE], const struct preview_outcome *o);

/* "1.9 % (1.2 to 2.6 %)", or "unknown". */
void tell_share(char out[static TELL_PREVIEW_SIZE], const struct preview_outcome *o);

/* How many labels look wrong, and how far that is to be believed. */
void tell_noise(char out[static TELL_PREVIEW_SIZE], const struct preview *p);

/* Broken lines with their numbers; "" without any. */
void tell_broken(char out[static TELL_PREVIEW_SIZE], const struct preview *p);

/* That the file looks made for the score; "" for one that does not. */
void tell_crafted(char out[static TELL_PREVIEW_SIZE], const struct preview *p);

/* Which columns of a csv are text and label; "" for another file. */
void tell_columns(char out[static TELL_PREVIEW_SIZE], const struct preview *p);

/* That records repeat the publisher's held-out texts; "" when none does. */
void tell_copies(char out[static TELL_PREVIEW_SIZE], const struct preview *p);

/* Why nothing of the file is scored, and which file would be; "" for one that is scored. */
void tell_foreign(char out[static TELL_PREVIEW_SIZE], const struct preview *p);

#endif
