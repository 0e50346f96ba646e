// What is slow the first time alone (time zones, plural rules, code that was never run) is done before somebody waits for it: a card with
// every kind of block is drawn for each platform and language, in short turns, and shown to nobody.
import { adaptiveForm } from "../../cards/render/adaptive.ts";
import { blockKitForm } from "../../cards/render/block-kit.ts";
import { fullReport } from "../../cards/render/full-report.ts";
import { inTurns } from "../../cards/render/turns.ts";
import type { Card, CardBlock } from "../domain/card.ts";
import type { PlatformId } from "../domain/person.ts";
import { type Locale, verbatim } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import { writerFor } from "../i18n/write.ts";

export interface WarmOptions {
  /** Those that are open. */
  readonly platforms: readonly PlatformId[];
  /** IANA time zone in which cards write times. */
  readonly zone: string;
}

const locales: readonly Locale[] = ["en", "zh-CN"];
/** Code that ran a few times is worth compiling. */
const times = 3;

/** Resolves when all is drawn; nobody waits for longer than a turn meanwhile. */
export async function warmRenderers({ platforms, zone }: WarmOptions): Promise<void> {
  const hosts = (["web", "teams", "webex"] as const).filter((host) => platforms.includes(host));
  for (const locale of locales) {
    const writer = writerFor(locale, zone);
    for (let time = 0; time < times; time++) {
      for (const host of hosts) await inTurns(adaptiveForm(everything, { writer, host }));
      if (platforms.includes("slack")) await inTurns(blockKitForm(everything, { writer, modern: true }));
      await new Promise((resolve) => setImmediate(resolve));
      fullReport(everything, writer);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

const at = "2026-01-01T00:00:00.000Z";
const counted = say("card.more", { count: 2 });
const timed = say("card.plain", { text: { moment: at } });
const blocks: readonly CardBlock[] = [
  { kind: "text", text: counted, strong: true, tone: "warning" },
  { kind: "text", text: verbatim("subtle"), subtle: true },
  { kind: "facts", facts: [{ label: timed, value: say("card.plain", { text: { date: at } }) }] },
  {
    kind: "list",
    ordered: true,
    items: [
      { text: verbatim("utils service list"), detail: counted, mark: "done" },
      { text: timed, mark: "person" },
      { text: counted, mark: "problem", tone: "danger" },
    ],
  },
  { kind: "list", items: [{ text: timed, detail: counted, mark: "ok" }, { text: verbatim("公钥") }] },
  { kind: "table", columns: [timed, counted], rows: [{ cells: [verbatim("a"), timed], tone: "good" }] },
  { kind: "code", code: "admin:show itl\nLength of ITL file: 5438" },
  { kind: "progress", label: counted, done: 1, total: 3 },
  { kind: "curve", label: counted, total: 10, points: [0, 4, 9].map((value) => ({ at, value })) },
  { kind: "divider" },
];
const everything: Card = {
  title: counted,
  subtitle: timed,
  badge: { text: counted, tone: "danger" },
  tone: "neutral",
  body: [...blocks, { kind: "section", id: "all", title: timed, blocks }],
  actions: [
    { action: "certops.none", label: counted, payload: {}, style: "primary", confirm: counted },
    { action: "certops.none", label: counted, payload: {}, input: { id: "reason", label: counted, required: true } },
  ],
  summary: counted,
};
