// claim-add/1e6: `byline claim add` with a file of 10^6 claims, on a local network whose contract has
// the root of their tree: its time and the most memory that it had at once. Rival:
// @openzeppelin/merkle-tree, given the same claims in memory, up to the root alone; that root is the
// one that the contract gets, so that byline's must be the same.
//
//   node tests/bench/claim-add.mjs [PREFIX]
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const CLAIMS = 1_000_000;
const RUNS = 5;
const NAME = 'claim-add/1e6';
const SET_ROOT = '0x7cb64759'; // setMerkleRoot(bytes32)
const [only = ''] = process.argv.slice(2);
const work = mkdtempSync(path.join(tmpdir(), 'byline-bench-add-'));
const env = { ...process.env, BYLINE_DEVNET_DIR: path.join(work, 'devnet') };
const csv = path.join(work, 'claims.csv');

const run = (file, ...options) => promisify(execFile)(file, options, { env });
const network = (...command) => run(process.execPath, 'devnet/main.mjs', ...command);
const byline = (...command) => run('./byline', '--config-dir', path.join(work, 'folder'), ...command);
const control = (name, parameters) => network('control', name, JSON.stringify(parameters));

/** Accounts and amounts of 60 bits from hashes; `account` is the one in the middle. */
function writeClaims(account) {
	const lines = [];
	for (let i = 0; i < CLAIMS; i++) {
		const hash = createHash('sha256').update(String(i)).digest();
		const who = i === CLAIMS / 2 ? account.toLowerCase() : `0x${hash.toString('hex', 0, 20)}`;
		lines.push(`${who},${hash.readBigUInt64LE(20) >> 4n}`);
	}
	writeFileSync(csv, `${lines.join('\n')}\n`);
}

/** {root, seconds} of the library, which takes minutes. */
async function rival() {
	const options = ['--max-old-space-size=8000', '../tests/bench/drop.mjs', csv, ''];
	const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: 'devnet', env });
	const [root, seconds] = stdout.trim().split(' ');
	return { root, seconds: Number(seconds) };
}

/** Adds the file and says what that took: {seconds, megabytes}. The kernel keeps the peak. */
function add(contract) {
	const began = process.hrtime.bigint();
	const words = ['--json', '--config-dir', path.join(work, 'folder'), 'claim', 'add', csv, '--contract', contract];
	const child = spawn('./byline', words, { env, stdio: ['ignore', 'ignore', 'inherit'] });
	let kilobytes = 0;
	const look = setInterval(() => {
		try {
			const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
			kilobytes = Math.max(kilobytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
		} catch {
			// It has ended.
		}
	}, 5);
	return new Promise((resolve, reject) => {
		child.on('exit', (code) => {
			clearInterval(look);
			const seconds = Number(process.hrtime.bigint() - began) / 1e9;
			if (code === 0) resolve({ seconds, megabytes: (kilobytes * 1024) / 1e6 });
			else reject(new Error(`claim add ends with ${code}`));
		});
	});
}

function report(name, unit, ours, theirs) {
	const ratio = theirs === null ? null : Number((theirs / ours).toPrecision(3));
	const library = theirs === null ? null : '@openzeppelin/merkle-tree';
	console.log(JSON.stringify({ name, unit, ours, rival: library, theirs, ratio }));
}

async function main() {
	await network('start', '--payers', '--manual');
	const known = JSON.parse(readFileSync(path.join(env.BYLINE_DEVNET_DIR, 'devnet.json')));
	const { payers } = JSON.parse(readFileSync(known.payers.file));
	const { address: contract } = payers.find(({ name }) => name === 'openzeppelin');
	const { address: account } = known.accounts.find(({ name }) => name === 'demo');
	writeClaims(account);
	const { root, seconds: theirs } = await rival();
	const data = SET_ROOT + root.slice(2);
	await control('payer-call', { calls: [{ from: 'deployer', to: contract, data }] });
	await control('mine', { blocks: 4 });
	await byline('network', 'add', path.join(env.BYLINE_DEVNET_DIR, 'profile.json'), '--use');
	await byline('account', 'watch', account);
	const costs = [];
	for (let i = 0; i < RUNS; i++) costs.push(await add(contract));
	const seconds = costs.map((one) => one.seconds).sort((a, b) => a - b);
	report(NAME, 's', seconds[RUNS >> 1], theirs);
	report(`${NAME}-memory`, 'MB', Math.max(...costs.map((one) => one.megabytes)), null);
}

if (!existsSync('devnet/node_modules/@openzeppelin/merkle-tree')) {
	console.error(`${NAME}: npm ci --prefix devnet`);
} else if (NAME.startsWith(only) || only.startsWith(NAME)) {
	try {
		await main();
	} finally {
		await network('stop');
		rmSync(work, { recursive: true, force: true });
	}
}
