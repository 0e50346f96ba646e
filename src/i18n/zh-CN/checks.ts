// 简体中文 messages: what the checks find.
import type { checks as english } from "../en/checks.ts";

export const checks: Readonly<Record<keyof typeof english, string>> = {
  "checks.unread": "{node}：无法查询 {system}。{why}",
  "checks.cutShort": "{node} 上的 {system} 在诊断结束前没有应答。",
  "checks.cutShort.next": "请重新提问；如仍无应答，请检查该节点的负载以及机器人与该节点之间的网络。",

  "checks.mode.title": "版本与集群模式",
  "checks.mode.is": "CUCM {release}，集群处于 {mode} 模式",
  "checks.mode.rollback": "Prepare Cluster for Rollback to pre 8.0 已启用",
  "checks.mode.rollback.means":
    "TFTP 分发的 ITL 中 TVS 和 TFTP 部分为空：获取该列表的电话会接受任何列表和任何配置，电话上的 HTTPS 服务不可用。",

  "checks.mode.rollback.next":
    "若未计划回退：请将该企业参数设为 False，在所有节点上重新启动 Cisco Trust Verification Service 和 Cisco Tftp，然后重置电话。",

  "checks.certificates.title": "各节点的证书",
  "checks.certificates.valid": "{node}：{units} 均有效，最早于 {until} 到期",
  "checks.certificates.expired": "{node}：{unit} 已于 {date} 过期（序列号 {serial}）",
  "checks.certificates.expired.next": "请单独安排 {unit} 的续订；参见 /certops impact {unit}。",
  "checks.certificates.expiring": "{node}：{unit} 将于 {date} 到期，还剩 {days} 天（序列号 {serial}）",
  "checks.certificates.together": "{units} 在 {from} 至 {until} 之间同时续订",
  "checks.certificates.together-at": "{units} 于 {at} 同时续订",
  "checks.certificates.together.means": "在所信任的证书被替换之前，电话没有时间逐个获取新证书。",

  "checks.served.title": "服务所出示的证书",
  "checks.served.current": "{node}:{port} 出示的是已存储的 {unit} 证书（序列号 {serial}）",
  "checks.served.stale":
    "{node}:{port} 出示的 {unit} 序列号为 {serial}，而存储的是 {stored}：此后 {service} 未重新启动",
  "checks.served.stale.means": "{service} 仍在使用旧证书。现在重新启动会改变电话所见的证书，请先查看信任规则。",

  "checks.lists.title": "各 TFTP 节点的信任列表",
  "checks.lists.current": "{node} 的 {kind}：由 {signer}（序列号 {serial}）于 {at} 签名，{records} 条记录，签名有效",
  "checks.lists.absent": "{node} 未提供 {kind}",
  "checks.lists.absent.next": "请在 {node} 上重新启动 Cisco Tftp；它在启动时生成该列表。",
  "checks.lists.damaged": "{node} 的 {kind} 已损坏（{fault}，字节 {at}）",
  "checks.lists.damaged.means": "电话会拒绝损坏的列表并保留原有列表。",
  "checks.lists.damaged.next": "请在 {node} 上重新启动 Cisco Tftp 后再检查；如仍损坏，请检查该节点的磁盘。",
  "checks.lists.forged": "{node} 的 {kind} 并非由其所声明的证书签名（{why}；签名者 {signer}，序列号 {serial}）",
  "checks.lists.forged.next": "在查明原因之前，不能信任 {node} 提供的任何内容：请与该节点的 show itl 输出比较。",
  "checks.lists.stale": "{node} 的 {kind} 中含有已不再使用的证书：{stale}",
  "checks.lists.stale.itl": "续订后未重建该列表；重新启动 Cisco Tftp 会重建它，届时电话必须能够跟随其签名者。",
  "checks.lists.stale.ctl":
    "更改 CAPF、CallManager 或 ITLRecovery 后，必须先执行 utils ctl update CTLFile，再重新启动服务。",
  "checks.lists.differ": "各 TFTP 节点提供的 ITL 签名者不同：{signers}",
  "checks.lists.differ.next":
    "落后的节点未重建列表。在该节点重新启动 Cisco Tftp 之后其电话能否跟随，须先计算：请查看补救措施。",

  "checks.services.title": "电话所需的服务",
  "checks.services.started": "{node}：{services} 已启动",
  "checks.services.stopped": "{node}：{service} 未运行（{state}）",
  "checks.services.stopped.next":
    "请查明是谁停止了它，然后在 {node} 上执行：utils service start {service}；请机器人在该节点上重启 {service}，它就会提出启动方案。",

  "checks.registrations.title": "所有电话的注册状态",
  "checks.registrations.count": "{known} 部电话中有 {registered} 部已注册",
  "checks.registrations.lost": "{known} 部电话中有 {registered} 部已注册；自 {since} 起有 {lost} 部失去注册",
  "checks.registrations.absent.means":
    "RisPort70 不知道 {absent} 部已配置的电话（自上次启动以来从未注册，或已关机）：不计为失去注册。",

  "checks.tvs.title": "各 TVS 所担保的证书",
  "checks.tvs.vouches": "{node} 上的 TVS 为当前 ITL 的签名者（{serial}）担保",
  "checks.tvs.vouches.means": "这只对持有该 TVS 证书（序列号 {tvs}）的电话有帮助。",
  "checks.tvs.refuses": "{node} 上的 TVS 不为当前 ITL 的签名者（{serial}）担保",
  "checks.tvs.vouches-next": "{node} 上的 TVS 为已续订的签名者担保，下一个 ITL 将由它签名（{serial}）",
  "checks.tvs.refuses-next": "{node} 上的 TVS 不为已续订的签名者担保，下一个 ITL 将由它签名（{serial}）",
  "checks.tvs.refuses.next":
    "其证书存储已过时：若其证书未改变，请在 {node} 上重新启动 Cisco Trust Verification Service，然后再检查。",

  "checks.backups.title": "最近的备份",
  "checks.backups.last": "最近一次成功的 DRS 备份：{at}",
  "checks.backups.none": "没有已知的成功 DRS 备份",
  "checks.backups.next": "请在任何更改之前以及每次证书更改之后进行 DRS 备份。",

  "checks.holdings.title": "电话所持有的列表",
  "checks.holdings.none": "没有早于续订的快照：无法得知电话持有的列表",
  "checks.holdings.none.next":
    "请提供一部无法注册的电话的列表哈希值（其网页，或 Settings > Status），或查看其 Status messages 中是否有 Trust List update failed。",
  "checks.holdings.old": "{count} 部电话持有 {at} 的 ITL，由 {signer}（序列号 {serial}）签名",
  "checks.holdings.current": "{count} 部电话持有当前提供的 ITL",
  "checks.holdings.unknown": "{count} 部电话所持有的列表未知",
};
