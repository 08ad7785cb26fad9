/* Records of a file against several models side by side: byline preview --models. */
#ifndef CLI_PREVIEW_MODELS_H
#define CLI_PREVIEW_MODELS_H

#include "cli/command.h"

/* The options of `byline preview` that compare models. */
struct cmd_preview_models {
	const char *models;	 /* --models all */
	struct cmd_values files; /* --model FILE */
	struct cmd_values maps;	 /* --map LABEL=LABEL */
	const char *language;	 /* --language L */
	const char *license;	 /* --license ID */
};

/* Refuses options that do not go together or cannot be read. ERR_USAGE. */
MUST_CHECK enum status cmd_preview_models_check(const struct cmd_preview_models *o, struct err *e);

/*
 * Compares and prints. `kind` NULL: guessed.
 * Returns: STATUS_OK; ERR_NOT_FOUND when no model is known, or when none takes the records, which
 *          is printed with the reasons first; as compare_models().
 */
MUST_CHECK enum status cmd_preview_models_run(struct cli *cli, const struct cmd_preview_models *o,
					      const char *path, const char *kind, struct err *e);

#endif
