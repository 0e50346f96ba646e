// 中文消息：续订证书对一个集群的影响。
import type { forecast as english } from "../en/forecast.ts";

export const forecast: Readonly<Record<keyof typeof english, string>> = {
  "forecast.here": "{cluster} 当前状态（{at}）",
  "forecast.phones": "已注册电话",
  "forecast.phones.value": "{registered, number} / {known, number}",
  "forecast.number": "{registered, number}",
  "forecast.node-name": "节点",
  "forecast.phones.nodes": "各节点上的电话（{nodes, number} 个节点）",
  "forecast.secure": "安全电话",
  "forecast.groups": "单节点组",
  "forecast.groups.none": "{groups, number} 个组中没有",
  "forecast.groups.single": "{group}：只有 {node}（{phones, number} 部电话；{pools}）",
  "forecast.sso": "单点登录（SAML SSO）",
  "forecast.sso.on": "已启用",
  "forecast.sso.off": "未启用",
  "forecast.mra": "远程访问（MRA）",
  "forecast.mra.used":
    "{peers, number} 个 Expressway-C 对等体；{apps, number} 个应用中 {registered, number} 个已注册（在家或在办公室）",
  "forecast.mra.unknown":
    "未知：certops.yaml 中没有 Expressway-C；{apps, number} 个应用中 {registered, number} 个已注册（在家或在办公室）",
  "forecast.trunks": "SIP 中继",
  "forecast.trunks.value": "{trunks, number} 条，其中 {secure, number} 条使用 TLS",
  "forecast.trunks.names": "{trunks, number} 条，其中 {secure, number} 条使用 TLS：{names}",
  "forecast.unknown": "未知：{why}",
  "forecast.too-slow": "未及时答复",
  "forecast.touches": "影响的内容",
  "forecast.order": "需依次重启的服务，共约 {duration}",
  "forecast.order.one": "{node} · {each}（{from}）",
  "forecast.order.many": "{count, number} 个节点，先发布服务器，然后逐个进行 · 每个 {each}（{from}）",
  "forecast.order.untimed": "{count, number} 个节点 · 没有人测量过所需时间",
  "forecast.order.phones": "电话重置并重新注册",
  "forecast.order.phones.detail": "{each}（{from}）",
  "forecast.from.runs": "在此集群上测得，{runs, number} 次执行",
  "forecast.from.typical": "典型值",
  "forecast.order.assumed": "{nodes}：无法读取服务列表，按全部运行处理。",
  "forecast.order.nothing": "此处运行的服务都无需重启。",
  "forecast.foretold.held": "按信任规则，持有当前 ITL 的电话会接受新列表：其签名者 {signer} 不变。",
  "forecast.foretold.vouched":
    "按信任规则，持有当前 ITL 的电话接受新列表，只因它们信任的 TVS 会为新的 {signer} 担保：每部电话都必须能访问它。",
  "forecast.foretold.lost":
    "按信任规则，持有当前 ITL 的电话将不再接受此集群的任何列表：签名的 {signer} 和它们所知的所有 TVS 证书都是新的。",
  "forecast.foretold.phones": "当前有 {phones, number} 部电话已注册。",
  "forecast.foretold.localkey": "仍可用 utils itl reset localkey 恢复：另一个密钥不变。",
  "forecast.foretold.no-localkey": "utils itl reset localkey 也无法恢复：必须手动删除每部电话上的列表。",
  "forecast.foretold.unknown": "无法推算电话会如何处理：{why}",
  "forecast.no-list": "{node} 没有提供可判断的 ITL",
  "forecast.no-list.next": "/certops trust 会说明原因。",
  "forecast.warn.sso":
    "单点登录已启用：如果它使用 Tomcat 证书，在身份提供程序获得新的 SP 元数据之前，任何人都无法登录。",
  "forecast.foretold.older":
    "{phones, number} 部已注册电话自当前 ITL 生成（{since}）以来没有重新启动，可能持有更旧的列表：续订信任列表中的任何证书之前，请重置这些电话并等待全部恢复。",
  "forecast.order.times": "{words} · {times, number} 次",
  "forecast.warn.absent": "{phones, number} 部电话未注册：错过新列表的电话可能需要手动删除其列表。请先使它们恢复注册。",
  "forecast.warn.sso-recovery":
    "单点登录已启用：如果它使用系统证书（ITLRecovery），在身份提供程序获得新的 SP 元数据之前，任何人都无法登录。",
  "forecast.warn.mra":
    "远程访问（MRA）：{peers, plural, =0 {每个} other {# 个}} Expressway-C 对等体必须信任新证书（其 CA；自签名时为证书本身）；在此之前外部的应用无法注册。",
  "forecast.warn.reused":
    "此处 CallManager 重用 Tomcat 的证书（Reuse Certificate）：一次续订同时更改两者，信任列表也会改变，电话会重置。此处的内容均按两者计算。",
  "forecast.warn.dot1x": "802.1X：在颁发第一个新 LSC 之前，将新的 CAPF 证书导入 {servers}，并保留旧证书直到全部替换。",
  "forecast.warn.lscs": "{phones, number} 部安全电话需要由新 CAPF 颁发的新 LSC。",
  "forecast.warn.both-callmanager":
    "CallManager 和 CallManager-ECDSA 在相同的列表中：先续订一个，等电话恢复后再续订另一个。",
  "forecast.warn.trunks": "{count, number} 条使用 TLS 的 SIP 中继需要在对端导入新的 CallManager 证书：{trunks}",
  "forecast.warn.single":
    "组 {group} 的 {phones, number} 部电话只能在 {node} 上注册：该节点重新启动 Cisco CallManager 期间它们无法使用。",
  "forecast.disagreements": "Cisco 文档不一致之处（{count, number}）",
  "forecast.disagree.restarts":
    "{unit}：文档 214231 重启 {long}；15 版安全指南只重启 {short}。表中为较长的列表：两种说法下都安全。",
  "forecast.disagree.restarts-none":
    "{unit}：文档 214231 重启 {long}；按 15 版安全指南，服务会自行重启。表中为较长的列表：两种说法下都安全。",
  "forecast.disagree.restarts-other":
    "{unit}：文档 214231 重启 {long}；15 版安全指南重启 {short}。表中为 214231 的列表：若要在两种说法下都安全，还须重新启动 {more}。",
  "forecast.disagree.order":
    "顺序：文档 214231 最后续订 TVS，15 版安全指南最后续订 TFTP（CallManager）证书。两者一致之处：一次只续订一个信任列表证书，期间所有电话必须恢复。",
  "forecast.disagree.callmanager-and-tvs":
    "CallManager 与 TVS 同时续订：文档 214231 仅对 8.x 至 11.5 或由 CallManager 签名的 ITL 禁止；文档 217138 无条件禁止。此处采用更严格的说法。",
  "forecast.disagree.drs": "DRS：文档 225746 称其依赖 IPSec；按 15 版管理指南，此版本使用 {unit} 证书。",
  "forecast.disagree.localkey":
    "三者同时续订：文档 225746 提供 utils itl reset localkey；文档 214231 称该状态不可恢复。信任规则说明此处的情况。",
  "forecast.level.derived":
    "影响级别：由文档 225746 的各列和其他 Cisco 文档推导（其颜色已丢失）；可在 certops.yaml 中设置。",
  "forecast.level.configured": "certops.yaml 中设置的影响级别：{units}。其余为推导值。",
  "forecast.release": "适用版本：{release}。",
  "forecast.release.documented": "适用于版本 15；指定集群可查看其版本和数据。",
  "forecast.release.unread": "无法读取 {cluster} 的版本：按版本 15。",
  "forecast.node": "仅在 {node} 上续订。",
  "forecast.mode": "集群模式",
  "forecast.mode.mixed": "混合模式",
  "forecast.mode.non-secure": "非安全",
  "forecast.order.first": "{node} · 在重启任何服务之前：集群处于混合模式",
  "forecast.order.if-mixed": "{node} · 如果集群处于混合模式（无法读取），在重启任何服务之前执行",
  "forecast.notes": "各证书的注意事项",
  "forecast.note": "{unit}：{note}",
  "forecast.note.ctl-update-before-restarts": "混合模式下，重启之前在发布服务器上执行 utils ctl update CTLFile",
  "forecast.note.drs-uses-this-certificate": "此版本的灾难恢复系统（DRS）使用该证书",
  "forecast.note.no-backup-or-restore-meanwhile": "期间不得运行备份或恢复",
  "forecast.note.sp-metadata-when-sso-uses-it": "如果单点登录使用它，身份提供程序需要新的 SP 元数据",
  "forecast.note.restart-tftp-when-multi-san": "多服务器（SAN）证书还需要重新启动 Cisco Tftp",
  "forecast.note.changes-trust-lists-when-reused-for-callmanager":
    "如果它被重用于 CallManager，信任列表的变化与 CallManager 相同",
  "forecast.note.lscs-must-be-renewed": "电话上的 LSC 更新之后才由新的 CAPF 颁发",
  "forecast.note.keep-old-capf-until-new-lscs": "在最后一个 LSC 更新之前，必须继续信任旧的 CAPF",
  "forecast.note.sip-trunks-and-cti": "安全 SIP 中继和 CTI 的对端必须信任新证书",
  "forecast.note.repeat-emcc-exchange": "使用 EMCC 时，必须重新进行集群之间的证书交换",
  "forecast.note.never-with-callmanager": "切勿与 CallManager 同时续订",
  "forecast.note.never-with-tvs": "切勿与 TVS 同时续订",
  "forecast.note.signs-the-lists": "在此版本中，它的密钥为信任列表签名",
  "forecast.note.back-up-the-key": "之后备份新密钥（file get tftp ITLRecovery.p12）",
  "forecast.note.phones-may-reset-at-once": "续订的那一刻电话可能就会重置（Phone Interaction on Certificate Update）",
  "forecast.note.publisher-only": "仅在发布服务器上",
  "forecast.phones.twice": "全部，两次",
};
