// What the configuration is after it was read and checked: domain types, resolved paths, secrets that hide themselves.
import { inspect } from "node:util";
import type { Place } from "../domain/chat.ts";
import type { CertificateUnit, Cluster } from "../domain/cluster.ts";
import type { Impact } from "../domain/impact.ts";
import type { Policy } from "../domain/person.ts";
import type { Locale, Phrase } from "../domain/text.ts";
import type { ChannelSettings } from "./channels/index.ts";

/** A password that no log, card, error or JSON can show by accident. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself; only for the moment it is sent to its own system. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [inspect.custom](): string {
    return "[secret]";
  }
}

export interface Account {
  readonly user: string;
  readonly password: Secret;
}

/** One Expressway-C cluster in front of a CUCM cluster; its peers stand in `cluster.expressways` under the same group. */
export interface ExpresswaySettings {
  readonly group: string;
  readonly accounts: {
    /** Reads only. */
    readonly monitor: Account;
    /** Used for approved runs alone; without one the bot looks and never changes. */
    readonly change?: Account;
  };
  /** Absolute paths of PEM files: the CA or the certificates that the peers' HTTPS may present. */
  readonly certificates: readonly string[];
}

export interface ClusterSettings {
  readonly cluster: Cluster;
  readonly accounts: {
    /** Reads only. */
    readonly monitor: Account;
    /** Used for approved runs alone; without one the bot looks and never changes. */
    readonly change?: Account;
    /** SOAP on 8443; the monitor account is used when absent. */
    readonly axl?: Account;
  };
  /** Absolute paths. */
  readonly pins: {
    readonly knownHosts: string;
    /** PEM files: the CA or the certificates that 8443 may present. */
    readonly certificates: readonly string[];
  };
  readonly expressways?: readonly ExpresswaySettings[];
  readonly idp?: IdpSettings;
  readonly authenticationServers?: readonly AuthenticationServerSettings[];
}

/** How one of `cluster.authenticationServers` is logged in to. */
export interface AuthenticationServerSettings {
  readonly name: string;
  /** Reads only; none where a file is read here. */
  readonly account?: Account;
  /** Absolute paths of PEM files: the CA or the certificate of ISE’s HTTPS. SSH host keys stand in the cluster’s known_hosts. */
  readonly certificates: readonly string[];
}

/** The identity provider of single sign-on: only its published metadata is read, without a password. */
export interface IdpSettings {
  readonly metadata: string;
  /** Absolute paths of PEM files: the CA or the certificate of that web server. */
  readonly certificates: readonly string[];
}

export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

/** The chat platforms that are configured stand beside the rest: `slack`, ... */
export interface Settings extends ChannelSettings {
  /** True on the practice cluster: no cluster is configured. */
  readonly practice: boolean;
  readonly listen: { readonly host: string; readonly port: number };
  /** Absolute path; the database, audit keys and snapshots live there. */
  readonly dataFolder: string;
  readonly logLevel: LogLevel;
  readonly timeZone: string;
  readonly locale: Locale;
  readonly clusters: readonly ClusterSettings[];
  readonly policy: Policy;
  readonly web: WebSettings;
  readonly metrics?: MetricsSettings;
  /** Where records are kept; a file in the data folder when left out. */
  readonly store?: StoreSettings;
  readonly auditPublishing?: AuditPublishing;
  /** How grave the renewal of a certificate is held to be here; the derived level where none is set. */
  readonly impactLevels?: Readonly<Partial<Record<CertificateUnit, Impact>>>;
}

/** The operators' listener. */
export interface MetricsSettings {
  readonly host: string;
  /** 0 takes any free port; only tests do. */
  readonly port: number;
  /** Asked for as `Authorization: Bearer`; none on loopback. */
  readonly token?: Secret;
}

/** With a real cluster, who is who on the page comes from sign-in; the practice page has none. */
export interface WebSettings {
  readonly enabled: boolean;
  /** What people open; another than we listen on behind a reverse proxy. No path. */
  readonly publicUrl?: string;
  readonly signIn?: SignInSettings;
}

export interface SignInSettings {
  /** The OpenID Connect issuer; also the tenant of people's web identities. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly scopes: readonly string[];
  /** The claim of the ID token that is an identity's `user`. */
  readonly userClaim: string;
  /** After so many hours one signs in again. */
  readonly hours: number;
}

/** Where the signed end of the audit log goes, besides the cards of runs. */
export interface AuditPublishing {
  readonly everyMinutes: number;
  /** Absolute path; one JSON line a head is appended. */
  readonly file?: string;
  /** An https URL that may hold a token. */
  readonly webhook?: Secret;
  readonly channel?: Pick<Place, "platform" | "tenant" | "conversation">;
}

/** The URL holds a password: `postgres://user:password@host:port/database`. */
export type StoreSettings = { readonly kind: "embedded" } | { readonly kind: "postgres"; readonly url: Secret };

/** One thing that is wrong in the file, where, and how to mend it. */
export interface ConfigProblem {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** Dotted path, for example `clusters.hq.nodes.0.address`. */
  readonly key: string;
  readonly problem: Phrase;
  readonly fix: Phrase;
}
