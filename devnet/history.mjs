// The thirty epochs that a network has behind it when it starts.

import { ContractFactory, Interface, ZeroHash, getCreateAddress } from "ethers";
import { abi, compiled } from "./contracts.mjs";
import { EPOCH_INFERENCES, EPOCH_SECONDS } from "./datanet/epochs.mjs";
import { COMMITMENT, MODEL, STATEMENT, registerSchema } from "./eas.mjs";
import { BLOCK_SECONDS } from "./nodes.mjs";

export const EPOCHS = 30;
/** Between the genesis block and the first epoch: contracts and the first commitments. */
export const SETUP_SECONDS = 120;

/** Registers the schemas of all attestations; they are in the next block. */
export async function registerSchemas(chain, wallet) {
  for (const schema of [COMMITMENT, STATEMENT, MODEL]) await registerSchema(chain, wallet, schema);
}

/**
 * Deploys the token and the distributor of a datanet, in blocks at `minedAt` and two seconds later;
 * resolves to {token, distributor}, lower-case.
 */
export async function deployContracts(chain, { deployer, operator }, { name, symbol }, minedAt) {
  const code = compiled();
  const deploy = async (bytecode, types, values) => {
    const constructor = new Interface([`constructor(${types})`]);
    const nonce = Number(await chain.rpc("eth_getTransactionCount", deployer.address, "pending"));
    const { data } = await new ContractFactory(constructor, bytecode).getDeployTransaction(
      ...values,
    );
    await chain.send(deployer, { data });
    return getCreateAddress({ from: deployer.address, nonce }).toLowerCase();
  };
  const owner = deployer.address;
  const token = await deploy(code.OpenToken, "string,string,address", [name, symbol, owner]);
  const distributor = await deploy(code.Distributor, "address,uint256,bytes32,bytes32", [
    owner,
    0n,
    ZeroHash,
    ZeroHash,
  ]);
  await chain.mine(minedAt);
  const setUpdater = await chain.send(deployer, {
    to: distributor,
    data: abi.distributor.encodeFunctionData("setRootUpdater", [operator.address, true]),
  });
  await chain.mine(minedAt + BLOCK_SECONDS);
  await chain.receipt(setUpdater);
  return { token, distributor };
}

/**
 * Lives through the epochs of all datanets of a chain, from `start` (unix seconds) on.
 *
 * @param members {datanet, contributors, traits, corpus} of each; their blocks come one after the
 * other, so that the times of blocks ascend
 */
export async function makeHistory({ chain, members, wallets, start }) {
  // A statement and a root after each epoch.
  const settling = members.length * 2 * BLOCK_SECONDS;
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    const begin = start + (epoch - 1) * EPOCH_SECONDS;
    const end = begin + EPOCH_SECONDS;
    await arrive(epoch, members, wallets, begin, settling);
    for (const [i, { contributors, traits }] of members.entries()) {
      const account = traits.claims[epoch - 1];
      if (account) await contributors.claim(wallets[account], begin + 15 + i * BLOCK_SECONDS);
    }
    await chain.mine(begin + 30);
    const times = Array.from(
      { length: EPOCH_INFERENCES },
      (_, i) => begin + Math.floor(((i + 1) * EPOCH_SECONDS) / (EPOCH_INFERENCES + 1)),
    );
    for (const [i, { datanet }] of members.entries()) {
      await datanet.infer({ times });
      await datanet.settle({ publish: false, end, minedAt: end + 1 + i * 2 * BLOCK_SECONDS });
    }
  }
}

// The datasets that arrive before an epoch, and a new model of each datanet to which some do.
async function arrive(epoch, members, wallets, begin, settling) {
  const acts = members.flatMap(({ datanet, contributors, traits, corpus }) => {
    const arrivals = Object.entries(traits.datasets).filter(([, { before }]) => before === epoch);
    const contributions = arrivals.map(
      ([name, { account }]) =>
        (minedAt) =>
          contributors.contribute(name, wallets[account], corpus[name], minedAt),
    );
    const training = (minedAt) => datanet.train({ minedAt });
    return arrivals.length ? [...contributions, training] : [];
  });
  // The first ones come before the first epoch; later ones in the seconds after the statements of
  // the last.
  const from = epoch > 1 ? begin + 1 + settling : begin - acts.length * BLOCK_SECONDS;
  for (const [i, act] of acts.entries()) await act(from + i * BLOCK_SECONDS);
}
