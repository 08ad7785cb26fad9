#include "models/file_figures.h"

#include "chain/model_figures.h"
#include "influence/safetensors.h"

enum status compute_file_figures_hash(struct hash *out, const void *data, size_t len, struct err *e)
{
	struct safetensors st = {0};
	enum status s = safetensors_read(&st, data, len, e);

	if (s == STATUS_OK && st.metadata == NULL)
		s = err_set(e, ERR_PARSE, "there is no __metadata__");
	if (s == STATUS_OK)
		s = model_figures_hash(out, st.metadata);
	safetensors_release(&st);
	return s;
}
