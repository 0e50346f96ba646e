// The configuration a phone fetches: enough of it to find its call managers. It holds no credentials.
import type { LabMode } from "./model.ts";

export interface ConfigurationPlan {
  readonly device: string;
  /** Host names of the Cisco Unified CM group, first choice first. */
  readonly callManagers: readonly string[];
  readonly mode: LabMode;
  readonly secure: boolean;
  /** Where CAPF is, when an operation waits for the phone. */
  readonly capf?: string;
}

/** Element names as in Cisco's `SEP….cnf.xml`; only those that the practice phones use. */
export function configurationXml(plan: ConfigurationPlan): string {
  const members = plan.callManagers.map(
    (name, priority) =>
      `<member priority="${priority}"><callManager><name>${name}</name><processNodeName>${name}</processNodeName></callManager></member>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<device xsi:type="axl:XIPPhone"><fullConfig>true</fullConfig><deviceProtocol>SIP</deviceProtocol>`,
    `<devicePool><callManagerGroup><members>${members.join("")}</members></callManagerGroup></devicePool>`,
    `<deviceName>${plan.device}</deviceName><clusterSecurityMode>${plan.mode === "mixed" ? 1 : 0}</clusterSecurityMode>`,
    plan.capf === undefined
      ? ""
      : `<capfList><capf><phonePort>3804</phonePort><processNodeName>${plan.capf}</processNodeName></capf></capfList>`,
    `<deviceSecurityMode>${plan.secure ? 3 : 1}</deviceSecurityMode></device>`,
    "",
  ].join("\n");
}

/** The group's members in order; empty when the text is no such configuration. */
export const callManagersIn = (xml: string): string[] =>
  [
    ...xml
      .replace(/<capfList>.*?<\/capfList>/, "")
      .matchAll(/<processNodeName>([A-Za-z0-9.-]{1,255})<\/processNodeName>/g),
  ].map((found) => found[1] ?? "");

/** The device security mode says TLS; undefined when the text does not say. */
export function isSecureIn(xml: string): boolean | undefined {
  const mode = /<deviceSecurityMode>(\d)<\/deviceSecurityMode>/.exec(xml)?.[1];
  return mode === undefined ? undefined : mode !== "1";
}

export const hasCapfIn = (xml: string): boolean => xml.includes("<capfList>");
