// RisPort70, Control Center and AXL of the lab, with their limits and their ways of saying no.
import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, startLab } from "../../src/lab/index.ts";
import { ast, axl, type Post, type Posted, post, texts } from "./surfaces-soap-client.ts";

const ris = "/realtimeservice2/services/RISService70";
const control = "/controlcenterservice2/services/ControlCenterServices";

let lab: Lab;
let busy = false;
beforeAll(async () => {
  lab = await startLab({ nodes: 2, phones: 30, seed: 11, clockScale: 50, axlBusy: () => busy });
  await lab.cluster.phonesSettled();
});
afterAll(() => lab.close());

const pub = () => lab.cluster.publisher;
const send = (path: string, body: string, more: Partial<Post> = {}): Promise<Posted> =>
  post(pub(), { path, body, account: lab.accounts.axl, ...more });

const select = (names: readonly string[], operation = "selectCmDeviceExt", most = 1000): string =>
  ast(
    `<soap:${operation}><soap:StateInfo></soap:StateInfo><soap:CmSelectionCriteria><soap:MaxReturnedDevices>${most}</soap:MaxReturnedDevices><soap:DeviceClass>Phone</soap:DeviceClass><soap:Model>255</soap:Model><soap:Status>Any</soap:Status><soap:NodeName></soap:NodeName><soap:SelectBy>Name</soap:SelectBy><soap:SelectItems>${names
      .map((name) => `<soap:item><soap:Item>${name}</soap:Item></soap:item>`)
      .join(
        "",
      )}</soap:SelectItems><soap:Protocol>Any</soap:Protocol><soap:DownloadStatus>Any</soap:DownloadStatus></soap:CmSelectionCriteria></soap:${operation}>`,
  );

describe("the door", () => {
  it("asks for Basic credentials, and takes only an account that may use SOAP", async () => {
    const bare = await post(pub(), { path: "/axl/", body: axl("<axl:getCCMVersion/>") });
    expect([bare.status, bare.headers["www-authenticate"]]).toEqual([401, expect.stringMatching(/^Basic realm=/)]);
    const { monitor, axl: account } = lab.accounts;
    expect((await send("/axl/", axl("<axl:getCCMVersion/>"), { account: monitor })).status).toBe(401);
    expect((await send("/axl/", axl("<axl:getCCMVersion/>"), { account: { ...account, password: "x" } })).status).toBe(
      401,
    );
  });

  it("keeps a session by its cookie for half an hour and answers 404 after that", async () => {
    const first = await send("/axl/", axl("<axl:getCCMVersion/>"));
    const cookie = String(first.headers["set-cookie"]).split(";")[0] ?? "";
    const anonymous = { path: "/axl/", body: axl("<axl:getCCMVersion/>"), cookie };
    expect((await post(pub(), anonymous)).status).toBe(200);
    lab.hands.setTime({ offsetMs: 31 * 60_000 });
    expect((await post(pub(), anonymous)).status).toBe(404);
  });

  it.each(["/", "/axl", "/platform-services/services/x"])("knows no service at %s", async (path) => {
    expect((await send(path, axl("<axl:getCCMVersion/>"))).status).toBe(404);
  });

  it.each([
    ["nothing", ""],
    ["no XML", "hello"],
    ["a cut document", axl("<axl:getCCMVersion/>").slice(0, -10)],
    ["a document type", `<!DOCTYPE x [<!ENTITY a "b">]>${axl("<axl:getCCMVersion/>")}`],
    ["an empty body", axl("")],
  ])("answers %s with a fault", async (_name, body) => {
    const answer = await send("/axl/", body);
    expect([answer.status, texts(answer.body, "faultstring")]).toEqual([500, ["Invalid XML in request"]]);
  });
});

describe("RisPort70", () => {
  it("finds each asked phone once, on the node where it is registered", async () => {
    const names = lab.cluster.phones.map((phone) => phone.name);
    const answer = await send(ris, select([...names, "SEPFFFFFFFFFFFF"]));
    expect(answer.status).toBe(200);
    expect(texts(answer.body, "TotalDevicesFound")).toEqual(["30"]);
    expect(texts(answer.body, "Status").filter((status) => status === "Registered")).toHaveLength(60);
    expect(texts(answer.body, "TimeStamp").every((stamp) => /^\d{10}$/.test(stamp))).toBe(true);
    expect(names.every((name) => answer.body.includes(`<ns1:Name>${name}</ns1:Name>`))).toBe(true);
  });

  it("cuts the answer at MaxReturnedDevices without a word", async () => {
    const answer = await send(
      ris,
      select(
        lab.cluster.phones.map(({ name }) => name),
        "selectCmDeviceExt",
        7,
      ),
    );
    expect(texts(answer.body, "TotalDevicesFound")).toEqual(["7"]);
  });

  it("takes wildcards in selectCmDevice only", async () => {
    expect(texts((await send(ris, select(["SEP*"], "selectCmDevice"))).body, "TotalDevicesFound")).toEqual(["30"]);
    expect(texts((await send(ris, select(["SEP*"]))).body, "TotalDevicesFound")).toEqual(["0"]);
  });

  it("refuses the sixteenth call of a minute in Cisco's words, on every node, and takes calls again a minute later", async () => {
    lab.hands.setTime({ offsetMs: 61_000, scale: 0 });
    for (let at = 0; at < 15; at += 1) expect((await send(ris, select(["SEP0"]))).status).toBe(200);
    const [, sub] = lab.cluster.nodes;
    const over = await post(sub ?? pub(), { path: ris, body: select(["SEP0"]), account: lab.accounts.axl });
    expect(over.status).toBe(500);
    expect(texts(over.body, "faultstring")).toEqual([
      "AxisFault: Exceeded allowed rate for Reatime information. Current allowed rate for realtime information is 15 requests per minute.",
    ]);
    lab.hands.setTime({ offsetMs: 60_001, scale: 50 });
    expect((await send(ris, select(["SEP0"]))).status).toBe(200);
  });
});

describe("Control Center", () => {
  const status = (...names: string[]): string =>
    ast(
      `<soap:soapGetServiceStatus>${names.map((name) => `<soap:ServiceStatus>${name}</soap:ServiceStatus>`).join("")}</soap:soapGetServiceStatus>`,
    );
  const doing = (type: string, service: string, node = ""): string =>
    ast(
      `<soap:soapDoControlServices><soap:ControlServiceRequest><soap:NodeName>${node}</soap:NodeName><soap:ControlType>${type}</soap:ControlType><soap:ServiceList><soap:item>${service}</soap:item></soap:ServiceList></soap:ControlServiceRequest></soap:soapDoControlServices>`,
    );

  it("tells the state, the start and the reason of each service that was asked for", async () => {
    const { body } = await send(control, status("Cisco Tftp", "Cisco DirSync", "Cisco Nothing"));
    expect(texts(body, "ServiceStatus")).toEqual(["Started", "Stopped", "Unknown"]);
    expect(texts(body, "ReasonCode")).toEqual(["-1", "-1", "-1068", "-1010"]);
    expect(texts(body, "StartTime")[0]).toMatch(/^\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$/);
    expect(texts(body, "UpTime")[1]).toBe("-1");
  });

  it("lists all services for one empty name", async () => {
    const { body } = await send(control, status(""));
    expect(texts(body, "ServiceName")).toHaveLength(pub().services.size);
  });

  it("restarts a service of this node and shows the new start when polled", async () => {
    const before = pub().services.get("Cisco Tftp")?.startedAt ?? 0;
    const { body } = await send(control, doing("Restart", "Cisco Tftp", pub().name));
    expect(texts(body, "ReturnCode")).toEqual(["0"]);
    await expect
      .poll(() => pub().services.get("Cisco Tftp")?.startedAt ?? 0, { timeout: 15_000 })
      .toBeGreaterThan(before);
  });

  it("keeps its hands off platform services, other nodes and services that are not activated", async () => {
    expect(texts((await send(control, doing("Restart", "Cisco Tomcat"))).body, "ReasonCode")).toEqual(["-1011"]);
    expect(texts((await send(control, doing("Restart", "Cisco Tftp", "cucm-sub1"))).body, "ReturnCode")).toEqual(["1"]);
    expect(texts((await send(control, doing("Start", "Cisco DirSync"))).body, "ReasonCode")).toEqual(["-1068"]);
    expect(texts((await send(control, doing("Explode", "Cisco Tftp"))).body, "ReturnCode")).toEqual(["1"]);
  });
});

describe("AXL", () => {
  const list = (skip: number, first: number): string =>
    axl(
      `<axl:listPhone><searchCriteria><name>SEP%</name></searchCriteria><returnedTags><name/><model/></returnedTags><skip>${skip}</skip><first>${first}</first></axl:listPhone>`,
    );

  it("pages phones by skip and first, and returns only the tags that were asked for", async () => {
    const pages: string[] = [];
    for (let skip = 0; skip < 36; skip += 12) pages.push(...texts((await send("/axl/", list(skip, 12))).body, "name"));
    expect(pages).toEqual(lab.cluster.phones.map((phone) => phone.name));
    expect((await send("/axl/", list(0, 1))).body).not.toContain("description");
  });

  it("names the versions it takes when it is asked in another", async () => {
    const answer = await send("/axl/", axl("<axl:getCCMVersion/>", "8.5"));
    expect([answer.status, texts(answer.body, "faultstring")[0]]).toEqual([
      500,
      expect.stringContaining("15.0, 14.0, 12.5, 12.0"),
    ]);
    expect(texts((await send("/axl/", axl("<axl:getCCMVersion/>", "14.0"))).body, "version")).toEqual([
      "15.0.1.12900(234)",
    ]);
  });

  it("gives every certificate of the cluster with its PEM in one query", async () => {
    const sql =
      "select c.servername, tcs.name, dist.moniker, c.ipv4address, c.serialnumber, c.certificate from certificate as c inner join certificateservicecertificatemap as cscm on c.pkid = cscm.fkcertificate inner join typecertificateservice as tcs on cscm.tkcertificateservice = tcs.enum inner join typecertificatedistribution as dist on c.tkcertificatedistribution = dist.enum";
    const { body } = await send("/axl/", axl(`<axl:executeSQLQuery><sql>${sql}</sql></axl:executeSQLQuery>`));
    const serials = texts(body, "serialnumber");
    const own = lab.cluster.nodes.flatMap((node) => [...node.own.values()].map(({ serial }) => serial));
    expect(own.every((serial) => serials.includes(serial))).toBe(true);
    for (const pem of texts(body, "certificate").slice(0, 5)) expect(new X509Certificate(pem).subject).toContain("CN=");
  });

  it("refuses unknown phones, unknown operations, writes by SQL, and writes while it is busy", async () => {
    const reset = (name: string): string =>
      axl(`<axl:doDeviceReset><deviceName>${name}</deviceName><isHardReset>true</isHardReset></axl:doDeviceReset>`);
    expect(texts((await send("/axl/", reset("SEP000000000000"))).body, "axlcode")).toEqual(["5007"]);
    expect((await send("/axl/", axl("<axl:removePhone><name>x</name></axl:removePhone>"))).status).toBe(500);
    const drop = await send("/axl/", axl("<axl:executeSQLQuery><sql>drop table device</sql></axl:executeSQLQuery>"));
    expect(texts(drop.body, "axlmessage")).toEqual(["A syntax error has occurred."]);
    busy = true;
    expect((await send("/axl/", reset(lab.cluster.phones[0]?.name ?? ""))).status).toBe(503);
    busy = false;
  });

  it("resets a registered phone, which registers again later than before", async () => {
    const [phone] = lab.cluster.phones;
    const before = phone?.registration?.since ?? 0;
    const answer = await send(
      "/axl/",
      axl(
        `<axl:doDeviceReset><deviceName>${phone?.name}</deviceName><deviceResetType>Reset</deviceResetType></axl:doDeviceReset>`,
      ),
    );
    expect(answer.status).toBe(200);
    await expect
      .poll(() => lab.cluster.phone(phone?.name ?? "")?.registration, { timeout: 15_000 })
      .toMatchObject({ status: "Registered" });
    await expect
      .poll(() => lab.cluster.phone(phone?.name ?? "")?.registration?.since ?? 0, { timeout: 15_000 })
      .toBeGreaterThan(before);
  });
});

describe("a phone that moved", () => {
  it("stays on the node it left as UnRegistered, with an older life; the consolidated answer names it once", async () => {
    lab.hands.setTime({ offsetMs: 120_000 });
    const name = lab.cluster.phones.find((phone) => phone.registration?.node === pub().name)?.name ?? "";
    await lab.hands.stopService("Cisco CallManager", [pub().name]);
    const nodeOf = () => lab.cluster.phone(name)?.registration;
    await expect.poll(nodeOf, { timeout: 20_000 }).toMatchObject({ status: "Registered", node: "cucm-sub1" });
    const { body } = await send(ris, select([name], "selectCmDevice"));
    expect(texts(body, "TotalDevicesFound")).toEqual(["2"]);
    expect(texts(body, "StatusReason")).toEqual(["10", "0"]);
    expect(texts((await send(ris, select([name]))).body, "TotalDevicesFound")).toEqual(["1"]);
  });
});
