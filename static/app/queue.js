/* The queue without a page load between two items: what is asked for or sent from inside [data-app-queue] comes back
   as the same page the server shows everybody, and only this part of it is put in place. Without this file every link
   and form of the queue works as it stands. Here is no rule of law. */
(() => {
  "use strict";
  const one = (selector, scope = document) => scope.querySelector(selector);
  const all = (selector, scope = document) => [...scope.querySelectorAll(selector)];
  const box = () => one("[data-app-queue]");
  if (!box() || !window.fetch || !window.DOMParser) return;
  const says = () => box().dataset;
  const announce = (text) => { const line = one("#app-announce"); if (line) { line.textContent = ""; line.textContent = text; } };
  let asked = 0, slow, here = location.pathname + location.search;

  const busy = (on, text) => {
    clearTimeout(slow);
    const line = one("[data-app-busy]");
    if (!on) { box().removeAttribute("aria-busy"); if (line) line.hidden = true; return; }
    box().setAttribute("aria-busy", "true");
    // What is over within a third of a second needs no word; nothing is locked meanwhile.
    slow = setTimeout(() => { const now = one("[data-app-busy]"); if (now) { now.textContent = text; now.hidden = false; } announce(text); }, 300);
  };

  const arm = (part) => part.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true, detail: { elt: part } }));
  const put = (page, url, how, only) => {
    const fresh = one("[data-app-queue]", page);
    const drawn = new URL(url, location.href);
    // Back from an act that is looked at leads to what was typed, not to an empty form.
    if (drawn.pathname === location.pathname && drawn.searchParams.has("draft")) history.replaceState({ queue: true }, "", drawn.pathname + "?from=" + drawn.searchParams.get("draft"));
    if (how === "push" && url !== here) history.pushState({ queue: true }, "", url);
    else if (how !== "stay") history.replaceState({ queue: true }, "", url);
    here = location.pathname + location.search;
    document.title = page.title;
    if (only && !one("[role=alert]", fresh)) { // the paper and the remarks alone: the decision that is being written stays as it is
      const aim = new URL(url, location.href).hash;
      all("[data-app-part]", fresh).forEach((part) => one(`[data-app-part="${part.dataset.appPart}"]`)?.replaceWith(part));
      arm(one('[data-app-part="paper"]') || box());
      const at = aim && one(aim);
      if (at) { at.tabIndex = -1; at.focus({ preventScroll: true }); at.scrollIntoView({ block: "nearest" }); }
      return;
    }
    const list = one(".app-panes__list"), rolled = list ? list.scrollTop : 0;
    box().replaceWith(fresh);
    const again = one(".app-panes__list");
    if (again) again.scrollTop = rolled;
    document.dispatchEvent(new CustomEvent("app:swapped"));
    arm(fresh);
    dress();
    const bad = one("[data-app-error-summary], [role=alert]", fresh), told = all("[data-app-message]", fresh).map((el) => el.textContent.trim()).join(" ");
    const at = bad || one("#" + (new URL(url, location.href).hash.slice(1) || "decide-title"), fresh) || one("h1", fresh);
    if (at) { at.tabIndex = -1; at.focus({ preventScroll: !bad }); }
    if (innerWidth > 1248) scrollTo(0, 0); else (bad || one("[data-app-message]", fresh) || one("h1", fresh))?.scrollIntoView({ block: "center" });
    announce([told, bad ? "" : one("h1", fresh)?.textContent.trim()].filter(Boolean).join(". "));
  };

  const ask = async (url, { how = "push", only = false, body = null, text = says().loads, hash = "" } = {}) => {
    const mine = ++asked;
    busy(true, text);
    try {
      const answer = await fetch(url, body ? { method: "POST", body, headers: { "X-Requested-With": "queue" } } : { headers: { "X-Requested-With": "queue" } });
      const kind = answer.headers.get("Content-Type") || "";
      const page = new DOMParser().parseFromString(kind.startsWith("text/html") ? await answer.text() : "", "text/html");
      if (!one("[data-app-queue]", page)) { // signed out, gone, broken: the browser shows the page that says so
        busy(false);
        if (mine !== asked) return;
        sessionStorage.removeItem("sent");
        if (body && answer.status >= 400 && !answer.redirected) { unlock(); fail(one("h1", page)?.textContent.trim() || says().failed); return; }
        location.assign(answer.url || url);
        return;
      }
      if (mine !== asked) { const told = all("[data-app-message]", page).map((el) => el.textContent.trim()).join(" "); if (told) announce(told); return; }
      busy(false);
      const to = answer.redirected || !body ? answer.url + (hash || new URL(url, location.href).hash) : location.href;
      put(page, to, body && !answer.redirected ? "stay" : how, only);
    } catch {
      if (mine !== asked) return;
      busy(false); unlock(); fail(says().away);
    }
  };
  // Sent again by the same key: the server does it once, whether or not its first answer was lost.
  const unlock = () => document.dispatchEvent(new CustomEvent("app:unlocked"));
  const fail = (text) => { const line = one("[data-app-busy]"); if (line) { line.textContent = text; line.hidden = false; line.classList.add("is-bad"); } announce(text); };

  const ours = (link) => link.origin === location.origin && /^\/\w\w\/queue\/([0-9a-f-]{36}\/)?$/.test(link.pathname);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !link.closest("[data-app-queue]") || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.target || !ours(link)) return;
    event.preventDefault();
    const paper = new URL(link.href).searchParams.has("paper") && link.pathname === location.pathname;
    ask(link.href, { only: paper, how: paper ? "replace" : "push" });
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.closest("[data-app-queue]") || form.method !== "post" || !("appInPlace" in form.dataset)) return;
    event.preventDefault();
    const body = new FormData(form);
    if (event.submitter && event.submitter.name) body.set(event.submitter.name, event.submitter.value);
    ask(form.action, { body: new URLSearchParams(body), only: Boolean(form.dataset.appTo), text: body.get("draft") ? says().signs : form.dataset.appTo ? says().loads : says().draws, hash: form.dataset.appTo || "", how: form.dataset.appTo ? "replace" : "push" });
  });
  addEventListener("popstate", () => {
    if (location.pathname + location.search === here) return; // only the place on the page has changed
    here = location.pathname + location.search;
    ask(location.href, { how: "replace" });
  });

  // -- the pane: typical reasons, fields of the chosen decision, remarks on the pages ------------------------------------
  const keysOff = () => localStorage.getItem("app-keys") === "off";
  const dress = () => {
    const form = one("form[data-app-main]", box());
    if (form) {
      const chosen = () => one("input[name=decision]:checked", form)?.value || "";
      const list = one("select[data-app-typical]", form), words = one("textarea[name=reasons]", form);
      const groups = list ? all("optgroup", list) : [];
      const tell = () => {
        all("[data-app-for]", form).forEach((el) => {
          const group = el.closest(".govuk-form-group");
          if (group) group.hidden = Boolean(chosen()) && !el.dataset.appFor.split(" ").includes(chosen());
        });
        groups.forEach((group) => { const off = Boolean(chosen()) && one("option", group)?.dataset.moves !== chosen(); group.hidden = off; group.disabled = off; });
      };
      form.addEventListener("change", (event) => {
        if (event.target.name === "decision") tell();
        if (event.target !== list || !list.value) return;
        const text = list.selectedOptions[0].dataset.text, move = list.selectedOptions[0].dataset.moves;
        if (!chosen()) { const radio = one(`input[name=decision][value="${move}"]`, form); if (radio) { radio.checked = true; tell(); } }
        if (!words.value.includes(text)) words.value = (words.value.trim() ? words.value.trim() + "\n" : "") + text;
        words.dispatchEvent(new Event("input", { bubbles: true }));
        words.dispatchEvent(new Event("keyup", { bubbles: true }));
        words.focus();
      });
      tell();
    }
    const remark = one("form[data-app-mark]", box());
    if (remark) box().classList.add("app-marking");
  };
  const open_mark = (page, top) => {
    const remark = one("form[data-app-mark]", box());
    if (!remark) return false;
    remark.closest("details")?.setAttribute("open", "");
    if (page) { remark.elements.page.value = page; remark.elements.top.value = top; remark.elements.text.focus(); remark.scrollIntoView({ block: "nearest" }); }
    else { remark.elements.page.focus(); remark.elements.page.select?.(); }
    return true;
  };
  document.addEventListener("click", (event) => {
    const picture = event.target.closest(".app-marking figure[data-page] img");
    if (!picture || event.ctrlKey || event.metaKey) return;
    const frame = picture.getBoundingClientRect();
    if (open_mark(picture.closest("figure").dataset.page, Math.round(((event.clientY - frame.top) / frame.height) * 1000))) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || keysOff() || one("dialog[open]")) return;
    if (event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select")) return;
    const rows = all("[data-app-row]"), at = rows.findIndex((row) => row.getAttribute("aria-current"));
    let done = true;
    if (event.code === "KeyM" && !event.shiftKey) done = open_mark();
    else if (event.code === "KeyP" && !one('input[type=radio][data-key="P"]')) { const next = one("[data-app-grounds] a"); next?.focus(); next?.click(); done = Boolean(next); }
    else if (event.code === "KeyX") { const tick = (document.activeElement.closest?.("li") || rows[at]?.closest("li"))?.querySelector("input[type=checkbox]"); tick?.click(); done = Boolean(tick); }
    else if ((event.code === "KeyJ" || event.code === "KeyK") && rows.length) {
      const to = event.code === "KeyJ" ? at + 1 : at - 1;
      if (at < 0) done = false;
      else { event.stopImmediatePropagation(); rows[(to + rows.length) % rows.length].click(); }
    } else if (event.code === "KeyJ" && !rows.length) { const next = one("[data-app-next-item]"); next?.click(); done = Boolean(next); }
    else if (event.code === "KeyP") { const input = one('input[type=radio][data-key="P"]'); input.click(); input.focus(); }
    else done = false;
    if (done) event.preventDefault();
  }, true);
  history.replaceState({ queue: true }, "", location.href);
  dress();
  // Opened by its address, the item is in sight in the list too.
  const list = one(".app-panes__list"), row = one(".app-queue a[aria-current]");
  const below = list && row ? row.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom : 0;
  if (below > 0) list.scrollTop += below + 20;
})();
