// Customers' questions, their payments, and whose data answered: the feed of live attributions.

import { createHash } from "node:crypto";
import { parseEther } from "ethers";

export class Inferences {
  #models;
  #queries;
  #fees;
  #asked = 0;
  #sequence = 0;
  #byAccount = new Map();
  #open = [];

  /**
   * @param customers what customers ask, {text, label}; asked in turn
   * @param fee the lowest and the highest price of an answer, in whole tokens
   */
  constructor({ models, customers, fee }) {
    this.#models = models;
    this.#fees = fee.map(parseEther);
    this.#queries = customers.map(({ text, label }, i) => ({ id: `query-${i}`, text, label }));
  }

  /** Inferences of the running epoch: [{fee, influence: Map(dataset → bigint)}]. */
  get open() {
    return this.#open;
  }

  /** Answers one question at each of `times` (unix seconds) with the current model. */
  async ask(epoch, times) {
    const model = this.#models.current;
    // One call of the binary for all questions: it reads the model's records each time it is started.
    const answers = await this.#models.attribute(model, this.#queries);
    for (const time of times) {
      const { id } = this.#queries[this.#asked % this.#queries.length];
      this.#record(model, epoch, time, answers.get(id));
    }
  }

  #record(model, epoch, time, { influence }) {
    const inference = String(++this.#asked);
    const fee = feeOf(inference, this.#fees);
    this.#open.push({ fee, influence });
    for (const { uid, account } of model.datasets) {
      const value = influence.get(uid);
      if (!value) continue;
      const items = this.#byAccount.get(account) ?? [];
      this.#byAccount.set(account, items);
      items.push({
        seq: ++this.#sequence,
        time,
        epoch,
        model: model.keccak,
        dataset: uid,
        inference,
        influence: value,
        fee,
      });
    }
  }

  /** Begins the next epoch. */
  close() {
    this.#open = [];
  }

  /** All that was answered, for resume() of another datanet. */
  keep() {
    return {
      asked: this.#asked,
      sequence: this.#sequence,
      byAccount: this.#byAccount,
      open: this.#open,
    };
  }

  resume({ asked, sequence, byAccount, open }) {
    this.#asked = asked;
    this.#sequence = sequence;
    this.#byAccount = byAccount;
    this.#open = open;
  }

  /** An account's attributions above `after`, ascending. */
  of(account, after) {
    return (this.#byAccount.get(account) ?? []).filter(({ seq }) => seq > after);
  }
}

// A fee has digits down to the last unit, so that every division leaves a rest.
function feeOf(inference, [lowest, highest]) {
  const draw = BigInt(`0x${createHash("sha256").update(`fee of ${inference}`).digest("hex")}`);
  return lowest + (draw % (highest - lowest));
}
