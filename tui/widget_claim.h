/*
 * Claims: preparing one, and reading one from a file.
 */
#ifndef TUI_WIDGET_CLAIM_H
#define TUI_WIDGET_CLAIM_H

#include "app/snapshot_dues.h"
#include "tui/dashboard.h"

/* Whether there is something to claim. Out: `why` there is not; static. */
bool widget_claim_can(const struct dashboard *d, const char **why);

/*
 * Prepares a claim of what one payer owes, and opens its review; where several owe something the
 * user chooses one of them first.
 */
void widget_claim_prepare(struct dashboard *d);

/* More are not claimed in one review. */
#define WIDGET_CLAIM_MOST CLAIM_WISHES

/*
 * Prepares the claim of `n` dues of the snapshot, all of one network. The review stands in place of
 * `form`, which may be NULL, once the claim is prepared. In: 1 <= n <= WIDGET_CLAIM_MOST
 */
void widget_claim_start(struct dashboard *d, const struct snapshot *s,
			const struct snapshot_due *const *dues, size_t n, void *form);

/* Asks for a claim bundle, unsigned or signed, and opens its review. */
void widget_claim_import(struct dashboard *d);

#endif
