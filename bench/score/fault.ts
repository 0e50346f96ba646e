// Troubles in this bench's own words, and what a card must say of them.

export type Fault =
  | "phones-locked-out"
  | "phones-locked-out-later"
  | "tvs-cannot-be-reached"
  | "renewal-held-by-old-tvs"
  | "tvs-not-restarted"
  | "tvs-stopped"
  | "lists-not-rebuilt"
  | "ctl-not-updated"
  | "list-too-large"
  | "call-manager-stopped"
  | "server-dead"
  | "phones-off"
  | "lsc-issuer-removed"
  | "lsc-issuer-removed-later"
  | "lsc-expired"
  | "call-manager-unknown-to-phones"
  | "everybody-silent"
  | "new-capf-not-on-server"
  | "former-capf-off-server"
  | "server-will-refuse"
  | "no-lsc"
  | "server-off"
  | "idp-has-old-certificate"
  /** Exported, never imported, and nobody has tried since: nothing on the cluster tells it from metadata that was imported. */
  | "import-never-tried"
  | "tomcat-not-restarted"
  | "tomcat-restart-forgotten"
  | "idp-signing-changed"
  | "idp-refuses"
  | "clocks-differ"
  | "sso-off"
  | "multi-server-incomplete"
  | "idp-down"
  | "web-service-stopped"
  | "cucm-refuses-expressway"
  | "cucm-did-not-read-its-stores"
  | "expressway-refuses-cucm"
  | "ecdsa-left-behind"
  | "door-not-restarted"
  | "refused-after-restart"
  | "name-not-in-certificate"
  | "peer-not-restarted"
  | "certificate-expired"
  | "peer-down";

export interface Expected {
  /** The card must name one of these as the cause. Empty: nothing that certificates or services explain. */
  readonly causes: readonly Fault[];
  /** The card must show these too, as the cause or beside it. */
  readonly shown: readonly Fault[];
  /** Somebody feels it now: phones, logins or apps fail. */
  readonly felt: boolean;
  /** One trouble stands behind another: when the first is mended, people see the next. */
  readonly behind?: true;
  /** Why, for people who look at one case. */
  readonly because: string;
}
