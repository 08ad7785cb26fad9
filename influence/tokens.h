/* The tokens of a text: maximal runs of 0-9, A-Z, a-z and bytes from 0x80, with A-Z read as a-z. */
#ifndef INFLUENCE_TOKENS_H
#define INFLUENCE_TOKENS_H

#include <stdint.h>

/* The byte as it counts inside a token, or 0 when it separates tokens. */
static inline uint8_t tokens_fold(uint8_t b)
{
	if ((b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || b >= 0x80)
		return b;
	return b >= 'A' && b <= 'Z' ? (uint8_t)(b - 'A' + 'a') : 0;
}

#endif
