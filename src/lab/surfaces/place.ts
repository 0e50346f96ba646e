// Where the nodes stand: their own loopback addresses with CUCM's ports where the system allows it, else one address and a port map.
import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { type NodePorts, standardPorts } from "../../domain/cluster.ts";
import { LabRefusal } from "../refusal.ts";

export interface Place {
  readonly address: string;
  readonly ports: NodePorts;
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
const blockSize = 10;
const firstOwn = 11;

const canListen = (address: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(true)));
  });

async function allFree({ address, ports }: Place): Promise<boolean> {
  for (const name of offsets) if (!(await canListen(address, ports[name]))) return false;
  return true;
}

const block = (base: number): NodePorts => ({
  ssh: base,
  https: base + 1,
  sipTls: base + 2,
  tvs: base + 3,
  capf: base + 4,
  tftpHttp: base + 5,
  tftpHttps: base + 6,
});

async function ownPlaces(count: number): Promise<Place[] | undefined> {
  const places: Place[] = [];
  for (let at = 0; at < count; at += 1) {
    const address = `127.20.0.${firstOwn + at}`;
    const ports = (await canListen(address, standardPorts.ssh)) ? standardPorts : { ...standardPorts, ssh: 20022 };
    if (!(await allFree({ address, ports }))) return undefined;
    places.push({ address, ports });
  }
  return places;
}

async function countedPlaces(count: number, address: string, from: number): Promise<Place[] | undefined> {
  const places = Array.from({ length: count }, (_, at) => ({ address, ports: block(from + at * blockSize) }));
  for (const place of places) if (!(await allFree(place))) return undefined;
  return places;
}

/**
 * Blocks of free ports below the range that systems use for outgoing connections: a port that is closed because its
 * service is stopped must not be taken by somebody's outgoing connection before the service starts again.
 */
async function freePlaces(count: number, address: string): Promise<Place[]> {
  const places: Place[] = [];
  const taken = new Set<number>();
  for (let attempt = 0; places.length < count; attempt += 1) {
    if (attempt > 500) throw new LabRefusal(`no free ports on ${address}`);
    const base = 10_000 + randomInt(2200) * blockSize;
    if (taken.has(base)) continue;
    taken.add(base);
    const place = { address, ports: block(base) };
    if (await allFree(place)) places.push(place);
  }
  return places;
}

/** One place per node, publisher first. Throws LabRefusal when the wanted ports are taken. */
export async function findPlaces(count: number, bind: Bind): Promise<Place[]> {
  if (bind.kind === "shared") {
    if (bind.from === undefined) return await freePlaces(count, bind.address);
    const places = await countedPlaces(count, bind.address, bind.from);
    if (places !== undefined) return places;
    const last = bind.from + count * blockSize - 1;
    throw new LabRefusal(
      `ports ${bind.from} to ${last} on ${bind.address} are not all free: choose others with --ports`,
    );
  }
  const own = await ownPlaces(count);
  if (own !== undefined) return own;
  if (bind.kind === "own") throw new LabRefusal("127.20.0.11 and on cannot be used here: use --bind 127.0.0.1");
  return (await countedPlaces(count, "127.0.0.1", 20_000)) ?? (await freePlaces(count, "127.0.0.1"));
}
