// What `certops init` writes: the configuration's text, the pins, typed passwords. Files appear whole, the configuration last.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeConfigText } from "../../config/write.ts";
import type { ClusterNode } from "../../domain/cluster.ts";
import { say } from "../../i18n/say.ts";
import type { Writer } from "../../i18n/write.ts";
import { fileHostKeyStore } from "../../transport/known-hosts-file.ts";
import { writePrivateFile } from "../../transport/private-file.ts";
import type { InitAccount } from "./answers.ts";
import type { SeenCertificate, SeenKey } from "./discover.ts";
import type { PlatformPart } from "./platforms.ts";

export interface Composed {
  readonly cluster: string;
  readonly name: string;
  readonly nodes: readonly ClusterNode[];
  readonly accounts: { readonly monitor: InitAccount; readonly change?: InitAccount; readonly axl?: InitAccount };
  readonly keys: readonly SeenKey[];
  readonly certificates: readonly SeenCertificate[];
  readonly platform: PlatformPart | undefined;
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly identities: readonly { readonly platform: string; readonly tenant: string; readonly user: string }[];
  };
}

export const pinFiles = (cluster: string) => ({
  knownHosts: `pins/${cluster}.known_hosts`,
  certificates: `pins/${cluster}.pem`,
});

const account = ({ user, source }: InitAccount) => ({ user, ...source });

/** The YAML. The same answers give the same text, so that a second run has nothing to change. `write`: of its comments. */
export function configText(composed: Composed, write: Writer["write"]): string {
  const { cluster, name, nodes, accounts, platform, person } = composed;
  const pins = pinFiles(cluster);
  const ports = ({ ports: { ssh, https } }: ClusterNode) =>
    ssh === 22 && https === 8443
      ? {}
      : { ports: { ...(ssh === 22 ? {} : { ssh }), ...(https === 8443 ? {} : { https }) } };
  return writeConfigText(
    [
      write(say("line.init.heading.made")),
      write(say("line.init.heading.secrets")),
      "",
      write(say("line.init.heading.approve")),
      write(say("line.init.heading.until")),
    ],
    {
      clusters: {
        [cluster]: {
          name,
          nodes: nodes.map((node) => ({ name: node.name, address: node.address, role: node.role, ...ports(node) })),
          accounts: {
            monitor: account(accounts.monitor),
            ...(accounts.change === undefined ? {} : { change: account(accounts.change) }),
            ...(accounts.axl === undefined ? {} : { axl: account(accounts.axl) }),
          },
          pins: { knownHosts: `./${pins.knownHosts}`, certificates: [`./${pins.certificates}`] },
        },
      },
      ...(platform === undefined ? {} : { [platform.platform]: platform.settings }),
      people: { [person.id]: { name: person.name, roles: ["reader"], identities: person.identities } },
      roles: {
        engineer: { may: ["ask", "request", "abort", "snapshot", "audit"], clusters: "all" },
        approver: { may: ["ask", "approve", "abort", "audit"], clusters: "all" },
        reader: { may: ["ask", "snapshot", "audit"], clusters: "all" },
      },
      approvals: { needed: { low: 1, medium: 1, high: 2 } },
    },
  );
}

/** The file's present text; undefined when there is none. */
export function standing(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/**
 * Writes everything beside `file`, and `file` itself last. Ctrl-C waits until the few writes are done: it leaves all of it or,
 * before, none. What stood at `file` stays as `<file>.old`; an `unchanged` one is left alone.
 */
export async function writeAll(
  file: string,
  text: string,
  composed: Composed,
  unchanged: boolean,
): Promise<readonly string[]> {
  const hold = (): void => undefined;
  process.on("SIGINT", hold);
  try {
    const folder = dirname(file);
    const written: string[] = [];
    const put = async (name: string, content: string): Promise<void> => {
      await writePrivateFile(join(folder, name), content);
      written.push(join(folder, name));
    };
    for (const one of Object.values(composed.accounts)) {
      if (one.typed && "passwordFile" in one.source) await put(one.source.passwordFile, one.password.reveal());
    }
    const pins = pinFiles(composed.cluster);
    const store = fileHostKeyStore(join(folder, pins.knownHosts));
    for (const { node, key } of composed.keys) await store.trust(node.address, node.ports.ssh, key);
    written.push(join(folder, pins.knownHosts));
    await put(
      pins.certificates,
      [...new Set(composed.certificates.map(({ pem }) => pem.trim()))].join("\n").concat("\n"),
    );
    if (unchanged) return written;
    const old = standing(file);
    if (old !== undefined) await writePrivateFile(`${file}.old`, old);
    await writePrivateFile(file, text);
    return [...written, file];
  } finally {
    process.off("SIGINT", hold);
  }
}
