// One cluster's systems, connected: command lines, SOAP, TFTP, TVS, TLS; and how a moved TLS pin is confirmed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusterSettings } from "../config/settings.ts";
import type { AuditEvent } from "../domain/audit.ts";
import type { NodeName } from "../domain/ids.ts";
import { type Clock, iso } from "../kernel/clock.ts";
import type { Logger } from "../kernel/logger.ts";
import { createCertificateApi } from "../systems/cucm-certificates/client.ts";
import { type CucmCliClient, createCucmCli } from "../systems/cucm-cli/client.ts";
import { createSoapClient } from "../systems/cucm-soap/client.ts";
import type { ClusterSystems } from "../systems/ports.ts";
import { createTftpClient } from "../systems/tftp/client.ts";
import { createTlsClient } from "../systems/tls/client.ts";
import { createTvsClient } from "../systems/tvs/client.ts";
import { createHttpsClient } from "../transport/https.ts";
import { type Endpoint, filePins, type Pin, type PinStore } from "../transport/https-pins.ts";
import type { HostKeyStore } from "../transport/known-hosts.ts";
import { fileHostKeyStore } from "../transport/known-hosts-file.ts";
import { readCertificates, toPem } from "../trust/certificate.ts";
import { linkAuthenticationServers } from "./authentication-link.ts";
import { expresswayPins, linkExpressways } from "./expressway-link.ts";
import { linkIdp } from "./idp-link.ts";

export interface LinkDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly record: (event: AuditEvent) => Promise<void>;
}

/** Where a cluster's pins are kept. */
export interface Pins {
  readonly hostKeys: HostKeyStore;
  readonly certificates: PinStore;
  /** What the Expressway-C peers' HTTPS may show; the configuration's files when left out. */
  readonly expressways?: PinStore;
  /** What the identity provider's web server may show; the configuration's files when left out. */
  readonly idp?: PinStore;
  /** What the authentication servers' HTTPS may show; the configuration's files when left out. */
  readonly authenticationServers?: PinStore;
}

/** Pins of the configuration: the known_hosts file, CA files (PEM or PKCS#7), and the certificates that were moved to since. */
export function configuredPins(settings: ClusterSettings, dataFolder: string): Pins {
  const cas = settings.pins.certificates.flatMap((file) =>
    readCertificates(readFileSync(file)).map((one): Pin => ({ kind: "ca", pem: toPem(one.der) })),
  );
  return {
    hostKeys: fileHostKeyStore(settings.pins.knownHosts),
    certificates: filePins(join(dataFolder, `pins-${settings.cluster.id}.json`), () => cas),
  };
}

/** Opens nothing yet: sessions begin with the first question. */
export function linkCluster(settings: ClusterSettings, pins: Pins, deps: LinkDeps): ClusterSystems {
  const { cluster, accounts } = settings;
  const { clock, logger } = deps;
  const login = (account: ClusterSettings["accounts"]["monitor"]) => ({
    user: account.user,
    password: account.password.reveal(),
  });
  const platform = {
    monitor: login(accounts.monitor),
    ...(accounts.change === undefined ? {} : { change: login(accounts.change) }),
  };
  const lines = new Map<NodeName, CucmCliClient>(
    cluster.nodes.map((node) => [
      node.name,
      createCucmCli({
        node,
        cluster: cluster.id,
        accounts: platform,
        hostKeys: pins.hostKeys,
        clock,
        logger,
      }),
    ]),
  );
  const cli = (name: NodeName): CucmCliClient => {
    const line = lines.get(name);
    if (line === undefined) throw new Error(`no node ${name} in cluster ${cluster.id}`);
    return line;
  };

  /** A renewed Tomcat must not blind the bot: the host-key-pinned SSH session says whether 8443's new certificate is the node's own. */
  const confirmCertificate = async (endpoint: Endpoint, der: Uint8Array, signal: AbortSignal): Promise<boolean> => {
    const node = cluster.nodes.find((one) => one.name === endpoint.node);
    if (node === undefined) return false;
    // Which of the two 8443 shows depends on the client; one that a release does not have is no reason to refuse the other.
    const units = ["tomcat", "tomcat-ECDSA"] as const;
    const read = await Promise.allSettled(units.map((unit) => cli(node.name).ownCertificate(unit, { signal })));
    return read.some((one) => one.status === "fulfilled" && Buffer.compare(one.value.value.der, der) === 0);
  };

  const https = createHttpsClient({
    pins: pins.certificates,
    clock,
    confirmCertificate,
    onPinMoved: async ({ endpoint, from, to }) => {
      await deps.record({
        kind: "pin-moved",
        at: iso(clock),
        who: "bot",
        cluster: cluster.id,
        about: endpoint.node,
        data: { endpoint: `${endpoint.address}:${endpoint.port}`, from: [...from], to },
      });
    },
  });
  const expressways = linkExpressways(settings, pins.expressways ?? expresswayPins(settings), clock);
  const idp = linkIdp(settings, pins.idp, clock);
  const authenticationServers = linkAuthenticationServers(settings, pins, clock);
  const soapAccount = accounts.axl ?? accounts.monitor;
  return {
    cluster,
    cli,
    tftp: createTftpClient({ clock }),
    tls: createTlsClient({ clock }),
    tvs: createTvsClient({ clock }),
    soap: createSoapClient({ cluster, https, clock, accounts: { read: login(soapAccount) } }),
    certificates: createCertificateApi({ https, clock, accounts: platform }),
    expressway: expressways.client,
    ...(idp === undefined ? {} : { idp }),
    ...(authenticationServers === undefined ? {} : { authenticationServers }),
    close: async () => {
      for (const line of lines.values()) line.close();
      expressways.close();
      idp?.close();
      authenticationServers?.close();
      https.close();
    },
  };
}
