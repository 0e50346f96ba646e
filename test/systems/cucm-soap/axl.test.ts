// AXL: pages, versions, sessions, throttles, the certificate inventory, and the one change: a phone reset.
import { beforeAll, describe, expect, it } from "vitest";
import { ChangeUncertain } from "../../../src/domain/errors.ts";
import { answerAs, faultOf } from "../../fakes/soap-cluster.ts";
import { makeIdentity, type TlsIdentity } from "../../fakes/tls-identity.ts";
import { failure, letTimePass, type Stage, stage } from "./stage.ts";

const phones = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `SEP${String(n).padStart(12, "0")}`);
const seenBy = ({ nodes }: Stage) => nodes[0]?.seen ?? [];

describe("the phone list", () => {
  it("is read page by page to its end", async () => {
    const on = await stage();
    on.fake.phones = phones(2000);
    const { value, evidence } = await on.soap.phones();
    expect(value).toHaveLength(2000);
    expect(value[0]).toEqual({
      name: "SEP000000000000",
      description: "Lobby & Hall",
      model: "Cisco 8845",
      devicePool: "Default",
      securityProfile: "Secure",
    });
    expect(evidence.excerpt).toBe("2000 phones in 3 pages");
  });

  it("is asked for in smaller pages when the node says how many rows fit", async () => {
    const on = await stage();
    on.fake.phones = phones(2000);
    on.fake.axlRows = 300;
    expect((await on.soap.phones()).value).toHaveLength(2000);
  });

  it("has an end even on a node that ignores where a page begins", async () => {
    const body = `<Envelope><Body><listPhoneResponse><return>${phones(1000)
      .map((name) => `<phone><name>${name}</name></phone>`)
      .join("")}</return></listPhoneResponse></Body></Envelope>`;
    const on = await stage({
      answer: (_, response) => {
        response.end(body);
      },
    });
    expect((await failure(on.soap.phones())).code).toBe("output-not-understood");
    expect(seenBy(on)).toHaveLength(2);
  });
});

describe("AXL's own ways", () => {
  it("takes the highest version that the node supports, and remembers it", async () => {
    const on = await stage();
    on.fake.axlVersions = ["10.0", "10.5", "11.0", "11.5", "12.0", "12.5"];
    await on.soap.phones();
    await on.soap.phones();
    expect(seenBy(on).map((one) => one.headers.soapaction)).toEqual([
      '"CUCM:DB ver=15.0 listPhone"',
      '"CUCM:DB ver=12.5 listPhone"',
      '"CUCM:DB ver=12.5 listPhone"',
    ]);
  });

  it("agrees on a version once when the first questions come side by side", async () => {
    const on = await stage();
    on.fake.axlVersions = ["11.0", "11.5"];
    const [first, second] = await Promise.all([on.soap.phones(), on.soap.phones()]);
    expect(second.value).toEqual(first.value);
  });

  it("names the versions of a node with which there is none in common", async () => {
    const on = await stage();
    on.fake.axlVersions = ["8.5", "9.1"];
    const error = await failure(on.soap.phones());
    expect(error.message).toContain("8.5, 9.1");
    expect(error.say).toMatchObject({ id: "soap.version", values: { versions: "8.5, 9.1" } });
  });

  it("sends the password once and then the session, and logs in again when that has ended", async () => {
    const on = await stage();
    await on.soap.phones();
    await on.soap.phones();
    on.fake.sessions.clear();
    await on.soap.phones();
    const kinds = seenBy(on).map((one) => (one.headers.authorization === undefined ? "session" : "password"));
    expect(kinds).toEqual(["password", "session", "session", "password"]);
  });

  it("waits as long as a busy node asks for, and for other readers' memory", async () => {
    const on = await stage();
    on.fake.axlStatuses = [503];
    on.fake.axlMemoryFaults = 1;
    await letTimePass(on.clock, on.soap.phones());
    expect(on.clock.now()).toBeGreaterThanOrEqual(Date.parse("2026-11-22T02:00:17Z"));
    expect(seenBy(on)).toHaveLength(3);
  });

  it("tries a refused account once, and not again before its failed logons are forgotten", async () => {
    const on = await stage();
    on.fake.password = "changed";
    const error = await failure(on.soap.phones());
    expect(error.code).toBe("login-refused");
    expect(JSON.stringify([error.message, error.say, error.next])).not.toContain("axl-password-1");
    expect((await failure(on.soap.registrations(["SEP000000000001"]))).code).toBe("login-refused");
    expect(seenBy(on)).toHaveLength(1);
    await on.clock.advance(31 * 60_000);
    on.fake.password = "axl-password-1";
    expect((await on.soap.phones()).value).toEqual([]);
  });

  it.each([
    ["a redirect", 302, "server-fault"],
    ["a missing service", 404, "server-fault"],
    ["a forbidden one", 403, "privilege-too-low"],
    ["an error page", 500, "server-fault"],
  ])("reports %s as what it is", async (_, status, code) => {
    const on = await stage();
    on.fake.axlStatuses = [status];
    expect((await failure(on.soap.phones())).code).toBe(code);
    expect(seenBy(on)).toHaveLength(1);
  });

  it("names the role that an account lacks", async () => {
    const on = await stage();
    on.fake.axlStatuses = [403];
    const error = await failure(on.soap.phones());
    expect(error.next.values).toMatchObject({ role: "Standard AXL API Access" });
  });

  it("shows a fault's text without control characters or secrets", async () => {
    const on = await stage({
      answer: (_, response) => {
        response.statusCode = 500;
        response.end(faultOf("java.sql\u202e failed, password=hunter2 &#13; twice"));
      },
    });
    const error = await failure(on.soap.phones());
    expect(error.message).toMatch(/failed, password=\[redacted\]/);
    expect(error.message).not.toMatch(/hunter2|\u202e|\r/);
  });

  it.each([
    ["an HTML page", "<html><body>Welcome</body></html>"],
    ["a cut answer", "<Envelope><Body><listPhoneResponse>"],
    ["an entity bomb", `<!DOCTYPE a [<!ENTITY b "bb">]><Envelope><Body><x>&b;</x></Body></Envelope>`],
    ["nothing", ""],
  ])("does not understand %s", async (_, body) => {
    const on = await stage({
      answer: (_request, response) => {
        response.end(body);
      },
    });
    expect((await failure(on.soap.phones())).code).toBe("output-not-understood");
  });
});

describe("the certificate inventory", () => {
  let identity: TlsIdentity;
  beforeAll(async () => {
    identity = await makeIdentity({ commonName: "cucm-pub" });
  });

  it("gives every certificate with its unit and server, and names the rows that it cannot read", async () => {
    const on = await stage();
    on.fake.certificates = [
      ["cucm-pub", "tomcat", "4a", identity.pem],
      ["cucm-pub", "tomcat-trust", "4b", identity.pem],
      ["cucm-sub1", "TVS", "4c", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"],
    ];
    const { value, evidence } = await on.soap.certificates();
    expect(value.map(({ server, unit, certificate }) => [server, unit, certificate.sha256])).toEqual([
      ["cucm-pub", "tomcat", identity.sha256],
      ["cucm-pub", "tomcat-trust", identity.sha256],
    ]);
    expect(evidence.excerpt).toContain("not readable: TVS on cucm-sub1, serial 4c");
  });

  it("is read in parts when it is too large for one answer", async () => {
    const on = await stage();
    on.fake.axlRows = 40;
    on.fake.certificates = Array.from({ length: 100 }, (_, n) => ["cucm-pub", "tomcat-trust", String(n), identity.pem]);
    expect((await on.soap.certificates()).value).toHaveLength(100);
  });
});

describe("a phone reset", () => {
  it("is written once, after the fence, and tells what was sent and answered", async () => {
    const on = await stage();
    on.fake.phones = phones(1);
    const atFence: number[] = [];
    const transcript = await on.soap.resetPhone("SEP000000000000", {
      fence: async () => {
        atFence.push(on.fake.resets.length);
      },
    });
    expect(transcript).toMatchObject({ command: "AXL doDeviceReset SEP000000000000 Reset" });
    expect([atFence, on.fake.resets]).toEqual([[0], ["SEP000000000000 Reset"]]);
  });

  it("is not written when the fence refuses", async () => {
    const on = await stage();
    on.fake.phones = phones(1);
    const reset = on.soap.resetPhone("SEP000000000000", { fence: () => Promise.reject(new Error("lease lost")) });
    await expect(reset).rejects.toThrow("lease lost");
    expect(on.fake.resets).toEqual([]);
  });

  it("is uncertain and not repeated when the connection drops after it was written", async () => {
    const on = await stage();
    on.fake.phones = phones(1);
    await on.soap.phones();
    for (const node of on.nodes) node.answer = () => node.dropConnections();
    const error = await failure(on.soap.resetPhone("SEP000000000000"));
    expect(error).toBeInstanceOf(ChangeUncertain);
    expect(seenBy(on).filter((one) => one.body.includes("doDeviceReset"))).toHaveLength(1);
  });

  it("is a refusal, not a doubt, when the node is busy, knows no such phone or the account may only read", async () => {
    const on = await stage();
    expect((await failure(on.soap.resetPhone("SEP000000000009"))).code).toBe("not-found");
    on.fake.axlStatuses = [503];
    expect((await failure(on.soap.resetPhone("SEP000000000009"))).code).toBe("rate-limited");
    on.fake.readOnly = true;
    expect((await failure(on.soap.resetPhone("SEP000000000009"))).code).toBe("privilege-too-low");
    expect((await on.soap.phones()).value).toEqual([]);
  });

  it("never leaves for a name outside the grammar", async () => {
    const on = await stage();
    for (const name of ["SEP*", "SEP0</deviceName>", "SEP\n", "", "SEP 1"]) {
      expect((await failure(on.soap.resetPhone(name))).code).toBe("bad-input");
    }
    expect(seenBy(on)).toEqual([]);
  });

  it("uses the account for changes when there is one", async () => {
    const change = { user: "certops-change", password: "other" };
    const on = await stage({ accounts: { read: { user: "certops", password: "axl-password-1" }, change } });
    on.fake.phones = phones(1);
    await on.soap.phones();
    for (const node of on.nodes) {
      node.answer = (request, response) => {
        on.fake.user = change.user;
        on.fake.password = change.password;
        answerAs(on.fake)(request, response);
      };
    }
    await on.soap.resetPhone("SEP000000000000");
    const sent = seenBy(on).at(-1)?.headers.authorization ?? "";
    expect(Buffer.from(sent.slice(6), "base64").toString()).toBe("certops-change:other");
  });
});
