/* Puts a sentence of the library into the reasons, at the cursor, and selects the first place that has to be filled in.
   Keys: Alt+1 ... Alt+9 put in the first nine. Without this file the sentences are read and copied. */
(() => {
  "use strict";
  if (window.appBlocks) return;
  window.appBlocks = true;
  const buttons = () => [...document.querySelectorAll("[data-app-block]")];
  const put = (text) => {
    const field = document.querySelector("textarea[name=reasons]");
    if (!field) return;
    const at = field.selectionStart ?? field.value.length, before = field.value.slice(0, at);
    const gap = before && !/\n\s*$/.test(before) ? "\n" : "";
    field.setRangeText(gap + text, at, field.selectionEnd ?? at, "end");
    const dots = field.value.indexOf("\u2026", at);
    field.focus();
    if (dots >= 0 && dots < at + gap.length + text.length) field.setSelectionRange(dots, dots + 1);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const dress = () => buttons().forEach((button, place) => {
    if (!button.hidden) return;
    button.hidden = false;
    if (place > 8) return;
    const key = document.createElement("kbd");
    key.textContent = `Alt+${place + 1}`;
    button.closest("details")?.querySelector("summary")?.append(" ", key);
  });
  dress();
  // The queue puts the next item into the same page.
  new MutationObserver(dress).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-app-block]");
    if (button) put(button.dataset.appBlock);
  });
  document.addEventListener("keydown", (event) => {
    const digit = /^Digit([1-9])$/.exec(event.code);
    if (!event.altKey || event.ctrlKey || event.metaKey || !digit) return;
    const button = buttons()[Number(digit[1]) - 1];
    if (button) { event.preventDefault(); put(button.dataset.appBlock); }
  });
})();
