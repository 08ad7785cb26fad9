/*
 * Counting nodes, in the order of peer_count(): what each state means for the count (states[]),
 * names of nodes in a sentence, the most serious trouble (trouble_of(), since a line has room for
 * one), operators that agree. The last functions show two answers from where they differ, and sum
 * up latencies.
 */
#include "chain/peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"

/* So many names stand in a line; further nodes are counted. */
#define NAMES_SHOWN 3

static const struct {
	const char *word;
	bool answers;
	bool agrees;
} states[] = {
	[PEER_UNKNOWN] = {"not asked yet", false, false},
	[PEER_OK] = {"ok", true, true},
	[PEER_BEHIND] = {"behind", true, false},
	[PEER_STALLED] = {"stalled", true, false},
	[PEER_UNREACHABLE] = {"unreachable", false, false},
	[PEER_WRONG_CHAIN] = {"wrong chain", false, false},
	[PEER_DISPUTED] = {"disputed", true, false},
	[PEER_LIMITED] = {"slowed down", false, false},
	/* Such a node has a vote (node_counts()), though it has yet to agree on a value. */
	[PEER_RETURNING] = {"returning", true, true},
	[PEER_UNSETTLED] = {"contradicts", true, false},
};

const char *peer_word(enum peer_state s)
{
	return (size_t)s < ARRAY_SIZE(states) ? states[s].word : "unknown";
}

/* A set of states, as bits. */
#define STATE(s) (1u << (s))

/* Writes "alice", "alice and bob", "alice, bob and 3 more". Returns how many nodes there are. */
static size_t name_those(char *out, size_t cap, const struct peer *peers, size_t n, unsigned in)
{
	size_t all = 0, at = 0, len = 0;

	for (size_t i = 0; i < n; i++)
		all += in >> peers[i].state & 1;
	out[0] = '\0';
	for (size_t i = 0; i < n && len < cap; i++) {
		const char *join = at == 0 ? "" : at + 1 == all ? " and " : ", ";

		if (!(in >> peers[i].state & 1))
			continue;
		if (at == NAMES_SHOWN - 1 && all > NAMES_SHOWN) {
			snprintf(out + len, cap - len, " and %zu more", all - at);
			break;
		}
		len += (size_t)snprintf(out + len, cap - len, "%s%.32s", join, peers[i].name);
		at++;
	}
	return all;
}

/* Writes "the newest block of alice and bob was 2 h old". */
static void name_late(char *out, size_t cap, const char *names, int64_t late_s)
{
	int64_t minutes = (late_s + 59) / 60;
	bool hours = minutes >= 120, days = minutes >= 48 * 60;

	snprintf(out, cap, "the newest block of %s is %lld %s old", names,
		 (long long)(days    ? minutes / 1440
			     : hours ? minutes / 60
				     : minutes),
		 days	 ? "days"
		 : hours ? "h"
			 : "min");
}

/* Writes the most serious thing into a->trouble, and whether it needs the mark. */
static void trouble_of(struct peer_agreement *a, const struct peer *peers, size_t n, int64_t late_s)
{
	char names[128], others[128];
	size_t many;
	size_t cap = sizeof(a->trouble);

	a->alarm = !a->met;
	many = name_those(names, sizeof(names), peers, n, STATE(PEER_DISPUTED));
	if (many > 0) {
		a->alarm = true;
		name_those(others, sizeof(others), peers, n,
			   STATE(PEER_OK) | STATE(PEER_RETURNING));
		snprintf(a->trouble, cap, "%s contradict%s %s", names, many == 1 ? "s" : "",
			 others[0] != '\0' ? others : "the others");
		return;
	}
	many = name_those(names, sizeof(names), peers, n, STATE(PEER_UNSETTLED));
	if (many > 0) {
		a->alarm = true;
		snprintf(a->trouble, cap,
			 many == 1 ? "%s contradicts what was agreed before"
				   : "%s contradict each other",
			 names);
		return;
	}
	many = name_those(names, sizeof(names), peers, n, STATE(PEER_BEHIND) | STATE(PEER_STALLED));
	if (many > 0) {
		snprintf(a->trouble, cap, "%s %s behind", names, many == 1 ? "is" : "are");
		return;
	}
	if (!a->met && a->answer > 0) {
		snprintf(a->trouble, cap, "%u must agree", a->quorum);
		return;
	}
	if (a->met && late_s > 0) {
		a->alarm = true;
		name_those(names, sizeof(names), peers, n, STATE(PEER_OK) | STATE(PEER_RETURNING));
		name_late(a->trouble, cap, names, late_s);
		return;
	}
	many = name_those(names, sizeof(names), peers, n, STATE(PEER_WRONG_CHAIN));
	if (many > 0) {
		snprintf(a->trouble, cap, "%s %s on another chain", names,
			 many == 1 ? "is" : "are");
		return;
	}
	many = name_those(names, sizeof(names), peers, n,
			  STATE(PEER_UNREACHABLE) | STATE(PEER_LIMITED));
	if (many > 0 && a->answer > 0)
		snprintf(a->trouble, cap, "%s %s not answer", names, many == 1 ? "does" : "do");
}

/* Counts the operators of nodes that agree, each once by its first such node. */
static unsigned operators_agreeing(const struct peer *peers, size_t n)
{
	unsigned count = 0;

	for (size_t i = 0; i < n; i++) {
		bool first = states[peers[i].state].agrees;

		for (size_t j = 0; j < i && first; j++)
			first = !states[peers[j].state].agrees ||
				strcmp(peers[j].operator, peers[i].operator) != 0;
		count += first;
	}
	return count;
}

void peer_count(struct peer_agreement *out, const struct peer *peers, size_t n, unsigned quorum,
		int64_t late_s)
{
	bool agreeing;

	*out = (struct peer_agreement){.nodes = n, .quorum = quorum};
	for (size_t i = 0; i < n; i++) {
		out->answer += states[peers[i].state].answers;
		out->agree += states[peers[i].state].agrees;
		out->asked |= peers[i].state != PEER_UNKNOWN;
	}
	out->met = quorum > 0 ? operators_agreeing(peers, n) >= quorum : out->agree > 0;
	if (!out->asked) {
		snprintf(out->text, sizeof(out->text), n > 0 ? "not asked yet" : "no nodes");
		return;
	}
	/* Where too few answer, that is the news. Else the count of those that agree is. */
	agreeing = quorum > 0 && (out->met || out->answer >= quorum);
	snprintf(out->text, sizeof(out->text), "%zu of %zu node%s %s%s",
		 agreeing ? out->agree : out->answer, n, n == 1 ? "" : "s",
		 agreeing ? "agree" : "answer",
		 n == 1 || (agreeing ? out->agree : out->answer) == 1 ? "s" : "");
	trouble_of(out, peers, n, late_s);
}

void peer_sentence(char out[static PEER_SENTENCE_SIZE], const struct peer_agreement *a)
{
	snprintf(out, PEER_SENTENCE_SIZE, "%s%s%s%s", a->text, a->trouble[0] != '\0' ? ", " : "",
		 a->trouble, a->alarm ? " !" : "");
}

/* At most so many bytes that both answers have in common are left before the difference. */
#define SAME_SHOWN 16

/* Puts an ellipsis in the place of the first `from` bytes, which are more than it takes. */
static void skip_to(char *text, size_t from)
{
	static const char ellipsis[] = "\xe2\x80\xa6";

	memmove(text + sizeof(ellipsis) - 1, text + from, strlen(text + from) + 1);
	memcpy(text, ellipsis, sizeof(ellipsis) - 1);
}

void peer_show_difference(char *said, char *agreed)
{
	size_t same = 0;

	while (said[same] != '\0' && said[same] == agreed[same])
		same++;
	if (same < 2 * SAME_SHOWN || (said[same] == '\0' && agreed[same] == '\0'))
		return;
	same -= SAME_SHOWN;
	while (same > SAME_SHOWN && (said[same] & 0xc0) == 0x80)
		same--;
	skip_to(said, same);
	skip_to(agreed, same);
}

static int ascending(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

void peer_percentiles(uint16_t *p50, uint16_t *p95, const uint16_t *ms, size_t n)
{
	uint16_t sorted[PEER_LATENCIES];
	size_t replies = 0;

	for (size_t i = 0; i < n && replies < PEER_LATENCIES; i++)
		if (ms[i] != 0)
			sorted[replies++] = ms[i];
	if (replies == 0)
		return;
	qsort(sorted, replies, sizeof(sorted[0]), ascending);
	*p50 = sorted[replies / 2];
	*p95 = sorted[replies * 95 / 100];
}
