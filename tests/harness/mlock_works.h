/* Whether mlock() locks: AddressSanitizer turns it into nothing. */
#ifndef TESTS_HARNESS_MLOCK_WORKS_H
#define TESTS_HARNESS_MLOCK_WORKS_H

#if defined(__SANITIZE_ADDRESS__)
#define MLOCK_WORKS 0
#elif defined(__has_feature)
#define MLOCK_WORKS (!__has_feature(address_sanitizer))
#else
#define MLOCK_WORKS 1
#endif

#endif
