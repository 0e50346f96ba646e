// The same questions again, of one node alone: nothing is left out, nothing is asked twice, and what must wait waits.
import { expect, it, onTestFinished } from "vitest";
import { type Asked, chainOf, watched } from "../../bench/watch.ts";
import { linkCluster } from "../../src/app/cluster-link.ts";
import { practiceCluster, practicePins } from "../../src/app/practice.ts";
import { nodeName } from "../../src/domain/ids.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { startLab } from "../../src/lab/index.ts";
import type { ClusterSystems } from "../../src/systems/ports.ts";

async function twoNodes(): Promise<() => Promise<ClusterSystems>> {
  const lab = await startLab({ nodes: 2, phones: 2, seed: 7, pace: 50 });
  onTestFinished(() => lab.close());
  return async () => {
    const link = { clock: systemClock, logger: silentLogger, record: () => Promise.resolve() };
    const systems = linkCluster(practiceCluster(lab), await practicePins(lab), link);
    onTestFinished(() => systems.close());
    return systems;
  };
}

it("asks one node's questions again over connections of their own, although the first asker has gone", async () => {
  const newSystems = await twoNodes();
  const asked: Asked[] = [];
  const systems = watched(await newSystems(), (one) => asked.push(one));
  const [publisher, subscriber] = systems.cluster.nodes;
  if (publisher === undefined || subscriber === undefined) throw new Error("the practice cluster has two nodes");
  const gone = new AbortController();
  const options = { signal: gone.signal };
  const phones = await systems.soap.phones(options);
  await systems.soap.registrations(
    phones.value.map(({ name }) => name),
    options,
  );
  await systems.cli(subscriber.name).release(options);
  const { value } = await systems.cli(publisher.name).ownCertificate("CallManager", options);
  await systems.tftp.trustList(subscriber, "ITL", options);
  await systems.tvs.vouchesFor(subscriber, value.der, options);
  gone.abort();

  expect(asked.map(({ node, what }) => `${node} ${what}`)).toEqual([
    `${publisher.name} soap.phones`,
    `${publisher.name} soap.registrations`,
    `${subscriber.name} cli.release`,
    `${publisher.name} cli.ownCertificate`,
    `${subscriber.name} tftp.trustList`,
    `${subscriber.name} tvs.vouchesFor`,
  ]);

  const again: Asked[] = [];
  const alone = watched(await newSystems(), (one) => again.push(one));
  const questions = asked.filter((one) => one.node === subscriber.name);
  expect(await chainOf(questions, alone)).toBeGreaterThan(0);
  expect(again.map(({ what }) => what)).toEqual(["cli.release", "tftp.trustList", "tvs.vouchesFor"]);
});

it("fails when an answer fails, so that no chain looks short because a node was silent", async () => {
  const systems = await (await twoNodes())();
  const silent: Asked = {
    node: nodeName("cucm-pub"),
    what: "cli.release",
    again: () => Promise.reject(new Error("no answer")),
  };
  await expect(chainOf([silent], systems)).rejects.toThrow("no answer");
});

it("asks the Trust Verification Service only after the list whose signer it asks about has come", async () => {
  const systems = await (await twoNodes())();
  const order: string[] = [];
  const list = Promise.withResolvers<void>();
  const one = (what: string, work: Promise<void> = Promise.resolve()): Asked => ({
    node: nodeName("cucm-pub"),
    what,
    again: async () => {
      order.push(`${what} asked`);
      await work;
      order.push(`${what} answered`);
    },
  });
  const chain = chainOf([one("tvs.vouchesFor"), one("tftp.trustList", list.promise), one("cli.release")], systems);
  list.resolve();
  await chain;
  expect(order.indexOf("tvs.vouchesFor asked")).toBeGreaterThan(order.indexOf("tftp.trustList answered"));
  expect(order).toContain("cli.release answered");
});
