// Routing: who it is, may they, and what it is; strangers, repeats and made-up buttons.
import { expect, test } from "vitest";
import { z } from "zod";
import type { Inbound } from "../../src/domain/chat.ts";
import { CertOpsError } from "../../src/domain/errors.ts";
import type { Actor, Permission } from "../../src/domain/person.ts";
import { say } from "../../src/i18n/say.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import type { Click, Command, Understanding } from "../../src/router/command.ts";
import { defineCommand } from "../../src/router/command.ts";
import { createPace, type Pace } from "../../src/router/pace.ts";
import { createRouter, type Router } from "../../src/router/route.ts";
import { cardOf, click, command, person, prompt } from "./fakes.ts";

const rights: Readonly<Record<string, readonly Permission[]>> = {
  alex: ["ask", "request"],
  dana: ["ask"],
  nobody: [],
};

const understood: Understanding = {
  intent: "certs",
  scenario: null,
  confidence: 0.9,
  command: "certs",
  cluster: null,
  args: {},
  asks: "which",
  alternatives: [],
};

function router(pace?: (actor: Actor) => Pace): { router: Router; payloads: Readonly<Record<string, string>>[] } {
  const payloads: Readonly<Record<string, string>>[] = [];
  const seen = new Set<string>();
  const restart: Command<object, { what?: string | undefined }> = defineCommand({
    name: "restart",
    summary: say("command.restart.summary"),
    usage: "restart <service>",
    may: "request",
    intent: "restart",
    args: z.object({ what: z.string().optional() }),
    positions: ["what..."],
    phrases: { en: [], "zh-CN": [] },
    async *run(args) {
      yield { card: cardOf(`restart ${args.what ?? ""}`) };
    },
  });
  const request: Click<object> = {
    action: "approval.request",
    may: "request",
    async *run(payload) {
      payloads.push(payload);
      yield { card: cardOf("requested") };
    },
  };
  return {
    payloads,
    router: createRouter<object>({
      ...(pace === undefined ? {} : { pace }),
      gate: {
        resolve: (actor) => (actor.user in rights ? person(actor.user) : undefined),
        can: (one, permission) => rights[one.id]?.includes(permission) === true,
        language: async (one) => (one.id === "dana" ? "zh-CN" : undefined),
      },
      seen: {
        first: async (key) => {
          if (seen.has(key)) return false;
          seen.add(key);
          return true;
        },
      },
      commands: [restart],
      clicks: [request],
      understand: () => understood,
      async *answer(given) {
        yield { card: cardOf(`answer to ${given.intent}`) };
      },
      services: {},
    }),
  };
}

const signal = new AbortController().signal;

async function refusal(inbound: Inbound): Promise<CertOpsError> {
  const error = await router()
    .router.route(inbound, signal)
    .catch((thrown: unknown) => thrown);
  if (error instanceof CertOpsError) return error;
  throw new Error("it was not refused");
}

test("a command, a typed /certops in a prompt, words and a click each find their way", async () => {
  const { router: one } = router();
  const whats = [];
  for (const inbound of [
    command("restart Cisco Tftp"),
    prompt("/certops restart tomcat"),
    prompt("which certs"),
    click("approval.request", undefined),
  ]) {
    whats.push((await one.route(inbound, signal))?.what);
  }
  expect(whats).toEqual(["restart", "restart", "prompt", "approval.request"]);
});

test("a repeated delivery is dropped", async () => {
  const { router: one } = router();
  const inbound = prompt("hello");
  expect(await one.route(inbound, signal)).toBeDefined();
  expect(await one.route(inbound, signal)).toBeUndefined();
});

test("an account that belongs to nobody is told so, with what to add where, whatever it calls itself", async () => {
  for (const inbound of [
    prompt("certs", { user: "mallory" }),
    click("approval.request", undefined, {}, { user: "mallory" }),
  ]) {
    const error = await refusal(inbound);
    expect(error.code).toBe("not-allowed");
    expect(error.next.values).toEqual({ account: "web: practice / mallory" });
  }
});

test("commands, clicks and questions need their own permission", async () => {
  expect((await refusal(command("restart tomcat", { user: "dana" }))).code).toBe("not-allowed");
  expect((await refusal(click("approval.request", undefined, {}, { user: "dana" }))).code).toBe("not-allowed");
  expect((await refusal(prompt("which certs", { user: "nobody" }))).code).toBe("not-allowed");
});

test("a button that nobody handles is answered, not ignored", async () => {
  expect((await refusal(click("approval.obliterate", undefined))).say.id).toBe("router.dead-button");
});

test("a payload arrives flat, bounded and without control characters", async () => {
  const { router: one, payloads } = router();
  const payload = { reason: "\u001b[2Jnow\u0000", "__proto__x y": "no", long: "x".repeat(5000), diagnosis: "dia_1" };
  const routed = await one.route(click("approval.request", undefined, payload), signal);
  for await (const reply of routed?.replies() ?? []) expect(reply.card).toBeDefined();
  expect(payloads[0]).toEqual({ reason: "now", long: "x".repeat(2000), diagnosis: "dia_1" });
});

test("the language that a person chose wins over what the platform says", async () => {
  const routed = await router().router.route(prompt("证书", { user: "dana" }), signal);
  expect(routed?.invocation.locale).toBe("zh-CN");
});

test("one account that floods is told once, its votes still count, and others are not held up", async () => {
  const clock = new ManualClock();
  const { router: one } = router(createPace(clock, 3));
  const ask = (user: string) => one.route(prompt("which certs", { user }), signal).then((routed) => routed?.what);
  for (let n = 0; n < 3; n++) expect(await ask("alex")).toBe("prompt");
  await expect(ask("alex")).rejects.toMatchObject({ code: "rate-limited" });
  expect(await ask("alex")).toBeUndefined();
  expect((await one.route(click("approval.request", undefined, {}), signal))?.what).toBe("approval.request");
  expect(await ask("dana")).toBe("prompt");
  await clock.advance(61_000);
  expect(await ask("alex")).toBe("prompt");
});

test("a stranger’s clicks are as limited as a stranger’s words", async () => {
  const { router: one } = router(createPace(new ManualClock(), 2));
  const poke = () => one.route(click("approval.approve", undefined, {}, { user: "mallory" }), signal);
  await expect(poke()).rejects.toMatchObject({ code: "not-allowed" });
  await expect(poke()).rejects.toMatchObject({ code: "not-allowed" });
  await expect(poke()).rejects.toMatchObject({ code: "rate-limited" });
  expect(await poke()).toBeUndefined();
});
