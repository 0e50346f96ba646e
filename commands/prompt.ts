// Answers a question in words: with a command when it is clear, with buttons when it is not, and never with a change.
import { type Choice, noticeCard, scenarioChoice, unclearCard } from "../cards/answer-cards.ts";
import type { Reply } from "../src/domain/chat.ts";
import { say } from "../src/i18n/say.ts";
import {
  type Click,
  type Command,
  type Intent,
  type Invocation,
  intents,
  type Understanding,
} from "../src/router/command.ts";
import { checkArguments } from "../src/router/parse.ts";
import { sureFrom } from "../src/router/verdict.ts";
import { trouble } from "./common.ts";
import { explainFiles, explainPaste } from "./explain.ts";
import type { Services } from "./services.ts";

type Commands = readonly Command<Services, unknown>[];
/** What was understood, as a button carries it back. */
type Reading = Readonly<Record<string, string>>;

const named = (commands: Commands, name: string): Command<Services, unknown> => {
  const found = commands.find((command) => command.name === name);
  if (found === undefined) throw new Error(`no command ${name}`);
  return found;
};

/** Which command answers an intent, and with which of the understood values. */
function commandFor(intent: Intent, values: Reading, command: string | null): { name: string; args: Reading } {
  const pick = (...keys: readonly string[]): Reading =>
    Object.fromEntries(keys.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key] ?? ""]])));
  switch (intent) {
    case "diagnose":
      return { name: "diagnose", args: pick("scenario", "cluster", "question") };
    case "restart":
      // A question about a restart is answered with what it would touch, not with a plan.
      if (values.form === "question") return { name: "impact", args: pick("certificates", "cluster") };
      // Phones, when phones were named and no service was.
      if (values.service === undefined && (values.phones !== undefined || command === "reset")) {
        const what = values.phones ?? "phones";
        return { name: values.gently === "yes" ? "restart" : "reset", args: { ...pick("cluster"), what } };
      }
      return { name: "restart", args: { ...pick("cluster"), what: target(values) } };
    case "impact":
    case "renew":
      return { name: "impact", args: pick("certificates", "cluster") };
    case "certs":
      return { name: command === "snapshot" ? "snapshot" : "certs", args: pick("cluster") };
    case "approvals":
      return { name: command === "runs" ? "runs" : "approvals", args: {} };
    case "audit":
      return { name: "audit", args: {} };
    case "help":
    case "unknown":
      return command === "language" ? { name: "language", args: pick("language") } : { name: "help", args: {} };
  }
}

const target = (values: Reading): string =>
  values.node === undefined ? (values.service ?? "") : `${values.service ?? ""} on ${values.node}`;

async function* perform(
  reading: { readonly intent: Intent; readonly values: Reading; readonly command: string | null },
  commands: Commands,
  invocation: Invocation,
  services: Services,
): AsyncIterable<Reply> {
  const { name, args } = commandFor(reading.intent, reading.values, reading.command);
  const command = named(commands, name);
  if (!services.can(invocation.person, command.may)) {
    throw trouble(
      "not-allowed",
      `${invocation.person.id} may not ${command.may} (${name})`,
      say("router.not-permitted", { what: name, permission: command.may }),
      say("router.not-permitted.next"),
    );
  }
  if (reading.intent === "renew") {
    yield { card: noticeCard({ title: say("command.renew.title"), text: say("command.renew.text") }) };
  }
  yield* command.run(checkArguments(command, args), invocation, services);
}

/** The answer to a prompt. Orders that would get around the rules are answered plainly first. */
export const createAnswer = (commands: Commands) =>
  async function* answer(understood: Understanding, invocation: Invocation, services: Services): AsyncIterable<Reply> {
    const { intent, scenario, confidence, command, cluster, args } = understood;
    yield* explainFiles(invocation, services);
    if (invocation.attachments.length > 0 && invocation.text.trim() === "") return;
    if (services.explain.looksPasted(invocation.text)) {
      const reply = await explainPaste(invocation.text, invocation.person, services);
      // A question that only resembles output goes on as a question.
      if (reply.data?.kind === "explanation" && recognised(reply.data.value)) {
        yield reply;
        return;
      }
    }
    const order = args.order;
    if (order !== undefined) {
      const id = order === "skip-approval" || order === "run-command" || order === "reveal" ? order : "run-command";
      yield {
        card: noticeCard({ title: say("command.order.title"), text: say(`command.order.${id}`), tone: "warning" }),
      };
      if (intent === "unknown") return;
    }
    if (intent !== "unknown" && confidence >= sureFrom) {
      const values = {
        ...args,
        question: invocation.text,
        ...(scenario === null ? {} : { scenario }),
        ...(cluster === null ? {} : { cluster }),
      };
      yield* perform({ intent, values, command }, commands, invocation, services);
      return;
    }
    yield { card: unclearCard(invocation.text, choices(understood, commands, invocation.text)) };
  };

const recognised = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "kind" in value && value.kind !== "unknown";

/** Two or three buttons, the likeliest first. */
function choices(understood: Understanding, commands: Commands, question: string): Choice[] {
  const { intent, scenario, cluster, args, alternatives, confidence } = understood;
  const readings = intent === "unknown" ? alternatives : [{ intent, scenario, confidence }, ...alternatives];
  const shared: Reading = { ...args, ...(cluster === null ? {} : { cluster }), question: question.slice(0, 500) };
  return readings
    .filter((reading) => reading.intent !== "unknown")
    .slice(0, 3)
    .map((reading) => {
      if (reading.scenario !== null) return scenarioChoice(reading.scenario, shared);
      const { name } = commandFor(reading.intent, shared, null);
      return { label: named(commands, name).summary, payload: { ...shared, intent: reading.intent } };
    });
}

/** One of the buttons of an unclear question. */
export const createChoose = (commands: Commands): Click<Services> => ({
  action: "unclear.choose",
  may: "ask",
  async *run(payload, invocation, services) {
    const intent = intents.find((one) => one === payload.intent && one !== "unknown") ?? "help";
    yield* perform({ intent, values: payload, command: null }, commands, invocation, services);
  },
});
