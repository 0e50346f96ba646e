// Where the peers listen: addresses of their own beside the nodes’, or free ports beside theirs.
import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { LabRefusal } from "../refusal.ts";

const canListen = (address: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** Nodes on 127.20.0.11 and on: peers on 127.20.0.41 and on, port 443 where the system lets us, else 8443. */
export async function findPorts(
  beside: string,
  count: number,
): Promise<readonly { readonly address: string; readonly port: number }[]> {
  const found: { readonly address: string; readonly port: number }[] = [];
  for (let at = 0; at < count; at += 1) {
    const own = `127.20.0.${41 + at}`;
    if (beside.startsWith("127.20.0.") && (await canListen(own, 443))) found.push({ address: own, port: 443 });
    else if (beside.startsWith("127.20.0.") && (await canListen(own, 8443))) found.push({ address: own, port: 8443 });
    else found.push({ address: beside, port: await freePort(beside, new Set(found.map((one) => one.port))) });
  }
  return found;
}

/** Below the range of outgoing connections: the port must still be free after a restart. */
async function freePort(address: string, taken: ReadonlySet<number>): Promise<number> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const port = 10_000 + randomInt(22_000);
    if (!taken.has(port) && (await canListen(address, port))) return port;
  }
  throw new LabRefusal(`no free port on ${address} for an Expressway peer`);
}
