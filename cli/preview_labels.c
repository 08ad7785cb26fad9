/*
 * A proposal is printed as the option that applies it: it is the person's to say that two labels
 * mean the same.
 */
#include "cli/preview_labels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/print.h"
#include "cli/rows.h"

/* Labels that fill a screen; --json and --plain have all. */
#define LABELS_SHOWN 20

/* So many proposals are written as options; the table has all. */
#define OPTIONS_SHOWN 4

enum status cmd_preview_labels_read(struct label_rule **rules, const struct cmd_values *maps,
				    struct err *e)
{
	enum status s = STATUS_OK;

	*rules = calloc(maps->n + 1, sizeof(**rules));
	if (*rules == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (size_t i = 0; i < maps->n && s == STATUS_OK; i++)
		s = label_map_read(&(*rules)[i], maps->v[i], e);
	return s;
}

enum status cmd_preview_labels_print(struct cli *cli, const struct compared_label *labels, size_t n,
				     const char *title, struct err *e)
{
	struct cmd_rows rows = {.table = columns_of(ROW_COMPARED_LABEL), .rows = labels, .n = n};

	if (n == 0 && !cli->plain)
		return STATUS_OK;
	if (cli->plain) {
		putchar('\n');
		return cmd_rows_print(cli, &rows, "model label records mapping to", e);
	}
	if (n > LABELS_SHOWN)
		rows.n = LABELS_SHOWN;
	cmd_print_line(cli, "\n%s, the most frequent first%s\n", title,
		       rows.n < n ? " (--json has all)" : "");
	return cmd_rows_print(cli, &rows, "model label records mapping to", e);
}

/* Labels are anybody's: they are quoted as a shell reads them. */
void cmd_preview_labels_hint(struct cli *cli, const struct compared_label *labels, size_t n,
			     const char *again)
{
	char all[OPTIONS_SHOWN * (8 * LIMIT_LABEL + 16)] = "";
	size_t shown = 0, len = 0;

	for (size_t i = 0; i < n && shown < OPTIONS_SHOWN; i++) {
		char rule[2 * LIMIT_LABEL + 2], word[8 * LIMIT_LABEL];

		if (labels[i].mapping != COMPARISON_PROPOSED)
			continue;
		snprintf(rule, sizeof(rule), "%s=%s", labels[i].label, labels[i].to);
		text_shell(word, sizeof(word), rule);
		len += (size_t)snprintf(all + len, sizeof(all) - len, " --map %s", word);
		shown++;
	}
	if (shown > 0)
		cmd_print_hint(cli,
			       "If a label means the same as the one it is likened to, say so and "
			       "%s again:%s",
			       again, all);
}
