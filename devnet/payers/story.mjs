// Story: a vault of royalties, whose holders get their shares of all revenue.

import { dataSlice, id, toBeHex } from "ethers";
import { Payer } from "./payer.mjs";

const SHARES = 100_000_000n;
// In per cent; the rest is shared by those whom nobody knows.
const PARTS = {
  demo: 40n,
  "contributor-1": 25n,
  "contributor-2": 10n,
  "contributor-3": 10n,
  "contributor-4": 5n,
};
const OPEN_REVENUE = 30n * 10n ** 18n;
const GRAIN_REVENUE = 12_000_000n;

// ERC-7201 places of the contracts' storage.
const DISPUTES = 0x682945c2d364b4630e68ffe0854d372acb0c4ff549a1e3dbc6f878bd8da0c800n;
const MODULE = 0x98dd2c34f21d19fd1d178ed731f3db3d03e0b4e39f02dbeb040e80c9427a0300n;
const PAUSABLE = 0xcd5ed15c6e187e77e9aee88184c21f4f2182ab5827cb3b7e07fbedcd63f03300n;
const VAULT = 0xe1c3e3b0c445d504edb1b9e6fa2ca4fab60584208a4bc973fe2db2b554d1df00n;
const ERC20 = 0x52c63247e1f47db19d5ce0460030c497f067ca4cebf71ba98eeadabe20bace00n;

const place = (base, offset) => toBeHex(base + offset, 32);

export class Story extends Payer {
  name = "story";
  kind = "story";
  slots = {
    vaults: place(MODULE, 6n),
    paused: place(PAUSABLE, 0n),
    tags: place(DISPUTES, 10n),
    ip: place(VAULT, 0n),
    accumulators: place(VAULT, 3n),
    debts: place(VAULT, 4n),
    shares: place(ERC20, 0n),
    supply: place(ERC20, 2n),
    beacon: "0x1",
  };
  unpinned = ["ip"];
  ip = dataSlice(id("byline devnet, a dataset as an IP asset"), 12);
  /** All revenue so far, by token. */
  revenue = new Map();

  async deploy() {
    const { workshop, tokens, people } = this;
    this.disputes = await workshop.deploy("DisputeModule");
    this.module = await workshop.deploy("RoyaltyModule");
    this.vaultCode = await workshop.deploy("IpRoyaltyVault", this.module, this.disputes);
    this.beacon = await workshop.deploy("VaultBeacon", this.vaultCode, workshop.owner);
    const data = workshop
      .interfaceOf("IpRoyaltyVault")
      .encodeFunctionData("initialize", [this.ip, workshop.owner]);
    this.address = await workshop.deploy("VaultProxy", this.beacon, data);
    await this.#module("registerVault", [this.ip, this.address]);
    const others = people.filter(({ role }) => !role).length;
    const known = Object.values(PARTS).reduce((sum, part) => sum + part, 0n);
    const partOfOthers = ((100n - known) * SHARES) / 100n / BigInt(others);
    this.holders = people.map(({ account, role }) => ({
      account,
      role,
      shares: role ? (PARTS[role] * SHARES) / 100n : partOfOthers,
    }));
    for (const { account, shares } of this.holders)
      await workshop.call("IpRoyaltyVault", this.address, "transfer", [account, shares]);
    for (const token of [tokens.OPEN, tokens.GRAIN])
      await this.#module("whitelistRoyaltyToken", [token, true]);
    await this.pay(tokens.OPEN, OPEN_REVENUE);
    await this.pay(tokens.GRAIN, GRAIN_REVENUE);
  }

  /** Revenue comes in, through the module. */
  async pay(token, amount) {
    const { workshop, module, ip } = this;
    await workshop.mint(token, workshop.owner, amount);
    await workshop.call("PlainToken", token, "approve", [module, amount]);
    await this.#module("payRoyaltyOnBehalf", [ip, ip, token, amount]);
    this.revenue.set(token, (this.revenue.get(token) ?? 0n) + amount);
  }

  setTagged(tagged) {
    return this.workshop.call("DisputeModule", this.disputes, "setTagged", [this.ip, tagged]);
  }

  setPaused(paused) {
    return this.#module(paused ? "pause" : "unpause", []);
  }

  // Of all revenue, as long as nobody passes shares on.
  owed() {
    return this.holders.flatMap(({ account, role, shares }) =>
      [...this.revenue].map(([token, revenue]) => ({
        account,
        ...(role ? { role } : {}),
        token,
        shares: String(shares),
        amount: String((revenue * shares) / SHARES),
      })),
    );
  }

  async state() {
    const { workshop, module, disputes, ip } = this;
    const [paused] = await workshop.read("RoyaltyModule", module, "paused", []);
    const [tagged] = await workshop.read("DisputeModule", disputes, "isIpTagged", [ip]);
    return { ip: this.ip, ...(await this.#related()), paused, tagged };
  }

  async entry() {
    const { kind, ip } = this;
    return { kind, name: "A royalty vault", ...(await this.pins()), ip };
  }

  /** What the profile says of the contracts that all vaults depend on. */
  async sharedEntry() {
    return { ...(await this.#related()), slots: this.pinnedSlots };
  }

  async #related() {
    const pinned = async (address) => ({
      address,
      code_hash: await this.workshop.codeHash(address),
    });
    return {
      module: await pinned(this.module),
      disputes: await pinned(this.disputes),
      beacon: { ...(await pinned(this.beacon)), implementation: this.vaultCode },
    };
  }

  #module(fn, args) {
    return this.workshop.call("RoyaltyModule", this.module, fn, args);
  }
}
