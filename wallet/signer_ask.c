/*
 * A passphrase that was typed wrongly is asked for again by the signer itself: were the command to
 * end, the next try would be typed into the shell and stand in its history.
 */
#include "wallet/signer_ask.h"

#include <poll.h>
#include <sodium.h>

#include "base/clock.h"
#include "wallet/signer_consent.h"
#include "wallet/vault.h"

/* login and sudo ask three times as well. */
#define TRIES 3

/* So long a passphrase stays after it was typed, at most. */
#define KEPT_MS 120000

/* The shortest new passphrase. */
#define SHORTEST 8

void signer_ask_drop(struct signer *s)
{
	secret_free(s->proof);
	s->proof = NULL;
}

void signer_ask_keep(struct signer *s, struct secret *take_passphrase)
{
	if (s->proof != take_passphrase)
		signer_ask_drop(s);
	s->proof = take_passphrase;
	s->proof_ms = clock_monotonic_ms();
	secret_close(s->proof);
}

int signer_ask_age(struct signer *s)
{
	const int64_t left = s->proof_ms + KEPT_MS - clock_monotonic_ms();

	if (s->proof != NULL && left <= 0)
		signer_ask_drop(s);
	return s->proof != NULL ? (int)left : -1;
}

enum status signer_ask_forget(struct signer_call *c, const struct signer_none *in,
			      struct signer_none *out)
{
	(void)in;
	(void)out;
	signer_ask_drop(c->signer);
	signer_consent_drop(c->signer);
	return STATUS_OK;
}

enum status signer_ask_again(struct signer_call *c, struct vault **out,
			     const struct wire_bytes *file)
{
	struct signer *s = c->signer;
	enum status st;

	if (signer_ask_age(s) < 0)
		return err_set(c->e, ERR_WRONG_PASSPHRASE, "there is no passphrase");
	secret_open(s->proof);
	st = vault_open(out, file->data, file->len, s->proof, c->e);
	secret_close(s->proof);
	return st;
}

/* Whoever guesses waits for longer each time. */
static void wait_after(unsigned tries)
{
	(void)!poll(NULL, 0, 1000 << (tries - 1));
}

enum status signer_ask_vault(struct signer_call *c, struct vault **out,
			     const struct wire_bytes *file, const char *question)
{
	const struct asker *ask = &c->signer->ask;
	struct secret *typed = NULL;
	enum status s = signer_ask_again(c, out, file);

	for (unsigned tries = 1; s == ERR_WRONG_PASSPHRASE; tries++) {
		s = ask_secret(ask, &typed, question, c->e);
		if (s == STATUS_OK)
			s = vault_open(out, file->data, file->len, typed, c->e);
		if (s == STATUS_OK) {
			signer_ask_keep(c->signer, typed);
			return s;
		}
		secret_free(typed);
		typed = NULL;
		if (s != ERR_WRONG_PASSPHRASE || !ask_is_typed(ask) || tries == TRIES)
			return s;
		ask_tell(ask, "That passphrase does not open the vault.");
		wait_after(tries);
	}
	return s;
}

static bool same(const struct secret *a, const struct secret *b)
{
	return secret_len(a) == secret_len(b) &&
	       sodium_memcmp(secret_view(a), secret_view(b), secret_len(a)) == 0;
}

/* A mistyped new passphrase locks its owner out, so that a person types it twice. */
static enum status ask_twice(struct signer_call *c, struct secret **out, const char *question)
{
	const struct asker *ask = &c->signer->ask;
	struct secret *again = NULL;
	enum status s = ask_secret(ask, out, question, c->e);

	if (s == STATUS_OK && secret_len(*out) < SHORTEST)
		s = err_set(c->e, ERR_REFUSED,
			    "the passphrase is too short: it needs at least %d characters",
			    SHORTEST);
	if (s == STATUS_OK && ask_is_typed(ask))
		s = ask_secret(ask, &again, "Once more: ", c->e);
	if (s == STATUS_OK && again != NULL && !same(*out, again))
		s = err_set(c->e, ERR_MISMATCH, "the two passphrases differ");
	secret_free(again);
	if (s != STATUS_OK) {
		secret_free(*out);
		*out = NULL;
	}
	return s;
}

enum status signer_ask_new(struct signer_call *c, struct secret **out, const char *question)
{
	const struct asker *ask = &c->signer->ask;
	enum status s = ask_twice(c, out, question);

	for (int tries = 1;
	     (s == ERR_REFUSED || s == ERR_MISMATCH) && ask_is_typed(ask) && tries < TRIES;
	     tries++) {
		ask_tell(ask, c->e->text);
		s = ask_twice(c, out, question);
	}
	return s;
}
