// The newest block that a front end shows. It is that of the chain, unless a test moves it.

export class Head {
  #sequencer;
  #lag = 0;
  #held = null;
  #after = 0;
  #asked = 0;

  constructor(sequencer) {
    this.#sequencer = sequencer;
  }

  /**
   * Moves it:
   *
   *	lag            blocks that it stays behind the chain's newest
   *	hold           a block's number, or true for the one that it shows now: it stays there
   *	advance        so many blocks forward
   *	advance_after  from now on a block forward after each so many requests; 0: no longer
   *
   * It moves along with the chain again once only a lag is given. Where it would pass the chain's
   * newest block, blocks are mined.
   */
  async move({ lag, hold, advance, advance_after: after }) {
    if (lag !== undefined) {
      this.#lag = count("lag", lag);
      this.#held = null;
      this.#after = 0;
    }
    if (hold !== undefined) this.#held = hold === true ? this.number : count("hold", hold);
    if (after !== undefined) {
      this.#held ??= this.number;
      this.#after = count("advance_after", after);
      this.#asked = 0;
    }
    if (advance !== undefined) {
      this.#held = (this.#held ?? this.number) + count("advance", advance);
      await this.#mine();
    }
    return this;
  }

  /** Counts a request, which may move the head before it is answered. */
  async asked() {
    if (!this.#after || ++this.#asked % this.#after) return;
    this.#held++;
    await this.#mine();
  }

  get number() {
    const newest = this.#sequencer.head.number;
    return Math.min(this.#held ?? Math.max(newest - this.#lag, 0), newest);
  }

  async #mine() {
    while (this.#sequencer.head.number < this.#held) await this.#sequencer.mine();
    // The block may be of another front end's request, and this node about to execute it.
    await this.#sequencer.quiesce(() => {});
  }
}

function count(name, value) {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`${name} is a number of blocks or requests, and not ${value}`);
  return value;
}
