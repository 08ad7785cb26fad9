/*
 * The progress line: what is done, how much of it, how fast, and the time that remains. It is
 * drawn in place on stderr and wiped before anything else is printed.
 */
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

/* The one progress line of the process. */
static struct {
	bool shown;
	int64_t drawn_ms, began_ms; /* drawn last; its work began */
	char what[64];
} line;

/* Rates of bytes are in megabytes; other units are counted as they are. */
static void draw(const struct task_progress *p, int64_t now)
{
	double seconds = (double)(now - line.began_ms) / 1000.0;
	double rate = seconds > 0 ? (double)p->done / seconds : 0;
	bool bytes = strcmp(p->unit, "bytes") == 0;
	double scale = bytes ? 1e6 : 1;

	fprintf(stderr, "\r\033[K%s", p->what);
	if (p->total > 0)
		fprintf(stderr, "  %3.0f %%", 100.0 * (double)p->done / (double)p->total);
	if (rate > 0)
		fprintf(stderr, "  %.*f %s/s", bytes ? 1 : 0, rate / scale, bytes ? "MB" : p->unit);
	if (rate > 0 && p->total > p->done)
		fprintf(stderr, "  %.0f s left", (double)(p->total - p->done) / rate);
	fputs("  (Ctrl-C cancels)", stderr);
	line.shown = true;
}

static void on_progress(void *user, const struct task_progress *p)
{
	int64_t now = clock_monotonic_ms();

	(void)user;
	if (strcmp(line.what, p->what) != 0) {
		snprintf(line.what, sizeof(line.what), "%s", p->what);
		line.began_ms = line.drawn_ms = now;
	}
	/*
	 * Work of less than half a second needs no line. Ten lines a second are as many as a
	 * person can follow.
	 */
	if (now - line.began_ms < 500 || now - line.drawn_ms < 100)
		return;
	line.drawn_ms = now;
	draw(p, now);
}

void cmd_progress_show(struct cli *cli)
{
	if (!cli->json && !cli->plain && isatty(STDERR_FILENO))
		cli->task.on_progress = on_progress;
}

void cmd_progress_end(void)
{
	if (line.shown)
		fputs("\r\033[K", stderr);
	line.shown = false;
	line.what[0] = '\0';
}
