// Node names in a text, as people write them: whole, or short ("sub1", "the publisher", 订阅方 2).
import type { KnownCluster } from "./entities.ts";
import { simplified } from "./simplified.ts";

const escaped = (word: string): string => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The name as a word of its own (Chinese characters beside it do not count as letters). */
export const holds = (plain: string, name: string): boolean =>
  name.length > 1 && new RegExp(`(?<![a-z0-9_-])${escaped(simplified(name.toLowerCase()))}(?![a-z0-9_-])`).test(plain);

/** What "sub1", "subscriber 2" and "节点 3" are called among the parts of node names. */
const roles: Readonly<Record<string, string>> = {
  pub: "pub",
  publisher: "pub",
  发布方: "pub",
  发布者: "pub",
  发布服务器: "pub",
  主服务器: "pub",
  sub: "sub",
  subscriber: "sub",
  订阅方: "sub",
  订阅者: "sub",
  订阅服务器: "sub",
  tftp: "tftp",
  cm: "cm",
  node: "node",
  节点: "node",
};

const short = new RegExp(
  `(?<![a-z0-9_-])(${Object.keys(roles).join("|")})[ -]?0*(\\d{1,3})?(?![a-z0-9_-]|\\.\\w)`,
  "g",
);
const ending = /(pub|sub|tftp|cm|node)[a-z]*[-_]?0*(\d{0,3})$/;

/** `cucm-sub01` -> `sub1`; undefined for names that say nothing of the kind. */
function shortOf(name: string): string | undefined {
  const [, role, number = ""] = ending.exec(name.toLowerCase().split(".")[0] ?? "") ?? [];
  return role === undefined ? undefined : `${role}${number}`;
}

/** The nodes of one cluster that the text names, in the cluster's spelling and order. */
export function nodesIn(plain: string, { nodes, publisher }: KnownCluster): string[] {
  const meant = new Set(nodes.filter((node) => holds(plain, node)));
  for (const [, word = "", number = ""] of plain.matchAll(short)) {
    const role = roles[word] ?? word;
    // "TFTP" alone is the service, a node without a number is any.
    if (number === "" && role !== "pub") continue;
    if (role === "pub" && number === "" && publisher !== undefined) meant.add(publisher);
    else {
      const named = nodes.filter((node) => shortOf(node) === `${role}${number}`);
      if (named.length === 1 && named[0] !== undefined) meant.add(named[0]);
    }
  }
  return nodes.filter((node) => meant.has(node));
}
