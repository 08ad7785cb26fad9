/*
 * Runs a command with a terminal of its own, at which somebody answers the questions of byline and
 * its signer. stdin, stdout and stderr stay those of the caller, and so do the exit code and the
 * signal that ended the command.
 *
 *	typist [-o FILE] [-p TEXT] [-s TEXT] [-a TEXT]... COMMAND...
 *
 * -o keeps what the terminal showed, -p is the passphrase, -s what is typed where something is
 * signed, and each -a what is typed for the next question, "-" what it asks for. ^C, ^D and ^[ in
 * place of a text are these keys. Without -s or -a what a question asks for is typed: its word, the
 * text in quotation marks, or the last four digits of what it shows.
 *
 * In reading order: what a question asks for, its answer, the terminal, the command. A question is
 * what stands on the last line when the terminal has been given nothing for a moment, and ends in
 * a colon and a blank; what waits for Enter is one too. Exit codes of its own: 97 for modes of the
 * terminal that are not those of before, 98 for a question that nobody can answer, 99 for a command
 * that does not end.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* Nothing here takes longer than the slowest suite's longest wait for a block. */
#define DEADLINE_S 300
#define QUESTIONS  32
#define SHOWN_MAX  (8 << 20)

enum { MODES_DIFFER = 97, NO_ANSWER = 98, NO_END = 99, ROWS = 40, COLUMNS = 120 };

static const char more[] = "-- Space shows more --", enter[] = "Press Enter ";

struct typist {
	const char *file, *passphrase, *signing, *answers[QUESTIONS];
	int terminal;
	pid_t child;
	char *shown;	      /* SHOWN_MAX + 1 bytes, ended by a zero */
	size_t len, answered; /* the bytes shown, and those up to the last answer */
	size_t n_answers, asked;
};

static void give_up(const struct typist *t, int code, const char *why)
{
	fprintf(stderr, "typist: %s; the terminal showed:\n%s\n", why, t->shown);
	if (t->child > 0)
		kill(-t->child, SIGKILL);
	exit(code);
}

/* --- what a question asks for --- */

/* The text that is to be typed. */
struct wanted {
	char text[2048];
};

static void add(struct wanted *w, const char *text)
{
	const size_t n = strlen(w->text);

	snprintf(w->text + n, sizeof(w->text) - n, "%s", text);
}

static const char *end_of(const char *text, size_t n)
{
	const size_t len = strlen(text);

	return text + (len > n ? len - n : 0);
}

/* Adds the last four digits of "640.402913 OPEN", or of "the hash of all ...1a2b3c4d". */
static void add_digits(struct wanted *w, const char *of)
{
	char digits[256];
	size_t n = 0;

	if (strstr(of, "...") == NULL) {
		for (; *of != '\0' && strchr("0123456789.", *of) != NULL; of++)
			if (*of != '.' && n + 1 < sizeof(digits))
				digits[n++] = *of;
		digits[n] = '\0';
		of = digits;
	}
	add(w, end_of(of, 4));
}

/* Adds what one part of a question asks for. An explanation stands between two commas. */
static void add_part(struct wanted *w, const char *part)
{
	static const char digits[] = "the last four digits of ", which[] = ", which ";
	char text[2048];
	char *explanation;

	snprintf(text, sizeof(text), "%s", part);
	explanation = strstr(text, which);
	if (strncmp(text, digits, strlen(digits)) == 0) {
		/* The account's digits stand behind its explanation. */
		add_digits(w, text + strlen(digits));
		return;
	}
	if (explanation != NULL)
		*explanation = '\0';
	add(w, text);
}

/* Adds the text in quotation marks that a part begins with. Returns: behind it, or NULL */
static char *add_quoted(struct wanted *w, char *part)
{
	char *end = part[0] == '"' ? strchr(part + 1, '"') : NULL;

	if (end == NULL)
		return NULL;
	*end = '\0';
	add(w, part + 1);
	return end + 1;
}

/* Cuts the purpose, " to sign: ", off. Returns whether there was one. */
static bool cut_purpose(char *text)
{
	char *purpose = NULL;

	for (char *to = strstr(text, " to "); to != NULL; to = strstr(to + 1, " to "))
		purpose = to;
	if (purpose != NULL)
		*purpose = '\0';
	return purpose != NULL;
}

/* Finds what "Type …, then … to sign: " asks for. Returns whether it asks for something. */
static bool read_question(struct wanted *w, const char *question)
{
	static const char type[] = "Type ", then[] = ", then ";
	char text[2048], *at = text + strlen(type);

	w->text[0] = '\0';
	snprintf(text, sizeof(text), "%s", question);
	if (strncmp(text, type, strlen(type)) != 0 || !cut_purpose(text))
		return false;
	while (at != NULL && *at != '\0') {
		char *behind;
		char *next;

		if (w->text[0] != '\0')
			add(w, " ");
		behind = add_quoted(w, at);
		next = strstr(behind != NULL ? behind : at, then);
		if (next != NULL) {
			*next = '\0';
			next += strlen(then);
		}
		if (behind == NULL)
			add_part(w, at);
		at = next;
	}
	return w->text[0] != '\0';
}

/* --- answers --- */

static void put(const struct typist *t, const char *text, size_t len)
{
	if (write(t->terminal, text, len) != (ssize_t)len)
		give_up(t, NO_ANSWER, "nothing can be typed");
}

static void answer(struct typist *t, const char *question)
{
	static const char sign[] = " to sign: ";
	struct wanted wanted;
	const char *text = t->asked < t->n_answers ? t->answers[t->asked] : NULL;

	t->asked++;
	if (text != NULL && strcmp(text, "-") == 0)
		text = NULL;
	if (text == NULL && t->signing != NULL && strcmp(end_of(question, strlen(sign)), sign) == 0)
		text = t->signing;
	if (text == NULL && read_question(&wanted, question))
		text = wanted.text;
	if (text == NULL &&
	    (strstr(question, "assphrase") != NULL || strcmp(question, "Once more: ") == 0))
		text = t->passphrase;
	if (text == NULL && strncmp(question, enter, strlen(enter)) == 0)
		text = "";
	if (text == NULL)
		give_up(t, NO_ANSWER, "a question has no answer");
	if (text[0] == '^' && text[1] >= '@' && text[1] <= '_' && text[2] == '\0') {
		const char key = (char)(text[1] - '@');

		put(t, &key, 1);
		return;
	}
	put(t, text, strlen(text));
	put(t, "\r", 1);
}

/* Looks for a question at the end of what is shown, and answers it. */
static void look(struct typist *t)
{
	const char *line = strrchr(t->shown + t->answered, '\n');

	line = line != NULL ? line + 1 : t->shown + t->answered;
	/* The page before this one was wiped from its line. */
	if (strrchr(line, '\r') != NULL)
		line = strrchr(line, '\r') + 1;
	if (strcmp(line, more) == 0) {
		t->answered = t->len;
		put(t, " ", 1);
	} else if (strncmp(line, enter, strlen(enter)) == 0 || strcmp(end_of(line, 2), ": ") == 0) {
		t->answered = t->len;
		answer(t, line);
	}
}

/* Reads what the terminal is given. Returns whether anything came within `ms`. */
static bool listen_to(struct typist *t, int ms)
{
	struct pollfd given = {.fd = t->terminal, .events = POLLIN};
	ssize_t n;

	if (poll(&given, 1, ms) <= 0)
		return false;
	if (t->len == SHOWN_MAX)
		give_up(t, NO_END, "the terminal is given too much");
	n = read(t->terminal, t->shown + t->len, SHOWN_MAX - t->len);
	if (n <= 0)
		return false;
	t->len += (size_t)n;
	t->shown[t->len] = '\0';
	return true;
}

/* Answers until the command has ended. Returns: its wait status */
static int attend(struct typist *t)
{
	const time_t began = time(NULL);
	int status = 0;

	for (;;) {
		if (listen_to(t, 10))
			continue;
		look(t);
		if (waitpid(t->child, &status, WNOHANG) == t->child)
			break;
		if (time(NULL) - began > DEADLINE_S)
			give_up(t, NO_END, "the command does not end");
	}
	while (listen_to(t, 0))
		;
	return status;
}

/* --- the command --- */

/* Runs it on the terminal, its descriptors being those of the caller. */
static void start(struct typist *t, int tty, char **argv)
{
	t->child = fork();
	if (t->child < 0)
		give_up(t, NO_END, strerror(errno));
	if (t->child > 0)
		return;
	setsid();
	if (ioctl(tty, TIOCSCTTY, 0) != 0)
		_exit(126);
	execvp(argv[0], argv);
	_exit(127);
}

static void keep_shown(const struct typist *t)
{
	FILE *f = t->file != NULL ? fopen(t->file, "we") : NULL;

	if (t->file == NULL)
		return;
	if (f == NULL || fwrite(t->shown, 1, t->len, f) != t->len || fclose(f) != 0)
		give_up(t, NO_END, "what was shown cannot be kept");
}

static void take_options(struct typist *t, int argc, char **argv)
{
	for (int c; (c = getopt(argc, argv, "+o:p:s:a:")) != -1;) {
		switch (c) {
		case 'o': t->file = optarg; break;
		case 'p': t->passphrase = optarg; break;
		case 's': t->signing = optarg; break;
		case 'a':
			if (t->n_answers == QUESTIONS)
				give_up(t, 2, "too many answers");
			t->answers[t->n_answers++] = optarg;
			break;
		default: give_up(t, 2, "unknown option"); /* any other letter */
		}
	}
	if (argv[optind] == NULL)
		give_up(t, 2, "there is no command");
}

/* Compares the modes that a program may set of a terminal. */
static bool same_modes(const struct termios *a, const struct termios *b)
{
	return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag &&
	       a->c_lflag == b->c_lflag && memcmp(a->c_cc, b->c_cc, sizeof(a->c_cc)) == 0;
}

int main(int argc, char **argv)
{
	struct winsize size = {.ws_row = ROWS, .ws_col = COLUMNS};
	static char shown[SHOWN_MAX + 1];
	struct typist t = {.shown = shown};
	struct termios before, after;
	int tty, status;

	take_options(&t, argc, argv);
	/* The terminal stays open here, so that its modes can be looked at in the end. */
	if (openpty(&t.terminal, &tty, NULL, NULL, &size) != 0 || tcgetattr(tty, &before) != 0 ||
	    fcntl(t.terminal, F_SETFD, FD_CLOEXEC) != 0 || fcntl(tty, F_SETFD, FD_CLOEXEC) != 0)
		give_up(&t, NO_END, strerror(errno));
	start(&t, tty, argv + optind);
	status = attend(&t);
	keep_shown(&t);
	if (tcgetattr(tty, &after) != 0 || !same_modes(&before, &after))
		give_up(&t, MODES_DIFFER, "the terminal's modes are not those of before");
	if (WIFSIGNALED(status)) {
		signal(WTERMSIG(status), SIG_DFL);
		raise(WTERMSIG(status));
	}
	return WEXITSTATUS(status);
}
