/*
 * One dataset as text and as a page, for the overview and the datasets view.
 */
#ifndef TUI_WIDGET_DATASET_H
#define TUI_WIDGET_DATASET_H

#include "tui/dashboard.h"

/* Writes a dataset's state: "in model", "upload 61 %". */
void widget_dataset_state(const struct snapshot_dataset *set, char *out, size_t cap);

/* Writes "+0.8123 over 90 412 inferences", or that no inference has used the dataset yet. */
void widget_dataset_influence(const struct snapshot_dataset *set, char *out, size_t cap,
			      int places);

/* The decimals in which the snapshot's royalties are shown. */
unsigned widget_dataset_decimals(const struct snapshot *s);

/* Opens a page with all that is known of a dataset. */
void widget_dataset_open(struct dashboard *d, const struct snapshot_dataset *set);

/* Copies the dataset's id, or its root while it is not attested. */
void widget_dataset_copy(struct dashboard *d, const struct snapshot_dataset *set);

#endif
