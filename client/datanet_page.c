/* All lists ascend, so the number of the last item is where the next page begins. */
#include "client/datanet_page.h"

#include "client/field.h"

enum status datanet_page_read(const struct json **list, uint64_t *next, bool *more,
			      const struct json *doc, const char *name,
			      const struct address *account, struct err *e)
{
	const char *const members[] = {name, "next", "more", account != NULL ? "account" : NULL,
				       NULL};
	enum status s = json_only(doc, members, e);

	if (s == STATUS_OK && account != NULL)
		s = field_asked(doc, "account", account->bytes, sizeof(account->bytes), e);
	if (s == STATUS_OK)
		s = json_get_array(list, doc, name, e);
	if (s == STATUS_OK)
		s = json_get_u64(next, doc, "next", e);
	if (s == STATUS_OK)
		s = field_bool(more, doc, "more", e);
	return s;
}

enum status datanet_page_check_next(uint64_t next, uint64_t last, bool more, size_t n,
				    struct err *e)
{
	if (next != last || (more && n == 0))
		return err_set(e, ERR_PARSE, "\"next\" is not the last item's number");
	return STATUS_OK;
}
