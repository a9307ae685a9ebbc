/* What the pages gain with JavaScript: running clocks, keys, guards of forms. Every page works without it.
   Here is no rule of law: a clock counts to the moment the server wrote into data-until. */
(() => {
  "use strict";
  const root = document.documentElement;
  const words = JSON.parse(root.dataset.words || "{}");
  const plural = new Intl.PluralRules(root.lang || "ru");
  const all = (selector, scope = document) => [...scope.querySelectorAll(selector)];
  const one = (selector, scope = document) => scope.querySelector(selector);

  // -- the server's clock: its answer's moment plus what has passed here since ------------------------------------
  let offset = root.dataset.now ? Date.parse(root.dataset.now) - Date.now() : 0;
  const now = () => Date.now() + offset;
  let lastWall = Date.now(), lastSteady = performance.now();
  const watchOwnClock = () => {
    // The browser's clock was set, or the machine slept: take the difference back out.
    const wall = Date.now(), steady = performance.now();
    const jump = wall - lastWall - (steady - lastSteady);
    if (Math.abs(jump) > 2000 && document.visibilityState === "visible" && jump < 0) offset -= jump;
    lastWall = wall; lastSteady = steady;
  };
  const resync = async () => {
    try {
      const sent = Date.now();
      const answer = await fetch(location.href, { method: "HEAD", cache: "no-store", redirect: "manual" });
      const told = answer.headers.get("X-Now");
      if (told) offset = Date.parse(told) + (Date.now() - sent) / 2 - Date.now();
    } catch { /* offline: the old offset stays the best we know */ }
  };

  const some = (kind, count) => (words[kind][plural.select(count)] || words[kind].other).replace("#", count);
  const inWords = (milliseconds) => {
    const seconds = Math.floor(Math.abs(milliseconds) / 1000);
    if (seconds < 60) return words.moment;
    const d = Math.floor(seconds / 86400), h = Math.floor((seconds % 86400) / 3600), m = Math.floor((seconds % 3600) / 60);
    if (d >= 3 || (d && !h)) return some("day", d);
    if (d) return some("day", d) + " " + some("hour", h);
    if (h && m) return some("hour", h) + " " + some("min", m);
    return h ? some("hour", h) : some("min", m);
  };
  const two = (number) => String(number).padStart(2, "0");
  const digits = (milliseconds) => {
    const s = Math.max(0, Math.floor(milliseconds / 1000));
    return two(Math.floor(s / 3600)) + ":" + two(Math.floor((s % 3600) / 60)) + ":" + two(s % 60);
  };
  const look = (until, from) => {
    const left = until - now();
    if (left <= 0) return "late";
    if (from && until > from) {
      const share = left / (until - from);
      return share <= 0.25 && left <= 6048e5 ? "critical" : share <= 0.5 && left <= 12096e5 ? "soon" : "calm";
    }
    return left <= 432e5 ? "critical" : left <= 2592e5 ? "soon" : "calm";
  };
  const shapes = {
    calm: '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2.2"/>',
    soon: '<circle cx="8" cy="8" r="5" fill="currentColor"/>',
    critical: '<path d="M8 1.5 14.5 8 8 14.5 1.5 8z" fill="currentColor"/>',
  };
  shapes.late = shapes.critical;
  const dress = (element, state) => {
    if (!element || element.classList.contains("is-" + state)) return false;
    for (const name of ["calm", "soon", "critical", "late"]) element.classList.toggle("is-" + name, name === state);
    return true;
  };
  const announce = (text) => { const region = one("#app-announce"); if (region) region.textContent = text; };
  const marks = [1440, 720, 360, 180, 60, 30, 10, 0];

  const count = () => {
    watchOwnClock();
    const at = now();
    for (const element of all("[data-until]")) {
      const until = Date.parse(element.dataset.until);
      const from = element.dataset.from ? Date.parse(element.dataset.from) : 0;
      const left = until - at;
      const state = element.closest("[data-app-red]") ? "late" : look(until, from);
      if ("big" in element.dataset) {
        const panel = element.closest(".app-countdown");
        const text = left <= 0 ? words.late.replace("#", inWords(left)) : left >= 1296e5 ? inWords(left) : digits(left);
        if (element.textContent !== text) element.textContent = text;
        dress(panel, state);
        const bar = one("progress", panel);
        if (bar && from) bar.value = Math.max(0, Math.min(1000, Math.round(((at - from) / (until - from)) * 1000)));
        const gone = one("[data-app-gone]", panel);
        if (gone && from) {
          const whole = until - from, passed = Math.max(0, Math.min(whole, at - from));
          const told = whole > 2592e5 ? [inWords(passed), inWords(whole)]
            : [some("hour", Math.floor(passed / 36e5)) + " " + some("min", Math.floor((passed % 36e5) / 6e4)), some("hour", Math.floor(whole / 36e5))];
          const text = words.gone.replace("#1", told[0]).replace("#2", told[1]);
          if (gone.textContent !== text) gone.textContent = text;
        }
        const late = one("[data-app-late]", panel);
        if (late) late.hidden = state !== "late";
        const passed = marks.find((mark) => left <= mark * 6e4 && left > mark * 6e4 - 1500);
        if (passed !== undefined && element.dataset.said !== String(passed)) {
          element.dataset.said = passed;
          announce(element.dataset.announce + ": " + (passed ? words.left.replace("#", inWords(passed * 6e4)) : words.over));
        }
      } else {
        const text = left <= 0 ? words.late.replace("#", inWords(left)) : inWords(left);
        const time = one("time", element);
        if (time && time.textContent !== text) time.textContent = text;
        if (dress(element, state)) {
          const picture = one("svg", element);
          if (picture) picture.innerHTML = shapes[state];
          dress(element.closest(".app-clockbox"), state);
        }
      }
    }
    for (const element of all("[data-app-server-time] time")) {
      element.textContent = new Date(at).toLocaleTimeString("ru-RU", { timeZone: "Asia/Almaty", hour12: false });
    }
  };
  if (root.dataset.now) {
    setInterval(count, 1000);
    if ("big" in (one("[data-big]")?.dataset || {})) setInterval(() => document.visibilityState === "visible" && resync(), 60000);
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") resync().then(count); });
  }

  // -- keys, by their place on the keyboard: people type on Kazakh and Russian layouts -------------------------------
  const keysOff = () => localStorage.getItem("app-keys") === "off";
  const typing = (target) => target.closest?.("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
  let after = 0; // moment until which a letter means "go to"
  const press = (selector) => { const found = all(selector).find((el) => el.offsetParent); found?.click(); return Boolean(found); };
  const choose = (key) => { const input = one(`input[type=radio][data-key="${key}"]`); if (input) { input.click(); input.focus(); } return Boolean(input); };
  const step = (by) => {
    const rows = all("[data-app-row]");
    if (!rows.length) return false;
    const here = rows.indexOf(document.activeElement) >= 0 ? rows.indexOf(document.activeElement)
      : rows.findIndex((row) => row.getAttribute("aria-current"));
    rows[Math.max(0, Math.min(rows.length - 1, here + by))].focus();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.code === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest?.("form") || one("form[data-app-main]");
      const button = form && one("[data-app-submit]", form);
      if (button) { event.preventDefault(); button.click(); }
      return;
    }
    if (event.code === "Escape") {
      if (one("dialog[open]")) return;
      if (typing(event.target)) event.target.blur(); else press("[data-app-cancel]");
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || keysOff() || typing(event.target) || one("dialog[open]")) return;
    const letter = event.code.startsWith("Key") ? event.code[3].toLowerCase() : "";
    let done = false;
    if (letter && Date.now() < after) { after = 0; done = press(`[data-app-go="${letter}"]`); }
    else if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) { openKeys(); done = true; }
    else if (event.code === "Slash") { const box = one("[data-app-find]"); box?.focus(); box?.select(); done = Boolean(box); }
    else if (letter === "g" && !event.shiftKey) { after = Date.now() + 1500; done = true; }
    else if (letter === "j" || letter === "k") done = step(letter === "j" ? 1 : -1);
    else if (letter === "n") done = press("[data-app-new]");
    else if (["s", "r", "b"].includes(letter)) done = choose(letter.toUpperCase());
    else if (event.code === "BracketLeft") done = press("[data-app-previous]");
    else if (event.code === "BracketRight") done = press("[data-app-next]");
    else if (/^Digit[1-9]$/.test(event.code) && !event.shiftKey) done = press(`[data-app-tab="${event.code[5]}"]`);
    if (done) event.preventDefault();
  });
  const dialog = one("#app-keys");
  const openKeys = () => dialog?.showModal?.();
  all("[data-app-keys]").forEach((button) => { button.hidden = false; button.addEventListener("click", openKeys); });
  const off = one("[data-app-keys-off]");
  if (off) { off.checked = keysOff(); off.addEventListener("change", () => localStorage.setItem("app-keys", off.checked ? "off" : "on")); }

  // -- forms: sent once, never lost ----------------------------------------------------------------------------------
  const guarded = () => all("form[method=post]").filter((form) => !("appFree" in form.dataset) && !form.closest(".app-bar"));
  // The paper looked at beside a form and a remark on it do not make another form of it.
  const address = () => {
    const at = new URL(location.href);
    ["paper", "mark"].forEach((name) => at.searchParams.delete(name));
    return at.pathname + at.search;
  };
  // A decision of the queue: one matter has one, whatever filter or step stands in the address.
  const decision = (form) => "appMain" in form.dataset && "appInPlace" in form.dataset;
  // Remembered on the form: the address changes when the server gives a new person of a list its own.
  const place = (form) => (form.appPlace ||= "draft:" + (decision(form) ? new URL(form.action, location.href).pathname : address() + "#" + guarded().indexOf(form)));
  const kept = (form) => all("textarea, select, input", form).filter((el) => el.name && el.name !== "csrfmiddlewaretoken" && !("appSecret" in el.dataset)
    && (["textarea", "text"].includes(el.type) || (decision(form) && ["select-one", "number", "radio", "checkbox"].includes(el.type))));
  const ticked = (el) => el.type === "radio" || el.type === "checkbox";
  const typedIn = (form) => {
    const texts = {};
    kept(form).forEach((el) => { if (ticked(el)) { if (el.checked) (texts[el.name] ||= []).push(el.value); } else if (el.value) texts[el.name] = el.value; });
    return texts;
  };
  const putBack = (form, texts) => {
    const open = new Set(kept(form).filter((el) => ticked(el) && !all("input", form).some((other) => other.name === el.name && other.checked)).map((el) => el.name));
    return kept(form).filter((el) => {
      const was = texts[el.name];
      if (was === undefined) return false;
      if (ticked(el)) { if (!open.has(el.name) || !was.includes(el.value)) return false; el.checked = true; return true; }
      if (el.value) return false;
      el.value = was;
      el.closest("details")?.setAttribute("open", "");
      return true;
    }).length > 0;
  };
  const touched = new Set();
  let leaving = false;
  const ready = (form) => {
    if (form.dataset.appReady) return;
    form.dataset.appReady = "1";
    // A page that came back with an error summary already shows what was typed; a fresh one gets the kept text.
    if (!one("[data-app-error-summary]") && sessionStorage.getItem(place(form))) {
      try {
        if (putBack(form, JSON.parse(sessionStorage.getItem(place(form))))) { touched.add(form); toast(words.restored); }
      } catch { sessionStorage.removeItem(place(form)); }
    }
    form.addEventListener("input", () => {
      touched.add(form);
      form.appTyped = true; // typed after the last saving went out
      // At once: the next click may put another page in place of this one.
      sessionStorage.setItem(place(form), JSON.stringify(typedIn(form)));
    });
    form.addEventListener("submit", (event) => {
      if (form.dataset.appSent) { event.preventDefault(); return; }
      form.dataset.appSent = "1";
      leaving = true;
      if ("appKept" in form.dataset) freshToken(form);
      // Remembered so that the next page can wipe the text once the server has accepted it.
      sessionStorage.setItem("sent", place(form));
      // After the browser has read the button's own name and value.
      setTimeout(() => all("button[type=submit]", form).forEach((button) => { button.dataset.appSent = ""; button.disabled = true; }));
    });
  };
  // -- forms the server keeps while they are typed: what it has is wiped here ---------------------------------------------
  const keptForm = () => one("form[data-app-kept]");
  const keeper = (event) => event.detail.elt.id === "app-kept";
  const sayKept = (text) => { const line = one("#app-kept"); if (line) { line.textContent = text; line.classList.add("app-kept__not"); } };
  const away = (xhr) => xhr.status === 401 || xhr.status === 403 || /\/sign-in\//.test(xhr.responseURL || "");
  // Signing in on another tab gives a new token; the one on this page would be refused.
  const freshToken = (form) => {
    const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrf=([^;]+)/), field = one("input[name=csrfmiddlewaretoken]", form);
    if (cookie && field) field.value = cookie[1];
  };
  document.addEventListener("htmx:configRequest", (event) => {
    if (!keeper(event) || !keptForm()) return;
    if (keptForm().dataset.appSent) { event.preventDefault(); return; } // the sent form carries all of it
    freshToken(keptForm());
    event.detail.formData.set("csrfmiddlewaretoken", one("input[name=csrfmiddlewaretoken]", keptForm()).value);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!keeper(event)) return;
    const xhr = event.detail.xhr, form = keptForm();
    one("#app-kept").classList.remove("app-kept__not");
    if (away(xhr)) { event.detail.shouldSwap = false; sayKept(one("#app-kept").dataset.expired); }
    else if (xhr.status === 409) { event.detail.shouldSwap = true; event.detail.isError = false; }
    else if (xhr.status < 300 && form && !form.appTyped) { sessionStorage.removeItem(place(form)); touched.delete(form); }
  });
  document.addEventListener("htmx:sendError", (event) => { if (keeper(event)) sayKept(one("#app-kept").dataset.away); });
  document.addEventListener("htmx:beforeSend", (event) => { if (keeper(event) && keptForm()) keptForm().appTyped = false; });
  const again = () => {
    leaving = false;
    guarded().forEach((form) => {
      delete form.dataset.appSent;
      all("button[data-app-sent]", form).forEach((button) => { delete button.dataset.appSent; button.disabled = false; });
    });
  };
  const toast = (text) => {
    const box = document.createElement("div");
    box.className = "app-toast";
    box.setAttribute("role", "status");
    document.body.append(box);
    box.textContent = text;
    setTimeout(() => box.remove(), 10000);
  };
  // What was sent is wiped once the server has it; a decision only when it is signed and the matter is gone from here.
  const arrived = () => {
    const form = sessionStorage.getItem("sent");
    if (form && !one("[data-app-error-summary]") && !guarded().some((here) => decision(here) && place(here) === form)) sessionStorage.removeItem(form);
  };
  if (!document.body.classList.contains("app-error-page")) arrived();
  if (!document.body.classList.contains("app-error-page")) sessionStorage.removeItem("sent");
  // Signing out or another user's turn: nothing typed stays in the tab.
  if (one("[data-app-sign-in]")) sessionStorage.clear();
  one(".app-bar__out")?.addEventListener("submit", () => { leaving = true; sessionStorage.clear(); });
  window.addEventListener("pageshow", again);
  document.addEventListener("app:unlocked", again);
  // A part of the page was put in place of another: what the sent form held has arrived, the rest is kept by its address.
  document.addEventListener("app:swapped", () => {
    arrived();
    sessionStorage.removeItem("sent");
    touched.clear();
    again();
  });
  window.addEventListener("beforeunload", (event) => { if (touched.size && !leaving) event.preventDefault(); });

  const quickDays = (scope) => all("[data-app-date]:not([data-ready])", scope).forEach((input) => {
    input.dataset.ready = "";
    if (/(birth_date|due_on|until|return_by)$/.test(input.name)) return; // nobody was born today, and a term ends later
    const box = document.createElement("span");
    box.className = "app-quick";
    [[words.today, 0], [words.yesterday, 1]].forEach(([text, back]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "app-linkbutton";
      button.textContent = text;
      button.addEventListener("click", () => {
        input.value = new Date(now() - back * 864e5).toLocaleDateString("ru-RU", { timeZone: "Asia/Almaty" });
        input.dispatchEvent(new Event("input", { bubbles: true }));
        input.focus();
      });
      box.append(button);
    });
    input.after(box);
  });

  // -- small things of single pages ----------------------------------------------------------------------------------
  const dress_page = (scope) => {
    guarded().forEach(ready);
    quickDays(scope);
    all("[data-app-account]:not([data-ready])", scope).forEach((button) => {
      button.dataset.ready = "";
      button.addEventListener("click", () => {
        const name = one("#id_username"), secret = one("#id_password");
        if (!name) return;
        name.value = button.dataset.appAccount;
        if (secret && button.dataset.appPassword) secret.value = button.dataset.appPassword;
        announce(words.filled);
        (secret && !secret.value ? secret : one("[data-app-submit]", name.form) || name).focus();
      });
    });
    all("[data-app-drop]:not([data-ready])", scope).forEach((zone) => {
      zone.dataset.ready = "";
      const input = one("input[type=file]", zone);
      const over = (event, on) => { event.preventDefault(); zone.classList.toggle("is-over", on); };
      zone.addEventListener("dragover", (event) => over(event, true));
      zone.addEventListener("dragleave", (event) => over(event, false));
      zone.addEventListener("drop", (event) => { over(event, false); if (input && event.dataTransfer.files.length) input.files = event.dataTransfer.files; });
    });
    all("input[list]:not([data-ready])", scope).forEach((input) => {
      // What a number stands for, in words under the box.
      input.dataset.ready = "";
      const told = document.createElement("p");
      told.className = "govuk-hint app-chosen";
      told.setAttribute("role", "status");
      input.after(told);
      const tell = () => { told.textContent = [...input.list.options].find((option) => option.value === input.value.trim())?.label || ""; };
      input.addEventListener("input", tell);
      tell();
    });
    all("[data-app-picker]:not([data-ready])", scope).forEach((box) => {
      // A list under the box: typed into, answered by the server, chosen by arrows or hand. Enter alone adds a number.
      box.dataset.ready = "";
      const input = one("input[name=q], input[data-app-picked]", box), list = document.createElement("div");
      list.className = "app-picker__list";
      list.tabIndex = 0; // it scrolls, so the keyboard must reach it; closed it is empty and not shown
      box.append(list);
      for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", "qualification-options"]]) input.setAttribute(name, value);
      const options = () => all("[role=option]:not([aria-disabled])", list);
      const current = () => options().find((option) => option.getAttribute("aria-selected") === "true");
      const close = () => { list.textContent = ""; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
      const mark = (option) => {
        options().forEach((one) => one.setAttribute("aria-selected", String(one === option)));
        if (option) { input.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
      };
      const take = (option) => { input.value = option.dataset.code; close(); const add = one("button[value=add]", box); if (add) add.click(); else { input.dispatchEvent(new Event("change", { bubbles: true })); tell(); } };
      let timer, asked = 0;
      const ask = () => {
        clearTimeout(timer);
        asked++; // an answer that is still on its way is about other words
        if (!input.value.trim()) { close(); return; }
        timer = setTimeout(async () => {
          const mine = asked;
          try {
            const answer = await fetch(box.dataset.appPicker + "?" + new URLSearchParams({ q: input.value, on: box.dataset.on }), { headers: { "HX-Request": "true" } });
            if (!answer.ok || mine !== asked || document.activeElement !== input) return;
            list.innerHTML = await answer.text();
            list.scrollTop = 0;
            input.removeAttribute("aria-activedescendant");
            input.setAttribute("aria-expanded", String(Boolean(one("[role=listbox]", list))));
          } catch { close(); }
        }, 250);
      };
      input.addEventListener("input", ask);
      // The same keys in the box and in the open list, which Tab reaches.
      const keys = (event) => {
        const found = options(), at = found.indexOf(current());
        if (event.key === "Escape" && list.firstChild) { event.preventDefault(); event.stopPropagation(); input.focus(); close(); }
        else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
          if (!found.length) { if (event.key === "ArrowDown" && !list.firstChild) ask(); return; }
          event.preventDefault();
          mark(found[Math.max(0, Math.min(found.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))]);
        } else if (event.key === "Enter" && current() && !event.ctrlKey) { event.preventDefault(); take(current()); }
      };
      input.addEventListener("keydown", keys);
      list.addEventListener("keydown", keys);
      list.addEventListener("mousedown", (event) => event.preventDefault());
      list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]:not([aria-disabled])"); if (option) take(option); });
      box.addEventListener("focusout", () => setTimeout(() => { if (!box.contains(document.activeElement)) { clearTimeout(timer); asked++; close(); tell(); } }, 150));
      // What was typed and not chosen is named under the box as well, or it is said that there is no such article.
      const told = document.createElement("p");
      told.className = "govuk-hint app-chosen";
      told.setAttribute("role", "status");
      box.after(told);
      const tell = async () => {
        const typed = input.value.trim();
        told.textContent = "";
        if (!typed) return;
        try {
          const answer = await fetch(box.dataset.appPicker + "?" + new URLSearchParams({ q: typed, on: box.dataset.on }), { headers: { "HX-Request": "true" } });
          const found = document.createElement("div");
          found.innerHTML = answer.ok ? await answer.text() : "";
          if (input.value.trim() !== typed) return;
          const all_of = all("[role=option]", found), chosen = all_of.find((option) => option.dataset.code === typed) || (all_of.length === 1 ? all_of[0] : null);
          const says = (name) => one(name, chosen || found)?.textContent.trim() || "";
          if (chosen && chosen.dataset.code && chosen.dataset.code !== typed) { input.value = chosen.dataset.code; input.dispatchEvent(new Event("change", { bubbles: true })); }
          told.textContent = chosen ? [says(".app-option__head"), says(".app-option__part"), says(".app-option__why")].filter(Boolean).join(". ") : all_of.length ? box.dataset.several || "" : says(".app-empty");
        } catch { told.textContent = ""; }
      };
      input.addEventListener("input", () => { told.textContent = ""; });
      if (!one("button[value=add]", box)) tell();
    });
    // A browser without Kazakh groups thousands the English way, and "19,903" reads as a fraction here.
    if (root.lang === "kk") all(".govuk-character-count__message:not([data-ready]), .govuk-character-count__sr-status:not([data-ready])", scope).forEach((told) => {
      told.dataset.ready = "";
      const spaced = () => { const text = told.textContent.replace(/(\d),(?=\d{3})/g, "$1\u00a0"); if (text !== told.textContent) told.textContent = text; };
      new MutationObserver(spaced).observe(told, { childList: true, characterData: true, subtree: true });
      spaced();
    });
    all("[data-app-print]:not([data-ready])", scope).forEach((button) => { button.dataset.ready = ""; button.hidden = false; button.addEventListener("click", () => print()); });
  };
  dress_page(document);
  document.addEventListener("htmx:afterSettle", (event) => {
    dress_page(event.target);
    count();
    const summary = one("[data-app-error-summary]", event.target);
    if (summary) { summary.tabIndex = -1; summary.focus(); }
  });
})();
