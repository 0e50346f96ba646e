// Is the CAPF certificate the one that `show ctl` names? Serials are compared as numbers, whatever notation CUCM prints them in.
import { publisherOf } from "../../domain/cluster.ts";
import type { Evidence } from "../../domain/finding.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import { sameSerial } from "../../trust/names.ts";
import type { Certificate } from "../../trust/types.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { readMode, readOwn, readPrintedList } from "../reads.ts";

const id = "capf";

export interface CapfFacts {
  /** CAPF's own certificate on the publisher; undefined when it could not be read. */
  readonly certificate: Certificate | undefined;
  /** By `show ctl` on the publisher: `none` when there is no CTL, `unread` when it could not be asked. */
  readonly ctl: "current" | "former" | "none" | "unread";
  /** Serials of the CAPF records, as printed. */
  readonly printed: readonly string[];
}

export const capfCheck = defineCheck<typeof id, CapfFacts>({
  id,
  title: say("checks.capf.title"),
  async run(context: CheckContext): Promise<CapfFacts> {
    const publisher = publisherOf(context.systems.cluster);
    const [own, ctl, mode] = await Promise.all([
      readOwn(context, id, publisher, "CAPF"),
      readPrintedList(context, id, publisher, "CTL"),
      readMode(context, id),
    ]);
    const certificate = own.ok ? own.value : undefined;
    const common = { check: id, node: publisher.name };
    if (own.ok) {
      const { value, evidence } = own;
      const expired = Date.parse(value.notAfter) < context.clock.now();
      const values = { serial: shortSerial(value.serial), name: value.commonName, until: { date: value.notAfter } };
      context.emit({
        ...common,
        id: `${id}:certificate`,
        code: expired ? "capf.expired" : "capf.current",
        verdict: expired ? "problem" : "ok",
        title: say(expired ? "checks.capf.expired" : "checks.capf.current", values),
        evidence: [evidence],
      });
    }
    if (!ctl.ok) return { certificate, ctl: "unread", printed: [] };
    if (ctl.value.absent) {
      // Normal in a non-secure cluster (facts cucm.md 2.4); in mixed mode it is what is wrong.
      const mixed = mode.ok && mode.value === "mixed";
      context.emit({
        ...common,
        id: `${id}:ctl`,
        code: mixed ? "ctl.missing" : "ctl.none",
        verdict: mixed ? "problem" : "ok",
        title: say(mixed ? "checks.capf.ctl-missing" : "checks.capf.ctl-none"),
        evidence: [ctl.evidence],
      });
      return { certificate, ctl: "none", printed: [] };
    }
    const printed = ctl.value.records.filter((record) => record.role === "CAPF").map((record) => record.serial);
    if (certificate === undefined) return { certificate, ctl: "unread", printed };
    const current = printed.some((serial) => sameSerial(certificate.serial, serial));
    const values = { current: shortSerial(certificate.serial), printed: printed.map(shortSerial).join(", ") || "–" };
    const evidence: Evidence[] = own.ok ? [serialLines(ctl.evidence, printed), own.evidence] : [ctl.evidence];
    context.emit({
      ...common,
      id: `${id}:ctl`,
      code: current ? "ctl.capf-current" : "ctl.capf-former",
      verdict: current ? "ok" : "problem",
      title: say(current ? "checks.capf.ctl-current" : "checks.capf.ctl-former", values),
      ...(current ? {} : { means: say("checks.capf.ctl-former.means"), next: say("checks.capf.ctl-former.next") }),
      evidence,
    });
    return { certificate, ctl: current ? "current" : "former", printed };
  },
});

/** The CAPF records' serials beside what the node printed first: they are what the verdict rests on. */
const serialLines = (evidence: Evidence, serials: readonly string[]): Evidence => ({
  ...evidence,
  excerpt: [evidence.excerpt, ...serials.map((serial) => `FUNCTION CAPF  SERIALNUMBER ${serial}`)].join("\n"),
});
