#include "models/comparison_json.h"

#include "models/columns.h"

struct json *comparison_to_json(const struct comparison *c)
{
	const struct column_table *models = columns_of(ROW_COMPARED_MODEL);
	const struct column_table *labels = columns_of(ROW_COMPARED_LABEL);
	struct json *top = json_new_object(), *list = json_new_array(), *named = json_new_array();

	json_add_text(top, "path", c->path);
	json_add_number(top, "records", c->records);
	json_add_number(top, "duplicates", c->duplicates);
	json_add_number(top, "without_label", c->unlabelled);
	json_add_number(top, "with_other_labels", c->other_labels);
	json_add_number(top, "taken", c->taken);
	if (c->taken > 0)
		json_add_text(top, "ordered_by", comparison_order_word(c->order));
	else
		json_add_null(top, "ordered_by");
	json_add_text(top, "order", c->taken > 0 ? comparison_order_reason(c->order) : "");
	json_add_text(top, "assumptions", comparison_assumptions());
	for (size_t i = 0; i < c->n_models; i++)
		json_add(list, NULL, column_row_json(models, NULL, &c->models[i]));
	json_add(top, models->name, list);
	for (size_t i = 0; i < c->n_labels; i++)
		json_add(named, NULL, column_row_json(labels, NULL, &c->labels[i]));
	json_add(top, labels->name, named);
	return top;
}
