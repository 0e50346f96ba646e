// A pasted Expressway-C log in the conclusion: it counts with its time and for this cluster’s nodes, beside certificates that were read.
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { ExpresswayPair } from "../../src/lab/expressway/pair.ts";
import { button, pasted, press, weighed } from "./pasted-world.ts";
import { remedy, type World, world } from "./world.ts";

const scenario = "mra-registration-failed";

async function here(seed = 7): Promise<World & { readonly pair: ExpresswayPair }> {
  const made = await world({
    nodes: 2,
    phones: 3,
    seed,
    snapshot: false,
    expressways: 2,
    // Apps try when a test says so.
    appsTryEvery: 1e6,
    pace: 200,
    diagnosisMs: 40_000,
  });
  const pair = made.lab.expressway;
  if (pair === undefined) throw new Error("no pair");
  return { ...made, pair };
}

/** CUCM refuses the new certificate of a peer; nobody collects a log, somebody copies it. */
async function refusing({ pair }: { readonly pair: ExpresswayPair }): Promise<string> {
  await pair.renewServer("expc1", "new");
  await pair.restart("expc1");
  pair.uploadCa("expc1", pair.company.newRoot.pem);
  await pair.signIn();
  return `${pair.peer("expc1").log.lines.join("\n")}\n`;
}

/** One record as the traffic server writes it, of now. */
function alert({ lab }: World): string {
  const stamp = new Date(lab.cluster.clock.now()).toISOString().replace("Z", "+00:00");
  return `${stamp} expc1 traffic_server[1]: [ET_NET 0] ERROR: SSL connection failed for 'cucm-pub': error:14094418: SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca`;
}

it("proves the direction together with the certificates that were read, marked as pasted", async () => {
  const at = await here();
  const report = await pasted(at, scenario, await refusing(at));
  expect(report.cause).toMatchObject({ certainty: "proved", code: "cucm-refuses-expressway" });
  expect(report.cause?.because).toContain("pasted:weighed");
  expect(weighed(report)).toMatchObject({ code: "pasted.counts", evidence: [{ system: "paste" }] });
  expect(remedy(report, "trust-repair")?.plan?.steps[0]?.change).toMatchObject({ kind: "trust-certificate" });
});

it("proves what certificates alone make likely, before any device has felt it", async () => {
  const at = await here();
  await at.pair.renewServer("expc1", "new");
  await at.pair.restart("expc1");
  expect((await at.verdict(scenario)).cause).toMatchObject({ certainty: "likely", code: "cucm-refuses-expressway" });
  const report = await pasted(at, scenario, `${alert(at)}\n${alert(at)}\n`);
  expect(report.cause).toMatchObject({ certainty: "proved", code: "cucm-refuses-expressway" });
});

it("counts as a big file and as a packed bundle too", async () => {
  const at = await here();
  const text = await refusing(at);
  const filler = `${text.split("\n")[0]?.slice(0, 29)} expc1 traffic_server[1]: [ET_NET 0] NOTE: nothing to see here\n`;
  const big = filler.repeat(15_000) + text;
  expect(big.length).toBeGreaterThan(1024 * 1024);
  for (const content of [big, gzipSync(text)]) {
    const report = await pasted(at, scenario, content, "diagnostic_log");
    expect(weighed(report)).toMatchObject({ code: "pasted.counts" });
    expect(report.cause?.because).toContain("pasted:weighed");
  }
});

it("of last month, of tomorrow, without times or of another cluster counts for nothing", async () => {
  const at = await here();
  const text = await refusing(at);
  const moved = (days: number): string =>
    text.replace(/^\S+(?= )/gm, (stamp) => {
      const time = Date.parse(stamp);
      return Number.isNaN(time) ? stamp : new Date(time + days * 86_400_000).toISOString().replace("Z", "+00:00");
    });
  for (const [log, worth] of [
    [moved(-31), "old"],
    [moved(-3), "old"],
    [moved(2), "not-yet"],
    [text.replace(/^\S+ /gm, ""), "undated"],
    [text.replace(/cucm-(pub|sub1)/g, "branch-$1").replaceAll("127.0.0.1", "192.0.2.7"), "unmatched"],
  ] as const) {
    const report = await pasted(at, scenario, log);
    expect(weighed(report), worth).toMatchObject({ code: `pasted.${worth}`, verdict: "unknown" });
    expect(report.cause?.because, worth).not.toContain("pasted:weighed");
    expect(report.cause?.code).toBe("cucm-refuses-expressway");
  }
});

it("forged against a cluster whose trust is whole changes nothing", async () => {
  const at = await here();
  const line = alert(at);
  const report = await pasted(at, scenario, `${line}\n${line}\n`);
  expect(report.cause?.certainty).not.toBe("proved");
  expect(
    report.remedies
      .flatMap(({ plan }) => plan?.steps ?? [])
      .filter(({ change }) => change.kind === "trust-certificate"),
  ).toEqual([]);
  const payload = await button(at, scenario, `${line}\n${line}\n`);
  const facts = JSON.stringify({
    refusals: [{ kind: "cucm-refuses-expressway", at: line.slice(0, 29), server: "evil.example" }],
  });
  expect(weighed(await press(at, { ...payload, facts }))?.code).toBe("pasted.unmatched");
});
