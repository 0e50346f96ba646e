// 简体中文 messages: unfinished renewals, the ITLRecovery procedure, and the trust lists as a service.
import type { trust as english } from "../en/trust.ts";

export const trust: Readonly<Record<keyof typeof english, string>> = {
  "trust.check.reused": "CallManager 使用 Tomcat 的证书（Reuse Certificate，序列号 {serial}）",
  "trust.check.reused.means": "此后每次续订 Tomcat 也会更改信任列表，电话必须随之跟随。",

  "trust.check.no-ctl": "{nodes} 上没有 CTL：非安全集群中这是正常的",
  "trust.check.ctl-missing": "集群处于混合模式，但 {nodes} 上没有 CTL",
  "trust.check.ctl-missing.next":
    "在发布服务器执行 utils ctl update CTLFile 可生成它；电话重新启动之前请先查看信任规则。",

  "trust.cause.too-large":
    "ITL 有 {bytes, number} 字节、{records} 条记录；电话最多接受 {limit, number} 字节，因此 {phones} 部电话未注册",
  "trust.cause.too-large-latent":
    "ITL 有 {bytes, number} 字节、{records} 条记录；电话最多接受 {limit, number} 字节：{phones} 部电话将在下次重新启动时失去注册",
  "trust.cause.on-loan":
    "{phones} 部电话持有由 {held} 签名的 ITL，之所以还能跟随新的签名者（{signer}），只因 {nodes} 上的 TVS 仍以旧证书（{tvs}）运行。在那里重新启动 TVS 或该节点就会关上这扇门：请先让电话获取新的 ITL。",
  "trust.cause.stale":
    "续订 {units} 之后，{nodes} 的 ITL 未重建。Cisco Tftp 下次启动时，{yes} 部电话会跟随，{no} 部会被锁定{unknown, plural, =0 {} other {，# 部未知}}。",
  "trust.caution.stale-server": "请勿在 {nodes} 上重新启动 Cisco Tftp：它仍提供旧的 ITL，否则其电话也会被锁定。",

  "trust.affected.later": "{known} 部电话中有 {phones} 部，取决于先重新启动什么；目前 {registered} 部已注册",

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
  "trust.reason.few":
    "仅 {phones} 部电话受影响：逐部手动处理，其余 {others, number} 部已注册电话不受打扰；重新签署列表则会使它们各重置两次",
  "trust.plan.finish": "完成续订，不锁定电话",
  "trust.plan.finish-depends": "完成续订；是否所有电话都会跟随尚不清楚",
  "trust.step.tftp": "重新启动 Cisco Tftp：重建 ITL",
  "trust.step.tvs": "电话已持有新的 TVS 证书，现在重新启动 TVS",

  "trust.hand.find-large": "查看哪些记录使 ITL 变大：含数百个名称的证书，或节点过多",
  "trust.hand.multi-san": "所有节点使用一个 TVS 证书（Multi-SAN），或对 CallManager 使用 Reuse Certificate",
  "trust.hand.fewer-names": "以较少的名称续订过大的证书，一次一个单元",
  "trust.hand.rebuild": "在所有为电话提供服务的节点上重新启动 Cisco Tftp，先发布服务器",
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
  "trust.rollback.restart": "在所有节点上，先发布服务器",
  "trust.caution.tvs":
    "{nodes} 上的 TVS 仍以旧证书（{tvs}）运行并为新的签名者担保：{phones} 部电话只能通过它跟随。现在重新启动会将其锁定；请询问电话为何无法注册，以获得可行的顺序。",
  "trust.caution.tvs-unknown":
    "{nodes} 上的 TVS 仍以旧证书（{tvs}）运行，可能是电话能够跟随的唯一依据；电话持有的列表尚不清楚。请先让电话获取新的 ITL。",
  "trust.caution.tftp": "{nodes} 上的 Cisco Tftp 将生成的 ITL，按信任规则会被 {phones} 部电话拒绝。",

  "trust.caution.ctl": "utils ctl update CTLFile 将生成的 CTL，按信任规则会被 {phones} 部电话拒绝。",
  "trust.caution.reset":
    "其中 {phones} 部电话目前已注册，按信任规则会拒绝当前提供的信任列表：重新启动会将其锁定。请询问电话为何无法注册，以获得可行的办法。",

  "trust.diff.none": "没有快照 {name}",
  "trust.diff.several": "有多个快照以 {name} 开头",
  "trust.diff.which": "最新的是 {ids}；/certops trust diff 会列出更多。",

  "command.trust.summary": "谁为信任列表签名、各列表包含什么、哪个节点提供哪个版本；diff：两个快照之间的变化",
  "command.trust.reading": "{cluster} 的信任列表",
  "command.trust.choose": "{cluster} 的快照",
  "command.trust.how": "用 /certops trust diff <snapshot> <snapshot> 比较两个快照；只给一个时与最新的比较。",
  "command.trust.two": "只能比较两个快照",
  "command.trust.no-snapshots": "还没有快照：请用 /certops snapshot 拍摄。",

  "card.trust.title": "{cluster} · 信任列表",
  "card.trust.badge.current": "最新",
  "card.trust.badge.behind": "落后",
  "card.trust.badge.partial": "未全部读取",
  "card.trust.badge.broken": "无法使用",
  "card.trust.mode.mixed": "混合模式",
  "card.trust.mode.non-secure": "非安全模式",
  "card.trust.mode.unknown": "模式未读取",
  "card.trust.signs": "版本 {release}，{mode}：由 {unit} 为列表签名（{serials}）",
  "card.trust.signs-unknown": "无法确定签名者：版本或证书未读取",
  "card.trust.checked": "读取于 {at} · {total} 个节点中有 {answered} 个应答",
  "card.trust.checked-practice": "读取于 {at} · {total} 个节点中有 {answered} 个应答 · 练习集群",
  "card.trust.rollback": "Prepare Cluster for Rollback to pre 8.0 已开启：获取该 ITL 的电话此后接受任何列表",
  "card.trust.reused": "CallManager 使用 Tomcat 的证书：每次续订 Tomcat 也会更改这些列表",
  "card.trust.no-ctl": "没有 CTL：非安全集群中这是正常的",
  "card.trust.column.list": "列表",
  "card.trust.column.node": "节点",
  "card.trust.column.version": "版本",
  "card.trust.column.signer": "签名者",
  "card.trust.column.since": "起始时间",
  "card.trust.column.size": "大小",
  "card.trust.column.number": "编号",
  "card.trust.column.role": "角色",
  "card.trust.column.name": "证书",
  "card.trust.column.serial": "序列号",
  "card.trust.state.served": "已提供",
  "card.trust.state.absent": "无",
  "card.trust.state.damaged": "已损坏",
  "card.trust.state.not-signed": "签名无效",
  "card.trust.version": "{version, plural, =1 {最新} other {#（较旧）}}",
  "card.trust.since": "{at}",
  "card.trust.size": "{bytes, number} 字节，{records} 条记录",
  "card.trust.stale": "已被替换的证书的记录",
  "card.trust.stale-record": "{node} 的 {kind}：{role} {name} {serial}",
  "card.trust.stale-next": "重新启动 Cisco Tftp 之前，请先询问电话为何无法注册：机器人会计算哪些电话能够跟随",
  "card.trust.tvs": "TVS",
  "card.trust.tvs-shows": "{node} 出示 {serial}",
  "card.trust.tvs-old": "{node} 出示 {serial}，比存储的证书旧：此后未重新启动",
  "card.trust.tvs-vouches": "为 {serials} 担保",
  "card.trust.tvs-refuses": "不为 {serials} 担保",
  "card.trust.records": "{nodes} 的 {kind}",
  "card.trust.summary":
    "{title}：{stale, plural, =0 {没有列表} other {# 个列表}}落后，{old, plural, =0 {所有 TVS 均为最新} other {# 个 TVS 不是最新}}",
  "card.trust.diff.title": "{cluster} · 信任列表比较",
  "card.trust.diff.same": "无变化",
  "card.trust.diff.changed": "有变化",
  "card.trust.diff.between": "从 {from} 到 {to}",
  "card.trust.diff.certificates": "证书",
  "card.trust.diff.serials": "{was} → {now}",
  "card.trust.diff.list": "{node} 的 {kind}：新增 {added}，移除 {gone}",
  "card.trust.diff.signer": "签名者：{was} → {now}",
  "card.trust.diff.gone": "移除",
  "card.trust.diff.added": "新增",
  "card.trust.diff.follows": "持有旧列表的电话（按信任规则）",
  "card.trust.diff.follows.yes": "{node}：能够跟随",
  "card.trust.diff.follows.no": "{node}：无法跟随",
  "card.trust.diff.follows.unknown": "{node}：未知，有 TVS 未读取",
  "card.trust.diff.unread": "{node}：其中一个快照未读取该列表",
  "card.trust.diff.summary":
    "{title}：{lists, plural, =0 {没有列表} other {# 个列表}}有变化；{nodes, plural, =0 {没有节点} other {# 个节点}}的电话被锁定",
};
