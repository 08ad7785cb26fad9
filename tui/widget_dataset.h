/*
 * Datasets as rows and as a page: shared by the overview and the datasets view.
 */
#ifndef TUI_WIDGET_DATASET_H
#define TUI_WIDGET_DATASET_H

#include "tui/widget_list.h"

/* The datasets of a snapshot (the list's data), with shares or with commitments. */
extern const struct widget_list_info widget_dataset_overview, widget_dataset_full;

/* "in model", "uploading 61 %". */
void widget_dataset_state(const struct snapshot_dataset *set, char *out, size_t cap);

/* "+0.8123 over 90 412 inferences", or that there is none yet. */
void widget_dataset_influence(const struct snapshot_dataset *set, char *out, size_t cap,
			      int places);

/* All that is known of one. */
void widget_dataset_open(struct dashboard *d, const struct snapshot_dataset *set);

/* Copies its id (or its root while it is not attested). */
void widget_dataset_copy(struct dashboard *d, const struct snapshot_dataset *set);

/* The reference slots of a widget_table whose data is a snapshot. */
const void *widget_snapshot_ref(const void *data);
void widget_snapshot_unref(const void *data);

/* Prepares a claim from `distributor` and opens its review. */
void widget_claim_prepare(struct dashboard *d, const struct address *distributor);

#endif
