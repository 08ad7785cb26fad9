/* Files of JSON. */
#ifndef BASE_JSON_FILE_H
#define BASE_JSON_FILE_H

#include "base/json.h"

/*
 * Reads a file of at most `limit` bytes that has one JSON text.
 * Out:     `out`  freed by the caller; NULL unless STATUS_OK
 * Returns: STATUS_OK, a status of file_read() or of json_parse()
 */
MUST_CHECK enum status json_file_read(struct json **out, const char *path, size_t limit,
				      struct err *e);

#endif
