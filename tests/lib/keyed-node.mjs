// A provider of nodes that gives each customer an address with a key in it:
//
//	node keyed-node.mjs URL KEY
//
// POST /v2/KEY is passed on to the node at URL. Every other path is refused, and so is this one after
// SIGUSR1; the refusal repeats the key, as providers' do. Prints its port.

import http from "node:http";

const [url, key] = process.argv.slice(2);
let closed = false;
process.on("SIGUSR1", () => (closed = !closed));

const server = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  response.setHeader("content-type", "application/json");
  if (closed || request.url !== `/v2/${key}`) {
    const { id } = JSON.parse(body);
    const error = { code: -32600, message: `Must be authenticated! ${request.url} (${request.url.slice(4)})` };
    response.end(JSON.stringify({ jsonrpc: "2.0", id, error }));
    return;
  }
  const reply = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  response.end(Buffer.from(await reply.arrayBuffer()));
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
