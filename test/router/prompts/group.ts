// The shape of the prompts that the understanding is tuned and scored with, and the threads that some of them speak of.
import type { Thread } from "../../../src/domain/thread.ts";

/** `mixed`: both languages in one sentence, misspelt, or both. */
export type Tongue = "en" | "zh" | "mixed";

/**
 * What has to become of a prompt: a scenario's diagnosis, a command, `unclear` (buttons or a question, nothing else), `talk` (none
 * of our business), `refused` (an order that changes nothing and is told so).
 */
export interface PromptGroup {
  readonly class: string;
  readonly wants: string;
  /** Outcomes that fair people would accept as well; nothing more is asked of them. */
  readonly or?: readonly string[];
  /** How it was asked, where that decides what may be done. */
  readonly asks?: "which" | "what-if" | "how" | "do";
  /** Values that must have been understood, those of the thread too. */
  readonly args?: Readonly<Record<string, string>>;
  readonly thread?: keyof typeof threads;
  readonly prompts: Readonly<Record<Tongue, readonly string[]>>;
}

const at = "2026-11-22T02:00:00.000Z";

/** What was spoken of before. */
export const threads = {
  /** Phones do not register on HQ; the TFTP service of sub1 has to be restarted. */
  phones: {
    cluster: "hq",
    scenario: "phones-unregistered",
    service: "Cisco Tftp",
    node: "cucm-sub1",
    last: { intent: "diagnose", command: "diagnose", args: { scenario: "phones-unregistered", cluster: "hq" } },
    at,
  },
  /** SSO is broken at the branch. */
  sso: {
    cluster: "branch",
    scenario: "sso-login-failed",
    last: { intent: "diagnose", command: "diagnose", args: { scenario: "sso-login-failed", cluster: "branch" } },
    at,
  },
  /** The certificates of HQ were listed, on sub2 it is Tomcat's that expires. */
  certs: {
    cluster: "hq",
    node: "cucm-sub2",
    certificates: "tomcat",
    last: { intent: "certs", command: "certs", args: { cluster: "hq", node: "cucm-sub2" } },
    at,
  },
  /** Somebody wanted TVS restarted on the publisher. */
  restart: {
    cluster: "hq",
    service: "Cisco Trust Verification Service",
    node: "cucm-pub",
    last: {
      intent: "restart",
      command: "restart",
      args: { cluster: "hq", service: "Cisco Trust Verification Service", node: "cucm-pub" },
    },
    at,
  },
} satisfies Readonly<Record<string, Thread>>;
