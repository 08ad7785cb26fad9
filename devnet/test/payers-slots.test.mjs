// Storage of the payers: what their own views say is what stands in the slots that are documented,
// on two hundred random states of each. A state is made by writing random words into the slots.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import {
  AbiCoder,
  ContractFactory,
  Interface,
  concat,
  dataSlice,
  getCreateAddress,
  keccak256,
  toBeHex,
} from "ethers";
import { accounts } from "../accounts.mjs";
import { Anvil } from "../anvil.mjs";
import { Chain } from "../chain.mjs";
import { compiled } from "../contracts.mjs";
import { Payers } from "../payers.mjs";

const STATES = 200;
const CHAIN_ID = 31337;
const coder = AbiCoder.defaultAbiCoder();
const directory = mkdtempSync(path.join(tmpdir(), "devnet-payers-"));
const anvil = new Anvil(["--chain-id", String(CHAIN_ID)]);
const wallets = accounts();
let payers;

/** A chain of one node, on which the payers are deployed as on a network. */
class OneNode {
  head = { number: 0, timestamp: 0 };
  leader = anvil;

  submit(raw) {
    return anvil.call("eth_sendRawTransaction", raw);
  }

  async mine(timestamp) {
    await anvil.call("evm_mine", ...(timestamp ? [{ timestamp }] : []));
    const { number, timestamp: time } = await anvil.call("eth_getBlockByNumber", "latest", false);
    this.head = { number: Number(number), timestamp: Number(time) };
  }
}

before(async () => {
  await anvil.start();
  for (const { address } of Object.values(wallets))
    await anvil.call("anvil_setBalance", address, toBeHex(10n ** 20n));
  const sequencer = new OneNode();
  await sequencer.mine();
  const chain = new Chain(sequencer, CHAIN_ID);
  const factory = new ContractFactory(
    new Interface(["constructor(string,string,address)"]),
    compiled().OpenToken,
  );
  const { deployer } = wallets;
  const { data } = await factory.getDeployTransaction("Open", "OPEN", deployer.address);
  await chain.send(deployer, { data });
  const open = getCreateAddress({ from: deployer.address, nonce: 0 }).toLowerCase();
  payers = new Payers({ directory, chain, wallets, open });
  await payers.start();
});

after(async () => {
  await payers?.stop();
  await anvil.stop();
  rmSync(directory, { recursive: true, force: true });
});

// Random bytes that are the same in every run.
let drawn = 0;
const random = (bytes) =>
  `0x${createHash("sha256")
    .update(`payers-slots ${drawn++}`)
    .digest("hex")
    .slice(0, 2 * bytes)}`;
const words = (n) => Array.from({ length: n }, () => random(32));
const draw = {
  word: () => random(32),
  address: () => random(20),
  flag: () => BigInt(random(1)) % 2n,
};

const word = (value) => toBeHex(value, 32);
const plus = (slot, n) => word(BigInt(slot) + BigInt(n));
const inMap = (slot, type, key) => keccak256(coder.encode([type, "uint256"], [key, slot]));
const ofAddress = (slot, key) => inMap(slot, "address", key);
const low = (value, bytes) => BigInt(value) & ((1n << BigInt(8 * bytes)) - 1n);
const bits = (value, from, bytes) => low(BigInt(value) >> BigInt(8 * from), bytes);
const asAddress = (value) => dataSlice(word(low(value, 20)), 12);

/**
 * Tries a payer's views. `makeState()` gives {slots: {slot: word}, views: [[signature, args,
 * values]]}: the words to write, and what each view must answer to them.
 */
async function tryStates(name, makeState) {
  const { address } = payers.find(name);
  for (let i = 0; i < STATES; i++) {
    const { slots, views, at = address } = makeState();
    for (const [slot, value] of Object.entries(slots))
      await anvil.call("anvil_setStorageAt", at, word(slot), value);
    // Each answers by itself, so that one wrong slot does not hide the others.
    await Promise.all(
      views.map(async ([signature, args, expected]) => {
        const view = new Interface([`function ${signature}`]);
        const [{ name: fn }] = view.fragments;
        const data = view.encodeFunctionData(fn, args);
        const reply = await anvil.call("eth_call", { to: at, data }, "latest");
        const values = [...view.decodeFunctionResult(fn, reply)].map(plain);
        assert.deepEqual(values, expected.map(plain), `${name}: ${signature}, state ${i}`);
      }),
    );
  }
}

const plain = (value) =>
  Array.isArray(value) ? [...value].map(plain) : String(value).toLowerCase();

test("Merkl's slots are those of its views", () =>
  tryStates("merkl", () => {
    const [root, ipfs, lastRoot, lastIpfs, claimWord, claimRoot] = words(6);
    const [dispute, disputeAmount, upgrades] = words(3);
    const [user, token, otherToken, operator, recipient, disputer, disputeToken] = Array.from(
      { length: 7 },
      draw.address,
    );
    const is = { operator: draw.flag(), main: draw.flag(), trusted: draw.flag() };
    const claimSlot = ofAddress(ofAddress(0x6d, user), token);
    // Whether the period is over depends on the time: with a disputer it never is.
    const packed = concat([dataSlice(dispute, 0, 12), disputer]);
    return {
      slots: {
        0x65: root,
        0x66: ipfs,
        0x67: lastRoot,
        0x68: lastIpfs,
        0x69: word(disputeToken),
        0x6b: packed,
        0x6c: disputeAmount,
        0x71: upgrades,
        [claimSlot]: claimWord,
        [plus(claimSlot, 1)]: claimRoot,
        [ofAddress(0x6e, operator)]: word(is.trusted),
        [ofAddress(ofAddress(0x70, user), operator)]: word(is.operator),
        [ofAddress(ofAddress(0x72, user), token)]: word(recipient),
        [ofAddress(ofAddress(0x73, operator), token)]: word(is.main),
      },
      views: [
        ["tree() view returns (bytes32, bytes32)", [], [root, ipfs]],
        ["lastTree() view returns (bytes32, bytes32)", [], [lastRoot, lastIpfs]],
        ["getMerkleRoot() view returns (bytes32)", [], [lastRoot]],
        ["disputeToken() view returns (address)", [], [disputeToken]],
        ["disputer() view returns (address)", [], [disputer]],
        ["endOfDisputePeriod() view returns (uint48)", [], [bits(packed, 20, 6)]],
        ["disputePeriod() view returns (uint48)", [], [bits(packed, 26, 6)]],
        ["disputeAmount() view returns (uint256)", [], [BigInt(disputeAmount)]],
        [
          "claimed(address, address) view returns (uint208, uint48, bytes32)",
          [user, token],
          [low(claimWord, 26), bits(claimWord, 26, 6), claimRoot],
        ],
        [
          "claimed(address, address) view returns (uint208, uint48, bytes32)",
          [user, otherToken],
          [0n, 0n, word(0)],
        ],
        ["canUpdateMerkleRoot(address) view returns (uint256)", [operator], [is.trusted]],
        ["operators(address, address) view returns (uint256)", [user, operator], [is.operator]],
        ["upgradeabilityDeactivated() view returns (uint128)", [], [low(upgrades, 16)]],
        ["getEpochDuration() view returns (uint32)", [], [bits(upgrades, 28, 4) || 3600n]],
        ["claimRecipient(address, address) view returns (address)", [user, token], [recipient]],
        ["mainOperators(address, address) view returns (uint256)", [operator, token], [is.main]],
      ],
    };
  }));

test("EigenLayer's slots are those of its views", () =>
  tryStates("eigenlayer", () => {
    const [root, times, packed, paused, cumulative] = words(5);
    const [earner, claimer, token, owner] = Array.from({ length: 4 }, draw.address);
    const count = 1n + low(draw.word(), 1);
    const index = BigInt(draw.word()) % count;
    const data = BigInt(keccak256(word(0xca))) + 2n * index;
    // root; then end of the calculation, activation, disabled
    const disabled = draw.flag();
    const second = word((disabled << 64n) | low(times, 8));
    return {
      slots: {
        0x33: word(owner),
        0x66: paused,
        0xca: word(count),
        0xcb: packed,
        [word(data)]: root,
        [word(data + 1n)]: second,
        [ofAddress(0xcc, earner)]: word(claimer),
        [ofAddress(ofAddress(0xcd, earner), token)]: cumulative,
      },
      views: [
        ["owner() view returns (address)", [], [owner]],
        ["paused() view returns (uint256)", [], [BigInt(paused)]],
        ["paused(uint8) view returns (bool)", [2], [Boolean(bits(paused, 0, 1) & 4n)]],
        ["getDistributionRootsLength() view returns (uint256)", [], [count]],
        [
          "getDistributionRootAtIndex(uint256) view returns (bytes32, uint32, uint32, bool)",
          [index],
          [root, low(second, 4), bits(second, 4, 4), Boolean(disabled)],
        ],
        ["rewardsUpdater() view returns (address)", [], [asAddress(packed)]],
        ["activationDelay() view returns (uint32)", [], [bits(packed, 20, 4)]],
        ["currRewardsCalculationEndTimestamp() view returns (uint32)", [], [bits(packed, 24, 4)]],
        ["claimerFor(address) view returns (address)", [earner], [claimer]],
        [
          "cumulativeClaimed(address, address) view returns (uint256)",
          [earner, token],
          [BigInt(cumulative)],
        ],
      ],
    };
  }));

// A bit of a bitmap whose words are in a map.
const bitmapState = (slot, view) => () => {
  const index = BigInt(draw.word()) % 100_000n;
  const bitmap = draw.word();
  const isSet = Boolean((BigInt(bitmap) >> (index % 256n)) & 1n);
  return {
    slots: { [inMap(slot, "uint256", index / 256n)]: bitmap },
    views: [[`${view}(uint256) view returns (bool)`, [index], [isSet]]],
  };
};

test("Uniswap's own bytecode has its bitmap in slot 0", () =>
  tryStates("uniswap", bitmapState(0x0, "isClaimed")));

for (const name of ["sablier-instant", "sablier-ll", "sablier-vca"])
  test(`the bitmap of ${name} is in slot 5, its fee in slot 4`, () =>
    tryStates(name, () => {
      const state = bitmapState(0x5, "hasClaimed")();
      const [admin, fee, time] = [draw.address(), draw.word(), draw.word()];
      Object.assign(state.slots, { 0x0: word(admin), 0x2: time, 0x4: fee });
      state.views.push(
        ["admin() view returns (address)", [], [admin]],
        ["firstClaimTime() view returns (uint40)", [], [low(time, 5)]],
        ["minFeeUSD() view returns (uint256)", [], [BigInt(fee)]],
      );
      return state;
    }));

for (const [name, claimed] of [
  ["1inch", "cumulativeClaimed"],
  ["openzeppelin", "claimed"],
])
  test(`root and claims of ${name} are in slots 1 and 2`, () =>
    tryStates(name, () => {
      const [root, amount] = words(2);
      const [account, owner] = [draw.address(), draw.address()];
      return {
        slots: { 0x0: word(owner), 0x1: root, [ofAddress(0x2, account)]: amount },
        views: [
          ["owner() view returns (address)", [], [owner]],
          ["merkleRoot() view returns (bytes32)", [], [root]],
          [`${claimed}(address) view returns (uint256)`, [account], [BigInt(amount)]],
        ],
      };
    }));

test("WeatherXM's slots are those of its views", () =>
  tryStates("weatherxm", () => {
    const [root, amount, count, number, nonce] = words(5);
    const [account, token] = [draw.address(), draw.address()];
    const [paused, used] = [draw.flag(), draw.flag()];
    return {
      slots: {
        351: word(paused),
        401: word(token),
        [ofAddress(402, account)]: amount,
        [inMap(403, "uint256", number)]: root,
        [inMap(404, "bytes32", nonce)]: word(used),
        405: count,
      },
      views: [
        ["paused() view returns (bool)", [], [Boolean(paused)]],
        ["token() view returns (address)", [], [token]],
        ["claims(address) view returns (uint256)", [account], [BigInt(amount)]],
        ["roots(uint256) view returns (bytes32)", [number], [root]],
        ["nonces(bytes32) view returns (bool)", [nonce], [Boolean(used)]],
        ["cycle() view returns (uint256)", [], [BigInt(count)]],
      ],
    };
  }));

test("the slots of Story's vault are those of its views", () =>
  tryStates("story", () => {
    const { slots } = payers.find("story");
    const [ip, holder, token] = Array.from({ length: 3 }, draw.address);
    const [accumulated, debt, shares] = words(3);
    const few = word(low(shares, 8));
    const supply = word(1n + low(draw.word(), 9));
    const revenue = word(low(accumulated, 16));
    // A debt is of either sign, and no more than what is due.
    const share = BigInt(revenue) * BigInt(few);
    const size = low(debt, 24);
    const owing = draw.flag() ? -size : size % (share + 1n);
    return {
      slots: {
        [slots.ip]: word(ip),
        [ofAddress(slots.accumulators, token)]: revenue,
        [ofAddress(ofAddress(slots.debts, token), holder)]: word(BigInt.asUintN(256, owing)),
        [ofAddress(slots.shares, holder)]: few,
        [slots.supply]: supply,
      },
      views: [
        ["ipId() view returns (address)", [], [ip]],
        ["vaultAccBalances(address) view returns (uint256)", [token], [BigInt(revenue)]],
        [
          "claimerRevenueDebt(address, address) view returns (int256)",
          [holder, token],
          [owing],
        ],
        ["balanceOf(address) view returns (uint256)", [holder], [BigInt(few)]],
        ["totalSupply() view returns (uint256)", [], [BigInt(supply)]],
        [
          "claimableRevenue(address, address) view returns (uint256)",
          [holder, token],
          [(share - owing) / BigInt(supply)],
        ],
      ],
    };
  }));

test("the slots of Story's modules are those of their views", async () => {
  const { slots, module, disputes } = payers.find("story");
  await tryStates("story", () => {
    const [ip, vault] = [draw.address(), draw.address()];
    const paused = draw.flag();
    return {
      at: module,
      slots: { [ofAddress(slots.vaults, ip)]: word(vault), [slots.paused]: word(paused) },
      views: [
        ["ipRoyaltyVaults(address) view returns (address)", [ip], [vault]],
        ["paused() view returns (bool)", [], [Boolean(paused)]],
      ],
    };
  });
  await tryStates("story", () => {
    const ip = draw.address();
    const tags = draw.flag() * 3n;
    return {
      at: disputes,
      slots: { [ofAddress(slots.tags, ip)]: word(tags) },
      views: [["isIpTagged(address) view returns (bool)", [ip], [tags > 0n]]],
    };
  });
});
