// A plan: the ordered action steps that people approve, and nothing but what they approve runs.
import type { CertificateUnit, TrustListKind } from "./cluster.ts";
import type { ClusterId, DiagnosisId, NodeName, PlanDigest } from "./ids.ts";
import type { Impact } from "./impact.ts";
import type { Phrase } from "./text.ts";
import type { ClusterTrustStore, TrustedCertificate } from "./trusted-certificate.ts";

/** Service names as `utils service list` prints them (facts: cucm.md section 5). A closed list: text from chat or device only selects among these. */
export const restartableServices = [
  "Cisco CallManager",
  "Cisco Tftp",
  "Cisco CTIManager",
  "Cisco Trust Verification Service",
  "Cisco Certificate Authority Proxy Function",
  "Cisco Tomcat",
  "Cisco UDS Tomcat",
  "Cisco SSOSP Tomcat",
  "Cisco HAProxy",
  "Cisco DRF Master",
  "Cisco DRF Local",
] as const;
export type ServiceName = (typeof restartableServices)[number];

/** These phones get the profile `to`, each only while it still has `from`. */
export interface ProfileMove {
  readonly from: string;
  readonly to: string;
  readonly phones: readonly string[];
}

/** How a phone proves to CAPF that it is the one: with nothing, with the LSC it has, or with the certificate of its maker. */
export type LscProof = "null-string" | "existing-lsc" | "existing-mic";

/** Of the SSO logs on one node, most telling first; `info` is CUCM's default (CLI reference 15, set samltrace level). */
export const samlTraceLevels = ["debug", "info", "warning", "error", "fatal"] as const;
export type SamlTraceLevel = (typeof samlTraceLevels)[number];

/** What is changed, one kind each. Everything in it is in the digest. */
export type Change =
  | { readonly kind: "reset-itl"; readonly node: NodeName; readonly key: "localkey" | "remotekey" }
  | { readonly kind: "reset-ctl"; readonly node: NodeName; readonly key: "localkey" }
  | { readonly kind: "update-ctl"; readonly node: NodeName }
  | { readonly kind: "restart-service"; readonly node: NodeName; readonly service: ServiceName }
  /** Starts a service that is activated and does not run. */
  | { readonly kind: "start-service"; readonly node: NodeName; readonly service: ServiceName }
  /** Adds a certificate to a trust store of the cluster, which spreads it to every node. `by`: what the release offers. */
  | {
      readonly kind: "trust-certificate";
      readonly node: NodeName;
      readonly store: ClusterTrustStore;
      readonly certificate: TrustedCertificate;
      readonly by: "api" | "cli";
    }
  /** Adds certificates to the trusted CA list of one Expressway-C peer (`node`). */
  | {
      readonly kind: "trust-on-expressway";
      readonly node: NodeName;
      readonly certificates: readonly TrustedCertificate[];
    }
  /** Restarts the software of one Expressway-C peer (`node`): what goes through it is cut off meanwhile. */
  | { readonly kind: "restart-expressway"; readonly node: NodeName }
  /** Begins diagnostic logging on Expressway-C peers, without a packet capture. */
  | { readonly kind: "start-expressway-log"; readonly nodes: readonly NodeName[] }
  /** Ends it on these peers and has each put together what it wrote, so that it can be read. */
  | { readonly kind: "collect-expressway-log"; readonly nodes: readonly NodeName[] }
  /** Changes nothing: these peers’ logs are written meanwhile, and somebody signs in from outside. */
  | { readonly kind: "wait-for-sign-in"; readonly nodes: readonly NodeName[]; readonly withinSeconds: number }
  /** Resets over AXL, in batches; phones that are not registered cannot be reached by it and are counted. */
  | {
      readonly kind: "reset-phones";
      readonly phones: readonly string[];
      readonly batch: number;
      /** Registers them anew without shutting them down. */
      readonly restart?: true;
    }
  /** Adds a copy of a phone security profile whose device security mode is Non Secure; the original stays as it is. */
  | { readonly kind: "copy-security-profile"; readonly profile: string; readonly copy: string }
  /** Removes such a copy again; no phone may have it. */
  | { readonly kind: "remove-security-profile"; readonly profile: string }
  /** Gives phones another security profile and applies it, in batches; phones that somebody edited meanwhile are left alone. */
  | { readonly kind: "apply-security-profile"; readonly moves: readonly ProfileMove[]; readonly batch: number }
  /** Has CAPF issue new LSCs, in batches, each batch watched to its end. Only phones that are registered are asked. */
  | {
      readonly kind: "install-lsc";
      readonly phones: readonly string[];
      readonly batch: number;
      readonly by: LscProof;
      readonly keyOrder: "RSA Only" | "EC Only" | "EC Preferred, RSA Backup";
      readonly keySize: 1024 | 2048 | 3072 | 4096;
      /** How long one batch is watched. */
      readonly batchSeconds: number;
    }
  /** How much the SSO logs of one node say; holds until it is set again. */
  | { readonly kind: "set-saml-trace"; readonly node: NodeName; readonly level: SamlTraceLevel }
  /** Changes nothing: waits until somebody has signed in by single sign-on on one of the nodes. */
  | { readonly kind: "wait-for-login"; readonly nodes: readonly NodeName[]; readonly withinSeconds: number }
  /** Changes nothing: waits until enough of the approved phones are registered, or the deadline passes. */
  | {
      readonly kind: "wait-for-phones";
      readonly phones: readonly string[];
      readonly percent: number;
      readonly withinSeconds: number;
      /** Enough is not the end: the wait goes on until nobody more has come for so long. */
      readonly settleSeconds?: number;
      /** Percent of those that an earlier step of the run found registered: who was off all the time is not waited for. */
      readonly ofSeen?: true;
    };
export type ChangeKind = Change["kind"];

/** What must still be true right before a step; read again then, and drift stops the run. */
export type Precondition =
  | {
      readonly kind: "certificate-serial";
      readonly node: NodeName;
      readonly unit: CertificateUnit;
      readonly serial: string;
    }
  | {
      readonly kind: "trust-list-signer";
      readonly node: NodeName;
      readonly list: TrustListKind;
      readonly signerSerial: string;
    }
  | { readonly kind: "service-started"; readonly node: NodeName; readonly service: ServiceName }
  | { readonly kind: "registered-at-least"; readonly phones: number }
  | { readonly kind: "saml-trace"; readonly node: NodeName; readonly level: SamlTraceLevel }
  /** The phone security profile is there and has this device security mode. */
  | { readonly kind: "security-profile"; readonly profile: string; readonly mode: string };

export interface PlanStep {
  /** 1-based position; also the step's name in the journal. */
  readonly number: number;
  readonly change: Change;
  /** Exactly what will be sent, as shown on the card: a CLI command or `AXL doDeviceReset (812 phones)`. */
  readonly command: string;
  readonly impact: Impact;
  readonly estimateSeconds: number;
  readonly preconditions: readonly Precondition[];
  /** True when a run may be paused or stopped after this step without leaving the cluster half-changed. */
  readonly safePoint: boolean;
  /**
   * Numbers of earlier steps whose effect this step takes back. Once one of them was begun, it runs whatever becomes of the
   * rest: after a failure, an abort, a drift or the end of the window too.
   */
  readonly restores?: readonly number[];
}

/** What may be set aside with the quorum of high impact and a reason. */
export type Override = "window" | "preflight";

export interface Plan {
  readonly cluster: ClusterId;
  readonly title: Phrase;
  /** Why: the diagnosis and remedy it came from, when there was one. Not part of the digest. */
  readonly diagnosis?: DiagnosisId;
  readonly remedy?: string;
  readonly steps: readonly PlanStep[];
  /** The gravest impact of the steps, whatever the scenario's colour. */
  readonly impact: Impact;
  /** What this plan sets aside; in its digest, so that nobody approves it without reading it. */
  readonly overrides?: readonly Override[];
  /** Where each node was reached when the plan was made (see `targetsOf`); in its digest. */
  readonly targets?: Readonly<Record<string, string>>;
  readonly policyVersion: string;
  /** Phones registered when the plan was made, of how many known. */
  readonly phonesRegistered: number;
  readonly phonesKnown: number;
  /** What people must know before they approve: said on its cards. No part of the digest. */
  readonly cautions?: readonly Phrase[];
  readonly revision: number;
  readonly digest: PlanDigest;
}

/** How long the steps take together, from the slow side, in seconds. */
export const planSeconds = (plan: { readonly steps: readonly Pick<PlanStep, "estimateSeconds">[] }): number =>
  plan.steps.reduce((sum, step) => sum + step.estimateSeconds, 0);

/** A plan before it has a digest. */
export type PlanDraft = Omit<Plan, "digest" | "policyVersion" | "impact" | "revision">;
