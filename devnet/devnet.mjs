// The whole local network: puts the parts together, gives it a past, and takes it down again.

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PHRASE, accounts, describeAccounts } from "./accounts.mjs";
import { CAST } from "./anvil.mjs";
import { Chain } from "./chain.mjs";
import { Clock, rfc3339 } from "./clock.mjs";
import { EAS_ADDRESS, REGISTRY_ADDRESS, easGenesis } from "./contracts.mjs";
import { Contributors } from "./contributors.mjs";
import { Control } from "./control.mjs";
import { asLines, loadCorpus } from "./corpus.mjs";
import { Datanet } from "./datanet/datanet.mjs";
import { EPOCH_SECONDS } from "./datanet/epochs.mjs";
import { CHAIN_ID, writeGenesis } from "./genesis.mjs";
import { EPOCHS, SETUP_SECONDS, deployContracts, makeHistory } from "./history.mjs";
import { Network } from "./network.mjs";
import { Past } from "./past.mjs";
import { makeProfile } from "./profile.mjs";

const ETHER = 10n ** 18n;
const BALANCE = 10n * ETHER;
const FAUCET_BALANCE = 1_000_000n * ETHER;

// Held-out mails: the first are the public evaluation split, the others are what customers ask.
const EVALUATION_MAILS = 200;
const CORPUS_FILES = ["unseen", "heldout", "demo-1", "demo-2"];
const OWN_FILES = ["corpus", "datanet", "genesis.json", "profile.json"];

const BYLINE = path.resolve(
  process.env.BYLINE ?? fileURLToPath(new URL("../byline", import.meta.url)),
);

export class Devnet {
  #directory;
  #wallets = accounts();
  #contributors;
  #profile;
  #past;

  /** @param directory for what the network writes; what an earlier one left there is removed. */
  constructor(directory) {
    this.#directory = directory;
    this.instance = randomBytes(16).toString("hex");
    this.clock = new Clock(Number(process.env.BYLINE_DEVNET_SKEW ?? 0));
    this.#past = new Past({ byline: BYLINE, clock: this.clock });
  }

  /**
   * Starts everything and resolves when the history is there: lived through, or taken over from a
   * network of before.
   */
  async start(say) {
    if (!existsSync(BYLINE))
      throw new Error(`${BYLINE} is missing: run make, or set BYLINE to the binary`);
    for (const name of OWN_FILES)
      rmSync(path.join(this.#directory, name), { recursive: true, force: true });
    mkdirSync(this.#directory, { recursive: true });

    const kept = this.#past.read();
    await (kept ? this.#takeOver(kept, say) : this.#liveThrough(say));
    const { contracts } = this.datanet;
    this.#profile = await makeProfile({
      chain: this.chain,
      fronts: this.network.fronts,
      contracts,
      datanet: { address: this.datanet.address, url: this.datanet.api.url },
    });
    writeFileSync(
      path.join(this.#directory, "profile.json"),
      `${JSON.stringify(this.#profile, null, 2)}\n`,
    );
    this.control = new Control(this);
    await this.control.open();
  }

  /** From now on blocks, inferences and epochs come by themselves, unless `automatic` is false. */
  run(automatic) {
    this.automatic = automatic;
    this.network.run();
    this.datanet.run();
  }

  get automatic() {
    return this.network.automatic;
  }

  set automatic(value) {
    this.network.automatic = value;
    this.datanet.automatic = value;
  }

  async stop() {
    await this.control?.close();
    await this.datanet?.stop();
    await this.network?.stop();
  }

  get wallets() {
    return this.#wallets;
  }

  /** The content of devnet.json: all that a client or a test needs. */
  describe() {
    const corpusFile = (name) => path.join(this.#directory, "corpus", `${name}.jsonl`);
    return {
      format: "byline-devnet/1",
      instance: this.instance,
      pid: String(process.pid),
      started: rfc3339(this.clock.now()),
      chain_id: String(CHAIN_ID),
      genesis_hash: this.network.genesisHash,
      nodes: this.#profile.nodes,
      datanet: { url: this.datanet.api.url, address: this.datanet.address },
      control: { url: this.control.url },
      contracts: { eas: EAS_ADDRESS, registry: REGISTRY_ADDRESS, ...this.datanet.contracts },
      phrase: PHRASE,
      accounts: describeAccounts(this.#wallets),
      datasets: this.#contributors.datasets,
      corpus: Object.fromEntries(CORPUS_FILES.map((name) => [name, corpusFile(name)])),
      cast: CAST,
      profile: this.#profile,
    };
  }

  async #liveThrough(say) {
    const end = this.clock.now();
    const start = end - EPOCHS * EPOCH_SECONDS;
    say("nodes");
    await this.#makeGenesis(start - SETUP_SECONDS);
    await this.#startNetwork();
    say("contracts");
    const contracts = await deployContracts(this.chain, this.#wallets, start - SETUP_SECONDS + 10);
    say("mails");
    const corpus = loadCorpus();
    this.#writeCorpus(corpus);
    say(`${EPOCHS} epochs`);
    await this.#startDatanet(contracts, corpus, start);
    await makeHistory({
      chain: this.chain,
      datanet: this.datanet,
      contributors: this.#contributors,
      wallets: this.#wallets,
      corpus,
      start,
    });
    this.#past.keep({
      end,
      genesis: readFileSync(this.#genesis),
      journal: this.network.sequencer.journal,
      contracts,
      corpus: Object.fromEntries(CORPUS_FILES.map((name) => [name, corpus[name]])),
      committed: this.#contributors.datasets,
      datanet: this.datanet.keep(),
    });
  }

  async #takeOver({ genesis, journal, contracts, corpus, committed, datanet }, say) {
    say(`nodes, with the ${EPOCHS} epochs of a network of before`);
    writeFileSync(this.#genesis, genesis);
    await this.#startNetwork();
    await this.network.sequencer.resume(journal);
    this.#writeCorpus(corpus);
    await this.#startDatanet(contracts, corpus, 0);
    this.datanet.resume(datanet);
    this.#contributors.datasets = committed;
  }

  get #genesis() {
    return path.join(this.#directory, "genesis.json");
  }

  async #makeGenesis(time) {
    const balances = Object.fromEntries(
      Object.entries(this.#wallets).map(([name, { address }]) => [
        address,
        name === "faucet" ? FAUCET_BALANCE : BALANCE,
      ]),
    );
    writeGenesis(this.#genesis, time, balances, await easGenesis());
  }

  async #startNetwork() {
    this.network = new Network(this.clock, this.#genesis);
    await this.network.start();
    this.chain = new Chain(this.network.sequencer);
  }

  #writeCorpus(corpus) {
    mkdirSync(path.join(this.#directory, "corpus"), { recursive: true });
    for (const name of CORPUS_FILES)
      writeFileSync(
        path.join(this.#directory, "corpus", `${name}.jsonl`),
        asLines(corpus[name]).bytes,
      );
  }

  async #startDatanet(contracts, corpus, start) {
    const evaluation = corpus.heldout
      .slice(0, EVALUATION_MAILS)
      .map(({ text, label }, i) => ({ id: `evaluation-${i}`, text, label }));
    this.datanet = new Datanet({
      chain: this.chain,
      clock: this.clock,
      directory: path.join(this.#directory, "datanet"),
      operator: this.#wallets.operator,
      treasurer: this.#wallets.deployer,
      contracts,
      mails: { customers: corpus.heldout.slice(EVALUATION_MAILS), evaluation },
      start,
      byline: BYLINE,
    });
    this.#contributors = new Contributors(this.chain, this.datanet);
    await this.datanet.start();
  }
}
