// The practice cluster as the bot meets it: over its real ports, with pins and accounts like any other cluster.

import type { LabAction, LabPanel } from "../channels/web/lab-panel.ts";
import type { PanelDot1xVerb } from "../channels/web/lab-verbs.ts";
import type { ClusterSettings } from "../config/settings.ts";
import { Secret } from "../config/settings.ts";
import type { AuthenticationServer } from "../domain/cluster.ts";
import { CertOpsError } from "../domain/errors.ts";
import { clusterId, nodeName } from "../domain/ids.ts";
import { say } from "../i18n/say.ts";
import { type Clock, systemClock } from "../kernel/clock.ts";
import { radiusCaFile, type ServerDoor } from "../lab/dot1x/door.ts";
import { dot1xRequest } from "../lab/dot1x/requests.ts";
import type { Lab } from "../lab/index.ts";
import { LabRefusal } from "../lab/refusal.ts";
import type { IdpDoor } from "../lab/sso/hands.ts";
import { fingerprintOf, memoryPins, type Pin } from "../transport/https-pins.ts";
import { memoryHostKeyStore } from "../transport/known-hosts-file.ts";
import { hostKeyOf } from "../transport/ssh-host-key.ts";
import { readCertificate } from "../trust/certificate.ts";
import type { Pins } from "./cluster-link.ts";
import { expresswayHand, ssoHand } from "./practice-around.ts";

/** What stands around the cluster; none when left out. */
interface Doors {
  readonly expressway?: Lab["expressway"];
  readonly authenticationServer?: Lab["authenticationServer"];
}

/** The practice cluster's settings: called HQ, as in the examples of the documents. */
export function practiceCluster(lab: Pick<Lab, "nodes" | "accounts"> & Doors, idp?: IdpDoor): ClusterSettings {
  const account = (one: { readonly user: string; readonly password: string }) => ({
    user: one.user,
    password: new Secret(one.password),
  });
  const { expressway, authenticationServer: door } = lab;
  return {
    cluster: {
      id: clusterId("hq"),
      name: "HQ",
      nodes: lab.nodes,
      practice: true,
      ...(expressway === undefined ? {} : { expressways: expressway.identities() }),
      ...(door === undefined ? {} : { authenticationServers: [serverBehind(door)] }),
    },
    accounts: {
      monitor: account(lab.accounts.monitor),
      change: account(lab.accounts.change),
      axl: account(lab.accounts.axl),
    },
    pins: { knownHosts: "", certificates: [] },
    ...(idp === undefined ? {} : { idp: { metadata: idp.url, certificates: [] } }),
    ...(door === undefined
      ? {}
      : {
          authenticationServers: [{ name: door.name, account: account(door.accounts.monitor), certificates: [] }],
        }),
    ...(expressway === undefined
      ? {}
      : {
          expressways: [
            {
              group: expressway.group,
              accounts: { monitor: account(expressway.accounts.monitor), change: account(expressway.accounts.change) },
              certificates: [],
            },
          ],
        }),
  };
}

const serverBehind = ({ name, kind, address, port }: ServerDoor): AuthenticationServer => ({
  name: nodeName(name),
  kind,
  address,
  port,
  ...(kind === "freeradius" ? { file: radiusCaFile } : {}),
});

/** The practice cluster is made by us, so its first keys and certificates are trusted at once; later changes are met like strangers. */
export async function practicePins(lab: Pick<Lab, "hostKeys" | "pins"> & Doors, idp?: IdpDoor): Promise<Pins> {
  const hostKeys = memoryHostKeyStore();
  const { authenticationServer: server } = lab;
  const ssh = server === undefined ? [] : [{ ...server, keys: server.hostKeys }];
  for (const { address, port, keys } of [...(await lab.hostKeys()), ...ssh]) {
    for (const line of keys) {
      const key = hostKeyOf(Buffer.from(line.split(" ")[1] ?? "", "base64"));
      if (key !== undefined) await hostKeys.trust(address, port, key);
    }
  }
  const certificates = new Map<string, Pin[]>();
  for (const { address, port, pem } of lab.pins()) {
    certificates.set(
      `${address}:${port}`,
      pem.map((one): Pin => ({ kind: "certificate", sha256: fingerprintOf(readCertificate(one).der) })),
    );
  }
  const cas = (lab.expressway?.pins ?? []).map((pem): Pin => ({ kind: "ca", pem }));
  const peers = lab.expressway?.identities() ?? [];
  const expressways = memoryPins(new Map(peers.map(({ address, port }) => [`${address}:${port}`, cas])));
  const door: Pin[] =
    idp === undefined ? [] : [{ kind: "certificate", sha256: fingerprintOf(readCertificate(idp.pem).der) }];
  const web =
    server?.pem === undefined
      ? undefined
      : memoryPins(new Map([[`${server.address}:${server.port}`, pinsOf(server.pem)]]));
  return {
    hostKeys,
    ...(web === undefined ? {} : { authenticationServers: web }),
    certificates: memoryPins(certificates),
    expressways,
    ...(idp === undefined ? {} : { idp: memoryPins(new Map([[`${idp.address}:${idp.port}`, door]])) }),
  };
}

const pinsOf = (pem: string): Pin[] => [{ kind: "certificate", sha256: fingerprintOf(readCertificate(pem).der) }];

/** The time of day is the cluster's, which may be moved; waits are real. */
export const practiceClock = (lab: Lab): Clock => ({
  now: () => lab.cluster.clock.now(),
  sleep: (ms, signal) => systemClock.sleep(ms, signal),
});

/** The panel's buttons are an administrator's hands. */
export function practicePanel(lab: Lab): LabPanel {
  const { cluster, hands, expressway } = lab;
  return {
    ...(expressway === undefined ? {} : { peers: expressway.peers.map(({ name }) => name) }),
    sso: cluster.nodes.some(({ name }) => cluster.sso.on(name).enabled),
    status: () => {
      const status = hands.status();
      const { Registered: registered, off, ...others } = status.phones;
      const known = registered + off + Object.values(others).reduce((sum, count) => sum + count, 0);
      return {
        release: status.release,
        mode: status.mode,
        now: status.time,
        nodes: status.nodes.map((node) => ({
          name: node.name,
          role: node.role,
          powered: node.powered,
          down: node.stopped,
          phones: cluster.phones.filter(
            (phone) => phone.registration?.status === "Registered" && phone.registration.node === node.name,
          ).length,
        })),
        phones: { known, registered, off },
        ...(expressway === undefined
          ? {}
          : {
              apps: {
                known: expressway.apps.length,
                registered: expressway.apps.filter((app) => app.registered).length,
              },
            }),
      };
    },
    act: async (action) => {
      try {
        await act(lab, action);
      } catch (error) {
        if (!(error instanceof LabRefusal)) throw error;
        throw new CertOpsError({
          code: "bad-input",
          message: error.message,
          say: say("app.lab.refused", { why: "verbatim" in error.say ? error.say.verbatim : error.say }),
          next: say("app.lab.refused.next"),
          retry: "never",
          cause: error,
        });
      }
    },
  };
}

async function act(lab: Lab, action: LabAction): Promise<void> {
  const { hands } = lab;
  switch (action.kind) {
    case "renew": {
      if (action.nodes.length === 0) return await hands.renew(action.units);
      for (const node of action.nodes) await hands.renew(action.units, { node: nodeName(node) });
      return;
    }
    case "restart-service":
      return await hands.restartService(
        action.service,
        action.nodes.length === 0 ? undefined : action.nodes.map(nodeName),
      );
    case "reset-phones":
      hands.resetPhones();
      return;
    case "power-phones":
      hands.powerPhones(action.on, { first: action.count });
      return;
    case "power-node":
      hands.powerNode(nodeName(action.node), action.on);
      return;
    case "expressway":
      return await expresswayHand(lab, action.verb, action.peer);
    case "sso":
      return await ssoHand(lab, action.verb);
    case "dot1x":
      return await dot1x(lab, action.verb, action.count);
    case "move-time":
      hands.setTime({ offsetMs: action.hours * 3_600_000 });
      return;
  }
}

/** What the panel's word is on the console of the practice cluster. */
async function dot1x({ cluster }: Lab, verb: PanelDot1xVerb, first: number): Promise<void> {
  const phones = { first };
  switch (verb) {
    case "trust-wrong":
      // Somebody exports the certificate next to it in the list.
      return void (await dot1xRequest(cluster, { verb: "trust", value: "CallManager" }));
    case "distrust-former":
      return void (await dot1xRequest(cluster, { verb: "distrust" }));
    case "voice-off":
    case "voice-on":
      return void (await dot1xRequest(cluster, { verb: "voice-vlan", value: verb.slice(6), phones }));
    case "server-off":
    case "server-on":
      return void (await dot1xRequest(cluster, { verb: "power", value: verb.slice(7) }));
    case "trust":
      return void (await dot1xRequest(cluster, { verb }));
    default:
      return void (await dot1xRequest(cluster, { verb, phones }));
  }
}
