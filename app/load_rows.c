#include "app/load_rows.h"

#include <stdlib.h>
#include <string.h>

enum status load_rows_new(void *out, size_t n, size_t size, struct err *e)
{
	void *rows = n > 0 ? calloc(n, size) : NULL;

	if (n > 0 && rows == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	/* Tables are pointers of different types; copying the bytes needs no cast between them. */
	memcpy(out, &rows, sizeof(rows));
	return STATUS_OK;
}

const struct address *load_rows_account(const struct snapshot *s)
{
	return &s->accounts[s->account].address;
}

uint32_t load_rows_dataset(const struct snapshot *s, const struct hash *uid)
{
	for (size_t i = 0; i < s->n_datasets; i++)
		if (hash_equal(&s->datasets[i].uid, uid))
			return (uint32_t)i;
	return UINT32_MAX;
}
