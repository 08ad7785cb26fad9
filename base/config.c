/*
 * config.ini, read line by line into a struct config, and changed one line at a time.
 *
 * inih takes a line from next_line() and gives its name and value to on_entry(). A wrong line
 * becomes a warning with its number and leaves the default: a setting that is silently ignored
 * looks like one that works, and one that stops every command also stops the one that mends it.
 */
#include "base/config.h"

#include <ini.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/config_set.h"
#include "base/file.h"

struct reading {
	struct config *config;
	const char *rest; /* the part of the text that is not read yet */
	const char *path;
	int line;	/* number of the line being read, from 1 */
	unsigned wrong; /* lines that were left out */
};

/* Keeps the first warning whole and counts the others. */
static void warn(struct reading *r, int line, const char *format, ...) PRINTF(3, 4);
static void warn(struct reading *r, int line, const char *format, ...)
{
	char *text = r->config->warning;
	size_t cap = sizeof(r->config->warning), len;
	va_list ap;

	if (r->wrong++ > 0)
		return;
	snprintf(text, cap, "%s, line %d: ", r->path, line);
	len = strlen(text);
	va_start(ap, format);
	vsnprintf(text + len, cap - len, format, ap);
	va_end(ap);
}

static int on_entry(void *user, const char *section, const char *name, const char *value)
{
	struct reading *r = user;
	bool known = false;

	if (section[0] == '\0' && config_set(r->config, name, value, &known))
		return 1;
	/* The value may have a password in it. */
	if (known && strcmp(name, "proxy") == 0)
		warn(r, r->line,
		     "\"proxy\" is no address such as socks5h://127.0.0.1:9050, without user and "
		     "password, so that no server is asked before it is mended");
	else if (known)
		warn(r, r->line,
		     "\"%.64s\" is a wrong value for \"%.32s\", so that the default is used", value,
		     name);
	else
		warn(r, r->line, "unknown name \"%.64s\", which is left out", name);
	return 1;
}

/*
 * Gives inih the next line, as fgets() would. A line that does not fit is left out whole: inih
 * would take the second half of a long comment for an entry.
 */
static char *next_line(char *line, int cap, void *user)
{
	struct reading *r = user;
	size_t len;

	for (;; r->rest += len + (r->rest[len] == '\n')) {
		if (r->rest[0] == '\0')
			return NULL;
		r->line++;
		len = strcspn(r->rest, "\n");
		if (len + 2 <= (size_t)cap)
			break;
		warn(r, r->line, "longer than %d characters, so that it is left out", cap - 2);
	}
	len += r->rest[len] == '\n';
	memcpy(line, r->rest, len);
	line[len] = '\0';
	r->rest += len;
	return line;
}

/* Ends the warning with the remedy, and the number of those that it has no room for. */
static void end_warning(struct reading *r)
{
	char *text = r->config->warning;
	size_t len = strlen(text), cap = sizeof(r->config->warning);

	if (r->wrong > 1)
		snprintf(text + len, cap - len,
			 " (and %u more lines); see byline(1), section FILES", r->wrong - 1);
	else if (r->wrong == 1)
		snprintf(text + len, cap - len, "; see byline(1), section FILES");
}

enum status config_read(struct config *c, const char *path, struct err *e)
{
	struct reading r = {.config = c, .path = path};
	struct buf text;
	enum status s;
	int line;

	*c = (struct config){.theme = "default", .idle_lock_s = 300};
	buf_init(&text, LIMIT_SMALL_FILE);
	s = file_read(&text, path, e);
	if (s == STATUS_OK) {
		r.rest = buf_str(&text);
		line = ini_parse_stream(next_line, &r, on_entry, &r);
		if (line > 0)
			warn(&r, line, "not \"name = value\", so that it is left out");
		end_warning(&r);
	}
	buf_release(&text);
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

static enum status write_all(const struct config *c, const char *path, struct err *e)
{
	struct buf text;
	enum status s;

	buf_init(&text, LIMIT_SMALL_FILE);
	buf_addf(&text, "; the network shown first (byline network list)\nnetwork = %s\n",
		 c->n_networks > 0 ? c->networks[0] : "");
	buf_add_str(&text, "; others that are followed, a line each\n");
	for (size_t i = 1; i < c->n_networks; i++)
		buf_addf(&text, "follow = %s\n", c->networks[i]);
	buf_addf(&text, "; the account shown first: address or label\naccount = %s\n", c->account);
	buf_addf(&text, "; default, mono or blue\ntheme = %s\n", c->theme);
	buf_addf(&text,
		 "; seconds from the last answer to the signer until the vault locks, 0 = never\n"
		 "idle_lock = %u\n",
		 c->idle_lock_s);
	buf_addf(&text,
		 "; unlocks although the system refuses the signer a protection\n"
		 "unprotected_signer = %s\n",
		 c->unprotected_signer ? "yes" : "no");
	buf_addf(&text, "mouse = %s\n", c->mouse ? "yes" : "no");
	buf_addf(&text, "; no characters beyond ASCII\nascii = %s\n", c->ascii ? "yes" : "no");
	buf_addf(&text, "; sentences instead of boxes and pictures\naccessible = %s\n",
		 c->accessible ? "yes" : "no");
	buf_addf(&text,
		 "; servers are asked through it: socks5h://, socks5://, http:// or https://\n"
		 "proxy = %s\n",
		 c->proxy);
	s = buf_status(&text);
	if (s == STATUS_OK)
		s = file_write(path, text.data, text.len, e);
	buf_release(&text);
	return s;
}

/* Whether a line of the file, up to its end, sets `name`. */
static bool line_sets(const char *line, const char *name)
{
	line += strspn(line, " \t");
	if (strncmp(line, name, strlen(name)) != 0)
		return false;
	line += strlen(name);
	return line[strspn(line, " \t")] == '=';
}

/* Whether a line, up to its end, sets `name` to `value`. */
static bool line_has(const char *line, const char *name, const char *value)
{
	size_t len = strlen(value);

	if (!line_sets(line, name))
		return false;
	line = strchr(line, '=') + 1;
	line += strspn(line, " \t");
	if (strncmp(line, value, len) != 0)
		return false;
	line += len;
	line += strspn(line, " \t\r");
	return *line == '\n' || *line == '\0';
}

/*
 * Writes a new text of the file: the line that sets `name` is replaced, others that set it go, and
 * without one the setting comes first, before any section.
 */
static enum status change_line(const char *old, const char *path, const char *name,
			       const char *value, struct err *e)
{
	bool found = false, first = strcmp(name, "network") == 0;
	struct buf text;
	enum status s;

	for (const char *l = old; *l != '\0' && !found; l += strcspn(l, "\n"), l += *l == '\n')
		found = line_sets(l, name);
	buf_init(&text, LIMIT_SMALL_FILE);
	if (!found)
		buf_addf(&text, "%s = %s\n", name, value);
	for (const char *l = old; *l != '\0';) {
		size_t len = strcspn(l, "\n");

		len += l[len] == '\n';
		/* The network shown first is followed by that one line. */
		if (!line_sets(l, name) && !(first && line_has(l, "follow", value)))
			buf_add(&text, l, len);
		else if (found && line_sets(l, name))
			buf_addf(&text, "%s = %s\n", name, value);
		found = found && !line_sets(l, name);
		l += len;
	}
	s = buf_status(&text);
	if (s == STATUS_OK)
		s = file_write(path, text.data, text.len, e);
	buf_release(&text);
	return s;
}

enum status config_change(const char *path, const char *name, const char *value, struct err *e)
{
	struct config c;
	struct buf old;
	bool known;
	enum status s;

	buf_init(&old, LIMIT_SMALL_FILE);
	s = file_read(&old, path, e);
	if (s == STATUS_OK) {
		s = change_line(buf_str(&old), path, name, value, e);
	} else if (s == ERR_NOT_FOUND) {
		s = config_read(&c, path, e);
		if (s == STATUS_OK && !config_set(&c, name, value, &known))
			s = err_set(e, ERR_USAGE, "\"%.64s\" is a wrong value for \"%.32s\"", value,
				    name);
		if (s == STATUS_OK)
			s = write_all(&c, path, e);
	}
	buf_release(&old);
	return s;
}

/* Where the lines end that say what is followed, the newest last; NULL if one follows `network`. */
static const char *end_of_followed(const char *text, const char *network)
{
	const char *end = text;

	for (const char *l = text; *l != '\0';) {
		const char *line = l;

		l += strcspn(l, "\n");
		l += *l == '\n';
		if (line_sets(line, "follow") || line_sets(line, "network"))
			end = l;
		if (line_has(line, "follow", network))
			return NULL;
	}
	return end;
}

/*
 * Takes the lines out that follow `network`, and adds one behind the others when it is to be
 * followed: at the top when there are none, before any section.
 */
static enum status rewrite_follow(const char *old, const char *path, const char *network,
				  bool follow, struct err *e)
{
	const char *end = end_of_followed(old, network);
	struct buf text;
	enum status s;

	if (follow && end == NULL)
		return STATUS_OK;
	buf_init(&text, LIMIT_SMALL_FILE);
	for (const char *l = old;;) {
		size_t len = strcspn(l, "\n");

		len += l[len] == '\n';
		/* The last line of a file may lack its end. */
		if (follow && l == end)
			buf_addf(&text, "%sfollow = %s\n", l > old && l[-1] != '\n' ? "\n" : "",
				 network);
		if (*l == '\0')
			break;
		if (!line_has(l, "follow", network) && (follow || !line_has(l, "network", network)))
			buf_add(&text, l, len);
		l += len;
	}
	s = buf_status(&text);
	if (s == STATUS_OK)
		s = file_write(path, text.data, text.len, e);
	buf_release(&text);
	return s;
}

static enum status change_follow(const char *path, const char *network, bool follow, struct err *e)
{
	struct config c;
	struct buf old;
	enum status s = config_read(&c, path, e);

	if (s == STATUS_OK && follow && !config_set_network(&c, network, false))
		s = err_set(e, ERR_LIMIT,
			    "%d networks are followed already; byline network unfollow "
			    "one of them",
			    LIMIT_NETWORKS);
	if (s != STATUS_OK)
		return s;
	buf_init(&old, LIMIT_SMALL_FILE);
	s = file_read(&old, path, e);
	if (s == STATUS_OK)
		s = rewrite_follow(buf_str(&old), path, network, follow, e);
	else if (s == ERR_NOT_FOUND)
		s = write_all(&c, path, e);
	buf_release(&old);
	return s;
}

enum status config_follow(const char *path, const char *network, struct err *e)
{
	return change_follow(path, network, true, e);
}

enum status config_unfollow(const char *path, const char *network, struct err *e)
{
	return change_follow(path, network, false, e);
}
