/*
 * One dataset as text and as a page, for the overview and the datasets view.
 */
#ifndef TUI_WIDGET_DATASET_H
#define TUI_WIDGET_DATASET_H

#include "tui/widget_detail.h"

/* Writes a dataset's state: "in model", "uploading 61 %". */
void widget_dataset_state(const struct snapshot_dataset *set, char *out, size_t cap);

/* Writes "+0.812300 over 90 412 inferences", or that no inference has used the dataset yet. */
void widget_dataset_influence(const struct dashboard *d, const struct snapshot_dataset *set,
			      char *out, size_t cap);

/*
 * Makes a page with all that is known of a dataset, as widget_list_info has it; `row` is a struct
 * snapshot_dataset.
 */
struct widget_detail *widget_dataset_page(const struct dashboard *d, const struct snapshot *s,
					  const void *row);

/* Copies the dataset's id, or its root while it is not attested. */
void widget_dataset_copy(struct dashboard *d, const struct snapshot_dataset *set);

#endif
