// 简体中文 messages: unfinished renewals, the ITLRecovery procedure, and the trust lists as a service.
import type { trust as english } from "../en/trust.ts";

export const trust: Readonly<Record<keyof typeof english, string>> = {
  "trust.check.reused": "CallManager 使用 Tomcat 的证书（Reuse Certificate，序列号 {serial}）",
  "trust.check.reused.means": "此后每次续订 Tomcat 也会更改信任列表，电话必须随之跟随。",

  "trust.cause.too-large":
    "ITL 有 {bytes, number} 字节、{records} 条记录；电话最多接受 {limit, number} 字节，因此 {phones} 部电话未注册",
  "trust.cause.too-large-latent":
    "ITL 有 {bytes, number} 字节、{records} 条记录；电话最多接受 {limit, number} 字节：{phones} 部电话将在下次重新启动时失去注册",
  "trust.cause.on-loan":
    "{phones} 部电话持有由 {held} 签名的 ITL，之所以还能跟随新的签名者（{signer}），只因 {nodes} 上的 TVS 仍以旧证书（{tvs}）运行。在那里重新启动 TVS 或该节点就会关上这扇门：请先让电话获取新的 ITL。",
  "trust.cause.stale":
    "续订 {units} 之后，{nodes} 的 ITL 未重建。Cisco Tftp 下次启动时，{yes} 部电话会跟随，{no} 部会被锁定{unknown, plural, =0 {} other {，# 部未知}}。",
  "trust.caution.stale-server": "请勿在 {nodes} 上重新启动 Cisco Tftp：它仍提供旧的 ITL，否则其电话也会被锁定。",

  "trust.remedy.finish": "完成续订：先列表，再电话，最后 TVS",
  "trust.remedy.shrink": "缩小 ITL",
  "trust.reason.finish-yes":
    "按信任规则，全部 {yes} 部电话都会跟随下一个 ITL{away, plural, =0 {} other {；# 部未注册，仍会落后}}",
  "trust.reason.finish-on-loan":
    "旧的 TVS 仍在担保：现在重新启动的电话会获取新的 ITL{away, plural, =0 {} other {；# 部未注册，TVS 重新启动后会被锁定}}",
  "trust.reason.finish-no": "{no} 部电话会拒绝 Cisco Tftp 下次生成的 ITL；{yes} 部会跟随",
  "trust.reason.finish-unknown": "取决于 {unknown} 部电话持有的列表，或取决于无法查询的 TVS；{yes} 部会跟随",
  "trust.reason.shrink": "列表小于 64 KB 后电话会重新注册：减少证书数量或缩小证书",
  "trust.reason.shrink-14":
    "列表小于 64 KB 后电话会重新注册：所有节点使用一个 TVS 证书，或使用 Reuse Certificate，可去掉大部分记录",
  "trust.plan.finish": "完成续订，不锁定电话",
  "trust.plan.finish-depends": "完成续订；是否所有电话都会跟随尚不清楚",
  "trust.step.tftp": "重新启动 Cisco Tftp：重建 ITL",
  "trust.step.tvs": "电话已持有新的 TVS 证书，现在重新启动 TVS",

  "trust.hand.find-large": "查看哪些记录使 ITL 变大：含数百个名称的证书，或节点过多",
  "trust.hand.multi-san": "所有节点使用一个 TVS 证书（Multi-SAN），或对 CallManager 使用 Reuse Certificate",
  "trust.hand.fewer-names": "以较少的名称续订过大的证书，一次一个单元",
  "trust.hand.rebuild": "在所有为电话提供服务的节点上重新启动 Cisco Tftp，先发布方",
  "trust.hand.size": "确认 ITL 长度小于 65,536 字节；未注册的电话随后会自行恢复",

  "trust.procedure.check": "确认列表有效且所有电话都信任它（ITL File Status：Match）",
  "trust.procedure.back-up-key": "在 {node} 上保留当前签名的密钥",
  "trust.procedure.regenerate": "在 {node} 上重新生成 ITLRecovery",
  "trust.procedure.localkey": "在 {node} 上暂时用 CallManager 密钥为列表签名",
  "trust.procedure.reset": "分批重置电话",
  "trust.procedure.ctl": "在 {node} 上用新的 ITLRecovery 为 CTL 签名",
  "trust.procedure.tftp": "在所有节点上重新启动 Cisco Tftp：由新的 ITLRecovery 签名",
  "trust.procedure.sso": "若单点登录使用系统证书：请将 SP 元数据重新提供给 IdP",
  "trust.rollback.on": "将 Prepare Cluster for Rollback to pre 8.0 设为 True",
  "trust.rollback.off": "所有电话恢复后：将其改回 False；在此之前电话上的 HTTPS 服务不可用",
  "trust.rollback.restart": "在所有节点上，先发布方",
};
