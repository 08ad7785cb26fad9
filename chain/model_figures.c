#include "chain/model_figures.h"

#include "base/buf.h"
#include "base/json_write.h"
#include "chain/keccak.h"

enum status model_figures_hash(struct hash *out, const struct json *metadata)
{
	struct buf text;
	enum status s = json_is_object(metadata) ? STATUS_OK : ERR_PARSE;

	for (const struct json *m = json_first(metadata); m != NULL && s == STATUS_OK;
	     m = json_next(m))
		s = json_is_string(m) ? STATUS_OK : ERR_PARSE;
	/* The canonical text is never longer than the header that the object was read from. */
	buf_init(&text, LIMIT_SAFETENSORS_HEADER);
	if (s == STATUS_OK)
		s = json_write(&text, metadata);
	if (s == STATUS_OK)
		keccak256(out->bytes, text.data, text.len);
	buf_release(&text);
	return s;
}
