/*
 * Trying what single nodes are able to do: how deep they prove, how many blocks they search,
 * whether they keep up. What is learned replaces what was known of them, and the next syncs use it.
 */
#ifndef SYNC_EXAMINE_NODES_H
#define SYNC_EXAMINE_NODES_H

#include "app/task.h"
#include "chain/profile.h"

struct app;

/* Depths in blocks below the head at which proofs are tried, ascending, after the head itself. */
#define EXAMINE_DEPTHS 5

struct node_findings {
	char name[32];
	char operator[32];
	char url[256];		  /* as node_url_show() has it */
	enum status status;	  /* STATUS_OK when it answers and is of the profile's chain */
	char why[LIMIT_ERR_TEXT]; /* why not; "" otherwise */
	uint64_t chain_id;	  /* 0: not known, as below */
	uint64_t head;		  /* its newest block */
	int64_t head_age_s;	  /* by this machine's clock when it was asked */
	char client[96];	  /* web3_clientVersion, cleaned; "" when it does not say */
	bool proves;		  /* at its newest block, where "latest" is asked for */
	uint64_t proven_depth;	  /* the most of the depths that it proved at; 0: the newest only */
	bool has_capabilities;	  /* eth_capabilities is offered */
	uint64_t proofs_from;  /* the oldest block with proofs, by eth_capabilities; 0: not said */
	bool searches;	       /* eth_getLogs */
	uint64_t span;	       /* the most blocks that it searched at once */
	uint64_t span_refused; /* the fewest that it refused; 0: none */
	uint64_t events;       /* the most events that it gave at once */
	bool receipts;	       /* eth_getBlockReceipts */
	bool batches;	       /* several requests in one body */
	unsigned requests;     /* that the test made, within `took_ms` */
	uint32_t took_ms;
	bool limited; /* the node asked for fewer requests meanwhile */
};

struct examination {
	struct node_findings *nodes;
	size_t n;
};

/*
 * Examines every node of the app's network, one after the other, or the one named so in the profile
 * or at this address, which need not be in the profile (NULL: all). A node that does not answer
 * within half a minute is left. The abilities that were known of each before are forgotten first.
 * Out:     out  released by release_examination(), also after a failure
 * Returns: STATUS_OK, also when nodes do not answer; ERR_NOT_FOUND, ERR_PARSE for a wrong address,
 *          ERR_CANCELLED, ERR_MEMORY; as require_online().
 */
MUST_CHECK enum status examine_nodes(struct app *app, struct task *task, const char *which,
				     struct examination *out, struct err *e);

/* Frees the findings. */
void release_examination(struct examination *x);

#endif
