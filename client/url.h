/* URLs of servers: the host for messages, and whether two URLs are of the same server. */
#ifndef CLIENT_URL_H
#define CLIENT_URL_H

#include <stdbool.h>

#define URL_HOST_SIZE 128

/* Writes "host:port" of a URL for messages, cleaned; "?" when it has no host. */
void url_host(char out[static URL_HOST_SIZE], const char *url);

/* Says whether two URLs have the same scheme, host and port. */
bool url_same_origin(const char *a, const char *b);

/* Says whether the host is this machine: "localhost", 127.0.0.0/8, ::1. */
bool url_is_loopback(const char *url);

#endif
