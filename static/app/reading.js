/* Tells the server how long a paper stood before its reader and which of its pages. Without this file only the opening
   is noted. A page counts when half of it was in sight for two seconds. */
(() => {
  "use strict";
  const tell = (box, fields) => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", box.dataset.token);
    Object.entries(fields).forEach(([name, value]) => body.set(name, value));
    navigator.sendBeacon(box.dataset.appReading, body);
  };
  // One paper at a time: its box, its address when it was opened, the pages seen, what stops watching it.
  let now = null;
  const begin = (box) => {
    const figures = [...box.querySelectorAll("figure.app-paper")], pages = new Set(), timers = new Map();
    const watch = new IntersectionObserver((entries) => entries.forEach((entry) => {
      const page = figures.indexOf(entry.target) + 1;
      clearTimeout(timers.get(page));
      if (entry.isIntersecting) timers.set(page, setTimeout(() => pages.add(page), 2000));
    }), { threshold: 0.5 });
    figures.forEach((figure) => watch.observe(figure));
    now = { box, url: box.dataset.appReading, pages, open: true, stop: () => { watch.disconnect(); timers.forEach(clearTimeout); } };
  };
  const close = () => {
    if (!now?.open) return;
    now.open = false;
    tell({ dataset: { appReading: now.url, token: now.box.dataset.token } }, { pages: [...now.pages].join(",") });
  };
  const look = () => {
    const box = document.querySelector("[data-app-reading]");
    if (now && box === now.box && box?.dataset.appReading === now.url) return;
    if (now) { close(); now.stop(); now = null; }
    if (box) begin(box);
  };
  look();
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-app-reading"] });
  addEventListener("pagehide", close);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") close();
    else if (now && !now.open) { now.open = true; tell(now.box, { again: "1" }); }
  });
})();
