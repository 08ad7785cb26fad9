// A SOCKS5 proxy (RFC 1928) without passwords: whatever host it is asked for, it connects to that
// port of this machine. Prints its port, then the host and port of each connection, a line each.

import net from "node:net";

const server = net.createServer((client) => {
  let bytes = Buffer.alloc(0);
  let greeted = false;
  client.on("error", () => client.destroy());
  client.on("data", function read(data) {
    bytes = Buffer.concat([bytes, data]);
    if (!greeted) {
      if (bytes.length < 2 || bytes.length < 2 + bytes[1]) return;
      bytes = bytes.subarray(2 + bytes[1]);
      greeted = true;
      client.write(Buffer.from([5, 0]));
    }
    // Version 5, CONNECT, 0, the kind of address: 3 is a name, 1 is four bytes.
    const named = bytes[3] === 3;
    const length = bytes.length < 5 ? Infinity : named ? 7 + bytes[4] : 10;
    if (bytes.length < length) return;
    const host = named ? bytes.toString("latin1", 5, 5 + bytes[4]) : bytes.subarray(4, 8).join(".");
    const port = bytes.readUInt16BE(length - 2);
    console.log(`${named ? "name" : "address"} ${host}:${port}`);
    client.off("data", read);
    const target = net.connect(port, "127.0.0.1", () => {
      client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
      target.write(bytes.subarray(length));
      client.pipe(target).pipe(client);
    });
    target.on("error", () => client.destroy());
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
