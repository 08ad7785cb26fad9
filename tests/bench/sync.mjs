// sync/three: the first sync of a contributor with two datasets and thirty epochs over three nodes
// that are 50 ms away, beside foundry's cast, which asks one of them for the same figures once. A
// local network of its own, whose front ends count what is asked; only the nodes are far away.
//
//   node tests/bench/sync.mjs [PREFIX]
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const DISTANCE_MS = 50;
const RUNS = 5;
const [only = ''] = process.argv.slice(2);
const work = mkdtempSync(path.join(tmpdir(), 'byline-bench-sync-'));
const env = { ...process.env, BYLINE_DEVNET_DIR: path.join(work, 'devnet') };

// Asynchronous throughout: a process that is blocked loses its connections to the network.
const run = (file, ...options) => promisify(execFile)(file, options, { env });
const network = (...command) => run(process.execPath, 'devnet/main.mjs', ...command);
const byline = (folder, ...command) =>
	run('./byline', '--config-dir', path.join(work, folder), ...command);

async function control(known, name, parameters = {}) {
	const reply = await fetch(`${known.control.url}/control/${name}`, {
		method: 'POST',
		body: JSON.stringify(parameters),
	});
	if (!reply.ok) throw new Error(await reply.text());
	return reply.json();
}

/** Runs `operation` and says what it cost: {seconds, rounds, requests, kilobytes, methods}. */
async function cost(known, operation) {
	await control(known, 'requests', { reset: true });
	const began = process.hrtime.bigint();
	await operation();
	const seconds = Number(process.hrtime.bigint() - began) / 1e9;
	const { rounds, nodes } = await control(known, 'requests');
	const sum = (member) => Object.values(nodes).reduce((n, node) => n + Number(node[member]), 0);
	return {
		seconds,
		rounds: Number(rounds),
		requests: sum('requests'),
		kilobytes: (sum('received') + sum('sent')) / 1e3,
		methods: Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, node.methods])),
	};
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** By turns, after one round that does not count; resolves to the median of each kind of cost. */
async function byTurns(known, operations) {
	const costs = operations.map(() => []);
	for (let run = 0; run <= RUNS; run++) {
		for (const [i, { prepare = () => {}, operation }] of operations.entries()) {
			prepare();
			const one = await cost(known, operation);
			if (run > 0) costs[i].push(one);
		}
	}
	const kinds = ['seconds', 'rounds', 'requests', 'kilobytes'];
	const middle = (list, kind) => median(list.map((one) => one[kind]));
	return costs.map((list) => Object.fromEntries(kinds.map((kind) => [kind, middle(list, kind)])));
}

/** Every question whose answer byline shows, as arguments of cast. */
async function questions(known) {
	const { COMMITMENT, MODEL, STATEMENT } = await import('../../devnet/eas.mjs');
	const { abi } = await import('../../devnet/contracts.mjs');
	const { address: account } = known.accounts.find(({ name }) => name === 'demo');
	const { eas, token, distributor } = known.contracts;
	const reply = await fetch(known.nodes[0].url, {
		method: 'POST',
		body: JSON.stringify({
			jsonrpc: '2.0',
			id: 1,
			method: 'eth_getLogs',
			params: [{ fromBlock: '0x0', toBlock: 'latest', address: eas }],
		}),
	});
	const attested = (await reply.json()).result
		.filter(({ topics }) => topics[0] === abi.eas.getEvent('Attested').topicHash)
		.map(({ topics, data }) => ({ by: `0x${topics[2].slice(26)}`, schema: topics[3], uid: data }));
	const shown = attested.filter(
		({ by, schema }) =>
			[STATEMENT.uid, MODEL.uid].includes(schema) ||
			(schema === COMMITMENT.uid && by === account.toLowerCase()),
	);
	const attestation = '(bytes32,bytes32,uint64,uint64,uint64,bytes32,address,address,bool,bytes)';
	const signature = `getAttestation(bytes32)(${attestation})`;
	return [
		['block-number'],
		['chain-id'],
		['balance', account],
		['nonce', account],
		['gas-price'],
		...[eas, token, distributor].map((address) => ['code', address]),
		['call', token, 'balanceOf(address)(uint256)', account],
		['call', token, 'balanceOf(address)(uint256)', distributor],
		['call', distributor, 'root()(bytes32)'],
		['call', distributor, 'ipfsHash()(bytes32)'],
		['call', distributor, 'claimed(address,address)(uint256)', account, token],
		...shown.map(({ uid }) => ['call', eas, signature, uid]),
	];
}

function report(name, unit, ours, theirs) {
	const ratio = theirs === null ? null : Number((theirs / ours).toPrecision(3));
	const rival = theirs === null ? null : 'cast, one node';
	console.log(JSON.stringify({ name, unit, ours, rival, theirs, ratio }));
}

async function main() {
	await network('start', '--manual');
	const known = JSON.parse(readFileSync(path.join(env.BYLINE_DEVNET_DIR, 'devnet.json')));
	await control(known, 'mine', { blocks: 3 });
	const { address } = known.accounts.find(({ name }) => name === 'demo');
	const profile = path.join(env.BYLINE_DEVNET_DIR, 'profile.json');
	await byline('watching', 'network', 'add', profile, '--use');
	await byline('watching', 'account', 'watch', address);
	const asked = await questions(known);
	for (const { name } of known.nodes)
		await control(known, 'node-faults', { node: name, faults: [{ kind: 'delay', ms: DISTANCE_MS }] });

	const sync = () => byline('run', '--json', 'sync');
	const afresh = () => {
		rmSync(path.join(work, 'run'), { recursive: true, force: true });
		cpSync(path.join(work, 'watching'), path.join(work, 'run'), { recursive: true });
	};
	const ask = async () => {
		for (const question of asked) await run(known.cast, ...question, '--rpc-url', known.nodes[0].url);
	};
	const hasCast = existsSync(known.cast);
	if (!hasCast) console.error('sync/three: cast is missing: npm ci --prefix devnet');
	const [first, again, theirs] = await byTurns(known, [
		{ prepare: afresh, operation: sync },
		{ operation: sync },
		...(hasCast ? [{ operation: ask }] : []),
	]);
	const of = (kind) => theirs?.[kind] ?? null;
	report('sync/three', 's', first.seconds, of('seconds'));
	report('sync/three-rounds', 'rounds', first.rounds, of('rounds'));
	report('sync/three-requests', 'requests', first.requests, of('requests'));
	report('sync/three-bytes', 'kB', first.kilobytes, of('kilobytes'));
	report('sync/three-again', 's', again.seconds, of('seconds'));
	report('sync/three-again-requests', 'requests', again.requests, of('requests'));
	// Which methods they are, for whoever wants to make them fewer.
	afresh();
	const { methods } = await cost(known, sync);
	for (const [name, counts] of Object.entries(methods)) {
		const list = Object.entries(counts).map((pair) => pair.join(' '));
		console.error(`sync/three: ${name}: ${list.join(', ')}`);
	}
}

if (!existsSync('devnet/node_modules/ethers')) {
	console.error('sync/three: npm ci --prefix devnet');
} else if ('sync/three'.startsWith(only) || only.startsWith('sync/three')) {
	try {
		await main();
	} finally {
		await network('stop');
		rmSync(work, { recursive: true, force: true });
	}
}
