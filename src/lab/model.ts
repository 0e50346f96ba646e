// The practice cluster as its wire surfaces and its administrator see it: nodes, certificates, services, phones.
import type { CertificateUnit, ClusterNode, NodePorts, NodeRole, TrustListKind } from "../domain/cluster.ts";
import type { NodeName } from "../domain/ids.ts";
import type { CallRouting, LabTrunk } from "./call-routing.ts";
import type { CapfRecord, LabPhoneSecurity, PhoneCertificate } from "./capf/model.ts";
import type { LabClock } from "./clock.ts";
import type { Dot1xHands } from "./dot1x/hands.ts";
import type { ExpresswayPair } from "./expressway/pair.ts";
import type { ReleaseKey, ReleaseProfile } from "./release-profile.ts";
import type { SsoHands } from "./sso/hands.ts";
import type { SsoOffice } from "./sso/office.ts";
import type { LabStatus } from "./status.ts";

export type { LabStatus } from "./status.ts";

export type LabMode = "non-secure" | "mixed";
export type TrustStore = "tomcat-trust" | "CallManager-trust" | "CAPF-trust" | "TVS-trust" | "ipsec-trust";

/** A certificate of the practice cluster; `keyPem` is there on own certificates only. Serials: lower-case hex, no leading zeros. */
export interface LabCertificate {
  readonly serial: string;
  /** `CN=...,OU=...,O=...,L=...,ST=...,C=...` as CUCM writes it. */
  readonly subject: string;
  readonly issuer: string;
  readonly commonName: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly keyType: "RSA" | "EC";
  readonly selfSigned: boolean;
  /** As `show cert list own` prints it after the colon. */
  readonly description: string;
  readonly der: Uint8Array;
  readonly pem: string;
  /** Leaf first, then the lab CA when it signed: what a TLS server sends. */
  readonly chainPem: string;
  readonly keyPem?: string;
  /** Trust roles (domain `trustRoles`) that TVS answers for it. */
  readonly roles: readonly number[];
}

/** A certificate with its key. */
export interface LabIdentity extends LabCertificate {
  readonly keyPem: string;
}

export type ServiceState = "started" | "stopped" | "starting" | "stopping";

/** One network or feature service on one node. */
export interface LabService {
  /** As `utils service list` prints it, for example `Cisco Tftp`. */
  readonly name: string;
  readonly state: ServiceState;
  readonly activated: boolean;
  /** Milliseconds of the lab clock; undefined unless started. */
  readonly startedAt: number | undefined;
  /** Printed after `[STOPPED]`: `Service Not Activated`, `Commanded Out of Service` or nothing. */
  readonly note: string;
}

/** A port's certificates, as they were when the owning service last loaded them. */
export interface LoadedCertificates {
  readonly rsa?: LabIdentity;
  readonly ecdsa?: LabIdentity;
}

/** What TVS says about a certificate: from the node's database first, then its CTL. */
export interface TvsVerdict {
  readonly found: boolean;
  readonly roles: readonly number[];
  readonly ttlSeconds: number;
  readonly certificate?: LabCertificate;
}

/** What the network does to a node; the surfaces act on it. `changedHostKey` is a separate switch. */
export type NetworkCondition = "ok" | "refuse" | "hang" | "slow" | "garbage" | "flood";
/** What a firewall in front of a node does to one port: nothing comes back, or a refusal does. */
export type FirewallRule = "drop" | "reject";

export interface LabNode {
  readonly name: NodeName;
  readonly role: NodeRole;
  /** Set by the surfaces once they are bound (`place`). */
  readonly address: string;
  readonly ports: NodePorts;
  /** System > Server: by this name or address others know the node. */
  readonly serverName: string;
  /** False while the node is switched off: nothing listens. */
  readonly powered: boolean;
  readonly network: NetworkCondition;
  /** Extra milliseconds (real time) per answer while `network` is `slow`. */
  readonly slowMs: number;
  /** Ports that a firewall keeps from everybody outside the node. */
  readonly firewall: ReadonlyMap<keyof NodePorts, FirewallRule>;
  /** Increases when an administrator reinstalls the host key. */
  readonly hostKeyGeneration: number;
  /** Its NTP daemon has a server that it follows. */
  readonly ntp: boolean;
  /** The other nodes accept it (`show network cluster`). */
  readonly authenticated: boolean;
  /** An upgrade is at work on it. */
  readonly upgrading: boolean;
  /** Own certificates on this node; CAPF and ITLRecovery by release on the publisher only. */
  readonly own: ReadonlyMap<CertificateUnit, LabIdentity>;
  readonly trust: ReadonlyMap<TrustStore, readonly LabCertificate[]>;
  readonly services: ReadonlyMap<string, LabService>;
  place(address: string, ports: NodePorts): void;
  /** True when the node is on and every service that the port needs is started. */
  listens(port: keyof NodePorts): boolean;
  /** What the port presents; empty for plain ports or when the service never loaded any. */
  loadedCertificates(port: keyof NodePorts): LoadedCertificates;
  /** Whom the port's service believes when a client shows a certificate, as it loaded it; undefined when it does not ask. */
  clientTrust(port: keyof NodePorts): readonly LabCertificate[] | undefined;
  /** The list this node's TFTP serves now, or undefined (a non-secure cluster has no CTL). */
  trustList(kind: TrustListKind): Uint8Array | undefined;
  /** Any file the node's TFTP serves by exact name (`ITLFile.tlv`, `SEP….cnf.xml.sgn`...); undefined = 404. */
  tftpFile(name: string): Uint8Array | undefined;
  /** TVS verify (1/2) by the certificate's DER. */
  tvsVerify(der: Uint8Array): TvsVerdict;
  /** TVS query (3/4) by issuer text and serial (lower-case hex, no leading zeros). */
  tvsQuery(issuer: string, serial: string): TvsVerdict;
}

export type RegistrationStatus = "Registered" | "UnRegistered" | "Rejected" | "PartiallyRegistered" | "Unknown";

/** RIS's view of one phone; `reason` by RIS's table for that status (9 = callManagerReset, 13 = keepAliveTimeout). */
export interface Registration {
  readonly status: RegistrationStatus;
  readonly reason: number;
  /** Lab clock milliseconds when this status began. */
  readonly since: number;
  readonly node: NodeName;
}

export interface LabPhone {
  /** `SEP` + 12 upper-case hex digits. */
  readonly name: string;
  readonly description: string;
  /** For example `Cisco 8841`. */
  readonly model: string;
  /** RIS model number, for example 683. */
  readonly modelNumber: number;
  readonly devicePool: string;
  /** What the database says; the phone learns of it with its configuration file. */
  readonly securityProfile: string;
  /** Uses SIP over TLS to 5061 (needs mixed mode): by the configuration that the phone took last. */
  readonly secure: boolean;
  /** Desk phones only: apps have no certificate of CAPF here. */
  readonly capf?: CapfRecord;
  readonly lsc?: PhoneCertificate | undefined;
  readonly address: string;
  readonly directoryNumber: string;
  readonly firmware: string;
  /** Its call managers, first choice first, by the configuration that it took last. */
  readonly group: readonly NodeName[];
  /** Its first TFTP server, where it also registers first. */
  readonly home: NodeName;
  readonly powered: boolean;
  /** SHA-256 (hex) of the lists it holds. */
  readonly held: { readonly itl?: string; readonly ctl?: string };
  /** Undefined when RIS never saw it. */
  readonly registration: Registration | undefined;
  /** Newest last, Cisco's wording, at most 20: `Trust List updated`, `Trust List update failed`... */
  readonly messages: readonly { readonly at: number; readonly text: string }[];
}

/** A row of the database's view of certificates (own and trust, all nodes). */
export interface DatabaseCertificateRow {
  readonly pkid: string;
  readonly serialnumber: string;
  readonly servername: string;
  readonly ipv4address: string;
  /** `typecertificateservice.name`: `CallManager`, `tomcat-trust`... */
  readonly service: string;
  /** Name parts in the database's own order: L, ST, CN, OU, O, C. */
  readonly subjectname: string;
  readonly issuername: string;
  readonly pem: string;
}

export type LabChange =
  | { readonly kind: "service"; readonly node: NodeName; readonly service: string }
  | { readonly kind: "certificate"; readonly node: NodeName; readonly unit: CertificateUnit }
  | { readonly kind: "loaded"; readonly node: NodeName; readonly port: keyof NodePorts }
  | { readonly kind: "trust-list"; readonly node: NodeName; readonly list: TrustListKind }
  | { readonly kind: "node"; readonly node: NodeName }
  | { readonly kind: "phone"; readonly phone: string }
  | { readonly kind: "cluster" };

export interface LabAccount {
  readonly user: string;
  readonly password: string;
  /** CLI privilege level. */
  readonly privilege: 0 | 1 | 4;
  /** May use AXL, RisPort and Control Center. */
  readonly axl: boolean;
}

export interface LabAccounts {
  /** CLI, reads. */
  readonly monitor: LabAccount;
  /** CLI, changes (privilege 4). */
  readonly change: LabAccount;
  /** SOAP only. */
  readonly axl: LabAccount;
}

/** Which phones; every given condition must hold. */
export interface PhoneFilter {
  readonly names?: readonly string[];
  readonly node?: NodeName;
  readonly devicePool?: string;
  readonly registered?: boolean;
  readonly secure?: boolean;
  /** Only the first so many. */
  readonly first?: number;
}

export interface RenewOptions {
  readonly node?: NodeName;
  readonly signer?: "self" | "ca";
  /** Further names that the administrator puts into the signing request; they make the certificate bigger. */
  readonly names?: readonly string[];
}

/**
 * What an administrator's hands can do to the cluster. Nothing here knows scenarios; consequences follow. Everything throws
 * LabRefusal (`./refusal.ts`) with a sentence for the console when the cluster will not do it.
 */
export interface AdministratorsHands {
  /** `set cert regen` for each unit: on every node that has it, or on the one named. Resolves when regenerated. */
  renew(units: readonly CertificateUnit[], options?: RenewOptions): Promise<void>;
  /** *Reuse Certificate* (14 and later): Tomcat's certificate becomes CallManager's too, now and at every later renewal. */
  reuseTomcat(): Promise<void>;
  /** Resolves when started on all; one node after the other, publisher first. All nodes where it runs by default. */
  restartService(service: string, nodes?: readonly NodeName[]): Promise<void>;
  startService(service: string, nodes?: readonly NodeName[]): Promise<void>;
  stopService(service: string, nodes?: readonly NodeName[]): Promise<void>;
  /** Returns how many phones took the reset; only registered, powered phones can. */
  resetPhones(filter?: PhoneFilter): number;
  /** Somebody walks over: pulls the plug and plugs in again, registered or not. Returns how many. */
  rebootPhones(filter?: PhoneFilter): number;
  /** Somebody deletes the trust lists in the phone's menu; the phone restarts. Returns how many. */
  deleteTrustLists(filter?: PhoneFilter): number;
  powerPhones(on: boolean, filter?: PhoneFilter): number;
  powerNode(node: NodeName, on: boolean): void;
  setNetwork(node: NodeName, condition: NetworkCondition, slowMs?: number): void;
  /** A firewall in front of the node: nobody reaches the port any more; `open` takes the rule away. */
  setFirewall(node: NodeName, port: keyof NodePorts, rule: FirewallRule | "open"): void;
  changeHostKey(node: NodeName): void;
  /** `utils ctl update CTLFile`; throws LabRefusal in a non-secure cluster. */
  ctlUpdate(): Promise<void>;
  /** `utils ctl reset localkey`. */
  ctlReset(): Promise<void>;
  /** The CTL Client plugin with the hardware tokens (until 14SU3): the CTL anew, signed by a token. */
  ctlClient(): Promise<void>;
  /** `utils itl reset localkey | remotekey`; remotekey takes the ITLRecovery backup (PEM of certificate and key). */
  itlReset(
    key: "localkey" | "remotekey",
    backup?: { readonly certificatePem: string; readonly keyPem: string },
  ): Promise<void>;
  /** `file get tftp ITLRecovery.p12`: the key that signs now, for a later `remotekey`. */
  exportRecoveryKey(): { readonly certificatePem: string; readonly keyPem: string };
  /** Security > Certificate Management > Upload: every node gets it; services read it when they start. */
  importTrust(store: TrustStore, pem: string): void;
  /** Deletes imported certificates whose name contains the text from a store. Returns how many. */
  deleteTrust(store: TrustStore, name: string): number;
  setMode(mode: LabMode): Promise<void>;
  /** Enterprise parameter *Prepare Cluster for Rollback to pre-8.0*. */
  setRollback(on: boolean): void;
  /** Enterprise parameter *Phone Interaction on Certificate Update*. */
  setPhoneInteraction(way: "automatic" | "manual"): void;
  /** Enterprise parameter *TLS Ciphers*; Cisco CallManager takes it up when it starts. */
  setTlsCiphers(way: "all" | "ecdsa-only"): void;
  /**
   * CAPF's service parameter *Certificate Issuer to Endpoint*: CAPF itself, or a certificate authority, whose certificate is
   * imported into CallManager-trust and CAPF-trust. `subject`: what the authority's template writes instead of the name that
   * CAPF asks for. Phones have it from their next enrolment on.
   */
  setEndpointIssuer(issuer: "capf" | { readonly subject?: string }): Promise<void>;
  /** Moves the cluster's clock by so many milliseconds, or changes its speed (1 = real time). */
  setTime(change: { readonly offsetMs?: number; readonly scale?: number }): void;
  setNtp(node: NodeName, on: boolean): void;
  setAuthenticated(node: NodeName, on: boolean): void;
  setUpgrading(node: NodeName, on: boolean): void;
  /** Single sign-on and the identity provider. */
  readonly sso: SsoHands;
  /** 802.1X: switch ports, the authentication server, LSCs. */
  readonly dot1x: Dot1xHands;
  /** System > Cisco Unified CM Group: `Campus` or `Branches`. Phones take it with their next configuration. */
  setCallManagerGroup(name: string, nodes: readonly NodeName[]): void;
  /** Device > Trunk. */
  addTrunk(trunk: Omit<LabTrunk, "profile">): void;
  /** A DRS backup is recorded as finished now, well unless told otherwise; one that was running ends with it. */
  backUp(success?: boolean): void;
  /** A DRS backup begins; `backUp` ends it. */
  beginBackup(): void;
  /** The history then holds good backups of so many days ago and no others. */
  setBackups(daysAgo: readonly number[]): void;
  /** Somebody deletes a certificate from a trust store, on all nodes. `serial`: lower-case hex. */
  deleteCertificate(store: TrustStore, serial: string): void;
  /** In Phone Configuration, saved but not applied. Returns how many phones have the profile now. */
  setSecurityProfile(profile: string, filter?: PhoneFilter): number;
  /** Somebody edits the profile itself. */
  editSecurityProfile(
    profile: string,
    change: { readonly deviceSecurityMode: string; readonly transportType: string },
  ): void;
  status(): LabStatus;
}

export interface BackupRecord {
  readonly file: string;
  readonly completedAt: number;
  readonly success: boolean;
}

/** What a new phone's `RisPort`/`AXL` answers, the CLI and the TLS ports are drawn from. */
export interface LabClusterView {
  readonly clusterName: string;
  /** For example `15.0.1.12900-234`. */
  readonly releaseFull: string;
  readonly profile: ReleaseProfile;
  readonly mode: LabMode;
  readonly clock: LabClock;
  readonly accounts: LabAccounts;
  /** Security profiles and CAPF operations, as AXL shows and changes them. */
  readonly phoneSecurity: LabPhoneSecurity;
  readonly routing: CallRouting;
  readonly nodes: readonly LabNode[];
  readonly publisher: LabNode;
  /** In name order. */
  readonly phones: readonly LabPhone[];
  /** The Expressway-C peers in front of it; undefined without. */
  readonly expressway?: ExpresswayPair | undefined;
  readonly hands: AdministratorsHands;
  readonly sso: SsoOffice;
  /** `processconfig`: ClusterSecurityMode `0`/`1`, RollBackToPreGrayback `F`/`T`... */
  readonly parameters: ReadonlyMap<string, string>;
  readonly backups: readonly BackupRecord[];
  /** When the backup that is running began; undefined when none is. */
  readonly backupSince: number | undefined;
  /** PEM of the lab CA that signs when asked to. */
  readonly caPem: string;
  node(name: string): LabNode | undefined;
  phone(name: string): LabPhone | undefined;
  databaseView(): readonly DatabaseCertificateRow[];
  /** Returns the function that stops listening. Called synchronously after each change. */
  onChange(listener: (change: LabChange) => void): () => void;
  /** For the configuration of the bot. */
  clusterNodes(): readonly ClusterNode[];
  /** Lets the phones live: called once, when the surfaces listen. */
  startPhones(): void;
  /** How many phones are in the middle of a start now, those that try again by themselves too. */
  phonesStarting(): number;
  /** Resolves when no phone is booting (waiting to try again is not booting). */
  phonesSettled(signal?: AbortSignal): Promise<void>;
  /** Stops phones and timers. */
  close(): Promise<void>;
}

export interface LabNodeOptions {
  readonly name?: string;
  readonly address?: string;
  readonly ports?: NodePorts;
}

/** Everything but the keys follows from `seed`. */
export interface LabOptions {
  /** Default 15SU2. */
  readonly release?: ReleaseKey;
  readonly mode?: LabMode;
  /** 1..20, or one description per node, publisher first. */
  readonly nodes?: number | readonly LabNodeOptions[];
  /** 0..10000. */
  readonly phones?: number;
  /** How many of them are encrypted (mixed mode only). */
  readonly securePhones?: number;
  readonly seed?: number;
  /** How many times faster than real time the cluster lives; default 1. */
  readonly clockScale?: number;
  /** How many times shorter than in life restarts, boots and retries take, the time of day unchanged; default 1. */
  readonly pace?: number;
  /** Lab time at the start (milliseconds); default now. */
  readonly startTime?: number;
  /** Tomcat: one multi-SAN certificate for all nodes (14 and later), or signed by the lab CA. */
  readonly tomcat?: "self-signed" | "multi-san" | "ca-signed";
  /** Who signs the first CTL of a mixed-mode cluster: the cluster itself, or hardware tokens (until 14SU3). */
  readonly ctl?: "tokenless" | "tokens";
  readonly domain?: string;
}
