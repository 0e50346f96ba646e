// A cluster's systems in memory, for snapshots: every answer can be replaced by trouble or by silence.
import { type Cluster, type ClusterNode, standardPorts } from "../../src/domain/cluster.ts";
import { CertOpsError, type ErrorCode } from "../../src/domain/errors.ts";
import { clusterId, nodeName } from "../../src/domain/ids.ts";
import type {
  ClusterSystems,
  CucmCli,
  DatabaseCertificate,
  Observed,
  ServedList,
  ServiceStatus,
} from "../../src/systems/ports.ts";
import { noCertificateApi, noExpressway } from "../fakes/no-expressway.ts";
import { list, type TestCluster } from "../trust/cluster-lists.ts";

export const trouble = (code: ErrorCode): CertOpsError =>
  new CertOpsError({ code, message: code, say: { id: code }, next: { id: code }, retry: "later" });

const node = (name: string, role: ClusterNode["role"]): ClusterNode => ({
  name: nodeName(name),
  address: `${name}.example.com`,
  role,
  ports: standardPorts,
});

export const cluster: Cluster = {
  id: clusterId("hq"),
  name: "HQ",
  practice: false,
  nodes: [node("cucm-pub", "publisher"), node("cucm-sub1", "subscriber")],
};

function observed<T>(value: T): Observed<T> {
  return { value, evidence: { system: "AXL", at: "2026-11-22T02:00:00Z", source: "test", excerpt: "", digest: "" } };
}

const notAsked = (): never => {
  throw new Error("a snapshot does not ask this");
};

export interface World {
  readonly certificates: TestCluster;
  /** Called before each answer with what is asked, for example `ITL cucm-sub1`; may throw or wait. */
  readonly before?: (question: string) => Promise<void> | void;
}

/** Everything answers well unless `before` says otherwise. `asked` collects the questions in order. */
export function systemsOf(world: World): { systems: ClusterSystems; asked: string[] } {
  const asked: string[] = [];
  const { certificates } = world;
  const answer = async <T>(question: string, value: () => T): Promise<Observed<T>> => {
    asked.push(question);
    await world.before?.(question);
    return observed(value());
  };
  const lists: Record<string, ServedList> = { ITL: { list: list(certificates, "ITL") }, CTL: { absent: true } };
  const own = (name: string): DatabaseCertificate[] => [
    { server: name, unit: "CallManager", certificate: certificates.callManager.certificate },
    { server: name, unit: "TVS", certificate: certificates.tvs.certificate },
    { server: name, unit: "tomcat-trust", certificate: certificates.capf.certificate },
  ];
  const cliOf = (name: ClusterNode["name"]): CucmCli => ({
    node: name,
    release: () => answer(`release ${name}`, () => ({ full: "15.0.1.12900-234", major: 15, minor: 0 })),
    securityMode: () => answer(`mode ${name}`, () => "non-secure" as const),
    ownCertificate: (unit) => answer(`${unit} ${name}`, () => certificates.callManager.certificate),
    certificateList: notAsked,
    trustCertificateList: notAsked,
    importTrust: notAsked,
    trustList: notAsked,
    services: notAsked,
    serverNames: notAsked,
    networkCluster: notAsked,
    replication: notAsked,
    ntp: notAsked,
    backups: notAsked,
    backupRunning: notAsked,
    rollbackParameter: notAsked,
    restartService: notAsked,
    startService: notAsked,
    resetItl: notAsked,
    resetCtl: notAsked,
    updateCtl: notAsked,
    ssoStatus: notAsked,
    samlTraceLevel: notAsked,
    setSamlTrace: notAsked,
  });
  const status = (name: string): ServiceStatus => ({
    name,
    status: "Started",
    reason: "",
    startTime: "",
    upTime: 3600,
  });
  const systems: ClusterSystems = {
    cluster,
    cli: cliOf,
    tftp: {
      trustList: (on, kind) => answer(`${kind} ${on.name}`, () => lists[kind] ?? { absent: true }),
    },
    tls: { served: notAsked, accepts: notAsked },
    certificates: noCertificateApi(notAsked),
    expressway: noExpressway(notAsked),
    tvs: {
      vouchesFor: (on) =>
        answer(`TVS ${on.name}`, () => ({ vouches: true, roles: [0, 3], served: certificates.tvs.certificate })),
    },
    soap: {
      phones: () =>
        answer("phones", () =>
          ["SEP1", "SEP2"].map((name) => ({ name, description: "", model: "", devicePool: "", securityProfile: "" })),
        ),
      registrations: (names) =>
        answer(`registrations ${names.join()}`, () =>
          names.map((name) => ({
            name,
            status: "Registered" as const,
            statusReason: 0,
            reasonText: "",
            node: "cucm-pub",
            address: "192.0.2.50",
            protocol: "SIP",
            model: 0,
            description: "a person's name",
            since: "2026-11-20T07:00:00.000Z",
          })),
        ),
      serviceStatus: (on) =>
        answer(`services ${on.name}`, () => [
          status("Cisco CallManager"),
          { ...status("Cisco Tftp"), status: "Stopped" as const, upTime: -1 },
        ]),
      certificates: () =>
        answer("database", () => [
          ...own("CUCM-PUB"),
          ...own("cucm-sub1.example.com"),
          { server: "cucm-pub", unit: "ITLRecovery", certificate: certificates.itlRecovery.certificate },
        ]),
      resetPhone: notAsked,
      ssoLog: notAsked,
      spMetadata: notAsked,
      groups: notAsked,
      trunks: notAsked,
      security: {
        phones: notAsked,
        lscs: notAsked,
        profiles: notAsked,
        profile: notAsked,
        pools: notAsked,
        addNonSecureCopy: notAsked,
        removeProfile: notAsked,
        setProfile: notAsked,
        requestLsc: notAsked,
        apply: notAsked,
      },
    },
    close: async () => undefined,
  };
  return { systems, asked };
}
