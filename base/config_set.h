/* One setting of config.ini, taken by its name. For config.c only. */
#ifndef BASE_CONFIG_SET_H
#define BASE_CONFIG_SET_H

#include "base/config.h"

/* Stores a setting. Returns false for a wrong value or name; `known` tells which of the two. */
bool config_set(struct config *c, const char *name, const char *value, bool *known);

/*
 * Adds a network to those that are followed, as the first or as the last; one is there once. False
 * for a name that is too long, and for more than LIMIT_NETWORKS.
 */
bool config_set_network(struct config *c, const char *name, bool first);

#endif
