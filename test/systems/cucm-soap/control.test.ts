// Control Center: what a node says about its services, in both dialects.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ClusterNode } from "../../../src/domain/cluster.ts";
import { faultOf } from "../../fakes/soap-cluster.ts";
import { failure, letTimePass, type Stage, stage } from "./stage.ts";

const item = (fields: Readonly<Record<string, string>>, prefix = "ns1:"): string =>
  `<${prefix}item>${Object.entries(fields)
    .map(([name, text]) => `<${prefix}${name}>${text}</${prefix}${name}>`)
    .join("")}</${prefix}item>`;
const answerWith = (items: string, head = "<ns1:ReturnCode>0</ns1:ReturnCode><ns1:ReasonString/>"): string =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="u"><s:Body><ns1:soapGetServiceStatusResponse xmlns:ns1="v"><ns1:soapGetServiceStatusReturn>${head}<ns1:ServiceInfoList>${items}</ns1:ServiceInfoList></ns1:soapGetServiceStatusReturn></ns1:soapGetServiceStatusResponse></s:Body></s:Envelope>`;

const started = { ServiceName: "Cisco CallManager", ServiceStatus: "Started", ReasonCode: "-1", ReasonCodeString: " " };
const stopped = { ServiceName: "Cisco Tftp", ServiceStatus: "Stopped", ReasonCode: "-1069" };

const dated = "Sun, 04 Jan 2026 14:06:31 GMT";

const on = (body: string, status = 200, date = dated): Promise<Stage> =>
  stage({
    answer: (_, response) => {
      response.statusCode = status;
      response.setHeader("Date", date);
      response.end(body);
    },
  });
const publisher = ({ cluster }: Stage): ClusterNode => {
  const [node] = cluster.nodes;
  if (node === undefined) throw new Error("no node");
  return node;
};

describe("service status", () => {
  it("gives state, reason, start time without a zone, and up time", async () => {
    const at = await on(
      answerWith(
        item({ ...started, StartTime: "Sat Jan  3 06:06:31 2026", UpTime: "86400" }) +
          item({ ...stopped, ReasonCodeString: "Commanded Out of Service", StartTime: "", UpTime: "-1" }),
      ),
    );
    const { value, evidence } = await at.soap.serviceStatus(publisher(at), ["Cisco CallManager", "Cisco Tftp"]);
    const startedAt = "2026-01-03T14:06:32.000Z";
    expect(value).toEqual([
      {
        name: "Cisco CallManager",
        status: "Started",
        reason: "",
        startTime: "2026-01-03T06:06:31",
        upTime: 86400,
        startedAt,
      },
      { name: "Cisco Tftp", status: "Stopped", reason: "Commanded Out of Service", startTime: "", upTime: -1 },
    ]);
    expect(evidence).toMatchObject({ system: "Control Center", node: "cucm-pub" });
    expect(at.nodes[0]?.seen[0]?.body).toContain("<soap:ServiceStatus>Cisco Tftp</soap:ServiceStatus>");
  });

  it.each([
    ["no calendar has the start", "99999999999999", dated],
    ["the answer’s date cannot be read", "86400", "yesterday"],
  ])("leaves the start open when %s", async (_what, upTime, date) => {
    const at = await on(answerWith(item({ ...started, UpTime: upTime })), 200, date);
    const { value } = await at.soap.serviceStatus(publisher(at), []);
    expect(value[0]).toMatchObject({ status: "Started", upTime: Number(upTime) });
    expect(value[0]).not.toHaveProperty("startedAt");
  });

  it("asks for all services with one empty name", async () => {
    const at = await on(answerWith(""));
    await at.soap.serviceStatus(publisher(at), []);
    expect(at.nodes[0]?.seen[0]?.body).toContain(
      "<soap:soapGetServiceStatus><soap:ServiceStatus/></soap:soapGetServiceStatus>",
    );
  });

  it("keeps a state that it does not know as unknown, with the words of the node", async () => {
    const at = await on(answerWith(item({ ...started, ServiceStatus: "Not Activated", StartTime: "whenever" })));
    const { value } = await at.soap.serviceStatus(publisher(at), []);
    expect(value[0]).toMatchObject({ status: "Unknown", reason: "Not Activated", startTime: "", upTime: -1 });
  });

  it("is an error when the node says that it failed", async () => {
    const head = "<ns1:ReturnCode>1</ns1:ReturnCode><ns1:ReasonString>Component is reserved</ns1:ReasonString>";
    const at = await on(answerWith("", head));
    const error = await failure(at.soap.serviceStatus(publisher(at), []));
    expect(error.message).toContain("Component is reserved");
    const faulty = await on(faultOf("Service operation failed"), 500);
    expect((await failure(faulty.soap.serviceStatus(publisher(faulty), []))).message).toContain(
      "Service operation failed",
    );
  });

  it("is asked once more when the connection broke, and no third time", async () => {
    const at = await stage({
      answer: (_, response) => {
        response.destroy();
      },
    });
    expect((await failure(at.soap.serviceStatus(publisher(at), []))).code).toBe("node-unreachable");
    expect(at.nodes[0]?.seen).toHaveLength(2);
  });

  it("waits when the node's rate is exceeded", async () => {
    let calls = 0;
    const at = await stage({
      answer: (_, response) => {
        calls += 1;
        response.statusCode = calls === 1 ? 500 : 200;
        response.end(calls === 1 ? faultOf("Exceeded allowed rate") : answerWith(item(started)));
      },
    });
    const { value } = await letTimePass(at.clock, at.soap.serviceStatus(publisher(at), []));
    expect([value.length, calls]).toEqual([1, 2]);
  });

  it("never sends a name that cannot be a service's", async () => {
    const at = await on(answerWith(""));
    for (const name of ["", "a\nb", "x</soap:ServiceStatus>", "x".repeat(200)]) {
      expect((await failure(at.soap.serviceStatus(publisher(at), [name]))).code).toBe("bad-input");
    }
    expect(at.nodes[0]?.seen).toEqual([]);
  });

  const samples = join(import.meta.dirname, "../../../../shared/samples/api/control");
  it.skipIf(!existsSync(samples)).each([
    ["03-soapGetServiceStatus.response.xml", ["Started", "Stopped", "Stopped"], "2026-01-10T06:06:31"],
    ["20-calltelemetry-getServiceStatus.response.xml", ["Started", "Stopped", "Unknown"], "2024-01-01T12:00:00"],
  ])("is read from the sample %s (needs the samples folder)", async (file, states, startTime) => {
    const at = await on(readFileSync(join(samples, file), "utf8"));
    const { value } = await at.soap.serviceStatus(publisher(at), []);
    expect(value.map((one) => one.status)).toEqual(states);
    expect(value[0]?.startTime).toBe(startTime);
  });
});
