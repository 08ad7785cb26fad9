// The contributors' side: datasets made from parts of a corpus, committed to on chain, handed to the datanet,
// paid for.

import { seed } from "./accounts.mjs";
import { abi } from "./contracts.mjs";
import { asLines } from "./corpus.mjs";
import { makeDataset } from "./dataset.mjs";
import { COMMITMENT, attest, attestedUid, hashText, revoke } from "./eas.mjs";

export class Contributors {
  #chain;
  #datanet;
  #license;
  #seed = seed();
  /** The commitments so far: [{name, uid, account, records}]. */
  datasets = [];

  /** @param license of every dataset. */
  constructor({ chain, datanet, license }) {
    this.#chain = chain;
    this.#datanet = datanet;
    this.#license = license;
  }

  /**
   * Commits to records ({label, text}) as a dataset in a block at `minedAt`, and gives it to the datanet.
   * The seed is the one wallet's, whichever of its accounts attests. Resolves to the dataset's UID.
   */
  async contribute(name, wallet, part, minedAt) {
    const account = wallet.address.toLowerCase();
    const { records, saltKey, manifest, text } = makeDataset(
      this.#seed,
      account,
      asLines(part).records,
      this.#license,
    );
    const transaction = await attest(this.#chain, wallet, COMMITMENT, {
      recipient: this.#datanet.address,
      values: {
        root: manifest.root,
        records: manifest.records,
        size: manifest.bytes,
        manifest: hashText(text),
        nonce: manifest.nonce,
        license: manifest.license,
      },
    });
    await this.#chain.mine(minedAt);
    const uid = await attestedUid(this.#chain, transaction);
    this.#datanet.datasets.receive(uid, account);
    await this.#datanet.datasets.judge(uid, async () => ({
      manifest: Buffer.from(text),
      saltKey,
      records,
    }));
    const { status, reason } = this.#datanet.datasets.get(uid);
    if (status !== "accepted") throw new Error(`dataset ${name} was rejected: ${reason}`);
    this.datasets.push({ name, uid, account, records: manifest.records });
    return uid;
  }

  /** Revokes the commitment to a dataset of the wallet's, in a block at `minedAt`. */
  async withdraw(uid, wallet, minedAt) {
    const transaction = await revoke(this.#chain, wallet, COMMITMENT, uid);
    await this.#chain.mine(minedAt);
    await this.#chain.receipt(transaction);
  }

  /** Claims what the published distribution owes an account, in a block at `minedAt`. */
  async claim(wallet, minedAt) {
    const { contracts, epochs } = this.#datanet;
    const account = wallet.address.toLowerCase();
    const { cumulative, proof } = epochs.published.claimOf(account);
    const transaction = await this.#chain.send(wallet, {
      to: contracts.distributor,
      data: abi.distributor.encodeFunctionData("claim", [
        account,
        contracts.token,
        cumulative,
        proof,
      ]),
    });
    await this.#chain.mine(minedAt);
    await this.#chain.receipt(transaction);
  }
}
