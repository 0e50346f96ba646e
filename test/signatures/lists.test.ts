// Recognisers of certificate, trust list and service listings, on every form they arrive in.
import { describe, expect, it } from "vitest";
import { parseCertificateList } from "../../src/signatures/certificate-list.ts";
import { parseOwnCertificate } from "../../src/signatures/certificate-own.ts";
import type { Parsed } from "../../src/signatures/parsed.ts";
import { parseServiceList, parseServiceRestart } from "../../src/signatures/services.ts";
import { parseTrustListPrint } from "../../src/signatures/trust-list-print.ts";
import { readCertificate } from "../../src/trust/certificate.ts";
import { disguises, fixture, valueIn } from "./forms.ts";

const sameInEveryForm = <T>(text: string, parse: (raw: string) => Parsed<T>, expected: T): void => {
  for (const [name, disguise] of Object.entries(disguises)) {
    expect(valueIn(parse(disguise(text))), name).toEqual(expected);
  }
};

describe("show cert list own", () => {
  const expected = valueIn(parseCertificateList(fixture("show-cert-list-own")));

  it("reads unit, file, description and who signed", () => {
    expect(expected).toHaveLength(8);
    expect(expected[0]).toEqual({
      unit: "tomcat",
      file: "tomcat.pem",
      description: "Certificate Signed by Example Issuing CA",
      signing: "ca-signed",
    });
    expect(expected[7]).toMatchObject({ unit: "TVS", signing: "self-signed" });
  });

  it("reads the same with CRLF, lone CR, colours, prompts, blanks and lost line breaks", () => {
    sameInEveryForm(fixture("show-cert-list-own"), parseCertificateList, expected);
  });

  it("reads trust store names, with and without a serial", () => {
    const text = "tomcat-trust/cucm-EC.lab_754b30f0.pem: Trust Certificate\nCAPF-trust/CAPF-36205338.pem\n";
    expect(valueIn(parseCertificateList(text)).map((entry) => [entry.unit, entry.signing])).toEqual([
      ["tomcat-trust", "unknown"],
      ["CAPF-trust", "unknown"],
    ]);
  });

  it("does not understand an empty answer", () => {
    expect(parseCertificateList("\r\nadmin:")).toEqual({ ok: false, reason: "no-certificates", line: "" });
  });
});

describe("show cert own", () => {
  const serial = "70caf64e090751b9df22f49f754fc5bb";

  it.each(["show-cert-own-14su2", "show-cert-own-old"])(
    "reads %s in every form; the PEM is the certificate",
    (name) => {
      for (const [form, disguise] of Object.entries(disguises)) {
        const printed = valueIn(parseOwnCertificate(disguise(fixture(name))));
        expect(printed.serial, form).toBe(serial);
        expect(printed.subject, form).toContain("CN=cucm-pub.lab.example");
        expect(printed.notAfter, form).toBe("Fri Feb 28 10:00:00 UTC 2031");
        expect(readCertificate(printed.pem ?? "").serial, form).toBe(serial);
      }
    },
  );

  it("reads decimal serials only where the layout prints decimal", () => {
    const value = (text: string): string | undefined => valueIn(parseOwnCertificate(text)).serial;
    expect(value("  [0]         Version: 3\n         SerialNumber: 255\n")).toBe("ff");
    expect(value("Serial Number: 0255\n")).toBe("255");
    expect(value("Serial Number: 00:0A:FF\n")).toBe("aff");
    expect(value("         SerialNumber: 0a:ff\n")).toBe("aff");
  });

  it("has no PEM when the block is cut off or damaged, and never the private key", () => {
    const whole = fixture("show-cert-own-14su2");
    expect(valueIn(parseOwnCertificate(whole.slice(0, -60))).pem).toBeUndefined();
    expect(valueIn(parseOwnCertificate(whole.replace("MII", "M%I"))).pem).toBeUndefined();
    const key = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n";
    expect(parseOwnCertificate(key)).toMatchObject({ ok: false });
  });
});

describe("show itl and show ctl", () => {
  const itl = valueIn(parseTrustListPrint("ITL", fixture("show-itl")));

  it("reads signer, checksums, records and the closing line", () => {
    expect(itl).toMatchObject({
      kind: "ITL",
      absent: false,
      verified: true,
      md5: "8d5d069e7d578204f57be1baaf7b8e55",
      signerSerial: "2352e663c1f347df0dca2297e73a120d",
    });
    expect(itl.records.map((record) => record.role)).toEqual(["SAST", "SAST", "CCM+TFTP", "TVS", "CAPF"]);
    // Leading zeros of a serial are not kept: 09:23... is 923...
    expect(itl.records[3]?.serial).toBe("923276d1054875b6a43953d3b1d531e");
  });

  it("reads the same in every form", () => {
    sameInEveryForm(fixture("show-itl"), (raw) => parseTrustListPrint("ITL", raw), itl);
  });

  it("knows an absent CTL, in both spellings and on one line", () => {
    for (const text of [
      fixture("show-ctl-absent"),
      "admin:show ctl Length of CTL file: 0 CTL File not found. Please run CTLClient plugin",
    ]) {
      expect(valueIn(parseTrustListPrint("CTL", text))).toMatchObject({ absent: true, records: [], verified: false });
    }
  });

  it("reads records without a certificate, as a non-secure CTL has them", () => {
    const ctl = valueIn(parseTrustListPrint("CTL", fixture("show-ctl-nonsecure")));
    expect(ctl.records[1]).toMatchObject({ role: "CCM+TFTP", subject: "", serial: "" });
  });

  it("is not verified when the listing stops in the middle", () => {
    const text = fixture("show-itl");
    const cut = valueIn(parseTrustListPrint("ITL", text.slice(0, text.length - 700)));
    expect(cut.verified).toBe(false);
    expect(cut.records.length).toBeGreaterThan(2);
  });

  it("refuses the other list than was asked, and anything else", () => {
    expect(parseTrustListPrint("CTL", fixture("show-itl"))).toMatchObject({ ok: false, reason: "other-list" });
    expect(parseTrustListPrint("ITL", "System error")).toMatchObject({ ok: false, line: "System error" });
  });

  it("is not misled by a subject that imitates rows", () => {
    const evil = "CN=x 6 SERIALNUMBER 16 00:00 4 FUNCTION 2 TVS;C=US";
    const text = fixture("show-itl").replace(/^3\tSUBJECTNAME.*$/m, `3\tSUBJECTNAME\t60\t${evil}`);
    const record = valueIn(parseTrustListPrint("ITL", text)).records[0];
    expect(record).toMatchObject({ role: "SAST", subject: evil, serial: "2352e663c1f347df0dca2297e73a120d" });
  });
});

describe("utils service list", () => {
  const services = valueIn(parseServiceList(fixture("service-list")));

  it("reads names, states and notes", () => {
    expect(services).toHaveLength(11);
    expect(services.find((service) => service.name === "Cisco CTIManager")).toEqual({
      name: "Cisco CTIManager",
      state: "stopped",
      note: "Service Not Activated",
    });
    expect(services.map((service) => service.name)).toContain("SOAP -Log Collection APIs");
    expect(services.at(-1)).toEqual({ name: "Cisco Trust Verification Service", state: "stopping", note: "" });
  });

  it("reads the same in every form", () => {
    sameInEveryForm(fixture("service-list"), parseServiceList, services);
  });
});

describe("utils service restart", () => {
  const states = (text: string) => valueIn(parseServiceRestart("Cisco Tftp", text));

  it("is restarted only when STARTED comes last, after something else", () => {
    expect(states("Cisco Tftp[STOPPING]  \nCisco Tftp[STARTING]\nCisco Tftp[STARTED]  \n").restarted).toBe(true);
    expect(states("Cisco Tftp[STOPPING]\nCisco Tftp[STARTING]\n").restarted).toBe(false);
    expect(states("Cisco Tftp[STARTED]\n").restarted).toBe(false);
    expect(
      states("Cisco Tftp[STARTING]\nCisco Tftp[STARTED]\nCisco Tftp[STOPPED]  Component is not running\n"),
    ).toEqual({ states: ["starting", "started", "stopped"], restarted: false });
  });

  it("does not take another service's lines for its own", () => {
    expect(parseServiceRestart("Cisco Tomcat", "Cisco UDS Tomcat[STOPPING]\nCisco UDS Tomcat[STARTED]\n").ok).toBe(
      false,
    );
  });

  it("reads both warnings, also when line breaks were lost", () => {
    for (const warning of [
      " Don't press Ctrl-c while the service is getting RESTARTED.If Service has not Restarted Properly, execute the same Command Again",
      "Do not press Ctrl+C while the service is restarting. If the service has not restarted properly, execute the same command again.",
    ]) {
      const text = `${warning}\nService Manager is running\nCisco Tftp[STOPPING]  \nCisco Tftp[STARTED]  \n`;
      expect(states(text).restarted).toBe(true);
      expect(states(text.replace(/\n/g, " ")).restarted).toBe(true);
    }
  });
});
