// The little that a browser adds to pages which also work without it.
(() => {
  "use strict";

  const SENDING_MS = 3000;

  // The design system's own components; again for what htmx brings in.
  DKFDS.init();
  document.body.addEventListener("htmx:load", (event) => {
    const fresh = event.detail.elt;
    if (fresh !== document.body) DKFDS.init({ scope: fresh });
  });

  // A double click sends a form once. The button keeps its focus, so it isn't really disabled.
  const release = (form) => {
    delete form.dataset.sending;
    form.querySelectorAll("[data-sent]").forEach((button) => {
      button.removeAttribute("data-sent");
      button.removeAttribute("aria-disabled");
    });
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sending = "yes";
    if (event.submitter) {
      event.submitter.setAttribute("data-sent", "");
      event.submitter.setAttribute("aria-disabled", "true");
    }
    setTimeout(() => release(form), SENDING_MS);
  }, true);
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest("form");
    if (form) release(form);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sending]").forEach(release);
  });

  // A refusal or a failure answers with a whole page: show it instead of nothing.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { status } = event.detail.xhr;
    if (status < 400 || status === 422) return;
    event.detail.shouldSwap = true;
    event.detail.target = document.body;
    event.detail.swapOverride = "innerHTML";
    window.scrollTo(0, 0);
  });
  document.body.addEventListener("htmx:sendError", () => {
    const notice = document.getElementById("nv-offline");
    if (notice) notice.hidden = false;
  });
  document.body.addEventListener("htmx:afterOnLoad", () => {
    const notice = document.getElementById("nv-offline");
    if (notice) notice.hidden = true;
  });

  // A menu closes on Escape and when the focus or a click goes elsewhere.
  const menus = () => document.querySelectorAll("details.nv-menu[open]");
  const closeOthers = (event) => menus().forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("click", closeOthers);
  document.addEventListener("focusin", closeOthers);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
})();
