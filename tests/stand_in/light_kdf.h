/*
 * Key derivations that cost nothing, for fuzz targets. A target that is linked with light_kdf.o has
 * them in place of Argon2id, scrypt and PBKDF2 of libsodium and nettle. The program that is
 * installed has no switch for this: the linker exchanges the functions in the target alone.
 */
#ifndef TESTS_STAND_IN_LIGHT_KDF_H
#define TESTS_STAND_IN_LIGHT_KDF_H

#include <stddef.h>

/* How many derivations there were: a target that derived a key looks whether it was a light one. */
extern size_t light_kdf_runs;

#endif
