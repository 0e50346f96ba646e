// Chinese messages: what is wrong with an audit log or a case file that was looked at on disk.
export const evidence = {
  "audit.damage.removed": "条目 {entry} 已被删除",
  "audit.damage.removed-range": "条目 {first} 到 {last} 已被删除",
  "audit.damage.after": "条目 {entry} 位于条目 {before} 之后",
  "audit.damage.reordered": "条目 {entry} 与条目 {before} 不相连：其中一条已被替换、删除或移动",
  "audit.damage.changed": "条目 {entry} 在写入之后被更改",
  "audit.damage.rewritten": "条目 {entry} 不是 {at} 发布的那一条：整条链已被重写",
  "audit.damage.cut": "条目 {first} 到 {last} 已被截断；{at} 时它们还在",
  "audit.damage.signature": "所发布链尾的签名无效",
  "audit.damage.other-key": "所发布的链尾由另一个密钥签名，不是此存储的密钥",
  "audit.damage.head": "其链尾为 {head}",
  "case.not.name": "其中有文件的名称不会出现在案例文件中",
  "case.not.parts": "其中的文件过多",
  "case.not.twice": "其中两个文件同名",
  "case.not.unpacked": "解压后过大",
  "case.not.zip": "它不是 ZIP 压缩包，或已损坏",
  "case.not.size": "它比任何案例文件都大",
} as const;
