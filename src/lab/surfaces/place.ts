// Where the nodes stand: their own loopback addresses with CUCM's ports where the system allows it, else one address and a port map.
import { type NodePorts, standardPorts } from "../../domain/cluster.ts";
import { blockSize, canListen, findBlock, hold, type PortBlock, type Release, takeBlock } from "../port-block.ts";
import { LabRefusal } from "../refusal.ts";

export interface Place {
  readonly address: string;
  readonly ports: NodePorts;
}

/** Where nodes stand, and the way to give their ports back: until then nobody else gets them, whether services listen there or not. */
export interface Places {
  readonly places: readonly Place[];
  readonly release: Release;
}

/**
 * `own`: 127.20.0.11 and on, real ports (22 and 8443 and so on); port 22 becomes 20022 where low ports need rights.
 * `shared`: one address; ports counted up from `from`, or free ones when it is left out.
 * `auto`: `own` where the system lets us, else `shared` on 127.0.0.1 from 20000, else free ports there.
 */
export type Bind =
  | { readonly kind: "auto" }
  | { readonly kind: "own" }
  | { readonly kind: "shared"; readonly address: string; readonly from?: number };

/** Ports a node takes on a shared address: the offset from its base. */
const offsets: readonly (keyof NodePorts)[] = ["ssh", "https", "sipTls", "tvs", "capf", "tftpHttp", "tftpHttps"];
const used = offsets.map((_, at) => at);
const firstOwn = 11;
/** On an address of a node's own: who holds it has the address. */
const ownMark = 20_029;

const block = (base: number): NodePorts => ({
  ssh: base,
  https: base + 1,
  sipTls: base + 2,
  tvs: base + 3,
  capf: base + 4,
  tftpHttp: base + 5,
  tftpHttps: base + 6,
});

interface Found {
  readonly place: Place;
  readonly release: Release;
}

const placed = (address: string, { base, release }: PortBlock): Found => ({
  place: { address, ports: block(base) },
  release,
});

async function ownPlace(at: number): Promise<Found | undefined> {
  const address = `127.20.0.${firstOwn + at}`;
  const release = await hold(address, ownMark);
  if (release === undefined) return undefined;
  const ports = (await canListen(address, standardPorts.ssh)) ? standardPorts : { ...standardPorts, ssh: 20022 };
  for (const name of offsets) {
    if (await canListen(address, ports[name])) continue;
    await release();
    return undefined;
  }
  return { place: { address, ports }, release };
}

async function countedPlace(address: string, base: number): Promise<Found | undefined> {
  const taken = await takeBlock(address, base, used);
  return taken === undefined ? undefined : placed(address, taken);
}

/** All of them or none. */
async function all(count: number, find: (at: number) => Promise<Found | undefined>): Promise<Places | undefined> {
  const found: Found[] = [];
  const release = async (): Promise<void> => {
    for (const one of found) await one.release();
  };
  try {
    for (let at = 0; at < count; at += 1) {
      const one = await find(at);
      if (one === undefined) {
        await release();
        return undefined;
      }
      found.push(one);
    }
  } catch (error) {
    await release();
    throw error;
  }
  return { places: found.map(({ place }) => place), release };
}

const counted = (count: number, address: string, from: number): Promise<Places | undefined> =>
  all(count, (at) => countedPlace(address, from + at * blockSize));

async function free(count: number, address: string): Promise<Places> {
  const found = await all(count, async () => placed(address, await findBlock(address, used)));
  if (found === undefined) throw new LabRefusal("lab.no.no-ports", { address });
  return found;
}

/** One place per node, publisher first. Throws LabRefusal when the wanted ports are taken. */
export async function findPlaces(count: number, bind: Bind): Promise<Places> {
  if (bind.kind === "shared") {
    if (bind.from === undefined) return await free(count, bind.address);
    const places = await counted(count, bind.address, bind.from);
    if (places !== undefined) return places;
    const last = bind.from + count * blockSize - 1;
    throw new LabRefusal("lab.no.ports-taken", { first: bind.from, last, address: bind.address });
  }
  const own = await all(count, ownPlace);
  if (own !== undefined) return own;
  if (bind.kind === "own") throw new LabRefusal("lab.no.no-own-addresses");
  return (await counted(count, "127.0.0.1", 20_000)) ?? (await free(count, "127.0.0.1"));
}
