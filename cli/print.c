/*
 * Output of commands: text for people, one JSON object or plain lines for programs. Results go to
 * stdout, hints and failures to stderr, so that a pipe gets only the result. The forms for programs
 * come first (cmd_print_reply), then a reply as text (cmd_print_summary), sentences, and errors.
 */
#include "cli/print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json_write.h"
#include "base/text.h"
#include "cli/envelope.h"

/* Cleaning makes three bytes of one at most. */
#define CLEAN_FACTOR 3

/* Three names and two numbers, joined: "act.fields.10.label". */
#define PLAIN_NAME_SIZE 160

bool cmd_print_is_data(const struct cli *cli)
{
	return cli->json || cli->plain;
}

enum status cmd_print_bytes(struct buf *take_text, struct err *e)
{
	enum status s = buf_status(take_text);

	if (s == STATUS_OK &&
	    (fwrite(take_text->data, 1, take_text->len, stdout) != take_text->len ||
	     fflush(stdout) != 0))
		s = ERR_IO;
	buf_release(take_text);
	return s == STATUS_OK ? s : err_set(e, s, "cannot print the result: %s", status_phrase(s));
}

/* Canonical JSON: equal results are equal bytes, which scripts may compare. */
enum status cmd_print_document(struct json *take_document, struct err *e)
{
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_MODEL);
	s = json_write_take(&text, take_document);
	if (s == STATUS_OK) {
		buf_add_byte(&text, '\n');
		return cmd_print_bytes(&text, e);
	}
	buf_release(&text);
	return err_set(e, s, "cannot print the result: %s", status_phrase(s));
}

/* Prints one value without quotes. A line end or tab in a text would begin another cell. */
static void print_value(const struct json *value)
{
	const char *text = json_text(value);
	size_t len = text != NULL ? strlen(text) : 0;
	char *clean = text != NULL ? malloc(CLEAN_FACTOR * len + 1) : NULL;

	if (clean != NULL) {
		text_clean(clean, CLEAN_FACTOR * len + 1, text, len);
		text = clean;
	} else if (json_is_bool(value)) {
		text = json_truth(value) ? "yes" : "no";
	} else {
		text = json_digits(value);
	}
	fputs(text != NULL ? text : "-", stdout);
	free(clean);
}

/*
 * Prints the members as lines of a name and a value. `name` holds the names of those around them
 * and is as it was afterwards. Our own documents nest four deep at most.
 */
static void print_plain(const struct json *object, char name[static PLAIN_NAME_SIZE])
{
	size_t len = strlen(name), i = 0;

	for (const struct json *m = json_first(object); m != NULL; m = json_next(m), i++) {
		if (json_is_array(object))
			snprintf(name + len, PLAIN_NAME_SIZE - len, "%s%zu", len > 0 ? "." : "", i);
		else
			snprintf(name + len, PLAIN_NAME_SIZE - len, "%s%s", len > 0 ? "." : "",
				 json_name(m));
		if (json_is_object(m) || json_is_array(m)) {
			print_plain(m, name);
			continue;
		}
		printf("%s\t", name);
		print_value(m);
		putchar('\n');
	}
	name[len] = '\0';
}

enum status cmd_print_reply(struct cli *cli, struct json *take_object, struct err *e)
{
	char name[PLAIN_NAME_SIZE] = "";

	if (cli->json) {
		cmd_envelope_add(cli, take_object);
		return cmd_print_document(take_object, e);
	}
	print_plain(take_object, name);
	json_free(take_object);
	return fflush(stdout) == 0 ? STATUS_OK : err_set(e, ERR_IO, "cannot print the result");
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
		int len = print_name(json_name(m), depth);

		if (inner) {
			putchar('\n');
			print_members(m, depth + 1);
			continue;
		}
		printf("%*s", !named ? 0 : len < 26 ? 28 - len : 2, "");
		print_value(m);
		putchar('\n');
	}
}

enum status cmd_print_summary(struct cli *cli, struct json *take_object, struct err *e)
{
	if (cmd_print_is_data(cli))
		return cmd_print_reply(cli, take_object, e);
	print_members(take_object, 0);
	json_free(take_object);
	return fflush(stdout) == 0 ? STATUS_OK : err_set(e, ERR_IO, "cannot print the result");
}

void cmd_print_line(const struct cli *cli, const char *format, ...)
{
	va_list ap;

	if (cmd_print_is_data(cli))
		return;
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
	putchar('\n');
}

void cmd_print_hint(const struct cli *cli, const char *format, ...)
{
	va_list ap;

	if (cmd_print_is_data(cli))
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
 * where a script looks for it. Lines of --plain are the result alone.
 */
void cmd_print_error(struct cli *cli, struct json *take_top, const struct err *e)
{
	const char *text = e->text[0] != '\0' ? e->text : status_phrase(e->code);
	char clean[LIMIT_ERR_TEXT];

	text_clean(clean, sizeof(clean), text, strlen(text));
	fflush(stdout);
	fprintf(stderr, "byline: %s\n", clean);
	if (cli->json || (cli->plain && take_top != NULL)) {
		struct json *top = take_top != NULL ? take_top : json_new_object();
		struct json *error = json_new_object();
		struct err ignored = {0};

		json_add_text(error, "code", status_name(e->code));
		json_add_text(error, "message", clean);
		json_add(top, "error", error);
		if (cmd_print_reply(cli, top, &ignored) != STATUS_OK)
			fprintf(stderr, "byline: %s\n", ignored.text);
	}
	cli->failure_printed = true;
}
