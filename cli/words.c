#include "cli/words.h"

#include <stdio.h>
#include <string.h>

const char *const cmd_global_options[] = {
	"--json",	"--plain", "--offline",	      "--read-only", "--network",    "--account",
	"--config-dir", "--color", "--passphrase-fd", "--ascii",     "--accessible", "--yes",
	"--expect",	"--help",  "--version",	      NULL,
};

const char *const cmd_global_values[] = {
	"--network", "--account", "--config-dir", "--passphrase-fd", "--color", "--expect", NULL,
};

static bool is_global(const char *option)
{
	for (const char *const *g = cmd_global_options; *g != NULL; g++)
		if (strcmp(*g, option) == 0)
			return true;
	return false;
}

static size_t scan(char (*out)[CMD_OPTION_SIZE], size_t n, const char *text)
{
	while ((text = strstr(text, "--")) != NULL && n < CMD_OPTIONS_MOST) {
		size_t len = 2 + strspn(text + 2, "abcdefghijklmnopqrstuvwxyz-"), i;

		if (len > 3 && len < CMD_OPTION_SIZE) {
			snprintf(out[n], CMD_OPTION_SIZE, "%.*s", (int)len, text);
			for (i = 0; i < n && strcmp(out[i], out[n]) != 0; i++)
				;
			if (i == n && !is_global(out[n]))
				n++;
		}
		text += len;
	}
	return n;
}

size_t cmd_options_of(char out[static CMD_OPTIONS_MOST][CMD_OPTION_SIZE], const struct command *c)
{
	return scan(out, scan(out, 0, c->synopsis), c->help);
}
