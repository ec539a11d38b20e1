import { ACCOUNT_VIEWS_JS } from "@/sandbox/link/page/account-views-js";
import { BANK_VIEWS_JS } from "@/sandbox/link/page/bank-views-js";
import { PAGE_CSS } from "@/sandbox/link/page/css";
import { DOM_JS } from "@/sandbox/link/page/dom-js";
import { HOST_JS } from "@/sandbox/link/page/host-js";
import { PAGE_JS } from "@/sandbox/link/page/page-js";
import { SIGN_IN_VIEWS_JS } from "@/sandbox/link/page/sign-in-views-js";
import { START_VIEWS_JS } from "@/sandbox/link/page/start-views-js";

const JS = "text/javascript";

/** The files of the Link page by path. They are browser sources kept as text, so the bundled sandbox is one file. */
export const LINK_ASSETS: Readonly<Record<string, { type: string; text: string }>> = {
  "/link/assets/page.css": { type: "text/css", text: PAGE_CSS },
  "/link/assets/page.js": { type: JS, text: PAGE_JS },
  "/link/assets/dom.js": { type: JS, text: DOM_JS },
  "/link/assets/host.js": { type: JS, text: HOST_JS },
  "/link/assets/start-views.js": { type: JS, text: START_VIEWS_JS },
  "/link/assets/sign-in-views.js": { type: JS, text: SIGN_IN_VIEWS_JS },
  "/link/assets/bank-views.js": { type: JS, text: BANK_VIEWS_JS },
  "/link/assets/account-views.js": { type: JS, text: ACCOUNT_VIEWS_JS },
};
