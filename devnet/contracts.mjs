// All code on the chain: our own contracts, compiled by solc, and EAS from its npm package.

import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ContractFactory, Interface, Wallet, getCreateAddress, toBeHex } from "ethers";
import { Anvil } from "./anvil.mjs";

const require = createRequire(import.meta.url);
const HERE = fileURLToPath(new URL(".", import.meta.url));
const PAYERS = "contracts/payers";
// It has more variables at once than the stack holds, which only the slower way of compiling
// solves.
const DEEP = "MerklDistributor.sol";
const CACHE = path.join(HERE, "../build/devnet-cache");
const EAS_ARTIFACTS = path.join(
  HERE,
  "node_modules/@ethereum-attestation-service/eas-contracts/artifacts/contracts",
);

/** Where OP-stack chains have EAS from genesis on. */
export const REGISTRY_ADDRESS = "0x4200000000000000000000000000000000000020";
export const EAS_ADDRESS = "0x4200000000000000000000000000000000000021";

// The chain on which EAS is made ready; it says nothing about the chains that take it over.
const SCRATCH_CHAIN_ID = 31337;

// Constructors of EAS and its registry write below this slot (`_db` is 4, `_timestamps` 5).
const EAS_SLOTS = 10;

/** Interfaces for encoding calls and decoding answers. */
export const abi = {
  token: new Interface([
    "function mint(address to, uint256 amount)",
    "function burn(address from, uint256 amount)",
    "function transfer(address to, uint256 amount) returns (bool)",
    "function balanceOf(address) view returns (uint256)",
  ]),
  distributor: new Interface([
    "function setRoot(bytes32 newRoot, bytes32 newIpfsHash)",
    "function submitRoot(bytes32 newRoot, bytes32 newIpfsHash)",
    "function setRootUpdater(address updater, bool active)",
    `function claim(address account, address reward, uint256 claimable, bytes32[] proof)
      returns (uint256)`,
    "function claimed(address account, address reward) view returns (uint256)",
    "function root() view returns (bytes32)",
    "function ipfsHash() view returns (bytes32)",
  ]),
  registry: new Interface(easArtifact("SchemaRegistry").abi),
  eas: new Interface(easArtifact("EAS").abi),
};

function easArtifact(name) {
  return JSON.parse(readFileSync(path.join(EAS_ARTIFACTS, `${name}.sol/${name}.json`), "utf8"));
}

/** Creation bytecode of our contracts by name. */
export function compiled() {
  return compiledPart("contracts", "bytecode", ["OpenToken.sol", "Distributor.sol"]);
}

/** The code of one of our contracts as a block has it, for one that no transaction creates. */
export function runtimeCode(name) {
  return compiledPart(`runtime-${name}`, "deployedBytecode", [`${name}.sol`])[name];
}

/** The contracts of all payers (contracts/payers/) by name: {abi, bytecode}. */
export function compiledPayers() {
  const folder = path.join(HERE, PAYERS);
  const all = sourcesOf(folder, readdirSync(folder));
  const { [DEEP]: deep, ...others } = all;
  return cached(["payers", all], () => {
    const parts = ["abi", "evm.bytecode.object"];
    const contracts = {
      ...compile(others, parts),
      ...compile({ [DEEP]: deep }, parts, { viaIR: true }),
    };
    return Object.fromEntries(
      Object.entries(contracts).map(([name, { abi: interfaceOf, evm }]) => [
        name,
        { abi: interfaceOf, bytecode: `0x${evm.bytecode.object}` },
      ]),
    );
  });
}

function compiledPart(name, part, files) {
  const sources = sourcesOf(path.join(HERE, "contracts"), files);
  return cached([name, sources], () => {
    const contracts = compile(sources, [`evm.${part}.object`]);
    return Object.fromEntries(
      files
        .map((file) => path.basename(file, ".sol"))
        .map((contract) => [contract, `0x${contracts[contract].evm[part].object}`]),
    );
  });
}

const sourcesOf = (folder, files) =>
  Object.fromEntries(
    files.map((file) => [file, { content: readFileSync(path.join(folder, file), "utf8") }]),
  );

// The chosen parts of every contract in the sources, by its name.
function compile(sources, parts, settings = {}) {
  const solc = require("solc");
  const input = {
    language: "Solidity",
    sources,
    settings: {
      ...settings,
      optimizer: { enabled: true },
      evmVersion: "cancun",
      metadata: { bytecodeHash: "none" },
      outputSelection: { "*": { "*": parts } },
    },
  };
  const readImport = (name) => ({
    contents: readFileSync(path.join(HERE, "node_modules", name), "utf8"),
  });
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }));
  const errors = (output.errors ?? []).filter(({ severity }) => severity === "error");
  if (errors.length)
    throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join("\n"));
  return Object.assign({}, ...Object.keys(sources).map((file) => output.contracts[file]));
}

/**
 * Code and storage of EAS and its registry for the genesis block, by address.
 *
 * A constructor's result, immutables included, is what a scratch chain has after running it. EAS
 * keeps the registry's address as an immutable; its cached domain separator is recomputed, being
 * for another address.
 */
export async function easGenesis() {
  const registry = easArtifact("SchemaRegistry");
  const eas = easArtifact("EAS");
  return cached(["eas", registry.bytecode, eas.bytecode], () => runConstructors(registry, eas));
}

async function runConstructors(registry, eas) {
  const scratch = new Anvil(["--chain-id", String(SCRATCH_CHAIN_ID)]);
  await scratch.start();
  try {
    const deployer = new Wallet(toBeHex(1, 32));
    await scratch.call("anvil_setBalance", deployer.address, "0xde0b6b3a7640000");
    return {
      [REGISTRY_ADDRESS]: await deployScratch(scratch, deployer, 0, registry, []),
      [EAS_ADDRESS]: await deployScratch(scratch, deployer, 1, eas, [REGISTRY_ADDRESS]),
    };
  } finally {
    await scratch.stop();
  }
}

async function deployScratch(scratch, deployer, nonce, artifact, parameters) {
  const { data } = await new ContractFactory(artifact.abi, artifact.bytecode).getDeployTransaction(
    ...parameters,
  );
  const transaction = {
    type: 2,
    chainId: SCRATCH_CHAIN_ID,
    nonce,
    data,
    gasLimit: 9_000_000n,
    maxFeePerGas: 3_000_000_000n,
    maxPriorityFeePerGas: 0n,
  };
  await scratch.call("eth_sendRawTransaction", await deployer.signTransaction(transaction));
  await scratch.call("evm_mine");
  const address = getCreateAddress({ from: deployer.address, nonce });
  const storage = {};
  for (let slot = 0; slot < EAS_SLOTS; slot++) {
    const value = await scratch.call("eth_getStorageAt", address, toBeHex(slot, 32), "latest");
    if (BigInt(value)) storage[toBeHex(slot, 32)] = value;
  }
  const code = await scratch.call("eth_getCode", address, "latest");
  if (code === "0x") throw new Error("a constructor of EAS failed on the scratch chain");
  return { balance: "0x0", nonce: "0x1", code, storage };
}

// Results that are slow to make are kept under build/, by the hash of their sources.
function cached([name, ...inputs], make) {
  // The lockfile names the compiler's and the libraries' versions.
  const lockfile = readFileSync(path.join(HERE, "package-lock.json"), "utf8");
  const key = createHash("sha256")
    .update(JSON.stringify([lockfile, inputs]))
    .digest("hex")
    .slice(0, 16);
  const file = path.join(CACHE, `${name}-${key}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const keep = (value) => {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(value));
    renameSync(`${file}.${process.pid}`, file);
    return value;
  };
  const made = make();
  return made instanceof Promise ? made.then(keep) : keep(made);
}
