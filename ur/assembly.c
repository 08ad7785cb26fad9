/*
 * From frames to a message. assembly_add() reads a frame, begin() takes the first one's word for
 * length, count and checksum, add_part() has the solver take each part, and complete() compares
 * the checksum. States: empty (type ""), begun (count > 0), whole. Invariant: every part that the
 * solver holds named the same type, length, count and checksum.
 */
#include "ur/assembly.h"

#include <stdlib.h>
#include <string.h>

#include "ur/bytewords.h"
#include "ur/fragments.h"
#include "ur/frame.h"
#include "ur/part.h"
#include "ur/solver.h"

struct assembly {
	char type[FRAME_TYPE_SIZE];
	uint32_t message_len, checksum;
	struct fragments choice;
	struct solver solver;
	struct buf message; /* once it is whole */
	bool whole;
};

struct assembly *assembly_new(void)
{
	struct assembly *a = calloc(1, sizeof(*a));

	if (a != NULL)
		buf_init(&a->message, LIMIT_UR_MESSAGE);
	return a;
}

/* As a new one, but for the memory of the message. */
static void empty(struct assembly *a)
{
	fragments_release(&a->choice);
	solver_release(&a->solver);
	buf_clear(&a->message);
	a->type[0] = '\0';
	a->whole = false;
}

void assembly_free(struct assembly *a)
{
	if (a == NULL)
		return;
	empty(a);
	buf_release(&a->message);
	free(a);
}

/* Memory is taken once, for what the first part says; part_read() has bounded that. */
static enum status begin(struct assembly *a, const struct part *p, struct err *e)
{
	enum status s = fragments_init(&a->choice, p->count);

	if (s == STATUS_OK)
		s = solver_init(&a->solver, p->count, (uint32_t)p->len);
	if (s != STATUS_OK) {
		empty(a);
		return err_set(e, s, "out of memory");
	}
	a->message_len = p->message_len;
	a->checksum = p->checksum;
	return STATUS_OK;
}

/* Wrong bytes that came with right letters: only somebody who made such frames is behind that. */
static enum status complete(struct assembly *a, struct err *e)
{
	const uint8_t *message = solver_finish(&a->solver);

	if (message == NULL)
		return STATUS_OK;
	if (bytewords_checksum(message, a->message_len) != a->checksum) {
		empty(a);
		return err_set(e, ERR_DAMAGED,
			       "the frames make another message than they say; let the other side "
			       "show them anew");
	}
	buf_add(&a->message, message, a->message_len);
	a->whole = true;
	return buf_status(&a->message);
}

static enum status add_part(struct assembly *a, const struct part *p, struct err *e)
{
	uint32_t n;
	enum status s;

	if (p->message_len != a->message_len || p->checksum != a->checksum ||
	    p->count != a->solver.count || p->len != a->solver.len)
		return err_set(
			e, ERR_MISMATCH,
			"a frame is of another message than the ones before; begin anew with "
			"frames of one message");
	n = fragments_choose(&a->choice, p->number, p->checksum);
	s = solver_add(&a->solver, a->choice.order, n, p->data);
	if (s != STATUS_OK)
		return err_set(e, s, "frame %u contradicts the others; begin anew", p->number);
	return complete(a, e);
}

/* A message that is whole in one frame needs no solver. */
static enum status take_frame(struct assembly *a, const struct frame *f, const struct buf *bytes,
			      struct err *e)
{
	struct part p;
	enum status s = STATUS_OK;

	if (f->count == 0) {
		if (a->solver.count != 0)
			return err_set(e, ERR_MISMATCH,
				       "a frame is a message of its own, and the ones before are "
				       "parts of another; begin anew with frames of one message");
		if (bytes->len > LIMIT_UR_MESSAGE)
			return err_set(e, ERR_LIMIT, "the message has more than %zu KiB",
				       LIMIT_UR_MESSAGE / KIB);
		buf_add(&a->message, bytes->data, bytes->len);
		a->whole = true;
		return buf_status(&a->message);
	}
	s = part_read(&p, bytes->data, bytes->len);
	if (s == STATUS_OK && (p.number != f->number || p.count != f->count))
		s = ERR_PARSE;
	if (s == ERR_LIMIT)
		return err_set(e, s, "the message has more than %zu KiB or %d parts",
			       LIMIT_UR_MESSAGE / KIB, LIMIT_UR_PARTS);
	if (s != STATUS_OK)
		return err_set(e, s, "a frame's part is not in the expected form");
	if (a->solver.count == 0)
		s = begin(a, &p, e);
	return s == STATUS_OK ? add_part(a, &p, e) : s;
}

/* The type is kept only when the frame was taken: a wrong first frame must not lock out others. */
enum status assembly_add(struct assembly *a, const char *text, size_t len, struct err *e)
{
	struct frame f;
	struct buf bytes;
	enum status s = frame_read(&f, text, len);

	if (s != STATUS_OK)
		return err_set(e, s, "that is no frame, which begins with \"ur:\"");
	if (a->type[0] != '\0' && strcmp(a->type, f.type) != 0)
		return err_set(
			e, ERR_MISMATCH,
			"a frame is \"ur:%s\", the ones before are \"ur:%s\"; begin anew with "
			"frames of one message",
			f.type, a->type);
	if (a->whole)
		return STATUS_OK;
	buf_init(&bytes, FRAME_TEXT_MAX / 2);
	s = bytewords_read(&bytes, f.letters, f.len);
	if (s != STATUS_OK)
		s = err_set(e, s == ERR_MISMATCH ? ERR_PARSE : s,
			    "a letter of a frame is wrong or missing; read it again");
	if (s == STATUS_OK)
		s = take_frame(a, &f, &bytes, e);
	if (s == STATUS_OK)
		memcpy(a->type, f.type, sizeof(a->type));
	buf_release(&bytes);
	return s;
}

void assembly_progress(const struct assembly *a, uint32_t *have, uint32_t *want)
{
	*have = a->solver.count == 0 ? a->whole : a->solver.taken;
	*want = a->solver.count == 0 ? a->whole : a->solver.count;
}

bool assembly_message(const struct assembly *a, const char **type, const uint8_t **message,
		      size_t *len)
{
	*type = a->type;
	*message = a->message.data;
	*len = a->message.len;
	return a->whole;
}
