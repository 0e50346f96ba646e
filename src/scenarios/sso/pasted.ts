// A pasted SSO log against the cluster’s own certificates: what it says counts only where pinned systems know the serial number.
import type { Finding } from "../../domain/finding.ts";
import type { NodeName } from "../../domain/ids.ts";
import type { PastedLogin } from "../../domain/pasted.ts";
import { say } from "../../i18n/say.ts";
import type { Certificate } from "../../trust/types.ts";
import type { ConclusionInput } from "../scenario.ts";
import { lookBackMs, type PasteWorth, weighedFinding } from "../weighed.ts";
import { decryptsWith, type SsoSituation, storedFor } from "./situation.ts";

/** Where the serial number of the response is known from. */
export interface SerialMatch {
  readonly as: "loaded" | "stored" | "earlier";
  readonly node: NodeName;
  /** What the node decrypts with now. */
  readonly uses: Certificate;
}

export interface PastedWeight {
  readonly worth: PasteWorth;
  readonly login: PastedLogin;
  readonly match?: SerialMatch;
  readonly finding: Finding;
}

/** The log names no time zone: so far a printed time may be off (UTC-12 to UTC+14). */
const zones = { east: 14 * 3_600_000, west: 12 * 3_600_000 };

/** Undefined without a paste that tells of a failed login. */
export function weighLogin(input: ConclusionInput, situation: SsoSituation): PastedWeight | undefined {
  const { pasted } = input;
  const login = pasted?.facts.login;
  if (pasted === undefined || login === undefined || login.outcome === "sso.signed-in") return undefined;
  const match = login.serial === undefined ? undefined : matchOf(situation, login.serial);
  const worth = worthOf(input, login, match);
  const { serial } = login;
  const whom = serial === undefined ? "" : `, encrypted for ${BigInt(`0x${serial}`).toString(10)} (hex ${serial})`;
  const values = match && { node: match.node, unit: situation.unit };
  const means = values && say(`scenario.pasted.serial.${match.as}`, values);
  const finding = weighedFinding(pasted, worth, `${login.at} ${login.outcome}${whom}`.trim(), means);
  return { worth, login, finding, ...(match === undefined ? {} : { match }) };
}

function worthOf({ now }: ConclusionInput, login: PastedLogin, match: SerialMatch | undefined): PasteWorth {
  const printed = Date.parse(`${login.at.replace(" ", "T").replace(",", ".")}Z`);
  if (Number.isNaN(printed)) return "undated";
  const [earliest, latest] = [printed - zones.east, printed + zones.west];
  if (earliest > now) return "not-yet";
  // A login from before the certificate of now was encrypted for the one of then, and rightly so.
  if (latest < now - lookBackMs || (match !== undefined && latest < Date.parse(match.uses.notBefore))) return "old";
  if (match !== undefined && login.outcome === "sso.decrypt-failed") return "counts";
  return login.serial !== undefined && match === undefined ? "unmatched" : "fits";
}

/** Tried in this order: a node that stores the certificate and has not loaded it is the one where the login fails. */
function matchOf(situation: SsoSituation, serial: string): SerialMatch | undefined {
  const { agreement, enabled, unit } = situation;
  const nodes = enabled.flatMap(({ node }) => {
    const uses = decryptsWith(situation, node)?.value;
    return uses === undefined ? [] : [{ node, uses, stores: storedFor(situation, node)?.value.serial }];
  });
  const stored = nodes.find(({ uses, stores }) => stores === serial && uses.serial !== serial);
  if (stored !== undefined) return { as: "stored", node: stored.node, uses: stored.uses };
  const loaded = nodes.find(({ uses }) => uses.serial === serial);
  if (loaded !== undefined) return { as: "loaded", node: loaded.node, uses: loaded.uses };
  const had = (agreement?.earlier ?? []).find((one) => one.serial === serial);
  if (had === undefined) return undefined;
  // ITLRecovery is one for the cluster; a Tomcat certificate belongs to the node that had it.
  const [first] = nodes;
  const there = unit === "tomcat" ? (nodes.find(({ node }) => node === had.node) ?? first) : first;
  return there && { as: "earlier", node: there.node, uses: there.uses };
}
