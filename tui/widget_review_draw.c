#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "tui/widget_figure.h"
#include "tui/widget_popup.h"
#include "tui/widget_review.h"

/* Where the lines go: drawn when they are on the page, only counted when not. */
struct page {
	struct screen *s;
	struct screen_area a;
	int y; /* of the next line, before scrolling */
	int top;
	int gaps;  /* blank lines that may still be spent between parts */
	int whole; /* cells before the decimal point in a column of amounts; 0 = no such column */
};

/* Draws wrapped text at line y. Returns its height. */
static int put(struct page *p, int x, int w, enum screen_style style, const char *text)
{
	struct screen none = {0};
	int h = screen_wrap(&none, p->a, 0, x, 64, w, style, text);

	/* Line by line, so that a text half above the page shows its lower half. */
	for (int i = 0; i < h; i++) {
		struct screen_area line = screen_part(p->a, p->y + i - p->top, 0, 1, p->a.w);
		struct screen_area all = p->a;

		if (p->y + i < p->top || p->y + i - p->top >= p->a.h)
			continue;
		all.y = line.y - i;
		all.h = i + 1;
		screen_wrap(p->s, all, 0, x, i + 1, w, style, text);
	}
	return h < 1 ? 1 : h;
}

static void gap(struct page *p)
{
	if (p->gaps > 0) {
		p->gaps--;
		p->y++;
	}
}

/* Cells of the amount at the start of a value, up to its decimal point; 0 = it is no amount. */
static int whole_part(const char *value)
{
	size_t n = strspn(value, "0123456789");

	while (n > 0 && value[n] == ' ' && value[n + 1] >= '0' && value[n + 1] <= '9')
		n += 1 + strspn(value + n + 1, "0123456789");
	return (int)n;
}

static bool is_hash(const char *value)
{
	return value[0] == '0' && value[1] == 'x' && strspn(value + 2, "0123456789abcdef") == 64 &&
	       value[66] == '\0';
}

static void row(struct page *p, const char *label, const char *value, const char *mark,
		const char *note, enum screen_style style)
{
	bool wide = p->a.w >= 60;
	int whole = whole_part(value);
	int x = (wide ? 24 : 4) + (whole > 0 && whole < p->whole ? p->whole - whole : 0);
	int used = text_width(value) + (mark[0] != '\0' ? 2 : 0);
	/* Notes stand in a column where they fit, behind the value where they do not. */
	int at = x + used < 48 && 50 + text_width(note) <= p->a.w ? 50 : x + used + 2;
	char text[320];

	/* An address, its token and a note fill a line of 80 to the last cell. */
	at -= at + text_width(note) == p->a.w + 1;
	snprintf(text, sizeof(text), "%s%s%s", value, mark[0] != '\0' ? " " : "", mark);
	put(p, 2, wide ? 21 : p->a.w - 2, STYLE_DIM, label);
	p->y += !wide && label[0] != '\0';
	if (!wide || at + text_width(note) > p->a.w) {
		p->y += put(p, x, p->a.w - x, style, text);
		if (note[0] != '\0')
			p->y += put(p, x, p->a.w - x, STYLE_DIM, note);
		return;
	}
	put(p, x, p->a.w - x, style, text);
	if (note[0] != '\0')
		put(p, at, p->a.w - at, STYLE_DIM, note);
	p->y++;
}

/* "0x5ed739c0 d21b2c8d dace9ea6 73115b66" twice: groups can be compared by eye. */
static void hash_rows(struct page *p, const char *label, const char *hex, const char *note,
		      enum screen_style style)
{
	char line[64];
	/* The note stands behind the first half where it fits, else below the second. */
	bool beside = 24 + 37 + 2 + text_width(note) <= p->a.w;

	for (int half = 0; half < 2; half++) {
		const char *at = hex + 2 + 32 * half;

		snprintf(line, sizeof(line), "%s%.8s %.8s %.8s %.8s", half == 0 ? "0x" : "  ", at,
			 at + 8, at + 16, at + 24);
		/* screen_wrap() would swallow the blanks in front. */
		if (half == 1 && p->a.w >= 60) {
			if (p->y >= p->top && p->y - p->top < p->a.h)
				screen_text(p->s, p->a, p->y - p->top, 24, style, line);
			p->y++;
		} else {
			row(p, half == 0 ? label : "", line + (half == 1 ? 2 : 0), "",
			    half == 0 && beside ? note : "", style);
		}
	}
	if (note[0] != '\0' && !beside)
		p->y += put(p, p->a.w >= 60 ? 24 : 4, p->a.w, STYLE_DIM, note);
}

static void fields(struct page *p, const struct act *act)
{
	for (size_t i = 0; i < act->descriptor.n; i++) {
		const struct descriptor_field *f = &act->descriptor.fields[i];

		if (is_hash(f->value))
			hash_rows(p, f->label, f->value, f->note, STYLE_TEXT);
		else
			row(p, f->label, f->value, "", f->note, STYLE_TEXT);
	}
	gap(p);
}

/* What the figures are and how they are known: amounts under each other on their point. */
static void facts(struct page *p, const struct act *act)
{
	for (size_t i = 0; i < act->n_facts; i++) {
		int whole = whole_part(act->facts[i].value);

		p->whole = whole > p->whole ? whole : p->whole;
	}
	for (size_t i = 0; i < act->n_facts; i++) {
		const struct act_fact *f = &act->facts[i];

		row(p, f->label, f->value, trust_mark(f->trust, p->s->ascii), f->note,
		    f->trust == TRUST_DISPUTED ? STYLE_BAD : STYLE_TEXT);
	}
	p->whole = 0;
	if (act->n_facts > 0)
		gap(p);
}

static void body(struct page *p, const struct act *act)
{
	char hex[HASH_TEXT_SIZE];

	if (act->warning[0] != '\0') {
		char text[sizeof(act->warning) + 2];

		snprintf(text, sizeof(text), "! %s", act->warning);
		p->y += put(p, 2, p->a.w - 2, STYLE_BAD, text);
		gap(p);
	}
	if (act->summary[0] != '\0') {
		p->y += put(p, 2, p->a.w - 2, STYLE_BOLD, act->summary);
		gap(p);
	}
	facts(p, act);
	fields(p, act);
	hash_format(hex, act->state == ACT_PREPARED ? &act->signing_hash : &act->hash);
	hash_rows(p, act->state == ACT_PREPARED ? "Signing hash" : "Transaction hash", hex, "",
		  STYLE_BOLD);
}

/* What is asked now, with its field or buttons: the last lines of the page. */
static void draw_question(struct widget_review *r, struct screen *s, struct screen_area a)
{
	const struct act *act = r->act;
	bool is_signed = r->state == WIDGET_REVIEW_SIGNED;
	bool wide = a.w >= 72;
	char prompt[sizeof(act->confirm_prompt)];
	int x = 2;

	/* A subcommand ends it with a blank, to type behind. */
	snprintf(prompt, sizeof(prompt), "%s", act->confirm_prompt);
	for (size_t n = strlen(prompt); n > 0 && prompt[n - 1] == ' '; n--)
		prompt[n - 1] = '\0';
	if (r->error[0] != '\0')
		screen_fit(s, a, 0, 2, a.w - 2, STYLE_BAD, r->error);
	else if (is_signed)
		screen_fit(s, a, 0, 2, a.w - 2, STYLE_GOOD, "Signed. Nothing has been sent yet.");
	else if (!wide && r->seen && r->can_sign)
		screen_fit(s, a, 0, 0, a.w, STYLE_TEXT, prompt);
	else
		screen_fit(s, a, 0, 2, a.w - 2, STYLE_DIM,
			   r->seen ? "Nothing is sent by signing. Sending is the next step."
				   : "There is more below: Space shows it.");
	x += screen_text(s, a, 1, x, STYLE_BOLD, is_signed ? "[ Later ]" : "[ Cancel ]");
	if (r->on_cancel) {
		screen_reverse(s, a, 1, 2, x - 2);
		screen_cursor(s, a, 1, 4, false);
	}
	x += 3;
	if (is_signed) {
		int w = screen_text(s, a, 1, x, STYLE_BOLD, "[ Send ]");

		if (!r->on_cancel) {
			screen_reverse(s, a, 1, x, w);
			screen_cursor(s, a, 1, x + 2, false);
		}
		return;
	}
	if (!r->can_sign) {
		screen_fit(s, a, 1, x, a.w - x, STYLE_WARN,
			   "no key for this account here: x exports it to the machine that has it");
		return;
	}
	if (wide)
		x += screen_fit(s, a, 1, x, a.w - x - 8, STYLE_TEXT, prompt) + 1;
	if (!wide && !r->seen)
		return;
	x += screen_text(s, a, 1, x, STYLE_INPUT, r->typed);
	if (!r->on_cancel)
		screen_cursor(s, a, 1, x, true);
	for (size_t i = strlen(r->typed); i < strlen(act->confirm); i++)
		x += screen_text(s, a, 1, x, STYLE_DIM, "_");
}

static const char *step_of(const struct widget_review *r)
{
	switch (r->state) {
	case WIDGET_REVIEW_READING: return "step 2 of 4  review";
	case WIDGET_REVIEW_SIGNING: return "step 3 of 4  signing";
	case WIDGET_REVIEW_SIGNED: return "step 3 of 4  signed";
	case WIDGET_REVIEW_SENDING: return "step 4 of 4  sending";
	}
	return "";
}

/* Lines of the whole page at this width, without a gap. */
static int lines_of(const struct act *act, const struct screen *s, struct screen_area a)
{
	struct screen none = {.ascii = s->ascii, .accessible = s->accessible};
	struct page p = {.s = &none, .a = a};

	body(&p, act);
	return p.y;
}

void widget_review_draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct widget_review *r = state;
	int lines = r->act != NULL ? lines_of(r->act, s, a) : 0;
	/* Blank lines below the title and above the question, unless the page fits but for them. */
	bool airy = a.h >= 12 && (lines <= a.h - 5 || lines > a.h - 3);
	int head = airy ? 2 : 1, foot = airy ? 3 : 2;
	struct page p = {.s = s, .a = screen_part(a, head, 0, a.h - head - foot, a.w)};
	int used, end;

	(void)d;
	used = screen_fit(s, a, 0, 0, a.w, STYLE_BOLD, r->title);
	screen_right(s, a, 0, used + 2, a.w - used - 2, STYLE_DIM, step_of(r));
	if (r->act == NULL) {
		screen_wrap(s, a, head, 2, 3, a.w - 3, STYLE_TEXT,
			    r->state == WIDGET_REVIEW_SIGNING
				    ? "The signer is at work…"
				    : "Going to the nodes, then waiting for confirmation. Esc "
				      "leaves this page; it goes on.");
		return;
	}
	/* A window that grew shows what was scrolled away. */
	end = lines > p.a.h ? lines - p.a.h : 0;
	r->top = r->top < end ? r->top : end;
	p.top = r->top;
	p.gaps = p.a.h - lines;
	body(&p, r->act);
	r->lines = p.y;
	r->page = p.a.h;
	if (r->top + r->page >= r->lines)
		r->seen = true;
	draw_question(r, s, screen_part(a, a.h - 2, 0, 2, a.w));
}

void widget_review_hints(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct widget_review *r = state;

	(void)d;
	if (r->act == NULL)
		snprintf(out, cap, "Esc leave this page");
	else if (!r->on_cancel)
		snprintf(out, cap, "Enter %s  Tab cancel  Esc back",
			 r->state == WIDGET_REVIEW_SIGNED ? "send" : "sign");
	else
		snprintf(out, cap, "Enter %s  Tab %s%s  d all fields  y copy hash  Esc back",
			 r->state == WIDGET_REVIEW_SIGNED ? "later" : "cancel",
			 r->state == WIDGET_REVIEW_SIGNED ? "send" : "sign",
			 r->act->kind == ACT_CLAIM ? "  x export" : "");
}

static void add_wei(struct widget_detail *p, const char *label, const struct wei *v)
{
	char text[U256_DECIMAL_SIZE];

	u256_format(text, &v->raw);
	widget_detail_add(p, label, "%s wei", text);
}

void widget_review_fields(struct dashboard *d, const struct act *act)
{
	struct widget_detail *p = widget_detail_new("ALL FIELDS of the transaction");
	const struct tx *tx = &act->tx;
	char address[ADDRESS_TEXT_SIZE], gas[U256_DECIMAL_SIZE];
	struct buf hex;

	widget_detail_add(p, "Type", "%d", (int)tx->type);
	widget_detail_add(p, "Chain", "%llu", (unsigned long long)tx->chain_id);
	address_format(address, &act->from);
	widget_detail_add(p, "From", "%s", address);
	address_format(address, &tx->to);
	widget_detail_add(p, "To", "%s", tx->creates ? "creates a contract" : address);
	widget_detail_add(p, "Nonce", "%llu", (unsigned long long)tx->nonce);
	add_wei(p, "Value", &tx->value);
	u256_format(gas, &tx->gas_limit);
	widget_detail_add(p, "Gas limit", "%s", gas);
	if (tx->type == TX_DYNAMIC_FEE) {
		add_wei(p, "Fee per gas", &tx->max_fee);
		add_wei(p, "Tip per gas", &tx->max_priority_fee);
	} else {
		add_wei(p, "Gas price", &tx->gas_price);
	}
	widget_detail_add(p, "Access list", "%zu entries", tx->n_access);
	/* Calldata in words of 32 bytes behind the selector, as it is encoded. */
	for (size_t at = 0; at < tx->data.len;) {
		size_t n = at == 0 ? 4 : 32;

		n = tx->data.len - at < n ? tx->data.len - at : n;
		buf_init(&hex, KIB);
		buf_add_hex(&hex, tx->data.data + at, n);
		widget_detail_add(p, at == 0 ? "Data" : " ", "%s", buf_str(&hex));
		buf_release(&hex);
		at += n;
	}
	widget_detail_open(d, p);
}
