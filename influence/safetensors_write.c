/*
 * Writing safetensors files. The header is written by hand and not as a JSON document, because its
 * members come in the order of the tensors; the names are constants of ours without anything to
 * escape.
 */
#include "influence/safetensors_write.h"

#include <inttypes.h>

#include "base/buf.h"
#include "base/json_write.h"

static uint64_t source_count(const struct tensor_source *t)
{
	uint64_t count = 1;

	for (unsigned i = 0; i < t->rank; i++)
		count *= t->shape[i];
	return count;
}

static void write_entry(struct buf *header, const struct tensor_source *t, uint64_t *offset)
{
	uint64_t bytes = source_count(t) * safetensors_element(t->dtype);

	buf_addf(header, "%s\"%s\":{\"dtype\":\"%s\",\"shape\":[", header->len > 1 ? "," : "",
		 t->name, safetensors_dtype(t->dtype));
	for (unsigned i = 0; i < t->rank; i++)
		buf_addf(header, "%s%" PRIu64, i > 0 ? "," : "", t->shape[i]);
	buf_addf(header, "],\"data_offsets\":[%" PRIu64 ",%" PRIu64 "]}", *offset, *offset + bytes);
	*offset += bytes;
}

static enum status write_header(struct buf *header, const struct json *metadata,
				const struct tensor_source *tensors, size_t n)
{
	enum status s = STATUS_OK;
	uint64_t offset = 0;

	buf_add_byte(header, '{');
	if (metadata != NULL) {
		buf_add_str(header, "\"__metadata__\":");
		s = json_write(header, metadata);
	}
	for (size_t i = 0; i < n; i++)
		write_entry(header, &tensors[i], &offset);
	buf_add_byte(header, '}');
	while (header->len % 8 != 0)
		buf_add_byte(header, ' ');
	return s != STATUS_OK ? s : buf_status(header);
}

enum status safetensors_write(struct buf *out, const struct json *metadata,
			      const struct tensor_source *tensors, size_t n, struct err *e)
{
	struct buf header;
	uint64_t header_len;
	enum status s;

	buf_init(&header, LIMIT_SAFETENSORS_HEADER);
	s = write_header(&header, metadata, tensors, n);
	/* Little-endian, as safetensors.c asserts of the machine. */
	header_len = header.len;
	buf_add(out, &header_len, sizeof(header_len));
	buf_add(out, header.data, header.len);
	buf_release(&header);
	if (s != STATUS_OK)
		return err_set(e, s, "safetensors: %s", status_phrase(s));
	for (size_t i = 0; i < n; i++) {
		struct tensor t = {.name = tensors[i].name,
				   .dtype = tensors[i].dtype,
				   .count = source_count(&tensors[i]),
				   .data = tensors[i].values};

		s = safetensors_finite(&t, e);
		if (s != STATUS_OK)
			return s;
		buf_add(out, t.data, t.count * safetensors_element(t.dtype));
	}
	s = buf_status(out);
	return s == STATUS_OK ? s : err_set(e, s, "safetensors: %s", status_phrase(s));
}
