/** Browser source: opens Link in a frame over the page and carries its messages to the callbacks of `config`. */
export const LINK_FRAME_SCRIPT = `
  var WAIT_FOR_PAGE_MS = 10000;
  var KEY_RELEASE_MS = 500;

  function pageTheme() {
    var scheme = getComputedStyle(document.documentElement).colorScheme;
    if (scheme === "dark" || scheme === "light") return scheme;
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  function makeFrame() {
    var overlay = document.createElement("div");
    overlay.setAttribute("data-plaid-sandbox-link", "");
    overlay.style.cssText = "position:fixed;inset:0;z-index:2147483647;background:rgba(15,23,42,.6)";
    var frame = document.createElement("iframe");
    frame.title = "Connect an account";
    frame.src = ORIGIN + "/link/page?parent=" + encodeURIComponent(location.origin) + "&theme=" + pageTheme();
    // A frame whose colour scheme differs from its page's is painted opaque; the page inside keeps to "light".
    frame.style.cssText = "position:absolute;inset:0;width:100%;height:100%;border:0;background:transparent;color-scheme:light";
    overlay.appendChild(frame);
    return { overlay: overlay, frame: frame };
  }

  function eventMetadata(details) {
    var keys = ["account_number_mask", "error_type", "error_code", "error_message", "exit_status", "institution_id",
      "institution_name", "institution_search_query", "is_update_mode", "match_reason", "mfa_type", "routing_number",
      "view_name", "selection"];
    var metadata = { timestamp: new Date().toISOString(), link_session_id: "", request_id: "" };
    keys.forEach(function (key) { metadata[key] = null; });
    return Object.assign(metadata, details);
  }

  function openFrame(config, onClosed) {
    var parts = makeFrame();
    var focusedBefore = document.activeElement;
    var overflowBefore = document.body.style.overflow;
    var isClosed = false;
    var isPageReady = false;
    var exitMetadata = { institution: null, status: null, link_session_id: "", request_id: "" };
    var timer = setTimeout(function () {
      leave({
        error_type: "API_ERROR",
        error_code: "INTERNAL_SERVER_ERROR",
        error_message: "the Link page of the local sandbox did not load",
        display_message: "The local sandbox does not answer.",
      });
    }, WAIT_FOR_PAGE_MS);

    function remove() {
      if (isClosed) return false;
      isClosed = true;
      clearTimeout(timer);
      window.removeEventListener("message", onMessage);
      document.removeEventListener("keydown", onKey, true);
      // Out of sight at once, but not out of the page before the key is released that closed it: a browser that waits for the
      // frame's answer to a key would wait for ever.
      parts.frame.title = "";
      parts.overlay.style.display = "none";
      setTimeout(function () {
        parts.overlay.remove();
      }, KEY_RELEASE_MS);
      document.body.style.overflow = overflowBefore;
      if (focusedBefore && focusedBefore.focus && focusedBefore.isConnected) focusedBefore.focus();
      onClosed();
      return true;
    }

    function leave(error) {
      if (remove() && config.onExit) config.onExit(error || null, exitMetadata);
    }

    function say(message) {
      parts.frame.contentWindow.postMessage(Object.assign({ to: MARKER }, message), ORIGIN);
    }

    function onMessage(event) {
      if (event.origin !== ORIGIN || event.source !== parts.frame.contentWindow) return;
      var message = event.data;
      if (!message || message.from !== MARKER) return;
      if (message.type === "ready") {
        isPageReady = true;
        clearTimeout(timer);
        parts.frame.focus();
        say({ type: "start", token: config.token, received_redirect_uri: config.receivedRedirectUri || null });
      }
      if (message.type === "place") exitMetadata = message.metadata;
      if (message.type === "event" && config.onEvent) config.onEvent(message.name, eventMetadata(message.details));
      if (message.type === "leave_page") location.assign(ORIGIN + message.path);
      if (message.type === "exit") leave(message.error);
      if (message.type === "success" && remove()) config.onSuccess(message.public_token, message.metadata);
    }

    function onKey(event) {
      if (event.key !== "Escape") return;
      if (isPageReady) say({ type: "leave" });
      else leave();
    }

    window.addEventListener("message", onMessage);
    document.addEventListener("keydown", onKey, true);
    document.body.style.overflow = "hidden";
    document.body.appendChild(parts.overlay);
    return {
      remove: remove,
      leave: leave,
      askToLeave: function () {
        if (isPageReady) say({ type: "leave" });
        else leave();
      },
    };
  }
`;
