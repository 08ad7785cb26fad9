/* Both files are the user's own texts, with comments, and are kept byte for byte. */
#include "backup/saved_configuration.h"

#include <string.h>

#include "app/state.h"
#include "base/file.h"

/* Both files, and their members in a backup. */
#define FILES 2

struct configuration_file {
	const char *member, *path;
};

/* The members are named in docs/formats.md. */
static void files_of(struct configuration_file out[static FILES], const struct app *app)
{
	out[0] = (struct configuration_file){"config", app->shared->paths.ini};
	out[1] = (struct configuration_file){"keys", app->shared->paths.keys};
}

enum status save_configuration(const struct app *app, struct json *content,
			       struct backup_report *report, struct err *e)
{
	struct configuration_file files[FILES];
	enum status s = STATUS_OK;

	files_of(files, app);
	for (size_t i = 0; i < FILES && s == STATUS_OK; i++) {
		struct buf text;

		buf_init(&text, LIMIT_SMALL_FILE);
		s = file_read(&text, files[i].path, e);
		if (s == STATUS_OK) {
			json_add_text(content, files[i].member, buf_str(&text));
			report->parts[BACKUP_CONFIGURATION].added++;
		}
		buf_release(&text);
		/* Nobody has such a file before the first setting. */
		if (s == ERR_NOT_FOUND)
			s = STATUS_OK;
	}
	return s;
}

enum status stage_configuration(struct staged *st, const struct app *app,
				struct backup_report *report, const struct json *content,
				struct err *e)
{
	struct configuration_file files[FILES];
	enum status s = STATUS_OK;

	files_of(files, app);
	for (size_t i = 0; i < FILES && s == STATUS_OK; i++) {
		const char *text;

		if (json_get(content, files[i].member) == NULL)
			continue;
		s = json_get_text(&text, content, files[i].member, e);
		if (s == STATUS_OK)
			s = stage_file(st, report, BACKUP_CONFIGURATION, files[i].path, text,
				       strlen(text), e);
	}
	return s;
}
