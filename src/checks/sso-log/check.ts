// What the last logins came to, by each node's SSO log; and for which certificate the identity provider encrypted.
import type { ClusterNode } from "../../domain/cluster.ts";
import type { Evidence, Finding } from "../../domain/finding.ts";
import type { NodeName } from "../../domain/ids.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import { lastLogin, type SsoCode } from "../../signatures/sso-log.ts";
import type { EncryptedForCertificate, SsoLog, SsoLogEntry } from "../../systems/ports.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryNode, readOnce } from "../reading.ts";

const id = "sso-log";
/** Logins of a week: a cluster where nobody has signed in since has nothing to say. */
const lookBack = 7 * 86_400_000;

export interface SsoAttempts {
  readonly node: NodeName;
  /** The last login's outcome, with its time as printed. */
  readonly last?: { readonly code: SsoCode; readonly at: string };
  /** For whom the response of that login was encrypted; DEBUG only. */
  readonly encryptedFor?: EncryptedForCertificate;
  /** A response was there and could not be read. */
  readonly unreadable?: true;
  readonly evidence: Evidence;
}

export interface SsoLogFacts {
  /** Nodes whose log could be read. */
  readonly nodes: readonly SsoAttempts[];
}

export const ssoLogCheck = defineCheck<typeof id, SsoLogFacts>({
  id,
  title: say("checks.sso.log.title"),
  async run(context: CheckContext): Promise<SsoLogFacts> {
    const since = new Date(context.clock.now() - lookBack).toISOString();
    const nodes = await onEveryNode(context, async (node): Promise<SsoAttempts | undefined> => {
      const reading = await readOnce(context, id, node, "Log collection", "sso log", () =>
        context.systems.soap.ssoLog(node, since, { signal: context.signal }),
      );
      if (!reading.ok) return undefined;
      const attempts = attemptsOf(node.name, reading.value, reading.evidence);
      if (reading.value.tooLarge.length > 0) context.emit(leftOut(node, reading.value, reading.evidence));
      for (const finding of judge(node, attempts)) context.emit(finding);
      return attempts;
    });
    return { nodes: nodes.filter((one) => one !== undefined) };
  },
});

/** The last outcome, and the response that came right before it. */
export function attemptsOf(node: NodeName, { entries }: SsoLog, evidence: Evidence): SsoAttempts {
  const { event, response } = lastLogin(entries);
  return {
    node,
    evidence,
    ...(event !== undefined ? { last: { code: event.code, at: event.at } } : {}),
    ...responseOf(response),
  };
}

function responseOf(entry: SsoLogEntry | undefined): Pick<SsoAttempts, "encryptedFor" | "unreadable"> {
  if (entry?.kind === "response") return { encryptedFor: entry.response.encryptedFor };
  return entry?.kind === "unreadable-response" ? { unreadable: true } : {};
}

/** A login may stand in there: what the other files say is then not the last word. */
const leftOut = ({ name }: ClusterNode, { tooLarge }: SsoLog, evidence: Evidence): Finding => ({
  id: `${id}:${name}:too-large`,
  check: id,
  node: name,
  code: "sso-log.too-large",
  verdict: "unknown",
  title: say("checks.sso.too-large", { node: name, files: tooLarge.map((path) => path.split("/").at(-1)).join(", ") }),
  next: say("checks.sso.too-large.next"),
  evidence: [evidence],
});

function judge({ name }: ClusterNode, attempts: SsoAttempts): Finding[] {
  const { last, encryptedFor, evidence } = attempts;
  const base = { check: id, node: name, evidence: [evidence] };
  if (last === undefined) {
    return [
      {
        ...base,
        id: `${id}:${name}`,
        code: "sso-log.silent",
        verdict: "unknown",
        title: say("checks.sso.silent", { node: name }),
        next: say("checks.sso.silent.next"),
      },
    ];
  }
  const good = last.code === "sso.signed-in";
  const found: Finding[] = [
    {
      ...base,
      id: `${id}:${name}`,
      code: last.code,
      verdict: good ? "ok" : "problem",
      title: say(`checks.${last.code}`, { node: name, at: last.at }),
      ...(good ? {} : { means: say(`checks.${last.code}.means`) }),
    },
  ];
  if (encryptedFor !== undefined && "serial" in encryptedFor) {
    const { serial, issuer } = encryptedFor;
    found.push({
      ...base,
      id: `${id}:${name}:encrypted-for`,
      code: "sso.encrypted-for",
      verdict: "ok",
      title: say("checks.sso.encrypted-for", {
        node: name,
        serial: shortSerial(serial),
        decimal: BigInt(`0x${serial}`).toString(10),
        issuer,
      }),
    });
  }
  return found;
}
