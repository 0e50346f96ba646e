// How much a change or a certificate touches the business.

/** Ordered: low < medium < high. */
export type Impact = "low" | "medium" | "high";

const rank: Record<Impact, number> = { low: 0, medium: 1, high: 2 };

/** The graver of the given impacts; `low` when there is none. */
export function gravest(impacts: Iterable<Impact>): Impact {
  let worst: Impact = "low";
  for (const impact of impacts) if (rank[impact] > rank[worst]) worst = impact;
  return worst;
}

/** Positive when `a` is graver than `b`. */
export const compareImpact = (a: Impact, b: Impact): number => rank[a] - rank[b];

/** What goes with the renewal of a certificate on a release, beside the restarts. */
export type ImpactNote =
  /** In mixed mode: `utils ctl update CTLFile` on the publisher before the restarts. */
  | "ctl-update-before-restarts"
  | "drs-uses-this-certificate"
  | "no-backup-or-restore-meanwhile"
  | "sp-metadata-when-sso-uses-it"
  | "restart-tftp-when-multi-san"
  | "changes-trust-lists-when-reused-for-callmanager"
  | "lscs-must-be-renewed"
  | "keep-old-capf-until-new-lscs"
  | "sip-trunks-and-cti"
  | "repeat-emcc-exchange"
  | "never-with-callmanager"
  | "never-with-tvs"
  | "signs-the-lists"
  | "back-up-the-key"
  | "phones-may-reset-at-once"
  | "publisher-only";
