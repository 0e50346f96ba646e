// The score itself, small: one cluster for each scenario and one that is well, asked in words; and the rule against a few plain stories.
import { describe, expect, it } from "vitest";
import { judge } from "../../bench/score/accept.ts";
import { type Story, scenarioNames } from "../../bench/score/act.ts";
import { expectedOf } from "../../bench/score/expected.ts";
import { runStory } from "../../bench/score/one.ts";
import { asMarkdown, asText } from "../../bench/score/print.ts";
import { stories } from "../../bench/score/stories.ts";
import { reached, tally } from "../../bench/score/tally.ts";

const told = (acts: Story["acts"], more: Partial<Story> = {}): Story => ({
  id: "told",
  about: "phones-unregistered",
  seed: 1,
  cluster: { release: "15SU2", nodes: 2, phones: 4, mode: "non-secure" },
  known: true,
  acts,
  question: "phones are silent",
  locale: "en",
  ...more,
});

describe("what must follow from what was done", () => {
  it("is worked out from Cisco’s documents alone, release by release", () => {
    const all = { do: "renew", units: ["CallManager", "TVS", "ITLRecovery"] } as const;
    const causes = (story: Story) => expectedOf(story).causes;
    expect(causes(told([all]))).toEqual(["phones-locked-out"]);
    expect(causes(told([{ do: "interaction", way: "manual" }, all]))).toEqual(["phones-locked-out-later"]);
    expect(causes(told([{ do: "renew", units: ["ITLRecovery"] }]))).toEqual([]);
    expect(
      causes(
        told([
          { do: "firewall-tvs", on: true },
          { do: "renew", units: ["ITLRecovery"] },
        ]),
      ),
    ).toEqual(["tvs-cannot-be-reached"]);
    const old = { cluster: { release: "12.5", nodes: 2, phones: 4, mode: "non-secure" } } as const;
    expect(causes(told([all], old))).toEqual(["renewal-held-by-old-tvs"]);
    expect(causes(told([{ do: "stop", service: "Cisco CallManager" }]))).toEqual(["call-manager-stopped"]);
    expect(causes(told([{ do: "phones-power", on: false, first: 1 }]))).toEqual(["phones-off"]);
  });

  it("judges a card that blames what did not happen a false alarm, and one that blames nothing an unknown", () => {
    const card = (code: string) =>
      ({
        scenario: "phones-unregistered",
        cause: { certainty: "likely", code },
        findings: [],
      }) as unknown as Parameters<typeof judge>[0];
    const of = (acts: Story["acts"]) => expectedOf(told(acts));
    const about = "phones-unregistered";
    const renewed = of([{ do: "renew", units: ["CallManager", "TVS", "ITLRecovery"] }]);
    expect(judge(card("trust-anchor-lost"), about, of([]))).toBe("false-alarm");
    expect(judge(card("phones-registered"), about, of([]))).toBe("correct");
    expect(judge(card("trust-anchor-lost"), about, renewed)).toBe("correct");
    expect(judge(card("service-stopped"), about, renewed)).toBe("wrong-cause");
    expect(judge(card("not-explained"), about, renewed)).toBe("unknown");
    expect(judge(undefined, about, renewed)).toBe("unknown");
  });

  it("knows of remote access who refuses what is shown, and who will refuse what a restart brings", () => {
    const cluster = { release: "15SU2", nodes: 1, phones: 0, mode: "non-secure", expressways: 1 } as const;
    const mra = (...acts: Story["acts"]) =>
      expectedOf(told(acts, { about: "mra-registration-failed", cluster: { ...cluster, tomcat: "self-signed" } }))
        .causes;
    const renewed = { do: "renew", units: ["tomcat"] } as const;
    const uploaded = { do: "peer-upload", peer: 0, what: "cucm" } as const;
    const readers = ["Cisco Tomcat", "Cisco HAProxy"].map((service) => ({ do: "restart", service }) as const);
    expect(mra(renewed)).toEqual(["refused-after-restart"]);
    expect(mra(renewed, ...readers)).toEqual(["expressway-refuses-cucm"]);
    expect(mra(renewed, uploaded)).toEqual(["door-not-restarted"]);
    expect(mra(renewed, uploaded, ...readers)).toEqual([]);
    const self = [
      { do: "peer-renew", peer: 0, signer: "self" },
      { do: "peer-restart", peer: 0 },
    ] as const;
    const trusted = (["tomcat-trust", "CallManager-trust"] as const).map(
      (store) => ({ do: "trust-import", store, what: "peer-own", peer: 0 }) as const,
    );
    expect(mra(...self)).toEqual(["cucm-refuses-expressway"]);
    expect(mra(...self, ...trusted)).toEqual(["cucm-did-not-read-its-stores"]);
    expect(mra(...self, ...trusted, ...readers)).toEqual([]);
  });

  it("knows of 802.1X that a phone without power does not hide whom the server will refuse", () => {
    const cluster = { release: "15SU2", nodes: 1, phones: 3, mode: "non-secure", authenticationServer: "ise" } as const;
    const dot1x = (...acts: Story["acts"]) => expectedOf(told(acts, { about: "dot1x-failed", cluster }));
    const off = { do: "phones-power", on: false, first: 1 } as const;
    const renewed = { do: "renew", units: ["CAPF"] } as const;
    const distrusted = { do: "aaa-distrust", capf: "former" } as const;
    expect(dot1x(off)).toMatchObject({ causes: ["phones-off"], shown: [] });
    const both = dot1x(renewed, distrusted, off);
    expect(both.causes).toEqual(["phones-off", "server-will-refuse", "former-capf-off-server"]);
    const card = (code: string, ...findings: readonly string[]) =>
      ({
        scenario: "dot1x-failed",
        cause: { certainty: "likely", code },
        findings: findings.map((found) => ({ code: found, verdict: "problem" })),
      }) as unknown as Parameters<typeof judge>[0];
    // The card must show it, whatever it makes of the phone that is off.
    expect(judge(card("refused-later"), "dot1x-failed", both)).toBe("correct");
    expect(judge(card("not-explained", "dot1x.issuer-missing"), "dot1x-failed", both)).toBe("correct");
    expect(judge(card("not-explained"), "dot1x-failed", both)).toBe("half");
    expect(judge(card("server-certificate"), "dot1x-failed", both)).toBe("wrong-cause");
    expect(judge(card("refused-later", "dot1x.issuer-missing"), "dot1x-failed", dot1x(off))).toBe("false-alarm");
  });

  it("takes what dates tell for a cause while no login got as far as the identity provider’s answer, and not before a restart", () => {
    const sso = (acts: Story["acts"]) =>
      expectedOf(told(acts, { about: "sso-login-failed", sso: { mode: "per-node", certificate: "tomcat" } })).causes;
    const renewed = { do: "renew", units: ["tomcat"] } as const;
    const restarted = { do: "restart", service: "Cisco Tomcat" } as const;
    const refusing = { do: "idp-claims", on: false } as const;
    expect(sso([renewed, restarted])).toEqual(["idp-has-old-certificate"]);
    expect(sso([renewed])).toEqual(["tomcat-restart-forgotten"]);
    // Carried halfway: as long as nobody tries, a card may leave it open if it says just that.
    const halfway = [renewed, restarted, { do: "export" }] as const;
    expect(sso([...halfway])).toEqual(["idp-has-old-certificate", "import-never-tried"]);
    expect(sso([...halfway, { do: "login", node: 0 }])).toEqual(["idp-has-old-certificate"]);
    expect(sso([...halfway, { do: "import-at-idp" }])).toEqual([]);
    expect(sso([renewed, restarted, refusing])).toContain("idp-has-old-certificate");
    expect(sso([renewed, restarted, refusing, { do: "login", node: 0 }])).toEqual(["idp-refuses"]);
  });
});

it("draws the same stories from the same seed, and others from another", () => {
  const wish = { seed: 7, count: 60, healthy: 20 };
  const drawn = stories(wish);
  expect(drawn).toHaveLength(80);
  expect(stories(wish)).toEqual(drawn);
  expect(stories({ ...wish, seed: 8 })).not.toEqual(drawn);
  expect(new Set(drawn.map(({ id }) => id)).size).toBe(80);
  expect(drawn.filter((story) => expectedOf(story).causes.length === 0)).toHaveLength(20);
  for (const name of scenarioNames) expect(drawn.filter(({ about }) => about === name)).toHaveLength(16);
});

it("lets nobody work with the services of a node that is switched off", () => {
  const impossible = stories({ seed: 22, count: 50, healthy: 0 }).filter(({ acts }) => {
    const dead = new Set<number>();
    return acts.some((act) => {
      if (act.do === "node-power" && !act.on) dead.add(act.node);
      const works = act.do === "restart" || act.do === "start" || act.do === "stop";
      return works && (act.nodes ?? []).some((node) => dead.has(node));
    });
  });
  expect(impossible.map(({ id }) => id)).toEqual([]);
});

it("finds what was done to six clusters, and the remedies that are said to work do", { timeout: 120_000 }, async () => {
  const drawn = stories({ seed: 3, count: 5, healthy: 1 });
  // Remedies are tried where that is quick: the whole score tries them everywhere.
  const quick = ["phones-unregistered"];
  // All at once: each spends most of its time waiting for its network.
  const results = await Promise.all(
    drawn.map((story) => runStory(story, { works: quick.includes(story.about) ? 1 : 0, cannot: 0 })),
  );
  expect(
    results.map(({ id, outcome, disputed, broken, tried }) => ({
      id,
      outcome,
      disputed,
      broken,
      failed: tried.filter(({ well }) => !well),
    })),
  ).toEqual(drawn.map(({ id }) => ({ id, outcome: "correct", disputed: false, broken: undefined, failed: [] })));
  const measured = tally(results);
  // How long six clusters at once take here says nothing: the time is the score’s own matter.
  const counted = { ...measured, all: { ...measured.all, p95Ms: 1_000 } };
  expect(counted.all).toMatchObject({ clusters: 6, broken: 0, disputed: 0 });
  expect(reached(counted)).toBe(true);
  const machine = { date: "", node: "", system: "", cores: 1, processor: "", memoryGiB: 1, load: 0 };
  const run = { machine, seed: 3, workers: 1, seconds: 60, tally: counted };
  expect(asText(run)).toContain("met");
  expect(asMarkdown(run)).toContain("| together | 6 | 6 (100.0 %) |");
});
