// Explanations for the card tests: a session with a stale list, a log with controls beside its problem.
import { readFileSync } from "node:fs";
import { explainCard } from "../../cards/explain-card.ts";
import { writePasted } from "../../commands/pasted.ts";
import type { Card } from "../../src/domain/card.ts";
import { explainText } from "../../src/explain/explain.ts";
import { logLines } from "../explain/log-lines.ts";

const now = Date.parse("2026-11-22T02:00:00Z");

async function card(text: string, name?: string): Promise<Card> {
  const explained = await explainText(text, { now });
  return explainCard(explained, { ...(name === undefined ? {} : { name }), paste: writePasted(explained, name) });
}

const session = readFileSync(new URL("../fixtures/explain/session.txt", import.meta.url), "utf8");
const log = [logLines["dot1x.handshake-in-progress"], logLines["dot1x.failed"], logLines["phone.no-lsc"]].join("\n");

export const explainedSession = await card(session);
export const explainedLog = await card(log, "SEP0011.log");
export const explainedNothing = await card("hello");
