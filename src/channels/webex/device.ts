// What Webex's socket needs before it can be opened: the catalogue of services of this bot's data region, and a registration as a
// device. Unofficial, see frames.ts. The token goes to Webex's own hosts alone, whatever an answer names.
import { hostname } from "node:os";
import { z } from "zod";
import { Rest, type RestOptions } from "./rest.ts";
import { statusOf, WebexTrouble } from "./trouble.ts";

const words = z.string().max(2000);
const catalogueSchema = z.object({
  serviceLinks: z.record(words, words).default({}),
  hostCatalog: z.record(words, z.array(z.object({ host: words, id: words })).max(200)).default({}),
});
const deviceSchema = z.object({ name: words.default(""), url: words, webSocketUrl: words });
const devicesSchema = z.object({ devices: z.array(z.unknown()).max(2000).default([]) });

export interface Registered {
  /** Without its query. */
  readonly webSocketUrl: string;
  /** The catalogue's cluster of a conversation's address, as `urn:TEAM:eu-central-1_k`; undefined when it is not in there. */
  clusterOf(url: string): string | undefined;
  /** Gives the registration back: Webex allows a person only so many. */
  remove(): Promise<void>;
}

export interface DeviceOptions extends RestOptions {
  /** `https://u2c.wbx2.com/u2c/api/v1`, or beside the API of a fake. */
  readonly catalogueUrl: string;
}

/** The same for every start on this machine, so that one which ended badly is found again. */
const deviceName = `cucm-certops@${hostname().slice(0, 60)}`;
const device = {
  name: deviceName,
  deviceName,
  deviceType: "DESKTOP",
  model: "cucm-certops",
  localizedModel: "cucm-certops",
  systemName: "cucm-certops",
  systemVersion: "1",
};

const patienceMs = 20_000;

/** Throws WebexTrouble. */
export async function registerDevice(options: DeviceOptions): Promise<Registered> {
  const rest = (base: string): Rest => new Rest({ ...options, apiUrl: trusted(base, options) });
  const catalogue = await rest(options.catalogueUrl).ask(
    { method: "GET", path: "/catalog?format=hostmap", patienceMs },
    catalogueSchema,
  );
  const wdm = catalogue.serviceLinks.wdm;
  if (wdm === undefined) throw new WebexTrouble(502, "catalogue", "it names no device service (wdm)");
  const devices = rest(wdm.replace(/\/$/, ""));
  const made =
    (await standing(devices)) ??
    (await devices.ask({ method: "POST", path: "/devices", json: device, patienceMs }, deviceSchema));
  const clusters = clustersOf(catalogue.hostCatalog);
  return {
    webSocketUrl: trusted(made.webSocketUrl, options),
    clusterOf: (url) => (URL.canParse(url) ? clusters.get(new URL(url).hostname) : undefined),
    remove: async () => {
      const { origin, pathname } = new URL(trusted(made.url, options));
      // The bot is stopping: its own signal would end this call, too.
      const last = new Rest({ ...options, apiUrl: origin, signal: AbortSignal.timeout(3_000) });
      await last.tell({ method: "DELETE", path: pathname, patienceMs: 0 });
    },
  };
}

/** The registration of this machine's last start, if it is still there. */
async function standing(devices: Rest): Promise<z.infer<typeof deviceSchema> | undefined> {
  try {
    const { devices: all } = await devices.ask({ method: "GET", path: "/devices", patienceMs }, devicesSchema);
    return all.flatMap((one) => deviceSchema.safeParse(one).data ?? []).find(({ name }) => name === deviceName);
  } catch (error) {
    // Where there is none Webex may say 404.
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** `urn:TEAM:us-east-2_a:conversation` is the cluster `urn:TEAM:us-east-2_a` (common/uuid-utils, `getHydraClusterString`). */
function clustersOf(catalog: Readonly<Record<string, readonly { host: string; id: string }[]>>): Map<string, string> {
  const found = new Map<string, string>();
  for (const [host, entries] of Object.entries(catalog)) {
    for (const entry of entries) {
      const cluster = /^[\w-]+:[\w-]+:[\w-]+/.exec(entry.id)?.[0];
      if (cluster === undefined) continue;
      found.set(entry.host, cluster);
      if (!found.has(host)) found.set(host, cluster);
    }
  }
  return found;
}

const families = [".wbx2.com", ".webex.com", ".ciscospark.com"];

/** Webex's own hosts over TLS; and the API's own host, which may be a fake on this machine. Throws WebexTrouble otherwise. */
function trusted(url: string, { apiUrl }: RestOptions): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const own = new URL(apiUrl);
  const tls = parsed?.protocol === "https:" || parsed?.protocol === "wss:";
  const theirs = tls && parsed.username === "" && families.some((family) => parsed.hostname.endsWith(family));
  const local = own.hostname === "127.0.0.1" && parsed?.host === own.host;
  if (parsed !== undefined && (theirs || local)) return url;
  throw new WebexTrouble(502, "catalogue", "it names a host that is not Webex’s");
}
