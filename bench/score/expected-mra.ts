// What must be found about Mobile and Remote Access: in the order in which one trouble hides another.
import type { Story } from "./act.ts";
import type { Expected, Fault } from "./fault.ts";
import { mraBooks } from "./mra-truth.ts";

/** While one of the first is there, what comes after cannot be judged yet. */
const order: readonly (readonly Fault[])[] = [
  ["web-service-stopped", "call-manager-stopped"],
  ["peer-not-restarted"],
  ["certificate-expired"],
  ["cucm-refuses-expressway", "expressway-refuses-cucm", "ecdsa-left-behind"],
  ["door-not-restarted"],
  ["name-not-in-certificate"],
  ["cucm-did-not-read-its-stores"],
  ["peer-down", "server-dead", "refused-after-restart"],
];

export function expectedMra(story: Story): Expected {
  const books = mraBooks(story);
  const found = books.faults();
  const lost = books.lost();
  const because = JSON.stringify({ faults: [...found], lost });
  const first = order.map((group) => group.filter((fault) => found.has(fault))).find((group) => group.length > 0) ?? [];
  // A server that does not answer is seen beside whatever else there is.
  const beside = (["peer-down", "server-dead"] as const).filter((fault) => found.has(fault));
  const behind = found.size > 1 ? ({ behind: true } as const) : {};
  return { causes: first, shown: [...new Set([...first, ...beside])], felt: lost > 0, because, ...behind };
}
