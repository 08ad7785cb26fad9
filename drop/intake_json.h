/* JSON that is read piece by piece as claims. */
#ifndef DROP_INTAKE_JSON_H
#define DROP_INTAKE_JSON_H

#include "drop/intake.h"

/*
 * Reads the whole source, whose first piece is `data`. Returns what intake_read() does.
 */
MUST_CHECK enum status intake_json_read(struct intake *d, struct source *s, const uint8_t *data,
					size_t len, struct err *e);

#endif
