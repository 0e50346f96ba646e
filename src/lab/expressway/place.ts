// Where the peers listen: addresses of their own beside the nodes’, or free ports beside theirs.
import { canListen, findBlock, type Release } from "../port-block.ts";

export interface PeerPort {
  readonly address: string;
  readonly port: number;
  readonly release: Release;
}

const nothing: Release = () => Promise.resolve();

/**
 * Nodes on 127.20.0.11 and on: peers on 127.20.0.41 and on, port 443 where the system lets us, else 8443. Who holds the nodes'
 * addresses has these too. Else ports that stay ours while a peer restarts.
 */
export async function findPorts(beside: string, count: number): Promise<readonly PeerPort[]> {
  const found: PeerPort[] = [];
  for (let at = 0; at < count; at += 1) {
    const own = `127.20.0.${41 + at}`;
    const ownPort = beside.startsWith("127.20.0.") ? await firstFree(own, [443, 8443]) : undefined;
    if (ownPort !== undefined) {
      found.push({ address: own, port: ownPort, release: nothing });
      continue;
    }
    const { base, release } = await findBlock(beside, [0]);
    found.push({ address: beside, port: base, release });
  }
  return found;
}

async function firstFree(address: string, ports: readonly number[]): Promise<number | undefined> {
  for (const port of ports) if (await canListen(address, port)) return port;
  return undefined;
}
