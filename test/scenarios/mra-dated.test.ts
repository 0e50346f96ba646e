// When a refusal in a log is over: by what came later, what is loaded, what was restarted since, or the peer’s own clock; never by hope.
import { describe, expect, it } from "vitest";
import { clusterId, nodeName } from "../../src/domain/ids.ts";
import { overSince, type Refusal } from "../../src/scenarios/mra/dated.ts";
import { datedLogs } from "../../src/scenarios/mra/log-dated.ts";
import type { ConclusionInput, Facts } from "../../src/scenarios/scenario.ts";
import { readExpresswayLog } from "../../src/signatures/expressway.ts";
import { deviceCluster } from "../fakes/device.ts";
import { certificate } from "../fakes/device-trust.ts";

const [pub, expc1] = [nodeName("cucm-pub"), nodeName("expc1")];
const peer = { name: expc1, address: "192.0.2.41", port: 443, group: "Expressway-C" };
const at = (time: string): number => Date.parse(`2026-11-22T${time}:00Z`);
const iso = (time: string): string => new Date(at(time)).toISOString();
const ok = { ok: true as const, path: [certificate("1")] };
const evidence = { system: "TLS" as const, at: iso("04:00"), source: "", excerpt: "", digest: "" };
const cluster = { ...deviceCluster, id: clusterId("hq"), nodes: deviceCluster.nodes.slice(0, 1), expressways: [peer] };
const services = ["Cisco CallManager", "Cisco Tftp", "Cisco Tomcat", "Cisco HAProxy"] as const;

type Made = {
  readonly names?: boolean;
  readonly whole?: boolean;
  readonly restarted?: string;
  readonly haproxy?: string;
};

/** Refused at 03:00, asked at 04:00; the stores are whole unless told otherwise. */
function input({ names, whole = true, restarted, haproxy }: Made, more: Partial<Facts> = {}): ConclusionInput {
  const verdict = whole ? ok : ({ ok: false, why: "issuer-missing", depth: 0, path: [] } as const);
  const trust = { peer, node: pub, store: "tomcat-trust", verdict } as const;
  const accepted =
    names === undefined ? [] : ([8443, 6972] as const).map((port) => ({ peer: expc1, node: pub, port, names }));
  const started =
    restarted === undefined ? {} : Object.fromEntries(services.slice(0, 3).map((one) => [one, iso(restarted)]));
  return {
    cluster,
    findings: [],
    answers: new Map(),
    now: at("04:00"),
    facts: {
      "mra-client-trust": { judged: [trust], accepted, stores: [] },
      "mra-services": { nodes: [{ node: pub, running: services, stopped: [], startedAt: started }] },
      "expressway-peers": { peers: [{ peer, answers: true, stale: false, over: false, server: [certificate("1")] }] },
      ...more,
    },
    done:
      haproxy === undefined
        ? []
        : [{ at: iso(haproxy), change: { kind: "restart-service", node: pub, service: "Cisco HAProxy" } }],
  };
}

const refused: Refusal = {
  kind: "cucm-refuses-expressway",
  peer: expc1,
  server: "cucm-pub",
  address: "",
  port: 6972,
  at: at("03:00"),
};
const why = (made: Made, refusal: Partial<Refusal> = {}) => overSince(input(made), { ...refused, ...refusal })?.id;

describe("a refusal by CUCM", () => {
  it.each<[string, Made, string | undefined]>([
    ["counts while nothing contradicts it", {}, undefined],
    [
      "counts while a store lacks the CA, whatever else was done",
      { whole: false, names: true, restarted: "03:30", haproxy: "03:30" },
      undefined,
    ],
    ["is over when the port names the CA now", { names: true }, "mra.over.accepted"],
    [
      "counts when the port names others, even after restarts",
      { names: false, restarted: "03:30", haproxy: "03:30" },
      undefined,
    ],
    [
      "is over when everything was restarted since, HAProxy by a run of ours",
      { restarted: "03:30", haproxy: "03:30" },
      "mra.over.restarted",
    ],
    ["counts when nobody knows of HAProxy", { restarted: "03:30" }, undefined],
    ["counts when HAProxy was restarted before it", { restarted: "03:30", haproxy: "02:59" }, undefined],
    ["counts when Tomcat was not restarted since", { restarted: "02:00", haproxy: "03:30" }, undefined],
  ])("%s", (_name, made, expected) => {
    expect(why(made)).toBe(expected);
  });

  it("counts while apps are lost, although the port names a CA of that name; restarts since then end it", () => {
    const app = {
      name: "CSFALEX",
      status: "UnRegistered",
      statusReason: 0,
      reasonText: "",
      node: "cucm-pub",
      address: "",
      protocol: "SIP",
      model: 503,
      description: "",
      since: iso("02:50"),
    } as const;
    const lost = { "mra-devices": { apps: [app], registered: 0, known: 1, registeredNames: [], lostSince: app.since } };
    expect(overSince(input({ names: true }, lost), refused)).toBeUndefined();
    expect(overSince(input({ names: true, restarted: "03:30", haproxy: "03:30" }, lost), refused)?.id).toBe(
      "mra.over.restarted",
    );
  });

  it("is over when it is of an older certificate, or of last month", () => {
    expect(why({}, { at: Date.parse("2026-10-31T00:00:00Z") })).toBe("mra.over.old");
    const newer = { ...certificate("1"), notBefore: iso("03:30") };
    const facts = {
      "expressway-peers": { peers: [{ peer, answers: true, stale: false, over: false, server: [newer] }] },
    };
    expect(overSince(input({}, facts), refused)?.id).toBe("mra.over.certificate");
  });
});

describe("a refusal by Expressway-C", () => {
  const doors = (trusted: boolean, named: boolean) => ({
    "mra-doors": {
      doors: [
        {
          node: pub,
          port: 6972 as const,
          offer: "ecdsa" as const,
          chain: [certificate("1")],
          evidence,
          serverName: "cucm-pub",
          named,
          verdicts: [
            { peer, verdict: trusted ? ok : ({ ok: false, why: "self-signed", depth: 0, path: [] } as const) },
          ],
        },
      ],
      silent: [],
      sip: [],
      cas: [],
    },
  });

  it("is over when it trusts, or the certificate names, what is shown now; not before", () => {
    const verify = { ...refused, kind: "expressway-refuses-cucm" } as const;
    const name = { ...refused, kind: "name-not-in-certificate" } as const;
    expect(overSince(input({}, doors(true, false)), verify)?.id).toBe("mra.over.trusted");
    expect(overSince(input({}, doors(false, true)), verify)).toBeUndefined();
    expect(overSince(input({}, doors(false, true)), name)?.id).toBe("mra.over.named");
    expect(overSince(input({}, doors(true, false)), name)).toBeUndefined();
    expect(overSince(input({}), verify)).toBeUndefined();
  });
});

describe("a whole log", () => {
  const record = (time: string, rest: string) => `2026-11-22T${time}:00.000+00:00 expc1 traffic_server[1]: ${rest}`;
  const alert = (time: string) =>
    [
      record(
        time,
        'Module="network.http.trafficserver" Level="INFO": Detail="Sending Request" Txn-id="1" Dst-ip="192.0.2.1" Dst-port="6972" Msg="GET / HTTP/1.1"',
      ),
      record(
        time,
        "[ET_NET 0] ERROR: SSL connection failed for 'cucm-pub': error:14094418: SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca",
      ),
    ].join("\n");
  const answered = (time: string, port = 6972) =>
    record(
      time,
      `Module="network.http.trafficserver" Level="INFO": Detail="Receive Response" Txn-id="1" TrackingID="" Src-ip="192.0.2.1" Src-port="${port}" Msg="HTTP/1.1 200 "`,
    );
  const said = (text: string, made: Made = {}, more: Partial<Facts> = {}) => [
    ...datedLogs(
      input(made, {
        "expressway-log": { logs: [{ peer: expc1, read: true, events: readExpresswayLog(text) }] },
        ...more,
      }),
    ).said,
  ];

  it("is silenced by a later answer of the same port, not by an earlier one or another port’s", () => {
    expect(said(`${alert("03:00")}\n${answered("03:10")}`)).toEqual([]);
    expect(said(`${answered("02:50")}\n${alert("03:00")}`)).toEqual(["cucm-refuses-expressway"]);
    expect(said(`${alert("03:00")}\n${answered("03:10", 8443)}`)).toEqual(["cucm-refuses-expressway"]);
    expect(said(`${alert("03:00")}\n${answered("03:10")}\n${alert("03:20")}`)).toEqual(["cucm-refuses-expressway"]);
  });

  it("is read by the peer’s own clock: an hour ahead, the refusal was an hour earlier", () => {
    const restarts = { restarted: "02:30", haproxy: "02:30" };
    const ahead = (seconds: number) => ({
      "expressway-peers": {
        peers: [{ peer, answers: true, stale: false, over: false, ahead: seconds, server: [certificate("1")] }],
      },
    });
    expect(said(alert("03:00"), restarts, ahead(0))).toEqual(["cucm-refuses-expressway"]);
    expect(said(alert("03:00"), restarts, ahead(3_600))).toEqual([]);
  });

  it("without times counts", () => {
    expect(said(alert("03:00").replace(/^\S+ /gm, ""), { restarted: "03:30", haproxy: "03:30" })).toEqual([
      "cucm-refuses-expressway",
    ]);
  });
});
