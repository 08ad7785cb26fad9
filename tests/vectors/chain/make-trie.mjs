// Tries and proofs of @ethereumjs/trie, with keys that share long beginnings, so that nodes of fewer
// than 32 bytes stand in their parents. Run: node make-trie.mjs (see README.md).
import { writeFileSync } from "node:fs";
import { Trie } from "@ethereumjs/trie";
import { hexToBytes, bytesToHex } from "@ethereumjs/util";

const pad = (start, end = "") => `0x${start}${"0".repeat(64 - start.length - end.length)}${end}`;
const tries = {
	"one leaf": [[pad("12"), "0x01"]],
	"in place: two short leaves": [[pad("ab", "10"), "0x01"], [pad("ab", "20"), "0x02"]],
	"in place: extension and branch": [
		[pad("ab", "1110"), "0x01"], [pad("ab", "1120"), "0x02"], [pad("ab", "2110"), "0x03"], [pad("c"), "0x04"],
	],
	"in place: a branch in a branch": [
		[pad("d", "11"), "0x05"], [pad("d", "12"), "0x06"], [pad("d", "21"), "0x07"], [pad("d", "22"), "0x08"],
	],
	"leaves at the last nibble": Array.from({ length: 16 }, (_, i) => [pad("77", i.toString(16)), `0x${(0x90 + i).toString(16)}${"ff".repeat(20)}`]),
	"long extension": [[pad(`3${"5".repeat(40)}`), `0x${"aa".repeat(32)}`], [pad(`3${"5".repeat(39)}6`), `0x${"bb".repeat(32)}`]],
	"bushy": Array.from({ length: 200 }, (_, i) => [pad((i * 2654435761 % 2 ** 32).toString(16).padStart(8, "0"), i.toString(16)), `0x${(i + 1).toString(16).padStart(4, "0").repeat(1 + i % 20)}`]),
};

const out = [];
for (const [name, entries] of Object.entries(tries)) {
	const trie = new Trie();
	for (const [key, value] of entries)
		await trie.put(hexToBytes(key), hexToBytes(value));
	const asked = new Map(entries.slice(0, 16));
	// Absent keys: each of some keys with one nibble changed, at the start, inside and at the end.
	for (const [key] of entries.slice(0, 4))
		for (const at of [2, 3, 30, 64, 65])
			asked.set(key.slice(0, at) + ((parseInt(key[at], 16) + 1) % 16).toString(16) + key.slice(at + 1), undefined);
	const known = new Map(entries);
	const proofs = [];
	for (const key of asked.keys()) {
		// The library also lists nodes that stand in their parents; nodes of a network do not.
		const proof = (await trie.createProof(hexToBytes(key))).filter((n, i) => i === 0 || n.length >= 32);
		proofs.push({ key, ...(known.has(key) ? { value: known.get(key) } : {}), proof: proof.map((n) => bytesToHex(n)) });
	}
	out.push({ name, root: bytesToHex(trie.root()), proofs });
}
writeFileSync("trie.json", `${JSON.stringify(out, null, "\t")}\n`);
