/*
 * Everything here is asked anew: of the kernel, of the files, of a signer that is started for it.
 * Nothing is repeated from what byline meant to do at its start.
 */
#include "lists/info.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "app/scope.h"
#include "app/state.h"
#include "app/unlock.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/version.h"
#include "cache/handle.h"
#include "client/proxy.h"
#include "lists/weak_spots.h"
#include "wallet/confine.h"
#include "wallet/door.h"
#include "wallet/vault.h"

static struct json *describe_paths(const struct paths *p)
{
	struct json *paths = json_new_object();

	json_add_text(paths, "config", p->config);
	json_add_text(paths, "config_file", p->ini);
	json_add_text(paths, "keys_file", p->keys);
	json_add_text(paths, "networks", p->networks);
	json_add_text(paths, "vault", p->vault);
	json_add_text(paths, "signer_journal", p->journal);
	json_add_text(paths, "datasets", p->datasets);
	json_add_text(paths, "cache", p->cache);
	json_add_text(paths, "spool", p->spool);
	json_add_text(paths, "log", p->log);
	return paths;
}

/*
 * Describes the vault file as a thief would find it: who may read it, and how much work each guess
 * at the passphrase costs. No passphrase is needed for either.
 */
static void describe_vault(struct json *protections, const char *path)
{
	uint32_t passes, memory_kib;
	struct err why = {0};
	struct stat vault;
	struct buf file;

	if (stat(path, &vault) != 0)
		return;
	json_add_textf(protections, "vault_mode", "%04o", (unsigned)(vault.st_mode & 07777));
	buf_init(&file, LIMIT_VAULT);
	if (file_read(&file, path, &why) == STATUS_OK &&
	    vault_cost(&passes, &memory_kib, file.data, file.len, &why) == STATUS_OK)
		json_add_textf(protections, "vault_passphrase", "Argon2id, %u passes over %u MiB",
			       passes, memory_kib / 1024);
	else
		json_add_text(protections, "vault_passphrase", why.text);
	buf_release(&file);
}

/* The protections that are in the set; null where no signer has told. */
static void add_set(struct json *signer, const char *name, const struct door_protections *p,
		    uint32_t set)
{
	struct json *list;

	if (!p->known) {
		json_add_null(signer, name);
		return;
	}
	list = json_new_array();
	for (uint32_t bit = 1; bit <= PROTECTION_ALL; bit <<= 1)
		if ((set & bit) != 0)
			json_add_text(list, NULL, confine_name((enum protection)bit));
	json_add(signer, name, list);
}

/*
 * Asked of a signer that is started for it, since a locked vault has none. Where none can be
 * started, nothing is said of where keys would be, nor that nothing is missing.
 */
static void describe_signer(struct json *protections, struct app *app)
{
	struct json *signer = json_new_object();
	struct door_protections p;
	struct err why = {0};

	pthread_mutex_lock(&app->shared->signer_lock);
	if (door_try(app->shared->door, &why) != STATUS_OK)
		json_add_text(signer, "failure", why.text);
	door_protections(app->shared->door, &p);
	pthread_mutex_unlock(&app->shared->signer_lock);
	if (p.known)
		json_add_text(protections, "keys",
			      "in a process of its own, the signer, between guard pages");
	else
		json_add_null(protections, "keys");
	add_set(signer, "in_force", &p, p.in_force);
	add_set(signer, "missing", &p, ~p.in_force);
	json_add_bool(signer, "used_without", p.required == 0);
	json_add_bool(signer, "sanitized", confine_is_widened());
	json_add(protections, "signer", signer);
}

static struct json *describe_protections(struct app *app)
{
	struct json *protections = json_new_object();
	/* Values that promise nothing, in case the system does not answer. */
	struct rlimit core = {1, 1}, locked = {0, 0};
	char proxy[PROXY_TEXT_SIZE];

	getrlimit(RLIMIT_CORE, &core);
	getrlimit(RLIMIT_MEMLOCK, &locked);
	/* Asked of the kernel, not of what byline set at its start. */
	json_add_bool(protections, "core_dumps_off", core.rlim_cur == 0);
	json_add_bool(protections, "other_processes_kept_out",
		      prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0);
	json_add_bool(protections, "lockable_memory_unlimited", locked.rlim_cur == RLIM_INFINITY);
	if (locked.rlim_cur == RLIM_INFINITY)
		json_add_null(protections, "lockable_memory_bytes");
	else
		json_add_number(protections, "lockable_memory_bytes", locked.rlim_cur);
	json_add_bool(protections, "vault_unlocked", is_unlocked(app));
	describe_vault(protections, app->shared->paths.vault);
	describe_signer(protections, app);
	json_add_number(protections, "locks_after_idle_seconds", app->shared->config.idle_lock_s);
	json_add_text(protections, "servers", "certificates checked, redirects not followed");
	proxy_describe(proxy, app->shared->config.proxy);
	json_add_text(protections, "proxy", proxy[0] != '\0' ? proxy : "none");
	json_add_bool(protections, "read_only", app->shared->options.read_only);
	json_add_bool(protections, "offline", app->shared->options.offline);
	return protections;
}

void describe_proxies(char out[static PROXIES_TEXT_SIZE], const struct app *app)
{
	_Static_assert(PROXIES_TEXT_SIZE == PROXY_TEXT_SIZE, "the text must fit");
	proxy_describe(out, app->shared->config.proxy);
}

/* The names of all networks that this process works on, the one shown first at the head. */
static struct json *list_followed(const struct app *app)
{
	struct json *list = json_new_array();
	size_t n;
	struct app *const *scopes = scope_list(app, &n);

	for (size_t i = 0; i < n; i++)
		if (scope_is_first(scopes[i]))
			json_add_text(list, NULL, scopes[i]->profile->name);
	return list;
}

enum status describe_app(struct app *app, struct json **out, struct err *e)
{
	enum status s = cache_check(app->shared->paths.cache, NULL, e);
	struct json *top;

	if (s != STATUS_OK)
		return s;
	top = json_new_object();
	if (top == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	json_add_text(top, "version", BYLINE_VERSION);
	json_add_text(top, "network", app->profile != NULL ? app->profile->name : "");
	json_add(top, "followed", list_followed(app));
	json_add(top, "paths", describe_paths(&app->shared->paths));
	json_add(top, "protections", describe_protections(app));
	add_weak_spots(top, app);
	*out = top;
	return STATUS_OK;
}
