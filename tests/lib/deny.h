/*
 * Denies this process what a namespace of the kernel would deny it, for tests in a container that
 * may not make namespaces: room on a disk, and the network. The functions of the C library that a
 * program writes and connects with are replaced by those of deny.c, which let everything else
 * through.
 *
 * Linked into a test, or loaded into a program as build/tests/lib/deny.so by LD_PRELOAD; then the
 * environment says what: DENY_ROOM_BELOW=DIR denies all room below DIR, DENY_NETWORK=1 the network.
 */
#ifndef TESTS_LIB_DENY_H
#define TESTS_LIB_DENY_H

#include <stddef.h>

/*
 * From now on the files below `dir` (an absolute path without symbolic links) may grow by `room`
 * bytes in all; what is more fails with ENOSPC. As on a disk, bytes that a file has already may be
 * written again, and what is removed makes room. NULL allows everything again.
 */
void deny_room(const char *dir, size_t room);

/* From now on connections over IP fail with ENETUNREACH. */
void deny_network(void);

#endif
