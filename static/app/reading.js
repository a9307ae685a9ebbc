/* Tells the server how long a paper stood before its reader and which of its pages. Without this file only the opening
   is noted. A page counts when half of it was in sight for two seconds. */
(() => {
  "use strict";
  const box = document.querySelector("[data-app-reading]");
  if (!box) return;
  const figures = [...box.querySelectorAll("figure.app-paper")], pages = new Set(), timers = new Map();
  const watch = new IntersectionObserver((entries) => entries.forEach((entry) => {
    const page = figures.indexOf(entry.target) + 1;
    clearTimeout(timers.get(page));
    if (entry.isIntersecting) timers.set(page, setTimeout(() => pages.add(page), 2000));
  }), { threshold: 0.5 });
  figures.forEach((figure) => watch.observe(figure));
  let open = true;
  const tell = (fields) => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", box.dataset.token);
    Object.entries(fields).forEach(([name, value]) => body.set(name, value));
    navigator.sendBeacon(box.dataset.appReading, body);
  };
  const close = () => { if (open) { open = false; tell({ pages: [...pages].join(",") }); } };
  addEventListener("pagehide", close);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") close();
    else if (!open) { open = true; tell({ again: "1" }); }
  });
})();
