/* Network profiles: a profile that is read keeps its meaning when it is written and read again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json_write.h"
#include "chain/profile.h"
#include "chain/profile_json.h"
#include "chain/profile_parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct profile p, again;
	struct json *doc;
	struct buf out;
	struct err e = {0};

	if (size > LIMIT_SMALL_FILE)
		return 0;
	if (profile_parse(&p, data, size, &e) != STATUS_OK) {
		if (e.text[0] == '\0')
			abort();
		return 0;
	}
	doc = profile_json(&p);
	buf_init(&out, LIMIT_SMALL_FILE);
	if (json_write(&out, doc) != STATUS_OK ||
	    profile_parse(&again, out.data, out.len, &e) != STATUS_OK ||
	    memcmp(&p, &again, sizeof(p)) != 0)
		abort();
	buf_release(&out);
	json_free(doc);
	return 0;
}
