// An inbound event becomes what is to be done: who it is, may they, and which command, click or prompt it is.
import type { Inbound, Reply } from "../domain/chat.ts";
import { CertOpsError } from "../domain/errors.ts";
import { clusterId } from "../domain/ids.ts";
import type { Actor, Permission, Person } from "../domain/person.ts";
import type { Locale } from "../domain/text.ts";
import type { Thread } from "../domain/thread.ts";
import { say } from "../i18n/say.ts";
import { cleanText } from "./clean.ts";
import type { Click, Command, Invocation, Understanding } from "./command.ts";
import type { Pace } from "./pace.ts";
import { parseCommand } from "./parse.ts";
import type { Gate, SeenKeys, Threads } from "./ports.ts";
import { about, topicOf } from "./topic.ts";

/** Ready to be carried out. `subject` names it in the log and the audit. */
export interface Routed {
  readonly what: string;
  readonly invocation: Invocation;
  readonly understanding?: Understanding;
  replies(): AsyncIterable<Reply>;
}

export interface RouterInit<Services> {
  readonly gate: Gate;
  readonly seen: SeenKeys;
  readonly commands: readonly Command<Services, unknown>[];
  readonly clicks: readonly Click<Services>[];
  /** `thread`: what "it", "there" and "again" may refer to. */
  readonly understand: (text: string, thread?: Thread) => Understanding;
  /** Resolves when `understand` is ready; a prompt that comes earlier waits, and nobody else does. */
  readonly ready?: () => Promise<void>;
  readonly threads?: Pick<Threads, "of">;
  /** Answers a prompt; it decides between a command, a choice of buttons and help, and never starts a change. */
  readonly answer: (understanding: Understanding, invocation: Invocation, services: Services) => AsyncIterable<Reply>;
  readonly services: Services;
  /** How much one account may ask; without it, as much as it likes. */
  readonly pace?: (actor: Actor) => Pace;
}

export interface Router {
  /**
   * Undefined: a repeated delivery, nothing to do. Throws CertOpsError with what to tell the person:
   * `not-allowed`, `bad-input`, `not-found`.
   */
  route(inbound: Inbound, signal: AbortSignal): Promise<Routed | undefined>;
  /** The language that whoever sent this is answered in; the platform's word for it when they chose none. */
  localeOf?(inbound: Inbound): Promise<Locale>;
}

export function createRouter<Services>(init: RouterInit<Services>): Router {
  const { gate, services } = init;

  const localeFor = async (person: Person, inbound: Inbound): Promise<Locale> =>
    (await gate.language(person)) ?? person.locale ?? inbound.locale;

  const enter = async (inbound: Inbound, text: string, signal: AbortSignal): Promise<Invocation> => {
    const person = gate.resolve(inbound.actor);
    if (person === undefined) throw stranger(inbound);
    const { actor, place, attachments } = inbound;
    const locale = await localeFor(person, inbound);
    return { person, actor, place, locale, text, attachments, signal };
  };

  const demand = (person: Person, permission: Permission, what: string): void => {
    if (gate.can(person, permission)) return;
    throw new CertOpsError({
      code: "not-allowed",
      message: `${person.id} may not ${permission} (${what})`,
      say: say("router.not-permitted", { what, permission }),
      next: say("router.not-permitted.next"),
      retry: "never",
    });
  };

  /** What was spoken of in the very thread the message stands in; nothing about a cluster that its writer may not see. */
  const recall = async ({ place, receivedAt }: Inbound, person: Person): Promise<Thread | undefined> => {
    const thread = await init.threads?.of(place, receivedAt);
    const hidden = thread?.cluster !== undefined && !gate.can(person, "ask", clusterId(thread.cluster));
    return hidden ? undefined : thread;
  };

  return {
    async localeOf(inbound) {
      const person = gate.resolve(inbound.actor);
      return person === undefined ? inbound.locale : await localeFor(person, inbound);
    },
    async route(inbound, signal) {
      if (!(await init.seen.first(`${inbound.place.platform}:${inbound.dedupeKey}`, inbound.receivedAt)))
        return undefined;
      // Votes never wait; a stranger's clicks are questions like any other.
      if (inbound.kind !== "click" || gate.resolve(inbound.actor) === undefined) {
        const pace = init.pace?.(inbound.actor) ?? "go";
        if (pace === "told") return undefined;
        if (pace === "over") throw tooMany(inbound);
      }
      if (inbound.kind === "click") {
        const invocation = await enter(inbound, "", signal);
        const click = init.clicks.find((one) => one.action === inbound.action);
        if (click === undefined) throw deadButton(inbound.action);
        demand(invocation.person, click.may, click.action);
        const payload = cleanPayload(inbound.payload);
        return { what: click.action, invocation, replies: () => click.run(payload, invocation, services) };
      }
      const text = cleanText(inbound.text);
      const invocation = await enter(inbound, text, signal);
      if (inbound.kind === "command" || /^\/certops\b/i.test(text)) {
        const { command, args } = parseCommand(text, init.commands);
        demand(invocation.person, command.may, command.name);
        const topic = topicOf({ intent: command.intent, command: command.name }, args);
        return { what: command.name, invocation, replies: () => about(command.run(args, invocation, services), topic) };
      }
      demand(invocation.person, "ask", "prompt");
      await init.ready?.();
      const understanding = init.understand(text, await recall(inbound, invocation.person));
      const replies = (): AsyncIterable<Reply> => init.answer(understanding, invocation, services);
      return { what: "prompt", invocation, understanding, replies };
    },
  };
}

/** Small, flat and bounded, whatever a platform delivered. */
function cleanPayload(payload: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const clean: Record<string, string> = {};
  for (const [key, value] of Object.entries(payload).slice(0, 20)) {
    if (typeof value === "string" && /^[A-Za-z][A-Za-z0-9_-]{0,40}$/.test(key))
      clean[key] = cleanText(value).slice(0, 2000);
  }
  return clean;
}

function stranger(inbound: Inbound): CertOpsError {
  const { platform, tenant, user } = inbound.actor;
  return new CertOpsError({
    code: "not-allowed",
    message: `unknown account ${platform}:${tenant}:${user}`,
    say: say("router.stranger"),
    next: say("router.stranger.next", { account: `${platform}: ${tenant} / ${user}` }),
    retry: "never",
  });
}

const tooMany = ({ actor: { platform, tenant, user } }: Inbound): CertOpsError =>
  new CertOpsError({
    code: "rate-limited",
    message: `too many questions from ${platform}:${tenant}:${user}`,
    say: say("router.too-many"),
    next: say("router.too-many.next"),
    retry: "later",
  });

const deadButton = (action: string): CertOpsError =>
  new CertOpsError({
    code: "not-found",
    message: `no handler for the button ${JSON.stringify(action.slice(0, 60))}`,
    say: say("router.dead-button"),
    next: say("router.dead-button.next"),
    retry: "never",
  });
