/* Each setting by its name. A value is checked whole before it is taken; else nothing changes. */
#include "base/config_set.h"

#include <stdio.h>
#include <string.h>

#include "base/parse.h"

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

/*
 * The kinds of proxies that libcurl goes through. With socks5h the proxy looks up names, too. A
 * password is refused, since backups hold this file.
 */
static bool set_proxy(char *field, size_t cap, const char *value)
{
	static const char *const schemes[] = {"socks5h://", "socks5://", "http://", "https://"};
	size_t skip = 0;

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]) && skip == 0; i++)
		if (strncmp(value, schemes[i], strlen(schemes[i])) == 0)
			skip = strlen(schemes[i]);
	for (const char *c = value; *c != '\0'; c++)
		if (*c <= ' ' || *c > '~' || *c == '@')
			return false;
	return (value[0] == '\0' || (skip > 0 && strcspn(value + skip, "/:@?#") > 0)) &&
	       set_text(field, cap, value);
}

bool config_set_network(struct config *c, const char *name, bool first)
{
	const size_t size = sizeof(c->networks[0]);
	size_t i = 0;

	if (name[0] == '\0')
		return true;
	while (i < c->n_networks && strcmp(c->networks[i], name) != 0)
		i++;
	if (strlen(name) >= size || (i == c->n_networks && i == LIMIT_NETWORKS))
		return false;
	if (i < c->n_networks && !first)
		return true;
	if (i == c->n_networks)
		c->n_networks++;
	if (first) {
		memmove(c->networks[1], c->networks[0], i * size);
		i = 0;
	}
	snprintf(c->networks[i], size, "%s", name);
	return true;
}

bool config_set(struct config *c, const char *name, const char *value, bool *known)
{
	*known = true;
	if (strcmp(name, "network") == 0)
		return config_set_network(c, value, true);
	if (strcmp(name, "follow") == 0)
		return config_set_network(c, value, false);
	if (strcmp(name, "account") == 0)
		return set_text(c->account, sizeof(c->account), value);
	if (strcmp(name, "theme") == 0)
		return set_theme(c->theme, sizeof(c->theme), value);
	if (strcmp(name, "idle_lock") == 0)
		return set_seconds(&c->idle_lock_s, value);
	if (strcmp(name, "unprotected_signer") == 0)
		return set_flag(&c->unprotected_signer, value);
	if (strcmp(name, "mouse") == 0)
		return set_flag(&c->mouse, value);
	if (strcmp(name, "ascii") == 0)
		return set_flag(&c->ascii, value);
	if (strcmp(name, "accessible") == 0)
		return set_flag(&c->accessible, value);
	if (strcmp(name, "proxy") == 0) {
		c->proxy_wrong = !set_proxy(c->proxy, sizeof(c->proxy), value);
		return !c->proxy_wrong;
	}
	*known = false;
	return false;
}
