/* Paths as users type them. Forms that ask for a path offer the last one again. */
#include "tui/widget_path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dir.h"
#include "base/file.h"
#include "tui/widget_unlock.h"

/* Only "~" alone and "~/" mean the home folder; byline does not look up other users. */
char *widget_path(const char *typed)
{
	const char *home = getenv("HOME");

	if (typed[0] == '~' && (typed[1] == '/' || typed[1] == '\0') && home != NULL)
		return dir_join(home, typed[1] == '/' ? typed + 2 : "");
	return strdup(typed);
}

char *widget_path_field(struct dashboard *d, struct widget_form *f, size_t field)
{
	char *path = widget_path(f->fields[field].text);

	if (path == NULL)
		snprintf(f->error, sizeof(f->error), "out of memory");
	else
		snprintf(d->typed_path, sizeof(d->typed_path), "%s", f->fields[field].text);
	return path;
}

/* The message stays, while the form closes. */
void widget_path_written(struct dashboard *d, void *form, struct work_result *result)
{
	if (result->status == STATUS_OK && result->path != NULL)
		dashboard_message(d, STYLE_GOOD, "written: %s", result->path);
	widget_unlock_ended(d, form, result);
}
