// Control calls about the payers (devnet/README.md lists them). Each that changes the chain has
// mined when it returns, and has written the files anew.

import { toQuantity } from "ethers";

const DISPUTER = "contributor-4";

/** Changes something of the payers, mines, and answers with the state of the one concerned. */
async function changed(network, name, change) {
  const payers = there(network);
  const payer = payers.find(name);
  await change(payer, payers);
  await payers.workshop.flush();
  await payers.write();
  return payer.describe();
}

function there({ payers }) {
  if (payers) return payers;
  throw new Error("this network has no payers; start the devnet with --payers");
}

// {account: amount} with names of accounts and decimal amounts.
const amountsOf = (payers, amounts = {}) =>
  Object.fromEntries(
    Object.entries(amounts).map(([account, amount]) => [payers.accountOf(account), BigInt(amount)]),
  );

// {account: {token: amount}}.
const amountsByToken = (payers, amounts = {}) =>
  Object.fromEntries(
    Object.entries(amounts).map(([account, byToken]) => [
      payers.accountOf(account),
      Object.fromEntries(
        Object.entries(byToken).map(([token, amount]) => [payers.tokenOf(token), BigInt(amount)]),
      ),
    ]),
  );

const NOBODY = `0x${"00".repeat(20)}`;

/** Some payers' roots cannot be replaced. */
function replaceable(payer) {
  if (payer.replace) return payer;
  throw new Error(`the root of ${payer.name} cannot be replaced`);
}

function campaign(payer) {
  if (payer.launch) return payer;
  throw new Error(`${payer.name} has no times`);
}

export const PAYER_CALLS = {
  payers: ({ network }) => there(network).describe(),

  "merkl-update": ({ network }, { amounts, epoch, period }) =>
    changed(network, "merkl", (merkl, payers) =>
      merkl.update({ amounts: amountsByToken(payers, amounts), epoch, period }),
    ),
  "merkl-dispute": ({ network }, { account = DISPUTER, reason = "wrong amounts" }) =>
    changed(network, "merkl", (merkl, payers) => merkl.dispute(payers.walletOf(account), reason)),
  "merkl-resolve": ({ network }, { valid = false }) =>
    changed(network, "merkl", (merkl) => merkl.resolve(valid)),
  "merkl-revoke": ({ network }) => changed(network, "merkl", (merkl) => merkl.revoke()),
  "merkl-recipient": ({ network }, { account = "demo", recipient = NOBODY, token }) =>
    changed(network, "merkl", (merkl, payers) =>
      merkl.setRecipient(
        payers.walletOf(account),
        payers.accountOf(recipient),
        token ? payers.tokenOf(token) : NOBODY,
      ),
    ),
  "merkl-operator": ({ network }, { account = "demo", operator = NOBODY }) =>
    changed(network, "merkl", (merkl, payers) =>
      merkl.toggleOperator(payers.walletOf(account), payers.accountOf(operator)),
    ),
  "merkl-faults": ({ network }, { faults = [] }) => {
    const payers = there(network);
    payers.server.faults = faults.map((fault) =>
      fault.account ? { ...fault, account: payers.accountOf(fault.account) } : fault,
    );
    return { faults: payers.server.faults };
  },

  "eigenlayer-root": ({ network }, { amounts, delay }) =>
    changed(network, "eigenlayer", (eigenlayer, payers) =>
      eigenlayer.submit({ amounts: amountsByToken(payers, amounts), delay }),
    ),
  "eigenlayer-disable": ({ network }, { index }) =>
    changed(network, "eigenlayer", (eigenlayer) => eigenlayer.disable(Number(index))),
  "eigenlayer-pause": ({ network }, { bits = "4" }) =>
    changed(network, "eigenlayer", (eigenlayer) => eigenlayer.pause(BigInt(bits))),
  "eigenlayer-claimer": ({ network }, { account = "demo", claimer = NOBODY }) =>
    changed(network, "eigenlayer", (eigenlayer, payers) =>
      eigenlayer.setClaimer(payers.walletOf(account), payers.accountOf(claimer)),
    ),

  "drop-root": ({ network }, { payer = "openzeppelin", amounts }) =>
    changed(network, payer, (drop, payers) =>
      replaceable(drop).replace(amountsOf(payers, amounts)),
    ),
  "weatherxm-root": ({ network }, { amounts }) =>
    changed(network, "weatherxm", (pool, payers) => pool.replace(amountsOf(payers, amounts))),
  "sablier-times": ({ network }, { payer = "sablier-instant", ...times }) =>
    changed(network, payer, (one) => campaign(one).launch(times)),

  "reppo-emissions": ({ network }, { payer = "reppo", epoch, pod, amount }) =>
    changed(network, payer, (pods) => pods.setEmissions(epoch, pod, BigInt(amount))),

  "story-revenue": ({ network }, { token = "OPEN", amount }) =>
    changed(network, "story", (story, payers) => story.pay(payers.tokenOf(token), BigInt(amount))),
  "story-dispute": ({ network }, { tagged = true }) =>
    changed(network, "story", (story) => story.setTagged(tagged)),
  "story-pause": ({ network }, { paused = true }) =>
    changed(network, "story", (story) => story.setPaused(paused)),

  "payer-fund": ({ network }, { payer, token = "OPEN", amount }) =>
    changed(network, payer, (one, payers) => one.fund(payers.tokenOf(token), BigInt(amount))),
  "payer-drain": ({ network }, { payer, token = "OPEN", amount }) =>
    changed(network, payer, (one, payers) =>
      one.drain(payers.tokenOf(token), amount === undefined ? undefined : BigInt(amount)),
    ),

  "payer-token": async ({ network }, { symbol, name = symbol, decimals = 18 }) => {
    const payers = there(network);
    await payers.addToken({ symbol, name, decimals: Number(decimals) });
    await payers.workshop.flush();
    await payers.write();
    return { symbol, address: payers.tokens[symbol] };
  },

  // Any account sends anything to anybody; calls that are reverted are no error here.
  "payer-call": async ({ network, chain, nodes }, { calls }) => {
    const payers = there(network);
    const sent = [];
    for (const { from = "deployer", to, data = "0x", value = "0" } of calls) {
      const call = { to: payers.addressOf(to), data, value: BigInt(value) };
      sent.push(await chain.send(payers.walletOf(from), call));
    }
    const receipts = [];
    for (let blocks = 0; receipts.length < sent.length; blocks++) {
      if (blocks > sent.length) throw new Error("a call comes into no block");
      await nodes.sequencer.mine();
      for (const hash of sent.slice(receipts.length)) {
        const receipt = await chain.rpc("eth_getTransactionReceipt", hash);
        if (!receipt) break;
        receipts.push(receipt);
      }
    }
    return {
      block: toQuantity(nodes.sequencer.head.number),
      receipts: receipts.map(({ transactionHash, status, gasUsed }) => ({
        transaction: transactionHash,
        status,
        gas: String(BigInt(gasUsed)),
      })),
    };
  },
};
