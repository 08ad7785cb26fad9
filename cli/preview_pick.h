/* Records of a previewed file: one printed whole, or some kept in a file of their own. */
#ifndef CLI_PREVIEW_PICK_H
#define CLI_PREVIEW_PICK_H

#include "cli/cli.h"
#include "cli/command.h"
#include "models/preview.h"

/* The options of `byline preview` that choose records. */
struct cmd_preview_pick {
	const char *record;  /* --record N */
	const char *keep;    /* --keep OUT */
	const char *records; /* --records LIST */
	const char *drop;    /* --drop WHAT */
	bool drop_harmful;   /* --drop-harmful, short for one word of --drop */
	bool drop_wrong;     /* --drop-wrong, likewise */
	bool replace;
};

/* Refuses options that do not go together or cannot be read. ERR_USAGE. */
MUST_CHECK enum status cmd_preview_pick_check(const struct cmd_preview_pick *o, struct err *e);

/* Whether the options are answered from the file alone, without the model's judgement. */
bool cmd_preview_pick_needs_no_model(const struct cmd_preview_pick *o);

/*
 * Prints the record, or writes those of --records, of the file at `path`. `kind` NULL: guessed;
 * `maps` are those of --map.
 * Returns: STATUS_OK, ERR_USAGE, as read_record() and keep_file_records().
 */
MUST_CHECK enum status cmd_preview_pick_run(struct cli *cli, const struct cmd_preview_pick *o,
					    const struct cmd_values *maps, const char *path,
					    const char *kind, struct err *e);

/* Writes the records of a preview that --drop leaves. Returns: as keep_preview_records(). */
MUST_CHECK enum status cmd_preview_pick_keep(struct cli *cli, const struct cmd_preview_pick *o,
					     const struct preview *p, struct err *e);

#endif
