// Chinese messages: Expressway-C and the certificate management API, changes of trust stores.
export const mra = {
  "config.expressway-twice": "两个 Expressway 集群使用了同一个名称。",
  "config.expressway-twice.fix": "请为每组对等体使用各自的名称。",
  "certmgr.login-refused": "{node}：证书管理 API 拒绝了账户 {user}。",
  "certmgr.login-refused.next":
    "请更正 {user}（OS Administration 账户）的密码；{minutes} 分钟内不再尝试，以免账户被锁定。",
  "certmgr.no-change-account": "{node} 没有配置变更账户。",
  "certmgr.no-change-account.next":
    "请在 certops.yaml 中为该集群添加 accounts.change，或手动上传证书：Cisco Unified OS Administration > Security > Certificate Management。",
  "certmgr.not-there": "{node} 没有证书管理 API（自版本 14 起提供）。",
  "certmgr.not-there.next": "请手动操作：Cisco Unified OS Administration > Security > Certificate Management。",
  "certmgr.refused": "{node}：证书管理 API 返回 {status}：{text}",
  "certmgr.refused.next":
    "请查看原因；上传需要权限级别 1 的账户。手动操作：Cisco Unified OS Administration > Security > Certificate Management。",
  "certmgr.not-understood": "{node}：无法理解证书管理 API 的返回内容。",
  "expressway.login-refused": "{peer} 拒绝了账户 {user}。",
  "expressway.login-refused.next":
    "请在 certops.yaml 中更正该 Expressway 的账户（需要 API 访问权限）；{minutes} 分钟内不再尝试，以免账户被锁定。",
  "expressway.no-account": "{peer} 没有配置{kind, select, change {变更} other {监控}}账户。",
  "expressway.no-account.next":
    "请在 certops.yaml 的 expressways 下添加，或手动完成该步骤：Expressway-C > Maintenance > Security。",
  "expressway.refused": "{peer} 返回 {status}：{text}",
  "expressway.refused.next": "请查看 {peer} 本身（Status > Overview；Maintenance > Security），然后重新检查。",
  "expressway.forbidden.next":
    "该账户无权在 {peer} 上执行此操作：Users > Administrator accounts > Access level、API access。",
  "expressway.not-understood": "{peer}：无法理解 {what} 的返回内容。",
  "mra.change.not-itself": "将要发送的内容不是已批准的证书 {subject}（SHA-256 {sha256}…）。",
  "mra.change.origin-lost": "证书 {subject}（SHA-256 {sha256}…）已不在当初读取它的位置。",
  "mra.change.no-peer": "配置中没有 Expressway 对等体 {peer}。",
  "mra.change.no-peer.next": "请在 certops.yaml 的 expressways 下添加。",
  "mra.change.already-trusted": "{store} 已包含 {subject}（SHA-256 {sha256}…）；未发送任何内容。",
  "mra.change.already-on-list": "{peer} 的受信任 CA 列表已包含全部证书；未发送任何内容。",
  "mra.change.not-spread": "{nodes} 的 {store} 尚未显示该证书。",
  "mra.change.same-name":
    "{peer} 已信任另一个同名证书（{subject}，SHA-256 {sha256}…）；同名的两个证书不能同时存在于列表中（CSCwa12905）。请先删除旧证书：Maintenance > Security > Trusted CA certificate。",
  "mra.change.put-back": "上传替换了 {peer} 的列表：已放回 {count} 个证书，并重新读取了列表。",
  "mra.change.list-lacks": "{peer} 的受信任 CA 列表缺少：{subjects}",
  "mra.change.no-uptime": "{peer} 未提供运行时间。",
  "mra.verify.trusted": "{place} 信任 {subject}（SHA-256 {sha256}…）",
  "mra.verify.not-trusted": "{place} 不信任 {subject}（SHA-256 {sha256}…）",
  "mra.card.certificates": "将被信任的证书（{count}）",
  "mra.card.certificate":
    "{ca, select, yes {CA 证书：可以签发其他证书} other {非 CA：仅代表自身}} · 序列号 {serial} · 读取自 {origin} · 加入 {places}",
  "mra.card.fingerprint": "SHA-256 {sha256}",
  "mra.origin.expressway-server": "{node} 的服务器证书",
  "mra.origin.expressway-trust": "{node} 的受信任 CA 列表",
  "mra.origin.cluster-own": "{node} 的 {unit}",
  "mra.origin.cluster-trust": "{node} 的 {store}",
} as const;
