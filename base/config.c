/*
 * config.ini, read line by line into a struct config.
 *
 * inih takes a line from next_line() and gives its name and value to on_entry(). The first wrong
 * line ends the reading with its number: a setting that is silently ignored looks like one that
 * works.
 */
#include "base/config.h"

#include <ini.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/parse.h"

struct reading {
	struct config *config;
	const char *rest; /* the part of the text that is not read yet */
	const char *path;
	int line; /* number of the line being read, from 1 */
	struct err *e;
	enum status status;
};

static bool set_text(char *field, size_t cap, const char *value)
{
	if (strlen(value) >= cap)
		return false;
	snprintf(field, cap, "%s", value);
	return true;
}

static bool set_flag(bool *field, const char *value)
{
	*field = strcmp(value, "yes") == 0;
	return *field || strcmp(value, "no") == 0;
}

static bool set_seconds(uint32_t *field, const char *value)
{
	uint64_t v;

	/* A day at most: a vault that stays open longer is better set to never lock. */
	if (parse_u64(&v, value, strlen(value)) != STATUS_OK || v > 86400)
		return false;
	*field = (uint32_t)v;
	return true;
}

static bool set_theme(char *field, size_t cap, const char *value)
{
	return (strcmp(value, "default") == 0 || strcmp(value, "mono") == 0 ||
		strcmp(value, "blue") == 0) &&
	       set_text(field, cap, value);
}

/* Stores a setting. Returns false for a wrong value or name; `known` tells which of the two. */
static bool set(struct config *c, const char *name, const char *value, bool *known)
{
	*known = true;
	if (strcmp(name, "network") == 0)
		return set_text(c->network, sizeof(c->network), value);
	if (strcmp(name, "account") == 0)
		return set_text(c->account, sizeof(c->account), value);
	if (strcmp(name, "theme") == 0)
		return set_theme(c->theme, sizeof(c->theme), value);
	if (strcmp(name, "idle_lock") == 0)
		return set_seconds(&c->idle_lock_s, value);
	if (strcmp(name, "mouse") == 0)
		return set_flag(&c->mouse, value);
	if (strcmp(name, "ascii") == 0)
		return set_flag(&c->ascii, value);
	if (strcmp(name, "accessible") == 0)
		return set_flag(&c->accessible, value);
	*known = false;
	return false;
}

static int on_entry(void *user, const char *section, const char *name, const char *value)
{
	struct reading *r = user;
	bool known = false;

	if (r->status != STATUS_OK)
		return 1;
	if (section[0] == '\0' && set(r->config, name, value, &known))
		return 1;
	r->status =
		err_set(r->e, ERR_PARSE, "%s, line %d: %s \"%.64s\"; see byline(1), section FILES",
			r->path, r->line, known ? "a wrong value for" : "unknown name", name);
	return 1;
}

/*
 * Gives inih the next line, as fgets() would. A line that does not fit ends the reading: inih would
 * take the second half of a long comment for an entry.
 */
static char *next_line(char *line, int cap, void *user)
{
	struct reading *r = user;
	size_t len = strcspn(r->rest, "\n");

	if (r->rest[0] == '\0' || r->status != STATUS_OK)
		return NULL;
	r->line++;
	if (len + 2 > (size_t)cap) {
		r->status = err_set(r->e, ERR_PARSE, "%s, line %d is longer than %d characters",
				    r->path, r->line, cap - 2);
		return NULL;
	}
	len += r->rest[len] == '\n';
	memcpy(line, r->rest, len);
	line[len] = '\0';
	r->rest += len;
	return line;
}

enum status config_read(struct config *c, const char *path, struct err *e)
{
	struct reading r = {.config = c, .path = path, .e = e};
	struct buf text;
	enum status s;
	int line;

	*c = (struct config){.theme = "default", .idle_lock_s = 300};
	buf_init(&text, LIMIT_SMALL_FILE);
	s = file_read(&text, path, e);
	if (s == ERR_NOT_FOUND) {
		buf_release(&text);
		return STATUS_OK;
	}
	if (s != STATUS_OK)
		goto out;
	r.rest = buf_str(&text);
	line = ini_parse_stream(next_line, &r, on_entry, &r);
	s = r.status;
	if (s == STATUS_OK && line != 0)
		s = err_set(e, ERR_PARSE, "%s, line %d is not \"name = value\"", path, line);
out:
	buf_release(&text);
	return s;
}

enum status config_write(const struct config *c, const char *path, struct err *e)
{
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_SMALL_FILE);
	buf_addf(&text, "; the network shown first (byline network list)\nnetwork = %s\n",
		 c->network);
	buf_addf(&text, "; the account shown first: address or label\naccount = %s\n", c->account);
	buf_addf(&text, "; default, mono or blue\ntheme = %s\n", c->theme);
	buf_addf(
		&text,
		"; seconds without a key until the vault locks itself, 0 = never\nidle_lock = %u\n",
		c->idle_lock_s);
	buf_addf(&text, "mouse = %s\n", c->mouse ? "yes" : "no");
	buf_addf(&text, "; no characters beyond ASCII\nascii = %s\n", c->ascii ? "yes" : "no");
	buf_addf(&text, "; sentences instead of boxes and pictures\naccessible = %s\n",
		 c->accessible ? "yes" : "no");
	s = buf_status(&text);
	if (s == STATUS_OK)
		s = file_write(path, text.data, text.len, e);
	buf_release(&text);
	return s;
}
