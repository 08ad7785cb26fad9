/* The list of licences. Only license.c uses it. */
#ifndef DATASET_LICENSE_PRIVATE_H
#define DATASET_LICENSE_PRIVATE_H

/* Identifiers of SPDX, in the order of strcasecmp(); ends with NULL. */
extern const char *const license_ids[];

#endif
