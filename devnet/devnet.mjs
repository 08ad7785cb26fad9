// The whole devnet: puts the networks together, and takes them down again.

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PHRASE, accounts, describeAccounts } from "./accounts.mjs";
import { CAST } from "./anvil.mjs";
import { Clock, rfc3339 } from "./clock.mjs";
import { Control } from "./control.mjs";
import { NETWORK_NAMES } from "./datanets.mjs";
import { Network } from "./network.mjs";

const [DEFAULT] = NETWORK_NAMES;

const profileName = (network) => (network === DEFAULT ? "profile.json" : `profile-${network}.json`);
const OWN_FILES = [
  ...["corpus", "datanet", "genesis.json", "payers"],
  ...NETWORK_NAMES,
  ...NETWORK_NAMES.map(profileName),
];

const BYLINE = path.resolve(
  process.env.BYLINE ?? fileURLToPath(new URL("../byline", import.meta.url)),
);

export class Devnet {
  #directory;
  #automatic = false;

  /**
   * @param directory for what the networks write; what earlier ones left there is removed
   * @param names of the networks, the default one among them; @param withPayers whether the default
   * one has others who owe people money than its datanets
   */
  constructor(directory, names, { withPayers = false } = {}) {
    this.#directory = directory;
    this.instance = randomBytes(16).toString("hex");
    this.wallets = accounts();
    this.clock = new Clock(Number(process.env.BYLINE_DEVNET_SKEW ?? 0));
    this.networks = names.map((name) => this.#network(name, withPayers));
  }

  // The default network and its datanet have the folder to themselves, others a folder in it.
  #network(name, withPayers) {
    const isDefault = name === DEFAULT;
    const place = (datanet = "") =>
      isDefault ? this.#directory : path.join(this.#directory, name, datanet);
    const profileFile = path.join(this.#directory, profileName(name));
    const { clock, wallets } = this;
    return new Network({
      name,
      isDefault,
      place,
      profileFile,
      clock,
      wallets,
      byline: BYLINE,
      withPayers: withPayers && isDefault,
    });
  }

  /** Starts everything, the networks side by side, and resolves when their histories are there. */
  async start(say) {
    if (!existsSync(BYLINE))
      throw new Error(`${BYLINE} is missing: run make, or set BYLINE to the binary`);
    for (const name of OWN_FILES)
      rmSync(path.join(this.#directory, name), { recursive: true, force: true });
    mkdirSync(this.#directory, { recursive: true });
    await Promise.all(
      this.networks.map((network) => network.start((step) => say(`${network.name}: ${step}`))),
    );
    this.control = new Control(this);
    await this.control.open();
  }

  /** From now on blocks, inferences and epochs come by themselves, unless `automatic` is false. */
  run(automatic) {
    this.automatic = automatic;
    for (const network of this.networks) network.run();
  }

  get automatic() {
    return this.#automatic;
  }

  set automatic(value) {
    this.#automatic = value;
    for (const network of this.networks) network.automatic = value;
  }

  async stop() {
    await this.control?.close();
    await Promise.all(this.networks.map((network) => network.stop()));
  }

  /**
   * The network and the datanet that a control call names; the first ones by default. A datanet
   * alone says its network.
   */
  find({ network: name, datanet: datanetName }) {
    const candidates = this.networks.filter(
      (network) =>
        (name === undefined || network.name === name) &&
        (datanetName === undefined || network.datanetNames.includes(datanetName)),
    );
    if (candidates.length) {
      const [network] = candidates;
      const contributors = network.contributors(datanetName);
      return { network, datanet: network.datanet(datanetName), contributors };
    }
    const there = this.networks.map((one) => `${one.name} (${one.datanetNames.join(", ")})`);
    throw new Error(`no such network or datanet; there are ${there.join(", ")}`);
  }

  /**
   * The content of devnet.json: all that a client or a test needs. What is outside `networks` is of
   * the first network and its first datanet, or of all.
   */
  describe() {
    const networks = this.networks.map((network) => network.describe());
    const [{ chain_id, genesis_hash, nodes, contracts, datanets, payers, profile }] = networks;
    const [datanet] = datanets;
    return {
      format: "byline-devnet/1",
      instance: this.instance,
      pid: String(process.pid),
      started: rfc3339(this.clock.now()),
      chain_id,
      genesis_hash,
      nodes,
      datanet: { url: datanet.url, address: datanet.address },
      control: { url: this.control.url },
      contracts: { ...contracts, ...datanet.contracts },
      phrase: PHRASE,
      accounts: describeAccounts(this.wallets),
      datasets: datanet.datasets,
      corpus: datanet.corpus,
      cast: CAST,
      ...(payers ? { payers } : {}),
      profile,
      networks,
    };
  }
}
