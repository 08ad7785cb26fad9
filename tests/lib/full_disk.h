/*
 * A disk of little room, which a test fills: a file system of its own, mounted where only this
 * process sees it. Where the process may not mount, as in most containers, writes below the folder
 * fail in its place (deny.h). Which of both it is, is printed.
 */
#ifndef TESTS_LIB_FULL_DISK_H
#define TESTS_LIB_FULL_DISK_H

#include <stddef.h>

/*
 * Makes a disk of `size` bytes of the folder `dir`, an absolute path without symbolic links. A
 * process has one such disk, and no thread beside its first yet.
 */
void full_disk_begin(const char *dir, size_t size);

/* Fills the disk but for `left` bytes. */
void full_disk_fill_but(size_t left);

/* Takes away what filled it. */
void full_disk_make_room(void);

/* Gives the folder back. What was on a mounted disk is gone. */
void full_disk_end(void);

#endif
