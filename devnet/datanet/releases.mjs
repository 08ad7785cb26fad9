// Releases: what the datanet publishes about each version of its model, so that nobody must trust
// whoever hands the artifact over. A training manifest lists what the version was trained from, and
// an attestation on chain binds both to the publisher and to the version before.

import { ZeroHash } from "ethers";
import { rfc3339 } from "../clock.mjs";
import { MODEL, attest, attestedUid, hashText } from "../eas.mjs";
import { canonical } from "../json.mjs";

/** The training manifest of a model from these datasets ({uid, records}): its only text. */
export function trainingManifest(datanet, datasets) {
  const list = datasets
    .map(({ uid, records }) => ({ records: String(records), uid }))
    .sort((a, b) => (a.uid < b.uid ? -1 : 1));
  return canonical({ datanet, datasets: list, format: "byline-training/1" });
}

export class Releases {
  #chain;
  #operator;
  #name;
  #license;
  #figures;
  #list = [];

  /**
   * @param operator the datanet's wallet; @param name of the model; @param license of the weights,
   * "" if it is not stated; @param figures whether the figures of the model are attested
   */
  constructor({ chain, operator, name, license, figures }) {
    this.#chain = chain;
    this.#operator = operator;
    this.#name = name;
    this.#license = license;
    this.#figures = figures;
  }

  /**
   * Attests a model ({keccak, training, figures}) as the next version, in a block at `minedAt`.
   * `training` is the text of its manifest, null if the publisher gives none; `figures` is the hash
   * of its figures. `fraud` of {misjudge: true} attests other figures.
   */
  async publish({ keccak, training, figures }, minedAt, fraud) {
    const version = this.#list.length + 1;
    const attested = fraud.misjudge ? hashText(figures) : figures;
    const transaction = await attest(this.#chain, this.#operator, MODEL, {
      recipient: this.#operator.address,
      refUID: this.#list.at(-1)?.attestation ?? ZeroHash,
      values: {
        artifact: keccak,
        figures: this.#figures ? attested : ZeroHash,
        manifest: training === null ? ZeroHash : hashText(training),
        version,
        name: this.#name,
        license: this.#license,
      },
    });
    const { timestamp } = await this.#chain.mine(minedAt);
    const attestation = await attestedUid(this.#chain, transaction);
    this.#list.push({ version, artifact: keccak, attestation, training, created: timestamp });
  }

  /** The text of the training manifest of an artifact, undefined or null if there is none. */
  manifestOf(keccak) {
    return this.#list.find(({ artifact }) => artifact === keccak)?.training;
  }

  /** The versions above `after`, oldest first, as they are told. */
  after(version) {
    return this.#list.slice(version).map((release) => ({
      artifact: release.artifact,
      attestation: release.attestation,
      created: rfc3339(release.created),
      name: this.#name,
      version: String(release.version),
    }));
  }

  /** All releases, for resume() of another datanet on the same chain. */
  keep() {
    return this.#list;
  }

  resume(kept) {
    this.#list = kept;
  }
}
