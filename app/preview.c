#include "app/preview.h"

#include <stdlib.h>

const struct preview *preview_ref(const struct preview *p)
{
	/* The counter alone changes; to everybody else a preview is constant. */
	atomic_fetch_add(&((struct preview *)(uintptr_t)p)->references, 1);
	return p;
}

void preview_unref(const struct preview *p)
{
	struct preview *last = (struct preview *)(uintptr_t)p;

	if (p == NULL || atomic_fetch_sub(&last->references, 1) != 1)
		return;
	free(last->rows);
	free(last);
}
