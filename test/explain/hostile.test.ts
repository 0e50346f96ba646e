// Floods of what each reader looks for: a megabyte of it costs seconds at most, and nothing breaks.
import { describe, expect, it } from "vitest";
import type { Explanation } from "../../src/domain/explanation.ts";
import { explainText, largestText } from "../../src/explain/explain.ts";
import { processorMs } from "../fakes/processor-time.ts";

const size = largestText - 1000;
const flood = (piece: string): string => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

const floods: Readonly<Record<string, string>> = {
  prompts: "admin:\n",
  "prompts with commands": "admin:show ctl\n",
  "commands on one line": "admin: show itl ",
  "services on one line": "Cisco Tftp[STARTED] ",
  "services that start": "Cisco Tftp[STARTING]\nCisco Tomcat[STOPPING]\n",
  rules: "= == === ",
  "table rows": "a b\n== ==\n1 2\n",
  "list records": "CTL Record #:1\n1 RECORDLENGTH 2 5\n6 SERIALNUMBER 1 AA\n",
  "certificate files": "tomcat/tomcat.pem: ",
  "BEGIN lines": "-----BEGIN CERTIFICATE-----\n",
  "BEGIN and END lines": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
  labels: "Serial Number: 1\nIssuer Name: x\n",
  addresses: "192.0.2.1 a b Publisher authenticated ",
  dates: "2026-11-20-01-00-07.tar NETWORK Fri Nov 20 01:00:07 UTC 2026 SUCCESS ",
  "log lines": "2026-01-10 06:06:31,274 ERROR x SAMLAuthenticator - Failed to decrypt the secret key\n",
  "TVS questions":
    "debug X::getCertificateInformation - Looking up the certificate cache using Unique MAP ID : AA\ngetCertificateInformation - Cannot find the certificate in the cache\n",
  quotes: "> > > ",
  "escape sequences": "\u001b[",
  entities: "&lt;",
  "equal lines": `${"x".repeat(79)}\n`,
  "paging marks": "Press <enter> for 1 line, <space> for one page, or <q> to quit",
  "one word": "a",
  blanks: " ",
  "line ends": "\n",
  returns: "\r",
  "quoted names": '"a ',
  "opening brackets": "<http://a|",
};

describe("a flood", () => {
  it.each(Object.keys(floods))("of %s is read within seconds", async (name) => {
    let explained: Explanation | undefined;
    const took = await processorMs(async () => {
      explained = await explainText(flood(floods[name] ?? ""), { now: 0 });
    });
    expect(JSON.stringify(explained).length).toBeLessThan(3_000_000);
    expect(took, "milliseconds of processor time").toBeLessThan(8_000);
  });
});
