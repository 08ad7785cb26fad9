#include "operator/model_train.h"

#include "base/buf.h"
#include "influence/train.h"
#include "influence/train_file.h"
#include "operator/model_file.h"
#include "operator/training_set.h"

enum status model_train(struct task *task, struct json **summary, const char *spec, const char *out,
			struct err *e)
{
	struct training_set t = {0};
	struct trained model = {0};
	struct json *top = json_new_object();
	struct buf bytes;
	enum status s = training_set_read(&t, task, spec, e);

	buf_init(&bytes, LIMIT_MODEL);
	/* Training reports no progress of its own, so that only its name is shown. */
	task_progress(task, "training", 0, 0, "records");
	if (s == STATUS_OK)
		s = train_model(&model, &t.corpus, t.ids, t.n, t.lambda, e);
	if (s == STATUS_OK)
		s = train_file_write(&bytes, &model, e);
	if (s == STATUS_OK)
		s = model_file_write(top, out, &bytes, e);
	if (s == STATUS_OK) {
		json_add_number(top, "records", model.head.n0);
		json_add_number(top, "skipped", t.skipped);
		json_add_number(top, "datasets", model.datasets);
		/* Both say how close the solver came; a large one means more steps are needed. */
		json_add_textf(top, "gradient_norm", "%.3g", model.head.gradient_norm);
		json_add_textf(top, "residual", "%.3g", model.residual);
		*summary = top; /* the caller owns it now */
		top = NULL;
	}
	json_free(top);
	train_release(&model);
	training_set_release(&t);
	buf_release(&bytes);
	return s;
}
