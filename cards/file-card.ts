// What a dropped file is: a certificate, a chain, a trust list; or a plain word that it cannot be read.
import type { Card, CardBlock } from "../src/domain/card.ts";
import type { FileReading, ReadCertificateFile, ReadTrustListFile } from "../src/domain/file-reading.ts";
import { type Text, verbatim } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { noticeCard } from "./answer-cards.ts";
import { joined, list, section, text } from "./words.ts";

/** `now`: the moment that validity is judged at, ISO 8601. */
export function fileCard(reading: FileReading, now: string): Card {
  const name = reading.name;
  switch (reading.kind) {
    case "certificates":
      return {
        title: say("file.certificates", { name, count: reading.certificates.length }),
        tone: "neutral",
        body: reading.certificates.slice(0, 20).flatMap((one) => certificate(one, now)),
        actions: [],
        summary: say("file.certificates", { name, count: reading.certificates.length }),
      };
    case "trust-list":
      return trustList(name, reading.list);
    case "damaged-list":
      return notice(name, say("file.damaged", { fault: reading.fault, at: reading.at }), "danger");
    case "private-key":
      return notice(name, say("file.private-key"), "danger");
    case "unknown":
      return notice(name, say("file.unknown"), "warning");
  }
}

const notice = (name: string, what: Text, tone: "danger" | "warning"): Card =>
  noticeCard({ title: say("file.title", { name }), text: what, tone });

function certificate(one: ReadCertificateFile, now: string): CardBlock[] {
  const over = one.notAfter < now;
  return [
    {
      kind: "facts",
      facts: [
        { label: say("file.subject"), value: verbatim(one.subject) },
        { label: say("file.issuer"), value: one.selfSigned ? say("file.self-signed") : verbatim(one.issuer) },
        { label: say("file.serial"), value: verbatim(one.serial) },
        { label: say("file.key"), value: verbatim(one.key) },
        {
          label: say("file.validity"),
          value: say(over ? "file.expired" : "file.valid", {
            from: { date: one.notBefore },
            until: { date: one.notAfter },
          }),
        },
        ...(one.names.length === 0 ? [] : [{ label: say("file.names"), value: joined(one.names) }]),
        {
          label: say("file.held"),
          value: one.heldBy.length === 0 ? say("file.held-nowhere") : joined(one.heldBy),
        },
      ],
    },
    text(say("file.untrusted"), { subtle: true }),
  ];
}

function trustList(name: string, read: ReadTrustListFile): Card {
  const title = say("file.list", { name, kind: read.kind });
  const [first] = read.servedIn;
  return {
    title,
    tone: read.signature === "valid" ? "neutral" : "danger",
    body: [
      text(say(`file.signature.${read.signature}`), { tone: read.signature === "valid" ? "good" : "danger" }),
      {
        kind: "facts",
        facts: [
          { label: say("file.signer"), value: verbatim(read.signer) },
          { label: say("file.serial"), value: verbatim(read.signerSerial) },
          { label: say("file.made"), value: say("file.time", { at: { time: read.timestamp } }) },
          { label: say("file.digest"), value: verbatim(read.sha256) },
        ],
      },
      text(
        first === undefined
          ? say("file.served-never")
          : say("file.served", { cluster: first.cluster, at: { time: first.takenAt }, count: read.servedIn.length }),
      ),
      section("records", say("file.records", { count: read.records.length }), [
        list(
          read.records
            .slice(0, 100)
            .map((one) => ({ text: verbatim(`${one.role}: ${one.subject}`), detail: verbatim(one.serial) })),
          true,
        ),
      ]),
    ],
    actions: [],
    summary: title,
  };
}
