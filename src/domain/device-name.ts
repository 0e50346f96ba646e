// What a device's name says about it: desk phones hold trust lists from TFTP, apps on computers and mobiles do not.

/** Names that Jabber and the Webex app register with: desktop, iPhone, Android, tablet. */
const app = /^(?:CSF|TCT|BOT|TAB)/;

export const isApp = (name: string): boolean => app.test(name);
