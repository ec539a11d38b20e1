import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import type { Stack } from "./fixtures/stack";
import { expect, test } from "./fixtures/test";

/** Addresses under which others reach this machine; there may be none. */
const addresses = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .filter(({ internal, scopeid }) => !internal && !scopeid)
  .map(({ address }) => address);

function portsOf({ url, sandboxUrl, dataDir }: Stack): Record<string, number> {
  const read = (...path: string[]) => JSON.parse(readFileSync(join(dataDir, ...path), "utf8"));
  const portOf = (address: string) => Number(new URL(address).port);
  return {
    app: portOf(url),
    "local Plaid": portOf(sandboxUrl ?? ""),
    "its controls": portOf(read("sandbox", "control.json").url),
    Postgres: read("postgres", "cluster.json").port,
  };
}

/** How a connection begins: with `open`, or the code of what it fails with. */
const attempt = (host: string, port: number) =>
  new Promise<string>((resolve) => {
    const socket = connect({ host, port, timeout: 3_000 });
    const end = (how: string) => {
      socket.destroy();
      resolve(how);
    };
    socket.once("connect", () => end("open"));
    socket.once("timeout", () => end("silence"));
    socket.once("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });

test("S-02: nothing of the demo can be reached from another machine", async ({ stack }) => {
  for (const [name, port] of Object.entries(portsOf(stack))) {
    expect(await attempt("127.0.0.1", port), `${name} on loopback`).toBe("open");
    for (const address of addresses)
      expect.soft(await attempt(address, port), `${name} by ${address}`).toBe("ECONNREFUSED");
  }
});
