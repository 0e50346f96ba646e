// The CUCM command line client: the `CucmCli` port over SSH.
import type { ClusterNode } from "../../domain/cluster.ts";
import { type CertOpsError, codeOf } from "../../domain/errors.ts";
import type { ServiceName } from "../../domain/plan.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { HostKeyStore } from "../../transport/known-hosts.ts";
import { readCertificate, sameSerial } from "../../trust/certificate.ts";
import type { Certificate } from "../../trust/types.ts";
import type { CallOptions, ChangeOptions, CucmCli, Observed } from "../ports.ts";
import { type AskDeps, ask, askedOf } from "./ask.ts";
import { sendChange } from "./change.ts";
import * as commands from "./commands.ts";
import { unknownService, unreadable } from "./errors.ts";
import { type CliAccount, type CliLimits, defaultLimits, NodeSessions } from "./sessions.ts";

export interface CucmCliOptions {
  readonly node: ClusterNode;
  /** The cluster's id in certops.yaml: errors name it in the command that mends them. */
  readonly cluster?: string;
  /** OS accounts: `monitor` reads (privilege 0 or 1), `change` changes (1; 4 for the ITL reset). */
  readonly accounts: { readonly monitor: CliAccount; readonly change?: CliAccount };
  readonly hostKeys: HostKeyStore;
  /** For times in evidence; deadlines run on real time. */
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits?: Partial<CliLimits>;
}

export interface CucmCliClient extends CucmCli {
  /** Ends its sessions at once. A change that was written by then is uncertain. */
  close(): void;
}

/**
 * One node's command line. Reads use the monitor account on a session that is kept for a while; changes use the change
 * account on a session of their own. One session per node at a time. A refused login is not tried again by this client.
 */
export function createCucmCli(options: CucmCliOptions): CucmCliClient {
  const { node, accounts, hostKeys, clock, logger } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const known = {
    node,
    hostKeys,
    logger,
    limits,
    ...(options.cluster === undefined ? {} : { cluster: options.cluster }),
  };
  const deps: AskDeps = { ...known, clock, sessions: new NodeSessions(known) };
  const read = <T>(command: commands.CliCommand<T>, call?: CallOptions): Promise<Observed<T>> =>
    ask(deps, accounts.monitor, command, call);
  const change = (command: commands.CliCommand<unknown>, call?: ChangeOptions) =>
    sendChange(deps, accounts.change, command, call);

  /** Whoever asks while the same question is under way for the same caller gets its answer: one command, not two. */
  let underway: { readonly signal: AbortSignal | undefined; readonly rows: Promise<ParameterRows> } | undefined;
  const parameterRows = (call?: CallOptions): Promise<ParameterRows> => {
    if (underway !== undefined && underway.signal === call?.signal) return underway.rows;
    const rows = read(commands.processParameters(), call).finally(() => {
      if (underway?.rows === rows) underway = undefined;
    });
    underway = { signal: call?.signal, rows };
    return rows;
  };
  const parameter = async (which: commands.Parameter, call?: CallOptions): Promise<Observed<string>> => {
    const { value, evidence } = await parameterRows(call);
    const found = value.get(commands.parameterNames[which]);
    if (found === undefined) throw oddValue(deps, commands.parameterNames[which], "no-such-parameter");
    return { value: found, evidence };
  };

  const serviceNamed = (verb: "restart" | "start", service: string): ServiceName => {
    const found = commands.restartableService(service);
    const asked = { node: node.name, command: `utils service ${verb}`, deadlineMs: 0, needsPrivilege: 1 } as const;
    if (found === undefined) throw unknownService(asked, service);
    return found;
  };

  return {
    node: node.name,
    release: (call) => read(commands.showVersion(), call),
    certificateList: (call) => read(commands.listOwnCertificates(), call),
    ownCertificate: async (unit, call) => {
      const command = commands.showOwnCertificate(unit);
      const { value, evidence } = await read(command, call);
      if (value.pem === undefined) {
        throw unreadable(askedOf(deps, command), {
          ok: false,
          reason: "no-pem",
          line: "no whole PEM block in the answer",
        });
      }
      const certificate: Certificate = readCertificate(value.pem);
      // The decoded part differs in layout and notation between releases; the PEM is the certificate itself.
      if (value.serial !== undefined && !sameSerial(certificate.serial, value.serial, "hex")) {
        logger.warn(
          { node: node.name, unit, printed: value.serial, serial: certificate.serial },
          "printed serial differs from the PEM",
        );
      }
      return { value: certificate, evidence };
    },
    trustCertificateList: (call) => read(commands.listTrustCertificates(), call),
    trustList: (kind, call) => read(commands.showTrustList(kind), call),
    services: (call) => read(commands.listServices(), call),
    networkCluster: (call) => read(commands.showNetworkCluster(), call),
    replication: (call) => read(commands.replicationState(), call),
    ntp: (call) => read(commands.ntpStatus(), call),
    backups: (call) => read(commands.backupHistory(), call),
    backupRunning: async (call) => {
      const backup = await read(commands.backupStatus("backup"), call);
      if (backup.value) return backup;
      try {
        return await read(commands.backupStatus("restore"), call);
      } catch (error) {
        // The argument `restore` is in the CLI reference, but no capture of it is known: a node without it has said enough.
        if (codeOf(error) === "command-refused") return backup;
        throw error;
      }
    },
    upgradeRunning: (call) => read(commands.upgradeStatus(), call),
    securityMode: async (call) => {
      const { value, evidence } = await parameter("securityMode", call);
      if (value !== "0" && value !== "1") throw oddValue(deps, value);
      return { value: value === "1" ? "mixed" : "non-secure", evidence };
    },
    serverNames: (call) => read(commands.serverNames(), call),
    rollbackParameter: async (call) => {
      const { value, evidence } = await parameter("rollback", call);
      if (!/^[TF]$/i.test(value)) throw oddValue(deps, value);
      return { value: /^T$/i.test(value), evidence };
    },
    ssoStatus: (call) => read(commands.ssoStatus(), call),
    samlTraceLevel: (call) => read(commands.samlTraceLevel(), call),
    restartService: async (service, call) => await change(commands.restart(serviceNamed("restart", service)), call),
    startService: async (service, call) => await change(commands.start(serviceNamed("start", service)), call),
    resetItl: (key, call) => change(commands.resetItl(key), call),
    resetCtl: (_key, call) => change(commands.resetCtl(), call),
    updateCtl: (call) => change(commands.updateCtl(), call),
    setSamlTrace: (level, call) => change(commands.setSamlTrace(level), call),
    importTrust: (store, pem, call) => change(commands.importTrust(store, pem), call),
    close: () => deps.sessions.close(),
  };
}

type ParameterRows = Observed<ReadonlyMap<string, string>>;

const oddValue = (deps: AskDeps, line: string, reason = "odd-value"): CertOpsError =>
  unreadable(askedOf(deps, commands.processParameters()), { ok: false, reason, line });
