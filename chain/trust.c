#include "chain/trust.h"

const char *trust_mark(enum trust t, int ascii)
{
	switch (t) {
	case TRUST_NONE: return " ";
	case TRUST_DISPUTED: return "!";
	case TRUST_REPORTED: return ascii ? "." : "\xC2\xB7";
	case TRUST_AGREED: return ascii ? "=" : "\xE2\x89\x88";
	case TRUST_PROVEN: return ascii ? "+" : "\xE2\x9C\x93";
	}
	return " ";
}

const char *trust_word(enum trust t)
{
	switch (t) {
	case TRUST_NONE: return "unknown";
	case TRUST_DISPUTED: return "disputed";
	case TRUST_REPORTED: return "reported";
	case TRUST_AGREED: return "agreed";
	case TRUST_PROVEN: return "proven";
	}
	return "unknown";
}

enum trust trust_min(enum trust a, enum trust b)
{
	return a < b ? a : b;
}
