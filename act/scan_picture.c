/*
 * Frames in pictures. scan_picture() finds out which kind of picture a file is, runs zbarimg on it
 * as that kind, reads its text until it closes its end, and gives each frame to the assembly.
 * Invariant: whatever fails, the child has ended and was waited for.
 */
#include "act/scan_picture.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"

/* A photo of 50 megapixels takes zbarimg five seconds here. */
#define SCAN_MS 60000

/* All the text of one picture: a GIF of 2,048 frames of 300 characters is 600 KiB. */
#define SCAN_TEXT_MAX (1 * MIB)

/* zbarimg ends with this when there is no code in the picture (zbarimg(1)). */
#define EXIT_NO_CODE 4

/* The bytes that a picture begins with, and how the library behind zbarimg calls such a file. */
static const struct {
	const char *coder;
	size_t at;
	const char *bytes;
	size_t len;
} kinds[] = {
	{"png", 0, "\x89PNG\r\n\x1a\n", 8},
	{"jpeg", 0, "\xff\xd8\xff", 3},
	{"gif", 0, "GIF8", 4},
	{"webp", 8, "WEBP", 4},
};

static enum status find_coder(const char **coder, const char *path, struct err *e)
{
	uint8_t head[16] = {0};
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	ssize_t got;

	if (fd < 0)
		return err_set_errno(e, errno, "%s cannot be read", path);
	got = read(fd, head, sizeof(head));
	close(fd);
	for (size_t i = 0; got > 0 && i < ARRAY_SIZE(kinds); i++)
		if (memcmp(head + kinds[i].at, kinds[i].bytes, kinds[i].len) == 0) {
			*coder = kinds[i].coder;
			return STATUS_OK;
		}
	return err_set(e, ERR_UNSUPPORTED, "%s is no PNG, JPEG, GIF or WebP picture", path);
}

/* Its errors are dropped: without a message bus it complains of that on every run. */
static enum status describe_child(posix_spawn_file_actions_t *files, int out)
{
	int failed = posix_spawn_file_actions_init(files);

	if (failed == 0)
		failed = posix_spawn_file_actions_adddup2(files, out, STDOUT_FILENO);
	for (int fd = STDIN_FILENO; failed == 0 && fd <= STDERR_FILENO; fd += 2)
		failed = posix_spawn_file_actions_addopen(files, fd, "/dev/null", O_RDWR, 0);
	if (failed == 0)
		failed = posix_spawn_file_actions_addclosefrom_np(files, STDERR_FILENO + 1);
	return failed == 0 ? STATUS_OK : ERR_MEMORY;
}

static enum status start_zbarimg(pid_t *pid, int out, char *picture, struct err *e)
{
	static char path[] = "PATH=/usr/local/bin:/usr/bin:/bin", locale[] = "LC_ALL=C";
	static char name[] = "zbarimg", raw[] = "--raw", quiet[] = "--quiet", dbus[] = "--nodbus";
	static char none[] = "-Sdisable", qr[] = "-Sqrcode.enable";
	char *const environment[] = {path, locale, NULL};
	char *const argv[] = {name, raw, quiet, dbus, none, qr, picture, NULL};
	posix_spawn_file_actions_t files;
	int failed;

	if (describe_child(&files, out) != STATUS_OK)
		return err_set(e, ERR_MEMORY, "out of memory");
	failed = posix_spawnp(pid, argv[0], &files, NULL, argv, environment);
	posix_spawn_file_actions_destroy(&files);
	if (failed == ENOENT)
		return err_set(e, ERR_NOT_FOUND,
			       "zbarimg, which reads pictures, is not installed: it is in Debian's "
			       "package zbar-tools. Without it, type the text in with --text");
	return failed == 0 ? STATUS_OK : err_set_errno(e, failed, "zbarimg does not start");
}

/* Reads until the other side closes. A picture that never ends is given up. */
static enum status read_output(struct buf *out, int fd, struct err *e)
{
	const int64_t end = clock_monotonic_ms() + SCAN_MS;
	struct pollfd p = {.fd = fd, .events = POLLIN};

	for (;;) {
		const int64_t left = end - clock_monotonic_ms();
		uint8_t *to = buf_reserve(out, 4096);
		ssize_t got;

		if (to == NULL)
			return err_set(e, buf_status(out), "too much text in one picture");
		if (left <= 0)
			return err_set(e, ERR_TIMEOUT, "zbarimg did not end within a minute");
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		got = read(fd, to, 4096);
		if (got < 0 && errno != EINTR)
			return err_set_errno(e, errno, "zbarimg cannot be read");
		if (got == 0)
			return STATUS_OK;
		buf_grew(out, got > 0 ? (size_t)got : 0);
	}
}

/* The child is ended when its text was not taken, and always waited for. */
static enum status end_zbarimg(pid_t pid, const char *path, enum status s, struct err *e)
{
	int how = 0;

	if (s != STATUS_OK)
		kill(pid, SIGKILL);
	while (waitpid(pid, &how, 0) < 0 && errno == EINTR)
		continue;
	if (s != STATUS_OK ||
	    (WIFEXITED(how) && (WEXITSTATUS(how) == 0 || WEXITSTATUS(how) == EXIT_NO_CODE)))
		return s;
	return err_set(e, ERR_IO, "zbarimg cannot read the picture %s", path);
}

static enum status run_zbarimg(struct buf *out, char *picture, const char *path, struct err *e)
{
	int ends[2];
	pid_t pid;
	enum status s;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_set_errno(e, errno, "no pipe");
	s = start_zbarimg(&pid, ends[1], picture, e);
	close(ends[1]);
	if (s == STATUS_OK)
		s = end_zbarimg(pid, path, read_output(out, ends[0], e), e);
	close(ends[0]);
	return s;
}

static bool is_frame(const char *word, size_t n)
{
	return n > 3 && (word[0] | 0x20) == 'u' && (word[1] | 0x20) == 'r' && word[2] == ':';
}

/* A photo may show other codes too; a frame's text is what begins as one. */
static enum status add_words(struct assembly *a, unsigned *found, const char *text, bool all,
			     struct err *e)
{
	static const char blanks[] = " \t\r\n";
	enum status s = STATUS_OK;

	for (text += strspn(text, blanks); s == STATUS_OK && *text != '\0';
	     text += strspn(text, blanks)) {
		const size_t n = strcspn(text, blanks);

		if (all || is_frame(text, n)) {
			s = assembly_add(a, text, n, e);
			*found += s == STATUS_OK;
		}
		text += n;
	}
	return s;
}

enum status scan_picture(struct assembly *a, unsigned *found, const char *path, struct err *e)
{
	const char *coder = "";
	char *picture = NULL;
	struct buf out;
	enum status s = find_coder(&coder, path, e);

	if (s != STATUS_OK)
		return s;
	if (asprintf(&picture, "%s:%s%s", coder, path[0] == '/' ? "" : "./", path) < 0)
		return err_set(e, ERR_MEMORY, "out of memory");
	buf_init(&out, SCAN_TEXT_MAX);
	s = run_zbarimg(&out, picture, path, e);
	if (s == STATUS_OK) {
		s = add_words(a, found, buf_str(&out), false, e);
		if (s != STATUS_OK)
			s = err_prefix(e, s, "%s", path);
	}
	buf_release(&out);
	free(picture);
	return s;
}

enum status scan_text(struct assembly *a, unsigned *found, const char *text, struct err *e)
{
	return add_words(a, found, text, true, e);
}
