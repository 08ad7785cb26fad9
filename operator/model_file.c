#include "operator/model_file.h"

#include "base/buf.h"
#include "base/file.h"
#include "chain/hash.h"
#include "chain/keccak.h"
#include "influence/train_file.h"

enum status model_file_write(struct json *summary, const char *path, const struct buf *bytes,
			     struct err *e)
{
	struct hash hash;
	enum status s = file_write(path, bytes->data, bytes->len, e);

	keccak256(hash.bytes, bytes->data, bytes->len);
	json_add_hex(summary, "model", hash.bytes, sizeof(hash.bytes));
	json_add_number(summary, "bytes", bytes->len);
	json_add_text(summary, "path", path);
	return s;
}

enum status model_file_read_head(struct trained *out, struct hash *hash, const char *path,
				 struct err *e)
{
	struct buf file;
	enum status s;

	buf_init(&file, LIMIT_MODEL);
	s = file_read(&file, path, e);
	if (s == STATUS_OK) {
		keccak256(hash->bytes, file.data, file.len);
		s = train_file_read(out, file.data, file.len, e);
	}
	buf_release(&file);
	/* The message for a file that is not there names it already. */
	return s == STATUS_OK || s == ERR_NOT_FOUND ? s : err_prefix(e, s, "%s", path);
}
