// Groups and trunks as a publisher answers them: in order, with their modes, and with whatever a broken or hostile one puts there.
import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import type { SeenRequest } from "../../fakes/https-node.ts";
import { failure, stage } from "./stage.ts";

const version = "15.0";
const answering =
  (rows: Readonly<Record<string, string>>) =>
  ({ body }: SeenRequest, response: ServerResponse): void => {
    const operation = /<axl:(\w+)/.exec(body)?.[1] ?? "";
    const inner = rows[operation];
    const skipped = /<skip>[1-9]/.test(body);
    const whole = `<ns:${operation}Response xmlns:ns="http://www.cisco.com/AXL/API/${version}"><return>${skipped ? "" : (inner ?? "")}</return></ns:${operation}Response>`;
    response.writeHead(200, { "content-type": "text/xml" });
    response.end(
      `<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>${whole}</soapenv:Body></soapenv:Envelope>`,
    );
  };
const member = (group: string, node: string, priority: string): string =>
  `<row><groupname>${group}</groupname><nodename>${node}</nodename><priority>${priority}</priority></row>`;

describe("groups", () => {
  it("have their call managers first choice first, whatever the order of the rows", async () => {
    const rows = [member("B", "sub2", "1"), member("A", "pub", "0"), member("B", "sub1", "0"), member("B", "pub", "2")];
    const at = await stage({ answer: answering({ executeSQLQuery: rows.join("") }) });
    const { value, evidence } = await at.soap.groups();
    expect(value).toEqual([
      { name: "A", nodes: ["pub"] },
      { name: "B", nodes: ["sub1", "sub2", "pub"] },
    ]);
    expect(evidence.excerpt).toContain("B: sub1, sub2, pub");
    expect(at.nodes[0]?.seen[0]?.body).toContain("callmanagergroupmember");
  });

  it("without rows, or with rows that lack what matters, are none", async () => {
    const rows = `<row/><row><groupname>A</groupname></row>${member("", "pub", "x")}`;
    const at = await stage({ answer: answering({ executeSQLQuery: rows }) });
    expect((await at.soap.groups()).value).toEqual([]);
  });
});

describe("trunks", () => {
  it("have the mode of their profile, and none that is known where the profile was not listed", async () => {
    const trunk = (name: string, profile: string): string =>
      `<sipTrunk><name>${name}</name><devicePoolName>HQ</devicePoolName><securityProfileName>${profile}</securityProfileName></sipTrunk>`;
    const at = await stage({
      answer: answering({
        listSipTrunk: trunk("SBC", "Secure") + trunk("Voicemail", "Plain") + trunk("Odd", "Gone"),
        listSipTrunkSecurityProfile:
          "<sipTrunkSecurityProfile><name>Secure</name><securityMode>Encrypted</securityMode></sipTrunkSecurityProfile>" +
          "<sipTrunkSecurityProfile><name>Plain</name><securityMode>Non Secure</securityMode></sipTrunkSecurityProfile>",
      }),
    });
    const { value } = await at.soap.trunks();
    expect(value.map(({ name, mode }) => `${name}: ${mode}`)).toEqual([
      "SBC: Encrypted",
      "Voicemail: Non Secure",
      "Odd: ",
    ]);
  });

  it("of a publisher that does not speak AXL are an error that says so", async () => {
    const at = await stage({
      answer: (_, response) => {
        response.writeHead(200, { "content-type": "text/html" });
        response.end("<html>Welcome</html>");
      },
    });
    expect((await failure(at.soap.trunks())).code).toBe("output-not-understood");
  });
});
