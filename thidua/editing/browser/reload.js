// Keeps a page of the preview current: loads it anew when the site changed, exchanges its style sheets when only these did, and lays the
// problems over it while there are any. It listens only while the page is seen: a browser opens six connections to a server and no
// more, and an editor has more tabs than that.
(() => {
  "use strict";
  const own = document.currentScript;
  const at = (name) => new URL(name, own.src).href;
  let { pages, styles } = own.dataset;
  let problems = "";
  let stream = null;
  let host = null;

  // A document is parsed by the request itself: no page's policy has to allow text to become HTML.
  const load = (address, use) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => request.response && use(request.response);
    request.send();
  };

  const swapStyles = () => load(location.href, (fresh) => {
    const [before, after] = [document, fresh].map((root) => [...root.querySelectorAll('link[rel~="stylesheet"]')]);
    if (before.length !== after.length) {
      location.reload();
      return;
    }
    before.forEach((link, number) => {
      const href = after[number].getAttribute("href");
      if (href !== link.getAttribute("href")) {
        const next = link.cloneNode();
        next.onload = () => link.remove(); // the old one stays until then, so that the page is never bare
        next.onerror = next.onload;
        next.setAttribute("href", href);
        link.after(next);
      }
    });
  });

  const inPanel = (selector) => host && host.shadowRoot.querySelector(selector);

  const setOpen = (open) => {
    const focused = host.shadowRoot.activeElement !== null;
    inPanel("section").hidden = !open;
    inPanel("[data-open]").hidden = open;
    if (focused) inPanel(open ? "section" : "[data-open]").focus();
  };

  const hidePanel = () => {
    if (host) host.remove();
    host = null;
  };

  const showPanel = (number) => load(at("problems"), (found) => {
    if (number !== problems || !found.querySelector("section")) return;
    hidePanel();
    host = document.createElement("div");
    host.id = "thidua-preview";
    const parts = found.querySelectorAll("link, section, [data-open]");
    host.attachShadow({ mode: "open" }).append(...[...parts].map((part) => document.importNode(part, true)));
    document.body.append(host);
    inPanel("[data-close]").addEventListener("click", () => setOpen(false));
    inPanel("[data-open]").addEventListener("click", () => setOpen(true));
  });

  const follow = (marks) => {
    if (marks.pages !== pages) {
      disconnect();
      location.reload();
      return;
    }
    if (marks.styles !== styles) {
      styles = marks.styles;
      swapStyles();
    }
    if (marks.problems !== problems) {
      problems = marks.problems;
      if (problems) showPanel(problems);
      else hidePanel();
    }
  };

  const connect = () => {
    if (stream || document.visibilityState === "hidden") return;
    stream = new EventSource(at("events"));
    stream.onmessage = (event) => follow(JSON.parse(event.data));
    stream.onerror = () => {
      if (stream && stream.readyState === EventSource.CLOSED) {
        disconnect();
        setTimeout(connect, 1000);
      }
    };
  };

  const disconnect = () => {
    if (stream) stream.close();
    stream = null;
  };

  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? disconnect() : connect()));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && host && !inPanel("section").hidden) setOpen(false);
  });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  connect();
})();
