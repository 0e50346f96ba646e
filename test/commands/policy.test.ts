// Dry runs and who-could-approve, as buttons and commands: they ask, and nothing is requested or started.
import { expect, test } from "vitest";
import { clicks, commands } from "../../commands/index.ts";
import type { Reply } from "../../src/domain/chat.ts";
import { parseCommand } from "../../src/router/parse.ts";
import { actorOf, invocation, person } from "../router/fakes.ts";
import { approval, fakeServices, report } from "./services-fake.ts";

const alex = invocation({ person: person("alex"), actor: actorOf("alex") });

async function all(replies: AsyncIterable<Reply>): Promise<Reply[]> {
  const list: Reply[] = [];
  for await (const reply of replies) list.push(reply);
  return list;
}

function press(action: string, payload: Record<string, string>, { services }: ReturnType<typeof fakeServices>) {
  const click = clicks.find((one) => one.action === action);
  if (click === undefined) throw new Error(`no button ${action}`);
  return all(click.run(payload, alex, services));
}

test("a dry run of a remedy asks nobody for approval", async () => {
  const fake = fakeServices();
  const payload = { diagnosis: report.id, remedy: "localkey", dryRun: "yes", overrides: "window,nonsense" };
  const [reply] = await press("approval.request", payload, fake);
  expect(reply?.data?.kind).toBe("dry-run");
  expect(fake.asked).toEqual([{ what: "dry-run", wish: ["window"] }]);
});

test("a dry run of a request changes nothing of it", async () => {
  const fake = fakeServices();
  const [reply] = await press("approval.dry-run", { approval: approval.id }, fake);
  expect(reply?.data?.kind).toBe("dry-run");
  expect(fake.asked.map(({ what }) => what)).toEqual(["dry-run"]);
});

test("/certops policy says who could approve a request, and nothing of one that is not there", async () => {
  const { services } = fakeServices();
  const type = (text: string) => {
    const { command, args } = parseCommand(text, commands);
    return all(command.run(args, alex, services));
  };
  const [reply] = await type(`policy ${approval.id}`);
  expect(reply?.data).toMatchObject({
    kind: "policy",
    value: { needed: 1, people: [{ person: "beatriz", why: null }] },
  });
  await expect(type("policy apr_none")).rejects.toMatchObject({ code: "not-found" });
});
