/*
 * The sentences of a Safe's transactions, which are told alike as typed documents, as calls of the
 * owners and as calls of a module: chain/meaning_row.h has their language.
 */
#ifndef CHAIN_MEANING_SAFE_H
#define CHAIN_MEANING_SAFE_H

#define SAFE_DELEGATES                                                                      \
	"the code of {to} runs as the Safe {@contract} itself (DELEGATECALL): it may take " \
	"everything in it and change its owners"
#define SAFE_DELEGATES_WORDS "DELEGATECALL {to} in {@contract}"

#define SAFE_SENDS	 "the Safe {@contract} sends {value:@coin} to {to}, with {data}"
#define SAFE_SENDS_WORDS "SAFE {@contract} sends {value:@coin} to {to}"

/* Whoever proposes the transaction chooses the price and the gas, which need not be used. */
#define SAFE_REFUNDS(gas)                                                          \
	SAFE_SENDS ", and pays for {" gas "} units of gas and for those used, at " \
		   "{gasPrice:gasToken} each, to {refundReceiver} (0: who sends it)"
#define SAFE_REFUNDS_WORDS SAFE_SENDS_WORDS ", REFUND to {refundReceiver}"

#endif
