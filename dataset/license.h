/*
 * Licences by the identifiers of SPDX. One is attested with the records, publicly and for good, so
 * that one which nobody can read is refused before.
 */
#ifndef DATASET_LICENSE_H
#define DATASET_LICENSE_H

#include "base/err.h"

/*
 * Checks a licence: an identifier of the SPDX list, LicenseRef-NAME for own terms, or several of
 * them with " AND " or " OR " in between (SPDX specification, annex "SPDX license expressions";
 * brackets and WITH are not read). "+" behind an identifier means later versions too.
 * Returns: STATUS_OK; ERR_USAGE, with the nearest identifier in the message if there is one.
 */
MUST_CHECK enum status license_check(const char *license, struct err *e);

#endif
