// Names and serial numbers in the notations that CUCM prints.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameParts, normaliseSerial, sameName, sameSerial, trustListName } from "../../src/trust/names.ts";

describe("serial numbers", () => {
  it.each([
    ["70CAF64E090751B9", "70caf64e090751b9"],
    ["70:CA:F6:4E:09:07:51:B9", "70caf64e090751b9"],
    ["0x0070ca", "70ca"],
    ["00", "0"],
    [" 5F 3A ", "5f3a"],
  ])("reads hexadecimal %s", (text, expected) => {
    expect(normaliseSerial(text)).toBe(expected);
  });

  it("reads the decimal serials that releases from 14SU2 print", () => {
    expect(normaliseSerial("149896742411013485946284193024906114491", "decimal")).toBe(
      BigInt("149896742411013485946284193024906114491").toString(16),
    );
  });

  it.each(["", "xyz", "12 34 gg", "-5", "1".repeat(300)])("refuses %j", (text) => {
    expect(normaliseSerial(text)).toBeUndefined();
    expect(normaliseSerial(text, "decimal")).toBeUndefined();
  });

  it("tells neither notation from digits alone, so both are compared unless one is named", () => {
    expect(sameSerial("2a", "42")).toBe(true);
    expect(sameSerial("42", "42")).toBe(true);
    expect(sameSerial("2a", "42", "hex")).toBe(false);
    expect(sameSerial("42", "42", "decimal")).toBe(false);
    expect(sameSerial("", "")).toBe(false);
  });

  it("brings every notation of one number to one form", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 160n }), (serial) => {
        const hex = serial.toString(16);
        const even = hex.padStart(hex.length + (hex.length % 2), "0");
        const colons = (even.match(/../g) ?? []).join(":").toUpperCase();
        expect(normaliseSerial(colons)).toBe(hex);
        expect(normaliseSerial(`0000${hex}`)).toBe(hex);
        expect(normaliseSerial(serial.toString(10), "decimal")).toBe(hex);
      }),
    );
  });
});

describe("names", () => {
  it("are the same in the trust list's order, the database's order, and as `show ctl` breaks them", () => {
    const printed = "CN=cucm-1051-a-pub;OU=TAC;O=Cisco;L=Krakow; ST=Malopolska;C=PL";
    expect(sameName(printed, "L=Krakow,ST=Malopolska,CN=cucm-1051-a-pub,OU=TAC,O=Cisco,C=PL")).toBe(true);
    expect(sameName(printed, "L=Krakow,ST=Malopolska,CN=cucm-1051-a-sub,OU=TAC,O=Cisco,C=PL")).toBe(false);
    expect(sameName("", "")).toBe(false);
  });

  it("keep commas inside values, escaped or not", () => {
    expect(nameParts("CN=a;O=Example, Inc")).toEqual(["CN=a", "O=Example, Inc"]);
    expect(sameName("CN=a;O=Example, Inc", "O=Example\\, Inc,CN=a")).toBe(true);
    expect(nameParts("O=x\\,CN=forged,CN=real")).toEqual(["O=x,CN=forged", "CN=real"]);
  });

  it("are written in the trust list's order and read back alike", () => {
    expect(trustListName("L=Krakow,ST=Malopolska,CN=pub,OU=TAC,O=Cisco,C=PL")).toBe(
      "CN=pub;OU=TAC;O=Cisco;L=Krakow;ST=Malopolska;C=PL",
    );
    const odd = "CN=a\\;O=b\\\\,O=c\\, d";
    expect(sameName(trustListName(odd), odd)).toBe(true);
  });

  it("of any content never hang or throw", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000 }), (text) => {
        expect(nameParts(text).every((part) => part !== "")).toBe(true);
      }),
    );
    const flood = ",A=".repeat(20_000);
    expect(nameParts(flood).length).toBeGreaterThan(1000);
  });
});
