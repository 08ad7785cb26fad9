// One network: its nodes and their chain, its datanets, and the past of all of them.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Chain } from "./chain.mjs";
import { EAS_ADDRESS, REGISTRY_ADDRESS, easGenesis } from "./contracts.mjs";
import { Contributors } from "./contributors.mjs";
import { asLines, loadCorpus } from "./corpus.mjs";
import { DATANETS, NETWORKS } from "./datanets.mjs";
import { Datanet } from "./datanet/datanet.mjs";
import { EPOCH_SECONDS } from "./datanet/epochs.mjs";
import { writeGenesis } from "./genesis.mjs";
import {
  EPOCHS,
  SETUP_SECONDS,
  deployContracts,
  makeHistory,
  registerSchemas,
} from "./history.mjs";
import { BLOCK_SECONDS, Nodes } from "./nodes.mjs";
import { Past } from "./past.mjs";
import { Payers } from "./payers.mjs";
import { makeProfile } from "./profile.mjs";
import { ROLLUP_FLAGS, rollupGenesis } from "./rollup.mjs";

// Blocks that come by themselves; the profile says the same.
const BLOCK_MS = Number(process.env.BYLINE_DEVNET_BLOCK_MS ?? BLOCK_SECONDS * 1000);
const ETHER = 10n ** 18n;
const BALANCE = 10n * ETHER;
const FAUCET_BALANCE = 1_000_000n * ETHER;

// What a client or a test gets of a corpus: the records in no dataset, and the demo account's.
const published = ({ datasets }) => [
  "unseen",
  "heldout",
  "public",
  ...Object.keys(datasets).filter((name) => datasets[name].account === "demo"),
];

export class Network {
  #traits;
  #place;
  #clock;
  #wallets;
  #byline;
  #past;
  #isRollup;
  #withPayers;
  #members = new Map();

  /**
   * @param name one of NETWORKS; @param place gives the folder of the network, or of the datanet
   * whose name it gets; @param byline the binary
   * @param withPayers whether there are others who owe people money than the datanets
   */
  constructor({ name, isDefault, place, profileFile, clock, wallets, byline, withPayers }) {
    this.name = name;
    this.profileFile = profileFile;
    this.#traits = NETWORKS[name];
    this.#place = place;
    this.#clock = clock;
    this.#wallets = wallets;
    this.#byline = byline;
    this.#withPayers = withPayers;
    // Only the first network can be one; the past of a rollup is another one's.
    this.#isRollup = isDefault && process.env.BYLINE_DEVNET_ROLLUP === "1";
    const pastName = this.#isRollup ? "rollup" : name;
    this.#past = new Past({
      byline,
      clock,
      name: pastName,
      isDefault: isDefault && !this.#isRollup,
    });
  }

  /**
   * Starts nodes and datanets, and resolves when the history is there: lived through, or taken over
   * from a network of before.
   */
  async start(say) {
    mkdirSync(this.#place(), { recursive: true });
    const kept = this.#past.read();
    await (kept ? this.#takeOver(kept, say) : this.#liveThrough(say));
    if (this.#withPayers) await this.#startPayers(say);
    this.profile = await makeProfile({
      name: this.name,
      traits: this.#traits,
      chain: this.chain,
      fronts: this.nodes.fronts,
      blockMs: BLOCK_MS,
      datanets: [...this.#members].map(([name, { datanet, traits }]) => ({
        name,
        url: datanet.api.url,
        address: datanet.address,
        contracts: datanet.contracts,
        token: traits.token,
      })),
      payers: (await this.payers?.profileEntries()) ?? [],
      story: await this.payers?.storyEntry(),
    });
    writeFileSync(this.profileFile, `${JSON.stringify(this.profile, null, 2)}\n`);
  }

  /** From now on blocks, inferences and epochs come by themselves, while `automatic` is true. */
  run() {
    if (BLOCK_MS !== BLOCK_SECONDS * 1000) this.nodes.setBlockTime(BLOCK_MS);
    this.nodes.run();
    for (const { datanet } of this.#members.values()) datanet.run();
  }

  set automatic(value) {
    this.nodes.automatic = value;
    for (const { datanet } of this.#members.values()) datanet.automatic = value;
  }

  async stop() {
    await Promise.all([...this.#members.values()].map(({ datanet }) => datanet.stop()));
    await this.payers?.stop();
    await this.nodes?.stop();
  }

  get datanetNames() {
    return this.#traits.datanets;
  }

  /** A datanet by its name, the first one by default. */
  datanet(name = this.datanetNames[0]) {
    return this.#members.get(name)?.datanet;
  }

  /** The contributors of a datanet, likewise. */
  contributors(name = this.datanetNames[0]) {
    return this.#members.get(name)?.contributors;
  }

  /** The network's part of devnet.json. */
  describe() {
    return {
      name: this.name,
      chain_id: String(this.chain.id),
      genesis_hash: this.nodes.genesisHash,
      nodes: this.profile.nodes,
      contracts: { eas: EAS_ADDRESS, registry: REGISTRY_ADDRESS },
      datanets: [...this.#members].map(([name, { datanet, contributors, traits }]) => ({
        name,
        url: datanet.api.url,
        address: datanet.address,
        contracts: datanet.contracts,
        datasets: contributors.datasets,
        corpus: Object.fromEntries(
          published(traits).map((part) => [part, this.#corpusFile(name, part)]),
        ),
      })),
      ...(this.payers ? { payers: { file: this.payers.file, url: this.payers.server.url } } : {}),
      profile: this.profile,
      profile_file: this.profileFile,
    };
  }

  async #liveThrough(say) {
    const end = this.#clock.now();
    const start = end - EPOCHS * EPOCH_SECONDS;
    const birth = start - SETUP_SECONDS;
    say("nodes");
    await this.#makeGenesis(birth);
    await this.#startNodes();
    say("contracts");
    const contracts = await this.#deploy(birth + 10);
    say("corpora");
    const corpora = {};
    for (const name of this.datanetNames) corpora[name] = await loadCorpus(DATANETS[name]);
    await this.#startDatanets(contracts, corpora, start);
    say(`${EPOCHS} epochs`);
    const members = [...this.#members.values()];
    await makeHistory({ chain: this.chain, members, wallets: this.#wallets, start });
    this.#past.keep({
      end,
      genesis: readFileSync(this.#genesis),
      journal: this.nodes.sequencer.journal,
      contracts,
      corpora: Object.fromEntries(
        [...this.#members].map(([name, { traits, corpus }]) => [
          name,
          Object.fromEntries(published(traits).map((part) => [part, corpus[part]])),
        ]),
      ),
      committed: members.map(({ contributors }) => contributors.datasets),
      datanets: members.map(({ datanet }) => datanet.keep()),
    });
  }

  async #takeOver({ genesis, journal, contracts, corpora, committed, datanets }, say) {
    say(`nodes, with the ${EPOCHS} epochs of a network of before`);
    writeFileSync(this.#genesis, genesis);
    await this.#startNodes();
    await this.nodes.sequencer.resume(journal);
    await this.#startDatanets(contracts, corpora, 0);
    for (const [i, { datanet, contributors }] of [...this.#members.values()].entries()) {
      datanet.resume(datanets[i]);
      contributors.datasets = committed[i];
    }
  }

  // Their money is the token of the first datanet.
  async #startPayers(say) {
    say("payers");
    this.payers = new Payers({
      directory: path.join(this.#place(), "payers"),
      chain: this.chain,
      wallets: this.#wallets,
      open: this.datanet().contracts.token,
    });
    await this.payers.start();
  }

  get #genesis() {
    return path.join(this.#place(), "genesis.json");
  }

  async #makeGenesis(timestamp) {
    const balances = Object.fromEntries(
      Object.entries(this.#wallets).map(([name, { address }]) => [
        address,
        name === "faucet" ? FAUCET_BALANCE : BALANCE,
      ]),
    );
    const { chainId } = this.#traits;
    const contracts = { ...(await easGenesis()), ...(this.#isRollup ? rollupGenesis() : {}) };
    writeGenesis(this.#genesis, { chainId, timestamp, balances, contracts });
  }

  async #startNodes() {
    const { chainId, nodes: operators } = this.#traits;
    this.nodes = new Nodes({
      clock: this.#clock,
      genesisFile: this.#genesis,
      chainId,
      operators,
      flags: this.#isRollup ? ROLLUP_FLAGS : [],
    });
    await this.nodes.start();
    this.chain = new Chain(this.nodes.sequencer, chainId);
  }

  /** The contracts of each datanet, by its name. */
  async #deploy(from) {
    const { deployer } = this.#wallets;
    const contracts = {};
    let minedAt = from;
    for (const name of this.datanetNames) {
      const { operator, token } = DATANETS[name];
      const wallets = { deployer, operator: this.#wallets[operator] };
      contracts[name] = await deployContracts(this.chain, wallets, token, minedAt);
      minedAt += 2 * BLOCK_SECONDS;
    }
    await registerSchemas(this.chain, deployer);
    await this.chain.mine(minedAt);
    return contracts;
  }

  async #startDatanets(contracts, corpora, start) {
    for (const name of this.datanetNames) {
      const traits = DATANETS[name];
      const corpus = corpora[name];
      this.#writeCorpus(name, traits, corpus);
      const datanet = new Datanet({
        name,
        traits,
        chain: this.chain,
        clock: this.#clock,
        directory: path.join(this.#place(name), "datanet"),
        operator: this.#wallets[traits.operator],
        treasurer: this.#wallets.deployer,
        contracts: contracts[name],
        heldout: corpus.heldout,
        publicTexts: corpus.public,
        start,
        byline: this.#byline,
      });
      const { license } = traits;
      const contributors = new Contributors({ chain: this.chain, datanet, license });
      this.#members.set(name, { datanet, contributors, traits, corpus });
      await datanet.start();
    }
  }

  #corpusFile(datanet, part) {
    return path.join(this.#place(datanet), "corpus", `${part}.jsonl`);
  }

  #writeCorpus(datanet, traits, corpus) {
    for (const part of published(traits)) {
      const file = this.#corpusFile(datanet, part);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, asLines(corpus[part]).bytes);
    }
  }
}
