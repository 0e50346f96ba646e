// English messages: what the bot says when it understands words: renewing, how things are done, what a thread does not tell.
export const understanding = {
  "command.renew.summary": "How a certificate is renewed: impact, dangers, and the runbook step by step",
  "renewal.title": "Renewing {units}",
  "renewal.title.on": "Renewing {units} on {nodes}",
  "renewal.title.which": "Which certificate do you want to renew?",
  "renewal.which": "Choose one, or name several: “renew tomcat and ipsec”. Nothing is changed by asking.",
  "renewal.intro":
    "The bot does not renew certificates itself. People do the steps marked so; what the bot can do, it proposes, and your colleagues approve it.",
  "renewal.one-at-a-time":
    "One certificate of the trust lists at a time. Cisco’s documents disagree on which one goes last: 214231 renews TVS last, the Security Guide for 15 CallManager. They agree that all phones must be registered, with ITL File Status “Match”, before the next.",
  "renewal.runbook": "Runbook",
  "renewal.release": "Restarts as for release {release}.",
  "renewal.release.unknown": "The cluster’s release is not known here: restarts as for release 15.",
  "renewal.trouble": "If something does not work afterwards, ask at once; these are the usual troubles:",
  "renewal.summary": "{title}: {steps, plural, one {# step} other {# steps}}",
  "renewal.step.snapshot": "Take a snapshot: it is the only record of which trust list the phones hold now",
  "renewal.step.backup": "Take a DRS backup, and note the time at which it ended",
  "renewal.step.key": "Keep a copy of the ITLRecovery key outside the cluster",
  "renewal.step.renew":
    "Renew {unit}: self-signed by this command on every node that has one of its own, CA-signed under Cisco Unified OS Administration > Security > Certificate Management",
  "renewal.step.renew-on":
    "Renew {unit} on {nodes}: self-signed by this command, CA-signed under Cisco Unified OS Administration > Security > Certificate Management",
  "renewal.step.ctl": "In mixed mode: update the CTL file on the publisher, before any restart",
  "renewal.step.restart": "Restart {service} {where}",
  "renewal.step.restart-when": "Restart {service} {where}, {when}",
  "renewal.step.if-non-secure": "Non-secure mode: {step}",
  "renewal.step.if-mixed": "Mixed mode: {step}",
  "renewal.step.lsc": "Give the phones new LSCs; keep the old CAPF certificate in the trust stores until all have one",
  "renewal.step.reset": "Reset the phones, so that they fetch the new list",
  "renewal.step.prove":
    "Wait until all phones are registered and the ITL File Status of sample phones is “Match”; only then go on after {unit}",
  "renewal.step.sso-before": "If single sign-on uses this certificate: disable SAML SSO on all nodes",
  "renewal.step.sso-after":
    "If it was disabled: export the metadata, import it at the identity provider, enable SAML SSO, run the SSO test, and restart Tomcat and UDS Tomcat once more",
  "renewal.step.expressway":
    "Where Expressway-C is used (MRA): let every peer trust the new certificate: its CA, or itself where it is self-signed",
  "renewal.step.dot1x":
    "Where 802.1X is used: give the new CAPF certificate to the authentication servers before the first new LSC is issued, and keep the old one there until the last is replaced",
  "renewal.step.backup-after":
    "Take a new DRS backup: the last one holds certificates that are no longer the cluster’s",
  "renewal.where.publisher": "on the publisher",
  "renewal.where.every-node": "on every node that runs it, the publisher first",
  "renewal.when.sso-or-oauth": "if SSO or OAuth is on",
  "renewal.when.sip-oauth": "if SIP OAuth is on",
  "renewal.when.multi-san": "if one certificate serves all nodes (Multi-Server)",
  "renewal.when.service-is-active": "if the service is active there",
  "understanding.how.restart.title": "How a restart is done",
  "understanding.how.restart":
    "Say “restart {service} on {node}”. The bot then shows the plan with its impact; nothing is restarted before colleagues have approved it. By hand, on the node’s own command line: utils service restart {service}.",
  "understanding.how.reset":
    "Say “reset all phones”, “reset the phones in device pool {pool}”, or name them (SEP…). The bot then shows the plan with its impact; no phone is touched before colleagues have approved it.",
  "understanding.how.plan": "Show the plan",
  "understanding.lsc.title": "How phones get LSCs",
  "understanding.lsc.text":
    "LSCs are installed by the plan of a remedy, never from a sentence: which phones need one, and how each proves itself to CAPF (its old LSC, its MIC, or nothing), depends on what stands there now. Choose what does not work: I look, and the remedy below the answer shows the plan for these phones, in batches, which your colleagues approve.",
  "understanding.lsc.by-hand":
    "By hand: Cisco Unified CM Administration > Bulk Administration > Phones > Update Phones, Certificate Operation “Install/Upgrade”, then apply the configuration. Cisco Certificate Authority Proxy Function must run on the publisher.",
  "understanding.lsc.list": "Who has one, phone by phone",
  "understanding.restart.title": "{cluster} · What a restart of {service} touches",
  "understanding.restart.where":
    "{count, plural, one {On {nodes}: about {time}.} other {On {nodes}, one after the other: about {time} altogether.}}",
  "understanding.restart.asked":
    "You asked; nothing is planned. The plan shows every command and what is checked before it.",
  "understanding.restart.Cisco CallManager":
    "Phones and trunks that are registered on the node go to the next node of their group, and come back. A call that is up is held by its phones, without transfer or hold until it ends.",
  "understanding.restart.Cisco Tftp":
    "Phones that start or are reset meanwhile get no configuration from this node and ask the next one. Phones that are registered stay so. When it starts it builds and signs the ITL anew.",
  "understanding.restart.Cisco CTIManager":
    "Applications that control phones (contact centre, attendant console, desk phone control of Jabber and Webex) lose this node and connect anew. Calls go on.",
  "understanding.restart.Cisco Trust Verification Service":
    "This node vouches for no certificate meanwhile: phones ask the next TVS of their list. Phones that are registered stay so.",
  "understanding.restart.Cisco Certificate Authority Proxy Function":
    "No LSC is installed or renewed meanwhile. Phones keep those that they have, and stay registered.",
  "understanding.restart.Cisco Tomcat":
    "Web pages, sign-in, AXL and UDS of the node are away for minutes, and whoever is signed in there is signed out. Extension Mobility logins and phone services wait. Phones stay registered, calls go on.",
  "understanding.restart.Cisco UDS Tomcat":
    "Directory look-ups and service discovery of Jabber and Webex over this node wait. Phones stay registered, calls go on.",
  "understanding.restart.Cisco SSOSP Tomcat":
    "Single sign-on and its tokens wait on this node; the recovery URL too may be away for that time. Phones stay registered, calls go on.",
  "understanding.restart.Cisco HAProxy":
    "From 14 on it stands in front of the node’s web ports: web pages, UDS and configuration files over HTTPS (6971, 6972, 8443, 9443) are away for seconds. Phones stay registered, calls go on.",
  "understanding.restart.Cisco DRF Master":
    "No backup or restore can run meanwhile; one that runs fails. Phones and calls notice nothing.",
  "understanding.restart.Cisco DRF Local":
    "This node takes part in no backup or restore meanwhile; one that runs fails. Phones and calls notice nothing.",
  "understanding.talk.title": "Nothing for me to do",
  "understanding.talk.text":
    "I looked at nothing and changed nothing. I help with the certificates of Cisco Unified Communications Manager: phones that do not register, single sign-on, MRA, 802.1X, renewals.",
  "understanding.talk.help": "What can I ask?",
  "understanding.missing.title": "What do you mean by that?",
  "understanding.missing.request": "Nothing was asked in this thread that I could do again. What shall I look at?",
  "understanding.missing.certificate": "This thread names no certificate. Which one do you mean?",
  "understanding.missing.service":
    "This thread names no single service. Which one do you mean? Or say it in full: “restart Cisco Tftp on {node}”.",
  "understanding.missing.node":
    "This thread names no node. Where do you mean? Say it in full: “restart {service} on {node}”.",
} as const;
