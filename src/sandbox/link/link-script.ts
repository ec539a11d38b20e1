import { LINK_FRAME_SCRIPT } from "@/sandbox/link/link-frame-script";
import { SANDBOX_MARKER } from "@/sandbox/sandbox";

/** Where Plaid's own script lives; react-plaid-link looks for a script tag with exactly this address. */
export const PLAID_LINK_URL = "https://cdn.plaid.com/link/v2/stable/link-initialize.js";

const HANDLER_SCRIPT = `
  function create(config) {
    var isDestroyed = false;
    var opened = null;
    var handler = {
      open: function () {
        if (isDestroyed || opened) return;
        opened = openFrame(config, function () { opened = null; });
      },
      exit: function (options) {
        if (!opened) return;
        if (options && options.force) opened.leave();
        else opened.askToLeave();
      },
      submit: function () {},
      destroy: function () {
        isDestroyed = true;
        if (opened) opened.remove();
      },
    };
    setTimeout(function () {
      if (!isDestroyed && config.onLoad) config.onLoad();
    }, 0);
    return handler;
  }

  function createEmbedded(config, target) {
    var handler = create(config);
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = "Connect an account";
    button.style.cssText = "font:inherit;padding:12px 20px;border-radius:10px;border:1px solid #64748b;background:transparent;color:inherit;cursor:pointer";
    button.addEventListener("click", handler.open);
    target.appendChild(button);
    return {
      destroy: function () {
        button.remove();
        handler.destroy();
      },
    };
  }

  window.Plaid = { create: create, createEmbedded: createEmbedded };

  // A script tag of no known type is never fetched: it only tells react-plaid-link that the script is there.
  if (!document.querySelector('script[src="' + PLAID_URL + '"]')) {
    var marker = document.createElement("script");
    marker.type = "text/plain";
    marker.setAttribute("data-plaid-sandbox", MARKER);
    marker.src = PLAID_URL;
    document.head.appendChild(marker);
  }
`;

/** The script that puts the sandbox's Link where Plaid's would be; `origin` is the sandbox's own. */
export function linkScript(origin: string): string {
  const constants = [
    `var ORIGIN = ${JSON.stringify(origin)};`,
    `var PLAID_URL = ${JSON.stringify(PLAID_LINK_URL)};`,
    `var MARKER = ${JSON.stringify(SANDBOX_MARKER)};`,
  ];
  return `(function () {\n"use strict";\n${constants.join("\n")}\n${LINK_FRAME_SCRIPT}${HANDLER_SCRIPT}})();\n`;
}
