// Leaves a second of @openzeppelin/merkle-tree, given address, index and blind of each ready-made.
// Run in a folder whose node_modules has it: node merkle.mjs COUNT
import { createRequire } from 'node:module';
import { createHash } from 'node:crypto';

const require = createRequire(`${process.cwd()}/`);
const { StandardMerkleTree } = require('@openzeppelin/merkle-tree');

const count = Number(process.argv[2]);
const attester = '0x0100000000000000000000000000000000000000';
const values = Array.from({ length: count }, (_, i) => [
	attester,
	i,
	`0x${createHash('sha256').update(String(i)).digest('hex')}`,
]);
const start = process.hrtime.bigint();
const tree = StandardMerkleTree.of(values, ['address', 'uint64', 'bytes32'], { sortLeaves: false });
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
if (tree.root.length !== 66) throw new Error('no root');
console.log(count / seconds);
