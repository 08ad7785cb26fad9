#!/bin/sh
# Storage slots by cast. Run: CAST=…/cast sh make-slots.sh >slots.json (see README.md).
account=0x000000000000000000000000f39fd6e51aad88f6f4ce6ab8827279cfffb92266
token=0x0000000000000000000000003333333333333333333333333333333333333333
uid=0x6b6dc790d82177410ee8bfd6408d1c330d56a6a676368548eff22f20260ecb28
slot() { printf '0x%064x' "$1"; }
entry() {
	printf '\t{"key":"%s","slot":"%s","key-slot":"%s","slot-key":"%s"}' "$1" "$2" \
		"$("$CAST" index bytes32 "$1" "$2")" "$("$CAST" keccak "$2${1#0x}")"
}
claimed=$("$CAST" index bytes32 $account "$(slot 2)")
echo '['
entry $account "$(slot 0)"
echo ,
entry $account "$(slot 2)"
echo ,
entry $token "$claimed"
echo ,
entry $uid "$(slot 4)"
echo
echo ']'
