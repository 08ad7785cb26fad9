// Deploys the payers' contracts and sends what their operators send.

import { ContractFactory, Interface, getCreateAddress, keccak256, toBeHex } from "ethers";
import { abi as own, compiledPayers } from "../contracts.mjs";

const GAS_LIMIT = 3_500_000n;
// A block has room for so many transactions with that limit.
const PER_BLOCK = 8;
const IMPLEMENTATION_SLOT = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbcn;

export class Workshop {
  #chain;
  #wallet;
  #contracts = compiledPayers();
  #sent = [];
  #isOpen = false;

  /** @param wallet the account that owns all payers and tokens. */
  constructor({ chain, wallet }) {
    this.#chain = chain;
    this.#wallet = wallet;
  }

  get chain() {
    return this.#chain;
  }

  get owner() {
    return this.#wallet.address.toLowerCase();
  }

  /** The newest block's time in unix seconds. */
  get now() {
    return this.#chain.sequencer.head.timestamp;
  }

  /** The interface of one of the contracts. */
  interfaceOf(name) {
    return new Interface(this.#contracts[name].abi);
  }

  /** Deploys a contract, by its name or as {abi, bytecode}; resolves to its address. */
  async deploy(contract, ...args) {
    const { abi, bytecode } = this.#contracts[contract] ?? contract;
    const { data } = await new ContractFactory(abi, bytecode).getDeployTransaction(...args);
    const nonce = Number(
      await this.#chain.rpc("eth_getTransactionCount", this.#wallet.address, "pending"),
    );
    await this.#send(this.#wallet, { data });
    return getCreateAddress({ from: this.#wallet.address, nonce }).toLowerCase();
  }

  /** Deploys a contract behind a proxy, initialised with `args`; resolves to both addresses. */
  async deployProxy(name, ...args) {
    const implementation = await this.deploy(name);
    const data = this.interfaceOf(name).encodeFunctionData("initialize", args);
    return { implementation, address: await this.deploy("PayerProxy", implementation, data) };
  }

  /** Calls a function of a contract as its owner, or as `wallet`; in a block after flush(). */
  call(name, to, fn, args, wallet = this.#wallet) {
    return this.#send(wallet, { to, data: this.interfaceOf(name).encodeFunctionData(fn, args) });
  }

  /** Makes new tokens of OPEN or of one of the other tokens, which share these functions. */
  mint(token, to, amount) {
    const data = own.token.encodeFunctionData("mint", [to, amount]);
    return this.#send(this.#wallet, { to: token, data });
  }

  burn(token, from, amount) {
    const data = own.token.encodeFunctionData("burn", [from, amount]);
    return this.#send(this.#wallet, { to: token, data });
  }

  /** Mines what was sent; throws if any of it was reverted. */
  async flush() {
    const sent = this.#sent.splice(0);
    await this.#mine();
    for (const hash of sent) await this.#chain.receipt(hash);
  }

  /** From now on blocks have the time at which they are mined. */
  open() {
    this.#isOpen = true;
  }

  // While everything is deployed, blocks follow the past a second apart: they are not to be ahead
  // of the clock, whose time goes by meanwhile.
  #mine() {
    return this.#chain.mine(this.#isOpen ? 0 : this.now + 1);
  }

  /** Calls a view of a contract; resolves to its values. */
  read(name, to, fn, args, block = "latest") {
    return this.#chain.read(this.interfaceOf(name), to, fn, args, block);
  }

  async codeHash(address) {
    return keccak256(await this.#chain.code(address));
  }

  /** The address in EIP-1967's slot of a proxy. */
  async implementationOf(proxy) {
    const slot = toBeHex(IMPLEMENTATION_SLOT, 32);
    const word = await this.#chain.rpc("eth_getStorageAt", proxy, slot, "latest");
    return `0x${word.slice(-40)}`;
  }

  async #send(wallet, call) {
    if (this.#sent.length && this.#sent.length % PER_BLOCK === 0) await this.#mine();
    const hash = await this.#chain.send(wallet, { ...call, gasLimit: GAS_LIMIT });
    this.#sent.push(hash);
    return hash;
  }
}
