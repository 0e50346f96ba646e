// /certops explain, pastes and dropped files: says what they are and what they mean, and leads on to a diagnosis.
import { z } from "zod";
import { noticeCard } from "../cards/answer-cards.ts";
import { explainCard } from "../cards/explain-card.ts";
import { fileCard } from "../cards/file-card.ts";
import type { Card, CardAction } from "../src/domain/card.ts";
import type { Attachment, Reply } from "../src/domain/chat.ts";
import type { Cluster } from "../src/domain/cluster.ts";
import type { Explanation } from "../src/domain/explanation.ts";
import type { Person } from "../src/domain/person.ts";
import { verbatim } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { type Click, defineCommand, type Invocation } from "../src/router/command.ts";
import { clusterFor, trouble } from "./common.ts";
import { diagnosis } from "./diagnose.ts";
import { pastedFindings, pastedToWeigh, readPasted, writePasted } from "./pasted.ts";
import type { Services } from "./services.ts";
import { trustedCaActions } from "./trusted-cas.ts";

export const explain = defineCommand<Services, { text?: string | undefined }>({
  name: "explain",
  summary: say("command.explain.summary"),
  usage: "explain <paste>",
  may: "ask",
  intent: "help",
  args: z.object({ text: z.string().optional() }),
  positions: [],
  rest: "text",
  phrases: { en: [], "zh-CN": [] },
  async *run({ text = "" }, invocation, services) {
    yield* explainFiles(invocation, services);
    if (text.trim() !== "") yield await explainPaste(text, invocation.person, services);
    else if (invocation.attachments.length === 0) {
      throw trouble(
        "bad-input",
        "nothing to explain",
        say("command.explain.nothing"),
        say("command.explain.nothing.next"),
      );
    }
  },
});

export async function explainPaste(text: string, person: Person, services: Services): Promise<Reply> {
  return replyOf(await services.explain.text(text), undefined, visibleTo(person, services));
}

const visibleTo = (person: Person, services: Services): readonly Cluster[] =>
  services.clusters.filter((one) => services.can(person, "ask", one.id));

const replyOf = (explained: Explanation, name: string | undefined, clusters: readonly Cluster[], own?: Card): Reply => {
  const paste = writePasted(explained, name);
  const plain = explainCard(explained, { ...(name === undefined ? {} : { name }), paste });
  const further = [...handshakeAction(explained, plain, paste), ...trustedCaActions(explained, name, clusters)];
  const card = { ...plain, actions: [...plain.actions, ...further] };
  return {
    // A certificate or a trust list is compared with what the clusters hold: that card says more.
    card: own === undefined ? card : { ...own, actions: card.actions },
    data: { kind: "explanation", value: explained },
  };
};

/** A phone’s log that shows nothing wrong with 802.1X is no finding that leads anywhere, and still something to weigh. */
function handshakeAction(
  explained: Explanation,
  { actions }: Card,
  paste: ReturnType<typeof writePasted>,
): CardAction[] {
  const scenario = "dot1x-failed";
  const there = actions.some(({ payload }) => payload.scenario === scenario);
  if (explained.facts.dot1x === undefined || there) return [];
  const label = say("explain.card.diagnose", { scenario: say(`buttons.scenario.${scenario}`) });
  return [{ action: "explain.diagnose", label, payload: paste(scenario) }];
}

/** One card for each attachment. */
export async function* explainFiles(invocation: Invocation, services: Services): AsyncIterable<Reply> {
  for (const file of invocation.attachments) {
    const explained = await services.explain.file(file, invocation.signal);
    if (explained.facts.reason === "password-needed") {
      yield { card: lockedCard(file, invocation, services) };
      continue;
    }
    const clusters = visibleTo(invocation.person, services);
    yield replyOf(explained, file.name, clusters, await compared(explained, file, invocation, services));
  }
}

async function compared(
  { kind, facts }: Explanation,
  file: Attachment,
  { person }: Invocation,
  services: Services,
): Promise<Card | undefined> {
  if ((kind !== "certificate" && kind !== "trust-list") || facts.damaged === true || facts.format === "pkcs12")
    return undefined;
  const reading = await services.files.read(file, person);
  return reading.kind === "unknown" ? undefined : fileCard(reading, services.now());
}

/** A password is typed on our own page only: elsewhere it would stand in somebody’s history. */
function lockedCard(
  file: Attachment,
  { person, place }: Invocation,
  services: Services,
  wrong = false,
  known?: string,
): Card {
  const id = known ?? (place.platform === "web" ? services.explain.hold(file, person.id) : undefined);
  const title = say("command.explain.password.title", { name: file.name });
  if (id === undefined) {
    return noticeCard({ title, text: say("command.explain.password.channel"), tone: "warning" });
  }
  const minutes = services.explain.lockedMinutes;
  const open: CardAction = {
    action: "explain.open",
    label: say("command.explain.password.open"),
    payload: { file: id },
    style: "primary",
    input: { id: "password", label: say("command.explain.password.label"), required: true, secret: true },
  };
  const text = wrong ? say("explain.file.wrong-password.means") : say("command.explain.password.web", { minutes });
  return { ...noticeCard({ title, text, tone: "warning" }), actions: [open] };
}

const open: Click<Services> = {
  action: "explain.open",
  may: "ask",
  async *run(payload, invocation, services) {
    const { person, place } = invocation;
    const id = payload.file ?? "";
    const opened =
      place.platform === "web" ? await services.explain.open(id, payload.password ?? "", person.id) : undefined;
    if (opened === undefined) throw gone(id);
    const { explained, file } = opened;
    if (explained.facts.reason === "wrong-password") {
      yield { card: lockedCard(file, invocation, services, true, id), inPlace: true };
      return;
    }
    yield { ...replyOf(explained, file.name, visibleTo(person, services)), inPlace: true };
  },
};

const gone = (id: string) =>
  trouble(
    "not-found",
    `nothing kept under ${JSON.stringify(id.slice(0, 40))}`,
    say("command.explain.gone"),
    say("command.explain.gone.next"),
  );

const startDiagnosis: Click<Services> = {
  action: "explain.diagnose",
  may: "ask",
  async *run(payload, invocation, services) {
    const paste = readPasted(payload);
    if (paste === undefined) throw gone(payload.scenario ?? "");
    const visible = visibleTo(invocation.person, services);
    if (payload.cluster === undefined && visible.length > 1) {
      const actions = visible.slice(0, 5).map(
        (one): CardAction => ({
          action: "explain.diagnose",
          label: verbatim(one.name),
          payload: { ...payload, cluster: one.id },
        }),
      );
      yield {
        card: { ...noticeCard({ title: say("command.which-cluster"), text: say("explain.card.untrusted") }), actions },
      };
      return;
    }
    const cluster = clusterFor(services, invocation.person, "ask", payload.cluster);
    const server = paste.facts.authorities?.server ?? "";
    if (server !== "" && !(cluster.authenticationServers ?? []).some(({ name }) => name === server)) throw gone(server);
    const findings = pastedFindings(paste, services.now());
    const weigh = pastedToWeigh(paste, invocation.person, services.now());
    const pasted = { findings, ...(weigh === undefined ? {} : { weigh }) };
    const codes = findings.map(({ code }) => code).join(", ") || Object.keys(paste.facts).join(", ");
    const question = `${paste.name ?? paste.kind}: ${codes}`;
    yield* diagnosis({ scenario: paste.scenario, cluster: cluster.id, question, pasted }, invocation, services);
  },
};

export const explainClicks: readonly Click<Services>[] = [startDiagnosis, open];
