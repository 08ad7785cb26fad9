/*
 * Output of commands: text for people, or one JSON object for scripts. Results go to stdout,
 * hints and failures to stderr, so that a pipe gets only the result.
 */
#include "cli/print.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/json_write.h"
#include "base/text.h"

/* Canonical JSON: equal results are equal bytes, which scripts may compare. */
enum status cmd_print_json(struct json *take_object, struct err *e)
{
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_MODEL);
	s = json_write_take(&text, take_object);
	if (s == STATUS_OK && (fwrite(text.data, 1, text.len, stdout) != text.len ||
			       fputc('\n', stdout) == EOF || fflush(stdout) != 0))
		s = ERR_IO;
	buf_release(&text);
	return s == STATUS_OK ? s : err_set(e, s, "cannot print the result: %s", status_phrase(s));
}

/*
 * Prints a name as words: "core_dumps_off" is "core dumps off". Returns how many columns it took.
 */
static int print_name(const char *name, int depth)
{
	int len = printf("%*s", 2 * depth, "");

	for (; *name != '\0'; name++, len++)
		putchar(*name == '_' ? ' ' : *name);
	return len;
}

/* Prints the members of one of our own documents. They nest three deep at most. */
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

void cmd_print_line(const struct cli *cli, const char *format, ...)
{
	va_list ap;

	if (cli->json)
		return;
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
	putchar('\n');
}

void cmd_print_hint(const struct cli *cli, const char *format, ...)
{
	va_list ap;

	if (cli->json)
		return;
	/* A hint stands below the result it is about, also where both streams go to one file. */
	fflush(stdout);
	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	fputc('\n', stderr);
}

/*
 * The message is cleaned, since it may quote a server. With --json the error also goes to stdout,
 * where a script looks for it.
 */
void cmd_print_error(struct cli *cli, struct json *take_top, const struct err *e)
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
	cli->failure_printed = true;
}
