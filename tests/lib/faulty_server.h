/* Starts tests/lib/faulty-server.mjs for a test of client/. */
#ifndef TESTS_LIB_FAULTY_SERVER_H
#define TESTS_LIB_FAULTY_SERVER_H

#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/transport.h"

#define FAULTY_ANVIL "devnet/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil"

struct faulty_server {
	pid_t pid;
	int stdin_fd;
	unsigned port;
	unsigned anvil_port; /* 0 without anvil */
};

extern char **environ;

/* Returns 0 when it runs. */
static inline int faulty_server_start(struct faulty_server *s, bool with_anvil)
{
	static char node[] = "node", script[] = "tests/lib/faulty-server.mjs";
	static char option[] = "--anvil", anvil[] = FAULTY_ANVIL;
	char *argv[] = {node, script, with_anvil ? option : NULL, anvil, NULL};
	posix_spawn_file_actions_t actions;
	int in[2], out[2], failed;
	char line[64], *rest;
	FILE *f;

	if (pipe(in) != 0 || pipe(out) != 0)
		return -1;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in[0], 0);
	posix_spawn_file_actions_adddup2(&actions, out[1], 1);
	posix_spawn_file_actions_addclose(&actions, in[1]);
	posix_spawn_file_actions_addclose(&actions, out[0]);
	failed = posix_spawnp(&s->pid, "node", &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(in[0]);
	close(out[1]);
	s->stdin_fd = in[1];
	s->port = s->anvil_port = 0;
	f = fdopen(out[0], "r");
	if (failed || f == NULL || fgets(line, sizeof(line), f) == NULL) {
		fprintf(stderr, "tests/lib/faulty-server.mjs did not start\n");
	} else {
		s->port = (unsigned)strtoul(line, &rest, 10);
		s->anvil_port = (unsigned)strtoul(rest, NULL, 10);
	}
	if (f != NULL)
		fclose(f);
	return s->port != 0 ? 0 : -1;
}

static inline void faulty_server_stop(struct faulty_server *s)
{
	close(s->stdin_fd);
	waitpid(s->pid, NULL, 0);
}

/* "http://127.0.0.1:PORT" and `path`. */
static inline const char *faulty_url(char out[static 256], const struct faulty_server *s,
				     const char *path)
{
	snprintf(out, 256, "http://127.0.0.1:%u%s", s->port, path);
	return out;
}

/* Performs one request and returns its HTTP status; the body, if wanted, as text. */
static inline int faulty_request(struct transport *t, const char *url, enum http_method method,
				 const void *body, size_t len, char *reply, size_t cap)
{
	struct http_exchange x = {.method = method,
				  .url = url,
				  .body = body,
				  .body_len = len,
				  .limits = http_limits_rpc};
	int status = -1;

	if (transport_perform(t, &x, 1) == STATUS_OK && x.status == STATUS_OK)
		status = x.http_status;
	if (reply != NULL)
		snprintf(reply, cap, "%s", buf_str(&x.reply));
	http_exchange_release(&x);
	return status;
}

#endif
