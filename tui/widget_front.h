/*
 * The network, datanet and account that lines for one of each speak of, where there are several:
 * what is wrong comes first.
 */
#ifndef TUI_WIDGET_FRONT_H
#define TUI_WIDGET_FRONT_H

#include "app/snapshot.h"

/* Whether several networks are followed, so that one that is spoken of needs its name. */
bool widget_front_is_several(const struct snapshot *s);

/*
 * The network in the worst state, also of those that a filter leaves out: as widget_front_network()
 * while none of these is in trouble.
 */
const struct snapshot_network *widget_front_worst(const struct snapshot *s);

/*
 * The network to speak of among those that are shown: the first whose sync failed or whose nodes do
 * not agree, else the first of all. Never NULL; all zero where none is followed.
 */
const struct snapshot_network *widget_front_network(const struct snapshot *s);

/*
 * The standing to speak of: the first that has a fault, else the first of the account that acts,
 * else the first of all. Never NULL; all zero where there is none.
 */
const struct snapshot_standing *widget_front_standing(const struct snapshot *s);

/*
 * The standing whose audit to speak of: the first that has a fault, else the first that was judged
 * and is not sound, else the first that was judged, of the account that acts if it has one. Never
 * NULL.
 */
const struct snapshot_standing *widget_front_verdict(const struct snapshot *s);

/*
 * The time that the header names: of the networks whose nodes agree, the oldest agreed block's; of
 * all of them where none agrees. 0: nothing is cached yet.
 */
const struct snapshot_network *widget_front_oldest(const struct snapshot *s);

/* Whether any network is being synced at this moment. */
bool widget_front_syncing(const struct snapshot *s);

#endif
