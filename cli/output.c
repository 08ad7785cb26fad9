#include "cli/output.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json_write.h"
#include "base/text.h"

enum status cmd_print_json(struct json *take_object, struct err *e)
{
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_MODEL);
	s = json_write(&text, take_object);
	json_free(take_object);
	if (s == STATUS_OK && (fwrite(text.data, 1, text.len, stdout) != text.len ||
			       fputc('\n', stdout) == EOF || fflush(stdout) != 0))
		s = ERR_IO;
	buf_release(&text);
	return s == STATUS_OK ? s : err_set(e, s, "cannot print the result: %s", status_phrase(s));
}

/* A name as words: "core_dumps_off" is "core dumps off". Returns its length. */
static int print_name(const char *name, int depth)
{
	int len = printf("%*s", 2 * depth, "");

	for (; *name != '\0'; name++, len++)
		putchar(*name == '_' ? ' ' : *name);
	return len;
}

/* Of our own documents only, which nest three deep at most. */
static void print_members(const struct json *object, int depth)
{
	for (const struct json *m = json_first(object); m != NULL; m = json_next(m)) {
		bool inner = json_is_object(m) || json_is_array(m);
		bool named = json_name(m)[0] != '\0';
		char text[LIMIT_ERR_TEXT] = "";
		int len = print_name(json_name(m), depth);

		if (inner) {
			putchar('\n');
			print_members(m, depth + 1);
			continue;
		}
		if (json_is_string(m))
			text_clean(text, sizeof(text), json_text(m), strlen(json_text(m)));
		printf("%*s%s\n",
		       !named	  ? 0
		       : len < 26 ? 28 - len
				  : 2,
		       "", json_is_bool(m) ? json_truth(m) ? "yes" : "no" : text);
	}
}

enum status cmd_print_summary(const struct cli *cli, struct json *take_object, struct err *e)
{
	if (cli->json)
		return cmd_print_json(take_object, e);
	print_members(take_object, 0);
	json_free(take_object);
	return fflush(stdout) == 0 ? STATUS_OK : err_set(e, ERR_IO, "cannot print the result");
}

void cmd_say(const struct cli *cli, const char *format, ...)
{
	va_list ap;

	if (cli->json)
		return;
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
	putchar('\n');
}

void cmd_hint(const struct cli *cli, const char *format, ...)
{
	va_list ap;

	if (cli->json)
		return;
	/* Behind what it is about, also where both go to one file. */
	fflush(stdout);
	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	fputc('\n', stderr);
}

void cmd_complain(struct cli *cli, struct json *take_top, const struct err *e)
{
	const char *text = e->text[0] != '\0' ? e->text : status_phrase(e->code);
	char clean[LIMIT_ERR_TEXT];

	text_clean(clean, sizeof(clean), text, strlen(text));
	fflush(stdout);
	fprintf(stderr, "byline: %s\n", clean);
	if (cli->json) {
		struct json *top = take_top != NULL ? take_top : json_new_object();
		struct json *error = json_new_object();
		struct err ignored = {0};

		json_add_text(error, "code", status_name(e->code));
		json_add_text(error, "message", clean);
		json_add(top, "error", error);
		if (cmd_print_json(top, &ignored) != STATUS_OK)
			fprintf(stderr, "byline: %s\n", ignored.text);
	}
	cli->told = true;
}

/* The one progress line of the process: when it was drawn last and when its work began. */
static struct {
	bool shown;
	int64_t drawn_ms, began_ms;
	char what[64];
} line;

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
	/* Only what takes longer than half a second is worth a line, ten times a second at most. */
	if (now - line.began_ms < 500 || now - line.drawn_ms < 100)
		return;
	line.drawn_ms = now;
	draw(p, now);
}

void cmd_watch_progress(struct cli *cli)
{
	if (!cli->json && !cli->plain && isatty(STDERR_FILENO))
		cli->task.on_progress = on_progress;
}

void cmd_end_progress(void)
{
	if (line.shown)
		fputs("\r\033[K", stderr);
	line.shown = false;
	line.what[0] = '\0';
}
