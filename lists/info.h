/* Lists every path and every protection in use. */
#ifndef LISTS_INFO_H
#define LISTS_INFO_H

#include "app/app.h"
#include "base/json.h"

/*
 * Makes {version, network, paths:{…}, protections:{…}}, as docs/schemas/cli/info.schema.json has
 * it. The whole cache is checked first.
 * Out:     `out`  freed by the caller
 * Returns: STATUS_OK, ERR_DAMAGED, which names the cache and the remedy, ERR_MEMORY.
 */
MUST_CHECK enum status describe_app(struct app *app, struct json **out, struct err *e);

/* Room for the text of describe_proxies(). */
#define PROXIES_TEXT_SIZE 1024

/*
 * Writes which proxies servers are asked through, as client/proxy.h has it: that of config.ini,
 * else those of the environment, without passwords. Writes "" when there is none.
 */
void describe_proxies(char out[static PROXIES_TEXT_SIZE], const struct app *app);

#endif
