/*
 * Lines are put together beside the review and added only when they are whole, so that a line is
 * never half there.
 */
#include "chain/descriptor_field.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/clock.h"

/* Whether snprintf() wrote all of a text into `size` bytes. */
static bool is_whole(int written, size_t size)
{
	return written >= 0 && (size_t)written < size;
}

void descriptor_field_add(struct descriptor *d, const char *label, const char *note,
			  const char *format, ...)
{
	struct descriptor_field f = {0};
	bool whole;
	va_list ap;

	va_start(ap, format);
	whole = is_whole(vsnprintf(f.value, sizeof(f.value), format, ap), sizeof(f.value)) &&
		is_whole(snprintf(f.label, sizeof(f.label), "%s", label), sizeof(f.label)) &&
		is_whole(snprintf(f.note, sizeof(f.note), "%s", note), sizeof(f.note));
	va_end(ap);
	if (whole && d->n < DESCRIPTOR_FIELDS)
		d->fields[d->n++] = f;
	else
		d->failed = ERR_LIMIT;
}

void descriptor_field_add_address(struct descriptor *d, const char *label, const struct address *a,
				  const char *note)
{
	char text[ADDRESS_TEXT_SIZE];

	address_format(text, a);
	descriptor_field_add(d, label, note, "%s", text);
}

void descriptor_field_add_hash(struct descriptor *d, const char *label, const struct hash *h,
			       const char *note)
{
	char text[HASH_TEXT_SIZE];

	hash_format(text, h);
	descriptor_field_add(d, label, note, "%s", text);
}

void descriptor_field_add_time(struct descriptor *d, const char *label, uint64_t seconds)
{
	char text[CLOCK_RFC3339_SIZE];

	if (seconds == 0) {
		descriptor_field_add(d, label, "", "never");
		return;
	}
	/* After the year 9999 there is no date that a person reads. */
	if (seconds > 253402300799U) {
		descriptor_field_add(d, label, "", "second %llu of the Unix epoch",
				     (unsigned long long)seconds);
		return;
	}
	clock_format_rfc3339(text, (int64_t)seconds);
	descriptor_field_add(d, label, "", "%s", text);
}
