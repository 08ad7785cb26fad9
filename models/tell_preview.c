/*
 * Sentences about a preview. A figure that is not known is said to be unknown, with the reason, and
 * every judgement of labels says that it covers only the labels that the model can tell.
 */
#include "models/tell_preview.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void tell_change(char out[static TELL_PREVIEW_SIZE], const struct preview_outcome *o)
{
	struct preview_change_text change;

	if (!o->known) {
		snprintf(out, TELL_PREVIEW_SIZE, "unknown%s%s", o->why[0] != '\0' ? ": " : "",
			 o->why);
		return;
	}
	preview_change_text(&change, o);
	snprintf(out, TELL_PREVIEW_SIZE, "%s by %s%s%s%s", change.verb, change.by,
		 change.interval[0] != '\0' ? " (" : "", change.interval,
		 change.interval[0] != '\0' ? ")" : "");
}

void tell_share(char out[static TELL_PREVIEW_SIZE], const struct preview_outcome *o)
{
	if (o->has_share)
		snprintf(out, TELL_PREVIEW_SIZE, "%.1f %% (%.1f to %.1f %%)", 100 * o->share,
			 100 * o->share_low, 100 * o->share_high);
	else
		snprintf(out, TELL_PREVIEW_SIZE, "unknown");
}

/* A range where few are flagged: held-out texts hardly know how many of these are right. */
static void tell_precision(char out[static 32], const struct preview_noise *n)
{
	double most = round(100 * n->precision), least = round(100 * n->least);

	if (least < most)
		snprintf(out, 32, "%.0f to %.0f %%", least, most);
	else
		snprintf(out, 32, "%.0f %%", most);
}

/* A rate within two standard errors of zero is none that anybody could tell from clean labels. */
void tell_noise(char out[static TELL_PREVIEW_SIZE], const struct preview *p)
{
	char precision[32];

	tell_precision(precision, &p->noise);
	if (!p->forecasts)
		snprintf(out, TELL_PREVIEW_SIZE,
			 "The model's file is of version 1: it has no forecasts, and no labels are "
			 "judged.");
	else if (p->noise.one_label)
		snprintf(out, TELL_PREVIEW_SIZE,
			 "Nearly all records have one label: whether labels are wrong is told only "
			 "of sets with several.");
	else if (!p->noise.known)
		snprintf(out, TELL_PREVIEW_SIZE,
			 "There are too few different records to judge the labels by.");
	else if (p->suspicious == 0)
		snprintf(out, TELL_PREVIEW_SIZE,
			 "About %.0f %% of the labels look wrong (standard error %.0f points), of "
			 "those that the model can tell; no record is flagged.",
			 100 * p->noise.rate, ceil(100 * p->noise.error));
	else
		snprintf(out, TELL_PREVIEW_SIZE,
			 "About %.0f %% of the labels look wrong (standard error %.0f points), of "
			 "those that the model can tell; %llu record%s flagged, of which %s are "
			 "expected to be wrong.",
			 100 * p->noise.rate, ceil(100 * p->noise.error),
			 (unsigned long long)p->suspicious, p->suspicious == 1 ? " is" : "s are",
			 precision);
}

/* A few numbers are enough to find the first lines in an editor. */
void tell_broken(char out[static TELL_PREVIEW_SIZE], const struct preview *p)
{
	size_t named = p->broken < PREVIEW_BROKEN ? (size_t)p->broken : PREVIEW_BROKEN, len;

	out[0] = '\0';
	if (p->broken == 0)
		return;
	snprintf(out, TELL_PREVIEW_SIZE, "%llu broken line%s: number",
		 (unsigned long long)p->broken, p->broken == 1 ? "" : "s");
	for (size_t i = 0; i < named; i++) {
		len = strlen(out);
		snprintf(out + len, TELL_PREVIEW_SIZE - len, "%s %llu", i > 0 ? "," : "",
			 (unsigned long long)p->broken_line[i]);
	}
	len = strlen(out);
	snprintf(out + len, TELL_PREVIEW_SIZE - len,
		 "%s. A commitment refuses them: mend them, or take them out.",
		 p->broken > named ? " and more" : "");
}

/* All three reasons begin alike; the rules are in models/judge_records.c. */
#define MADE "This file looks made for the score: "

/* The scored records are the whole of which the extreme ones are a part. */
void tell_crafted(char out[static TELL_PREVIEW_SIZE], const struct preview *p)
{
	unsigned long long scored = p->records - p->unlabelled;

	switch (p->crafted) {
	case PREVIEW_NOT_CRAFTED: out[0] = '\0'; return;
	case PREVIEW_TOO_HELPFUL:
		snprintf(out, TELL_PREVIEW_SIZE,
			 MADE "%llu of its %llu scored records help more than 99 %% of records do "
			      "that the model has not seen.",
			 (unsigned long long)p->extreme, scored);
		return;
	case PREVIEW_TOO_ALIKE:
		snprintf(out, TELL_PREVIEW_SIZE,
			 MADE "two of its records have, in the mean, %.0f %% of their words and "
			      "word pairs in common.",
			 100 * p->likeness);
		return;
	case PREVIEW_COPIES_HELD_OUT:
		snprintf(out, TELL_PREVIEW_SIZE,
			 MADE
			 "%llu of its %llu scored records repeat texts, or nearly so, by which "
			 "the publisher tests the model.",
			 (unsigned long long)p->all.copies, scored);
		return;
	}
}

/* The change and the share of all records do not rest on texts that they have in them. */
void tell_copies(char out[static TELL_PREVIEW_SIZE], const struct preview *p)
{
	out[0] = '\0';
	if (p->all.copies > 0)
		snprintf(out, TELL_PREVIEW_SIZE,
			 "%llu record%s repeat%s texts by which the publisher tests the "
			 "model. The change and the share are told by the other %llu texts.",
			 (unsigned long long)p->all.copies, p->all.copies == 1 ? "" : "s",
			 p->all.copies == 1 ? "s" : "",
			 (unsigned long long)(p->held_out - p->all.repeated));
}

void tell_columns(char out[static TELL_PREVIEW_SIZE], const struct preview *p)
{
	out[0] = '\0';
	if (p->text_column[0] == '\0')
		return;
	snprintf(out, TELL_PREVIEW_SIZE, "Text is the column \"%s\"%s; %s%s%s.", p->text_column,
		 p->text_guessed ? ", as none is called \"text\"" : "",
		 p->label_column[0] != '\0' ? "label is the column \"" : "no column is called \"",
		 p->label_column[0] != '\0' ? p->label_column : "label", "\"");
}

/* Names the first thing that the file lacks, in the order in which it would be mended. */
void tell_foreign(char out[static TELL_PREVIEW_SIZE], const struct preview *p)
{
	switch (p->foreign) {
	case PREVIEW_IS_SCORED: out[0] = '\0'; return;
	case PREVIEW_NO_TEXT:
		snprintf(
			out, TELL_PREVIEW_SIZE,
			"No record was scored: none has a text. Text stands in the member \"text\" "
			"of JSON lines or in the column text of csv.");
		return;
	case PREVIEW_NO_WORDS:
		snprintf(out, TELL_PREVIEW_SIZE,
			 "This file is not for this model: its texts are numbers and have no "
			 "words.%s",
			 p->text_guessed ? " Name the column that has the texts \"text\"." : "");
		return;
	case PREVIEW_NO_LABELS:
		snprintf(out, TELL_PREVIEW_SIZE,
			 "No record was scored: none has a label%s. The model knows the labels %s.",
			 p->text_column[0] != '\0' && p->label_column[0] == '\0'
				 ? ", as no column is called \"label\""
				 : "",
			 p->labels);
		return;
	case PREVIEW_FOREIGN_LABELS:
		snprintf(out, TELL_PREVIEW_SIZE,
			 "No record was scored: none has a label that the model knows (%s).",
			 p->labels);
		return;
	}
}
