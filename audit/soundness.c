#include "audit/soundness.h"

#include <stdio.h>
#include <string.h>

void soundness_text(char *out, size_t cap, const struct audit_part *parts, size_t n,
		    const struct value_style *style)
{
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		snprintf(out + used, cap - used, "%s", i > 0 ? "; " : "");
		used += strlen(out + used);
		sentence_text(out + used, cap - used, &parts[i].said, style);
		used += strlen(out + used);
	}
}
