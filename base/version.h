/* The version of byline, for --version, info and the manual page. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define BYLINE_VERSION "0.1.0"

#endif
