// The datanet node: takes datasets, trains models, answers customers, settles epochs.

import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { hexlify } from "ethers";
import { rfc3339 } from "../clock.mjs";
import { EAS_ADDRESS, REGISTRY_ADDRESS } from "../contracts.mjs";
import { COMMITMENT, MODEL, STATEMENT, hashText } from "../eas.mjs";
import { canonical } from "../json.mjs";
import { Api } from "./api.mjs";
import { Datasets, LIMITS } from "./datasets.mjs";
import { EPOCH_INFERENCES, EPOCH_SECONDS, Epochs } from "./epochs.mjs";
import { DatanetFaults } from "./faults.mjs";
import { Inferences } from "./inferences.mjs";
import { Models } from "./models.mjs";
import { Releases, trainingManifest } from "./releases.mjs";
import { intakeKey } from "./sealed.mjs";
import { CONTRIBUTORS_BP, RULE, WHOLE_BP } from "./settlement.mjs";
import { uploadServer } from "./uploads.mjs";

const INTAKE_SECONDS = 30 * 86_400;
const INFERENCE_SECONDS = 3;
const DOCUMENT = { Datanet: [{ name: "document", type: "bytes32" }] };

export class Datanet {
  #operator;
  #clock;
  #chain;
  #traits;
  #intake;
  #tail = Promise.resolve();
  #stopped = false;

  /**
   * @param traits its row of DATANETS (datanets.mjs); @param operator its wallet
   * @param treasurer wallet that mints the token; @param contracts {token, distributor}
   * @param heldout records in no dataset, {text, label}; @param publicTexts {text}; @param start unix seconds of the first
   * epoch; @param byline the binary
   */
  constructor({ name, traits, chain, clock, directory, heldout, start, byline, ...rest }) {
    const { operator, treasurer, contracts, publicTexts } = rest;
    this.#operator = operator;
    this.#clock = clock;
    this.#chain = chain;
    this.#traits = traits;
    this.name = name;
    this.address = operator.address.toLowerCase();
    this.contracts = contracts;
    this.automatic = true;
    this.faults = new DatanetFaults();
    this.datasets = new Datasets({
      chain,
      directory: path.join(directory, "datasets"),
      datanet: this.address,
    });
    this.models = new Models({
      byline,
      directory: path.join(directory, "models"),
      evaluation: heldout
        .slice(0, traits.evaluation)
        .map(({ text, label }, i) => ({ id: `evaluation-${i}`, text, label })),
      publicTexts,
      inferences: EPOCH_INFERENCES,
      manifestOf: (datasets) =>
        traits.model.manifest ? trainingManifest(this.address, datasets) : null,
    });
    const { license, figures } = traits.model;
    this.releases = new Releases({ chain, operator, name, license, figures });
    const customers = heldout.slice(traits.evaluation);
    this.inferences = new Inferences({ models: this.models, customers, fee: traits.fee });
    this.epochs = new Epochs({ chain, operator, treasurer, contracts, start });
    this.api = new Api(this, this.faults);
    this.uploads = uploadServer({
      directory: path.join(directory, "uploads"),
      datasets: this.datasets,
      domain: this.#domain,
      chainId: chain.id,
      intakeKeys: () => [this.#intake].filter(({ expires }) => expires > clock.now()),
      clock,
    });
  }

  get #domain() {
    return {
      name: "byline datanet",
      version: "1",
      chainId: this.#chain.id,
      verifyingContract: this.address,
    };
  }

  /** Begins to answer. Inferences and epochs come by themselves only after run(). */
  async start() {
    await this.rotateIntake();
    await this.api.open();
  }

  /** The history of this datanet, for resume() of another one with the same contracts. */
  keep() {
    const { datasets, models, releases, inferences, epochs } = this;
    return {
      datasets: datasets.keep(),
      models: models.keep(),
      releases: releases.keep(),
      inferences: inferences.keep(),
      epochs: epochs.keep(),
    };
  }

  resume(kept) {
    this.datasets.resume(kept.datasets);
    this.models.resume(kept.models);
    this.releases.resume(kept.releases);
    this.inferences.resume(kept.inferences);
    this.epochs.resume(kept.epochs);
  }

  run() {
    this.#live();
  }

  async stop() {
    this.#stopped = true;
    this.models.stop();
    await this.api.close();
    await this.#tail;
  }

  /** A new key for uploads; files sealed to the old one are refused. */
  async rotateIntake() {
    this.#intake = { ...(await intakeKey()), expires: this.#clock.now() + INTAKE_SECONDS };
  }

  /** The reply to GET /v1/datanet. */
  async describe() {
    const datanet = this.faults.falsify("description", {
      format: "byline-datanet/1",
      name: this.name,
      address: this.address,
      chain_id: String(this.#chain.id),
      eas: EAS_ADDRESS,
      registry: REGISTRY_ADDRESS,
      ...this.contracts,
      schemas: { commitment: COMMITMENT.uid, statement: STATEMENT.uid, model: MODEL.uid },
      accepts: this.#traits.accepts,
      model: this.models.current.keccak,
      rule: RULE,
      epoch: {
        length_seconds: String(EPOCH_SECONDS),
        latest: String(this.epochs.latest),
        next_at: rfc3339(this.epochs.nextAt),
      },
      intake: {
        id: this.#intake.id,
        key: hexlify(this.#intake.publicKey),
        expires: rfc3339(this.#intake.expires),
      },
      limits: Object.fromEntries(
        Object.entries(LIMITS).map(([name, limit]) => [name, String(limit)]),
      ),
      fees: { contributors: String(CONTRIBUTORS_BP), operator: String(WHOLE_BP - CONTRIBUTORS_BP) },
    });
    const message = { document: hashText(canonical(datanet)) };
    return {
      datanet,
      signature: await this.#operator.signTypedData(this.#domain, DOCUMENT, message),
    };
  }

  /**
   * Trains the next model from the datasets that are there now; it is attested (in a block at
   * `minedAt`) and answers when this resolves to it. An epoch has one model, so inferences of the
   * running one are settled first. `fraud` is that of Releases.publish().
   */
  train({ minedAt = 0, fraud = {} } = {}) {
    return this.#exclusive(async () => {
      if (this.inferences.open.length)
        await this.#settle({ publish: false, end: this.#clock.now(), minedAt: 0, fraud: {} });
      return this.#train(await this.datasets.current(), minedAt, fraud);
    });
  }

  async #train(datasets, minedAt, fraud = {}) {
    const model = await this.models.train(datasets);
    await this.releases.publish(model, minedAt, fraud);
    this.models.use(model);
    return model;
  }

  /** Answers customers' questions at the given times, or `count` of them now. */
  infer({ count = 1, times = Array(count).fill(this.#clock.now()) }) {
    return this.#exclusive(() => this.inferences.ask(this.epochs.latest + 1, times));
  }

  /**
   * Settles the running epoch: its statement is on chain when this resolves, and its root too if
   * `publish`.
   *
   * `end` and `minedAt` (unix seconds) set back the clock for history; `fraud` as Epochs.settle().
   */
  settle({ publish = true, end = this.#clock.now(), minedAt = 0, fraud = {} } = {}) {
    return this.#exclusive(() => this.#settle({ publish, end, minedAt, fraud }));
  }

  async #settle({ publish, end, minedAt, fraud }) {
    if (!this.inferences.open.length)
      await this.inferences.ask(this.epochs.latest + 1, Array(EPOCH_INFERENCES).fill(end));
    const settled = await this.epochs.settle({
      inferences: this.inferences.open,
      model: this.models.current,
      end,
      minedAt,
      fraud,
    });
    this.inferences.close();
    if (publish || this.epochs.rootIsDue) await this.epochs.publish(minedAt && minedAt + 2);
    return settled;
  }

  async #retrainIfChanged() {
    const datasets = await this.datasets.current();
    const same =
      datasets.length === this.models.current.datasets.length &&
      datasets.every((dataset) => this.models.current.datasets.includes(dataset));
    if (!same) await this.#train(datasets, 0);
  }

  async #live() {
    while (!this.#stopped) {
      await sleep(INFERENCE_SECONDS * 1000, undefined, { ref: false });
      if (!this.automatic || this.#stopped) continue;
      await this.#exclusive(async () => {
        await this.inferences.ask(this.epochs.latest + 1, [this.#clock.now()]);
        if (this.#clock.now() < this.epochs.nextAt) return;
        await this.#settle({ publish: false, end: this.#clock.now(), minedAt: 0, fraud: {} });
        await this.#retrainIfChanged();
      }).catch((error) => console.error(`datanet: ${error.message}`));
    }
  }

  #exclusive(operation) {
    const result = this.#tail.then(operation);
    this.#tail = result.catch(() => {});
    return result;
  }
}
