#include "base/status.h"

#include <errno.h>

const char *status_phrase(enum status s)
{
	static const char *const phrases[] = {
#define X(name, phrase) [name] = phrase,
		STATUS_LIST(X)
#undef X
	};

	/* A number that was stored or came from elsewhere may be no status of ours. */
	return (size_t)s < ARRAY_SIZE(phrases) ? phrases[s] : "unknown error";
}

const char *status_name(enum status s)
{
	static const char *const names[] = {
#define X(name, phrase) [name] = #name,
		STATUS_LIST(X)
#undef X
	};

	return (size_t)s < ARRAY_SIZE(names) ? names[s] : "ERR_UNKNOWN";
}

/* Only the reasons that a person can do something about have a status of their own. */
enum status status_from_errno(int error)
{
	switch (error) {
	case ENOMEM: return ERR_MEMORY;
	case ENOSPC:
	case EDQUOT: return ERR_NO_SPACE;
	case EACCES:
	case EPERM:
	case EROFS: return ERR_PERMISSION;
	case EEXIST: return ERR_EXISTS;
	case ENOENT:
	case ENOTDIR: return ERR_NOT_FOUND;
	default: return ERR_IO; /* errno is an open set */
	}
}
