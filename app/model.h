/* For those who run a datanet: train on datasets, publish an artifact, attribute answers. */
#ifndef APP_MODEL_H
#define APP_MODEL_H

#include "app/app.h"
#include "base/json.h"

/* Trains on the datasets named in `spec` and writes the head file. Out: a summary for --json. */
MUST_CHECK enum status model_train(struct task *task, struct json **summary, const char *spec,
				   const char *out, struct err *e);

/* Writes the public artifact. `additive_groups` 0: the additive test is not made. */
MUST_CHECK enum status model_publish(struct task *task, struct json **summary, const char *spec,
				     const char *head, const char *queries, const char *out,
				     uint64_t additive_groups, struct err *e);

/* Attributes every query to every dataset of the head. */
MUST_CHECK enum status model_attribute(struct task *task, struct json **result, const char *head,
				       const char *queries, struct err *e);

/* What an artifact or head file says of itself. */
MUST_CHECK enum status model_show(struct json **result, const char *path, struct err *e);

#endif
