// Chinese messages: diagnostic logging on Expressway-C, and what tells an old line of its log from one of now.
export const mraLog = {
  "mra.change.log-running": "诊断日志已在记录（{peers}）：有人正在使用。重新开始会丢弃其已有内容。",
  "mra.change.log-aborted": "在 {peer} 上开始诊断日志之前已中止。",
  "mra.change.log-off": "诊断日志没有在记录：{peers}",
  "mra.change.log-on": "诊断日志仍在记录：{peers}",
  "mra.change.log-collecting": "日志仍在收集：{peers}",
  "mra.change.log-ended": "有人在 {peers} 上结束了日志；现在收集。",
  "mra.change.log-time": "已记录 {seconds} 秒的日志。",
  "mra.verify.logging-off": "{peer}：诊断日志已重新关闭{ready, select, yes {；日志可供下载} other {}}",
  "mra.verify.logging-on": "{peer}：诊断日志仍在记录",
  "mra.verify.logging-unread": "{peer}：无法读取诊断日志是否已关闭",
  "card.plan.wait-sign-in": "保持日志记录 {within}：期间有人从外部登录",
  "mra.remedy.collect-log": "让每个 Expressway-C 对等体记录一次登录",
  "mra.reason.collect-log":
    "日志会指明是哪一方拒绝；在每个有应答的对等体上开启（不抓包），无论结果如何都会再关闭；之前收集的日志会被替换",
  "mra.step.sign-in": "由用户从外部登录；{minutes} 分钟后收集日志（若在某个对等体上停止记录则提前）",
  "mra.hand.look-again": "重新检查：届时会读取日志",
} as const;
