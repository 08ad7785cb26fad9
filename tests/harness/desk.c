#include "tests/harness/desk.h"

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/json_write.h"

struct desk desk;

const char *desk_program(void)
{
	return getenv("BYLINE") != NULL ? getenv("BYLINE") : "./byline";
}

void desk_see(const char *text)
{
	if (pty_wait(desk.pty, text))
		return;
	/* A screen is longer than a message of cmocka may be. */
	fprintf(stderr, "%s\n", pty_text(desk.pty));
	fail_msg("\"%s\" does not come on the screen above", text);
}

void desk_type(const char *text)
{
	pty_send(desk.pty, text, strlen(text));
}

/* Does something that is asked about, and waits for the question itself. */
void desk_ask(const char *key, const char *question)
{
	pty_forget(desk.pty);
	desk_type(key);
	if (!pty_wait_written(desk.pty, question))
		fail_msg("\"%s\" is not asked:\n%s", question, pty_text(desk.pty));
	assert_false(pty_alternate(desk.pty));
}

/* The dashboard is there again, on its own screen, and takes keys. */
void desk_is_back(void)
{
	desk_see(" NEXT ");
	assert_true(pty_alternate(desk.pty));
	assert_true(pty_sync(desk.pty));
	pty_keys(desk.pty, "8");
	desk_see("EVENTS");
	pty_keys(desk.pty, "1");
}

/* Reads /proc/PID/status; "" when there is no such process. */
static const char *status_of(pid_t pid)
{
	static char text[8192];
	char path[64];
	FILE *f;
	size_t n = 0;

	snprintf(path, sizeof(path), "/proc/%ld/status", (long)pid);
	f = fopen(path, "re");
	if (f != NULL) {
		n = fread(text, 1, sizeof(text) - 1, f);
		fclose(f);
	}
	text[n] = '\0';
	return text;
}

/* The signer of the dashboard on the terminal; 0: it has none. */
pid_t desk_signer(void)
{
	DIR *all = opendir("/proc");
	const struct dirent *one;
	char parent[40];
	pid_t found = 0;

	assert_non_null(all);
	snprintf(parent, sizeof(parent), "\nPPid:\t%ld\n", (long)pty_pid(desk.pty));
	while (found == 0 && (one = readdir(all)) != NULL) {
		pid_t pid = (pid_t)strtol(one->d_name, NULL, 10);
		const char *status = pid > 0 ? status_of(pid) : "";

		if (strstr(status, "Name:\tbyline-signer\n") != NULL &&
		    strstr(status, parent) != NULL)
			found = pid;
	}
	closedir(all);
	return found;
}

bool desk_is_gone(pid_t pid)
{
	for (int i = 0; i < 100; i++) {
		if (kill(pid, 0) != 0 || strstr(status_of(pid), "State:\tZ") != NULL)
			return true;
		usleep(20000);
	}
	return false;
}

void desk_unlock(void)
{
	desk_ask("u", "Passphrase: ");
	desk_type(DESK_PASSPHRASE "\r");
	desk_see("unlocked");
}

void desk_open(void)
{
	const char *argv[] = {desk_program(), "--config-dir", desk.home, NULL};

	desk.pty = pty_start(argv, NULL, 40, 120);
	desk_see(" locked ");
	assert_true(pty_sync(desk.pty));
}

int desk_start(void **state)
{
	(void)state;
	desk_open();
	return 0;
}

int desk_stop(void **state)
{
	(void)state;
	pty_free(desk.pty);
	desk.pty = NULL;
	return 0;
}

/* --- the beginning --- */

/* The profile of the vectors, whose nodes are not there. */
static void write_profile(const char *path)
{
	struct json *doc = NULL;
	struct buf text, profile;

	buf_init(&text, LIMIT_SMALL_FILE);
	buf_init(&profile, LIMIT_SMALL_FILE);
	assert_int_equal(file_read(&text, "tests/vectors/wallet/signer.json", NULL), STATUS_OK);
	assert_int_equal(json_parse(&doc, text.data, text.len, NULL), STATUS_OK);
	assert_int_equal(json_write(&profile, json_get(doc, "profile")), STATUS_OK);
	assert_int_equal(file_write(path, profile.data, profile.len, NULL), STATUS_OK);
	json_free(doc);
	buf_release(&text);
	buf_release(&profile);
}

int desk_begin(void **state)
{
	char path[100], command[700];

	(void)state;
	snprintf(desk.work, sizeof(desk.work), "/tmp/byline-test-XXXXXX");
	if (mkdtemp(desk.work) == NULL)
		return -1;
	snprintf(desk.home, sizeof(desk.home), "%s/home", desk.work);
	snprintf(path, sizeof(path), "%s/net.json", desk.work);
	write_profile(path);
	snprintf(command, sizeof(command),
		 "%s --config-dir %s network add %s --use >/dev/null && printf '" DESK_PHRASE
		 "\\n" DESK_PASSPHRASE
		 "\\n' >%s/lines && %s --config-dir %s --passphrase-fd 3 restore "
		 "3<%s/lines >/dev/null",
		 desk_program(), desk.home, path, desk.work, desk_program(), desk.home, desk.work);
	return system(command);
}

int desk_end(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", desk.work);
	return system(command);
}
