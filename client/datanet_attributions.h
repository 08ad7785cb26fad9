/*
 * Live attributions, not settled yet: a page of GET /v1/accounts/{address}/attributions.
 */
#ifndef CLIENT_DATANET_ATTRIBUTIONS_H
#define CLIENT_DATANET_ATTRIBUTIONS_H

#include "chain/amount.h"
#include "client/datanet_info.h"

/* Bytes of a name of DATANET_NAME characters. */
#define ATTRIBUTION_NAME (4 * DATANET_NAME + 1)

struct attribution {
	uint64_t seq;
	int64_t time;
	uint64_t epoch; /* the epoch that settles it */
	struct hash model, dataset;
	char inference[ATTRIBUTION_NAME]; /* the datanet's name for the model's answer, cleaned */
	bool negative;			  /* the influence is below 0: the data did harm */
	struct u256 influence;		  /* its magnitude, in units of 1e-18 */
	struct tokens fee;		  /* paid for the answer */
};

/* Zero-initialise it; free it with datanet_attributions_release(). */
struct datanet_attributions {
	struct attribution *items; /* ascending by seq */
	size_t n;
	uint64_t next; /* the value for `after` that gives the next page */
	bool more;     /* there is a next page */
};
void datanet_attributions_release(struct datanet_attributions *a);

/*
 * Reads the page of attributions with seq above `after`. Errors are those of client/datanet.h. On
 * error there is nothing to release.
 */
MUST_CHECK enum status datanet_attributions_read(struct datanet_attributions *out, const void *data,
						 size_t len, const struct address *account,
						 uint64_t after, struct err *e);

#endif
