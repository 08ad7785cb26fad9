/* Every path and every protection in use. */
#ifndef APP_INFO_H
#define APP_INFO_H

#include "app/app.h"
#include "base/json.h"

/*
 * {version, paths:{…}, protections:{core_dumps, ptrace, locked_memory, vault_mode, …},
 * libraries:{…}}
 */
MUST_CHECK enum status describe_app(struct app *app, struct json **out, struct err *e);

#endif
