/* The figures of an artifact for a card. For make_card.c. */
#ifndef MODELS_CARD_FIGURES_H
#define MODELS_CARD_FIGURES_H

#include "app/app.h"
#include "app/session_private.h"
#include "card/evidence.h"

/*
 * Adds the metadata of an artifact to the card, of which the publisher attests the hash `attested`:
 * from the file on this disk, else from the datanet, whose file is hashed, read and removed again.
 * An artifact that the datanet has no more, or that is no model of byline's, adds nothing. Metadata
 * with another hash prove nothing: they add nothing, and an event says so.
 * Returns: STATUS_OK; other failures of datanet_model() and the disk.
 */
MUST_CHECK enum status take_card_figures(struct app *app, struct task *task,
					 struct session *session, struct card *card,
					 const struct hash *artifact, const struct hash *attested,
					 struct err *e);

#endif
