/* The form that offers a dataset to a datanet: to another one, or to the first that it is for. */
#ifndef TUI_WIDGET_OFFER_H
#define TUI_WIDGET_OFFER_H

#include "tui/dashboard.h"

/* Whether there is a datanet that the dataset could be offered to. `why` gets what is missing. */
bool widget_offer_can(const struct snapshot *s, const struct snapshot_dataset *set,
		      const char **why);

/* Whether the dataset waits for its datanet, or for its network, and there are several. */
bool widget_offer_waits(const struct snapshot *s, const struct snapshot_dataset *set);

/*
 * Asks for the datanet and a name, then opens the review of the attestation.
 * In: set  a row of the snapshot `s`
 */
void widget_offer_open(struct dashboard *d, const struct snapshot *s,
		       const struct snapshot_dataset *set);

#endif
