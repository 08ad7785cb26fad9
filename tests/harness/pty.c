#include "tests/harness/pty.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include "tests/harness/pty_private.h"
#include "tui/key.h"

void pty_fail(const char *what)
{
	fprintf(stderr, "pty: %s: %s\n", what, strerror(errno));
	abort();
}

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* libvterm gives a title in one string or, from 0.2 on, in pieces. Returns whether it is whole. */
static bool take_title(struct pty *p, const VTermValue *v)
{
#if VTERM_VERSION_MAJOR == 0 && VTERM_VERSION_MINOR < 2
	snprintf(p->title, sizeof(p->title), "%s", v->string);
	return true;
#else
	size_t at = v->string.initial ? 0 : strlen(p->title);

	snprintf(p->title + at, sizeof(p->title) - at, "%.*s", (int)v->string.len, v->string.str);
	return v->string.final;
#endif
}

static int on_property(VTermProp prop, VTermValue *v, void *user)
{
	struct pty *p = user;
	unsigned frame;
	char word[8];

	if (prop == VTERM_PROP_TITLE && take_title(p, v)) {
		if (sscanf(p->title, "frame:%u %7s", &frame, word) == 2) {
			p->frame = frame;
			p->idle = strcmp(word, "idle") == 0;
		}
	} else if (prop == VTERM_PROP_ALTSCREEN) {
		p->alternate = v->boolean != 0;
	} else if (prop == VTERM_PROP_CURSORVISIBLE) {
		p->cursor_visible = v->boolean != 0;
	}
	return 1;
}

static int on_cursor(VTermPos pos, VTermPos old, int visible, void *user)
{
	struct pty *p = user;

	(void)old, (void)visible;
	p->cursor = pos;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property, .movecursor = on_cursor};

/* libvterm 0.1 writes a wide character past the end of a line of one column. */
static int emulated_columns(int cols)
{
	return cols < 2 ? 2 : cols;
}

static void new_emulator(struct pty *p)
{
	p->vt = vterm_new(p->rows, emulated_columns(p->cols));
	vterm_set_utf8(p->vt, 1);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_set_callbacks(p->screen, &callbacks, p);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_reset(p->screen, 1);
}

static void change_environment(const char *const *env)
{
	setenv("TERM", "xterm-256color", 1);
	setenv("LANG", "C.UTF-8", 1);
	setenv("TZ", "UTC", 1);
	setenv("BYLINE_TEST", "1", 1);
	unsetenv("LC_ALL");
	unsetenv("LC_CTYPE");
	unsetenv("NO_COLOR");
	unsetenv("ESCDELAY");
	for (; env != NULL && *env != NULL; env++) {
		const char *equals = strchr(*env, '=');
		char name[64];

		if (equals == NULL) {
			unsetenv(*env);
			continue;
		}
		snprintf(name, sizeof(name), "%.*s", (int)(equals - *env), *env);
		setenv(name, equals + 1, 1);
	}
}

struct pty *pty_start(const char *const *argv, const char *const *env, int rows, int cols)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
	struct pty *p = calloc(1, sizeof(*p));
	int tty;

	if (p == NULL)
		pty_fail("calloc");
	p->rows = rows;
	p->cols = cols;
	p->cursor_visible = true;
	new_emulator(p);
	if (openpty(&p->fd, &tty, NULL, NULL, &size) != 0 || tcgetattr(tty, &p->first_modes) != 0)
		pty_fail("openpty");
	p->pid = fork();
	if (p->pid < 0)
		pty_fail("fork");
	if (p->pid == 0) {
		close(p->fd);
		login_tty(tty);
		change_environment(env);
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	close(tty);
	return p;
}

void pty_free(struct pty *p)
{
	if (p == NULL)
		return;
	if (!p->ended) {
		kill(p->pid, SIGKILL);
		kill(p->pid, SIGCONT);
		waitpid(p->pid, NULL, 0);
	}
	close(p->fd);
	vterm_free(p->vt);
	free(p->written);
	free(p->text);
	free(p);
}

/* --- output --- */

static void keep(struct pty *p, const char *data, size_t len)
{
	if (p->written_len + len + 1 > p->written_cap) {
		p->written_cap = (p->written_len + len + 1) * 2;
		p->written = realloc(p->written, p->written_cap);
		if (p->written == NULL)
			pty_fail("realloc");
	}
	memcpy(p->written + p->written_len, data, len);
	p->written_len += len;
	p->written[p->written_len] = '\0';
}

/*
 * A complete "CSI … m": the parameter 2 (faint), which libvterm 0.1 drops, becomes 5 (blink), which
 * byline never uses.
 */
static void replace_faint(struct pty *p)
{
	char *at = p->sequence + 2;

	if (strncmp(at, "38;", 3) == 0 || strncmp(at, "48;", 3) == 0)
		return;
	for (; *at != '\0'; at++)
		if (*at == '2' && (at[-1] == '[' || at[-1] == ';') &&
		    (at[1] == 'm' || at[1] == ';'))
			*at = '5';
}

/*
 * Hands the output on with faint replaced. A control sequence goes in one piece: libvterm 0.1 loses
 * a title that comes in several.
 */
static void pass_faint(struct pty *p, const char *data, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char c = data[i];
		bool csi, ends;

		if (p->sequence_len == 0 && c != '\033') {
			size_t plain = 1;

			while (i + plain < len && data[i + plain] != '\033')
				plain++;
			vterm_input_write(p->vt, data + i, plain);
			i += plain - 1;
			continue;
		}
		p->sequence[p->sequence_len++] = c;
		p->sequence[p->sequence_len] = '\0';
		if (p->sequence_len == 1)
			continue;
		csi = p->sequence[1] == '[';
		ends = csi		       ? p->sequence_len > 2 && c >= 0x40 && c <= 0x7e
		       : p->sequence[1] == ']' ? c == '\a'
					       : true;
		if (!ends && p->sequence_len + 1 < sizeof(p->sequence))
			continue;
		if (csi && c == 'm')
			replace_faint(p);
		vterm_input_write(p->vt, p->sequence, p->sequence_len);
		p->sequence_len = 0;
	}
}

/* Reads what is there within `ms`. Returns the bytes; 0 = none, or the end. */
static size_t read_some(struct pty *p, int ms)
{
	struct pollfd fd = {.fd = p->fd, .events = POLLIN};
	char data[65536];
	ssize_t n;

	if (poll(&fd, 1, ms) <= 0)
		return 0;
	n = read(p->fd, data, sizeof(data));
	if (n <= 0) {
		/* EIO: the other side is closed. */
		if (!p->ended && waitpid(p->pid, &p->status, ms > 0 ? 0 : WNOHANG) == p->pid)
			p->ended = true;
		return 0;
	}
	keep(p, data, (size_t)n);
	pass_faint(p, data, (size_t)n);
	vterm_screen_flush_damage(p->screen);
	return (size_t)n;
}

size_t pty_listen(struct pty *p, int ms)
{
	long end = now_ms() + ms, left;
	size_t n = 0;

	while ((left = end - now_ms()) > 0 && !p->ended)
		n += read_some(p, (int)left);
	return n;
}

bool pty_sync(struct pty *p)
{
	long end = now_ms() + PTY_DEADLINE_MS;

	while (now_ms() < end && !p->ended) {
		if (p->idle && p->frame > p->seen)
			return true;
		read_some(p, 100);
	}
	return false;
}

/* Pieces of output that are read behind an awaited text; work under way may write for ever. */
#define FRAMES_BEHIND 10

bool pty_wait(struct pty *p, const char *text)
{
	long end = now_ms() + PTY_DEADLINE_MS;

	while (now_ms() < end) {
		if (pty_has(p, text)) {
			/* The mark of its frame, so that it is not taken for the next one's. */
			for (int i = 0; i < FRAMES_BEHIND && read_some(p, 20) > 0; i++)
				;
			return true;
		}
		if (p->ended)
			return false;
		read_some(p, 100);
	}
	return false;
}

bool pty_wait_written(struct pty *p, const char *text)
{
	long end = now_ms() + PTY_DEADLINE_MS;
	size_t len;

	while (strstr(pty_written(p, &len), text) == NULL) {
		if (p->ended || now_ms() > end)
			return false;
		read_some(p, 100);
	}
	return true;
}

void pty_hang_up(struct pty *p)
{
	close(p->fd);
	p->fd = -1;
}

int pty_exit(struct pty *p)
{
	long end = now_ms() + PTY_DEADLINE_MS;

	while (now_ms() < end && !p->ended) {
		read_some(p, 20);
		if (!p->ended && waitpid(p->pid, &p->status, WNOHANG) == p->pid)
			p->ended = true;
	}
	while (read_some(p, 0) > 0)
		;
	return p->ended ? p->status : -1;
}

/* --- input --- */

void pty_send(struct pty *p, const void *data, size_t len)
{
	const char *at = data;

	p->seen = p->frame;
	while (len > 0 && !p->ended) {
		/* A pty's buffer is 4 KiB each way. */
		ssize_t n = write(p->fd, at, len < 1024 ? len : 1024);

		if (n < 0)
			return;
		at += n;
		len -= (size_t)n;
		while (read_some(p, 0) > 0)
			;
	}
}

static VTermKey vterm_key(int key)
{
	static const struct {
		int key;
		VTermKey vterm;
	} keys[] = {
		{KEY_CODE_TAB, VTERM_KEY_TAB},
		{KEY_CODE_SHIFT_TAB, VTERM_KEY_TAB},
		{KEY_CODE_ENTER, VTERM_KEY_ENTER},
		{KEY_CODE_ESC, VTERM_KEY_ESCAPE},
		{KEY_CODE_BACKSPACE, VTERM_KEY_BACKSPACE},
		{KEY_CODE_UP, VTERM_KEY_UP},
		{KEY_CODE_DOWN, VTERM_KEY_DOWN},
		{KEY_CODE_LEFT, VTERM_KEY_LEFT},
		{KEY_CODE_RIGHT, VTERM_KEY_RIGHT},
		{KEY_CODE_HOME, VTERM_KEY_HOME},
		{KEY_CODE_END, VTERM_KEY_END},
		{KEY_CODE_PAGE_UP, VTERM_KEY_PAGEUP},
		{KEY_CODE_PAGE_DOWN, VTERM_KEY_PAGEDOWN},
		{KEY_CODE_DELETE, VTERM_KEY_DEL},
		{KEY_CODE_INSERT, VTERM_KEY_INS},
	};

	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (keys[i].key == key)
			return keys[i].vterm;
	return VTERM_KEY_NONE;
}

static void flush_keys(struct pty *p)
{
	char data[256];
	size_t n;

	while ((n = vterm_output_read(p->vt, data, sizeof(data))) > 0)
		pty_send(p, data, n);
}

static void send_key(struct pty *p, int key)
{
	VTermKey k = vterm_key(key);

	if (k != VTERM_KEY_NONE)
		vterm_keyboard_key(p->vt, k,
				   key == KEY_CODE_SHIFT_TAB ? VTERM_MOD_SHIFT : VTERM_MOD_NONE);
	else if (key >= KEY_CODE_F1 && key <= KEY_CODE_F12)
		vterm_keyboard_key(p->vt, VTERM_KEY_FUNCTION(key - KEY_CODE_F1 + 1),
				   VTERM_MOD_NONE);
	else if (key < 32)
		vterm_keyboard_unichar(p->vt, (uint32_t)key + '`', VTERM_MOD_CTRL);
	else
		vterm_keyboard_unichar(p->vt, (uint32_t)key, VTERM_MOD_NONE);
	flush_keys(p);
}

void pty_paste(struct pty *p, const char *text)
{
	pty_send(p, "\033[200~", 6);
	pty_send(p, text, strlen(text));
	pty_send(p, "\033[201~", 6);
}

void pty_keys(struct pty *p, const char *keys)
{
	while (*keys != '\0') {
		size_t len = strcspn(keys, " ");
		int key;

		if (*keys == ' ') {
			keys++;
		} else if (*keys == '\'') {
			for (keys++; *keys != '\0' && *keys != '\''; keys++) {
				pty_send(p, keys, 1);
				pty_sync(p);
			}
			keys += *keys != '\0';
		} else if (*keys == '<') {
			char text[256];

			len = strcspn(++keys, ">");
			snprintf(text, sizeof(text), "%.*s", (int)len, keys);
			pty_paste(p, text);
			pty_sync(p);
			keys += len + (keys[len] != '\0');
		} else {
			if (key_parse(&key, keys, len) != STATUS_OK)
				pty_fail(keys);
			send_key(p, key);
			pty_sync(p);
			keys += len;
		}
	}
}

void pty_resize(struct pty *p, int rows, int cols)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	p->seen = p->frame;
	p->rows = rows;
	p->cols = cols;
	vterm_set_size(p->vt, rows, emulated_columns(cols));
	vterm_screen_flush_damage(p->screen);
	ioctl(p->fd, TIOCSWINSZ, &size);
}
