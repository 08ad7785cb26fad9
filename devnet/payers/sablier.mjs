// Sablier's campaigns: one that pays at once, one whose claims open streams, one whose early claims
// lose what has not vested. Root and times are in the code, so other times are another campaign.

import { Drop, csvOf } from "./drops.mjs";
import { textWithStrings } from "./payer.mjs";
import { standardTree } from "./trees.mjs";

const DAY = 86_400;
// Dollars with eight decimals: a fee of one, and a coin of three thousand.
const MIN_FEE_USD = 100_000_000n;
const COIN_PRICE = 300_000_000_000n;

// Indices are so far apart that they fill two words of the bitmap.
const INDEX_STEP = 9;
const FIRST_INDEX = 300;

class Campaign extends Drop {
  slots = { claimed: "0x5" };

  async deploy() {
    const all = INDEX_STEP * this.people.length;
    this.leaves = this.leaves.map((leaf, i) => ({
      ...leaf,
      index: (FIRST_INDEX + i * INDEX_STEP) % all,
    }));
    this.tree = this.makeTree();
    this.comptroller = await this.workshop.deploy("SablierComptroller");
    await this.workshop.call("SablierComptroller", this.comptroller, "setPrice", [COIN_PRICE]);
    await this.launch({});
  }

  /** Another campaign with the same tree at other times (unix seconds), with its money. */
  async launch({ start, expiration, vesting_start, vesting_end, fee_usd }) {
    const { now, owner } = this.workshop;
    this.times = {
      start: Number(start ?? now - DAY),
      expiration: Number(expiration ?? now + 30 * DAY),
      vesting_start: Number(vesting_start ?? now - 10 * DAY),
      vesting_end: Number(vesting_end ?? now + 10 * DAY),
    };
    this.feeUSD = BigInt(fee_usd ?? MIN_FEE_USD);
    const terms = {
      root: this.tree.root,
      start: this.times.start,
      expiration: this.times.expiration,
      minFeeUSD: this.feeUSD,
      token: this.token,
      comptroller: this.comptroller,
      admin: owner,
    };
    const vesting = this.vests ? [this.times.vesting_start, this.times.vesting_end] : [];
    this.address = await this.workshop.deploy(this.contract, terms, ...vesting);
    await this.fund(this.token, this.total);
  }

  makeTree() {
    const rows = this.leaves.map(({ index, account, amount }) => [
      String(index),
      account,
      String(amount),
    ]);
    return standardTree(rows, ["uint256", "address", "uint128"]);
  }

  async state() {
    const { start, expiration, ...vesting } = this.times;
    const times = this.vests ? { start, expiration, ...vesting } : { start, expiration };
    return {
      root: this.tree.root,
      comptroller: this.comptroller,
      min_fee_usd: String(this.feeUSD),
      ...Object.fromEntries(Object.entries(times).map(([name, time]) => [name, String(time)])),
    };
  }

  files() {
    return [
      { name: `${this.name}.json`, text: textWithStrings(this.tree.dump) },
      { name: `${this.name}.csv`, text: csvOf(this.leaves) },
    ];
  }
}

export class SablierInstant extends Campaign {
  name = "sablier-instant";
  preset = "sablier-instant";
  title = "A Sablier campaign";
  contract = "SablierInstant";
  vests = false;

  get base() {
    return 15n * 10n ** 18n;
  }
}

/** No profile has a preset of the kinds that vest: they are only to be recognised. */
class Vesting extends Campaign {
  vests = true;

  async entry() {
    return null;
  }
}

export class SablierLL extends Vesting {
  name = "sablier-ll";
  contract = "SablierLL";

  get base() {
    return 20n * 10n ** 18n;
  }
}

export class SablierVCA extends Vesting {
  name = "sablier-vca";
  contract = "SablierVCA";

  get base() {
    return 24n * 10n ** 18n;
  }
}
