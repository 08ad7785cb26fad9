/*
 * The terminal, which the UI lends the signer while it asks a person. A piece of work that comes to
 * a question waits on its lane until the UI thread has stepped back; the UI waits in turn until the
 * work has no more questions.
 */
#ifndef JOBS_LOAN_H
#define JOBS_LOAN_H

#include "jobs/lane.h"

/* Lets the signer of the crew's app borrow the terminal. */
void loan_begin(struct crew *c);

/* Lends the terminal if it is wanted, and waits for it. UI thread. */
void loan_serve(struct crew *c);

/* Gives back what the piece of work that has just ended on this thread had borrowed. */
void loan_end(struct crew *c);

#endif
