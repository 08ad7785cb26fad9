// The tree that @openzeppelin/merkle-tree builds of a CSV of account,amount. Prints its root and the
// seconds from the values to the root, and writes the dump to the second file, unless it is "".
// Run in a folder whose node_modules has it: node --max-old-space-size=8000 drop.mjs CSV DUMP
import { createWriteStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.cwd()}/`);
const { StandardMerkleTree } = require('@openzeppelin/merkle-tree');

const [csv, dump] = process.argv.slice(2);
const values = readFileSync(csv, 'utf8').trim().split('\n').map((line) => line.split(','));
const start = process.hrtime.bigint();
const tree = StandardMerkleTree.of(values, ['address', 'uint256']);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
console.log(`${tree.root} ${seconds}`);
if (dump) {
	// As JSON.stringify() writes it; one string of the whole would be too long.
	const { format, leafEncoding, tree: nodes, values: leaves } = tree.dump();
	const out = createWriteStream(dump);
	const head = JSON.stringify({ format, leafEncoding }).slice(0, -1);
	out.write(`${head},"tree":[${nodes.map((node) => JSON.stringify(node)).join()}],"values":[`);
	for (let i = 0; i < leaves.length; i += 1000)
		out.write(`${i ? ',' : ''}${leaves.slice(i, i + 1000).map((leaf) => JSON.stringify(leaf)).join()}`);
	out.end(']}');
}
