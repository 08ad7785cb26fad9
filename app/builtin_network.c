#include "app/builtin_network.h"

#include <string.h>

#include "chain/profile_parse.h"

/*
 * The profiles of networks/, inside the program so that a copied binary has them. The labels are
 * local to this object: C can only name them as external, but the assembler finds them here.
 */
#define BUILTIN(symbol, file)                                      \
	__asm__(".section .rodata\n"                               \
		"builtin_" #symbol ":\n.incbin \"" file "\"\n"     \
		"builtin_" #symbol "_end:\n.byte 0\n.previous\n"); \
	extern const char builtin_##symbol[], builtin_##symbol##_end[]

BUILTIN(base, "networks/base.json");
BUILTIN(bnb, "networks/bnb.json");
BUILTIN(ethereum, "networks/ethereum.json");
BUILTIN(openledger, "networks/openledger.json");
BUILTIN(openledger_testnet, "networks/openledger-testnet.json");
BUILTIN(optimism, "networks/optimism.json");
BUILTIN(sepolia, "networks/sepolia.json");
BUILTIN(story, "networks/story.json");

static const struct {
	const char *data, *end;
} builtins[] = {
	{builtin_base, builtin_base_end},
	{builtin_bnb, builtin_bnb_end},
	{builtin_ethereum, builtin_ethereum_end},
	{builtin_openledger, builtin_openledger_end},
	{builtin_openledger_testnet, builtin_openledger_testnet_end},
	{builtin_optimism, builtin_optimism_end},
	{builtin_sepolia, builtin_sepolia_end},
	{builtin_story, builtin_story_end},
};

size_t count_builtin_networks(void)
{
	return ARRAY_SIZE(builtins);
}

enum status read_builtin_network(struct profile *out, size_t i, struct err *e)
{
	return profile_parse(out, builtins[i].data, (size_t)(builtins[i].end - builtins[i].data),
			     e);
}

bool is_builtin_network(const char *name)
{
	struct profile p;

	for (size_t i = 0; i < count_builtin_networks(); i++)
		if (read_builtin_network(&p, i, NULL) == STATUS_OK && strcmp(p.name, name) == 0)
			return true;
	return false;
}
