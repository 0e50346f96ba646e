// 简体中文 messages: causes, remedies and runbooks of the scenarios.
import type { scenarios as english } from "../en/scenarios.ts";

export const scenarios: Readonly<Record<keyof typeof english, string>> = {
  "scenario.phones.title": "电话在 CallManager、TVS 和 ITL 证书续订后未注册",

  "scenario.phones.cause.anchor-lost":
    "{phones} 部电话持有由 {held} 签名的 ITL；自 {since} 起集群使用 {signer} 签名。此后续订：{renewed}。{why}",
  "scenario.phones.cause.latent":
    "{phones} 部电话仍处于注册状态，但已无法跟随：它们持有的 ITL 由 {held} 签名，而集群使用 {signer} 签名。{why}它们将在下次重新启动时失去注册。",
  "scenario.phones.cause.anchor-likely":
    "在 {renewed} 同时续订之后，{phones} 部电话失去注册；ITL 现由 {signer} 签名，持有旧列表的电话已没有任何依据信任它",
  "scenario.phones.cause.service-stopped": "{nodes} 上的 {service} 未运行，{phones} 部无法注册的电话最后就注册在那里",
  "scenario.phones.cause.unusable-list": "TFTP 提供的 ITL 无法使用（{nodes}）",
  "scenario.phones.cause.healthy": "{known} 部电话中有 {registered} 部已注册；服务正在运行，电话能够跟随当前提供的列表",
  "scenario.phones.cause.troubled":
    "{known} 部电话中有 {registered} 部已注册，目前没有电话失去注册；但发现了以后可能使电话失去注册的问题",
  "scenario.phones.cause.partly-seen": "{known} 部电话中有 {registered} 部已注册，在可查看的范围内未发现问题",
  "scenario.phones.cause.not-explained": "{phones} 部电话未注册，所检查的内容都无法解释其原因",
  "scenario.phones.cause.not-seen": "无法读取电话的注册状态",

  "scenario.phones.refusal.no-anchor":
    "这些电话所信任的一切都已无法为其担保：签名者以及任何应答的 TVS 的证书都不在它们持有的列表中。",
  "scenario.phones.refusal.tvs-does-not-vouch": "它们仍信任某个 TVS，但该 TVS 不为签名者担保。",
  "scenario.phones.refusal.signature-invalid": "所提供的列表并非由其声明的证书签名。",
  "scenario.phones.refusal.list-too-large": "无论由谁签名，电话都无法接受超过 64 KB 的列表。",
  "scenario.phones.refusal.signer-certificate-missing": "所提供的列表不含其签名者的证书。",

  "scenario.phones.prove.hash": "一部无法注册的电话的列表哈希值（其网页，或 Settings > Status），与快照比较",
  "scenario.phones.prove.status": "一部无法注册的电话的 Status messages：Trust List update failed",
  "scenario.phones.ruled-out.services":
    "服务：Cisco CallManager、Cisco Tftp 和 Cisco Trust Verification Service 均在运行",
  "scenario.phones.ruled-out.lists": "信任列表：已提供、已签名，且包含当前证书",
  "scenario.phones.ruled-out.expiry": "有效期：信任列表中的证书均有效",
  "scenario.phones.ruled-out.holdings": "信任：电话能够跟随当前提供的列表",

  "scenario.phones.affected":
    "自 {since} 起 {known} 部电话中有 {lost} 部；{registered} 部已注册{absent, plural, =0 {} other {，# 部 RisPort70 未知}}",
  "scenario.phones.affected.latent":
    "{known} 部电话中有 {phones} 部，将在下次重新启动时受影响；目前 {registered} 部已注册",

  "scenario.phones.remedy.factory-reset": "对电话执行出厂重置",
  "scenario.phones.remedy.delete-lists": "在电话上删除信任列表（CTL 和 ITL）",
  "scenario.phones.remedy.rollback-parameter": "Prepare Cluster for Rollback to pre 8.0（准备集群回滚至 8.0 之前）",
  "scenario.phones.remedy.drs-restore": "恢复续订之前的 DRS 备份",

  "scenario.phones.reason.not-held":
    "电话既不持有将为列表签名的当前 {unit} 证书（{serial}），也不持有能为其担保的 TVS 的证书",
  "scenario.phones.reason.held": "电话持有当前 {unit} 证书（{serial}），因此接受用其密钥签名的列表",
  "scenario.phones.reason.takes-any": "电话目前接受任何列表",
  "scenario.phones.reason.tvs-vouches": "电话仍信任的 {nodes} 上的 TVS 为 {unit}（{serial}）担保",
  "scenario.phones.reason.clears-what-phones-hold": "没有列表的电话会接受收到的第一个列表；需逐部手动操作",
  "scenario.phones.reason.restores-old-certificates":
    "恢复电话所信任的证书；影响所有节点，此后的全部更改都会丢失；机器人从不执行",
  "scenario.phones.reason.not-mixed-mode": "集群不处于混合模式，因此没有 CTL",
  "scenario.phones.reason.ctl-still-binds": "电话持有的 CTL 仍对其有约束力",
  "scenario.phones.reason.ctl-refused-first":
    "取决于 CTL：电话会先拒绝当前提供的 CTL，然后才轮到 ITL；请先执行 utils ctl reset localkey",
  "scenario.phones.reason.itl-refused-afterwards":
    "电话会接受 CTL；但各自 TFTP 服务器签名的 ITL 只有来自发布服务器时才被接受：还需执行 utils itl reset localkey",
  "scenario.phones.reason.cleared-phone-bound-by-ctl":
    "没有列表的电话先接受 CTL，之后只接受签名者列在该 CTL 中的 ITL；当前签名的 {unit} 序列号（{serial}）并非全部作为签名者列在其中：请先执行 utils ctl update CTLFile；在 11.5 及更早版本中，只有从发布服务器加载的电话会跟随",
  "scenario.phones.reason.no-key-backup": "没有人保留 ITLRecovery 密钥",
  "scenario.phones.reason.key-backup-not-held": "电话不持有所保留的 ITLRecovery 密钥的证书",
  "scenario.phones.reason.key-backup-unknown": "若有人保留了电话所持证书（{serials}）的 ITLRecovery.p12，则有效",
  "scenario.phones.reason.no-backup-before-change": "没有已知的续订之前的成功备份",
  "scenario.phones.reason.holdings-unknown":
    "取决于电话持有的列表，而这尚不清楚：只有当它们持有当前 {unit} 证书（{serial}）时才有效",
  "scenario.phones.reason.mode-unknown": "取决于集群的安全模式，而该模式无法读取",
  "scenario.phones.reason.certificate-unread": "取决于当前 {unit} 证书，而该证书无法读取",
  "scenario.phones.reason.tvs-not-asked": "取决于 {nodes} 上的 TVS，而它无法查询",
  "scenario.phones.reason.phones-differ":
    "对 {works} 部电话有效，对 {fails} 部无效，{undecided} 部未定：它们持有不同的列表",
  "scenario.phones.reason.list-too-large": "ITL 仍超过 64 KB，任何电话都无法接受，即使没有列表的电话也不行",
  "scenario.phones.reason.service": "它在 {nodes} 上运行后电话会重新注册",
  "scenario.phones.reason.rebuild": "Cisco Tftp 在启动时生成 ITL；之后再计算电话是否接受它",

  "scenario.phones.step.reset-itl": "用另一个密钥为 ITL 签名",
  "scenario.phones.step.reset-ctl": "用另一个密钥为 CTL 签名",
  "scenario.phones.step.update-ctl": "在重新启动服务之前更新 CTL",
  "scenario.phones.step.restart-service": "重新启动 Cisco Tftp：恢复 ITLRecovery 签名",
  "scenario.phones.step.reset-phones": "重置电话，使其获取新列表",
  "scenario.phones.step.wait-for-phones": "等待电话恢复注册",

  "scenario.phones.hand.watch": "观察电话是否注册，且 ITL File Status 显示 Match",
  "scenario.phones.hand.backup": "进行 DRS 备份：否则恢复之后必须手动逐部解锁电话",
  "scenario.phones.hand.factory-reset": "在每部电话上执行出厂重置：清除当前的安全设置，电话随后获取新列表",
  "scenario.phones.hand.delete-lists": "在每部电话上删除信任列表：电话重新启动并接受收到的第一个列表",
  "scenario.phones.hand.find-key":
    "查找序列号为 {serials} 的 ITLRecovery 密钥备份（由 file get tftp ITLRecovery.p12 生成）",
  "scenario.phones.hand.remotekey": "在 {node} 上用该密钥重置 ITL",
  "scenario.phones.hand.tac": "恢复之前请先联系 Cisco TAC 建立案例",
  "scenario.phones.hand.restore": "在所有节点上恢复备份；此后的全部更改都会丢失",
  "scenario.phones.hand.who-stopped": "查明是谁、为何停止了该服务",
  "scenario.phones.hand.start": "在 {node} 上启动该服务",
  "scenario.phones.hand.restart-tftp": "在 {node} 上重新启动 Cisco Tftp，然后重新提问",

  "scenario.phones.plan": "用 {command} 恢复电话",
  "scenario.phones.plan.depends": "尝试 {command}；是否有效取决于电话持有的列表",

  "scenario.phones.correction.localkey":
    "Cisco 支持文档 225746 将 utils itl reset localkey 列为选项 2。自 12.0 起该命令使用 CallManager 密钥签名：只对持有当前 CallManager 证书或持有能为其担保的 TVS 证书的电话有效。当 CallManager、TVS 和 ITLRecovery 全部被替换时，文档 214231 称该状态不可恢复。",
  "scenario.phones.correction.order":
    "关于哪个证书应最后续订，Cisco 文档说法不一（214231：TVS；安全指南 15：CallManager）。共同点：一次只续订一个信任列表证书，所有电话已注册且 ITL File Status 为 Match 后再续订下一个，切勿同时续订 CallManager 和 TVS。",
};
