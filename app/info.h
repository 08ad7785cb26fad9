/* Every path and every protection in use. */
#ifndef APP_INFO_H
#define APP_INFO_H

#include "app/app.h"
#include "base/json.h"

/*
 * {version, network, paths:{…}, protections:{…}}; docs/schemas/cli/info.schema.json. Looks through
 * the whole cache first: ERR_DAMAGED says where it is and what to do.
 */
MUST_CHECK enum status describe_app(struct app *app, struct json **out, struct err *e);

#endif
