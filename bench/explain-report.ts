// What scanning measured, as a table.
import type { ExplainResult, Measured } from "./explain.ts";
import { judged, megabytes, printTable } from "./table.ts";

/** Speed beside the peer at least; bytes. */
export const explainAims = { plain: 0.8, packed: 1, memoryBytes: 200 * 1024 * 1024 } as const;

export function explainTable({ plain, packed }: ExplainResult): string {
  const row = (what: string, bytes: number, one: Measured): string[] => [
    what,
    `${one.seconds.toFixed(2)} s`,
    `${(bytes / 1e6 / one.seconds).toFixed(0)} MB/s`,
    one.memory === undefined ? "not told here" : megabytes(one.memory),
    "",
  ];
  const compare = (what: string, ours: Measured, peer: Measured, aim: number): string[] => {
    const ratio = peer.seconds / ours.seconds;
    const small = ours.memory === undefined || ours.memory < explainAims.memoryBytes;
    return [
      what,
      ratio.toFixed(2),
      `≥ ${aim}`,
      `< ${megabytes(explainAims.memoryBytes)}`,
      judged(ratio >= aim && small && same(ours, peer)),
    ];
  };
  const size = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  return [
    `Scanning for every signature (one line of 100,000 has one): a plain log of ${size(plain.bytes)}, a .tar.gz of ${size(packed.bytes)} (${size(packed.unpacked)} unpacked); best run, start of the process included`,
    "",
    printTable({
      head: ["", "time", "speed", "peak memory", ""],
      rows: [
        row("plain: ripgrep, same patterns", plain.bytes, plain.peer),
        row("plain: certops explain", plain.bytes, plain.ours),
        compare("plain: speed beside ripgrep", plain.ours, plain.peer, explainAims.plain),
        row("packed: zcat | ripgrep (unpacked MB/s)", packed.unpacked, packed.peer),
        row("packed: certops explain (unpacked MB/s)", packed.unpacked, packed.ours),
        compare("packed: speed beside zcat | ripgrep", packed.ours, packed.peer, explainAims.packed),
      ],
    }),
    "",
    `findings: ${same(plain.ours, plain.peer) && same(packed.ours, packed.peer) ? "the same as ripgrep’s lines, by signature" : "DIFFERENT from ripgrep’s lines"}`,
  ].join("\n");
}

/** What TVS looks for is only a help for its answers, and what later lines clear up is no finding. */
const settled = /^(?:tvs\.(?:lookup|cache-miss)|ios\.capf-handshake-error)$/;

function same(ours: Measured, peer: Measured): boolean {
  const codes = new Set([...Object.keys(ours.hits), ...Object.keys(peer.hits)].filter((code) => !settled.test(code)));
  return [...codes].every((code) => ours.hits[code] === peer.hits[code]);
}
