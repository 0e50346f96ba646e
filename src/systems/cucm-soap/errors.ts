// What goes wrong with AXL, RisPort70 and Control Center, as errors that people can act on.

import { CertOpsError } from "../../domain/errors.ts";
import { say } from "../../i18n/say.ts";
import { plainLine } from "../evidence.ts";

/** The three SOAP services, by the names that evidence uses. */
export type SoapService = "AXL" | "RisPort70" | "Control Center" | "Log collection" | "SAML metadata";

interface Where {
  readonly node: string;
  readonly service: SoapService;
}

export const loginRefused = ({ node, service }: Where, user: string, minutes: number): CertOpsError =>
  new CertOpsError({
    code: "login-refused",
    message: `${service} on ${node} refused the account ${user}`,
    say: say("soap.login-refused", { node, service, user }),
    next: say("soap.login-refused.next", { user, minutes }),
    retry: "never",
  });

/** Administration Guide 15 and the AXL developer guide; reading and writing differ for AXL alone. */
const roles: Readonly<Record<string, string>> = {
  AXL: "Standard AXL API Access",
  RisPort70: "Standard CCM Server Monitoring",
  "Control Center": "Standard CCM Server Monitoring",
  "Log collection": "Standard RealtimeAndTraceCollection",
};

export const privilegeTooLow = ({ node, service }: Where, user: string, operation: string): CertOpsError =>
  new CertOpsError({
    code: "privilege-too-low",
    message: `${service} on ${node} does not let ${user} call ${operation}`,
    say: say("soap.privilege", { node, service, user, operation }),
    next: say("soap.privilege.next", { service, user, role: roles[service] ?? "Standard CCM Server Monitoring" }),
    retry: "never",
  });

/** The service asked us to slow down and our patience ended before it let us go on. */
export const rateLimited = ({ node, service }: Where, operation: string): CertOpsError =>
  new CertOpsError({
    code: "rate-limited",
    message: `${service} on ${node} is busy: ${operation} was turned away`,
    say: say("soap.rate-limited", { node, service }),
    next: say("soap.rate-limited.next", { service }),
    retry: "later",
  });

/** `text` is the device's own; it is made plain here. */
export const soapFaultError = ({ node, service }: Where, operation: string, text: string): CertOpsError =>
  new CertOpsError({
    code: "server-fault",
    message: `${service} on ${node}: ${operation}: ${plainLine(text)}`,
    say: say("soap.fault", { node, service, operation, text: plainLine(text) }),
    next: say("soap.fault.next", { service }),
    retry: "later",
  });

export const httpStatusError = ({ node, service }: Where, operation: string, status: number): CertOpsError => {
  const redirect = status >= 300 && status < 400;
  return new CertOpsError({
    code: "server-fault",
    message: `${service} on ${node}: ${operation}: HTTP ${status}${redirect ? " (a redirect, not followed)" : ""}`,
    say: say(redirect ? "soap.redirect" : "soap.http-status", { node, service, status }),
    next: say("soap.http-status.next", { node, service }),
    retry: "later",
  });
};

export const answerNotUnderstood = ({ node, service }: Where, operation: string, why: string): CertOpsError =>
  new CertOpsError({
    code: "output-not-understood",
    message: `${service} on ${node}: the answer to ${operation} ${why}`,
    say: say("soap.not-understood", { node, service, operation }),
    next: say("soap.not-understood.next", { node, service }),
    retry: "later",
  });

export const versionUnsupported = (node: string, asked: string, supported: readonly string[]): CertOpsError => {
  const versions = supported.join(", ") || "?";
  return new CertOpsError({
    code: "server-fault",
    message: `AXL on ${node} does not take version ${asked}; it takes ${versions}`,
    say: say("soap.version", { node, asked, versions }),
    next: say("soap.version.next"),
    retry: "never",
  });
};

export const phoneNotFound = (node: string, name: string): CertOpsError =>
  new CertOpsError({
    code: "not-found",
    message: `AXL on ${node} knows no phone ${name}`,
    say: say("soap.no-phone", { node, name }),
    next: say("soap.no-phone.next"),
    retry: "never",
  });

/** A name that cannot be a CUCM object's: refused before anything is sent. */
export const badName = (kind: "device" | "service", name: string): CertOpsError =>
  new CertOpsError({
    code: "bad-input",
    message: `not a ${kind} name: ${JSON.stringify(name.slice(0, 60))}`,
    say: say(kind === "device" ? "soap.bad-device" : "soap.bad-service", { name: plainLine(name).slice(0, 60) }),
    next: say("soap.bad-name.next"),
    retry: "never",
  });

export const badProfile = (name: string): CertOpsError =>
  new CertOpsError({
    code: "bad-input",
    message: `not a profile name: ${JSON.stringify(name.slice(0, 60))}`,
    say: say("soap.bad-profile", { name: plainLine(name).slice(0, 60) }),
    next: say("soap.bad-name.next"),
    retry: "never",
  });

/** AXL code 5007 for something else than a phone. */
export const itemNotFound = (node: string, operation: string, text: string): CertOpsError =>
  new CertOpsError({
    code: "not-found",
    message: `AXL on ${node}: ${operation}: ${plainLine(text)}`,
    say: say("soap.fault", { node, service: "AXL", operation, text: plainLine(text) }),
    next: say("soap.bad-name.next"),
    retry: "never",
  });

export const isMissing = (error: unknown): boolean => error instanceof CertOpsError && error.code === "not-found";
