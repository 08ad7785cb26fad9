/*
 * A request to sign in gives its site a session in the account's name. The site is decided by the
 * message alone: a page of a thief's shows the message of another site, and whoever signs it lets
 * the thief in there. So the domain that a person named is compared with the message's, and any
 * other has to be asked for by name.
 */
#include "chain/meaning_sign_in.h"

#include <stdio.h>

#include "base/clock.h"
#include "chain/sign_in.h"

static void refuse_sign_in(struct meaning *m, const char *why, const char *what)
{
	m->never = true;
	m->n = m->decisive = 0;
	m->gives[m->n] = (struct sentence){.n = 0};
	sentence_add(&m->gives[m->n++], "%s %s", why, what);
}

/* The first sentence begins with the domain. */
static void tell_site(struct meaning *m, const struct sign_in *s, const struct meaning_view *view)
{
	struct sentence *out = &m->gives[m->n++];
	char text[ADDRESS_TEXT_SIZE], end[CLOCK_RFC3339_SIZE];

	address_format(text, &s->address);
	sentence_add(out, "%.*s lets whoever hands this in act there as %s, on chain %llu",
		     (int)s->domain.len, s->domain.at, text, (unsigned long long)s->chain_id);
	if (view->profile != NULL && view->profile->chain_id != s->chain_id)
		sentence_add(out, " (which is not the network in use)");
	clock_format_rfc3339(end, s->expires);
	if (s->has_expires)
		sentence_add(out, ", until %s", end);
	else
		sentence_add(out, ", for as long as it likes");
}

/* A reason to ask for it by name. The first one is what a refusal tells. */
static struct sentence *next_doubt(struct meaning *m, uint32_t dangers)
{
	if (m->dangers == 0)
		m->decisive = m->n;
	m->dangers |= dangers;
	return &m->gives[m->n++];
}

/* Adds a sentence for each thing that was not to be expected. */
static void tell_doubts(struct meaning *m, const struct sign_in *s, const struct meaning_view *view)
{
	const struct sign_in_part *at = &s->domain, *uri = &s->uri;

	if (s->resources > 0)
		sentence_add(&m->gives[m->n++], "it names %zu resource%s, which the site may open",
			     s->resources, s->resources == 1 ? "" : "s");
	if (view->domain == NULL)
		sentence_add(next_doubt(m, DANGER_SIGN_IN),
			     "it signs in at %.*s, a domain that nobody named (--domain)",
			     (int)at->len, at->at);
	else if (!sign_in_is_domain(s, view->domain))
		sentence_add(next_doubt(m, DANGER_SIGN_IN),
			     "%.*s is NOT the domain that was named, %s: another site would get "
			     "the signature",
			     (int)at->len, at->at, view->domain);
	if (!sign_in_is_own_uri(s))
		sentence_add(next_doubt(m, DANGER_SIGN_IN),
			     "it is for %.*s, which is not of the domain %.*s", (int)uri->len,
			     uri->at, (int)at->len, at->at);
	if (s->delegates)
		sentence_add(next_doubt(m, DANGER_SIGN_IN | DANGER_CONTROL),
			     "its resources let %.*s act in the account's name (ERC-5573), by "
			     "rules that byline does not read",
			     (int)uri->len, uri->at);
}

static void judge_validity(struct meaning *m, const struct sign_in *s,
			   const struct meaning_view *view)
{
	char text[ADDRESS_TEXT_SIZE], when[CLOCK_RFC3339_SIZE];

	address_format(text, &s->address);
	if (view->signer != NULL && !address_equal(view->signer, &s->address)) {
		refuse_sign_in(m, "it is not for the account that signs, but for", text);
	} else if (view->now != 0 && s->has_expires && view->now >= s->expires) {
		clock_format_rfc3339(when, s->expires);
		refuse_sign_in(m, "it expired at", when);
	} else if (view->now != 0 && s->has_not_before && view->now < s->not_before) {
		clock_format_rfc3339(when, s->not_before);
		refuse_sign_in(m, "it is not valid before", when);
	}
}

bool meaning_sign_in_tell(struct meaning *m, const char *text, size_t len,
			  const struct meaning_view *view)
{
	struct sign_in s;
	struct err why = {0};

	if (sign_in_read(&s, text, len, &why) != STATUS_OK) {
		if (!sign_in_resembles(text, len))
			return false;
		snprintf(m->title, sizeof(m->title), "Message that resembles a sign-in");
		m->dangers = DANGER_SIGN_IN | DANGER_UNKNOWN;
		sentence_add(&m->gives[m->n++],
			     "it looks like a sign-in (EIP-4361) and is none, since %s: a site "
			     "that takes it for one may let anybody in as this account",
			     why.text);
		snprintf(m->words, sizeof(m->words), "UNKNOWN SIGN-IN");
		return true;
	}
	snprintf(m->title, sizeof(m->title), "Sign-in (EIP-4361)");
	tell_site(m, &s, view);
	tell_doubts(m, &s, view);
	judge_validity(m, &s, view);
	for (size_t i = 0; i < m->n; i++)
		m->whole = m->whole && sentence_status(&m->gives[i]) == STATUS_OK;
	if (m->dangers != 0 && (size_t)snprintf(m->words, sizeof(m->words), "SIGN IN at %.*s",
						(int)s.domain.len, s.domain.at) >= sizeof(m->words))
		m->whole = false;
	return true;
}
