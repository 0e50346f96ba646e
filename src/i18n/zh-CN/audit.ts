// What people read about the audit log's published end.
import type { audit as english } from "../en/audit.ts";

export const audit: Readonly<Record<keyof typeof english, string>> = {
  "card.audit.what": "{kind}：{detail}",
  "card.audit.changes-only": "未列出提问、回答和快照；/certops audit all 会一并列出。",
  "card.audit.choice.approve": "批准",
  "card.audit.choice.deny": "拒绝",
  "card.audit-head.title": "审计日志：已发布的末端",
  "card.audit-head.at": "截至 {at}",
  "card.audit-head": "审计日志：条目 {sequence}，{hash}…",
  "card.audit-head.how":
    "审计日志经过签名的末端。它保存在此处，即机器人存储之外：将其另存为文件并运行 certops audit verify --head FILE，即可发现被截断或重写的日志。",
  "config.webhook-source": "Webhook 的 URL 必须来自一个位置：urlEnv 或 urlFile。",
  "config.webhook-source.fix": "请指定保存该 URL 的环境变量 (urlEnv) 或权限为 0600 的文件 (urlFile)。",
  "config.webhook-bad": "该处的内容不是 https URL。",
  "config.webhook-bad.fix": "请使用 https URL；仅本机可使用 http。",
  "config.audit-nowhere": "要发布审计日志的末端，但未说明发布到何处。",
  "config.audit-nowhere.fix": "请在 audit.publish 下添加 file、webhook 或 channel，或删除该键。",
};
