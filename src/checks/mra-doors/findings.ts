// What is said of the doors of one node: who would refuse what they show, and what they show that was replaced.
import type { ClusterNode } from "../../domain/cluster.ts";
import type { Finding } from "../../domain/finding.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import type { Door } from "./check.ts";

const id = "mra-doors";

const codes = {
  "self-signed": "door.self-signed",
  "issuer-missing": "door.issuer-missing",
  expired: "door.expired",
  "not-yet-valid": "door.expired",
  empty: "door.issuer-missing",
} as const;

/** One finding for each door and certificate that fails, whatever number of peers it fails at; one when all is well. */
export function findingsOf(node: ClusterNode, doors: readonly Door[], lists: number): Finding[] {
  const findings: Finding[] = replaced(node, doors);
  const before = findings.length;
  const common = { check: id, node: node.name };
  for (const door of doors) {
    const [leaf] = door.chain;
    if (leaf === undefined) continue;
    const where = `${id}:${node.name}:${door.port}:${door.offer}`;
    const refusing = door.verdicts.filter(({ verdict }) => !verdict.ok);
    const [first] = refusing;
    const values = {
      node: node.name,
      port: String(door.port),
      unit: door.unit ?? door.offer.toUpperCase(),
      subject: leaf.subject,
      serial: shortSerial(leaf.serial),
      peers: refusing.map(({ peer }) => peer.name).join(", "),
    };
    if (first !== undefined && !first.verdict.ok) {
      const { why, at, depth } = first.verdict;
      const more = { issuer: at?.issuer ?? leaf.issuer, depth, date: { date: (at ?? leaf).notAfter } };
      const kind = why === "self-signed" && depth > 0 ? "issuer-missing" : why;
      const text =
        kind === "self-signed"
          ? "self-signed"
          : kind === "expired" || kind === "not-yet-valid"
            ? "expired"
            : "issuer-missing";
      findings.push({
        ...common,
        id: where,
        code: codes[kind],
        verdict: "problem",
        title: say(`mra.doors.${text}`, { ...values, ...more }),
        next: say(`mra.doors.${text}.next`, { ...values, ...more }),
        evidence: [door.evidence],
      });
    }
    if (door.named === false) {
      const name = door.serverName ?? "";
      const title = say("mra.doors.unnamed", { ...values, name, names: leaf.names.join(", ") || leaf.commonName });
      const next = say("mra.doors.unnamed.next", { ...values, name });
      const evidence = [door.evidence];
      findings.push({
        ...common,
        id: `${where}:name`,
        code: "door.name-missing",
        verdict: "problem",
        title,
        next,
        evidence,
      });
    }
  }
  if (findings.length === before && doors.length > 0 && lists > 0) {
    findings.push({
      ...common,
      id: `${id}:${node.name}`,
      code: "door.trusted",
      verdict: "ok",
      title: say("mra.doors.trusted", { node: node.name }),
      evidence: doors.map((door) => door.evidence),
    });
  }
  return findings;
}

/** One finding for each unit whose certificate was replaced and is still shown; it says what a restart would bring. */
function replaced(node: ClusterNode, doors: readonly Door[]): Finding[] {
  const units = [...new Set(doors.flatMap(({ after }) => after?.unit ?? []))];
  return units.flatMap((unit): Finding[] => {
    const mine = doors.filter(({ after }) => after?.unit === unit);
    const [first] = mine;
    if (first?.after === undefined) return [];
    const refusing = mine.flatMap(({ after }) => after?.verdicts.filter(({ verdict }) => !verdict.ok) ?? []);
    const now = mine.flatMap(({ verdicts }) => verdicts.filter(({ verdict }) => !verdict.ok));
    const later = refusing.length > 0 && now.length === 0;
    const values = {
      node: node.name,
      ports: [...new Set(mine.map(({ port }) => String(port)))].join(", "),
      unit,
      serial: shortSerial(first.chain[0]?.serial ?? ""),
      stored: shortSerial(first.after.leaf.serial),
      peers: [...new Set(refusing.map(({ peer }) => peer.name))].join(", "),
    };
    return [
      {
        id: `${id}:${node.name}:${unit}:replaced`,
        check: id,
        node: node.name,
        code: later ? "door.refused-after-restart" : "door.not-restarted",
        verdict: later ? "problem" : "warning",
        title: say("mra.doors.replaced", values),
        ...(later ? { means: say("mra.doors.replaced.refused", values) } : {}),
        next: say(refusing.length > 0 ? "mra.doors.replaced.trust" : "mra.doors.replaced.next", values),
        evidence: mine.map(({ evidence }) => evidence),
      },
    ];
  });
}
