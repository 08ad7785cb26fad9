/* byline preview: would this data matter, and which of it? */
#include <stdio.h>
#include <string.h>

#include "app/preview.h"
#include "base/parse.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/grid.h"
#include "cli/output.h"

/* Ten of the best and ten of the worst fit a screen; --limit shows more. */
#define ROWS_SHOWN 10

static void add_row(struct cmd_grid *g, const struct preview_row *r)
{
	cmd_grid_add(g, "%llu", (unsigned long long)r->index);
	cmd_grid_add(g, "%+.6f", (double)r->influence);
	if (r->percentile >= 0)
		cmd_grid_add(g, "%.0f %%", (double)r->percentile);
	else
		cmd_grid_add(g, "-");
	cmd_grid_add(g, "%.2f", (double)r->loss);
	cmd_grid_add(g, "%s", r->label);
	cmd_grid_add(g, "%s%s%s", r->suspicious ? "label looks wrong " : "",
		     r->duplicate_of != UINT64_MAX ? "duplicate " : "",
		     r->unknown_label ? "label unknown to the model " : "");
	cmd_grid_add(g, "%s", r->text);
}

static enum status print_rows(struct cli *cli, const struct preview *p, size_t limit, struct err *e)
{
	struct cmd_grid g;
	size_t gap = p->n_rows > 2 * limit ? p->n_rows - 2 * limit : 0;

	cmd_grid_init(&g, "rrrrlll");
	cmd_grid_head(&g, "RECORD", "INFLUENCE", "PCT", "LOSS", "LABEL", "", "TEXT", NULL);
	for (size_t i = 0; i < p->n_rows; i++) {
		if (gap > 0 && i == limit)
			i += gap;
		add_row(&g, &p->rows[i]);
	}
	if (gap > 0)
		cmd_say(cli, "The %zu best and the %zu worst of %zu records:\n", limit, limit,
			p->n_rows);
	return cmd_grid_print(cli, &g, stdout, e);
}

static void print_summary(struct cli *cli, const struct preview *p)
{
	cmd_say(cli, "%s against %s: %llu records in %.2f s", p->path, p->model_name,
		(unsigned long long)p->records, p->seconds);
	cmd_say(cli,
		"helpful %llu, harmful %llu, neutral %llu, labels that look wrong %llu, "
		"duplicates %llu, not scored %llu\n",
		(unsigned long long)p->helpful, (unsigned long long)p->harmful,
		(unsigned long long)p->neutral, (unsigned long long)p->suspicious,
		(unsigned long long)p->duplicates, (unsigned long long)p->unlabelled);
}

static void print_forecast(struct cli *cli, const struct preview *p)
{
	bool lowers = p->change <= 0;

	cmd_say(cli, "%s", "");
	if (p->has_share)
		cmd_say(cli, "The network would score: about %.1f %% of an epoch's pool",
			100 * p->share);
	if (p->has_change)
		cmd_say(cli,
			"Retraining would %s held-out loss by %.2f %% (%.2f to %.2f %%, "
			"publisher's test)",
			lowers ? "lower" : "raise", 100 * (lowers ? -p->change : p->change),
			100 * (lowers ? -p->change_high : p->change_low),
			100 * (lowers ? -p->change_low : p->change_high));
	else
		cmd_say(cli, "What retraining would do is not told: the publisher's test does not "
			     "carry that far.");
	cmd_say(cli, "Advisory: %s.", p->assumptions);
	cmd_hint(cli,
		 "Nothing has left this machine. Next: byline dataset commit %s --attest "
		 "--send",
		 p->path);
}

enum status cmd_preview(struct cli *cli, int argc, char **argv, struct err *e)
{
	const char *kind = NULL, *limit_text = NULL;
	const struct option_spec specs[] = {
		{"kind", NULL, &kind},
		{"limit", NULL, &limit_text},
		{NULL, NULL, NULL},
	};
	struct preview *p = NULL;
	uint64_t limit = ROWS_SHOWN;
	int n;
	enum status s = cmd_take_options(&n, argc, argv, specs, false, e);

	if (s == STATUS_OK)
		s = cmd_check_operands(n, 1, 1, cmd_find("preview")->synopsis, e);
	if (s == STATUS_OK && limit_text != NULL &&
	    (parse_u64(&limit, limit_text, strlen(limit_text)) != STATUS_OK || limit == 0 ||
	     limit > SIZE_MAX / 4))
		s = err_set(e, ERR_USAGE, "--limit takes a number of records, 1 or more");
	if (s == STATUS_OK)
		s = preview_dataset(cli->app, &cli->task, &p, argv[0], kind, e);
	cmd_end_progress();
	if (s != STATUS_OK)
		return s;
	if (cli->json) {
		s = cmd_print_json(preview_to_json(p), e);
	} else {
		print_summary(cli, p);
		s = print_rows(cli, p, limit, e);
		print_forecast(cli, p);
	}
	free_preview(p);
	return s;
}
