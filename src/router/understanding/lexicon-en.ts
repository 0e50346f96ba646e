// English words and the notions they stand for. Several words may stand together; word forms (s, ed, ing) are found by rule.

/** What words mean to the understanding; the Chinese lexicon maps to the same notions. */
export const english = {
  phone:
    "phone|handset|telephone|endpoint|deskphone|desk phone|ip phone|ipphone|device|7811|7821|7841|7861|8811|8841|8845|8851|8861|8865|9841|9851|9861|9871|extension|conference phone|headset phone|7942|7962|8831|8832|7832|8821|8875|sccp phone|sip phone|soft key",
  register:
    "register|registration|reregister|re-register|regis|come online|come up|come back|came back|comes up|online|reg|registered count",
  unregistered: "unregistered|unregister|deregister|deregistered|not registered|registering|unreg",
  down: "down|offline|dead|silent|dark|unreachable|dropped|lost|gone|lose|losing|outage|disconnected|bricked|out of service|mute|locked out|hang|hanging|stopped working|kaput|screwed|drop|dropping|drops|fell|fallen|falling|went away|flat|blank|no service|crashed|went dark|vanish|vanished|disappear|disappeared|no dial tone|no line|no lines",
  not: "exception|exceptions|not|n't|won't|wont|can't|cant|cannot|can not|doesn't|doesnt|don't|dont|isn't|isnt|aren't|arent|didn't|never|no|nobody|none|neither|without|fail|failed|failing|failure|error|problem|issue|trouble|broken|broke|stuck|refuse|reject|rejected|invalid|unable|mismatch|denied|wrong|bad|weird|trouble|complain|unsuccessful|impossible|struggle|loop|looping|keeps|bounces me|throws me|kicks me|lets me in but|redirect|redirects|unauthorized|unauthorised|not trusted|not accepted|refuses|distrusts|unavailable|guest vlan|fallback vlan|quarantine|hangs|hang|wrong|12514|12515|12516|12508|12520|5411|was working|used to work|worked before|worked fine until|worked until|worked yesterday|any more|anymore|no longer|ceased|drama|mess|messed up|busted|distrusted|untrusted|unknown ca|handshake failed|rejects|refusing|red x|shows x|blocked|blocking|bombed|errors out|blows up|times out|time out|timeout|timed out|alarm|unauth|unauthenticated|forever|endless|endlessly|bounced back|back and forth|http 500|error 500|500 error",
  cert: "cert|certificate|certs|x509|pem|crt|certficate|cetificate",
  renew:
    "signed by a new|signed by another|signed by a different|different ca|another ca|renew|renewal|renewed|regenerate|regenerated|regeneration|regen|regenned|reissue|reissued|rotate|rotated|rotation|replace|replaced|replacement|swap|swapped|upload|uploaded|refresh|new cert|new certificate|updated|update|changed|change|cert change|re-sign|resigned|generate csr|csr|roll|rolled|rolling|rollover|recreate|recreated|regenerating|exchange the cert|new ca|re-issue|refresh the cert",
  expire:
    "expire|expired|expiring|expiry|expiration|validity|valid until|still valid|days left|overdue|run out|runs out|lifetime|lifetimes|days left|have left|has left|left|still good|valid|expiries|expiring soon|due for renewal|days remaining|time left|about to die|end date|not after|notafter|validity date",
  callmanager: "callmanager|call manager|ccm|callmgr|call-manager|callmanager.pem",
  tvs: "tvs|trust verification|trust verification service",
  itl: "itl|itlrecovery|itl recovery|itl-recovery|itl file|initial trust list",
  trustlist: "trust list|trust lists|trustlist|trust-list|itl status|file status|signer|sast",
  ctl: "ctl|ctl file|ctlfile|certificate trust list",
  capf: "capf.pem|capf|proxy function|certificate authority proxy",
  tomcat: "tomcat|tomcats|tomcat-ecdsa",
  ipsec: "ipsec",
  drs: "drs|drf|disaster recovery|backup|drf master|drf local",
  sso: "azure login|entra login|microsoft login|sso|saml|single sign-on|single sign on|single signon|single-sign-on|singlesignon|idp|adfs|ad fs|okta|pingfederate|entra|azure ad|keycloak|assertion|identity provider|sso login|federated|service provider metadata|sp metadata|federation|recovery url|slo|relying party|sp-initiated|idp-initiated|sso agreement",
  login:
    "login|log in|log-in|logon|log on|logging in|logged in|sign in|signin|sign-in|signing in|sign on|admin page|ccmadmin|self care|selfcare|web gui|password page|cisco unified cm administration|cm administration|ccmuser|ccmservice|cmplatform|os administration|serviceability page|admin gui|gui",
  decrypt: "decrypt|decryption|secret key|metadata|decode",
  mra: "mra|expressway|expressway-c|expressway-e|exp-c|expc|exp-e|expe|jabber|webex|webex app|mobile and remote access|mobile remote access|remote|remotely|remote access|traversal|traversal zone|vcs|traffic_server|from home|at home|home office|off-prem|off prem|offsite|off-site|outside|external users|home workers|roaming|hotel|edge|collab-edge",
  dot1x:
    "ports unauthorized|port unauthorized|unauthorized state|wired network|wired lan|802.1x|8021x|802.1|dot1x|dot1.x|ise|radius|eap|eap-tls|eap-failure|pae|nac|clearpass|freeradius|switch port|switchport|switch ports|switchports|wired authentication|port authentication|network access|asa|authentication server|authenticator|supplicant|mab|vlan|guest vlan|voice vlan|fallback vlan|quarantine|unknown issuer|cisco ise|network authentication|port security",
  authenticate: "authenticate|authentication|authenticating|authenticated|auth",
  secure:
    "secure|secured|encrypted|encryption|tls|security profile|mixed mode|mixed-mode|srtp|encrypted mode|secure profile|sip tls|5061|secure mode|security mode",
  lsc: "lsc|lscs|locally significant",
  issue:
    "self-signed|selfsigned|self signed|ca-signed|ca signed|signed by|issuer|issued by|wildcard|key length|key size|key strength|signature algorithm|sha-1|sha-256|third party signed|third-party signed|privately signed|public ca|internal ca",
  install:
    "give phones|give the phones|give all phones|install|installed|installing|deploy|push|roll out|rollout|enroll|enrol|enrolment|enrollment|provision|hand out new|issue new|install/upgrade",
  odd: "weird|odd|oddly|strange|strangely|funny|fishy|wonky|flaky|haywire|sideways|a mess|mess|misbehave|misbehaves|misbehaving|acting up|act up|acts up|is off|feels off|seems off|looks off|not right|not normal|complaining|complaints|gone wrong|going wrong|on fire",
  serial: "serial|serial number|fingerprint|thumbprint|old serial",
  old: "old|stale|outdated|previous",
  served: "serve|serves|served|present|presents|presented|shows the old",
  restart:
    "restart|restarted|restarting|reboot|rebooted|bounce|bounced|recycle|re-start|kick|power cycle|reload|turn off and on|stop and start",
  reset: "reset|resets|resetting|factory reset",
  service: "service|services|daemon|process",
  tftp: "tftp|tftp service|cisco tftp",
  cti: "cti|ctimanager|cti manager",
  haproxy: "haproxy|ha proxy",
  impact:
    "goes down when|go down when|cause an outage|cause problems|cause trouble|cause any|during the day|daytime|at noon|in the daytime|working hours|peak hours|blast radius|noticeable|impact|affect|affected|affects|consequence|risk|risky|happen|happens|disrupt|disruption|disruptive|downtime|danger|dangerous|interrupt|interruption|side effect|effect|blast radius|breaks|break|worry|worried|business hours|maintenance window|office hours|production hours|outage window|how bad|how risky|how dangerous|how disruptive|how much downtime|how severe|implication|implications|fallout|drawback|drawbacks|knock out|take down|takes down|drop calls|calls drop|lose calls|at stake",
  whatif:
    "what if|suppose|supposing|imagine|assume|assuming|would notice|notices|would hurt|hurt|would go wrong|log people out|kick out|kicks out|what happens|what would happen|what will happen|if i|if we|what would|would it|will it|will the|will phones|would phones|do phones|does it|happens when|happens to|what does a|what else|before i|before we|notice|noticed|do users|do calls|do the phones|will users|would users|will calls|would calls|in case i|in case we|when i renew|when we renew",
  safe: "safe|safely|ok to|okay to|allowed to|fine to|wise|good idea|bad idea|am i allowed|advisable|recommended|harmless",
  together: "together|at once|same time|simultaneously|at the same time|in one go|all of them|everything",
  how: "runbook|playbook|checklist|step-by-step|step by step|how do i|how do we|how to|how can i|how can we|how should|how would|procedure|steps|guide|instructions|walk me through|howto|best way|right way|explain how|which command|what command|what commands|what's the command|what is the command|what do i type|what do we type|what do i enter|what should i type|command for|command to|cli for|syntax|go about|right way to|correct way to|proper way to|sequence",
  howlong: "how long|how many days|how much time",
  should: "should|must|need to|have to|do i need|do we need|can i|can we|could i|may i",
  want: "want to|would like|plan to|planning to|going to|let's|lets|need|please|i will|we will|about to|intend|time to|schedule",
  which: "which|what|when|who issued|issuer|issued",
  show: "show|list|display|give me|see|view|print|inventory|all|status|table|tell me|check|look at",
  overview:
    "look at first|to do today|deal with first|what first|needs doing|on my plate|first thing to do|overview|at a glance|big picture|summary|summarise|summarize|dashboard|health|sum up|where do we stand|what needs attention|what needs me",
  handout:
    "capf.pem|callmanager.pem|root ca file|download|import|pem file|as a pem|the file of|file of the|as pem|in pem|pem format|cert file|certificate file|as a file|root cert|root certificate|ca file|hand me|hand out|get me",
  who: "who|whom|by whom",
  why: "why|reason|cause|root cause|what's wrong|whats wrong|what is wrong|diagnose|diagnosis|troubleshoot|investigate|debug|figure out|find out|what went wrong|what happened",
  since:
    "since|after|yesterday|last night|this morning|over the weekend|overnight|following|ever since|today|suddenly|till|until we|as soon as|the moment|straight after|right after|afterwards|earlier today|post|once we",
  approve:
    "approve|approved|approves|approver|vote|voted|sign off|sign-off|signoff|countersign|second pair of eyes|four eyes",
  approval:
    "approval|approvals|pending|awaiting|waiting for|waits for|request|requests|withdraw|deny|denied request|my request|outstanding|queue",
  audit:
    "audit|audit log|audit trail|log|logs|history|trail|journal|track record|did the bot|what did the bot|last change|recent changes|export|record of|chain",
  run: "run|currently running|execution|ongoing",
  progress:
    "progress|how far|running change|running run|under way|underway|which step|what step|last runs|recent runs|coming along|getting on|finished|finish|completed|done yet|percent|eta|stuck at step|still going|still running|in progress|restart done|renewal done|change done|run done|done with|is it done|over yet|already done|through yet|where is the run|the run|is it through",
  share:
    "attach to the tac|share|bundle|pack up|package|case file|tac|vendor|support case|service request|hand over|collect everything|export this|export the diagnosis",
  picture:
    "draw|drawing|picture|image|plot|diagram|graph|chart|trust map|map|visualise|visualize|timeline|curve|sketch|as a picture|as an image|png|visual|graphic|render",
  past: "did|done|was|were|has been|have been|last week|ran|last time|past",
  snapshot:
    "snapshot|snap shot|baseline|current state|remember the state|save the state|keep the state|record the state|state of the cluster|copy of the|keep a copy|store the",
  help: "help|commands|command list|usage|manual|what can you|what do you do|how do you work|how does this work|how do i use|use this|use you|this bot|capabilities|features|getting started|tutorial|who are you|what are you|what should i ask|what can i ask|docs|documentation|what can i do here|introduce yourself|able to do|do for me|use you for|use this for|talk to you|talk to this|used you before|you understand|first time|new here|how do i start|where do i start|good at|how do i ask|what are you able|who made you|how can you help|what can i use you for",
  bot: "bot|certops|chatbot|assistant",
  language: "language|english|chinese|mandarin|speak",
  trust: "what changed in the itl|trust|trusted|trusts|vouch|verify|verification|distrust",
  before:
    "before i touch|before we touch|before touching|before the change|before i start|before we start|before tonight|before the work|before the window",
  call: "call|calls|calling|dial|dial tone|dialtone|ring|ringing|make calls|phone calls",
  fix: "fix|repair|sort out|sort it|solve|mend|get it working|make it work|take care|handle",
  again:
    "again|once more|one more time|recheck|re-check|rerun|re-run|retry|another look|another try|still|anew|repeat|same again|any better|better now|and now|once again|another round",
  it: "it|that one|this one|that|this|them|those|the same|same",
  there:
    "there|that node|this node|that server|this server|same node|that cluster|this cluster|over there|the other node",
  all: "every|everyone|everybody|entire|whole|hundreds|thousands",
  cucm: "cucm|cisco|unified cm|communications manager|publisher|subscriber|cluster|callmanager cluster|unified communications|pub|ucm|voice server",
  well: "works|working|work fine|fine|resolved|solved|fixed|all good|back to normal|normal again|okay|ok|great|perfect|healthy|good|no problem|no problems",
  greet:
    "hi|hello|hey|thanks|thank you|thx|bye|good morning|good evening|good night|cheers|welcome|joke|weather|lunch|coffee|weekend|football|soccer|song|poem|birthday|dinner|beer|movie|holiday|vacation|story|how are you|nice job|well done|love you|lol|haha|sing|recipe|pizza|dog|cat|meaning of life|test test|capital of|president|translate|math|2+2|stock|news|sorry|congratulations|marry|real person|are you human|chess|game|morning|afternoon|evening|brb|cya|ty|np|gg|yay|hooray|congrats|nice|cool|awesome|brilliant|on call|shift|handover|tired|sleep|night all",
  foreign:
    "computer|computers|webserver|web server|headset|headsets|erp|outlook|exchange server|sharepoint|printer|wifi|wi-fi|wireless lan|anyconnect|laptop|windows|linux|ubuntu|nginx|apache|iis|kubernetes|k8s|docker|github|gitlab|jira|salesforce|confluence|servicenow|avaya|mitel|asterisk|3cx|polycom server|zoom|aws|gcp|letsencrypt|let's encrypt|iphone|ipad|android|wordpress|website|web site|web shop|mailbox|email|e-mail|mail server|vmware|esxi|sap|oracle|mysql|postgres|database server|bank|car|keyboard|monitor|mouse|netflix|facebook|excel|word document|bitlocker|active directory password|vpn client|hr portal|payroll|badge|door|elevator|toner|projector|citrix|rdp|remote desktop|grafana|prometheus|jenkins|slack login|domain controller|f5|fortigate|palo alto|meraki|dns|dhcp|smtp|imap|onedrive|browser warning|homepage|intranet|vpn|vcenter|esx|workday|bitbucket|splunk|zabbix|nagios|netsuite|tableau|power bi|dropbox|slack|asana|trello|zendesk|hubspot|adobe|office 365|o365|m365|microsoft 365|gmail|google|concur|crm|erp|oa|wiki|timesheet|ticketing|ivanti|globalprotect|zscaler|forticlient|azure portal|active directory|ldaps|hr app|postfix|haproxy ingress|istio|vault|terraform|ansible|argocd|bgp|ospf|spanning tree|core router|firewall rule|nas|san storage|backup tape|veeam|synology|notebook|macbook|tablet|desktop pc|pc|pcs|workstation|workstations|chrome|firefox|safari|browser|exchange|camera|cameras|cctv|thermostat|tv|ssid|wlan|hotspot",
} as const;

export type Notion = keyof typeof english;

/** Frequent words that look like misspelt notions but are not; they are never corrected. */
export const ordinary = new Set(
  `pool pools can something's things stuff acting maintenance window colleagues everyone behaving behaves went going look looks feels seems a about above audio sound video active actual add against ago ahead almost alone along already also always am an and another any anyone anything are around as ask asked at away be because been before being best better between big both but by came case center chance clear click close code come coming correct could country course data date day days deal deep detail different direct do does doing done door down each early easy either else end enough even event ever every exact example extra face fact fast feel few field file files fill final find first five fix floor follow for found four free from front full fun get give given go going gone got group had half hand happy hard has have having he hear held hello her here high him his hold home hour house however i idea in into is it its join just keep kept key kind know large last late later lead least leave left less let level life like line link little live local long look made main make many matter maybe me mean meet member mind mine minute mode moment money month more most move much must my name near new next nice night nine node nodes noon note nothing now number of off office often on once one only open or order other our out over own page paper part people person place plan plane plans play point port post power press put quick quite read ready real really release rest rest right role room root row rule running said same save say second seen send sent set seven share she short side simple single site six size small so some someone something soon sort space speed start state stay stop such sure system take talk team tell ten test text than that the their them then these they thing things think this those though three through time title to told too took top total town tree tried trip true try turn two type under unit until up upon us use used user users using version very wait walk want way we week well went were what where while white whole wide will wish with word words world would write year yes yet you young your zero phrase persist trusting theirs signal resume present reason region regard regular record latest later cannot secret server servers service tomorrow sunday monday tuesday wednesday thursday friday saturday january february march april june july august september october november december deploy device cluster issued passed missing listed posted placed status history`.split(
    " ",
  ),
);

/**
 * Things of other people that hold one of our words: they are taken out of the text before its words are read, so that a meeting
 * is not remote access, and somebody’s mobile is no desk phone.
 */
export const elsewhere =
  /\b(?:webex|zoom|teams|video|online) ?(?:meetings?|webinars?|calls?|rooms?|会议)|\b(?:(?:microsoft |ms )?teams|zoom)(?: desk| ip)? phones?\b|\b(?:mobile|cell|smart|private)[ -]?phones?\b|\b(?:ise )?(?:guest|captive|sponsor) (?:portal|wi-?fi|wlan|network|ssid)\b|\bremote desktop\b|\baccess point\b|\bbusiness phone system\b|\bmicrosoft teams\b|ise ?(?:的)?(?:访客)?门户|访客(?:的)? ?(?:wi-?fi|wifi|无线|门户|portal)/g;
