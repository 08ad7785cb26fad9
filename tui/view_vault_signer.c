/* The signer in the view of the vault. The names of the protections are those of `byline info`. */
#include "tui/view_vault_signer.h"

#include <stdio.h>

/* The cells of a protection's name, and of one with its state. */
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

static void draw_heading(const struct snapshot_vault *v, struct screen *s, struct screen_area a)
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
			 "a process of its own, with all %d protections in force",
			 SNAPSHOT_PROTECTIONS);
		style = STYLE_GOOD;
	} else {
		snprintf(text, sizeof(text), "%d of %d protections missing: %s", missing,
			 SNAPSHOT_PROTECTIONS,
			 v->used_without ? "it is used without, as config.ini says"
					 : "the vault stays locked");
		style = v->used_without ? STYLE_WARN : STYLE_BAD;
	}
	screen_text(s, a, 0, 0, STYLE_BOLD, "SIGNER");
	screen_fit(s, a, 0, 8, a.w - 8, style, text);
}

static void draw_protection(const struct snapshot_vault *v, int i, struct screen *s,
			    struct screen_area a)
{
	const struct snapshot_protection *p = &v->protections[i];
	const char *word = !v->known ? "not known" : p->in_force ? "in force" : "missing";
	enum screen_style style = !v->known ? STYLE_DIM : p->in_force ? STYLE_GOOD : STYLE_BAD;

	if (v->known && p->in_force && is_widened(v, i)) {
		word = "test build";
		style = STYLE_WARN;
	}
	screen_fit(s, a, 0, 0, a.w < NAME_CELLS ? a.w : NAME_CELLS, STYLE_TEXT, p->name);
	screen_fit(s, a, 0, NAME_CELLS, a.w - NAME_CELLS, style, word);
}

void view_vault_signer_draw(const struct snapshot_vault *v, struct screen *s, struct screen_area a)
{
	const int each = pairs_in_line(a.w);

	draw_heading(v, s, a);
	for (int i = 0; i < SNAPSHOT_PROTECTIONS; i++)
		draw_protection(
			v, i, s,
			screen_part(a, 1 + i / each, 2 + i % each * PAIR_CELLS, 1, PAIR_CELLS));
}
