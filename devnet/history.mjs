// The thirty epochs that the network has behind it when it starts.

import { ContractFactory, Interface, ZeroHash, getCreateAddress } from "ethers";
import { abi, compiled } from "./contracts.mjs";
import { EPOCH_SECONDS } from "./datanet/epochs.mjs";
import { COMMITMENT, STATEMENT, registerSchema } from "./eas.mjs";

export const EPOCHS = 30;
const INFERENCES_PER_EPOCH = 24;
/** Between the genesis block and the first epoch: contracts and the first commitments. */
export const SETUP_SECONDS = 120;

// Datasets by the epoch before which they arrive; a new model is trained whenever some do.
const ARRIVALS = new Map([
  [1, ["demo-1", "contributor-1", "contributor-2"]],
  [11, ["contributor-3", "contributor-4"]],
  [21, ["demo-2"]],
]);

// Claims by the epoch after which they are made: so that the demo account has claimed a part.
const CLAIMS = new Map([
  [9, "contributor-1"],
  [19, "demo"],
]);

/**
 * Deploys token and distributor and registers the schemas; resolves to {token, distributor},
 * lower-case.
 */
export async function deployContracts(chain, { deployer, operator }, minedAt) {
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
  const token = await deploy(code.OpenToken, "address", [deployer.address]);
  const distributor = await deploy(code.Distributor, "address,uint256,bytes32,bytes32", [
    deployer.address,
    0n,
    ZeroHash,
    ZeroHash,
  ]);
  await registerSchema(chain, deployer, COMMITMENT);
  await registerSchema(chain, deployer, STATEMENT);
  await chain.mine(minedAt);
  const setUpdater = await chain.send(deployer, {
    to: distributor,
    data: abi.distributor.encodeFunctionData("setRootUpdater", [operator.address, true]),
  });
  await chain.mine(minedAt + 2);
  await chain.receipt(setUpdater);
  return { token, distributor };
}

/** Lives through the epochs from `start` (unix seconds) on. */
export async function makeHistory({ chain, datanet, contributors, wallets, corpus, start }) {
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    const begin = start + (epoch - 1) * EPOCH_SECONDS;
    const end = begin + EPOCH_SECONDS;
    await arrive(ARRIVALS.get(epoch), { datanet, contributors, wallets, corpus, begin });
    if (CLAIMS.has(epoch - 1)) await contributors.claim(wallets[CLAIMS.get(epoch - 1)], begin + 15);
    await chain.mine(begin + 30);
    const times = Array.from(
      { length: INFERENCES_PER_EPOCH },
      (_, i) => begin + Math.floor(((i + 1) * EPOCH_SECONDS) / (INFERENCES_PER_EPOCH + 1)),
    );
    await datanet.infer({ times });
    await datanet.settle({ publish: false, end, minedAt: end + 1 });
  }
}

async function arrive(names, { datanet, contributors, wallets, corpus, begin }) {
  if (!names) return;
  // The first ones come before the first epoch; later ones in the seconds after the statement of
  // the last.
  const from = datanet.epochs.latest ? begin + 5 : begin - names.length * 2;
  for (const [i, name] of names.entries()) {
    const wallet = wallets[name.startsWith("demo") ? "demo" : name];
    await contributors.contribute(name, wallet, corpus[name], from + i * 2);
  }
  await datanet.train();
}
