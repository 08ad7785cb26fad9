// Those who owe people money beside the datanets: one of each kind that a wallet may meet, deployed
// after the past by transactions like anybody's. They are there with --payers only.
//
//	DIR/payers/payers.json   each of them: addresses, slots, files, and whom it owes what
//	DIR/payers/*             the files that a user would bring

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { OneInch, OpenZeppelin, Uniswap, WeatherXM } from "./payers/drops.mjs";
import { EigenLayer } from "./payers/eigenlayer.mjs";
import { Merkl } from "./payers/merkl.mjs";
import { textWithStrings } from "./payers/payer.mjs";
import { addressOf, peopleOf } from "./payers/people.mjs";
import { Reppo, ReppoWithoutViews } from "./payers/reppo.mjs";
import { SablierInstant, SablierLL, SablierVCA } from "./payers/sablier.mjs";
import { MerklServer } from "./payers/server.mjs";
import { Story } from "./payers/story.mjs";
import { Urd } from "./payers/urd.mjs";
import { Workshop } from "./payers/workshop.mjs";

/** All kinds, in the order in which they are deployed. */
const KINDS = [
  Merkl,
  EigenLayer,
  Uniswap,
  OneInch,
  OpenZeppelin,
  SablierInstant,
  SablierLL,
  SablierVCA,
  WeatherXM,
  Reppo,
  ReppoWithoutViews,
  Story,
  Urd,
];

/** Tokens that no profile pins; the distributors have none of the last. */
const TOKENS = [
  { symbol: "GRAIN", name: "Grain", decimals: 6 },
  { symbol: "HOLLOW", name: "Hollow", decimals: 18 },
];
const USUAL_DECIMALS = 18;

export class Payers {
  #directory;
  #chain;
  #wallets;
  #payers;
  // By symbol, where they are not the usual ones.
  #decimals = new Map();

  /** @param open the address of OPEN, whose owner is the deployer */
  constructor({ directory, chain, wallets, open }) {
    this.#directory = directory;
    this.#chain = chain;
    this.#wallets = wallets;
    this.workshop = new Workshop({ chain, wallet: wallets.deployer });
    /** Addresses of tokens by symbol. */
    this.tokens = { OPEN: open };
  }

  /** Deploys everything, writes the files, and opens Merkl's server. */
  async start() {
    const { workshop, tokens } = this;
    for (const token of TOKENS) await this.addToken(token);
    const people = peopleOf(this.#wallets);
    const context = { workshop, tokens, people, wallets: this.#wallets };
    this.#payers = KINDS.map((Kind) => new Kind(context));
    for (const payer of this.#payers) await payer.deploy();
    await workshop.flush();
    workshop.open();

    const merkl = this.find("merkl");
    const factsOf = (token) => this.#tokenFacts()[token];
    this.server = new MerklServer({ merkl, chain: this.#chain, factsOf });
    await this.server.open();
    merkl.url = this.server.url;
    await this.write();
  }

  async stop() {
    await this.server?.close();
  }

  /** Another token that no profile pins, of any symbol; it is in the chain after a flush(). */
  async addToken({ symbol, name, decimals }) {
    if (Object.hasOwn(this.tokens, symbol)) throw new Error(`there is a token ${symbol} already`);
    const { workshop } = this;
    this.#decimals.set(symbol, decimals);
    this.tokens[symbol] = await workshop.deploy(
      "PlainToken",
      name,
      symbol,
      decimals,
      workshop.owner,
    );
  }

  get file() {
    return path.join(this.#directory, "payers.json");
  }

  /** A payer by its name, or by its address. */
  find(name) {
    const found = this.#payers.find((one) => one.name === name || one.address === name);
    if (found) return found;
    const names = this.#payers.map((one) => one.name).join(", ");
    throw new Error(`no such payer: ${name}; there are ${names}`);
  }

  /** The address of a payer, a token, an account, or the one that is given. */
  addressOf(name) {
    const payer = this.#payers.find((one) => one.name === name);
    return payer?.address ?? this.tokens[name] ?? addressOf(this.#wallets, name);
  }

  /** The address of an account, by its role or itself. */
  accountOf(name) {
    return addressOf(this.#wallets, name);
  }

  /** The wallet of a role. */
  walletOf(role) {
    if (Object.hasOwn(this.#wallets, role)) return this.#wallets[role];
    throw new Error(`no such account: ${role}; there are ${Object.keys(this.#wallets).join(", ")}`);
  }

  /** The address of a token, by its symbol or itself. */
  tokenOf(name) {
    return this.tokens[name] ?? addressOf(this.#wallets, name);
  }

  /** What the network's profile says of them. */
  async profileEntries() {
    const entries = await Promise.all(this.#payers.map((payer) => payer.entry()));
    return entries.filter(Boolean);
  }

  /** What the profile says of Story's contracts. */
  storyEntry() {
    return this.find("story").sharedEntry();
  }

  /** The content of payers.json. */
  async describe() {
    return {
      tokens: Object.entries(this.#tokenFacts()).map(([address, facts]) => ({ address, ...facts })),
      merkl: { url: this.server.url, faults: this.server.faults },
      payers: await Promise.all(this.#payers.map((payer) => payer.describe())),
    };
  }

  /** Writes all files anew. */
  async write() {
    rmSync(this.#directory, { recursive: true, force: true });
    mkdirSync(this.#directory, { recursive: true });
    const files = this.#payers.flatMap((payer) => payer.files());
    for (const { name, text } of [...files, ...(await this.#merklReplies())])
      writeFileSync(path.join(this.#directory, name), text);
    writeFileSync(this.file, textWithStrings(await this.describe()));
  }

  async #merklReplies() {
    const known = peopleOf(this.#wallets).filter(({ role }) => role);
    return Promise.all(
      known.map(async ({ role, account }) => ({
        name: `merkl-${role}.json`,
        text: await this.server.replyOf(account, this.#chain.id),
      })),
    );
  }

  #tokenFacts() {
    return Object.fromEntries(
      Object.entries(this.tokens).map(([symbol, address]) => [
        address,
        { symbol, decimals: this.#decimals.get(symbol) ?? USUAL_DECIMALS },
      ]),
    );
  }
}
