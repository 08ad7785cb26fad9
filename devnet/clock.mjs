// The network's time: real time, moved by a fault or set back while history is made.

export class Clock {
  #skew;

  /** @param skew seconds ahead of real time; negative is behind. */
  constructor(skew = 0) {
    this.#skew = skew;
  }

  get skew() {
    return this.#skew;
  }

  set skew(seconds) {
    this.#skew = seconds;
  }

  /** Unix seconds. */
  now() {
    return Math.floor(this.nowMs() / 1000);
  }

  /** Unix milliseconds. */
  nowMs() {
    return Date.now() + this.#skew * 1000;
  }

  /** Moves it forward to a time, unless it is past it. */
  reach(ms) {
    this.#skew += Math.max(ms - this.nowMs(), 0) / 1000;
  }
}

/** RFC 3339 UTC, to the second. */
export function rfc3339(seconds) {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+/, "");
}
