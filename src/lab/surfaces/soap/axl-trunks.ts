// AXL about SIP trunks and their security profiles.
import { childOf, textAt, type XmlElement } from "../../../transport/xml.ts";
import { trunkProfiles } from "../../call-routing.ts";
import { databaseKey } from "../sql/tables.ts";
import { type AxlOperation, axlPattern, bounded, countIn, uuid, wantedTags } from "./axl-common.ts";
import { tag, text } from "./xml-out.ts";

type Fields = readonly (readonly [string, string])[];

function listed(version: string, operation: XmlElement, element: string, rows: readonly Fields[]) {
  const name = axlPattern(textAt(childOf(operation, "searchCriteria"), "name") || "%");
  const wanted = wantedTags(operation);
  const skip = countIn(operation, "skip", 0);
  const nameOf = (fields: Fields): string => fields.find(([field]) => field === "name")?.[1] ?? "";
  const found = rows.filter((fields) => name.test(nameOf(fields)));
  const xml = found.slice(skip, skip + countIn(operation, "first", Number.MAX_SAFE_INTEGER)).map((fields) => {
    const inner = fields
      .filter(([field]) => wanted?.has(field) ?? true)
      .map(([field, value]) => tag(field, text(value)));
    return tag(element, inner.join(""), ` uuid="${uuid(databaseKey(element, nameOf(fields)))}"`);
  });
  return bounded(version, operation.name, xml);
}

const listSipTrunk: AxlOperation = ({ cluster, operation }, version) =>
  listed(
    version,
    operation,
    "sipTrunk",
    cluster.routing.trunks.map((trunk) => [
      ["name", trunk.name],
      ["description", trunk.description],
      ["devicePoolName", trunk.devicePool],
      ["securityProfileName", trunk.profile],
    ]),
  );

const listProfiles: AxlOperation = ({ operation }, version) =>
  listed(
    version,
    operation,
    "sipTrunkSecurityProfile",
    trunkProfiles.map(({ name, mode, incoming, outgoing }) => [
      ["name", name],
      ["securityMode", mode],
      ["incomingTransport", incoming],
      ["outgoingTransport", outgoing],
    ]),
  );

export const trunkOperations: ReadonlyMap<string, AxlOperation> = new Map([
  ["listSipTrunk", listSipTrunk],
  ["listSipTrunkSecurityProfile", listProfiles],
]);
