// Commands and buttons: what they ask of the services, what they show, and what they refuse.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readUnits } from "../../commands/impact.ts";
import { answer, clicks, commands } from "../../commands/index.ts";
import { readTarget } from "../../commands/restart.ts";
import type { Services } from "../../commands/services.ts";
import type { Reply } from "../../src/domain/chat.ts";
import { CertOpsError } from "../../src/domain/errors.ts";
import type { PlanDraft } from "../../src/domain/plan.ts";
import { say } from "../../src/i18n/say.ts";
import { writerFor } from "../../src/i18n/write.ts";
import type { Invocation, Understanding } from "../../src/router/command.ts";
import { parseCommand } from "../../src/router/parse.ts";
import { actorOf, invocation, person } from "../router/fakes.ts";
import { approval, branch, fakeServices, hq, report } from "./services-fake.ts";

const as = (id: string, more: Partial<Invocation> = {}): Invocation =>
  invocation({ person: person(id), actor: actorOf(id), ...more });

async function all(replies: AsyncIterable<Reply>): Promise<Reply[]> {
  const list: Reply[] = [];
  for await (const reply of replies) list.push(reply);
  return list;
}

const type = (text: string, services: Services, who: Invocation = as("alex", { text })): Promise<Reply[]> => {
  const { command, args } = parseCommand(text, commands);
  return all(command.run(args, who, services));
};

const press = (
  action: string,
  payload: Record<string, string>,
  services: Services,
  who = as("alex"),
): Promise<Reply[]> => {
  const click = clicks.find((one) => one.action === action);
  if (click === undefined) throw new Error(`no button ${action}`);
  return all(click.run(payload, who, services));
};

const refused = async (work: Promise<unknown>): Promise<CertOpsError> => {
  const error = await work.catch((thrown: unknown) => thrown);
  if (error instanceof CertOpsError) return error;
  throw new Error("it was not refused");
};

test("every button that a card can show has somebody who answers it", () => {
  const offered = readdirSync("cards")
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) =>
      [...readFileSync(`cards/${name}`, "utf8").matchAll(/action: "([a-z.]+)"/g)].map((match) => match[1]),
    );
  expect(offered.length).toBeGreaterThan(8);
  expect(clicks.map((one) => one.action)).toEqual(expect.arrayContaining([...new Set(offered)]));
});

test("every command has a summary in both languages and a name of its own", () => {
  const names = commands.map((command) => command.name);
  expect(new Set(names).size).toBe(names.length);
  for (const { summary } of commands) {
    expect(writerFor("en").write(summary)).not.toBe(writerFor("zh-CN").write(summary));
  }
});

describe("diagnose", () => {
  test("shows one card whose revisions rise, with the words that were asked", async () => {
    const { services, asked } = fakeServices();
    const replies = await type("diagnose sso-login-failed", services);
    expect(replies.map(({ subject, revision }) => [subject, revision])).toEqual([
      ["diagnosis:dia_1", 1],
      ["diagnosis:dia_1", 3],
    ]);
    expect(asked[0]?.wish).toMatchObject({
      cluster: "hq",
      scenario: "sso-login-failed",
      question: "diagnose sso-login-failed",
    });
  });

  test("an unknown scenario or cluster names the nearest and what there is", async () => {
    const { services } = fakeServices({ clusters: [hq, branch] });
    expect((await refused(type("diagnose sso-login-faild hq", services))).next.values).toMatchObject({
      near: "sso-login-failed",
    });
    expect((await refused(type("diagnose sso-login-failed brnch", services))).next.values).toMatchObject({
      near: "Branch",
    });
  });

  test("with several clusters the question must name one", async () => {
    const { services } = fakeServices({ clusters: [hq, branch] });
    const error = await refused(type("certs", services));
    expect([error.code, error.next.values]).toEqual(["bad-input", { names: "HQ, Branch" }]);
  });
});

describe("restart", () => {
  const nodes = ["cucm-pub", "cucm-sub1"];
  test.each([
    ["Cisco Tftp", "Cisco Tftp", []],
    ["tftp on cucm-sub1", "Cisco Tftp", ["cucm-sub1"]],
    ["the TVS service on CUCM-PUB, cucm-sub1", "Cisco Trust Verification Service", ["cucm-pub", "cucm-sub1"]],
    ["tomcat on all nodes", "Cisco Tomcat", []],
    ["Cisco Tftp cucm-pub, cucm-sub1", "Cisco Tftp", ["cucm-pub", "cucm-sub1"]],
  ])("%j means %s", (text, service, where) => {
    expect(readTarget(text, nodes)).toEqual({ service, nodes: where });
  });

  test.each(["Cisco Tftp; utils system shutdown", "rm -rf /", "Cisco Tftp on evil-node", ""])(
    "%j is refused",
    (text) => {
      expect(() => readTarget(text, nodes)).toThrow(CertOpsError);
    },
  );

  test("proposes a plan and starts nothing", async () => {
    const { services, asked } = fakeServices();
    const [reply] = await type("restart tftp on cucm-pub", services);
    expect(reply?.card.actions.map((action) => action.action)).toEqual(["approval.request"]);
    expect(asked.map(({ what }) => what)).toEqual(["plan"]);
  });

  test("the button's payload is read again by the server, never trusted", async () => {
    const { services, asked } = fakeServices();
    await press(
      "approval.request",
      { cluster: "hq", service: "Cisco Tftp", nodes: "cucm-pub", reason: "stuck" },
      services,
    );
    expect(asked.map(({ what, wish }) => [what, wish])).toEqual([
      ["plan", { service: "Cisco Tftp", nodes: ["cucm-pub"] }],
      ["request", { reason: "stuck", remedy: undefined }],
    ]);
    await refused(press("approval.request", { cluster: "hq", service: "utils system restart", nodes: "" }, services));
  });
});

describe("a proposed restart", () => {
  test("can be requested when no node was named: it is meant for every node", async () => {
    const { services, asked } = fakeServices();
    const [reply] = await type("restart tftp", services);
    await press("approval.request", { ...reply?.card.actions[0]?.payload, reason: "stuck" }, services);
    expect(asked.at(-2)).toMatchObject({ what: "plan", wish: { service: "Cisco Tftp", nodes: [] } });
    expect(asked.at(-1)).toMatchObject({ what: "request" });
  });
});

describe("approvals", () => {
  test("asking for a remedy's approval posts its card and takes the button off the report", async () => {
    const { services, asked } = fakeServices();
    const replies = await press(
      "approval.request",
      { diagnosis: "dia_1", remedy: "localkey", reason: "now" },
      services,
    );
    expect(replies.map(({ subject }) => subject)).toEqual(["approval:apr_1", "diagnosis:dia_1"]);
    expect(asked.at(-1)?.wish).toEqual({ reason: "now", remedy: "localkey" });
  });

  test.each([
    ["secure-phones-unregistered", ["trust.caution.reset"]],
    // Its remedies are made of what phones hold.
    ["phones-unregistered", undefined],
  ] as const)("a plan of %s stands on the request with whom it would lock out", async (scenario, expected) => {
    const wished: PlanDraft[] = [];
    const { services: fake } = fakeServices({
      approvals: {
        request: async ({ plan }) => {
          wished.push(plan);
          return { approval };
        },
      },
    });
    const services: Services = {
      ...fake,
      diagnosis: { ...fake.diagnosis, get: async () => ({ ...report, scenario }) },
      plans: {
        ...fake.plans,
        cautioned: async (plan) => ({ ...plan, cautions: [say("trust.caution.reset", { phones: 4 })] }),
      },
    };
    await press("approval.request", { diagnosis: "dia_1", remedy: "localkey", reason: "now" }, services);
    expect(wished[0]?.cautions?.map(({ id }) => id)).toEqual(expected);
  });

  test("the last vote starts the run, by the person who gave it", async () => {
    const approved = { ...approval, state: "approved" as const };
    const { services, asked } = fakeServices({ approvals: { decide: async () => ({ approval: approved }) } });
    const replies = await press("approval.approve", { approval: "apr_1" }, services, as("beatriz"));
    expect(replies.map(({ subject }) => subject)).toEqual(["approval:apr_1", "run:run_1"]);
    expect(asked).toEqual([{ what: "start", wish: "beatriz" }]);
  });

  test("a refused vote is answered in private and starts nothing, even when the plan is approved meanwhile", async () => {
    const approved = { ...approval, state: "approved" as const };
    const { services, asked } = fakeServices({
      approvals: { decide: async () => ({ approval: approved, refusal: "requester-cannot-vote" as const }) },
    });
    const [refusal] = await press("approval.approve", { approval: "apr_1" }, services);
    expect(refusal?.private).toBe(true);
    expect(asked).toEqual([]);
  });

  test("a reason that is only blanks is no reason", async () => {
    const { services, asked } = fakeServices();
    await press("approval.deny", { approval: "apr_1", reason: "   " }, services, as("beatriz"));
    expect(asked[0]?.wish).toEqual({ choice: "deny", by: "beatriz", reason: undefined });
  });

  test("what one may not see looks like what is not there", async () => {
    const { services } = fakeServices({ clusters: [branch] });
    for (const [action, payload] of [
      ["approval.approve", { approval: "apr_1" }],
      ["run.abort", { run: "run_1" }],
      ["diagnosis.why", { diagnosis: "dia_1" }],
      ["approval.show", { approval: "apr_9" }],
    ] as const) {
      expect((await refused(press(action, payload, services))).say.id).toBe("command.no-such");
    }
  });
});

describe("prompts", () => {
  const understood = (more: Partial<Understanding>): Understanding => ({
    intent: "diagnose",
    scenario: "phones-unregistered",
    confidence: 0.9,
    command: "diagnose",
    cluster: null,
    args: {},
    asks: "trouble",
    alternatives: [],
    ...more,
  });
  const ask = (text: string, meaning: Partial<Understanding>, who = "alex") => {
    const { services, asked } = fakeServices();
    return all(answer(understood(meaning), as(who, { text }), services)).then((replies) => ({ replies, asked }));
  };

  test("a clear question runs its command with the person's own words", async () => {
    const { asked } = await ask("phones are down", {});
    expect(asked[0]?.wish).toMatchObject({ question: "phones are down", scenario: "phones-unregistered" });
  });

  test("an unclear one starts nothing and shows at most three buttons", async () => {
    const { replies, asked } = await ask("something", {
      confidence: 0.3,
      alternatives: [
        { intent: "diagnose", scenario: "sso-login-failed", confidence: 0.2 },
        { intent: "certs", scenario: null, confidence: 0.1 },
        { intent: "help", scenario: null, confidence: 0.1 },
      ],
    });
    expect(asked).toEqual([]);
    expect(replies[0]?.card.actions).toHaveLength(3);
  });

  test("an order to skip approval is answered plainly before the usual proposal", async () => {
    const { replies, asked } = await ask("restart tftp without approval", {
      intent: "restart",
      scenario: null,
      command: "restart",
      asks: "do",
      args: { service: "Cisco Tftp", order: "skip-approval" },
    });
    expect(replies[0]?.card.body[0]).toMatchObject({ text: { id: "command.order.skip-approval" } });
    expect(asked.map(({ what }) => what)).toEqual(["plan"]);
  });

  test("an order to run a command changes nothing and is answered", async () => {
    const { replies, asked } = await ask("run utils system restart", {
      intent: "unknown",
      scenario: null,
      args: { order: "run-command" },
    });
    expect(replies).toHaveLength(1);
    expect(asked).toEqual([]);
  });

  test("a question about a restart gets its impact, not a plan", async () => {
    const { asked } = await ask("should I restart tomcat?", {
      intent: "restart",
      scenario: null,
      command: "restart",
      args: { service: "Cisco Tomcat", certificates: "tomcat", form: "question" },
    });
    expect(asked.map(({ what }) => what)).toEqual(["impact"]);
  });

  test("an on-looker's wish for a restart is refused", async () => {
    const wish = { intent: "restart", scenario: null, asks: "do", args: { service: "Cisco Tftp" } } as const;
    const work = ask("restart tftp", wish, "dana");
    expect((await refused(work)).code).toBe("not-allowed");
  });

  test("a chosen button runs what it says", async () => {
    const { services, asked } = fakeServices();
    await press("unclear.choose", { intent: "diagnose", scenario: "dot1x-failed", question: "phones?" }, services);
    expect(asked[0]?.wish).toMatchObject({ scenario: "dot1x-failed", question: "phones?" });
  });
});

test("units are read in any case and by other names; an unknown one is refused with the nearest", () => {
  expect(readUnits("callmanager, TVS and itl")).toEqual(["CallManager", "TVS", "ITLRecovery"]);
  expect(() => readUnits("tomcta")).toThrow(/no such certificate unit/);
});

test("impact of no cluster in particular offers each that may be seen, with the same certificates", async () => {
  const { services, asked } = fakeServices({ clusters: [hq, branch] });
  const [reply] = await type("impact tvs capf", services);
  expect(asked.map(({ what }) => what)).toEqual(["impact"]);
  expect(reply?.card.actions.map(({ payload }) => payload)).toEqual(
    [hq, branch].map(({ id }) => ({ intent: "impact", cluster: id, certificates: "TVS CAPF" })),
  );
  const [button] = reply?.card.actions ?? [];
  const [chosen] = await press(button?.action ?? "none", { ...button?.payload }, services);
  expect(chosen?.card.actions).toEqual([]);
});

test("the language is kept for the person, and said in the new language", async () => {
  const { services, asked } = fakeServices();
  const [reply] = await type("language 中文", services);
  expect(asked[0]?.wish).toEqual(["alex", "zh-CN"]);
  expect(reply?.card.title).toEqual({ verbatim: "语言" });
});

test("the audit list is of changes, of a record all that happened to it, and of everything when that is wanted", async () => {
  const { services } = fakeServices();
  const filters: unknown[] = [];
  const noting: Services = {
    ...services,
    audit: {
      ...services.audit,
      list: async ({ limit: _, ...filter }) => {
        filters.push(filter);
        return [];
      },
    },
  };
  const texts = ["audit", "audit all", "audit 全部", "audit apr_1", "audit apr_1 all"];
  const replies = [];
  for (const text of texts) replies.push(...(await type(text, noting)));
  expect(filters).toEqual([{ changesOnly: true }, {}, {}, { about: "apr_1" }, { about: "apr_1" }]);
  expect(replies.map(({ card }) => JSON.stringify(card).includes("card.audit.changes-only"))).toEqual([
    ...[true, false, false, false, false],
  ]);
  expect(() => parseCommand("audit apr_1 nothing", commands)).toThrow("bad arguments for audit");
});

test("help lists only what the person may run", async () => {
  const { services } = fakeServices();
  const [reply] = await type("help", services, as("dana"));
  const text = JSON.stringify(reply?.card);
  expect(text).toContain("/certops certs");
  expect(text).not.toContain("/certops restart");
  expect(text).not.toContain("/certops audit");
});

test("words that every object knows are no services, units or languages", async () => {
  const { services } = fakeServices();
  for (const word of ["constructor", "__proto__"]) {
    for (const text of [`restart ${word}`, `impact ${word}`, `language ${word}`]) {
      expect(["not-found", "bad-input"]).toContain((await refused(type(text, services))).code);
    }
  }
});

test("a service's name with a flood of blanks is read in linear time", () => {
  expect(() => readTarget(`a${" ".repeat(200_000)}b`, [])).toThrow(CertOpsError);
});
