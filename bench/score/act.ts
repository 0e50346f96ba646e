// What an administrator (or nature) did to a cluster, as data: made by the seed, done by the hands, read by whoever says what must follow.
import type { CertificateUnit } from "../../src/domain/cluster.ts";
import type { StartLabOptions } from "../../src/lab/index.ts";
import type { NetworkCondition, TrustStore } from "../../src/lab/model.ts";
import type { SsoChoice } from "../../src/lab/sso/office.ts";

/** Nodes by place: 0 is the publisher. Left out: all of them. */
export type Act =
  | {
      readonly do: "renew";
      readonly units: readonly CertificateUnit[];
      readonly node?: number;
      readonly signer?: "self" | "ca";
      /** Further names in the certificate: it grows. */
      readonly names?: number;
    }
  | { readonly do: "restart" | "stop" | "start"; readonly service: string; readonly nodes?: readonly number[] }
  | { readonly do: "ctl-update" }
  | { readonly do: "rollback"; readonly on: boolean }
  | { readonly do: "interaction"; readonly way: "automatic" | "manual" }
  | { readonly do: "reset-phones" }
  | { readonly do: "reboot-phones"; readonly first?: number }
  /** Somebody deletes the trust lists in the phone's menu. */
  | { readonly do: "delete-lists"; readonly first: number }
  | { readonly do: "phones-power"; readonly on: boolean; readonly first?: number }
  | { readonly do: "node-power"; readonly node: number; readonly on: boolean }
  | { readonly do: "network"; readonly node: number; readonly condition: NetworkCondition }
  /** A rule drops what goes to TVS, 2445, of these nodes. */
  | { readonly do: "firewall-tvs"; readonly nodes?: readonly number[]; readonly on: boolean }
  | { readonly do: "ntp"; readonly node: number; readonly on: boolean }
  | { readonly do: "pass"; readonly hours: number }
  | { readonly do: "back-up"; readonly success?: boolean }
  /** CAPF's certificate that was replaced last leaves a trust store. */
  | { readonly do: "delete-former-capf"; readonly store: TrustStore }
  /** In Phone Configuration, saved and not applied. */
  | { readonly do: "save-profile"; readonly secure: boolean; readonly first: number }
  | { readonly do: "lsc"; readonly operation: "install" | "delete"; readonly first?: number }
  | { readonly do: "aaa-trust" | "aaa-distrust"; readonly capf: "present" | "former" }
  | { readonly do: "aaa-power"; readonly on: boolean }
  | { readonly do: "reauthenticate" }
  | { readonly do: "bypass"; readonly on: boolean }
  | { readonly do: "export" | "import-at-idp" | "import-idp" | "sso-enable" }
  | { readonly do: "sso-disable"; readonly nodes?: readonly number[] }
  | { readonly do: "saml-trace"; readonly level: "debug" | "info" }
  | { readonly do: "login"; readonly node: number }
  | { readonly do: "idp-signing"; readonly beside?: boolean }
  | { readonly do: "idp-clock"; readonly seconds: number }
  | { readonly do: "idp-claims" | "idp-power"; readonly on: boolean }
  | {
      readonly do: "peer-renew";
      readonly peer: number;
      readonly signer: "issuing" | "new" | "self";
      readonly days?: number;
    }
  | { readonly do: "peer-restart" | "peer-log"; readonly peer: number }
  /** The bot is told which certificate the peer shows now: nobody else vouches for one that signed itself. */
  | { readonly do: "pin-peer"; readonly peer: number }
  | { readonly do: "peer-power"; readonly peer: number; readonly on: boolean }
  /** Maintenance > Security > Trusted CA certificate of one peer. */
  | { readonly do: "peer-upload"; readonly peer: number; readonly what: "new-root" | "cucm" }
  | { readonly do: "peer-remove"; readonly peer: number; readonly name: string }
  | { readonly do: "trust-import"; readonly store: TrustStore; readonly what: "new-root" }
  | { readonly do: "trust-import"; readonly store: TrustStore; readonly what: "peer-own"; readonly peer: number }
  | { readonly do: "trust-delete"; readonly store: TrustStore; readonly name: string }
  | { readonly do: "server-name"; readonly node: number; readonly name: string }
  | { readonly do: "sign-in" };

export type Surroundings = Pick<
  StartLabOptions,
  "release" | "mode" | "nodes" | "phones" | "securePhones" | "tomcat" | "expressways" | "authenticationServer"
> & { readonly release: NonNullable<StartLabOptions["release"]>; readonly nodes: number; readonly phones: number };

/** One cluster and its story. Everything in it is plain JSON. */
export interface Story {
  /** `phones-017`, `healthy-003`: the same in every run of one seed. */
  readonly id: string;
  /** About what somebody asks. */
  readonly about: ScenarioName;
  readonly seed: number;
  readonly cluster: Surroundings;
  readonly sso?: Partial<SsoChoice>;
  /** The bot was there before: it remembers a snapshot of when all was well. */
  readonly known: boolean;
  readonly acts: readonly Act[];
  readonly question: string;
  readonly locale: "en" | "zh-CN";
}

export const scenarioNames = [
  "phones-unregistered",
  "secure-phones-unregistered",
  "sso-login-failed",
  "mra-registration-failed",
  "dot1x-failed",
] as const;
export type ScenarioName = (typeof scenarioNames)[number];
