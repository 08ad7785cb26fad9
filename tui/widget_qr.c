/* An address as a code (ur/qr.h), beside its text. */
#include "tui/widget_qr.h"

#include <stdio.h>
#include <stdlib.h>

#include "ur/qr.h"

struct qr {
	struct qr_code code;
	char address[ADDRESS_TEXT_SIZE];
	char label[64];
};

/* Draws the light modules, since themes differ in their background. */
static void draw_half_blocks(struct screen *s, struct screen_area a, const struct qr_code *code)
{
	for (int y = 0; y < code->rows; y++)
		for (int x = 0; x < code->side; x++)
			screen_text(s, a, y, x, STYLE_LIGHT, qr_cell(code, y, x));
}

void widget_qr_draw(struct screen *s, struct screen_area a, const struct address *address)
{
	char text[ADDRESS_TEXT_SIZE];
	struct qr_code code;

	if (s->ascii || s->accessible || a.h < WIDGET_QR_ROWS || a.w < WIDGET_QR_COLUMNS)
		return;
	address_format(text, address);
	if (qr_encode(&code, text) == STATUS_OK)
		draw_half_blocks(s, a, &code);
	qr_release(&code);
}

/*
 * The page keeps the address as text: readable without a reader, and where the code does not fit.
 */
static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct qr *q = state;
	int side = q->code.side, rows = q->code.rows;
	bool beside = a.w >= side + 48;

	(void)d;
	screen_fit(s, a, 0, 0, a.w, STYLE_BOLD, q->address);
	screen_fit(s, a, 0, 44, a.w - 44, STYLE_TEXT, q->label);
	screen_cursor(s, a, 0, 0, false);
	if (s->ascii || s->accessible)
		screen_wrap(s, a, 2, 2, 3, a.w - 3, STYLE_DIM,
			    "The code needs half blocks, which are beyond ASCII; y copies the "
			    "address.");
	else if (a.h < rows + 1 || a.w < side)
		screen_wrap(s, a, 2, 2, 3, a.w - 3, STYLE_DIM,
			    "The code does not fit: it takes 33 columns and 22 rows; y copies the "
			    "address.");
	else
		draw_half_blocks(s,
				 screen_part(a, a.h - rows > 1 ? 2 : 1, beside ? 2 : 0, rows, side),
				 &q->code);
}

static void event(struct dashboard *d, void *state, const struct key_event *ev)
{
	struct qr *q = state;

	if (ev->type != KEY_EVENT_KEY)
		return;
	if (ev->key == 'y')
		dashboard_copy(d, "address", q->address);
	else if (ev->key == KEY_CODE_ESC || ev->key == KEY_CODE_ENTER || ev->key == 'q')
		dashboard_popup_pop(d);
}

static void hints(struct dashboard *d, void *state, char *out, size_t cap)
{
	(void)d, (void)state;
	snprintf(out, cap, "y copy the address  Esc back");
}

/* The dashboard calls this once, whatever ended the page. */
static void close_qr(struct dashboard *d, void *state)
{
	struct qr *q = state;

	(void)d;
	qr_release(&q->code);
	free(q);
}

static const struct dashboard_popup qr_popup = {
	.title = "QR",
	.full = true,
	.draw = draw,
	.event = event,
	.hints = hints,
	.close = close_qr,
};

void widget_qr_open(struct dashboard *d, const struct address *address, const char *label)
{
	struct qr *q = calloc(1, sizeof(*q));

	if (q != NULL) {
		address_format(q->address, address);
		snprintf(q->label, sizeof(q->label), "%s", label);
	}
	if (q == NULL || qr_encode(&q->code, q->address) != STATUS_OK) {
		free(q);
		dashboard_message(d, STYLE_BAD, "out of memory");
		return;
	}
	dashboard_popup_push(d, &qr_popup, q);
}
