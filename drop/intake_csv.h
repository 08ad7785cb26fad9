/* CSV that is read piece by piece as claims. */
#ifndef DROP_INTAKE_CSV_H
#define DROP_INTAKE_CSV_H

#include "drop/intake.h"

/*
 * Reads the whole source, whose first piece is `data`. The first line may name the columns, in any
 * order and among others: index, account (address, recipient, user), token (reward), amount
 * (cumulative). Without it the columns are the fields of the contract's claims. Returns what
 * intake_read() does.
 */
MUST_CHECK enum status intake_csv_read(struct intake *d, struct source *s, const uint8_t *data,
				       size_t len, struct err *e);

#endif
