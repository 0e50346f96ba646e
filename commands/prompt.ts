// Answers a question in words: with a command when it is clear, with buttons when it is not, and never with a change.
import { type Choice, noticeCard, scenarioChoice, unclearCard } from "../cards/answer-cards.ts";
import { choiceCard, howCard, lscsHowCard, talkCard } from "../cards/unsure-cards.ts";
import type { Card } from "../src/domain/card.ts";
import type { Reply } from "../src/domain/chat.ts";
import type { Cluster } from "../src/domain/cluster.ts";
import { verbatim } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { own } from "../src/kernel/own.ts";
import { type Click, type Invocation, intents, type Understanding } from "../src/router/command.ts";
import { checkArguments } from "../src/router/parse.ts";
import { about, topicOf } from "../src/router/topic.ts";
import { verdictOf } from "../src/router/verdict.ts";
import { trouble } from "./common.ts";
import { explainFiles, explainPaste } from "./explain.ts";
import {
  asksOfRestart,
  type Commands,
  callFor,
  howOf,
  namedCommand,
  target,
  type Values,
  type Wish,
} from "./intents.ts";
import { askBack } from "./missing.ts";
import { restartImpact } from "./restart.ts";
import type { Services } from "./services.ts";

/** Carries out what was understood. A wish that is only asked about never becomes a proposal. */
async function* perform(
  wish: Wish,
  commands: Commands,
  invocation: Invocation,
  services: Services,
): AsyncIterable<Reply> {
  if (wish.intent === "restart" && wish.asks === "how") {
    const { how, plan } = howOf(
      wish,
      clusterMeant(wish.values, invocation, services)?.nodes.map(({ name }) => name) ?? [],
    );
    const topic = topicOf({ intent: "restart", command: "restart" }, { ...wish.values, how: "yes" });
    yield { card: howCard(how, plan), ...(topic === undefined ? {} : { about: topic }) };
    return;
  }
  if (wish.command === "lscs" && wish.values.install === "yes") {
    yield { card: lscsHowCard(wish.values.cluster === undefined ? {} : { cluster: wish.values.cluster }) };
    return;
  }
  const { name, args } = callFor(wish);
  const several = visibleTo(invocation, services);
  const restartAsked = name === "impact" && asksOfRestart(wish);
  if ((ofOneCluster.has(name) || restartAsked) && wish.values.cluster === undefined && several.length > 1) {
    yield { card: whichClusterCard(wish, several) };
    return;
  }
  if (restartAsked) {
    const { cluster } = wish.values;
    yield* restartImpact({ what: target(wish.values), cluster }, invocation, services);
    return;
  }
  const command = namedCommand(commands, name);
  if (!services.can(invocation.person, command.may)) {
    throw trouble(
      "not-allowed",
      `${invocation.person.id} may not ${command.may} (${name})`,
      say("router.not-permitted", { what: name, permission: command.may }),
      say("router.not-permitted.next"),
    );
  }
  const topic = topicOf({ intent: wish.intent, command: name }, wish.values);
  yield* about(command.run(checkArguments(command, args), invocation, services), topic);
}

const visibleTo = ({ person }: Invocation, services: Services): Cluster[] =>
  services.clusters.filter((one) => services.can(person, "ask", one.id));

/** Commands that have to know which cluster is meant. */
const ofOneCluster = new Set(["diagnose", "certs", "certificate", "lscs", "trust", "snapshot", "restart", "reset"]);

/** Where there are several, nobody guesses. */
function whichClusterCard({ intent, command, values }: Wish, clusters: readonly Cluster[]): Card {
  const wish = { ...values, intent, ...(command === null ? {} : { command }) };
  const question = values.question === undefined ? {} : { question: values.question.slice(0, 500) };
  const buttons = clusters
    .slice(0, 5)
    .map(({ id, name }): Choice => ({ label: verbatim(name), payload: { ...wish, ...question, cluster: id } }));
  const names = clusters.map(({ name }) => name).join(", ");
  return choiceCard(say("command.which-cluster"), say("command.clusters", { names }), buttons);
}

/** The cluster that words or thread name, or the only one there is; for examples and buttons, never for a decision. */
function clusterMeant(values: Values, invocation: Invocation, services: Services): Cluster | undefined {
  const visible = visibleTo(invocation, services);
  if (values.cluster === undefined) return visible.length === 1 ? visible[0] : undefined;
  return visible.find(({ id }) => id === values.cluster);
}

/** The answer to a prompt. Orders that would get around the rules are answered plainly first. */
export const createAnswer = (commands: Commands) =>
  async function* answer(understood: Understanding, invocation: Invocation, services: Services): AsyncIterable<Reply> {
    const { intent, scenario, command, cluster, args, asks } = understood;
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
    const values = {
      ...args,
      ...(scenario === null ? {} : { scenario }),
      ...(cluster === null ? {} : { cluster }),
    };
    switch (verdictOf(understood)) {
      case "act":
        yield* perform(
          { intent, command, asks, values: { ...values, question: invocation.text } },
          commands,
          invocation,
          services,
        );
        return;
      case "ask": {
        const meant = clusterMeant(values, invocation, services);
        if (understood.missing !== undefined) yield { card: askBack(understood.missing, understood, values, meant) };
        return;
      }
      case "choose":
        yield { card: unclearCard(invocation.text, choices(understood, commands, invocation.text)) };
        return;
      case "decline":
        yield { card: talkCard() };
    }
  };

const recognised = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "kind" in value && value.kind !== "unknown";

/** A command's summary is too long for a button on a phone. */
const askButtons = {
  diagnose: say("buttons.ask.diagnose"),
  certs: say("buttons.ask.certs"),
  impact: say("buttons.ask.impact"),
  renew: say("buttons.ask.renew"),
  restart: say("buttons.ask.restart"),
  reset: say("buttons.ask.reset"),
  approvals: say("buttons.ask.approvals"),
  audit: say("buttons.ask.audit"),
  help: say("buttons.ask.help"),
};

/** Two or three buttons, the likeliest first. */
function choices(understood: Understanding, commands: Commands, question: string): Choice[] {
  const { intent, scenario, cluster, args, alternatives, confidence } = understood;
  const readings = intent === "unknown" ? alternatives : [{ intent, scenario, confidence }, ...alternatives];
  const shared: Values = { ...args, ...(cluster === null ? {} : { cluster }), question: question.slice(0, 500) };
  return readings
    .filter((reading) => reading.intent !== "unknown")
    .slice(0, 3)
    .map((reading) => {
      if (reading.scenario !== null) return scenarioChoice(reading.scenario, shared);
      const { name } = callFor({ intent: reading.intent, command: null, asks: "do", values: shared });
      return {
        label: own(askButtons, name) ?? namedCommand(commands, name).summary,
        payload: { ...shared, intent: reading.intent },
      };
    });
}

/** One of the buttons of an unclear question. */
export const createChoose = (commands: Commands): Click<Services> => ({
  action: "unclear.choose",
  may: "ask",
  async *run(payload, invocation, services) {
    const intent = intents.find((one) => one === payload.intent && one !== "unknown") ?? "help";
    // Whoever chooses "restart" among the buttons wishes the proposal, unless the words were a question.
    const asks = payload.form === "question" && intent === "restart" ? "what-if" : "do";
    const command = commands.find((one) => one.name === payload.command)?.name ?? null;
    yield* perform({ intent, values: payload, command, asks }, commands, invocation, services);
  },
});
