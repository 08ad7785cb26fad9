/*
 * Folding and paging. cmd_pager_fold() is a function of text and width; cmd_pager_print() asks the
 * terminal for its size and stops after each page, on /dev/tty as every question does.
 */
#include "cli/pager.h"

#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"

/* Before what a line goes on with. No label and no line of a text begins with a point. */
#define GOES_ON "  . "

/* Below these a terminal is taken for one that does not know its size. */
#define LEAST_COLUMNS 20
#define LEAST_LINES   4

static size_t fold_line(struct buf *out, const char *line, int columns)
{
	size_t n = text_fit(line, columns), lines = 1;

	buf_add(out, line, n);
	buf_add_byte(out, '\n');
	for (line += n; *line != '\0'; line += n, lines++) {
		n = text_fit(line, columns - (int)strlen(GOES_ON));
		/* A character wider than all the columns stands alone rather than nowhere. */
		n = n == 0 ? strlen(line) : n;
		buf_addf(out, "%s%.*s\n", GOES_ON, (int)n, line);
	}
	return lines;
}

size_t cmd_pager_fold(struct buf *out, const char *text, int columns)
{
	size_t lines = 0;
	struct buf line;

	buf_init(&line, SIZE_MAX);
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		buf_clear(&line);
		buf_add(&line, text, n);
		lines += fold_line(out, buf_str(&line), columns);
		text += n + (text[n] == '\n');
	}
	buf_release(&line);
	return lines;
}

/* Waits for a line on the terminal. One that begins with q ends the reading. */
static enum status ask_on(size_t left, struct err *e)
{
	char prompt[80], c = '\0', first = '\0';
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	enum status s;
	ssize_t got = 1;

	if (fd < 0)
		return STATUS_OK;
	snprintf(prompt, sizeof(prompt), "-- %zu more lines: Enter shows them, q stops -- ", left);
	s = file_write_all(fd, prompt, strlen(prompt));
	while (s == STATUS_OK && c != '\n' && (got = read(fd, &c, 1)) == 1)
		first = first == '\0' ? c : first;
	close(fd);
	if (s != STATUS_OK || got != 1 || first == 'q')
		return err_set(e, ERR_REFUSED, "not read to its end; nothing was signed");
	return STATUS_OK;
}

/* Prints a page at a time; `rows` 0 prints all at once. */
static enum status print_pages(const char *text, size_t lines, size_t rows, FILE *to, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t on_page = 0; s == STATUS_OK && *text != '\0'; on_page++, lines--) {
		size_t n = strcspn(text, "\n") + 1;

		if (rows > 0 && on_page == rows - 1) {
			fflush(to);
			s = ask_on(lines, e);
			on_page = 0;
		}
		if (s == STATUS_OK)
			fwrite(text, 1, n, to);
		text += n;
	}
	return s;
}

enum status cmd_pager_print(const struct cli *cli, struct buf *text, FILE *to, bool asks,
			    struct err *e)
{
	struct winsize size = {0};
	bool folds = !cli->plain && isatty(fileno(to)) &&
		     ioctl(fileno(to), TIOCGWINSZ, &size) == 0 && size.ws_col >= LEAST_COLUMNS;
	struct buf folded;
	size_t lines;
	enum status s = buf_status(text);

	buf_init(&folded, SIZE_MAX);
	if (s == STATUS_OK) {
		lines = cmd_pager_fold(&folded, buf_str(text), folds ? size.ws_col : INT32_MAX);
		s = buf_status(&folded);
	}
	if (s != STATUS_OK)
		s = err_set(e, s, "the review cannot be shown whole: %s", status_phrase(s));
	else
		s = print_pages(buf_str(&folded), lines,
				asks && folds && size.ws_row >= LEAST_LINES ? size.ws_row : 0, to,
				e);
	fflush(to);
	buf_release(&folded);
	return s;
}
