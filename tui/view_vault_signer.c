/*
 * The signer in the view of the vault. The names of the protections are those of `byline info`. A
 * missing one is said in words and in red, and the heading says what follows from it.
 */
#include "tui/view_vault_signer.h"

#include <stdio.h>

/* The cells of a name, and of one with its state, whose longest word leaves a blank. */
#define NAME_CELLS 26
#define PAIR_CELLS 38

static int pairs_in_line(int w)
{
	return w >= 2 + 2 * PAIR_CELLS ? 2 : 1;
}

int view_vault_signer_lines(int w)
{
	return 1 + (SNAPSHOT_PROTECTIONS + pairs_in_line(w) - 1) / pairs_in_line(w);
}

/* The last protection is the filter, which the sanitizers of a test build need wider. */
static bool is_widened(const struct snapshot_vault *v, int i)
{
	return v->widened && i == SNAPSHOT_PROTECTIONS - 1;
}

/* Says how many a signer misses, and what follows. Of one that has ended it says so. */
static void write_missing(char *out, size_t cap, const struct snapshot_vault *v, bool runs,
			  int missing)
{
	if (v->used_without && runs)
		snprintf(out, cap,
			 "%d of %d protections missing: it is used without, as config.ini says",
			 missing, SNAPSHOT_PROTECTIONS);
	else if (v->used_without)
		snprintf(out, cap,
			 "without %d of %d protections when it last ran, as config.ini says",
			 missing, SNAPSHOT_PROTECTIONS);
	else
		snprintf(out, cap, "%d of %d protections missing%s: the vault stays locked",
			 missing, SNAPSHOT_PROTECTIONS, runs ? "" : " when it last ran");
}

static void draw_heading(const struct snapshot_vault *v, bool runs, struct screen *s,
			 struct screen_area a)
{
	int missing = 0;
	char text[120];
	enum screen_style style = STYLE_TEXT;

	for (int i = 0; i < SNAPSHOT_PROTECTIONS; i++)
		missing += !v->protections[i].in_force;
	if (!v->known) {
		snprintf(text, sizeof(text),
			 "its protections are not known before the first unlock");
		style = STYLE_DIM;
	} else if (missing == 0) {
		snprintf(text, sizeof(text),
			 runs ? "a process of its own, with all %d protections in force"
			      : "not running; when it last ran, all %d protections were in force",
			 SNAPSHOT_PROTECTIONS);
		style = runs ? STYLE_GOOD : STYLE_TEXT;
	} else {
		write_missing(text, sizeof(text), v, runs, missing);
		style = v->used_without ? STYLE_WARN : STYLE_BAD;
	}
	screen_text(s, a, 0, 0, STYLE_BOLD, "SIGNER");
	screen_fit(s, a, 0, 8, a.w - 8, style, text);
}

/* Nothing is known of a signer that never ran: "missing" would be as wrong as "in force". */
static const char *state_of(const struct snapshot_vault *v, bool runs, int i,
			    enum screen_style *style)
{
	if (!v->known) {
		*style = STYLE_DIM;
		return "not known";
	}
	if (!v->protections[i].in_force) {
		*style = STYLE_BAD;
		return runs ? "missing" : "was missing";
	}
	if (is_widened(v, i)) {
		*style = STYLE_WARN;
		return "test build";
	}
	*style = runs ? STYLE_GOOD : STYLE_TEXT;
	return runs ? "in force" : "was active";
}

static void draw_protection(const struct snapshot_vault *v, bool runs, int i, struct screen *s,
			    struct screen_area a)
{
	enum screen_style style;
	const char *word = state_of(v, runs, i, &style);

	screen_fit(s, a, 0, 0, a.w < NAME_CELLS ? a.w : NAME_CELLS, STYLE_TEXT,
		   v->protections[i].name);
	screen_fit(s, a, 0, NAME_CELLS, a.w - NAME_CELLS, style, word);
}

void view_vault_signer_draw(const struct snapshot_vault *v, bool runs, struct screen *s,
			    struct screen_area a)
{
	const int each = pairs_in_line(a.w);

	draw_heading(v, runs, s, a);
	for (int i = 0; i < SNAPSHOT_PROTECTIONS; i++)
		draw_protection(
			v, runs, i, s,
			screen_part(a, 1 + i / each, 2 + i % each * PAIR_CELLS, 1, PAIR_CELLS));
}
