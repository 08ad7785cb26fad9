// Shared by the tests of the payers: a devnet that has them, their interfaces by the reference, and
// claims sent by ethers.

import assert from "node:assert/strict";
import { AbiCoder, Interface, id } from "ethers";
import { TestDevnet, rpc } from "./support.mjs";

// Written down by hand, so that a contract with another interface is found out.
export const abi = new Interface([
  "function balanceOf(address) view returns (uint256)",
  "function totalSupply() view returns (uint256)",
  "function transfer(address, uint256) returns (bool)",
  "function claim(address[], address[], uint256[], bytes32[][])",
  "function claimWithRecipient(address[], address[], uint256[], bytes32[][], address[], bytes[])",
  "function toggleMainOperatorStatus(address, address)",
  "function updateTree((bytes32, bytes32))",
  "function getMerkleRoot() view returns (bytes32)",
  "function endOfDisputePeriod() view returns (uint48)",
  "function claimed(address, address) view returns (uint208, uint48, bytes32)",
  "function claim(uint256, address, uint256, bytes32[])",
  "function isClaimed(uint256) view returns (bool)",
  "function claim(address, uint256, bytes32, bytes32[])",
  "function claim(address, uint256, bytes32[])",
  "function claim(uint256, address, uint128, bytes32[]) payable",
  "function claimTo(uint256, address, uint128, bytes32[]) payable",
  "function claimViaSig(uint256, address, address, uint128, uint40, bytes32[], bytes) payable",
  "function calculateMinFeeWei() view returns (uint256)",
  "function calculateForgoneAmount(uint128, uint40) view returns (uint128)",
  "function SABLIER_LOCKUP() view returns (address)",
  "function hasClaimed(uint256) view returns (bool)",
  "function claim(uint256, uint256, uint256, bytes32[])",
  "function roots(uint256) view returns (bytes32)",
  "function cycle() view returns (uint256)",
  "function submitRoot(bytes32, uint32)",
  "function currRewardsCalculationEndTimestamp() view returns (uint32)",
  `function processClaim((uint32, uint32, bytes, (address, bytes32), uint32[], bytes[],
    (address, uint256)[]), address)`,
  `function processClaims((uint32, uint32, bytes, (address, bytes32), uint32[], bytes[],
    (address, uint256)[])[], address)`,
  `function checkClaim((uint32, uint32, bytes, (address, bytes32), uint32[], bytes[],
    (address, uint256)[])) view returns (bool)`,
  "function getDistributionRootsLength() view returns (uint256)",
  `function getCurrentClaimableDistributionRoot() view
    returns (bytes32, uint32, uint32, bool)`,
  "function claimPodOwnerEmissions(uint256, uint256)",
  "function getPodEmissionsOfEpoch(uint256, uint256) view returns (uint256)",
  "function hasPodOwnerClaimedEmissions(uint256, uint256) view returns (bool)",
  "function claimRevenueOnBehalf(address, address) returns (uint256)",
  "function claimRevenueOnBehalfByTokenBatch(address, address[]) returns (uint256[])",
  "function claimableRevenue(address, address) view returns (uint256)",
  "function claimerRevenueDebt(address, address) view returns (int256)",
]);

export const PLAIN = "claim(address,uint256,bytes32[])";
export const INDEXED = "claim(uint256,address,uint256,bytes32[])";
export const INDEXED_128 = "claim(uint256,address,uint128,bytes32[])";
export const ROOTED = "claim(address,uint256,bytes32,bytes32[])";
export const CYCLED = "claim(uint256,uint256,uint256,bytes32[])";
export const MANY = "claim(address[],address[],uint256[],bytes32[][])";
export const ZERO = `0x${"00".repeat(20)}`;

const coder = AbiCoder.defaultAbiCoder();
const REASON = "0x08c379a0";

/** A proof whose every node is another. */
export const broken = (proof) =>
  proof.map((one) => `${one.slice(0, -1)}${one.endsWith("0") ? 1 : 0}`);

/** A devnet with payers. */
export class PayersDevnet extends TestDevnet {
  /** Addresses of payers and tokens by name. */
  at = {};
  /** Addresses of accounts by role. */
  who = {};

  async start() {
    await super.start("--payers");
    this.who = Object.fromEntries(this.accounts.map(({ name, address }) => [name, address]));
    await this.locate();
  }

  /** Learns where the payers are now. */
  async locate() {
    const { tokens, payers } = await this.do("payers");
    this.at = Object.fromEntries([
      ...payers.map(({ name, address }) => [name, address]),
      ...tokens.map(({ symbol, address }) => [symbol, address]),
    ]);
  }

  async payer(name) {
    return (await this.do("payers")).payers.find((payer) => payer.name === name);
  }

  /** What a payer owes an account: {amount, proof, …}. */
  async owed(name, role = "demo", token = "OPEN") {
    const { owed } = await this.payer(name);
    return owed.find((one) => one.role === role && one.token === this.at[token]);
  }

  /** The unix time of the newest block. */
  async now() {
    return Number((await this.do("status")).head.timestamp);
  }

  /** Lets the network's time go on until after `time`. */
  async waitUntil(time) {
    const { head, skew_seconds: skew } = await this.do("status");
    const ahead = Math.max(Number(time) - Number(head.timestamp), 0) + Number(skew);
    await this.do("clock", { skew_seconds: ahead + 60 });
    await this.do("mine");
  }

  /** The value of a view, or all its values. */
  async view(to, fn, ...args) {
    const { result, error } = await this.#call({ to: this.at[to] ?? to }, fn, args);
    assert.ok(!error, `${fn}: ${error?.message}`);
    const values = abi.decodeFunctionResult(fn, result);
    return values.length === 1 ? values[0] : [...values];
  }

  balance(role, token = "OPEN") {
    return this.view(token, "balanceOf", this.who[role] ?? role);
  }

  /** Sends a call and asserts that it goes through. */
  async send(from, to, fn, args, value = 0n) {
    assert.equal(await this.#send(from, to, fn, args, value), "0x1", `${fn} was reverted`);
  }

  /**
   * Sends a call and asserts that it is reverted with this error: a signature, the reason of a
   * require(), or "" for no data.
   */
  async refused(error, from, to, fn, args, value = 0n) {
    const call = { from: this.who[from], to: this.at[to] ?? to, value: `0x${value.toString(16)}` };
    const { error: answer } = await this.#call(call, fn, args);
    assert.ok(answer, `${fn} goes through, and does not end with ${error}`);
    const data = String(answer.data ?? "0x");
    if (error === "") assert.equal(data, "0x");
    else if (data.startsWith(REASON))
      assert.equal(coder.decode(["string"], `0x${data.slice(REASON.length)}`)[0], error);
    else assert.equal(data.slice(0, 10), id(error).slice(0, 10), `${fn}: not ${error}`);
    assert.equal(await this.#send(from, to, fn, args, value), "0x0");
  }

  /** Asserts that an action makes somebody's tokens exactly so many more. */
  async brings(amount, role, action, token = "OPEN") {
    const before = await this.balance(role, token);
    await action();
    assert.equal((await this.balance(role, token)) - before, BigInt(amount));
  }

  #call(call, fn, args) {
    const data = abi.encodeFunctionData(fn, args);
    return rpc(this.nodes[0].url, "eth_call", [{ ...call, data }, "latest"]);
  }

  async #send(from, to, fn, args, value) {
    const data = abi.encodeFunctionData(fn, args);
    const call = { from, to: this.at[to] ?? to, data, value: String(value) };
    return (await this.do("payer-call", { calls: [call] })).receipts[0].status;
  }
}
