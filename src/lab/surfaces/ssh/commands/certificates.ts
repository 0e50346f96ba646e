// show cert list own|trust, show cert own, show cert trust.
import { certificateUnits } from "../../../../domain/cluster.ts";
import type { LabCertificate } from "../../../model.ts";
import { printDecoded } from "../print-certificate.ts";
import { printClassic } from "../print-certificate-classic.ts";
import { type CliCommand, type CliSession, page, tell, unsuccessful } from "../session.ts";

/** The order in which a CUCM 15 lists its own certificates. */
const listed = [
  "tomcat",
  "tomcat-ECDSA",
  "ipsec",
  "ITLRecovery",
  "CallManager-ECDSA",
  "CallManager",
  "CAPF",
  "TVS",
] as const;

/** `<store>/<CN>_<serial>.pem`, CAPF without the serial; blanks become underscores (names of a real CUCM 14). */
const trustFile = (store: string, certificate: LabCertificate): string => {
  const name = certificate.commonName.replace(/\s+/g, "_");
  return `${store}/${name.startsWith("CAPF-") ? name : `${name}_${certificate.serial}`}.pem`;
};

async function listOwn(session: CliSession): Promise<void> {
  const lines = listed.flatMap((unit) => {
    const own = session.node.own.get(unit);
    return own === undefined ? [] : [`${unit}/${unit}.pem: ${own.description}\n`];
  });
  await page(session, lines.join(""));
}

async function listTrust(session: CliSession): Promise<void> {
  const lines = [...session.node.trust].flatMap(([store, certificates]) =>
    certificates.map((certificate) => `${trustFile(store, certificate)}: ${certificate.description}\n`),
  );
  await page(session, lines.join(""));
}

/** Own certificates come with their PEM, trust certificates decoded only. */
const decoded = ({ cluster }: CliSession, shown: LabCertificate): string =>
  cluster.profile.certificatePrint === "classic" ? printClassic(shown) : printDecoded(shown);

/** Takes `tomcat` as Cisco's documents write it, and `tomcat/tomcat.pem` as the list prints it. */
async function showOwn(session: CliSession, rest: string): Promise<void> {
  const wanted =
    rest
      .replace(/\.pem$/, "")
      .split("/")
      .at(-1) ?? "";
  const unit = certificateUnits.find((known) => known.toLowerCase() === wanted.toLowerCase());
  const own = unit === undefined ? undefined : session.node.own.get(unit);
  if (own === undefined) await tell(session, `Certificate ${rest} not found\n${unsuccessful}\n`);
  else await page(session, `${decoded(session, own)}\n${own.pem.trimEnd()}\n`);
}

async function showTrust(session: CliSession, rest: string): Promise<void> {
  for (const [store, certificates] of session.node.trust) {
    const found = certificates.find((certificate) => trustFile(store, certificate) === rest);
    if (found !== undefined) {
      await page(session, decoded(session, found));
      return;
    }
  }
  await tell(session, `Certificate ${rest} not found\n${unsuccessful}\n`);
}

const importable = { tomcat: "tomcat-trust", callmanager: "CallManager-trust" } as const;

/** `set cert import trust tomcat`: the certificate is pasted; it ends with its END line, or with an empty one. */
async function importTrust(session: CliSession, rest: string): Promise<void> {
  const unit = rest.toLowerCase().replace(/-trust$/, "");
  const store = unit === "tomcat" || unit === "callmanager" ? importable[unit] : undefined;
  if (store === undefined) {
    await tell(session, `Unit ${rest} does not exist on this node.\n${unsuccessful}\n`);
    return;
  }
  await tell(session, "Paste the Certificate and Hit Enter\n");
  const lines: string[] = [];
  for (;;) {
    const line = (await session.terminal.readLine()).trim();
    if (line === "" && lines.length > 0) break;
    if (line !== "") lines.push(line);
    if (lines.length > 200) break;
  }
  session.cluster.hands.importTrust(store, lines.join("\n"));
  const name = store.replace("-trust", "");
  await tell(
    session,
    `Successfully imported certificate for ${name}.\nPlease restart services related to ${name} for the new certificate to\nbecome active.\n`,
  );
}

export const certificateCommands: readonly CliCommand[] = [
  { words: "set cert import trust", privilege: 1, run: importTrust },
  { words: "show cert list own", privilege: 0, run: listOwn },
  { words: "show cert list trust", privilege: 0, run: listTrust },
  { words: "show cert own", privilege: 0, run: showOwn },
  { words: "show cert trust", privilege: 0, run: showTrust },
];
