/*
 * The metadata of a model's file: read from a file with the right hash, and kept where they have
 * the hash that the publisher attests.
 */
#include "models/card_figures.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/event.h"
#include "app/state.h"
#include "base/buf.h"
#include "base/file.h"
#include "chain/keccak.h"
#include "chain/model_figures.h"
#include "influence/safetensors.h"

/* Downloads the artifact to `path`. */
static enum status download(struct session *session, const char *path, const struct hash *artifact,
			    struct err *e)
{
	uint64_t size;
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	enum status s;

	if (fd < 0)
		return err_set_errno(e, errno, "cannot create %s", path);
	s = datanet_model(&session->datanet, fd, &size, artifact, e);
	close(fd);
	return s;
}

/* The figures that are looked for. */
struct wanted {
	struct app *app;
	struct card *card;
	const struct hash *artifact, *attested;
};

/* Adds the metadata of the file image `file`, unless the publisher attests others. */
static enum status add_metadata(const struct wanted *w, const struct buf *file, struct err *e)
{
	struct safetensors st = {0};
	struct hash hash;
	enum status s = STATUS_OK;

	if (safetensors_read(&st, file->data, file->len, NULL) == STATUS_OK &&
	    st.metadata != NULL) {
		s = model_figures_hash(&hash, st.metadata);
		if (s == STATUS_OK && hash_equal(&hash, w->attested))
			s = add_card_figures(w->card, w->artifact, st.metadata, e);
		else if (s == STATUS_OK)
			note_event_of(
				w->app,
				&(struct event_owner){
					.datanet = &profile_datanet(w->app->profile)->address},
				"models", TRUST_DISPUTED,
				"a version of the model is not on its card with its figures: "
				"the publisher attested others than its file has");
	}
	safetensors_release(&st);
	return s;
}

/* Adds the metadata in the file at `path`, which must have the artifact's hash. */
static enum status add_figures(const struct wanted *w, const char *path, struct err *e)
{
	struct hash hash;
	struct buf file;
	enum status s;

	buf_init(&file, LIMIT_MODEL);
	s = file_read(&file, path, e);
	keccak256(hash.bytes, file.data, file.len);
	if (s == STATUS_OK && !hash_equal(&hash, w->artifact))
		s = err_set(e, ERR_DAMAGED, "the model in %s is damaged", path);
	if (s == STATUS_OK)
		s = add_metadata(w, &file, e);
	buf_release(&file);
	return s;
}

enum status take_card_figures(struct app *app, struct task *task, struct session *session,
			      struct card *card, const struct hash *artifact,
			      const struct hash *attested, struct err *e)
{
	const struct wanted w = {app, card, artifact, attested};
	const char *spool = app->shared->paths.spool;
	char hash[HASH_TEXT_SIZE];
	char *here = NULL, *fetched = NULL;
	enum status s = STATUS_OK;

	hash_format(hash, artifact);
	if (asprintf(&here, "%s/%s.safetensors", spool, hash) < 0 ||
	    asprintf(&fetched, "%s/%s.card", spool, hash) < 0) {
		free(here);
		return ERR_MEMORY;
	}
	task_progress(task, "reading the figures of the model", 0, 0, "bytes");
	if (access(here, R_OK) == 0) {
		s = add_figures(&w, here, e);
	} else {
		s = download(session, fetched, artifact, e);
		if (s == STATUS_OK)
			s = add_figures(&w, fetched, e);
		else if (s == ERR_NOT_FOUND)
			s = STATUS_OK;
		unlink(fetched);
	}
	free(here);
	free(fetched);
	return s;
}
