// Pasting as a person does it: the text into the chat, then the button of the card that explains it.
import { answer, clicks } from "../../commands/index.ts";
import type { Reply } from "../../src/domain/chat.ts";
import type { Person } from "../../src/domain/person.ts";
import type { Report, ScenarioId } from "../../src/domain/report.ts";
import type { Invocation } from "../../src/router/command.ts";
import type { World } from "./world.ts";

const nothing = {
  intent: "unknown",
  scenario: null,
  confidence: 0,
  command: null,
  cluster: null,
  args: {},
  asks: "talk",
  alternatives: [],
} as const;

const invocation = (person: Person, more: Partial<Invocation>): Invocation => ({
  person,
  actor: { platform: "web", tenant: "t", user: "u", displayName: person.name },
  place: { platform: "web", tenant: "t", conversation: "c", scope: "channel" },
  locale: "en",
  text: "",
  attachments: [],
  signal: AbortSignal.timeout(60_000),
  ...more,
});

export function personOf({ app }: World): Person {
  const [person] = app.services.policy().people;
  if (person === undefined) throw new Error("nobody is there");
  return person;
}

/** The button that leads from a paste (or a dropped file) to the diagnosis. */
export async function button(made: World, scenario: ScenarioId, text: string | Uint8Array, file?: string) {
  const attachments = file === undefined ? [] : [{ name: file, bytes: new Uint8Array(Buffer.from(text)) }];
  const asked = invocation(personOf(made), {
    text: typeof text === "string" && file === undefined ? text : "",
    attachments,
  });
  for await (const { card } of answer(nothing, asked, made.app.services)) {
    const found = card.actions.find((one) => one.action === "explain.diagnose" && one.payload.scenario === scenario);
    if (found !== undefined) return found.payload;
  }
  throw new Error("the card leads to no diagnosis");
}

/** Presses it, as it is or altered: the last revision of the report. */
export async function press(made: World, payload: Readonly<Record<string, string>>): Promise<Report> {
  const click = clicks.find(({ action }) => action === "explain.diagnose");
  if (click === undefined) throw new Error("no such click");
  const replies: Reply[] = [];
  for await (const reply of click.run(payload, invocation(personOf(made), {}), made.app.services)) replies.push(reply);
  const last = replies.map(({ data }) => data).findLast((data) => data?.kind === "diagnosis");
  if (last?.kind !== "diagnosis") throw new Error("no diagnosis");
  return last.value as Report;
}

export const pasted = async (
  made: World,
  scenario: ScenarioId,
  text: string | Uint8Array,
  file?: string,
): Promise<Report> => press(made, await button(made, scenario, text, file));

export const weighed = (report: Report) => report.findings.find(({ id }) => id === "pasted:weighed");
