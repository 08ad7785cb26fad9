/*
 * The forecasts of a model's file, for tests/forecasts/publisher.mjs.
 *
 *   foretell ARTIFACT FILE...
 *
 * For each CSV file of records a line of JSON: whether the change of the held-out loss is known,
 * why not, the change with its interval, and the share of a pool with its scatter. A class that the
 * model lacks is a failure.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "dataset/labelled_records.h"
#include "influence/corpus.h"
#include "influence/outlook.h"

static void need(enum status s, const char *what, const struct err *e)
{
	if (s == STATUS_OK)
		return;
	fprintf(stderr, "%s: %s: %s\n", what, status_name(s), e->text);
	exit(1);
}

static enum status take_record(void *user, const struct extractor_pair *pair, struct err *e)
{
	struct corpus *records = user;

	return corpus_add(records, pair->text, pair->text_len, (const char *)pair->label,
			  pair->label_len, 0, e);
}

static void foretell(const struct artifact *a, const struct artifact_forecaster *f,
		     const char *path)
{
	struct corpus records;
	struct outlook told;
	struct err e = {0};

	need(corpus_init(&records, &a->recipe, &a->labels, &e), path, &e);
	need(labelled_records_read(path, READER_CSV, take_record, NULL, &records, &e), path, &e);
	need(outlook_make(&told, f, a, &records, &e), path, &e);
	printf("{\"records\":%zu,\"known\":%s,\"why\":\"%s\",\"change\":%.17g,\"low\":%.17g,"
	       "\"high\":%.17g,\"has_share\":%s,\"share\":%.17g,\"share_low\":%.17g,"
	       "\"share_high\":%.17g}\n",
	       (size_t)told.records, told.known ? "true" : "false", told.why, told.change, told.low,
	       told.high, told.has_share ? "true" : "false", told.share.expected, told.share.low,
	       told.share.high);
	corpus_release(&records);
}

int main(int argc, char **argv)
{
	struct artifact_forecaster forecaster;
	struct artifact artifact;
	struct err e = {0};
	struct buf file;

	if (argc < 3)
		return 2;
	buf_init(&file, LIMIT_MODEL);
	need(file_read(&file, argv[1], &e), argv[1], &e);
	need(artifact_read(&artifact, file.data, file.len, &e), argv[1], &e);
	need(forecaster_init(&forecaster, &artifact, &e), argv[1], &e);
	for (int i = 2; i < argc; i++)
		foretell(&artifact, &forecaster, argv[i]);
	forecaster_release(&forecaster);
	artifact_release(&artifact);
	buf_release(&file);
	return 0;
}
