/* For models that are too large to compute here: it compares words, and needs no model's file. */
#include "cli/preview_outputs.h"

#include <stdio.h>

#include "cli/print.h"
#include "cli/rows.h"
#include "models/outputs_json.h"

/* Prints the first `limit` rows: those that share most. Bits weigh rare words higher. */
static enum status print_first(struct cli *cli, enum row_kind kind, const void *list, size_t n,
			       size_t limit, const char *layout, struct err *e)
{
	const struct cmd_rows rows = {
		.table = columns_of(kind), .rows = list, .n = n < limit ? n : limit};

	return cmd_rows_print(cli, &rows, layout, e);
}

/* Prints the words that outputs share with records; without any there are no tables. */
enum status cmd_preview_outputs_print(struct cli *cli, const struct outputs_preview *p,
				      size_t limit, struct err *e)
{
	enum status s = STATUS_OK;

	if (cli->json)
		return cmd_print_reply(cli, outputs_preview_to_json(p, limit), e);
	cmd_print_line(cli, "%s against the outputs in %s: %llu records, %llu outputs in %.2f s",
		       p->path, p->outputs_path, (unsigned long long)p->records,
		       (unsigned long long)p->outputs, p->seconds);
	cmd_print_line(
		cli,
		"%llu of %llu words of the outputs stand in the records, in runs of %d or more: "
		"%.2f %%, %.0f bits; %zu outputs, %zu records",
		(unsigned long long)p->shared, (unsigned long long)p->words, OUTPUTS_MIN_WORDS,
		p->words > 0 ? 100 * (double)p->shared / (double)p->words : 0, p->bits,
		p->n_matched_outputs, p->n_matched_records);
	if (p->n_matched_records > 0 || cli->plain) {
		cmd_print_line(cli, "%s", "");
		s = print_first(cli, ROW_MATCHED_RECORD, p->matched_records, p->n_matched_records,
				limit, "record bits matches text", e);
		cmd_print_line(cli, "%s", "");
		if (cli->plain)
			putchar('\n');
		if (s == STATUS_OK)
			s = print_first(cli, ROW_MATCHED_OUTPUT, p->matched_outputs,
					p->n_matched_outputs, limit,
					"output words shared_words bits record run", e);
		cmd_print_line(cli, "%s", "");
	}
	cmd_print_line(cli,
		       "Word for word only: paraphrase is not seen, and equal words do not prove "
		       "where a model learned them.");
	cmd_print_hint(cli, "Nothing has left this machine.");
	return s;
}
