// Reppo: the owners of pods are paid for epochs, without proofs.

import { Payer } from "./payer.mjs";

const UNIT = 10n ** 16n;
// Pods by their numbers, from 1 on: whose they are, and what each epoch brought, in hundredths.
const PODS = [
  { role: "demo", epochs: { 1: 150n, 2: 225n } },
  { role: "demo", epochs: { 2: 75n } },
  { role: "contributor-1", epochs: { 1: 310n, 3: 40n } },
];
const SHARE_PERCENT = 50;

class Pods extends Payer {
  kind = "reppo";
  // The real one's are not published, and these are not the real one's.
  slots = {};

  constructor(context) {
    super(context);
    this.token = this.tokens.OPEN;
    this.pods = PODS.map(({ role, epochs }, i) => ({
      pod: i + 1,
      role,
      account: this.wallets[role].address.toLowerCase(),
      epochs: new Map(Object.entries(epochs).map(([epoch, amount]) => [epoch, amount * UNIT])),
    }));
  }

  async deploy() {
    const { workshop, token } = this;
    this.address = await workshop.deploy(this.contract, token);
    for (const { pod, account, epochs } of this.pods) {
      await workshop.call(this.contract, this.address, "mintPod", [account, SHARE_PERCENT]);
      for (const [epoch, amount] of epochs) await this.setEmissions(epoch, pod, amount);
    }
  }

  /** What a pod's owner gets for an epoch, with the money for it. */
  async setEmissions(epoch, pod, amount) {
    const known = this.pods.find((one) => one.pod === Number(pod));
    known?.epochs.set(String(epoch), amount);
    await this.workshop.call(this.contract, this.address, "setEmissions", [epoch, pod, amount]);
    if (amount > 0n) await this.fund(this.token, amount);
  }

  owed() {
    return this.pods.flatMap(({ pod, account, role, epochs }) =>
      [...epochs].map(([epoch, amount]) => ({
        account,
        role,
        pod: String(pod),
        epoch,
        token: this.token,
        amount: String(amount),
      })),
    );
  }
}

export class Reppo extends Pods {
  name = "reppo";
  contract = "PodManager";

  async entry() {
    const { kind, token } = this;
    return { kind, name: "Reppo's pods", ...(await this.pins()), token };
  }
}

export class ReppoWithoutViews extends Pods {
  name = "reppo-without-views";
  contract = "PodManagerWithoutViews";

  async entry() {
    const { kind, token } = this;
    return { kind, name: "Reppo's pods, without views", ...(await this.pins()), token };
  }
}
