/*
 * Addresses of nodes as they may be shown. Providers give each customer an address with a key in
 * it: https://eth-mainnet.g.alchemy.com/v2/KEY. Whoever has the key asks at the customer's cost, so
 * that it stands in the profile's file, in a sealed backup, and nowhere else.
 */
#ifndef CHAIN_NODE_URL_H
#define CHAIN_NODE_URL_H

#include "chain/profile.h"

/* Stands for each part that is left out. No address may contain it (chain/web_url.h). */
#define NODE_URL_HIDDEN "…"

/* Room for the shown form of an address that a profile takes. */
#define NODE_URL_SIZE 256

/*
 * Writes an address without what could be a key: parts of the path but for a few words that many
 * providers have there ("v2", "rpc"), everything behind "?", and a part of the host's name that
 * looks random. "https://eth-mainnet.g.alchemy.com/v2/…". A path whose shown form is longer than
 * the room is one part that is left out.
 * In:  url  as web_url_check() takes it
 */
void node_url_show(char out[static NODE_URL_SIZE], const char *url);

/* Whether node_url_show() leaves something of the address out. */
bool node_url_has_key(const char *url);

/*
 * Leaves the same parts of `url` out of a text that may repeat them: what a server answered, or a
 * library said about a failure. The text never becomes longer.
 */
void node_url_clean(char *text, const char *url);

/* Puts the shown forms in place of the addresses of all nodes and relays. */
void node_url_hide(struct profile *p);

#endif
