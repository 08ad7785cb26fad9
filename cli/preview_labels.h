/* Labels of records that a model lacks, as `byline preview` tells them. */
#ifndef CLI_PREVIEW_LABELS_H
#define CLI_PREVIEW_LABELS_H

#include "cli/args.h"
#include "cli/cli.h"
#include "models/comparison.h"

/* Reads the rules of --map. Out: maps->n `rules`; the caller frees them. ERR_USAGE, ERR_MEMORY. */
MUST_CHECK enum status cmd_preview_labels_read(struct label_rule **rules,
					       const struct cmd_values *maps, struct err *e);

/* Prints the labels as a table below `title`; without any only what --plain needs. */
MUST_CHECK enum status cmd_preview_labels_print(struct cli *cli,
						const struct compared_label *labels, size_t n,
						const char *title, struct err *e);

/* Prints the first proposals as options for the person to copy; `again` is the verb: "compare". */
void cmd_preview_labels_hint(struct cli *cli, const struct compared_label *labels, size_t n,
			     const char *again);

#endif
