#include "backup/save.h"

#include "app/vault_state.h"
#include "backup/collect.h"
#include "backup/document.h"
#include "backup/saved_profiles.h"
#include "base/file.h"

bool save_wants_vault(const struct app *app)
{
	return has_vault(app) && has_profile_keys(app);
}

enum status write_backup(struct app *app, struct backup_report *report, const char *path,
			 struct err *e)
{
	struct json *content = NULL;
	struct buf text;
	enum status s;

	report_init(report);
	s = file_check_new(path, e);
	if (s != STATUS_OK)
		return s;
	s = collect_content(app, &content, report, e);
	buf_init(&text, LIMIT_BACKUP);
	if (s == STATUS_OK)
		s = write_document(&text, content, e);
	if (s == STATUS_OK)
		s = file_write_new(path, text.data, text.len, e);
	buf_release(&text);
	return s;
}
