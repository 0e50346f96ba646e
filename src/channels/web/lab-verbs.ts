// What the panel offers around the practice cluster: at the Expressway-C peers, at single sign-on and its identity provider, and of
// 802.1X.

/** In the order of a renewal that goes wrong and is mended. */
export const panelExpresswayVerbs = [
  "server-new",
  "server-issuing",
  "server-expired",
  "restart",
  "forget-cucm",
  "trust-cucm",
  "cucm-distrust",
  "cucm-trust",
  "other-name",
  "right-name",
  "haproxy-stop",
  "haproxy-start",
  "power-off",
  "power-on",
  "sign-in",
] as const;
export type PanelExpresswayVerb = (typeof panelExpresswayVerbs)[number];

export const panelSsoVerbs = [
  "login",
  "test",
  "export",
  "import-at-idp",
  "idp-signing",
  "import-idp",
  "clock-off",
  "clock-right",
  "claims-off",
  "claims-on",
  "idp-off",
  "idp-on",
  "disable",
  "enable",
] as const;
export type PanelSsoVerb = (typeof panelSsoVerbs)[number];

/** What the panel offers of 802.1X, in the order of a renewal that goes wrong and is mended. */
export const panelDot1xVerbs = [
  "set-up",
  "trust",
  "trust-wrong",
  "distrust-former",
  "install-lsc",
  "reauthenticate",
  "bypass",
  "end-bypass",
  "voice-off",
  "voice-on",
  "server-off",
  "server-on",
] as const;
export type PanelDot1xVerb = (typeof panelDot1xVerbs)[number];
