// One distributor that owes people money: what all kinds have in common.

import { getAddress } from "ethers";

/** A file's text, with bigints as bare numbers, however large. */
export function textWithNumbers(value) {
  const marked = JSON.stringify(value, (_, one) => (typeof one === "bigint" ? `#${one}#` : one), 2);
  return `${marked.replace(/"#(\d+)#"/g, "$1")}\n`;
}

/** A file's text, with bigints as strings of digits. */
export function textWithStrings(value) {
  return `${JSON.stringify(value, (_, one) => (typeof one === "bigint" ? String(one) : one), 2)}\n`;
}

export const checksummed = (address) => getAddress(address);

export class Payer {
  /**
   * @param workshop that deploys and calls; @param tokens addresses by symbol
   * @param people whom it owes; @param wallets of the devnet
   */
  constructor({ workshop, tokens, people, wallets }) {
    Object.assign(this, { workshop, tokens, people, wallets });
  }

  // Each kind has: name, kind, slots, deploy(), owed(), files(), entry(), and the calls of its own.

  /** What the profile says of it, or null where no profile names such a contract. */
  async entry() {
    return null;
  }

  /** Slots that payers.json tells and no profile names. */
  unpinned = [];

  get pinnedSlots() {
    const named = Object.entries(this.slots).filter(([name]) => !this.unpinned.includes(name));
    return Object.fromEntries(named);
  }

  /** More of its state, for whoever asks what the payers are in. */
  async state() {
    return {};
  }

  /** [{name, text}] of what a user would bring. */
  files() {
    return [];
  }

  /** The contract as a profile pins it. */
  async pins() {
    const pinned = {
      address: this.address,
      code_hash: await this.workshop.codeHash(this.address),
    };
    if (!this.isProxy) return pinned;
    return { ...pinned, implementation: await this.workshop.implementationOf(this.address) };
  }

  /** The part of payers.json. */
  async describe() {
    const pins = await this.pins();
    return {
      name: this.name,
      kind: this.kind,
      ...(this.preset ? { preset: this.preset } : {}),
      ...pins,
      ...(pins.implementation
        ? { implementation_code_hash: await this.workshop.codeHash(pins.implementation) }
        : {}),
      ...(this.token ? { token: this.token } : {}),
      slots: this.slots,
      files: this.files().map(({ name }) => name),
      ...(await this.state()),
      owed: this.owed(),
    };
  }

  /** The role of one of the people it owes something, "" for anybody else. */
  roleOf(account) {
    return this.people.find((one) => one.account === account)?.role ?? "";
  }

  /** Brings tokens to the contract. */
  async fund(token, amount) {
    await this.workshop.mint(token, this.address, amount);
  }

  /** Takes tokens of the contract away: all of them unless `amount` says how many. */
  async drain(token, amount) {
    const [there] = await this.workshop.read("PlainToken", token, "balanceOf", [this.address]);
    await this.workshop.burn(token, this.address, amount ?? there);
  }
}
