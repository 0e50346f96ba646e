// 简体中文 messages used everywhere: impact, verdicts, errors.
import type { common as english } from "../en/common.ts";

export const common: Readonly<Record<keyof typeof english, string>> = {
  "impact.low": "低影响",
  "impact.medium": "中等影响",
  "impact.high": "高影响",
  "verdict.ok": "正常",
  "verdict.problem": "问题",
  "verdict.warning": "警告",
  "verdict.unknown": "未知",
  "error.deadline": "{what} 在 {seconds} 秒内没有应答。",
  "error.deadline.next": "请确认该节点已启动且可达，然后重新提问。",
  "error.internal": "机器人内部出错（编号 {reference}）。未对任何集群做更改。",
  "error.internal.next": "请在机器人日志中查找该编号，然后重新提问。",
  "error.certificate-unreadable": "这不是可读取的证书。",
  "error.certificate-unreadable.next": "请提供导出后未经改动的 PEM 或 DER 文件。",
};
