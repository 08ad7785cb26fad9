/* Finding out which kind a contract is that the user names as a payer, by what it answers. */
#ifndef SYNC_RECOGNISE_PAYER_H
#define SYNC_RECOGNISE_PAYER_H

#include "sync/probe_fact.h"

/*
 * Asks a contract the questions that payers answer, and adds what it is, and in which token it
 * pays, to the facts. A contract can answer whatever it likes: this tells how byline may claim from
 * it, and not that it pays.
 * In:      preset  "uniswap", "1inch", "openzeppelin", "sablier-instant", "sablier-ll",
 *                  "sablier-lt", "sablier-vca", "weatherxm", "urd", "merkl", "eigenlayer",
 *                  "reppo", with which the answers are compared; "sablier" for any of Sablier's;
 *                  NULL: found out
 *          token   in which it pays, or NULL
 * In/Out:  d       has its address; gets kind, terms and token
 * Returns: STATUS_OK; ERR_UNSUPPORTED for a contract that answers as none of them, and for one that
 *          byline refuses by name; ERR_MISMATCH when it is not what `preset` or `token` say;
 *          ERR_USAGE when an option has to say what it does not tell; ERR_NOT_AGREED when nodes
 *          that could agree do not; a failure of call_read().
 */
MUST_CHECK enum status recognise_payer(struct probe *p, struct profile_distributor *d,
				       const char *preset, const struct address *token,
				       struct err *e);

#endif
