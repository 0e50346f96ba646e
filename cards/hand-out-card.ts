// Cards beside handed-out files: a certificate with its fingerprint and PEM, and the LSCs of the phones counted down.
import type { Card, CardBlock } from "../src/domain/card.ts";
import type { HandedCertificate, HandedLscs } from "../src/domain/hand-out.ts";
import { verbatim } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { list, section, text } from "./words.ts";

/** `AB:CD:…`, as CUCM, OpenSSL and ISE show a fingerprint. */
const colons = (hex: string): string => (hex.toUpperCase().match(/../g) ?? []).join(":");

export function certificateFileCard(one: HandedCertificate, clusterName: string, file: string): Card {
  const title = say("hand-out.certificate", { name: one.commonName, cluster: clusterName });
  return {
    title,
    subtitle: say(one.current ? "hand-out.current" : "hand-out.former"),
    tone: one.current ? "good" : "warning",
    body: [
      {
        kind: "facts",
        facts: [
          { label: say("file.subject"), value: verbatim(one.subject) },
          { label: say("file.issuer"), value: verbatim(one.issuer) },
          { label: say("file.serial"), value: verbatim(one.serial) },
          { label: say("hand-out.sha256"), value: verbatim(colons(one.sha256)) },
          {
            label: say("file.validity"),
            value: say(Date.parse(one.notAfter) < Date.parse(one.readAt) ? "file.expired" : "file.valid", {
              from: { date: one.notBefore },
              until: { date: one.notAfter },
            }),
          },
          { label: say("hand-out.from"), value: say("hand-out.read", { from: one.from, at: { time: one.readAt } }) },
        ],
      },
      text(say("hand-out.compare"), { subtle: true }),
      section("pem", say("hand-out.pem", { file }), [{ kind: "code", code: one.pem.trim() }]),
    ],
    actions: [],
    summary: title,
  };
}

/** Names that stand on the card; the file has all of them. */
const shown = 60;

export function lscsCard(lscs: HandedLscs, file: string): Card {
  const of = (state: HandedLscs["phones"][number]["state"]) => lscs.phones.filter((one) => one.state === state);
  const former = of("former");
  const withLsc = lscs.phones.length - of("none").length;
  const title = say("hand-out.lscs", { cluster: lscs.clusterName });
  const counts = say("hand-out.lscs.counts", {
    former: former.length,
    current: of("current").length,
    unknown: of("unknown").length,
    none: of("none").length,
    capf: lscs.capf,
  });
  const rest = former.length - shown;
  const names: CardBlock[] =
    former.length === 0
      ? []
      : [
          section(
            "former",
            say("hand-out.lscs.former", { count: former.length }),
            [
              list(
                former
                  .slice(0, shown)
                  .map(({ phone, issuer }) => ({ text: verbatim(phone), detail: verbatim(issuer) })),
                true,
              ),
              ...(rest > 0 ? [text(say("hand-out.lscs.more", { count: rest, file }), { subtle: true })] : []),
            ],
            true,
          ),
        ];
  return {
    title,
    tone: former.length === 0 ? "good" : "warning",
    body: [
      {
        kind: "progress",
        label: say("hand-out.lscs.progress"),
        done: of("current").length,
        total: Math.max(1, withLsc),
        tone: former.length === 0 ? "good" : "warning",
      },
      text(counts),
      ...names,
    ],
    actions: [{ action: "lscs.again", label: say("card.button.again"), payload: { cluster: lscs.cluster } }],
    summary: counts,
  };
}
