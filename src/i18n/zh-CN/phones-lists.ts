// 简体中文 messages: silent phones with two troubles at once, and lists that must be made to fit before phones are cleared.
import type { phonesLists as english } from "../en/phones-lists.ts";

export const phonesLists: Readonly<Record<keyof typeof english, string>> = {
  "phones-lists.cause.both": "{first}。仅启动它还不够：{second}",
  "phones-lists.cause.former-refused":
    "列表早于 {since} 的电话无法接受当前提供的列表，因为为其签名或担保的证书都不早于该时间；{phones} 部未注册电话持有的列表尚不清楚",
  "phones-lists.cause.anchor-likely":
    "{phones} 部电话失去注册，且 {renewed} 已续订：自 {since} 起，为列表签名或为其签名者（{signer}）担保的证书都不在更早的列表中",
  "phones-lists.cause.some-refused":
    "各 TFTP 服务器提供的 ITL 不同，{phones} 部未注册电话可能会拒绝其中之一，取决于它从哪台服务器加载",
  "phones-lists.cause.tvs-stopped":
    "自 {since} 起 ITL 由 {signer} 签名；{phones} 部未注册电话需要向 TVS 查询该签名者，而 {nodes} 上的 Cisco Trust Verification Service 已停止",
  "phones-lists.cause.tvs-unreachable":
    "自 {since} 起 ITL 由 {signer} 签名；{phones} 部未注册电话需要向 TVS 查询该签名者，而 {nodes} 上的 TVS 在端口 2445 上对谁都不应答",
  "phones-lists.reason.tvs-unsure":
    "从日期看，这些电话认识 {nodes} 上 TVS 的证书，一旦它为新的签名者担保就会跟随；但电话持有的列表并未看到",
  "phones-lists.reason.open-unsure":
    "从日期看，这些电话认识 {nodes} 上 TVS 的证书，一旦能向它查询就会跟随；但电话持有的列表并未看到，而是什么关闭了端口 2445，只有网络人员能看到",
  "phones-lists.prove.by-themselves":
    "电话是否在每次续订时自行重置（Enterprise Parameters > Phone Interaction on Certificate Update = automatic）：从电话失去注册的时刻看是这样，但在那一刻手动重置看起来也一样",
  "phones-lists.reason.start-unsure":
    "需要先这样做；是否足够取决于 {phones} 部电话持有的列表，而这尚不清楚：仍持有旧列表的电话不会恢复",
  "phones-lists.reason.clears-once-lists-fit":
    "{ctl, select, yes {没有列表的电话先接受 CTL，之后只接受签名者列在该 CTL 中的 ITL：请先更新 CTL 和 ITL} other {没有列表的电话先接受 CTL，之后只接受签名者列在该 CTL 中的 ITL：Cisco Tftp 必须先重新生成 ITL}}；然后逐部手动操作，包括仍以旧列表保持注册的电话",
  "phones-lists.reason.fits-while-empty":
    "会清空 ITL，因此参数开启期间电话可以接受它；请在关闭参数之前缩小列表，否则电话会再次失去注册",
  "phones-lists.reason.clears-once-rebuilt":
    "没有列表的电话接受它得到的第一个列表，而当前提供的仍是旧的 ITL：Cisco Tftp 必须先重新生成它，否则这些电话会拒绝下一个列表；然后逐部手动操作，包括仍以旧列表保持注册的电话",
  "phones-lists.caution.reset-unknown":
    "其中 {phones} 部电话目前已注册，是否会接受当前提供的信任列表尚不清楚{renewed, select, yes {：为其签名以及可为签名者担保的证书都不早于 {since}} other {：必须为其签名者担保的 TVS 没有应答}}。请先重新启动一部电话，待其恢复注册后再处理其余电话。",
  "phones-lists.caution.tftp-unknown":
    "{nodes} 上的 Cisco Tftp 将生成新的 ITL，{phones} 部已注册的电话是否会接受它尚不清楚{renewed, select, yes {：为其签名以及可为签名者担保的证书都不早于 {since}} other {：必须为其签名者担保的 TVS 没有应答}}。重新启动之前，请询问电话为何无法注册。",
  "phones-lists.reason.next-ctl":
    "取决于电话持有的列表：当前提供的 CTL 未列出下一个 CTL 的签名者，且此后每个 TVS 都已续订；请先询问电话为何无法注册",
  "phones-lists.reason.list-between":
    "可帮助在 {from} 与 {until} 之间重置或启动过的电话：当时的列表（没有快照看到）列有当前的 {unit} 证书（{serial}）；当时未启动的电话持有更旧的列表，对其无效",
  "phones-lists.reason.shrink-unsure":
    "需要先这样做；电话是否接受变小后的列表取决于它们是否持有其签名者的证书，因为其间 TVS 会被续订，不再能担保",
  "phones-lists.reason.files-by-former-key":
    "电话会接受该列表，其中列有新的 CallManager 证书；但 Cisco Tftp 此后尚未重新启动，仍用旧密钥为配置文件签名，电话随后会拒绝这些文件：只有在电话获取列表之后重新启动它，电话才会恢复",
  "phones-lists.hand.ctl": "在 {node} 上更新 CTL，使其列出当前的签名者",
  "phones-lists.hand.tftp": "在 {node} 上重新启动 Cisco Tftp，使其 ITL 由当前的签名者签名",
  "phones-lists.cause.bound-by-ctl":
    "{phones} 部电话自行重新启动后没有恢复，而按其之前持有的列表本可跟随。没有列表的电话（新电话，或在其菜单中删除了列表）先接受 CTL，随后拒绝 {nodes} 的 ITL：其签名者（{serial}）不是该 CTL 中的签名者",
  "phones-lists.prove.ctl-alone": "在一部未注册电话上查看 Settings > Status > Trust list：有 CTL 而没有 ITL",
  "phones-lists.remedy.publisher": "让这些电话从 {publisher} 加载一次",
  "phones-lists.reason.publisher":
    "CTL 列有 {publisher} 的签名者，而其 ITL 列有所有 TVS：此后这些电话也会跟随 {nodes} 的 ITL；取决于能否为其指定另一台 TFTP 服务器",
  "phones-lists.hand.alternate-tftp": "在每部这样的电话上：将 {publisher} 设为 TFTP 服务器，直至其注册",
  "phones-lists.next.after-start": "启动 Cisco CallManager，查看哪些电话恢复，然后重新提问：仍未注册的电话持有旧列表。",
};
