// One break, three logs: a public sample, its twin among our own fixtures, and what the practice cluster writes live. All give the same findings.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const samplesFolder = resolve(root, "../shared/samples");

export interface LogTwins {
  /** What each of the three gives, in order. */
  readonly codes: readonly string[];
  /** Under test/fixtures. */
  readonly own: string;
  /** Under the collected samples; `lines`: where one sample holds several breaks, from and up to (from 0, the end left out). */
  readonly samples: readonly { readonly file: string; readonly lines?: readonly [number, number] }[];
}

/** By what an administrator did at the pair. */
export const expresswayTwins = {
  "all is well": {
    codes: ["exlog.clean"],
    own: "expressway/answered.txt",
    samples: [{ file: "logs/expressway-tvcs-tls-handshake-ok--1.txt" }],
  },
  "CUCM does not know the CA of Expressway-C": {
    codes: ["exlog.cucm-refused"],
    own: "expressway/cucm-refuses.txt",
    samples: [
      { file: "logs/expressway-ats-unknown-ca--1.txt" },
      { file: "api/expressway/06-traffic-server.log", lines: [4, 5] },
    ],
  },
  "a certificate of CUCM signed itself": {
    codes: ["exlog.expressway-refused"],
    own: "expressway/expressway-refuses.txt",
    samples: [
      { file: "logs/expressway-ats-connect-8443-success-and-fail--1.txt" },
      { file: "logs/expressway-ats-connect-8443-success-and-fail--1.reflowed.txt" },
      { file: "api/expressway/06-traffic-server.log", lines: [0, 2] },
    ],
  },
  "System > Server has a name that the certificate lacks": {
    codes: ["exlog.name-missing"],
    own: "expressway/name-missing.txt",
    samples: [{ file: "api/expressway/06-traffic-server.log", lines: [2, 4] }],
  },
} as const satisfies Record<string, LogTwins>;

/** By what an administrator did at CUCM or at the identity provider. */
export const ssoTwins = {
  "Tomcat was renewed and the IdP not told": {
    codes: ["sso.decrypt-failed"],
    own: "sso/decrypt-failed.txt",
    samples: [{ file: "logs/sso-failed-to-decrypt--1.txt" }],
  },
  "the IdP got a new signing certificate": {
    codes: ["sso.signing-mismatch"],
    own: "sso/signing-mismatch.txt",
    samples: [{ file: "logs/sso-signing-certificate-mismatch--1.txt" }],
  },
  "a claim rule of the IdP was taken away": {
    codes: ["sso.status-not-success"],
    own: "sso/status-not-success.txt",
    samples: [{ file: "logs/sso-saml-status-not-success--1.txt" }],
  },
} as const satisfies Record<string, LogTwins>;

export const samplesThere = existsSync(samplesFolder);

export const ownText = ({ own }: LogTwins): string => readFileSync(join(root, "test/fixtures", own), "utf8");

export const sampleTexts = ({ samples }: LogTwins): string[] =>
  samples.map(({ file, lines }) => {
    const text = readFileSync(join(samplesFolder, file), "utf8");
    return lines === undefined
      ? text
      : text
          .split("\n")
          .slice(...lines)
          .join("\n");
  });
