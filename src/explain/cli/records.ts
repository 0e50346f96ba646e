// Backups and database tables explained.
import type { Json } from "../../domain/text.ts";
import { oneLine } from "../../kernel/terminal-text.ts";
import { type Backup, parseBackupHistory, parseBackupStatus } from "../../signatures/backups.ts";
import { contentLines, plainHex } from "../../signatures/lines.ts";
import { parseSqlTable } from "../../signatures/sql-table.ts";
import { finding } from "../finding.ts";
import type { Reader, Reading } from "../reading.ts";

const dayMs = 24 * 3600 * 1000;
/** As the preflight judges it. */
const recentDays = 7;

export const readBackups: Reader = (body, around) => {
  const { locate, command } = around;
  const flat = oneLine(body);
  const fault = /[^\n]{0,200}Unable to connect to Master Agent[^\n]{0,200}/i.exec(body)?.[0];
  if (fault !== undefined) {
    return {
      facts: { report: "error", backups: [] },
      findings: [finding("drf.master-unreachable", "problem", locate.all([fault]))],
    };
  }
  if (/schedule/i.test(command ?? "") || /schedule name\s+device name/i.test(flat)) return schedule(body, around);
  const cancelled = /Backup cancelled[^.]{0,60}/i.exec(flat)?.[0];
  if (cancelled !== undefined) {
    return {
      facts: { report: "cancel", backups: [], cancelled: true },
      findings: [finding("backup.cancelled", "warning", locate.all([cancelled]))],
    };
  }
  const history = parseBackupHistory(body);
  const status = parseBackupStatus(body);
  if (/status/i.test(command ?? "") || !history.ok) {
    if (!status.ok) return undefined;
    const percentage = /Percentage Complete:\s?(\d{1,3})/i.exec(flat)?.[1];
    return {
      facts: {
        report: "status",
        running: status.value,
        percentage: percentage === undefined ? null : Number(percentage),
        backups: [],
      },
      findings: [
        status.value
          ? finding("backup.running", "warning", locate.all(status.lines))
          : finding("backup.idle", "ok", locate.all(status.lines)),
      ],
    };
  }
  return backups(history.value, history.lines, around);
};

function backups(list: readonly Backup[], lines: readonly string[], { locate, now }: Parameters<Reader>[1]): Reading {
  const times = (one: Backup): Record<string, Json> =>
    one.completedAt.endsWith("Z")
      ? { completedAt: one.completedAt }
      : { completedAt: one.completedAt, completedAtZone: null };
  const facts = {
    report: "history",
    backups: list.map((one) => ({ file: one.file, success: one.success, ...times(one) })),
  };
  if (list.length === 0) return { facts, findings: [finding("backup.none", "warning", locate.all(lines))] };
  const newest = [...list].sort((a, b) => a.completedAt.localeCompare(b.completedAt)).at(-1) ?? list[0];
  const good = [...list]
    .filter((one) => one.success)
    .sort((a, b) => a.completedAt.localeCompare(b.completedAt))
    .at(-1);
  if (newest !== undefined && !newest.success) {
    return { facts, findings: [finding("backup.failed", "problem", locate.all([newest.file]))] };
  }
  const at = Date.parse(good?.completedAt.replace(/Z?$/, "Z") ?? "");
  const days = Math.floor((now - at) / dayMs);
  const values = { days: Number.isNaN(days) ? 0 : Math.max(0, days), file: good?.file ?? "" };
  const recent = !Number.isNaN(days) && days <= recentDays;
  return {
    facts,
    findings: [
      finding(recent ? "backup.recent" : "backup.old", recent ? "ok" : "warning", locate.all([good?.file ?? ""]), {
        values,
      }),
    ],
  };
}

function schedule(body: string, { locate }: Parameters<Reader>[1]): Reading | undefined {
  const rows = contentLines(body).flatMap((line) => {
    const found = /^(\S.{0,80}?)\s{2,}(\S.{0,80}?)\s{2,}(enabled|disabled)$/i.exec(line.replace(/\t/g, "  "));
    return found === null
      ? []
      : [{ schedule: found[1] ?? "", device: found[2] ?? "", enabled: /enabled/i.test(found[3] ?? "") }];
  });
  if (rows.length === 0 && !/schedule/i.test(body)) return undefined;
  const on = rows.filter((row) => row.enabled);
  const at = locate.all(rows.length === 0 ? ["schedule"] : rows.map((row) => row.schedule));
  return {
    facts: { report: "schedule", schedules: rows, backups: [] },
    findings: [on.length > 0 ? finding("backup.scheduled", "ok", at) : finding("backup.not-scheduled", "warning", at)],
  };
}

export const readSqlTable: Reader = (body, { locate }) => {
  const parsed = parseSqlTable(body);
  if (!parsed.ok) {
    // Informix says so in one line when nothing matches.
    const none = /No records found|0 rows? (?:found|selected)/i.exec(body)?.[0];
    if (none === undefined) return undefined;
    return { facts: { columns: [], rows: [], count: 0 }, findings: [finding("sql.empty", "ok", locate.all([none]))] };
  }
  const { columns, rows } = parsed.value;
  const serials = columns.filter((column) => /^serialnumber$/i.test(column));
  const kept = rows.slice(0, 2000).map((row) => ({
    ...row,
    ...Object.fromEntries(serials.map((column) => [column, plainHex(row[column] ?? "")])),
  }));
  const mode = rows.find((row) => /^ClusterSecurityMode$/i.test(row.paramname ?? ""))?.paramvalue;
  const at = locate.all(parsed.lines.slice(0, 2));
  const facts = { columns, rows: kept, count: rows.length };
  if (mode !== undefined) {
    const line = locate.all([`ClusterSecurityMode ${mode}`]);
    return {
      facts: { ...facts, clusterSecurityMode: mode },
      findings: [mode === "0" ? finding("mode.non-secure", "ok", line) : finding("mode.mixed", "ok", line)],
    };
  }
  return {
    facts,
    findings: [
      serials.length > 0
        ? finding("sql.certificates", "ok", at, { values: { count: rows.length } })
        : finding("sql.table", "ok", at, { values: { count: rows.length } }),
    ],
  };
};
