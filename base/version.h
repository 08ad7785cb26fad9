/* The version of this byline, as --version, info and the man page say it. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define BYLINE_VERSION "0.1.0"

#endif
