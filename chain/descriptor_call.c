#include "chain/descriptor_call.h"

#include <stdio.h>
#include <string.h>

static void add_argument(struct descriptor *d, const struct meaning_source *source,
			 const struct meaning_parameter *p, const struct meaning_view *view)
{
	static const struct value_style style = {.ascii = true};
	struct sentence s = {.n = 0};
	char label[40], text[SENTENCE_TEXT_SIZE];
	struct meaning_value v;

	snprintf(label, sizeof(label), "%.*s", (int)p->name_len, p->name);
	if (meaning_source_get(&v, source, p->name, p->name_len, 0) != STATUS_OK ||
	    meaning_text_value(&s, &v, view) != STATUS_OK) {
		descriptor_field_add(d, label, "byline cannot read it", "an argument");
		return;
	}
	sentence_text(text, sizeof(text), &s, &style);
	descriptor_field_add(d, label, "", "%s", text);
}

void descriptor_call_add(struct descriptor *d, const struct meaning_source *source,
			 const struct meaning_view *view)
{
	static const struct value_style style = {.ascii = true};
	const char *at = strchr(source->signature, '(') + 1;
	char text[SENTENCE_TEXT_SIZE];
	struct meaning_parameter p;

	for (size_t i = 0; i < d->meaning.n; i++) {
		sentence_text(text, sizeof(text), &d->meaning.gives[i], &style);
		descriptor_field_add(d, i == 0 ? "Gives" : "and", "", "%s", text);
	}
	while (meaning_source_parameter(&p, &at))
		add_argument(d, source, &p, view);
}
