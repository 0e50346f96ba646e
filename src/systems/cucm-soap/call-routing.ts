// AXL reads about call routing: which call managers a Cisco Unified CM group has, which SIP trunks there are and how they are secured.
import { childOf, childrenOf, textAt } from "../../transport/xml.ts";
import type { CallManagerGroup, Observed, SipTrunk } from "../ports.ts";
import { type AxlReader, listAll } from "./pages.ts";
import { ask, observed } from "./security.ts";

/**
 * `listCallManagerGroup` returns no members, and `getCallManagerGroup` asks for each group alone: one query over the tables of the
 * data dictionary answers for all. No part of the text comes from outside.
 */
const groupSql =
  "select cmg.name as groupname, pn.name as nodename, cmgm.priority as priority from callmanagergroup as cmg " +
  "inner join callmanagergroupmember as cmgm on cmgm.fkcallmanagergroup = cmg.pkid " +
  "inner join callmanager as cm on cmgm.fkcallmanager = cm.pkid " +
  "inner join processnode as pn on cm.fkprocessnode = pn.pkid";

export async function callManagerGroups(reader: AxlReader): Promise<Observed<readonly CallManagerGroup[]>> {
  const answer = await ask(reader, "executeSQLQuery", [["sql", groupSql]]);
  const rows = childrenOf(childOf(answer.body, "return"), "row")
    .map((row) => ({
      group: textAt(row, "groupname"),
      node: textAt(row, "nodename"),
      priority: Number(textAt(row, "priority")),
    }))
    .filter(({ group, node }) => group !== "" && node !== "")
    .toSorted((a, b) => a.priority - b.priority);
  const value = [...Map.groupBy(rows, ({ group }) => group)]
    .map(([name, members]): CallManagerGroup => ({ name, nodes: members.map(({ node }) => node) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const lines = value.map(({ name, nodes }) => `${name}: ${nodes.join(", ")}`);
  return observed(reader, "executeSQLQuery (Cisco Unified CM groups)", lines, [answer.bytes], value);
}

export async function sipTrunks(reader: AxlReader): Promise<Observed<readonly SipTrunk[]>> {
  const named = (row: Parameters<typeof textAt>[0]): string => textAt(row, "name");
  const tags = ["name", "devicePoolName", "securityProfileName"];
  const trunks = await listAll(reader, "listSipTrunk", "sipTrunk", tags, named);
  const operation = "listSipTrunkSecurityProfile";
  const profiles = await listAll(reader, operation, "sipTrunkSecurityProfile", ["name", "securityMode"], named);
  const modes = new Map([...profiles.rows].map(([name, row]) => [name, textAt(row, "securityMode")]));
  const value = [...trunks.rows.values()].map((row): SipTrunk => {
    const securityProfile = textAt(row, "securityProfileName");
    return {
      name: named(row),
      devicePool: textAt(row, "devicePoolName"),
      securityProfile,
      mode: modes.get(securityProfile) ?? "",
    };
  });
  const lines = value.map(({ name, mode, securityProfile }) => `${name}: ${securityProfile} (${mode || "?"})`);
  return observed(reader, "listSipTrunk", lines, [...trunks.answers, ...profiles.answers], value);
}
