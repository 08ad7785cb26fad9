// The code of contracts with immutables, as a node stores it: each deployed several times, on anvil.
// The places where the code differs are those of the immutables. Run: see README.md.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { ContractFactory, getBytes, hexlify, id, JsonRpcProvider, keccak256, NonceManager, Wallet } from "ethers";

const require = createRequire(import.meta.url);
const { abi, bytecode } = require("@uniswap/merkle-distributor/build/MerkleDistributor.json");
const KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"; // anvil's published test key 0
const PORT = 18996;

async function connect(provider) {
	for (let tries = 0; ; tries++) {
		try { await provider.send("eth_chainId", []); return; } catch (error) { if (tries > 50) throw error; }
		await new Promise((done) => setTimeout(done, 100));
	}
}

// What each getter of the contract says, beside its code.
async function deploy(factory, token, root) {
	const contract = await (await factory.deploy(token, root)).waitForDeployment();
	return {
		token: await contract.token(),
		root: await contract.merkleRoot(),
		code: await factory.runner.provider.getCode(await contract.getAddress()),
	};
}

// A place begins where codes differ and has 32 bytes; every value that is there is one of `values`.
function findPlaces(deployments, values) {
	const codes = deployments.map(({ code }) => getBytes(code));
	const places = [];
	for (let at = 0; at < codes[0].length; at++) {
		if (codes.every((code) => code[at] === codes[0][at])) continue;
		const found = values.findIndex((name) => deployments.every((d, i) =>
			hexlify(codes[i].slice(at, at + 32)) === d[name]));
		if (found < 0) {
			// An address is filled up with zeros, in which no two codes differ.
			const start = at - 12;
			const which = values.findIndex((name) => deployments.every((d, i) =>
				hexlify(codes[i].slice(start, start + 32)) === `0x${"00".repeat(12)}${d[name].slice(2).toLowerCase()}`));
			if (which < 0) throw new Error(`byte ${at} differs, and belongs to no immutable`);
			places.push({ at: String(start), value: values[which] });
			at = start + 31;
		} else {
			places.push({ at: String(at), value: values[found] });
			at += 31;
		}
	}
	return places;
}

function blank(code, places) {
	const bytes = getBytes(code);
	for (const { at } of places) bytes.fill(0, Number(at), Number(at) + 32);
	return keccak256(bytes);
}

const child = spawn(process.env.ANVIL, ["--port", String(PORT), "--silent"], { stdio: "inherit" });
const provider = new JsonRpcProvider(`http://127.0.0.1:${PORT}`, undefined, { cacheTimeout: -1, batchMaxCount: 1 });
try {
	await connect(provider);
	const factory = new ContractFactory(abi, bytecode, new NonceManager(new Wallet(KEY, provider)));
	const deployments = [];
	// First bytes that differ in all of them, so that no place begins late.
	for (const byte of ["11", "e2", "93"])
		deployments.push(await deploy(factory, `0x${byte.repeat(20)}`, `0x${byte}${id(byte).slice(4)}`));
	const places = findPlaces(deployments, ["token", "root"]);
	const blanked = [...new Set(deployments.map(({ code }) => blank(code, places)))];
	if (blanked.length !== 1) throw new Error("the codes differ elsewhere too");
	const uniswap = { length: String(getBytes(deployments[0].code).length), blanked: blanked[0], places, deployments };
	writeFileSync("templates.json", `${JSON.stringify({ uniswap }, null, "\t")}\n`);
} finally {
	provider.destroy();
	child.kill();
}
