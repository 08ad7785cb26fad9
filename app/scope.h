/*
 * The scopes of a process: an app for each datanet of each network that it works on, and one for a
 * network without a datanet. All share files, cache, store thread and signer. open_app() returns
 * the home: the first scope of the only network, or an app without a network where several are
 * followed.
 */
#ifndef APP_SCOPE_H
#define APP_SCOPE_H

#include "app/app.h"
#include "base/text.h"

/* All scopes, network by network. Never NULL; there may be none. They belong to `app`. */
struct app *const *scope_list(const struct app *app, size_t *n);

/*
 * The first scope of each network, which stands for the network as a whole.
 * Returns: false when the scope before it in scope_list() is of the same network.
 */
bool scope_is_first(const struct app *scope);

/* The scope of a network's first datanet, or NULL when this process does not work on it. */
struct app *scope_of_network(const struct app *app, const char *network);

/* The scope of one datanet, or of the network when the datanet is not in its profile; or NULL. */
struct app *scope_of_datanet(const struct app *app, const char *network,
			     const struct address *datanet);

/* All scopes of the network of `scope`, the first one first. */
struct app *const *scope_siblings(const struct app *scope, size_t *n);

/* How many networks this process works on. */
size_t scope_networks(const struct app *app);

/*
 * Opens the scopes of one network: loads its profile and points the cache at it.
 * In:      app     the home that is being opened
 * Returns: STATUS_OK, ERR_EXISTS when a network of the same chain is open, as load_network(), a
 *          failure of the cache.
 */
MUST_CHECK enum status scope_open(struct app *app, const char *network, struct err *e);

/*
 * Makes one datanet the meant one: of the networks that are open, only its own stays, and its scope
 * is the home.
 * In/out:  home  the home that is being opened
 * Returns: STATUS_OK, ERR_NOT_FOUND, ERR_USAGE when several networks have one of this name.
 */
MUST_CHECK enum status scope_narrow(struct app **home, const char *datanet, struct err *e);

/*
 * Makes the scope `meant` the home, and closes the other networks, as if --network and --datanet
 * had named it. For a command that learns from its operands which network is meant; nothing may
 * work on another scope any more, no thread and no session.
 * In/out:  home  the home of the process, which is freed when it has no network
 */
void scope_keep(struct app **home, struct app *meant);

/* ERR_USAGE when the network of `app` has several datanets and --datanet names none of them. */
MUST_CHECK enum status scope_require_datanet(const struct app *app, struct err *e);

/* " --network NAME --datanet NAME", names of 31 and 47 bytes in quotes, and the zero. */
#define SCOPE_WORDS (22 + TEXT_SHELL_SIZE(31) + TEXT_SHELL_SIZE(47))

/*
 * Writes the options that a command to type needs to mean this scope, each with a space before it;
 * "" where nothing else could be meant. Names are quoted for a shell. NAME stands for what the
 * reader has to choose.
 * In: chosen  whether the scope's datanet is meant, not its network alone
 */
void scope_words(char out[static SCOPE_WORDS], const struct app *scope, bool chosen);

/* Frees all scopes but the home. */
void scope_close_all(struct app *home);

#endif
