// The SSO log by log collection, in both forms that nodes answer in, and a node's own SAML metadata; nodes that say odd things.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { ClusterNode } from "../../../src/domain/cluster.ts";
import { failure, type Stage, stage } from "./stage.ts";

const folder = "/var/log/active/tomcat/logs/ssosp/log4j";
const listing = (paths: readonly string[], size = 1000, name = "name"): string =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="u"><s:Body><n:selectLogFilesResponse xmlns:n="v"><n:ResultSet><n:SchemaFileSelectionResult><n:Node><n:${name}>x</n:${name}><n:ServiceList><n:ServiceLogs><n:SetOfFiles>${paths
    .map(
      (path) =>
        `<n:File><n:${name}>f</n:${name}><n:absolutepath>${path}</n:absolutepath><n:filesize>${size}</n:filesize></n:File>`,
    )
    .join(
      "",
    )}</n:SetOfFiles></n:ServiceLogs></n:ServiceList></n:Node></n:SchemaFileSelectionResult></n:ResultSet></n:selectLogFilesResponse></s:Body></s:Envelope>`;
const file = (text: string): string =>
  `<s:Envelope xmlns:s="u"><s:Body><n:GetOneFileReturn xmlns:n="v">${Buffer.from(text).toString("base64")}</n:GetOneFileReturn></s:Body></s:Envelope>`;
const samples = resolve(import.meta.dirname, "../../../../shared/samples/api/logs");
const noSuchOperation = `<s:Envelope xmlns:s="u"><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>No such operation 'FileName'</faultstring></s:Fault></s:Body></s:Envelope>`;
const attachedFile = (text: string) => ({
  type: 'multipart/related; boundary="b"; type="text/xml"',
  body: `--b\r\nContent-Type: text/xml\r\n\r\n<s:Envelope xmlns:s="u"><s:Body><GetOneFileResponse><DataHandler href="cid:f"/></GetOneFileResponse></s:Body></s:Envelope>\r\n--b\r\nContent-ID: <f>\r\n\r\n${text}\r\n--b--\r\n`,
});
const logLine =
  "2026-01-10 06:06:31,274 ERROR [x] y - Error while processing saml response Failed to decrypt the secret key.\n";
const since = "2026-01-03T06:30:00.000Z";

interface Given {
  readonly body: string | Buffer;
  readonly type?: string;
  readonly status?: number;
}
const on = (answer: (body: string) => Given) =>
  stage({
    answer: ({ body }, response) => {
      const given = answer(body);
      response.statusCode = given.status ?? 200;
      if (given.type !== undefined) response.setHeader("Content-Type", given.type);
      response.end(given.body);
    },
  });
const publisher = ({ cluster }: Stage): ClusterNode => {
  const [node] = cluster.nodes;
  if (node === undefined) throw new Error("no node");
  return node;
};
const listsThen = (paths: readonly string[], content: string, size?: number) => (body: string) => ({
  body: body.includes("selectLogFiles") ? listing(paths, size) : file(content),
});

describe("the SSO log", () => {
  it("is asked for as Cisco’s own sample asks, and its files in order", async () => {
    const at = await on(listsThen([`${folder}/ssosp00013.log`, `${folder}/ssosp00012.log`], logLine));
    const { value, evidence } = await at.soap.ssoLog(publisher(at), since);
    expect(value).toMatchObject({
      files: 2,
      entries: [{ code: "sso.decrypt-failed" }, { code: "sso.decrypt-failed" }],
    });
    expect(evidence).toMatchObject({ system: "Log collection", source: expect.stringContaining("ssosp00012.log") });
    const bodies = at.nodes[0]?.seen.map(({ body }) => body) ?? [];
    expect(bodies[0]).toContain(
      "<soap:FromDate>01/03/26 06:30 AM</soap:FromDate><soap:TimeZone>Client: (GMT+0:0)UTC</soap:TimeZone>",
    );
    expect(bodies.slice(1).map((body) => /ssosp\d+\.log/.exec(body)?.[0])).toEqual([
      "ssosp00012.log",
      "ssosp00013.log",
    ]);
  });

  it("has the elements of the request that is valid by Cisco’s WSDL, in its order", async () => {
    const sample = resolve(samples, "02-selectLogFiles.sso.request.xml");
    const at = await on(listsThen([], ""));
    await at.soap.ssoLog(publisher(at), since);
    const names = (text: string) => [...text.matchAll(/<soap:(\w+)/g)].map((match) => match[1]);
    const sent = names(at.nodes[0]?.seen[0]?.body ?? "");
    expect(sent.length).toBeGreaterThan(15);
    if (existsSync(sample)) expect(sent).toEqual(names(readFileSync(sample, "utf8")));
  });

  it("is read out of an attachment too, whatever bytes stand in it", async () => {
    const part = (head: string, body: string) => `--b\r\n${head}\r\n\r\n${body}\r\n`;
    const at = await on((body) =>
      body.includes("selectLogFiles")
        ? { body: listing([`${folder}/ssosp00012.log`]) }
        : {
            type: 'multipart/related; boundary="b"; type="application/xop+xml"',
            body: Buffer.from(
              `${part("Content-Type: application/xop+xml", file(""))}${part("Content-Type: application/octet-stream", `\u00ff\u00fe${logLine}`)}--b--\r\n`,
              "latin1",
            ),
          },
    );
    expect((await at.soap.ssoLog(publisher(at), since)).value.entries).toMatchObject([{ code: "sso.decrypt-failed" }]);
  });

  it("fetches nothing that the node names outside of the SSO logs, and no giant", async () => {
    const paths = [
      "/etc/passwd",
      `${folder}/../../../../../etc/shadow.log`,
      `${folder}/ssosp.log; rm -rf /`,
      "/var/log/active/platform/log/cli00001.log",
    ];
    const at = await on(listsThen(paths, logLine));
    expect((await at.soap.ssoLog(publisher(at), since)).value).toEqual({ entries: [], files: 0, tooLarge: [] });
    expect(at.nodes[0]?.seen).toHaveLength(1);
    const giant = await on(listsThen([`${folder}/ssosp00012.log`], logLine, 500_000_000));
    expect((await giant.soap.ssoLog(publisher(giant), since)).value).toEqual({
      entries: [],
      files: 0,
      tooLarge: [`${folder}/ssosp00012.log`],
    });
  });

  it("that went round between the list and the fetching is skipped", async () => {
    const gone = `<s:Envelope xmlns:s="u"><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>FileName x do not exist</faultstring></s:Fault></s:Body></s:Envelope>`;
    const at = await on((body) => {
      if (body.includes("selectLogFiles"))
        return { body: listing([`${folder}/ssosp00011.log`, `${folder}/ssosp00012.log`]) };
      return body.includes("ssosp00011") ? { status: 500, body: gone } : { body: file(logLine) };
    });
    expect((await at.soap.ssoLog(publisher(at), since)).value).toMatchObject({ files: 1, entries: [{}] });
    expect(at.nodes[0]?.seen).toHaveLength(3);
  });

  it("of many megabytes passes by, whole", async () => {
    const much = `${"2026-01-10 06:00:00,000 DEBUG [a] x - nothing\n".repeat(120_000)}${logLine}`;
    const part = (head: string, body: string) => `--b\r\n${head}\r\n\r\n${body}\r\n`;
    const forms = [
      { body: file(much) },
      {
        type: "multipart/related; boundary=b",
        body: `${part("Content-Type: text/xml", file(""))}${part("Content-Type: application/octet-stream", much)}--b--\r\n`,
      },
    ];
    for (const form of forms) {
      const at = await on((body) =>
        body.includes("selectLogFiles") ? { body: listing([`${folder}/ssosp00012.log`], much.length) } : form,
      );
      const { value, evidence } = await at.soap.ssoLog(publisher(at), since);
      expect(value.entries).toMatchObject([{ code: "sso.decrypt-failed" }]);
      expect(evidence.digest).toBe(createHash("sha256").update(much).digest("hex"));
    }
  });

  it("that ends nowhere is let go at the limit", async () => {
    const at = await stage({
      answer: async ({ body }, response) => {
        if (body.includes("selectLogFiles")) return void response.end(listing([`${folder}/ssosp00012.log`]));
        response.setHeader("Content-Type", "multipart/related; boundary=b");
        response.write("--b\r\n\r\n<a/>\r\n--b\r\n\r\n");
        const megabyte = Buffer.alloc(1024 * 1024, "y");
        const closed = once(response, "close");
        while (!response.destroyed)
          if (!response.write(megabyte)) await Promise.race([once(response, "drain"), closed]);
      },
    });
    expect(await failure(at.soap.ssoLog(publisher(at), since))).toMatchObject({ code: "output-too-large" });
  });

  it.each([
    ["no such page", { status: 404, body: "" }],
    ["no such operation", { status: 500, body: noSuchOperation }],
    ["something else", { body: "<s:Envelope xmlns:s='u'><s:Body><x/></s:Body></s:Envelope>" }],
  ])("comes from the old service where the newer one has %s, which is asked once", async (_name, refusal) => {
    const listed = listing([`${folder}/ssosp00011.log`, `${folder}/ssosp00012.log`]);
    const at = await stage({
      answer: ({ path, body }, response) => {
        const old = path.includes("DimeGetFileService");
        const file: Given = old ? attachedFile(logLine) : refusal;
        const given: Given = body.includes("selectLogFiles") ? { body: listed } : file;
        response.statusCode = given.status ?? 200;
        if (given.type !== undefined) response.setHeader("Content-Type", given.type);
        response.end(given.body);
      },
    });
    for (const _again of [1, 2])
      expect((await at.soap.ssoLog(publisher(at), since)).value).toMatchObject({ files: 2, entries: [{}, {}] });
    const seen = at.nodes[0]?.seen ?? [];
    const twiceTheOld = ["DimeGetFileService", "DimeGetFileService"];
    expect(seen.map(({ path }) => path.split("/").at(-1))).toEqual([
      "LogCollectionPortTypeService",
      "LogCollectionPortTypeService",
      ...twiceTheOld,
      "LogCollectionPortTypeService",
      ...twiceTheOld,
    ]);
    const request = seen.find(({ path }) => path.includes("Dime"));
    expect(request?.headers.soapaction).toBe(
      '"http://schemas.cisco.com/ast/soap/action/#LogCollectionPort#GetOneFile"',
    );
    const sample = resolve(samples, "07-DimeGetFileService.GetOneFile.request.http");
    const names = (text: string) => [...text.matchAll(/<([\w:]+)/g)].map((match) => match[1]);
    expect(names(request?.body ?? "")).toEqual([
      "soapenv:Envelope",
      "soapenv:Header",
      "soapenv:Body",
      "soap:GetOneFile",
      "FileName",
    ]);
    if (existsSync(sample))
      expect(names(readFileSync(sample, "utf8"))).toEqual(["redacted", ...names(request?.body ?? "")]);
  });

  it("comes as DIME records, too", async () => {
    const record = (flags: number, data: string) => {
      const head = Buffer.from([8 | flags, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
      head.writeUInt32BE(data.length, 8);
      return Buffer.concat([head, Buffer.from(data.padEnd(Math.ceil(data.length / 4) * 4, "\0"))]);
    };
    const at = await on((body) =>
      body.includes("selectLogFiles")
        ? { body: listing([`${folder}/ssosp00012.log`]) }
        : { type: "application/dime", body: Buffer.concat([record(4, "<a/>"), record(2, logLine)]) },
    );
    expect((await at.soap.ssoLog(publisher(at), since)).value.entries).toMatchObject([{ code: "sso.decrypt-failed" }]);
  });

  it("that neither service has says what the first one said, and an account that may not read it which role it needs", async () => {
    const at = await on((body) =>
      body.includes("selectLogFiles")
        ? { body: listing([`${folder}/ssosp00012.log`]) }
        : { status: 500, body: noSuchOperation },
    );
    expect(await failure(at.soap.ssoLog(publisher(at), since))).toMatchObject({
      code: "server-fault",
      message: expect.stringContaining("No such operation"),
    });
    expect(at.nodes[0]?.seen).toHaveLength(3);
    const forbidden = await on(() => ({ status: 403, body: "" }));
    expect(await failure(forbidden.soap.ssoLog(publisher(forbidden), since))).toMatchObject({
      code: "privilege-too-low",
      next: { values: { role: "Standard RealtimeAndTraceCollection" } },
    });
  });

  it("that cannot be had says why: a fault, a wrong password tried once, no base64, garbage", async () => {
    const fault = `<s:Envelope xmlns:s="u"><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>FileName /x do not exist</faultstring></s:Fault></s:Body></s:Envelope>`;
    const faulty = await on(() => ({ status: 500, body: fault }));
    expect(await failure(faulty.soap.ssoLog(publisher(faulty), since))).toMatchObject({ code: "server-fault" });
    const closed = await on(() => ({ status: 401, body: "" }));
    expect(await failure(closed.soap.ssoLog(publisher(closed), since))).toMatchObject({ code: "login-refused" });
    expect(await failure(closed.soap.ssoLog(publisher(closed), since))).toMatchObject({ code: "login-refused" });
    expect(closed.nodes[0]?.seen).toHaveLength(1);
    const odd = await on((body) => ({
      body: body.includes("selectLogFiles")
        ? listing([`${folder}/ssosp00012.log`])
        : `<s:Envelope xmlns:s="u"><s:Body><n:GetOneFileReturn xmlns:n="v">not base64!</n:GetOneFileReturn></s:Body></s:Envelope>`,
    }));
    expect(await failure(odd.soap.ssoLog(publisher(odd), since))).toMatchObject({ code: "output-not-understood" });
    const noise = await on(() => ({ body: Buffer.from([0, 255, 60, 33]), type: "multipart/related; boundary=b" }));
    expect(await failure(noise.soap.ssoLog(publisher(noise), since))).toMatchObject({ code: "output-not-understood" });
  });
});

describe("a node’s SAML metadata", () => {
  it.each([
    ["an HTML login page", "<!doctype html><html><body>login</body></html>"],
    [
      "own entities",
      '<!DOCTYPE m [<!ENTITY a "b">]><EntityDescriptor entityID="&a;"><SPSSODescriptor/></EntityDescriptor>',
    ],
    ["an identity provider’s", '<EntityDescriptor entityID="x"><IDPSSODescriptor/></EntityDescriptor>'],
    [
      "a certificate that is none",
      '<EntityDescriptor entityID="x"><SPSSODescriptor><KeyDescriptor><KeyInfo><X509Data><X509Certificate>MIIDzzCCA........</X509Certificate></X509Data></KeyInfo></KeyDescriptor></SPSSODescriptor></EntityDescriptor>',
    ],
    ["UTF-16", Buffer.from('<EntityDescriptor entityID="x"><SPSSODescriptor/></EntityDescriptor>', "utf16le")],
    ["nesting", `${"<a>".repeat(500)}${"</a>".repeat(500)}`],
  ])("is refused when it is %s", async (_name, body) => {
    const at = await on(() => ({ body }));
    expect(await failure(at.soap.spMetadata(publisher(at)))).toMatchObject({ code: "output-not-understood" });
  });

  it("is asked for without a password", async () => {
    const at = await on(() => ({ status: 302, body: "" }));
    expect(await failure(at.soap.spMetadata(publisher(at)))).toMatchObject({ code: "server-fault" });
    expect(at.nodes[0]?.seen[0]).toMatchObject({ method: "GET", path: "/ssosp/ws/config/metadata/sp" });
    expect(at.nodes[0]?.seen[0]?.headers.authorization).toBeUndefined();
  });
});
