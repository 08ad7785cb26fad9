/*
 * Bytes as base64 (RFC 4648 section 4), with padding.
 */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include <stddef.h>

#include "base/status.h"

struct buf;

/* Appends the 4 characters of every 3 bytes. Failures are remembered by `out`. */
void base64_add(struct buf *out, const void *data, size_t len) NONNULL(1);

#endif
