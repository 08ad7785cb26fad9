/*
 * byline preview --record: print_record() prints the record with its text, print_words() the words
 * that carried its score, print_record_data() both for a program. The words need a model that is on
 * this machine; without one the record is printed all the same.
 */
#include "cli/preview_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/preview_records.h"
#include "base/parse.h"
#include "base/reveal.h"
#include "base/text.h"
#include "cli/needs.h"
#include "cli/preview_labels.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/rows.h"

/* So many helpful and so many harmful words fit a screen with the record; --json has all. */
#define WORDS_SHOWN 10

/* A record is shown also where several models could be meant, or none is here. */
static void explain(struct cli *cli, struct whole_record *r, const struct label_rule *rules,
		    size_t n_rules)
{
	struct err why = {0};

	if (cmd_needs_check(cli, CMD_NEEDS_ONE, &why) == STATUS_OK)
		explain_whole_record(cli->app, r, rules, n_rules);
	else
		snprintf(r->no_words, sizeof(r->no_words), "%.199s", why.text);
}

static void add_words(struct json *top, const struct whole_record *r)
{
	const struct record_words *w = r->words;
	const struct cmd_rows rows = {.table = columns_of(ROW_RECORD_WORD),
				      .rows = w != NULL ? w->v : NULL,
				      .n = w != NULL ? w->n : 0};

	if (r->model_name[0] != '\0') {
		json_add_text(top, "model_name", r->model_name);
		json_add_hex(top, "model", r->model.bytes, sizeof(r->model.bytes));
	} else {
		json_add_null(top, "model_name");
		json_add_null(top, "model");
	}
	json_add_text(top, "no_words_because", r->no_words);
	if (w != NULL) {
		json_add_text(top, "label", w->label);
		json_add_textf(top, "influence", "%.9g", w->influence);
		json_add_textf(top, "influence_of_no_word", "%.9g", w->constant);
	} else {
		json_add_null(top, "label");
		json_add_null(top, "influence");
		json_add_null(top, "influence_of_no_word");
	}
	cmd_rows_add(top, &rows);
}

/* The exact bytes are there as hex digits, because a record of a folder may be no text. */
static enum status print_record_data(struct cli *cli, const char *path, struct whole_record *r,
				     struct err *e)
{
	struct json *top = json_new_object();
	bool is_text = r->text.len > 0 && text_is_utf8(r->text.data, r->text.len) &&
		       memchr(r->text.data, 0, r->text.len) == NULL;

	json_add_text(top, "path", path);
	json_add_number(top, "record", r->index);
	json_add_number(top, "bytes", r->record.len);
	if (is_text)
		json_add_text(top, "text", buf_str(&r->text));
	else
		json_add_null(top, "text");
	json_add_hex(top, "content", r->record.data, r->record.len);
	add_words(top, r);
	return cmd_print_reply(cli, top, e);
}

/* Prints bytes of anybody's so that none of them moves the cursor. */
static void print_revealed(const struct cli *cli, const struct buf *bytes)
{
	struct buf shown;

	/* "<U+200B>" takes the place of a byte or two. */
	buf_init(&shown, 16 * LIMIT_RECORD);
	reveal_text(&shown, bytes->data, bytes->len, cli->ascii);
	cmd_print_line(cli, "%s", buf_str(&shown));
	buf_release(&shown);
}

/* A line of plain text is its own text. */
static bool is_same(const struct buf *a, const struct buf *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}

static void print_record(struct cli *cli, const char *path, const struct whole_record *r)
{
	cmd_print_line(cli, "Record %llu of %s, %zu bytes", (unsigned long long)r->index, path,
		       r->record.len);
	if (r->text.len > 0 && !is_same(&r->text, &r->record)) {
		cmd_print_line(cli, "\nIts text:\n");
		print_revealed(cli, &r->text);
		cmd_print_line(cli, "\nAs it stands in the file:");
	}
	cmd_print_line(cli, "%s", "");
	print_revealed(cli, &r->record);
}

static enum status print_words(struct cli *cli, const struct whole_record *r, struct err *e)
{
	const struct record_words *w = r->words;
	struct cmd_rows rows = {.table = columns_of(ROW_RECORD_WORD), .ends = WORDS_SHOWN};
	enum status s;

	if (w == NULL) {
		cmd_print_line(cli, "\nThe words that carried its score are not told: %s.",
			       r->no_words);
		return STATUS_OK;
	}
	rows.rows = w->v;
	rows.n = w->n;
	cmd_print_line(cli,
		       "\nThe words that carried its score against %s%s, as %s: influence %+.4f, "
		       "of which %+.4f is of no word.",
		       r->model_name, r->outdated ? " (an older model)" : "", w->label,
		       w->influence, w->constant);
	if (w->n > 2 * WORDS_SHOWN)
		cmd_print_line(cli,
			       "The %d most helpful and the %d most harmful of %zu:", WORDS_SHOWN,
			       WORDS_SHOWN, w->n);
	cmd_print_line(cli, "%s", "");
	s = cmd_rows_print(cli, &rows, "influence times words", e);
	cmd_print_line(cli,
		       "\nA / joins words that the model cannot tell apart: they have one part.");
	return s;
}

enum status cmd_preview_record_run(struct cli *cli, const char *number,
				   const struct cmd_values *maps, const char *path,
				   const char *kind, struct err *e)
{
	struct whole_record *r = NULL;
	struct label_rule *rules;
	uint64_t index = 0;
	enum status s = cmd_preview_labels_read(&rules, maps, e);

	if (s == STATUS_OK)
		s = parse_u64(&index, number, strlen(number));
	if (s == STATUS_OK)
		s = read_record(&cli->task, &r, path, kind, index, e);
	cmd_progress_end();
	if (s == STATUS_OK) {
		explain(cli, r, rules, maps->n);
		if (cmd_print_is_data(cli)) {
			s = print_record_data(cli, path, r, e);
		} else {
			print_record(cli, path, r);
			s = print_words(cli, r, e);
		}
	}
	free_whole_record(r);
	free(rules);
	return s;
}
