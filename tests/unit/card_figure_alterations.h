/* Alterations of the figures on a card, for tests/unit/card_alter.c. */
#ifndef TESTS_UNIT_CARD_FIGURE_ALTERATIONS_H
#define TESTS_UNIT_CARD_FIGURE_ALTERATIONS_H

#include "tests/unit/card_fixture.h"

static void change_figure(struct card *c, const char *name, const char *text)
{
	for (size_t i = 0; i < c->figures[0].n; i++) {
		struct card_figure *f = &c->figures[0].members[i];

		if (strcmp(f->name, name) == 0) {
			free(f->text);
			f->text = strdup(text);
			return;
		}
	}
	fail_msg("no figure %s", name);
}

static void figures_of_another_artifact(struct card *c)
{
	c->figures[1].artifact.bytes[5] ^= 1;
}

static void the_manifest_in_the_figures(struct card *c)
{
	change_figure(c, "manifests", "0x00");
}

static void a_figure(struct card *c)
{
	change_figure(c, "validation_loss", "0.100");
}

static void a_figure_emptied(struct card *c)
{
	change_figure(c, "validation_loss", "");
}

/* The name stays the first in the order of names. */
static void the_name_of_a_figure(struct card *c)
{
	c->figures[1].members[0].name[0]++;
}

static void a_figure_left_out(struct card *c)
{
	struct card_figures *f = &c->figures[2];

	f->n--;
	free(f->members[f->n].name);
	free(f->members[f->n].text);
}

static void every_figure_of_a_version(struct card *c)
{
	while (c->figures[2].n > 0)
		a_figure_left_out(c);
}

/* add_card_figures() leaves room for one more. */
static void a_figure_more(struct card *c)
{
	struct card_figures *f = &c->figures[0];

	f->members[f->n++] = (struct card_figure){strdup("world_best"), strdup("yes")};
}

static void figures_of_two_versions_exchanged(struct card *c)
{
	struct hash first = c->figures[0].artifact;

	c->figures[0].artifact = c->figures[1].artifact;
	c->figures[1].artifact = first;
}

static void invent_figures(struct card *c)
{
	struct json *members = json_new_object();
	struct err e = {0};

	json_add_text(members, "validation_loss", "0.001");
	assert_int_equal(add_card_figures(c, &c->artifact, members, &e), STATUS_OK);
	json_free(members);
}

#endif
